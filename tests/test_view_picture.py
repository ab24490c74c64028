"""The picture of a page: labels that hide nothing, colours that hold for all, years on bands; as SVG and on paper."""

from __future__ import annotations

import csv
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pyoxigraph
import pytest
from playwright.sync_api import Browser, Page

from browsing import Opened
from colours import apart, contrast, seen
from kg.store.snapshot import Snapshot
from kg.view import Selection, page
from kg.view.kinds import KINDS

SVG = "{http://www.w3.org/2000/svg}"
WIDE = {"width": 1440, "height": 900}
# The boxes of the labels that are drawn, in the canvas's units: [left, top, width, height] by node.
BOXES = """(() => Object.fromEntries(shownNodes().map((node) => {
  const { left, top, width, height } = network.body.nodes[node.id].labelModule.size;
  return [node.id, [left, top, width, height]];
})))()"""
HOSTILE = [
    '</script><script>window.ran = 1</script><img src=x onerror="window.ran = 1">]]>',
    "'\"&quot;\u202e\u2067😀👩\u200d👩\u200d👧",
    "长" * 4000,
    "Pneumonoultramicroscopicsilicovolcanoconiosis" * 90,
]


@pytest.fixture(scope="module")
def file(snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("picture") / "kg.html"
    path.write_text(page(snapshot, Selection(), lang="zh").html, "utf-8")
    return path


@pytest.fixture(scope="module")
def whole(browser: Browser, file: Path) -> Iterator[Opened]:
    opened = Opened(browser, file, viewport=WIDE)
    yield opened
    opened.close()


@pytest.fixture
def opened(whole: Opened) -> Page:
    return whole.afresh()


def saved(opened: Page, button: str) -> bytes:
    opened.locator("#exports summary").press("Enter")
    with opened.expect_download() as download:
        opened.locator(button).press("Enter")
    return download.value.path().read_bytes()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_label_of_the_first_picture_lies_upon_another(opened: Page, lang: str) -> None:
    opened.evaluate("(lang) => { change({ lang }); network.redraw(); }", lang)
    boxes = opened.evaluate(BOXES)
    assert len(boxes) > 90
    upon = [
        (one, other)
        for (one, (x, y, w, h)), (other, (a, b, c, d)) in combinations(boxes.items(), 2)
        if x < a + c and a < x + w and y < b + d and b < y + h
    ]
    assert upon == []


@pytest.mark.parametrize("sight", ["full", "protanopia", "deuteranopia", "tritanopia"])
def test_kinds_of_one_shape_keep_apart_however_one_sees(sight: str) -> None:
    pairs = [(one, other) for one, other in combinations(KINDS, 2) if one.shape == other.shape]
    assert len(pairs) > 10
    assert {(a.key, b.key) for a, b in pairs if apart(a.colour, b.colour, sight) < 15} == set()


def test_kinds_of_one_shape_keep_apart_in_grey_or_in_size() -> None:
    close = {
        (a.key, b.key)
        for a, b in combinations(KINDS, 2)
        if a.shape == b.shape and abs(seen(a.colour, "full")[0] - seen(b.colour, "full")[0]) < 8
    }
    assert close == {("programme", "area")}  # a programme is twice as large


def test_no_kind_is_lost_on_paper_or_slate() -> None:
    assert {
        kind.key for kind in KINDS for ground in ("#fbfaf7", "#1b2025") if contrast(kind.colour, ground) < 1.5
    } == set()


def test_a_simulation_of_colour_blindness_bites() -> None:
    red, green = "#c4432b", "#5f7a1f"
    assert apart(red, green, "full") > 50
    assert apart(red, green, "deuteranopia") < 20


def test_programmes_stand_on_the_band_of_the_year_in_which_they_came(opened: Page) -> None:
    bands = opened.evaluate("bandsInView()")
    assert [band["text"] for band in bands] == ["2024", "2025", "年份不详"]
    at = opened.evaluate("Object.fromEntries(programmes.map((node) => [node.id, node.x]))")
    assert len(at) == 10
    years = {node: next(b["text"] for b in bands if b["left"] < x < b["right"]) for node, x in at.items()}
    # the article: the hub and the hospitals in 2024, the park in March 2025; no year of admission for the freight hub
    assert {years["prog:national-logistics-hub"], years["prog:public-hospital-reform"]} == {"2024"}
    assert years["prog:zero-carbon-park"] == "2025"
    assert years["prog:freight-hub-chain"] == "年份不详"
    opened.locator("#by-programme").select_option("prog:zero-carbon-park")
    assert [band["text"] for band in opened.evaluate("bandsInView()")] == ["2025"]


def test_issuers_stand_above_programmes_and_places_below(opened: Page) -> None:
    rows = opened.evaluate(
        "['body', 'programme', 'area'].map((kind) => shownNodes().filter((n) => n.kind === kind).map((n) => n.y))"
    )
    assert max(rows[0]) < min(rows[1]) <= max(rows[1]) < min(rows[2])


def test_the_drawing_is_svg_with_true_text_that_a_browser_opens(opened: Page, browser: Browser, tmp_path: Path) -> None:
    opened.locator("#by-programme").select_option("prog:zero-carbon-park")
    written = saved(opened, "#export-svg")
    root = ET.fromstring(written)  # noqa: S314 - made by the page under test
    titles = {title.text for title in root.iter(f"{SVG}title")}
    shown = opened.evaluate("shownNodes().map((node) => nameOf(node))")
    assert set(shown) < titles
    words = "".join("".join(text.itertext()) for text in root.iter(f"{SVG}text"))
    assert "南川园区" in words
    assert len(list(root.iter(f"{SVG}line"))) == len(opened.evaluate("shownEdges().filter((e) => e.from !== e.to)"))
    assert not list(root.iter(f"{SVG}image"))
    assert len([line for line in root.iter(f"{SVG}line") if line.get("stroke-dasharray") == "9 7"]) == len(
        opened.evaluate("shownEdges().filter((edge) => edge.inferred)")
    )
    path = tmp_path / "kg.svg"
    path.write_bytes(written)
    alone = browser.new_page()
    alone.goto(path.as_uri())
    assert alone.evaluate("document.documentElement.tagName") == "svg"
    assert alone.evaluate("[...document.querySelectorAll('text')].every((text) => text.getBBox().width > 0)") is True
    alone.close()


def test_what_is_expanded_leaves_the_page_as_turtle_and_csv(opened: Page) -> None:
    opened.locator("#by-standing").select_option("inferred")
    opened.locator("#by-programme").select_option("prog:zero-carbon-park")
    opened.evaluate("select('des:nanchuan-zero-carbon', false); expandAll(chosenNode())")
    triples = [q.triple for q in pyoxigraph.parse(saved(opened, "#export-turtle"), format=pyoxigraph.RdfFormat.TURTLE)]
    links = opened.evaluate("shownEdges().map(edgeKey)")
    rows = list(csv.DictReader(saved(opened, "#export-csv").decode("utf-8-sig").splitlines()))
    assert [f"{row['起点']} {row['属性']} {row['终点']}" for row in rows] == links
    between = [t for t in triples if isinstance(t.object, pyoxigraph.NamedNode) and "/ns#" in t.predicate.value]
    assert len(between) == len(links)
    assert len(links) > 3


def test_paper_has_the_drawing_and_everything_open_in_ink_on_white(browser: Browser, file: Path) -> None:
    shown = Opened(browser, file, viewport=WIDE, color_scheme="dark")
    shown.page.evaluate("select('ent:jinko', false)")
    before = shown.page.locator("#panel details[open]").count()
    shown.page.emulate_media(media="print")
    shown.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert shown.page.locator("#paper svg text").first.is_visible()
    for hidden in ("#graph", "#legend", "#filters", "#tools", "#tabs", "#panel .acts"):
        assert shown.page.locator(hidden).is_hidden()
    assert shown.page.locator("#panel details:not([open]):visible").count() == 0
    assert shown.page.locator("#panel ul.proof ul.proof").first.is_visible()
    assert shown.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    shown.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert shown.page.locator("#paper svg").count() == 0
    assert shown.page.locator("#panel details[open]").count() == before
    paper = shown.page.pdf(prefer_css_page_size=True)
    assert paper.startswith(b"%PDF-")
    boxes = {tuple(map(float, box.split())) for box in re.findall(rb"/MediaBox \[([^\]]*)\]", paper)}
    assert all(right > top for _, _, right, top in boxes)  # A4 on its side
    shown.close()


@pytest.mark.parametrize("name", HOSTILE, ids=["markup", "directions", "long", "one-word"])
def test_a_name_of_any_kind_is_text_wherever_it_is_drawn(
    browser: Browser, file: Path, tmp_path: Path, name: str
) -> None:
    node, html = "prog:zero-carbon-park", file.read_text("utf-8")
    written = (
        json.dumps(name).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026").replace("'", "\\u0027")
    )
    for label in ("国家级零碳园区建设", "零碳园区", "西宁国家试点综述（西宁晚报）"):
        html, times = re.subn(re.escape(json.dumps(label)), lambda _: written, html)
        assert times
    path = tmp_path / "odd.html"
    path.write_text(html, "utf-8")
    shown = Opened(browser, path, viewport=WIDE)
    shown.page.evaluate(f"select('{node}', false)")
    assert shown.page.locator("#panel h2").text_content() == name
    option = shown.page.locator(f'#by-programme option[value="{node}"]')
    assert option.text_content() == name
    assert shown.page.locator('#by-source option[value="doc:xining-evening-news"]').text_content() == name
    shown.page.evaluate(
        "selectEdge(LINKS.find((one) => edgeKey(one) === 'ent:jinko npp:coveredBy prog:zero-carbon-park'))"
    )
    assert name in shown.page.locator("#panel ul.proof .go").all_text_contents()
    shown.page.locator("#panel ul.proof summary").first.press("Enter")
    assert name in (shown.page.locator("#panel ul.proof .body").first.text_content() or "")
    drawing = ET.fromstring(shown.page.evaluate("asSvg()"))  # noqa: S314 - made by the page under test
    assert name in {title.text for title in drawing.iter(f"{SVG}title")}
    width = shown.page.evaluate(f"network.redraw(), network.body.nodes['{node}'].labelModule.size.width")
    assert 0 < width < 240
    shown.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert shown.page.evaluate("typeof window.ran") == "undefined"
    assert shown.page.locator("img").count() == 0
    shown.close()


def test_what_xml_forbids_is_replaced_in_the_drawing(opened: Page) -> None:
    assert opened.evaluate("lawful('a\\u0000b\\u0008\\tc\\ud800d😀\\uffff')") == "a\ufffdb\ufffd\tc\ufffdd😀\ufffd"
