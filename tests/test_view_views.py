"""kg.view: places within places, indicators, the command's choices, and the page in Jupyter and in Python."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result
from playwright.sync_api import Browser, Page, expect

import kg.cli.view
import kg.view
from browsing import Opened
from kg.errors import InputError, NothingToAnswer
from kg.graph import Graph
from kg.names import expand
from kg.project import Project
from kg.store.snapshot import Snapshot
from kg.terms import Literal, Quad
from kg.view import Selection, page
from made_up import MadeUp, entity

DESK = {"width": 1440, "height": 900}

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def whole(snapshot: Snapshot, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    path = tmp_path_factory.mktemp("views") / "kg.html"
    path.write_text(page(snapshot, Selection(), lang="en").html, "utf-8")
    opened = Opened(browser, path, viewport=DESK)
    yield opened
    opened.close()


@pytest.fixture
def opened(whole: Opened) -> Page:
    return whole.afresh()


def figures() -> Iterator[Quad]:
    """A share in two years, the later one a goal; and a count of which two papers differ."""
    yield from entity("place:city", "City AdministrativeArea", "某市", "A city")
    yield from entity(
        "t:2020", "TimeSpan", "2020年", "2020", earliest=Literal("2020-01-01"), latest=Literal("2020-12-31")
    )
    yield from entity(
        "t:2030", "TimeSpan", "2030年", "2030", earliest=Literal("2030-01-01"), latest=Literal("2030-12-31")
    )
    yield from entity("unit:PERCENT", "Unit", "%", "%")
    yield from entity("c:project-count", "Unit", "个（项目）", "projects")
    yield from entity("ind:share", "Indicator", "比例", "Share", unit="unit:PERCENT")
    yield from entity("ind:count", "Indicator", "数目", "Count", unit="c:project-count")
    for name, indicator, value, time, passage in (
        ("obs:now", "ind:share", "40", "t:2020", "psg:now"),
        ("obs:then", "ind:share", "80", "t:2030", "psg:then"),
        ("obs:one", "ind:count", "10", "t:2020", "psg:now"),
        ("obs:other", "ind:count", "12", "t:2020", "psg:now"),
    ):
        links = {"about": "place:city", "ofIndicator": indicator, "asOf": time, "evidence": passage}
        yield from entity(
            name, "Observation Statement", f"数值{value}", f"Figure {value}", value=Literal(value), **links
        )
    yield from entity("doc:one", "SourceDocument", "某报", "A paper")
    yield from entity("psg:now", "Passage", "今", "now", quotedFrom="doc:one", phrase=Literal("如今"))
    yield from entity(
        "psg:then", "Passage", "后", "then", quotedFrom="doc:one", phrase=Literal("力争"), modality="c:goal"
    )


@pytest.fixture(scope="module")
def charts(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    folder = tmp_path_factory.mktemp("figures")
    path = folder / "figures.html"
    path.write_text(page(MadeUp(folder, figures(), 100), Selection(), lang="en").html, "utf-8")
    opened = Opened(browser, path, viewport=DESK)
    opened.page.locator("#tab-indicators").click()
    yield opened.page
    opened.close()


def row(name: str) -> str:
    return f'[data-figure="{name}"]'


def test_each_place_is_a_box_in_the_box_of_what_it_lies_in(opened: Page) -> None:
    opened.locator("#tab-places").click()
    nested = ("china", "qinghai", "xining", "xining-etdz", "nanchuan-park")
    inside = " > .boxes > ".join(f'[data-box="place:{name}"]' for name in nested)
    assert opened.locator(f"#places > .boxes > {inside}").count() == 1
    park = opened.locator('[data-box="place:nanchuan-park"] > .held')
    assert {"Jinko Solar", "Trina Solar", "Nanchuan: zero-carbon park"} == set(park.locator(".go").all_inner_texts())


def test_a_box_is_chosen_by_mouse_and_gone_through_by_arrow_keys(opened: Page) -> None:
    opened.locator("#tab-places").click()
    box = '[data-box="place:xining-huangyuan"]'
    opened.locator(f"{box} > .link small").click()
    assert opened.locator("#panel code").first.inner_text() == "place:xining-huangyuan"
    assert opened.locator("[aria-current=true]").get_attribute("data-box") == "place:xining-huangyuan"
    opened.locator(f"{box} > .link .go").focus()
    here = "document.activeElement.closest('[data-box]').dataset.box"
    opened.keyboard.press("ArrowLeft")
    assert opened.evaluate(here) == "place:xining"
    opened.keyboard.press("ArrowRight")
    first = opened.evaluate(here)
    opened.keyboard.press("ArrowDown")
    assert opened.evaluate(here) != first
    opened.keyboard.press("ArrowUp")
    assert opened.evaluate(here) == first
    opened.keyboard.press("Enter")
    assert opened.evaluate("state.node") == first


def test_a_place_in_several_places_tells_the_others(opened: Page) -> None:
    opened.locator("#tab-places").click()
    also = opened.locator('[data-box="place:hub-duoba"] > .also .go')
    assert "Xining national logistics hub (trade services)" in also.all_inner_texts()


def test_filters_keep_the_boxes_that_hold_what_passes(opened: Page) -> None:
    opened.locator("#tab-places").click()
    opened.locator("#by-district").select_option("place:xining-huangzhong")
    boxes = opened.evaluate("[...document.querySelectorAll('[data-box]')].map((box) => box.dataset.box)")
    assert {"place:china", "place:qinghai", "place:xining", "place:xining-huangzhong"} <= set(boxes)
    assert "place:xining-chengdong" not in boxes
    assert opened.locator('.around[data-box="place:xining"]').count() == 1


def test_an_indicator_has_its_unit_and_each_value_its_time(opened: Page) -> None:
    opened.locator("#tab-indicators").click()
    card = opened.locator(".card", has_text="Share of green buildings in towns")
    expect(card).to_contain_text("Unit: %")
    told = card.locator(".row").evaluate_all("(rows) => rows.map((row) => row.getAttribute('aria-label'))")
    assert told == ["Xining 62% 2020", "Xining 100% 2025"]
    widths = [float(bar.get_attribute("width") or 0) for bar in card.locator(".bar").all()]
    assert widths[0] / widths[1] == pytest.approx(0.62)
    undated = opened.locator('[data-figure="obs:nanchuan-green-factories"]')
    assert undated.get_attribute("aria-label") == "Nanchuan Industrial Park 47 enterprises no date given · “47家”"
    undated.press("Enter")
    assert opened.evaluate("state.node") == "obs:nanchuan-green-factories"


def test_a_goal_is_drawn_as_a_goal(charts: Page) -> None:
    assert charts.locator(f"{row('obs:then')} .aim").count() == 1
    assert "goal · 2030" in (charts.locator(row("obs:then")).get_attribute("aria-label") or "")
    assert charts.locator(f"{row('obs:now')} .aim").count() == 0


def test_rival_values_are_both_shown_and_marked(charts: Page) -> None:
    told = [charts.locator(row(name)).get_attribute("aria-label") for name in ("obs:one", "obs:other")]
    assert told == ["A city 10 projects sources differ · 2020", "A city 12 projects sources differ · 2020"]
    assert "differ" not in (charts.locator(row("obs:now")).get_attribute("aria-label") or "")


def test_on_a_phone_no_date_of_the_timeline_lies_upon_a_name(
    browser: Browser, snapshot: Snapshot, tmp_path: Path
) -> None:
    path = tmp_path / "kg.html"
    path.write_text(page(snapshot, Selection(), lang="zh").html, "utf-8")
    phone = Opened(browser, path, viewport={"width": 390, "height": 800})
    phone.page.locator("#tab-timeline").click()
    boxes = phone.page.evaluate(
        "[...document.querySelectorAll('.row')]"
        ".map((row) => [...row.querySelectorAll('text')].map((one) => one.getBBox()))"
        ".map(([a, b]) => [a.x + a.width < b.x || a.y + a.height <= b.y + 2, b.x >= 0])"
    )
    assert boxes
    assert all(apart and inside for apart, inside in boxes)
    phone.close()


def ids(result: Result) -> set[str]:
    assert result.exit_code == 0, result.output
    found = re.search(r"GRAPH_NODES = (\[.*\]);", result.stdout)
    assert found is not None
    return {node["id"] for node in json.loads(found[1])}


def test_a_programme_brings_what_belongs_to_it(kg: Run) -> None:
    found = ids(kg("view", "--programme", "prog:zero-carbon-park", "-o", "-"))
    assert {"prog:zero-carbon-park", "des:nanchuan-zero-carbon", "place:nanchuan-park"} <= found
    assert not {"prog:urban-renewal", "place:xining-huangzhong"} & found
    both = ids(kg("view", "--programme", "prog:zero-carbon-park", "--programme", "prog:urban-renewal", "-o", "-"))
    assert found | {"prog:urban-renewal", "des:xining-urban-renewal"} <= both


def test_the_filter_of_the_page_and_the_command_agree_on_what_belongs_to_a_programme(kg: Run, opened: Page) -> None:
    for programme in ("prog:zero-carbon-park", "prog:urban-renewal", "prog:inclusive-finance-reform"):
        filtered = opened.evaluate(f"[...ofProgramme('{programme}')]")
        assert ids(kg("view", "--programme", programme, "-o", "-")) == set(filtered)


def test_a_path_brings_what_connects_and_opens_told(kg: Run, browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "path.html"
    assert kg("view", "--path", "药水河", "水利部", "-o", str(path), "--lang", "en").exit_code == 0
    shown = Opened(browser, path)
    names = shown.page.locator("#panel .ends .go").all_inner_texts()
    assert names[0] == "Yaoshui River"
    assert names[-1] == "Ministry of Water Resources"
    assert len(names) == shown.page.evaluate("GRAPH_NODES.length") >= 3
    shown.close()


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--programme", "place:xining"], 2, "place:xining is no programme; 'kg ask programmes' lists them"),
        (["--path", "西宁", "place:xining"], 2, "--path: both names are of place:xining; name two entities"),
        (["--path", "西宁", "药水河", "--about", "西宁"], 2, "--about and --path each say what stands in the middle"),
        (["--about", "psg:xen-p09-jinko"], 2, "is nothing that a page draws; 'kg show psg:xen-p09-jinko'"),
        (["--about", "没有的名字"], 2, "没有的名字"),
        (["--type", "npp:Ministry", "--layout", "columns"], 2, "--layout columns: there is no programme"),
        (["--open", "-o", "-"], 2, "--open needs a file to open; leave out '-o -'"),
        (["--theme", "pink"], 2, "'pink' is not one of"),
        (["--limit", "0"], 2, "0 is not in the range x>=1"),
    ],
)
def test_a_choice_that_cannot_be_is_one_line_and_writes_nothing(
    kg: Run, tmp_path: Path, arguments: list[str], code: int, message: str
) -> None:
    output = tmp_path / "none.html"
    result = kg("view", "-o", str(output), *arguments)
    assert result.exit_code == code
    assert message in result.stderr
    assert "Traceback" not in result.output
    assert not output.exists()


def test_a_query_file_that_is_not_utf_8_is_named(kg: Run, tmp_path: Path) -> None:
    query = tmp_path / "odd.rq"
    query.write_bytes("SELECT ?x { ?x ?y '西宁' }".encode("gb18030"))
    result = kg("view", "--query", str(query), "-o", str(tmp_path / "none.html"))
    assert result.exit_code == 2
    assert f"{query}: not UTF-8 at byte 19" in result.stderr


def test_the_command_offers_the_layouts_and_themes_that_there_are() -> None:
    assert (kg.cli.view.LAYOUTS, kg.cli.view.THEMES) == (kg.view.LAYOUTS, kg.view.THEMES)


@pytest.mark.parametrize(("theme", "paper"), [("light", "#fbfaf7"), ("dark", "#1b2025")])
def test_a_theme_that_was_chosen_goes_before_the_readers_system(
    snapshot: Snapshot, browser: Browser, tmp_path: Path, theme: str, paper: str
) -> None:
    path = tmp_path / "themed.html"
    path.write_text(page(snapshot, Selection(about=expand("ent:jinko"), theme=theme), lang="en").html, "utf-8")
    shown = Opened(browser, path, color_scheme="dark" if theme == "light" else "light")
    assert shown.page.evaluate("style('--paper')") == paper
    shown.close()


def test_python_chooses_what_the_command_does(snapshot: Snapshot, project: Project, kg: Run) -> None:
    graph = Graph(project, snapshot, "en")
    assert graph.view(programmes=["prog:zero-carbon-park"]).nodes == len(
        ids(kg("view", "--programme", "prog:zero-carbon-park", "-o", "-"))
    )
    assert graph.view(types=["npp:Ministry"]).nodes == 5
    assert graph.view(path=("药水河", "水利部")).nodes >= 3
    assert graph.view(query="SELECT ?m { ?m a npp:Ministry }").nodes == 5
    pattern = "{ ?d npp:recipient place:nanchuan-park }"
    assert graph.view(query=f"CONSTRUCT {pattern} WHERE {pattern}", title="零碳").html.count("<title>零碳</title>") == 1
    with pytest.raises(InputError, match="an ASK finds nothing to draw"):
        graph.view(query="ASK { ?s ?p ?o }")
    with pytest.raises(InputError, match="nothing to draw"):
        graph.view(query="SELECT ?x { ?x npp:recipient place:xining-datong }")
    with pytest.raises(NothingToAnswer, match="nothing that a page draws connects"):
        graph.view(path=("prog:zero-carbon-park", "prog:happy-rivers"), types=["npp:Programme"])


def test_in_jupyter_the_page_stands_in_a_frame_that_reaches_nothing_around_it(
    snapshot: Snapshot, project: Project, browser: Browser
) -> None:
    told = Graph(project, snapshot, "en").view("ent:jinko", hops=1)._repr_html_()
    assert 'sandbox="allow-scripts allow-downloads"' in told
    notebook = browser.new_page()
    errors: list[str] = []
    notebook.on("pageerror", lambda error: errors.append(str(error)))
    notebook.set_content(f"<h1>notebook</h1>{told}")
    frame = notebook.frame_locator("iframe")
    expect(frame.locator("#panel h2")).to_have_text("Jinko Solar")
    frame.locator("#tab-table").click()
    assert frame.locator("#table tbody tr").count() > 3
    assert notebook.locator("h1").inner_text() == "notebook"
    assert errors == []
    notebook.close()
