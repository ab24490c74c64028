"""kg.view of a graph too large to draw whole: bubbles first, all of it packed in the page, drawn when opened."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import Opened
from kg.errors import InputError
from kg.names import expand, npp
from kg.network import bubbles, communities, network
from kg.terms import Literal, Quad, Triple
from kg.view import Selection, page
from kg.view.held import Held
from made_up import GRAPH, MadeUp, entity, said

# One country, 12 provinces, 150 enterprises in each, and the passage that two of them rest on. One enterprise is named
# after what a page must not run.
PROVINCES, ENTERPRISES = 12, 150
NODES = 1 + PROVINCES * (1 + ENTERPRISES)
HOSTILE = "</script><img src=x onerror=alert(1)>“&quot;"
DESK = {"width": 1440, "height": 900}


def nation() -> Iterator[Quad]:
    yield from entity("place:country", "Country AdministrativeArea", "某国", "Country")
    for province in range(PROVINCES):
        place = f"place:p{province}"
        kinds = "Province AdministrativeArea"
        yield from entity(place, kinds, f"第{province}省", f"Province {province}", locatedIn="place:country")
        for number in range(ENTERPRISES):
            zh = HOSTILE if province == number == 0 else f"企业{province}之{number}"
            yield from entity(
                f"ent:e{province}-{number}", "Enterprise", zh, f"Enterprise {province}.{number}", operatesIn=place
            )
    yield from entity("psg:one", "Passage", "段落", "passage", quotedFrom="doc:one", phrase=Literal("某园区"))
    yield from entity("doc:one", "SourceDocument", "某报", "A paper")
    yield said("ent:e3-7", npp("evidence"), "psg:one")
    yield said("place:p3", npp("evidence"), "psg:one")


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> MadeUp:
    return MadeUp(tmp_path_factory.mktemp("nation"), nation(), 60_000)


@pytest.fixture(scope="module")
def file(snapshot: MadeUp, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "nation.html"
    path.write_text(page(snapshot, Selection(), lang="en").html, "utf-8")
    return path


@pytest.fixture(scope="module")
def whole(browser: Browser, file: Path) -> Iterator[Opened]:
    opened = Opened(browser, file, viewport=DESK)
    yield opened
    opened.close()


@pytest.fixture
def opened(whole: Opened) -> Page:
    return whole.afresh()


def test_it_opens_on_bubbles_that_count_every_node_once(opened: Page) -> None:
    drawn = opened.evaluate("nodes.get().map((node) => [node.id, node.label])")
    assert 2 <= len(drawn) <= 48
    assert all(name.startswith("group:") for name, _ in drawn)
    assert opened.evaluate("PAGE.groups.reduce((sum, group) => sum + group.members.length, 0)") == NODES
    assert len({label.rpartition("\n")[0] for _, label in drawn}) == len(drawn)
    expect(opened.locator("#panel")).to_contain_text(f"{NODES:,} entities")
    assert opened.locator("#panel ul .go").count() == len(drawn)


def test_a_group_is_opened_and_left_by_keyboard(opened: Page) -> None:
    group = opened.locator("#panel ul .go").first
    name = group.inner_text()
    group.press("Enter")
    expect(opened.locator("#panel h2")).to_have_text(f"Around {name}")
    assert opened.evaluate("document.activeElement.tagName") == "H2"
    assert opened.evaluate("nodes.length") == 120
    opened.locator("#panel .act", has_text="Draw twice as many").press("Enter")
    assert 120 < opened.evaluate("nodes.length") <= 240
    opened.keyboard.press("Escape")
    expect(opened.locator("#panel h2")).to_have_text("Groups")
    assert opened.evaluate("nodes.get().every((node) => node.id.startsWith('group:'))")


def test_a_click_on_a_bubble_opens_it(opened: Page) -> None:
    spot = opened.evaluate(
        """() => {
          const box = byId("graph").getBoundingClientRect();
          const spot = network.canvasToDOM(network.getPosition("group:1"));
          return { x: box.x + spot.x, y: box.y + spot.y };
        }"""
    )
    opened.mouse.click(spot["x"], spot["y"])
    assert opened.evaluate("state.group") == "1"
    assert opened.evaluate("nodes.length") > 100


def test_search_finds_any_node_and_draws_it_among_its_neighbours(opened: Page) -> None:
    opened.keyboard.press("/")
    opened.locator("#search").fill("Enterprise 11.149")
    opened.locator("#search").press("Enter")
    expect(opened.locator("#panel h2")).to_have_text("Enterprise 11.149")
    assert set(opened.evaluate("nodes.getIds()")) == {"ent:e11-149", "place:p11"}
    opened.locator("#panel .go", has_text="Province 11").first.press("Enter")
    assert "ent:e11-149" not in opened.evaluate("nodes.getIds()") or opened.evaluate("nodes.length") > 100


def test_never_more_than_1500_nodes_are_drawn(opened: Page) -> None:
    opened.evaluate("change({ district: 'place:country', most: '1500' })")
    assert opened.evaluate("listed().length") == NODES
    assert 1000 < opened.evaluate("nodes.length") <= 1500


def test_a_link_rests_on_what_its_ends_share(opened: Page) -> None:
    opened.evaluate("selectEdge(GRAPH_EDGES.find((edge) => edge.from === 'ent:e3-7'))")
    expect(opened.locator("#panel")).to_contain_text("某园区")
    assert opened.evaluate("chosenEdge().basis") == "shared"
    assert opened.evaluate("GRAPH_EDGES.find((edge) => edge.from === 'ent:e3-8').basis") == "object"
    assert opened.evaluate("GRAPH_EDGES.find((edge) => edge.from === 'ent:e4-8').evidence") == []


def test_the_table_draws_the_first_rows_and_its_download_has_all(opened: Page) -> None:
    opened.locator("#tab-table").click()
    assert opened.locator("#table tbody tr").count() == 500
    assert "the first 500 are drawn" in opened.locator("#table .tools").inner_text()
    with opened.expect_download() as saved:
        opened.locator("#save").click()
    with saved.value.path().open(encoding="utf-8-sig", newline="") as rows:
        read = list(csv.DictReader(rows))
    assert len(read) == NODES
    assert HOSTILE in {row["Chinese name"] for row in read}


def test_places_open_box_by_box(opened: Page) -> None:
    opened.locator("#tab-places").click()
    assert opened.locator("#places > .boxes > .box > .boxes > .box").count() == PROVINCES


def test_the_address_opens_the_group_again(browser: Browser, file: Path, opened: Page) -> None:
    opened.evaluate("openGroup(2)")
    fragment = opened.evaluate("location.hash")
    again = Opened(browser, file, fragment, viewport=DESK)
    assert again.page.evaluate("nodes.getIds()") == opened.evaluate("nodes.getIds()")
    again.close()


def test_a_browser_that_cannot_inflate_is_told(browser: Browser, file: Path) -> None:
    context = browser.new_context()
    context.add_init_script("delete globalThis.DecompressionStream")
    shown = context.new_page()
    shown.goto(file.as_uri())
    expect(shown.locator("#graph")).to_contain_text("This browser cannot unpack the page's data")
    context.close()


def test_the_same_graph_gives_the_same_page(snapshot: MadeUp, file: Path) -> None:
    assert page(snapshot, Selection(), lang="en").html == file.read_text("utf-8")


def test_the_data_is_packed_small_and_a_hostile_name_is_not_in_the_page_as_it_is(file: Path) -> None:
    html = file.read_text("utf-8")
    packed = re.search(r'<script id="packed"[^>]*>([A-Za-z0-9+/=]+)</script>', html)
    assert packed is not None
    assert len(packed[1]) < NODES * 60
    assert "onerror=alert" not in html


def test_a_limit_keeps_the_best_connected_and_another_layout_is_refused(snapshot: MadeUp) -> None:
    made = page(snapshot, Selection(limit=100), lang="en")
    assert (made.shown, made.left_out) == (100, NODES - 100)
    with pytest.raises(InputError, match=r"--layout free: a page draws at most 1500 nodes at once"):
        page(snapshot, Selection(layout="free"), lang="en")


def test_communities_are_what_is_linked_and_bear_the_name_of_what_most_leads_to() -> None:
    stars = [
        Triple(expand(f"ent:e{star}-{ray}"), npp("operatesIn"), expand(f"place:p{star}"))
        for star in range(3)
        for ray in range(5 + star)
    ]
    nodes = {end for s, _, o in stars for end in (s, o)}
    found = communities(network(nodes, stars, ()), most=9)  # type: ignore[arg-type]  # all ends are Iris
    assert [one.head for one in found] == [expand("place:p2"), expand("place:p1"), expand("place:p0")]
    assert [len(one.members) for one in found] == [8, 7, 6]
    assert all(one.members[0] == one.head and not one.links for one in found)
    joined = communities(network(nodes, stars, ()), most=2)  # type: ignore[arg-type]  # likewise
    assert [len(one.members) for one in joined] == [8, 13]


def test_no_bubble_stands_upon_another() -> None:
    links = [Triple(expand(f"place:p{n}"), npp("locatedIn"), expand(f"place:p{n // 3}")) for n in range(1, 400)]
    nodes = {end for s, _, o in links for end in (s, o)}
    found = communities(network(nodes, links, ()), most=30)  # type: ignore[arg-type]  # all ends are Iris
    placed = bubbles(found)
    assert len(placed) == len(found) > 10
    for one, ((x, y), radius) in enumerate(placed):
        for (x2, y2), radius2 in placed[one + 1 :]:
            assert abs(x - x2) >= radius + radius2 or abs(y - y2) >= radius + radius2


def test_statements_held_in_memory_answer_as_a_store_does() -> None:
    quads = list(nation())
    held = Held(quads)
    for subject, predicate, thing in (
        (None, None, None),
        (expand("ent:e3-7"), None, None),
        (None, npp("operatesIn"), None),
        (None, npp("operatesIn"), expand("place:p3")),
        (expand("ent:e3-7"), npp("operatesIn"), expand("place:p4")),
        (None, None, expand("psg:one")),
    ):
        wanted = (subject, predicate, thing)
        expected = [q for q in quads if all(w is None or w == t for w, t in zip(wanted, q[:3], strict=True))]
        assert sorted(held.quads(*wanted), key=str) == sorted(expected, key=str)
    assert held.graphs() == {GRAPH: len(quads)}
    assert len(list(held.quads(graph=GRAPH))) == len(quads)
