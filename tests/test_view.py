"""kg.view: one page that opens offline, draws what it says, and tells each node with its evidence.

The page is opened in a headless Chromium that may fetch nothing but the file itself.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph
import pytest
from click.testing import Result
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, expect, sync_playwright

from kg.names import expand, npp
from kg.store.snapshot import Snapshot
from kg.terms import Iri, Quad, text
from kg.view import PAGE, SCRIPTS, UNPACK, Selection, page
from kg.view.drawing import drawing

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
GRAPH = Iri("https://w3id.org/npp/id/graph/test")
TYPE = Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
LABEL = Iri("http://www.w3.org/2004/02/skos/core#prefLabel")

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine; .ci/run installs Debian's")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def file(kg: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("view") / "kg.html"
    result = kg("view", "-o", str(path), "--lang", "zh")
    assert result.exit_code == 0, result.output
    return path


class Opened:
    """A page in the browser, and all that went wrong on it: requests it tried, errors it threw or logged."""

    def __init__(self, browser: Browser, path: Path, **context: object) -> None:
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.page: Page = browser.new_context(**context).new_page()  # type: ignore[arg-type]  # Playwright's own keywords
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.route("**/*", lambda route: self._gate(route, path.as_uri()))
        self.page.goto(path.as_uri())
        self.page.wait_for_function(
            "typeof network !== 'undefined' && document.querySelectorAll('#legend button').length"
        )

    def _note(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.errors.append(message.text)

    def _gate(self, route: Route, own: str) -> None:
        if route.request.url == own:
            route.continue_()
        else:
            self.requests.append(route.request.url)
            route.abort()


@pytest.fixture
def opened(browser: Browser, file: Path) -> Iterator[Page]:
    shown = Opened(browser, file, viewport={"width": 1440, "height": 900})
    yield shown.page
    shown.page.context.close()
    assert shown.requests == []
    assert shown.errors == []


def test_the_page_names_no_address_that_a_browser_would_fetch(file: Path) -> None:
    html = file.read_text("utf-8")
    assert re.findall(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//[^"'\s>]+""", html) == []
    assert "default-src 'none'" in html


def test_every_script_of_the_page_is_in_it_and_says_first_what_it_is(file: Path) -> None:
    html = file.read_text("utf-8")
    assert {path.stem for path in PAGE.glob("*.js")} == {*SCRIPTS, UNPACK}
    heads = [(PAGE / f"{name}.js").read_text("utf-8").partition("\n")[0] for name in SCRIPTS]
    assert all(head.startswith("// ") for head in heads)
    assert [html.index(head) for head in heads] == sorted(html.index(head) for head in heads)


def test_the_page_opens_with_every_request_blocked_and_no_console_error(opened: Page) -> None:
    assert opened.title() == "国家试点图谱"
    assert opened.locator("#graph canvas").count() == 1


def test_the_first_picture_shows_the_ten_programmes_and_the_legend_counts_them(opened: Page) -> None:
    assert opened.locator("#legend button", has_text="试点计划").locator("small").inner_text() == "10"
    assert opened.evaluate("nodes.get().filter((n) => !n.hidden && nodeOf.get(n.id).kind === 'programme').length") == 10


def test_positions_are_computed_before_and_physics_is_off(opened: Page) -> None:
    assert opened.evaluate("network.physics.physicsEnabled") is False
    assert opened.evaluate("GRAPH_NODES.every((n) => Number.isFinite(n.x) && Number.isFinite(n.y))") is True


def test_a_click_on_the_legend_hides_and_shows_a_kind(opened: Page) -> None:
    button = opened.locator("#legend button").first
    assert button.get_attribute("aria-pressed") == "true"
    button.click()
    assert opened.evaluate("nodes.get('prog:zero-carbon-park').hidden") is True
    opened.locator("#legend button").first.click()
    assert opened.evaluate("nodes.get('prog:zero-carbon-park').hidden") is False


def test_one_button_turns_the_page_into_the_other_language(opened: Page) -> None:
    assert "西宁市" in opened.evaluate("nodes.get('place:xining').label")
    opened.locator("#language").click()
    assert opened.evaluate("nodes.get('place:xining').label") == "Xining"
    assert opened.evaluate("document.documentElement.lang") == "en"
    assert opened.title() == "National pilot programmes"
    assert "programmes" in opened.locator("#legend").inner_text()


def test_search_finds_by_chinese_and_by_english_and_enter_opens_the_panel(opened: Page) -> None:
    for typed in ("晶科", "jinko"):
        opened.keyboard.press("/")
        opened.locator("#search").fill(typed)
        opened.locator("#search").press("Enter")
        assert opened.locator("#panel h2").inner_text() == "晶科能源"
        opened.keyboard.press("Escape")
        opened.locator("#panel .close").click()


