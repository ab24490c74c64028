"""Exploring the picture of a page: filters, expanding and folding, undo and redo, and the keys for all of these.

What is expected is read from the graph's own files: what is dated when, what lies where, who gave what.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import Opened
from kg.names import expand
from kg.store.snapshot import Snapshot
from kg.terms import Iri, Literal, Triple
from kg.view import Selection, page

DESIGNATION = "des:nanchuan-zero-carbon"

# Where on the screen a node of the canvas is.
SPOT = """((node) => {
  const [box, at] = [byId("graph").getBoundingClientRect(), network.canvasToDOM(node)];
  return [box.x + at.x, box.y + at.y];
})"""
# Comes true in one of the next frames; the page's policy forbids Playwright's own way of waiting.
SOON = "(before) => new Promise((done) => { const look = () => (%s) ? done() : requestAnimationFrame(look); look(); })"


@pytest.fixture(scope="module")
def file(snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("explore") / "kg.html"
    path.write_text(page(snapshot, Selection(), lang="zh").html, "utf-8")
    return path


@pytest.fixture(scope="module")
def whole(browser: Browser, file: Path) -> Iterator[Opened]:
    opened = Opened(browser, file, viewport={"width": 1440, "height": 900})
    yield opened
    opened.close()


@pytest.fixture
def opened(whole: Opened) -> Page:
    return whole.afresh()


def shown(opened: Page, kind: str = "") -> set[str]:
    found: list[str] = opened.evaluate(
        "(kind) => shownNodes().filter((n) => !kind || n.kind === kind).map((n) => n.id)", kind
    )
    return set(found)


def dated(snapshot: Snapshot, first: str, last: str) -> set[str]:
    """The designations that were approved within these years, by the graph's own time spans."""
    engine = snapshot.engine
    found = set()
    for quad in engine.quads(None, expand("npp:approvedIn")):
        assert isinstance(quad.object, Iri)
        spans = []
        for end in ("earliest", "latest"):
            days = [each.object for each in engine.quads(quad.object, expand(f"npp:{end}"))]
            spans.append({day.text for day in days if isinstance(day, Literal)})
        earliest, latest = (next(iter(days)) for days in spans)
        if earliest[:4] <= last and latest[:4] >= first:
            found.add(f"des:{quad.subject.value.rpartition('/')[2]}")  # type: ignore[union-attr]  # designations are IRIs
    return found


def test_a_drag_over_the_band_of_years_shows_what_is_dated_in_them(opened: Page, snapshot: Snapshot) -> None:
    boxes = {year: opened.locator(f'#years [data-year="{year}"]').bounding_box() for year in (2024, 2025)}
    for number, box in enumerate(boxes.values()):
        assert box is not None
        opened.mouse.move(box["x"] + box["width"] / 2, box["y"] + 30)
        if number == 0:
            opened.mouse.down()
    opened.mouse.up()
    assert opened.evaluate("state.years") == "2024-2025"
    assert "years=2024-2025" in opened.evaluate("location.hash")
    assert shown(opened, "designation") == dated(snapshot, "2024", "2025")
    assert opened.locator("#years [aria-pressed=true]").all_inner_texts() == ["2024", "2025"]
    assert "prog:zero-carbon-park" in shown(opened, "programme")  # by way of its list


def test_years_are_chosen_and_let_go_by_keyboard(opened: Page, snapshot: Snapshot) -> None:
    opened.locator("#years [tabindex='0']").press("End")
    opened.keyboard.press("Enter")
    assert shown(opened, "designation") == dated(snapshot, "2025", "2025")
    opened.keyboard.press("Shift+ArrowLeft")
    assert opened.evaluate("state.years") == "2024-2025"
    opened.keyboard.press("Shift+ArrowRight")
    assert opened.evaluate("state.years") == "2025-2025"
    opened.keyboard.press("Escape")
    assert opened.evaluate("state.years") == ""


def test_the_band_counts_what_passes_the_other_filters(opened: Page) -> None:
    label = opened.locator('#years [data-year="2025"]')
    before = opened.evaluate("DATED.filter((node) => yearsOf(node).includes(2025)).length")
    assert label.get_attribute("aria-label") == f"2025年，{before} 项"
    opened.locator("#by-programme").select_option("prog:zero-carbon-park")
    within = opened.evaluate(
        "DATED.filter((n) => yearsOf(n).includes(2025) && ofProgramme('prog:zero-carbon-park').has(n.id)).length"
    )
    assert 0 < within < before
    assert label.get_attribute("aria-label") == f"2025年，{within} 项"


