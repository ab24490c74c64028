"""What is in the graph where a triple is not: the triples that come nearest to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg import names
from kg.terms import Iri, Literal, Triple, ntriples

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.evidence import Quads
    from kg.terms import Node, Term

_SUB_PROPERTY: Final = Iri(names.STANDARD["rdfs"] + "subPropertyOf")
_INVERSE: Final = Iri(names.STANDARD["owl"] + "inverseOf")


def nearest(engine: Quads, triple: Triple, *, most: int = 5) -> list[Triple]:
    """The triples of the store nearest to one that is not in it, at most so many; none that shares only one term.

    In this order: the same ends with a super- or sub-property; the same ends with any property, also the other way
    round; the same subject with the property or its kin; the same object with the property or its kin. Kin are the
    super- and sub-properties and, with the ends exchanged, the inverses. Within each group by N-Triples.
    """
    subject, predicate, value = triple
    kin = [predicate, *_linked(engine, _SUB_PROPERTY, predicate)]
    inverses = _linked(engine, _INVERSE, predicate)
    groups = (
        (Triple(subject, each, value) for each in kin if _has(engine, Triple(subject, each, value))),
        _matching(engine, subject, None, value),
        () if isinstance(value, Literal) else _matching(engine, value, None, subject),
        (found for each in kin for found in _matching(engine, subject, each, None)),
        (found for each in inverses for found in _matching(engine, None, each, subject)),
        (found for each in kin for found in _matching(engine, None, each, value)),
    )
    found: dict[Triple, None] = {}
    for group in groups:
        found |= dict.fromkeys(each for each in group if each != triple)
        if len(found) >= most:
            break
    return list(found)[:most]


def _matching(engine: Quads, subject: Node | None, predicate: Iri | None, value: Term | None) -> Iterable[Triple]:
    found = {quad.triple for quad in engine.quads(subject, predicate, value)}
    return sorted(found, key=lambda each: tuple(map(ntriples, each)))


def _has(engine: Quads, triple: Triple) -> bool:
    return next(iter(engine.quads(*triple)), None) is not None


def _linked(engine: Quads, link: Iri, predicate: Iri) -> list[Iri]:
    """The properties that an axiom links to this one, from either side, sorted."""
    found = {quad.object for quad in engine.quads(predicate, link)}
    found |= {quad.subject for quad in engine.quads(None, link, predicate)}
    return sorted(each for each in found if isinstance(each, Iri) and each != predicate)