def test_the_panel_tells_evidence_by_source_paragraph_and_phrase(opened: Page) -> None:
    opened.evaluate("select('cert:jinko-zero-carbon', false)")
    passage = opened.locator("#panel .evidence").first
    assert passage.inner_text() == "“I型零碳工厂认证” · 第 9 段"
    passage.locator("summary").press("Enter")
    expect(passage.locator(".body")).to_contain_text("西宁晚报")


def test_the_panel_marks_what_no_source_states_outright(opened: Page) -> None:
    opened.evaluate("select('ent:jinko', false)")
    panel = opened.locator("#panel")
    assert panel.locator("li", has_text="南川工业园区").locator(".mark").inner_text() == "据语境"
    assert panel.locator("li", has_text="国家级零碳园区建设").locator(".mark").inner_text() == "推理"


def test_a_link_in_the_panel_moves_to_that_node(opened: Page) -> None:
    opened.evaluate("select('des:nanchuan-zero-carbon', false)")
    opened.locator("#panel .go", has_text="南川工业园区").first.click()
    assert opened.locator("#panel code").inner_text() == "place:nanchuan-park"


def test_a_page_about_an_entity_opens_on_it_and_reaches_only_so_far(kg: Run, browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "jinko.html"
    assert kg("view", "--about", "晶科能源", "--hops", "1", "-o", str(path), "--lang", "en").exit_code == 0
    shown = Opened(browser, path)
    assert shown.page.locator("#panel h2").inner_text() == "Jinko Solar"
    ids = shown.page.evaluate("GRAPH_NODES.map((n) => n.id)")
    assert {"ent:jinko", "place:nanchuan-park", "cert:jinko-zero-carbon"} <= set(ids)
    assert "place:qinghai" not in ids
    assert shown.errors == shown.requests == []


def test_a_page_of_a_type_draws_only_that_type(kg: Run) -> None:
    result = kg("view", "--type", "npp:Ministry", "-o", "-")
    nodes = json.loads(re.search(r"GRAPH_NODES = (\[.*\]);", result.stdout)[1])  # type: ignore[index]  # there is one
    assert {node["id"] for node in nodes} == {"body:pbc", "body:ndrc", "body:mof", "body:mofcom", "body:mwr"}


def test_a_page_of_a_query_draws_the_triples_of_its_construct(kg: Run, tmp_path: Path) -> None:
    query = tmp_path / "parks.rq"
    pattern = "{ ?d npp:recipient place:nanchuan-park }"
    query.write_text(f"CONSTRUCT {pattern} WHERE {pattern}")
    result = kg("view", "--query", str(query), "-o", "-")
    edges = json.loads(re.search(r"GRAPH_EDGES = (\[.*\]);", result.stdout)[1])  # type: ignore[index]  # there is one
    assert [(edge["from"], edge["to"]) for edge in edges] == [("des:nanchuan-zero-carbon", "place:nanchuan-park")]


def test_a_selection_that_holds_nothing_is_an_error_and_writes_no_file(kg: Run, tmp_path: Path) -> None:
    query = tmp_path / "none.rq"
    query.write_text("SELECT ?x WHERE { ?x npp:recipient place:xining-datong }")
    result = kg("view", "--query", str(query), "-o", str(tmp_path / "none.html"))
    assert result.exit_code == 2
    assert "nothing to draw" in result.stderr
    assert not (tmp_path / "none.html").exists()


def test_labels_are_text_and_run_nothing(snapshot: Snapshot, browser: Browser, tmp_path: Path) -> None:
    title = "</script><img src=x onerror=alert(1)> “&quot;\u202e"
    path = tmp_path / "odd.html"
    path.write_text(page(snapshot, Selection(about=expand("ent:jinko")), lang="zh", title=title).html, "utf-8")
    shown = Opened(browser, path)
    assert shown.page.locator("h1").inner_text() == title
    assert shown.page.locator("img").count() == 0
    assert shown.errors == shown.requests == []


def test_a_node_takes_the_first_kind_that_gathers_one_of_its_types() -> None:
    park = expand("place:park")
    quads = [
        Quad(park, TYPE, npp("Place"), GRAPH),
        Quad(park, TYPE, npp("Park"), GRAPH),
        Quad(park, LABEL, text("园区", "zh"), GRAPH),
        Quad(expand("psg:one"), TYPE, npp("Passage"), GRAPH),
    ]
    drawn = drawing(quads)
    assert {node: kind.key for node, kind in drawn.kinds.items()} == {park: "zone"}
    assert drawn.name(park, "en") == "园区"


def test_the_address_says_what_is_chosen_and_opens_it_again(opened: Page, browser: Browser, file: Path) -> None:
    opened.evaluate("select('ent:jinko', false)")
    opened.locator("#legend button", has_text="公共机构").click()
    opened.locator("#language").click()
    fragment = opened.evaluate("location.hash")
    assert "node=ent:jinko" in fragment
    assert "lang=en" in fragment
    again = browser.new_page()
    again.goto(file.as_uri() + fragment)
    assert again.locator("#panel h2").inner_text() == "Jinko Solar"
    assert again.locator("#legend button", has_text="public bodies").get_attribute("aria-pressed") == "false"
    again.close()


def test_back_and_forward_undo_and_redo_a_choice(opened: Page) -> None:
    opened.evaluate("select('ent:jinko', false)")
    opened.evaluate("select('place:nanchuan-park', false)")
    opened.go_back()
    expect(opened.locator("#panel code")).to_have_text("ent:jinko")
    opened.go_forward()
    expect(opened.locator("#panel code")).to_have_text("place:nanchuan-park")
    opened.go_back()
    opened.go_back()
    expect(opened.locator("#panel")).to_be_hidden()


def test_what_the_address_says_and_the_page_does_not_know_is_ignored(browser: Browser, file: Path) -> None:
    shown = browser.new_page()
    errors: list[str] = []
    shown.on("pageerror", lambda error: errors.append(str(error)))
    shown.goto(file.as_uri() + "#node=ent:nobody&lang=tlh&edge=%3Cimg&colour=red&kinds=programme")
    assert shown.locator("#panel").is_hidden()
    assert shown.evaluate("document.documentElement.lang") == "zh"
    assert shown.locator("#legend button[aria-pressed=true]").all_inner_texts() == ["试点计划\n10"]
    assert errors == []
    shown.close()


def test_a_link_has_a_panel_with_both_ends_its_standing_and_its_evidence(opened: Page) -> None:
    opened.evaluate("select('ent:jinko', false)")
    opened.locator("#panel li", has_text="南川工业园区").locator(".about").press("Enter")
    panel = opened.locator("#panel")
    assert panel.locator("code").inner_text() == "npp:operatesIn"
    assert panel.locator(".ends .go").all_inner_texts() == ["晶科能源", "南川工业园区"]
    assert panel.locator(".mark").first.inner_text() == "据语境"
    assert "西宁晚报" in panel.locator(".evidence").first.inner_text()
    assert opened.evaluate("document.activeElement.tagName") == "H2"
    panel.locator(".ends .go").last.press("Enter")
    assert panel.locator("code").inner_text() == "place:nanchuan-park"


def test_a_click_on_a_line_of_the_picture_opens_the_link(opened: Page) -> None:
    opened.evaluate("network.focus('prog:zero-carbon-park', { scale: 1.2 })")
    middle = opened.evaluate(
        """() => {
          const shown = visibility();
          const edge = GRAPH_EDGES.find((one) => one.to === 'prog:zero-carbon-park' && shown(nodeOf.get(one.from)));
          const [a, b] = [nodeOf.get(edge.from), nodeOf.get(edge.to)];
          const box = byId('graph').getBoundingClientRect();
          const spot = network.canvasToDOM({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
          return { x: box.x + spot.x, y: box.y + spot.y, key: edgeKey(edge) };
        }"""
    )
    opened.mouse.click(middle["x"], middle["y"])
    expect(opened.locator("#panel .ends")).to_be_visible()
    assert opened.evaluate("state.edge") == middle["key"]


def test_the_table_lists_what_is_shown_and_sorts_by_a_column(opened: Page) -> None:
    opened.locator("#tab-graph").press("ArrowRight")
    table = opened.locator("#table")
    shown = opened.evaluate("nodes.get().filter((node) => !node.hidden).length")
    assert table.locator("tbody tr").count() == shown
    links = table.locator("th button", has_text="关系数")
    links.press("Enter")
    opened.keyboard.press("Enter")
    assert table.locator("th[aria-sort=descending]").inner_text() == "关系数 ↓"
    counts = [int(cell) for cell in table.locator("tbody tr td:nth-child(6)").all_inner_texts()]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1]
    assert table.locator("tbody tr").first.locator(".go").inner_text() == "西宁市"