def test_a_source_keeps_what_rests_on_it(opened: Page, snapshot: Snapshot) -> None:
    source = "doc:china-division-2-7-0"
    opened.locator("#by-source").select_option(source)
    cited = {q.subject for q in snapshot.engine.quads(None, expand("npp:sourcedFrom"), expand(source))}
    names = {str(node.value).rpartition("/")[2] for node in cited}  # type: ignore[union-attr]  # what is cited are IRIs
    found = shown(opened, "area")
    assert {"place:xining-huangzhong", "place:xining-chengdong"} & found == {
        f"place:{name}" for name in ("xining-huangzhong", "xining-chengdong") if name in names
    }
    assert shown(opened, "designation") == set()
    assert f"source={source}" in opened.evaluate("location.hash")


def test_only_what_sources_say_draws_no_dashed_link_and_only_what_rules_infer_none_but_dashed(opened: Page) -> None:
    drawn = (
        "edges.get().filter((edge) => !edge.hidden).map((edge) => Array.isArray(edge.dashes) && edge.dashes[0] === 9)"
    )
    opened.locator("#by-standing").select_option("asserted")
    assert set(opened.evaluate(drawn)) == {False}
    opened.locator("#by-standing").select_option("inferred")
    assert set(opened.evaluate(drawn)) == {True}
    assert "ent:jinko npp:locatedIn place:xining" in opened.evaluate("shownEdges().map(edgeKey)")


def test_filters_narrow_together_and_a_sent_address_sets_them_all(
    browser: Browser, file: Path, opened: Page, snapshot: Snapshot
) -> None:
    opened.locator("#by-issuer").select_option("body:ndrc")
    opened.locator("#by-district").select_option("place:xining")
    opened.locator("#by-source").select_option("doc:xining-evening-news")
    opened.locator("#by-standing").select_option("asserted")
    opened.evaluate("chooseYears([2025, 2025])")
    found = shown(opened)
    assert "des:xining-inclusive-finance" in found
    assert shown(opened, "designation") <= dated(snapshot, "2025", "2025")
    again = Opened(browser, file, opened.evaluate("location.hash"), viewport={"width": 1440, "height": 900})
    assert shown(again.page) == found
    assert again.page.locator("#filters select.set").count() == 4
    again.close()


def test_neighbours_are_counted_before_they_are_expanded_by_kind_of_link(opened: Page, snapshot: Snapshot) -> None:
    opened.evaluate(f"select('{DESIGNATION}', false)")
    opened.locator(".neighbours summary").press("Enter")
    row = opened.locator(".neighbours [data-kind='out npp:hasGoal']")
    goals = {q.object for q in snapshot.engine.quads(expand(DESIGNATION), expand("npp:hasGoal"))}
    assert row.locator("small").inner_text() == f"0/{len(goals)}"
    row.locator("button").first.press("Enter")
    assert row.locator("small").inner_text() == f"{len(goals)}/{len(goals)}"
    assert len(shown(opened, "element")) == len(goals)
    row.locator("button").last.click()
    assert shown(opened, "element") == set()


def test_an_expanded_node_stands_beside_its_neighbour_upon_no_other(opened: Page) -> None:
    opened.evaluate(f"select('{DESIGNATION}', false)")
    before = shown(opened)
    opened.locator("[data-act=expand]").press("Enter")
    new = shown(opened) - before
    assert len(new) == 3
    at = opened.evaluate("Object.fromEntries(shownNodes().map((node) => [node.id, [node.x, node.y]]))")
    x, y = at[DESIGNATION]
    assert all(abs(at[node][0] - x) < 800 and abs(at[node][1] - y) < 500 for node in new)
    close = [
        (a, b) for a in new for b in at if a != b and abs(at[a][0] - at[b][0]) < 150 and abs(at[a][1] - at[b][1]) < 100
    ]
    assert close == []


def test_a_node_is_hidden_undone_redone_and_restored_by_keyboard(opened: Page) -> None:
    opened.evaluate("select('place:nanchuan-park', false)")
    opened.locator("#graph").focus()
    opened.keyboard.press("h")
    assert "place:nanchuan-park" not in shown(opened)
    opened.keyboard.press("Control+z")
    expect(opened.locator("#panel code")).to_have_text("place:nanchuan-park")
    assert "place:nanchuan-park" in shown(opened)
    opened.keyboard.press("Control+Shift+Z")
    expect(opened.locator("#unfold")).to_have_text("已隐藏 1，恢复")
    assert "place:nanchuan-park" not in shown(opened)
    opened.locator("#unfold").press("Enter")
    assert "place:nanchuan-park" in shown(opened)


def test_folding_hides_what_hangs_on_the_node_alone(opened: Page) -> None:
    holder = opened.evaluate("shownNodes().find((node) => leaves(node).length > 1).id")
    opened.evaluate("(id) => select(id, false)", holder)
    alone = opened.evaluate("leaves(chosenNode())")
    before = shown(opened)
    opened.locator("#graph").focus()
    opened.keyboard.press("f")
    assert before - shown(opened) == set(alone)


