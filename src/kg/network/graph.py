"""The graph as nodes and edges: what of it, and what is near what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.names import compact
from kg.terms import Iri, Triple

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes in a fixed order, and the edges between them.

    Attributes:
        nodes: every node once, sorted.
        edges: triples whose subject and object are both nodes, sorted.
        inferred: those of ``edges`` that no source asserts.
    """

    nodes: tuple[Iri, ...]
    edges: tuple[Triple, ...]
    inferred: frozenset[Triple]

    def neighbours(self) -> dict[Iri, list[Iri]]:
        """From each node to those it is linked with in either direction, sorted, each once."""
        near: dict[Iri, set[Iri]] = {node: set() for node in self.nodes}
        for subject, _, target in self.edges:
            if isinstance(subject, Iri) and isinstance(target, Iri) and subject != target:
                near[subject].add(target)
                near[target].add(subject)
        return {node: sorted(others) for node, others in near.items()}


def network(nodes: Iterable[Iri], asserted: Iterable[Triple], inferred: Iterable[Triple]) -> Network:
    """The network of these nodes, with every given triple that links two of them."""
    kept = set(nodes)
    certain = {triple for triple in asserted if triple.subject in kept and triple.object in kept}
    concluded = {triple for triple in inferred if triple.subject in kept and triple.object in kept} - certain
    order = sorted(certain | concluded, key=_order)
    return Network(tuple(sorted(kept)), tuple(order), frozenset(concluded))


def within(whole: Network, start: Iri, *, hops: int) -> Network:
    """The part of the network that lies at most ``hops`` edges from ``start``, in either direction."""
    import networkx as nx

    graph = nx.Graph((edge.subject, edge.object) for edge in whole.edges)
    graph.add_node(start)
    asserted = [edge for edge in whole.edges if edge not in whole.inferred]
    return network(nx.ego_graph(graph, start, radius=hops), asserted, whole.inferred)


def best_connected(whole: Network, limit: int) -> Network:
    """The network cut to its ``limit`` nodes with the most neighbours."""
    near = whole.neighbours()
    kept = sorted(whole.nodes, key=lambda node: (-len(near[node]), node))[:limit]
    asserted = [edge for edge in whole.edges if edge not in whole.inferred]
    return network(kept, asserted, whole.inferred)


def multigraph(asserted: Iterable[Triple], inferred: Iterable[Triple]) -> nx.MultiDiGraph:
    """The statements as networkx's directed multigraph: nodes are CURIEs, an edge's key is its property's CURIE.

    The attribute ``inferred`` of an edge is whether it is one of ``inferred``; what is given twice is asserted.
    """
    import networkx as nx

    graph = nx.MultiDiGraph()
    for triples, concluded in ((sorted(inferred, key=_order), True), (sorted(asserted, key=_order), False)):
        for subject, predicate, thing in triples:
            if isinstance(subject, Iri) and isinstance(thing, Iri):
                graph.add_edge(compact(subject), compact(thing), key=compact(predicate), inferred=concluded)
    return graph


def _order(triple: Triple) -> tuple[str, ...]:
    return tuple(str(part) for part in triple)
