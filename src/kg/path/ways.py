"""The ways between two entities, and what each hop rests on.

Ways lead along statements between entities, read in either direction. No way leads through a passage, a claim, an
identifier or a source, for these are the record of the graph and not the world, nor through a concept, which sorts
things and does not connect them; but one may begin or end there. What makes a way short is told in
``kg.network.paths``: few hops, and none through what everything is linked with.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from kg.evidence import INFERRED, Basis, Evidence, Records
from kg.names import STANDARD, is_entity, npp
from kg.network import Network, nearest, network, routes
from kg.project import graph_name
from kg.show.wording import Wording
from kg.terms import Iri, Term, Triple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.network import Route
    from kg.store.engine import Engine

_TYPE: Final = Iri(STANDARD["rdf"] + "type")
_CLOSED: Final = (
    *(npp(name) for name in ("Passage", "Claim", "Identifier", "SourceDocument")),
    Iri(STANDARD["skos"] + "Concept"),
)
_EVIDENCE: Final = npp("evidence")
_OUTSIDE: Final = frozenset(graph_name(slug) for slug in ("ontology", "texts"))
_NEAREST: Final = 3
# Equal ways can be as many as there are ways to choose at each step.
MOST_WAYS: Final = 100


@dataclass(frozen=True, slots=True)
class Statement:
    """What links the two ends of a hop, read along the way.

    Attributes:
        triple: as the graph has it.
        property: in words; the inverse property's where the triple points back and there is one.
        forward: whether the words read from the first node of the hop to the second.
        inferred: whether no source asserts the triple.
        evidence: what it rests on.
    """

    triple: Triple
    property: str
    forward: bool
    inferred: bool
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Hop:
    """One step: where it leads, in words too, how many links that node has, and every statement that makes it."""

    target: Iri
    words: str
    links: int
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """One connection: where it begins, its hops, and its cost in hops."""

    start: Iri
    words: str
    hops: tuple[Hop, ...]
    cost: float


@dataclass(frozen=True, slots=True)
class Nearby:
    """What is known where no way was found: a longer way, one that rules give, and the neighbours of both ends."""

    longer: int | None
    by_rule: int | None
    near: tuple[tuple[str, tuple[str, ...]], tuple[str, tuple[str, ...]]]


class Map:
    """The links of one store among which ways are looked for.

    Reads every statement once: 0.1 s for 10,000, and 1 GB of memory for a million.
    """

    def __init__(self, engine: Engine, ends: tuple[Iri, Iri], *, lang: str, asserted: bool = False) -> None:
        self._ends = ends
        self._lang = lang
        self._records = Records(engine)
        self._wording = Wording(self._records, lang)
        self._all = _links(engine, ends)
        self._network = _asserted(self._all) if asserted else self._all
        self._between: dict[frozenset[object], list[Triple]] = {}
        for edge in self._network.edges:
            self._between.setdefault(frozenset((edge.subject, edge.object)), []).append(edge)

    def ways(self, *, most: int | None = None, every: bool = False) -> list[Way]:
        """The shortest way between the ends, or all that are as short, at most ``MOST_WAYS``; none where none is.

        Args:
            most: at most so many hops; None for any number.
            every: all ways of the least cost.
        """
        limit = MOST_WAYS if every else 1
        return [self._way(route) for route in routes(self._network, *self._ends, most=most, limit=limit)]

    def nearby(self, *, most: int | None = None) -> Nearby:
        """What is known where ``ways`` with the same ``most`` found nothing."""
        free = routes(self._network, *self._ends)
        ruled = routes(self._all, *self._ends, most=most) if self._network is not self._all else []
        around = [
            (self._wording.of(end), tuple(map(self._wording.of, nearest(self._network, end, limit=_NEAREST))))
            for end in self._ends
        ]
        return Nearby(_hops(free), _hops(ruled), (around[0], around[1]))

    def _way(self, route: Route) -> Way:
        hops = [
            Hop(there, self._wording.of(there), links, tuple(self._statements(here, there)))
            for (here, there), links in zip(pairwise(route.nodes), route.neighbours[1:], strict=True)
        ]
        return Way(route.nodes[0], self._wording.of(route.nodes[0]), tuple(hops), route.cost)

    def _statements(self, here: Iri, there: Iri) -> Iterator[Statement]:
        """What is asserted of the two, else what follows and no other that follows says more of."""
        found = self._between[frozenset((here, there))]
        stated = [triple for triple in found if triple not in self._network.inferred]
        told: list[Triple] = []
        ways = self._records.properties.ways
        for triple in sorted(stated or found, key=lambda each: (len(ways(each.predicate)), each.subject != here, each)):
            if not any(twin in told for twin in self._records.properties.twins(triple)):
                told.append(triple)
        for triple in sorted(told, key=lambda each: (each.subject != here, each)):
            yield self._statement(triple, here, inferred=not stated)

    def _statement(self, triple: Triple, here: Iri, *, inferred: bool) -> Statement:
        forward = triple.subject == here
        turned = None if forward else next(iter(self._records.properties.inverses(triple.predicate)), None)
        found = self._records.of_triple(triple)
        if triple.predicate == _EVIDENCE and (passage := self._cited(triple.object)):
            found = [passage]
        if inferred and not self._records.standing(triple).asserted:
            # What merely stands on the two ends does not support what a rule concluded of them.
            found = [item for item in found if item.basis is Basis.SHARED]
        name = self._wording.name(turned or triple.predicate)
        return Statement(triple, name, forward or turned is not None, inferred, tuple(found))

    def _cited(self, term: Term) -> Evidence | None:
        return self._records.passage(term) if isinstance(term, Iri) else None


def _links(engine: Engine, ends: tuple[Iri, Iri]) -> Network:
    """All links between entities, those of a node that is no way to go through only where it is an end."""
    closed = {q.subject for each in _CLOSED for q in engine.quads(None, _TYPE, each)} - set(ends)
    asserted: set[Triple] = set()
    inferred: set[Triple] = set()
    for quad in engine.quads():
        if quad.graph in _OUTSIDE or not isinstance(quad.subject, Iri) or not isinstance(quad.object, Iri):
            continue
        both = (quad.subject, quad.object)
        if all(map(is_entity, both)) and closed.isdisjoint(both):
            (inferred if quad.graph == INFERRED else asserted).add(quad.triple)
    nodes = {node for s, _, o in asserted | inferred for node in (s, o) if isinstance(node, Iri)} | set(ends)
    return network(nodes, asserted, inferred)


def _asserted(whole: Network) -> Network:
    return network(whole.nodes, [edge for edge in whole.edges if edge not in whole.inferred], ())


def _hops(found: list[Route]) -> int | None:
    return len(found[0].nodes) - 1 if found else None
