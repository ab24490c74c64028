"""kg.network: parts of a graph, and positions that can be read."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from kg.network import Network, best_connected, network, petals, spread, within
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
    """How many pairs of nodes stand so close that a label of 180 by 55 hides the other."""
    at = list(places.values())
    return sum(abs(x1 - x2) < 180 and abs(y1 - y2) < 55 for i, (x1, y1) in enumerate(at) for x2, y2 in at[i + 1 :])


@pytest.fixture
def flower() -> tuple[Network, list[Iri]]:
    """Five centres with twelve nodes each, all of them linked to one hub."""
    centres = [f"c{i}" for i in range(5)]
    edges = [link(c, f"{c}-{n}") for c in centres for n in range(12)]
    edges += [link(f"{c}-{n}", "hub") for c in centres for n in range(12)]
    names = {part for edge in edges for part in (edge.subject, edge.object) if isinstance(part, Iri)}
    return network(names, edges, []), [node(c) for c in centres]


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


def test_petals_place_every_node_once_and_apart(flower: tuple[Network, list[Iri]]) -> None:
    whole, centres = flower
    places = petals(whole, centres)
    assert set(places) == set(whole.nodes)
    assert overlapping(places) == 0


def test_a_hub_stands_inside_the_ring_of_centres(flower: tuple[Network, list[Iri]]) -> None:
    whole, centres = flower
    places = petals(whole, centres)
    reach = min(abs(complex(*places[centre])) for centre in centres)
    assert abs(complex(*places[node("hub")])) < reach


def test_spread_is_the_same_each_time_and_without_overlap() -> None:
    line = chain(*(f"n{i:02}" for i in range(40)))
    places = spread(line)
    assert places == spread(line)
    assert set(places) == set(line.nodes)
    assert overlapping(places) == 0


def test_spread_of_a_single_node_stands_somewhere() -> None:
    assert set(spread(chain("a"))) == {node("a")}