def test_undo_never_leaves_the_page(browser: Browser, file: Path) -> None:
    fresh = Opened(browser, file)
    assert fresh.page.locator("#undo").is_disabled()
    fresh.page.evaluate("select('ent:jinko', false)")
    fresh.page.evaluate("select('ent:trina', false)")
    expect(fresh.page.locator("#undo")).to_be_enabled()
    fresh.page.keyboard.press("u")
    expect(fresh.page.locator("#panel code")).to_have_text("ent:jinko")
    fresh.page.keyboard.press("u")
    expect(fresh.page.locator("#panel")).to_be_hidden()
    assert fresh.page.locator("#undo").is_disabled()
    fresh.page.keyboard.press("u")
    assert fresh.page.url.startswith(file.as_uri())
    assert fresh.page.locator("#redo").is_enabled()
    fresh.close()


def test_what_is_not_in_the_page_is_no_fold(browser: Browser, file: Path) -> None:
    fresh = Opened(
        browser, file, "#folds=-place:nowhere|place:xining+sideways+npp:x&years=12&source=doc:none&standing=false"
    )
    state = fresh.page.evaluate("[state.folds, state.years, state.source, state.standing]")
    assert state == ["", "", "", ""]
    fresh.close()


def test_physics_moves_nodes_only_while_it_is_switched_on(opened: Page) -> None:
    places = "JSON.stringify(network.getPositions(['prog:zero-carbon-park', 'body:ndrc']))"
    before = opened.evaluate(places)
    opened.locator("#springs").press("Enter")
    assert opened.evaluate("network.physics.physicsEnabled") is True
    opened.evaluate(SOON % f"{places} !== before", before)
    opened.locator("#springs").click()
    assert opened.evaluate("network.physics.physicsEnabled") is False
    assert opened.evaluate(places) == before


def test_keys_walk_from_node_to_node_and_into_the_panel(opened: Page) -> None:
    opened.locator("#graph").focus()
    opened.keyboard.press("n")
    first = opened.evaluate("state.node")
    assert opened.evaluate("nodeOf.get(state.node).kind") == "body"
    opened.keyboard.press("n")
    assert opened.evaluate("state.node") != first
    opened.keyboard.press("b")
    assert opened.evaluate("state.node") == first
    opened.keyboard.press("Enter")
    assert opened.evaluate("document.activeElement.tagName") == "H2"
    opened.keyboard.press("?")
    assert opened.locator("#help dt").count() > 10
    opened.keyboard.press("Escape")
    assert opened.locator("#help").is_hidden()
    opened.keyboard.press("Escape")
    assert opened.locator("#panel").is_hidden()


def test_letters_typed_into_the_search_box_are_letters(opened: Page) -> None:
    opened.locator("#search").fill("")
    opened.locator("#search").press_sequentially("shen")
    assert opened.locator("#search").input_value() == "shen"
    assert opened.evaluate("state.physics") == ""
    opened.locator("#search").press("Escape")
    assert opened.locator("#search").input_value() == ""


def test_a_dragged_node_stays_where_it_was_put(browser: Browser, file: Path) -> None:
    fresh = Opened(browser, file, viewport={"width": 1440, "height": 900})
    mouse, spot = fresh.page.mouse, f"() => {SPOT}(nodeOf.get('prog:zero-carbon-park'))"
    fresh.page.evaluate(SOON % "(before.frames += 1) > 4", {"frames": 0})  # the first picture is drawn
    x, y = fresh.page.evaluate(spot)
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + 60, y + 40, steps=3)
    mouse.up()
    fresh.page.evaluate("change({ lang: 'en' })")
    assert fresh.page.evaluate(spot) == pytest.approx([x + 60, y + 40], abs=3)
    fresh.close()


def test_a_click_of_the_mouse_folds_expands_and_undoes(opened: Page) -> None:
    opened.evaluate(f"select('{DESIGNATION}', false)")
    opened.locator("[data-act=expand]").click()
    assert "goal" in " ".join(shown(opened, "element")) or shown(opened, "element")
    opened.locator("#undo").click()
    expect(opened.locator("[data-act=expand]")).not_to_have_text("展开相邻 0")
    opened.locator("#redo").click()
    expect(opened.locator("[data-act=expand]")).to_have_text("展开相邻 0")


def test_a_conclusion_is_in_the_graph_that_the_page_says_it_is(snapshot: Snapshot) -> None:
    triple = Triple(expand("ent:jinko"), expand("npp:locatedIn"), expand("place:xining"))
    assert {quad.graph.value.rpartition("/")[2] for quad in snapshot.engine.quads(*triple)} == {"inferred"}