def test_the_search_box_narrows_the_table_and_the_download_is_csv_of_it(opened: Page) -> None:
    opened.locator("#tab-table").click()
    opened.locator("#search").fill("晶科")
    rows = opened.locator("#table tbody tr")
    assert set(rows.locator("code").all_inner_texts()) == {"ent:jinko", "cert:jinko-zero-carbon"}
    assert opened.locator("#hits").is_hidden()
    with opened.expect_download() as saved:
        opened.locator("#save").click()
    with saved.value.path().open(encoding="utf-8-sig", newline="") as file:
        read = list(csv.DictReader(file))
    assert {row["标识"]: row["英文名称"] for row in read}["ent:jinko"] == "Jinko Solar"
    assert len(read) == 2


def test_the_table_is_copied_for_a_spreadsheet(opened: Page) -> None:
    opened.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened.locator("#tab-table").click()
    opened.locator("#search").fill("ent:jinko")
    opened.locator("#copy").click()
    expect(opened.locator("#copy")).to_have_text("已复制")
    head, row = opened.evaluate("navigator.clipboard.readText()").split("\n")
    assert head.split("\t")[0] == "名称"
    assert row.split("\t")[0] == "晶科能源"


def test_the_timeline_draws_a_vague_date_as_the_span_it_may_lie_in(opened: Page) -> None:
    opened.locator("#tab-timeline").click()

    def width(node: str) -> float:
        return float(opened.locator(f'.row[data-node="{node}"] rect.span').get_attribute("width") or 0)

    # the hub in 2024, a year of 366 days; the park in March 2025, 31 days; the "three new" in late 2025, 61 days
    year = width("des:xining-logistics-hub")
    assert width("des:nanchuan-zero-carbon") / year == pytest.approx(31 / 366, abs=0.001)
    assert width("des:xining-three-new") / year == pytest.approx(61 / 366, abs=0.001)
    opened.locator('.row[data-node="obs:xining-green-building-2020"]').press("Enter")
    assert opened.locator("#panel code").inner_text() == "obs:xining-green-building-2020"


