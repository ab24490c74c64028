"""kg.network: parts of a graph, and positions that can be read."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from kg.network import Network, best_connected, columns, network, spread, within
from kg.terms import Iri, Triple

LINK = Iri("https://example.org/link")
OTHER = Iri("https://example.org/other")


def node(name: str) -> Iri:
    return Iri(f"https://example.org/{name}")


def link(one: str, other: str) -> Triple:
    return Triple(node(one), LINK, node(other))


def chain(*names: str) -> Network:
    return network(map(node, names), [link(a, b) for a, b in pairwise(names)], [])


def overlapping(places: dict[Iri, tuple[float, float]]) -> int:
    """How many pairs of nodes stand so close that a label of 168 by 55 hides the other."""
    at = list(places.values())
    return sum(abs(x1 - x2) < 168 and abs(y1 - y2) < 55 for i, (x1, y1) in enumerate(at) for x2, y2 in at[i + 1 :])


@pytest.fixture
def table() -> dict[Iri, tuple[float, float]]:
    """Three heads with twelve nodes each, two givers above them, a place below that all share, and a node astray."""
    heads = ["h0", "h1", "h2"]
    edges = [link(head, f"{head}-{n:02}") for head in heads for n in range(12)]
    edges += [link(f"{head}-00", "place") for head in heads]
    edges += [link("h0", "giver-a"), link("h2", "giver-z")]
    names = {
        part.value.rpartition("/")[2] for edge in edges for part in (edge.subject, edge.object) if isinstance(part, Iri)
    }
    whole = network(map(node, {*names, "astray"}), edges, [])
    tiers = {node(name): 2 for name in names} | {node(head): 1 for head in heads}
    tiers |= {node("giver-a"): 0, node("giver-z"): 0, node("place"): 3, node("astray"): 2}
    return columns(whole, [node(head) for head in heads], tiers, bands=(0, 3), shown=3)


def test_an_edge_to_a_node_outside_is_left_out() -> None:
    assert network([node("a")], [link("a", "b")], []).edges == ()


def test_what_is_asserted_is_not_also_inferred() -> None:
    drawn = network([node("a"), node("b")], [link("a", "b")], [link("a", "b"), link("b", "a")])
    assert drawn.edges == (link("a", "b"), link("b", "a"))
    assert drawn.inferred == {link("b", "a")}


def test_the_order_of_edges_given_does_not_matter() -> None:
    edges = [link(a, b) for a in "abc" for b in "abc" if a != b]
    shuffled = random.Random(7).sample(edges, len(edges))
    assert network(map(node, "abc"), edges, []) == network(map(node, "cba"), shuffled, [])


def test_within_counts_hops_in_both_directions() -> None:
    line = chain("a", "b", "c", "d", "e")
    assert within(line, node("c"), hops=1).nodes == (node("b"), node("c"), node("d"))
    assert within(line, node("c"), hops=0).nodes == (node("c"),)


def test_within_of_a_node_that_is_not_drawn_is_empty() -> None:
    assert within(chain("a", "b"), node("x"), hops=3).nodes == (node("x"),)


def test_best_connected_keeps_the_nodes_with_most_neighbours() -> None:
    star = network(map(node, "abcd"), [link("a", x) for x in "bcd"] + [link("b", "c")], [])
    assert best_connected(star, 3).nodes == (node("a"), node("b"), node("c"))


def test_columns_place_every_node_once_and_apart(table: dict[Iri, tuple[float, float]]) -> None:
    assert len(table) == 3 * 13 + 4
    assert overlapping(table) == 0


def test_a_column_stands_below_its_head_and_left_of_the_next(table: dict[Iri, tuple[float, float]]) -> None:
    for number in range(3):
        x, y = table[node(f"h{number}")]
        mine = [table[node(f"h{number}-{n:02}")] for n in range(12)]
        assert all(below > y for _, below in mine)
        assert all(abs(across - x) < 172 * 2 for across, _ in mine)
    assert max(table[node(f"h0-{n:02}")][0] for n in range(12)) < min(table[node(f"h1-{n:02}")][0] for n in range(12))


def test_bands_stand_above_and_below_in_the_order_of_their_neighbours(table: dict[Iri, tuple[float, float]]) -> None:
    assert table[node("giver-a")][1] < table[node("h0")][1]
    assert table[node("place")][1] > max(table[node(f"h0-{n:02}")][1] for n in range(12))
    assert table[node("giver-a")][0] < table[node("giver-z")][0]


def test_what_no_head_reaches_joins_the_last_band(table: dict[Iri, tuple[float, float]]) -> None:
    assert table[node("astray")][1] == table[node("place")][1]


def test_spread_is_the_same_each_time_and_without_overlap() -> None:
    line = chain(*(f"n{i:02}" for i in range(40)))
    places = spread(line)
    assert places == spread(line)
    assert set(places) == set(line.nodes)
    assert overlapping(places) == 0


def test_spread_of_nothing_is_nothing() -> None:
    assert spread(chain()) == {}


def test_spread_of_a_single_node_stands_somewhere() -> None:
    assert set(spread(chain("a"))) == {node("a")}
