"""The shortest ways through a network, which go round the nodes that everything is linked with.

What a way costs: one for each link that a source asserts, two for a link that only a rule gives (it stands for two
links at least), and for each node passed through log2 of how many neighbours it has: the bits it takes to say which
neighbour is meant. Passing a node with two neighbours costs 1, one with a hundred 6.6, so a way through a year, a
country or a city is taken only where no way of some hops more goes round it. Both ends are free.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.network.graph import Network
from kg.terms import Iri

if TYPE_CHECKING:
    import networkx as nx

# Costs are counted in whole parts of a hop, so that equal ways are equal to the last digit. An even number, because a
# link bears half of the cost of each of its ends.
_PARTS: Final = 2000

_Weight = Callable[[Hashable, Hashable, dict[str, int]], int]


class Route(NamedTuple):
    """One way: its nodes from end to end, how many neighbours each has, and what it costs."""

    nodes: tuple[Iri, ...]
    neighbours: tuple[int, ...]
    cost: float


def routes(whole: Network, one: Iri, other: Iri, *, most: int | None = None, limit: int = 1) -> list[Route]:
    """The cheapest ways between two nodes, links read in either direction; of equal ones the first by IRIs first.

    Args:
        whole: the network; both ends may be missing in it.
        one: where the ways begin.
        other: where they end.
        most: at most so many hops; None for any number.
        limit: at most so many ways, all of the same, least cost.

    Returns:
        the ways; none where there is none. Cost: the links times the logarithm of the nodes, and with ``most``, where
        the cheapest way is longer, times ``most``.
    """
    import networkx as nx

    graph = _graph(whole)
    if one not in graph or other not in graph or not nx.has_path(graph, one, other):
        return []
    weight = _weight(graph, {one, other})
    found = _cheapest(graph, one, other, weight, limit)
    if most is not None and any(len(nodes) - 1 > most for nodes in found):
        found = _bounded(graph, (one, other), weight, most, limit)
    return [_route(graph, nodes) for nodes in found]


def nearest(whole: Network, start: Iri, *, limit: int) -> list[Iri]:
    """The nodes that are cheapest to reach from ``start``, the nearest first; fewer where it is linked with fewer."""
    import networkx as nx

    graph = _graph(whole)
    if start not in graph:
        return []
    costs = nx.single_source_dijkstra_path_length(graph, start, weight=_weight(graph, {start}))
    return sorted((node for node in costs if node != start), key=lambda node: (costs[node], node))[:limit]


def _graph(whole: Network) -> nx.Graph:
    """The network without directions; ``hops`` of a link is 2 where no source asserts any statement that makes it."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(whole.nodes)
    for edge in whole.edges:
        if edge.subject == edge.object:
            continue
        hops = 2 if edge in whole.inferred else 1
        known = graph.get_edge_data(edge.subject, edge.object, default={"hops": hops})
        graph.add_edge(edge.subject, edge.object, hops=min(hops, known["hops"]))
    return graph


def _passing(graph: nx.Graph, node: Hashable) -> int:
    """What it costs to pass through the node, in parts of a hop."""
    return round(_PARTS // 2 * math.log2(graph.degree(node))) * 2


def _weight(graph: nx.Graph, ends: set[Iri]) -> _Weight:
    """What a link costs: its hops, and half of what passing through each of its nodes does."""
    halves = {node: 0 if node in ends else _passing(graph, node) // 2 for node in graph if graph.degree(node)}

    def cost(one: Hashable, other: Hashable, link: dict[str, int]) -> int:
        return link["hops"] * _PARTS + halves[one] + halves[other]

    return cost


def _cheapest(graph: nx.Graph, one: Hashable, other: Hashable, weight: _Weight, limit: int) -> list[tuple[Iri, ...]]:
    import networkx as nx

    found = nx.all_shortest_paths(graph, one, other, weight=weight)
    return sorted(tuple(nodes) for nodes in islice(found, limit))


def _bounded(graph: nx.Graph, ends: tuple[Iri, Iri], weight: _Weight, most: int, limit: int) -> list[tuple[Iri, ...]]:
    """The cheapest ways of at most so many hops: through copies of the network, one for each hop taken."""
    import networkx as nx

    one, other = ends
    from_one = nx.single_source_shortest_path_length(graph, one, cutoff=most)
    to_other = nx.single_source_shortest_path_length(graph, other, cutoff=most)
    layers = nx.DiGraph()
    end = (other, -1)
    for node, taken in from_one.items():
        for step in range(taken, most - to_other.get(node, most + 1) + 1):
            if node == other:
                layers.add_edge((node, step), end, arrived=True)
                continue
            for beside, link in graph[node].items():
                layers.add_edge((node, step), (beside, step + 1), **link)
    if end not in layers:
        return []

    def cost(here: Hashable, there: Hashable, link: dict[str, int]) -> int:
        return 0 if "arrived" in link else weight(here[0], there[0], link)  # type: ignore[index]  # layers hold pairs

    found = nx.all_shortest_paths(layers, (one, 0), end, weight=cost)
    return sorted(tuple(node for node, _ in nodes[:-1]) for nodes in islice(found, limit))


def _route(graph: nx.Graph, nodes: tuple[Iri, ...]) -> Route:
    weight = _weight(graph, {nodes[0], nodes[-1]})
    cost = sum(weight(one, other, graph[one][other]) for one, other in pairwise(nodes))
    return Route(nodes, tuple(graph.degree(node) for node in nodes), cost / _PARTS)