def test_a_time_that_is_not_the_date_of_a_thing_tells_what_it_is(opened: Page) -> None:
    opened.locator("#tab-timeline").click()
    rows = {slug: f'.row[data-node="des:xining-{slug}"] text.faint' for slug in ("freight-hub", "logistics-hub")}
    told = {slug: opened.locator(row) for slug, row in rows.items()}
    assert {slug: row.text_content() for slug, row in told.items()} == {
        "freight-hub": "2022年 · 申报始于",
        "logistics-hub": "2024年",
    }


def test_a_district_takes_in_what_lies_within_it(opened: Page) -> None:
    opened.locator("#by-district").select_option("place:xining-huangzhong")
    names = opened.evaluate("shownNodes().map((node) => node.names.zh)")
    assert {"湟中区", "多巴镇", "鲁沙尔镇"} <= set(names)
    assert not {"西宁市", "城东区", "南川工业园区"} & set(names)
    assert "district=place:xining-huangzhong" in opened.evaluate("location.hash")


def test_a_programme_and_an_issuer_narrow_the_graph_together(opened: Page) -> None:
    opened.locator("#by-issuer").select_option("body:mwr")
    counts = opened.locator("#legend button", has_text="试点计划").locator("small")
    assert counts.inner_text() == "1"
    opened.locator("#by-issuer").select_option("body:pbc")
    assert opened.evaluate("shownNodes().filter((n) => n.kind === 'programme').map((n) => n.id)") == [
        "prog:inclusive-finance-reform"
    ]
    opened.locator("#by-programme").select_option("prog:zero-carbon-park")
    assert counts.inner_text() == "0"
    opened.locator("#by-issuer").select_option("")
    assert {"des:nanchuan-zero-carbon", "place:nanchuan-park"} <= set(opened.evaluate("shownNodes().map((n) => n.id)"))


def test_a_path_is_told_in_words_and_shown_by_keyboard_and_search(opened: Page) -> None:
    opened.evaluate("select('cert:jinko-zero-carbon', false)")
    opened.locator("#panel .path").press("Enter")
    opened.keyboard.press("/")
    opened.locator("#search").fill("南川工业园区")
    opened.locator("#search").press("Enter")
    assert opened.locator("#panel .ends .go").all_inner_texts() == [
        "晶科能源I型零碳工厂认证",
        "晶科能源",
        "南川工业园区",
    ]
    assert opened.evaluate("network.getSelection().nodes.length") == 3
    assert opened.evaluate("network.getSelection().edges.length") == 2
    assert opened.evaluate("state.path") == "cert:jinko-zero-carbon place:nanchuan-park"


