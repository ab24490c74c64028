"""Statements kept in memory and found by any of their terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.terms import Iri, Node, Quad, Term


class Held:
    """Some statements of a store; about 1 GB for a million.

    Attributes:
        quads: all of them, in the order given.
    """

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.quads = list(quads)
        self._subjects: dict[Node, list[Quad]] = {}
        self._predicates: dict[Iri, list[Quad]] = {}
        self._objects: dict[Term, list[Quad]] = {}
        for quad in self.quads:
            self._subjects.setdefault(quad.subject, []).append(quad)
            self._predicates.setdefault(quad.predicate, []).append(quad)
            self._objects.setdefault(quad.object, []).append(quad)

    def matching(
        self, subject: Node | None, predicate: Iri | None, thing: Term | None, graph: Iri | None
    ) -> Iterator[Quad]:
        """Those that have the terms that are given."""
        candidates = [self.quads]
        if subject is not None:
            candidates.append(self._subjects.get(subject, []))
        if predicate is not None:
            candidates.append(self._predicates.get(predicate, []))
        if thing is not None:
            candidates.append(self._objects.get(thing, []))
        for quad in min(candidates, key=len):
            if (
                (subject is None or quad.subject == subject)
                and (predicate is None or quad.predicate == predicate)
                and (thing is None or quad.object == thing)
                and (graph is None or quad.graph == graph)
            ):
                yield quad
