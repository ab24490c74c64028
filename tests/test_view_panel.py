"""The panel of a page: facts as ``kg show`` groups them, evidence with sentences, proofs, rival statements.

One page of the real graph and one of the small graph in ``tests/data/show``, whose text and rivals are its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import Opened
from kg.names import expand
from kg.project import Project, graph_name
from kg.show import card
from kg.store import engine
from kg.store.snapshot import Snapshot
from kg.turtle.read import read
from kg.view import Selection, page
from kg.view.proofs import Forest
from kg.why import Reasons

DATA = Path(__file__).parent / "data" / "show"
SMALL = Project(root=DATA, sources=DATA, build=DATA / "build")
WIDE = {"width": 1440, "height": 900}


@pytest.fixture(scope="module")
def whole(snapshot: Snapshot, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    path = tmp_path_factory.mktemp("panel") / "kg.html"
    path.write_text(page(snapshot, Selection(), lang="en").html, "utf-8")
    opened = Opened(browser, path, viewport=WIDE)
    yield opened
    opened.close()


@pytest.fixture
def opened(whole: Opened) -> Page:
    return whole.afresh()


@pytest.fixture(scope="module")
def small(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    folder = tmp_path_factory.mktemp("small")
    engine.create(
        folder / "store", [q for file in sorted(DATA.glob("*.ttl")) for q in read(file, graph_name(file.stem))]
    )
    manifest = SimpleNamespace(digest="0" * 64, graphs={})
    snapshot = SimpleNamespace(engine=engine.open(folder / "store"), manifest=manifest)
    html = page(snapshot, Selection(), lang="zh", project=SMALL).html  # type: ignore[arg-type]  # all that a page asks of one
    (folder / "small.html").write_text(html, "utf-8")
    opened = Opened(browser, folder / "small.html", viewport=WIDE)
    yield opened.page
    opened.close()


def test_facts_stand_in_the_groups_and_the_order_of_kg_show(opened: Page, snapshot: Snapshot) -> None:
    shown = card(snapshot.engine, expand("ent:trina"), lang="en")
    opened.evaluate("select('ent:trina', false)")
    assert opened.locator("#panel h3").all_inner_texts() == [*(group.title.en for group in shown.groups), "Evidence"]
    told = [fact.words for group in shown.groups for fact in group.facts]
    assert sorted(opened.locator("#panel .fact .go").all_inner_texts()) == sorted(told)
    properties = list(dict.fromkeys(fact.property_label.en for group in shown.groups for fact in group.facts))
    assert opened.locator("#panel h4").all_inner_texts() == properties


def test_every_node_tells_as_many_facts_as_its_card(opened: Page, snapshot: Snapshot) -> None:
    told = opened.evaluate("Object.fromEntries(GRAPH_NODES.map((node) => [node.id, factsOf(node).length]))")
    some = sorted(told)[::15]
    expected = {
        node: len([f for g in card(snapshot.engine, expand(node), lang="en").groups for f in g.facts]) for node in some
    }
    spoken_twice = {"place:xining-huangzhong"}
    assert {node: told[node] for node in some if node not in spoken_twice} == {
        node: number for node, number in expected.items() if node not in spoken_twice
    }


def test_an_inferred_fact_is_proved_down_to_the_words_of_the_source_by_keyboard(opened: Page) -> None:
    opened.evaluate("select('ent:trina', false)")
    fact = opened.locator("#panel .fact", has_text="Carbon footprint certification").last
    assert fact.locator(".mark").first.inner_text() == "inferred"
    fact.locator("summary", has_text="Why").press("Enter")
    proof = fact.locator("ul.proof").first
    # the session of the README tells this proof: a chain, an inverse, and the passage
    expect(fact).to_contain_text("By prp-spo2: Where the links of a property chain meet end to end")
    expect(proof).to_contain_text("By prp-inv1: Where a property holds, its inverse holds the other way round.")
    expect(proof).to_contain_text("Ontology: certified under follows from the chain named holder of, under scheme")
    passage = proof.locator("details.evidence summary").first
    assert passage.inner_text() == "“碳足迹认证” · paragraph 9"
    proof.locator(".go", has_text="Product carbon footprints").first.press("Enter")
    assert opened.evaluate("state.node") == "cert:product-footprint"


def test_a_dashed_link_has_its_proof_in_its_own_panel(opened: Page) -> None:
    opened.evaluate("selectEdge(GRAPH_EDGES.find((one) => one.inferred && one.from === 'ent:jinko'))")
    assert opened.locator("#panel ul.proof").first.is_visible()
    assert opened.evaluate("edges.get(LINKS.indexOf(chosenEdge())).dashes").__class__ is list


def test_a_conclusion_that_is_not_drawn_is_drawn_while_it_is_chosen(opened: Page) -> None:
    key = "ent:jinko npp:locatedIn place:xining"
    opened.evaluate(f"selectEdge(LINKS.find((one) => edgeKey(one) === '{key}'))")
    assert opened.evaluate("edges.get(LINKS.indexOf(chosenEdge())).hidden") is False
    opened.evaluate("deselect()")
    assert opened.evaluate(f"edges.get(LINKS.findIndex((one) => edgeKey(one) === '{key}')).hidden") is True


def test_every_inferred_link_of_the_page_has_a_proof_that_ends_in_what_is_asserted(opened: Page) -> None:
    unproved = opened.evaluate("LINKS.filter((one) => one.inferred && proofOf(one) === undefined).map(edgeKey)")
    assert unproved == []
    assert opened.evaluate("LINKS.filter((one) => one.inferred).length") > 300
    steps = opened.evaluate("PAGE.tells.proofs.steps")
    assert all(part < number for number, step in enumerate(steps) for part in step.get("on", []))
    grounds = [step for step in steps if "on" not in step and "says" in step]
    assert all("evidence" in step for step in grounds)


def test_a_step_that_two_proofs_share_stands_in_the_forest_once(snapshot: Snapshot) -> None:
    forest = Forest(snapshot.engine, lambda _: [])
    triples = [quad.triple for quad in snapshot.engine.quads(None, expand("npp:coveredBy"))]
    assert len(triples) > 1
    numbers = [forest.add(triple) for triple in triples]
    told = [str(step.get("says") or step["words"]) for step in forest.steps]
    assert len(set(numbers)) == len(numbers)
    assert len(told) == len(set(told))
    whole = [
        each.conclusion for triple in triples if (p := Reasons(snapshot.engine).shortest(triple)) for each in p.every()
    ]
    assert len(told) < len(whole)


def test_many_facts_of_a_property_are_told_when_asked_for(opened: Page) -> None:
    opened.evaluate("select('place:xining', false)")
    more = opened.locator("#panel .more").first
    left = int(re.sub(r"\D", "", more.inner_text()))
    shown = opened.locator("#panel .fact").count()
    more.press("Enter")
    assert opened.locator("#panel .fact").count() == shown + left
    assert opened.evaluate("document.activeElement.closest('.fact') !== null") is True


def test_a_sentence_is_told_where_the_text_was_there_with_the_phrase_marked(small: Page) -> None:
    small.evaluate("select('place:jia', false)")
    passage = small.locator("#panel .fact", has_text="甲市入选灯塔计划").first.locator("details.evidence")
    passage.locator("summary").press("Enter")
    expect(passage.locator("q")).to_have_text("2024年3月，甲市入选灯塔计划，成为全省首个灯塔城市。")
    expect(passage.locator("q mark")).to_have_text("甲市入选灯塔计划")


def test_rival_statements_stand_side_by_side_with_their_ranks_and_evidence(small: Page) -> None:
    small.evaluate("select('des:jia-beacon', false)")
    rivals = small.locator("#panel .rival")
    assert rivals.count() == 2
    assert rivals.nth(0).locator(".link .mark").all_inner_texts() == ["另说", "采信"]
    assert rivals.nth(1).locator(".link .mark").all_inner_texts() == ["不采信"]
    assert small.locator("#panel h4", has_text="说法并存").count() == 1
    rivals.nth(1).locator(".about").press("Enter")
    assert small.locator("#panel .rival").count() == 2
    assert small.locator("#panel .rival .evidence .body").count() >= 1


def test_the_panel_speaks_the_language_of_the_page(opened: Page) -> None:
    opened.evaluate("select('obs:xining-green-building-2020', false)")
    assert "62%" in opened.locator("#panel").inner_text()
    opened.locator("#language").click()
    assert opened.locator("#panel h3").first.inner_text() == "陈述内容"
    opened.locator("#language").click()


def test_a_page_without_facts_tells_its_links(opened: Page) -> None:
    opened.evaluate("window.kept = PAGE.tells.facts; PAGE.tells.facts = {}; select('ent:jinko', false)")
    assert opened.locator("#panel .fact .go").all_inner_texts() != []
    assert opened.locator("#panel h4", has_text="operates in").count() == 1
    opened.evaluate("PAGE.tells.facts = window.kept")