def test_a_click_with_shift_finds_the_path_from_what_was_chosen(opened: Page) -> None:
    opened.evaluate("select('ent:jinko', false)")
    opened.evaluate("network.focus('place:nanchuan-park', { scale: 1.5 })")
    opened.wait_for_timeout(300)  # the canvas takes the room that the panel leaves
    box = opened.evaluate(
        """() => {
          network.focus('place:nanchuan-park', { scale: 1.5 });
          const [box, spot] = [byId('graph').getBoundingClientRect(), nodeOf.get('place:nanchuan-park')];
          const place = network.canvasToDOM({ x: spot.x, y: spot.y });
          return { x: box.x + place.x, y: box.y + place.y };
        }"""
    )
    opened.keyboard.down("Shift")
    opened.mouse.click(box["x"], box["y"])
    opened.keyboard.up("Shift")
    expect(opened.locator("#panel .ends .go")).to_have_text(["晶科能源", "南川工业园区"])


def test_the_shown_graph_leaves_as_turtle_that_a_parser_reads_and_as_csv_of_links(opened: Page) -> None:
    opened.locator("#by-district").select_option("place:xining-huangzhong")

    def saved(button: str) -> bytes:
        opened.locator("#exports summary").press("Enter")
        with opened.expect_download() as download:
            opened.locator(button).press("Enter")
        return download.value.path().read_bytes()

    triples = {quad.triple for quad in pyoxigraph.parse(saved("#export-turtle"), format=pyoxigraph.RdfFormat.TURTLE)}
    said = {(triple.subject.value, triple.object.value) for triple in triples}
    assert (expand("place:xining-huangzhong").value, "湟中区") in said
    links = list(csv.DictReader(saved("#export-csv").decode("utf-8-sig").splitlines()))
    assert {link["属性"] for link in links} >= {"npp:locatedIn"}
    assert all((expand(link["起点"]).value, expand(link["终点"]).value) in said for link in links)
    assert saved("#export-png").startswith(b"\x89PNG\r\n")


@pytest.mark.parametrize("typed", ["xining", "xi ning shi", "xns", "西", "宁市"])
def test_search_finds_by_sound_and_from_one_character(opened: Page, typed: str) -> None:
    opened.locator("#search").fill(typed)
    assert "西宁市" in " ".join(opened.locator("#hits li").all_inner_texts())


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("view", ["graph", "table", "timeline"])
def test_no_view_is_wider_than_a_phone(browser: Browser, file: Path, view: str, theme: str) -> None:
    shown = Opened(browser, file, viewport={"width": 390, "height": 800}, color_scheme=theme)
    shown.page.evaluate(f"change({{ view: '{view}', lang: 'en' }})")
    assert shown.page.evaluate("document.documentElement.scrollWidth") == 390
    assert shown.page.evaluate(f"byId('{view}').getBoundingClientRect().height") > 300
    shown.page.context.close()
    assert shown.errors == shown.requests == []


def test_the_page_is_small(file: Path) -> None:
    html = file.read_text("utf-8")
    data = sum(len(found) for found in re.findall(r"^const (?:GRAPH_NODES|GRAPH_EDGES|PAGE) = .*$", html, re.MULTILINE))
    assert len(html.encode()) - data < 1_200_000


@pytest.mark.parametrize(
    "name",
    [
        "</script><script>window.ran = 1</script>",
        '<img src=x onerror="window.ran = 1">',
        "'\"&quot;\u202e😀",
        "长" * 4000,
    ],
)
def test_a_node_of_any_name_is_text_in_every_view(browser: Browser, file: Path, tmp_path: Path, name: str) -> None:
    node = "des:xining-three-new"
    label = re.escape(json.dumps("西宁入选消费“三新”试点"))
    path = tmp_path / "odd.html"
    written = json.dumps(name).replace("<", "\\u003c")
    html, times = re.subn(label, lambda _: written, file.read_text("utf-8"))
    assert times
    path.write_text(html, "utf-8")
    shown = Opened(browser, path, viewport={"width": 1440, "height": 900})
    for view in ("graph", "table", "timeline"):
        shown.page.evaluate(f"change({{ view: '{view}', node: '{node}' }})")
        assert shown.page.locator("#panel h2").text_content() == name
    assert shown.page.locator(f'.row[data-node="{node}"] title').text_content().startswith(name)  # type: ignore[union-attr]  # the row has one
    assert shown.page.evaluate("typeof window.ran") == "undefined"
    assert shown.page.locator("img").count() == 0
    shown.page.context.close()
    assert shown.errors == shown.requests == []
