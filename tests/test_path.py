"""kg.network's ways and ``kg path``: short, round hubs, in words, with evidence."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Callable
from itertools import pairwise, permutations

import pytest
from click.testing import Result

from kg.network import Network, nearest, network, routes
from kg.terms import Iri, Triple

LINK = Iri("https://example.org/link")

Run = Callable[..., Result]


def node(name: str) -> Iri:
    return Iri(f"https://example.org/{name}")


def of(*links: str, inferred: str = "") -> Network:
    """The network of links such as ``ab``, from a to b."""
    pairs = [Triple(node(link[0]), LINK, node(link[1])) for link in links]
    concluded = [Triple(node(link[0]), LINK, node(link[1])) for link in inferred.split()]
    return network({node(name) for link in (*links, *inferred.split()) for name in link}, pairs, concluded)


def found(whole: Network, one: str, other: str, *, most: int | None = None, limit: int = 1) -> list[str]:
    ways = routes(whole, node(one), node(other), most=most, limit=limit)
    return ["".join(each.value[-1] for each in way.nodes) for way in ways]


HUB = of("ah", "hb", *(f"h{spoke}" for spoke in "01234567"), "ac", "cd", "db")


def test_a_way_reads_links_in_either_direction() -> None:
    assert found(of("ba", "bc"), "a", "c") == ["abc"]


def test_a_hub_is_gone_round() -> None:
    assert found(HUB, "a", "b") == ["acdb"]


def test_a_bound_on_hops_forces_the_way_through_the_hub() -> None:
    assert found(HUB, "a", "b", most=2) == ["ahb"]


def test_a_bound_that_no_way_keeps_finds_none() -> None:
    assert found(HUB, "a", "b", most=1) == []


def test_the_cost_is_hops_and_the_logarithm_of_the_neighbours_passed() -> None:
    (way,) = routes(HUB, node("a"), node("b"), most=2)
    assert way.neighbours == (2, 10, 2)
    assert way.cost == pytest.approx(2 + math.log2(10), abs=1e-3)


def test_a_link_by_rule_alone_costs_two_and_an_asserted_one_between_the_same_one() -> None:
    (way,) = routes(of("ab", inferred="ba bc"), node("a"), node("c"))
    assert way.cost == pytest.approx(1 + 2 + 1)


def test_all_ways_of_the_same_cost_are_found_in_order() -> None:
    diamond = of("ab", "ac", "bd", "cd")
    assert found(diamond, "a", "d", limit=9) == ["abd", "acd"]
    assert found(diamond, "a", "d") == ["abd"]


def test_nothing_leads_to_another_part_nor_to_what_is_not_there() -> None:
    assert found(of("ab", "cd"), "a", "c") == []
    assert found(of("ab"), "a", "z") == []


def test_the_nearest_are_those_that_are_cheapest_to_reach() -> None:
    assert [each.value[-1] for each in nearest(HUB, node("a"), limit=3)] == ["c", "h", "d"]
    assert nearest(HUB, node("z"), limit=3) == []


def every_way(links: set[frozenset[str]], nodes: str, one: str, other: str, most: int) -> list[tuple[float, str]]:
    """All simple ways with their costs, by trying every order of every choice of nodes: the definition, no search."""
    degree = {name: sum(name in link for link in links) for name in nodes}
    middle = [name for name in nodes if name not in {one, other}]
    ways = []
    for length in range(min(most, len(nodes) - 1)):
        for between in permutations(middle, length):
            way = (one, *between, other)
            if all(frozenset(pair) in links for pair in pairwise(way)):
                ways.append((len(way) - 1 + sum(math.log2(degree[name]) for name in between), "".join(way)))
    return sorted(ways)


@pytest.mark.parametrize("seed", range(60))
def test_on_random_networks_no_way_is_cheaper(seed: int) -> None:
    chance = random.Random(seed)
    nodes = "abcdefg"
    links = {"".join(chance.sample(nodes, 2)) for _ in range(chance.randint(4, 12))}
    pairs = {frozenset(link) for link in links}
    most = chance.choice([2, 3, 6])
    expected = every_way(pairs, nodes, "a", "b", most)
    ways = routes(of(*sorted(links)), node("a"), node("b"), most=most)
    assert [way.cost for way in ways] == pytest.approx([cost for cost, _ in expected[:1]], abs=1e-2)
    for way in ways:
        assert "".join(each.value[-1] for each in way.nodes) in {letters for _, letters in expected}


# On the graph of the article.


def told(run: Run, *arguments: str) -> dict[str, object]:
    result = run("path", *arguments, "-f", "json")
    assert result.exit_code == 0, result.output
    (way,) = json.loads(result.stdout)
    assert isinstance(way, dict)
    return way


def targets(way: dict[str, object]) -> list[str]:
    hops = way["hops"]
    assert isinstance(hops, list)
    return [hop["to"]["iri"].rpartition("/id/")[2] for hop in hops]


def test_a_river_and_a_ministry_meet_in_the_list_that_names_the_river(kg: Run) -> None:
    way = told(kg, "药水河", "水利部", "--asserted")
    assert targets(way) == ["designation/yaoshui-happy-river", "cohort/happy-rivers-2025", "body/mwr"]


def test_every_asserted_hop_has_evidence_with_source_paragraph_phrase_and_mark(kg: Run) -> None:
    way = told(kg, "药水河", "水利部", "--asserted")
    hops = way["hops"]
    assert isinstance(hops, list)
    evidence = [item for hop in hops for statement in hop["statements"] for item in statement["evidence"]]
    assert all(statement["evidence"] for hop in hops for statement in hop["statements"])
    assert {item["paragraph"] for item in evidence} == {10}
    assert {item["source"].rpartition("/")[2] for item in evidence} == {"xining-evening-news"}
    assert all(item["phrase"] and item["modality"] for item in evidence)


def test_properties_are_read_along_the_way_in_both_languages(kg: Run) -> None:
    forth = kg("path", "药水河", "水利部", "--asserted", "--lang", "zh").stdout
    back = kg("path", "水利部", "药水河", "--asserted", "--lang", "en").stdout
    assert "— 发布机构 → 水利部 [body:mwr]" in forth
    assert "— issues → " in back
    assert "— recipient → Yaoshui River [place:yaoshui-river]" in back
    assert "¶10 “湟源县药水河” [明述]" in forth


def test_a_hop_that_only_rules_give_says_so_and_where_to_look(kg: Run) -> None:
    shown = kg("path", "湟源县", "晶科能源", "--lang", "en").stdout
    assert "[ent:jinko] (inferred)" in shown
    assert "kg path place:xining ent:jinko --asserted" in shown
    assert kg("path", "place:xining", "ent:jinko", "--asserted").exit_code == 0


def test_no_way_leads_through_passages_claims_identifiers_sources_or_concepts(kg: Run) -> None:
    pairs = [("西宁", "百色"), ("晶科能源", "财政部"), ("ind:green-building-share", "药水河")]
    kinds = ("passage/", "claim/", "code/", "concept/", "document/xining-evening-news")
    for one, other in pairs:
        result = kg("path", one, other, "--asserted", "--all-shortest", "-f", "json")
        if result.exit_code == 0:
            for way in json.loads(result.stdout):
                assert not any(name.startswith(kinds) for name in targets(way)[:-1])


def test_a_passage_may_be_an_end(kg: Run) -> None:
    shown = kg("path", "psg:xen-p01-approved", "西宁", "--lang", "zh").stdout.splitlines()
    assert shown[1:3] == [
        "  ← 原文依据 — 西宁市 [place:xining]",
        "      ↳ 西宁国家试点综述（西宁晚报） ¶1 “2024年3月” [明述]",
    ]


def test_the_weight_is_explained(kg: Run) -> None:
    last = kg("path", "财政部", "水利部", "--asserted", "--lang", "en").stdout.splitlines()[-1]
    assert last.startswith("cost 4.0: 2 hops, and for each node passed log2 of its links (Happy rivers and lakes, list")


def test_too_few_hops_end_with_exit_code_1_and_name_the_bound_that_would_do(kg: Run) -> None:
    result = kg("path", "药水河", "水利部", "--asserted", "--max", "2", "--lang", "en")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no source connects Yaoshui River with Ministry of Water Resources within 2 hops" in result.stderr
    assert "the shortest connection has 3 hops: --max 3" in result.stderr
    assert "nearest to Yaoshui River: " in result.stderr


def test_what_is_linked_with_nothing_is_told_so(kg: Run) -> None:
    result = kg("path", "西宁", "unit:PERCENT", "--lang", "zh")
    assert result.exit_code == 1
    assert "与任何实体都没有联系" in result.stderr


def test_a_connection_that_only_rules_give_is_offered(kg: Run) -> None:
    result = kg("path", "西宁", "晶科能源", "--asserted", "--max", "1", "--lang", "en")
    assert result.exit_code == 1
    assert "the shortest connection has 3 hops: --max 3" in result.stderr
    assert "with what rules conclude there is one of 1 hop: leave out --asserted" in result.stderr


def test_both_names_of_one_entity_are_refused(kg: Run) -> None:
    result = kg("path", "西宁", "西宁市")
    assert result.exit_code == 2
    assert "both name place:xining; name two entities" in result.stderr
