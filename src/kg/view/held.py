"""The statements of a graph held in memory, for a page that asks for the evidence of tens of thousands of nodes.

A store answers each such question in some ten microseconds, twenty questions a node; a dictionary in one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.terms import Iri, Node, Quad, Term


class Held:
    """Statements by subject, and by predicate and object once such are asked for."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._subjects: dict[Node, list[Quad]] = {}
        for quad in quads:
            self._subjects.setdefault(quad.subject, []).append(quad)
        self._predicates: dict[Iri, list[Quad]] | None = None
        self._objects: dict[Iri, dict[Term, list[Quad]]] = {}

    def __iter__(self) -> Iterator[Quad]:
        for quads in self._subjects.values():
            yield from quads

    def quads(
        self,
        subject: Node | None = None,
        predicate: Iri | None = None,
        object: Term | None = None,  # noqa: A002 - RDF's own name for the position
        graph: Iri | None = None,
    ) -> Iterable[Quad]:
        """Every statement that matches; None matches anything."""
        wanted = (subject, predicate, object, graph)
        for quad in self._candidates(subject, predicate, object):
            if all(want is None or want == term for want, term in zip(wanted, quad, strict=True)):
                yield quad

    def graphs(self) -> dict[Iri, int]:
        """The graphs and how many statements each holds, by name."""
        return dict(sorted(Counter(quad.graph for quad in self).items()))

    def _candidates(self, subject: Node | None, predicate: Iri | None, thing: Term | None) -> Iterable[Quad]:
        if subject is not None:
            return self._subjects.get(subject, ())
        if predicate is None:
            return self
        if self._predicates is None:
            self._predicates = {}
            for quad in self:
                self._predicates.setdefault(quad.predicate, []).append(quad)
        if thing is None:
            return self._predicates.get(predicate, ())
        if predicate not in self._objects:
            self._objects[predicate] = {}
            for quad in self._predicates.get(predicate, ()):
                self._objects[predicate].setdefault(quad.object, []).append(quad)
        return self._objects[predicate].get(thing, ())
