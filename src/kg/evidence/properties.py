"""Which properties say the same the other way round, or say more, as the ontology declares them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg import names
from kg.terms import Iri, Literal, Triple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.evidence.entry import Quads

_TYPE: Final = Iri(names.STANDARD["rdf"] + "type")
_INVERSE: Final = Iri(names.STANDARD["owl"] + "inverseOf")
_SYMMETRIC: Final = Iri(names.STANDARD["owl"] + "SymmetricProperty")
_SUB_PROPERTY: Final = Iri(names.STANDARD["rdfs"] + "subPropertyOf")


class Properties:
    """The inverses and sub-properties declared in a store, read once."""

    def __init__(self, engine: Quads) -> None:
        self._inverses: dict[Iri, set[Iri]] = {}
        self._narrower: dict[Iri, set[Iri]] = {}
        self._found: dict[Iri, list[tuple[Iri, bool]]] = {}
        for quad in engine.quads(predicate=_INVERSE):
            if isinstance(quad.subject, Iri) and isinstance(quad.object, Iri):
                self._inverses.setdefault(quad.subject, set()).add(quad.object)
                self._inverses.setdefault(quad.object, set()).add(quad.subject)
        for quad in engine.quads(predicate=_TYPE, object=_SYMMETRIC):
            if isinstance(quad.subject, Iri):
                self._inverses.setdefault(quad.subject, set()).add(quad.subject)
        for quad in engine.quads(predicate=_SUB_PROPERTY):
            if isinstance(quad.subject, Iri) and isinstance(quad.object, Iri) and quad.subject != quad.object:
                self._narrower.setdefault(quad.object, set()).add(quad.subject)

    def inverses(self, predicate: Iri) -> list[Iri]:
        """The properties declared inverse to this one, sorted; itself among them if it is symmetric."""
        return sorted(self._inverses.get(predicate, ()))

    def twins(self, triple: Triple) -> Iterator[Triple]:
        """The triples that entail this one by inverses and sub-properties alone; nearest first."""
        for predicate, turned in self.ways(triple.predicate):
            if not turned:
                yield Triple(triple.subject, predicate, triple.object)
            elif not isinstance(triple.object, Literal):
                yield Triple(triple.object, predicate, triple.subject)

    def ways(self, predicate: Iri) -> list[tuple[Iri, bool]]:
        """The properties that entail this one, and whether the other way round; by steps away, then by IRI."""
        if predicate not in self._found:
            edge = [(predicate, False)]
            found: list[tuple[Iri, bool]] = []
            while edge:
                reached = {(sub, turned) for broad, turned in edge for sub in self._narrower.get(broad, ())}
                reached |= {(inverse, not turned) for each, turned in edge for inverse in self._inverses.get(each, ())}
                edge = sorted(reached - {(predicate, False), *found})
                found += edge
            self._found[predicate] = found
        return self._found[predicate]
