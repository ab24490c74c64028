"""The statements of a graph held in memory, for a page that asks for the evidence of tens of thousands of nodes.

A store answers each such question in some ten microseconds, twenty questions a node; a dictionary in one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.terms import Iri, Node, Quad, Term


# Lists of at least so many statements are looked up by object and not searched.
_LONG = 16


class Held:
    """Statements by subject and predicate, by predicate and by object; what is seldom asked for is sorted then."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._subjects: dict[Node, dict[Iri, list[Quad]]] = {}
        subject: Node | None = None
        predicate: Iri | None = None
        under: dict[Iri, list[Quad]] = {}
        row: list[Quad] = []
        for quad in quads:
            # Sorted statements come in runs of one subject and one predicate: most need no dictionary.
            if quad[0] is not subject:
                subject, predicate = quad[0], None
                under = self._subjects.setdefault(subject, {})
            if quad[1] is not predicate:
                predicate = quad[1]
                row = under.setdefault(predicate, [])
            row.append(quad)
        self._predicates: dict[Iri, list[Quad]] = {}
        # By object: all statements under (None, None), those of a predicate, those of a subject and a predicate.
        self._objects: dict[tuple[Node | None, Iri | None], dict[Term, list[Quad]]] = {}

    def __iter__(self) -> Iterator[Quad]:
        for predicates in self._subjects.values():
            for quads in predicates.values():
                yield from quads

    def quads(
        self,
        subject: Node | None = None,
        predicate: Iri | None = None,
        object: Term | None = None,  # noqa: A002 - RDF's own name for the position
        graph: Iri | None = None,
    ) -> Iterable[Quad]:
        """Every statement that matches; None matches anything."""
        found = self._candidates(subject, predicate, object)
        if object is None and graph is None:
            return found
        return [
            quad
            for quad in found
            if (object is None or quad.object == object) and (graph is None or quad.graph == graph)
        ]

    def graphs(self) -> dict[Iri, int]:
        """The graphs and how many statements each holds, by name."""
        return dict(sorted(Counter(quad.graph for quad in self).items()))

    def _candidates(self, subject: Node | None, predicate: Iri | None, thing: Term | None) -> Iterable[Quad]:
        if subject is not None and predicate is None:
            return [quad for quads in self._subjects.get(subject, {}).values() for quad in quads]
        found: Iterable[Quad] = self
        if subject is not None and predicate is not None:
            found = self._subjects.get(subject, {}).get(predicate, [])
            if len(found) < _LONG:
                return found
        elif predicate is not None:
            found = self._of_predicate(predicate)
        return found if thing is None else self._of_object((subject, predicate), found, thing)

    def _of_predicate(self, predicate: Iri) -> list[Quad]:
        if not self._predicates:
            for quad in self:
                self._predicates.setdefault(quad.predicate, []).append(quad)
        return self._predicates.get(predicate, [])

    def _of_object(self, key: tuple[Node | None, Iri | None], among: Iterable[Quad], thing: Term) -> list[Quad]:
        if key not in self._objects:
            sorted_in: dict[Term, list[Quad]] = {}
            for quad in among:
                sorted_in.setdefault(quad.object, []).append(quad)
            self._objects[key] = sorted_in
        return self._objects[key].get(thing, [])
