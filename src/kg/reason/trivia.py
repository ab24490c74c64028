"""What a closure holds and nobody asks for: the statements that are left out of a result, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from kg.reason.vocabulary import (
    DOMAIN,
    EQUIVALENT_CLASS,
    EQUIVALENT_PROPERTY,
    NOTHING,
    RANGE,
    RESOURCE,
    SAME_AS,
    SUB_CLASS_OF,
    SUB_PROPERTY_OF,
    THING,
    TYPE,
    is_standard,
)
from kg.terms import Iri, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.reason.facts import Statement


class Kind(NamedTuple):
    """One kind of trivia: its name, why it is left out, and the test for it."""

    name: str
    why: str
    holds: Callable[[Statement], bool]


_REFLEXIVE: Final = {SUB_CLASS_OF, SUB_PROPERTY_OF, EQUIVALENT_CLASS, EQUIVALENT_PROPERTY}
_UPWARD: Final = {TYPE, SUB_CLASS_OF, DOMAIN, RANGE}

KINDS: Final = (
    Kind(
        "literal as subject",
        "RDF has no such statement, and stores refuse it",
        lambda statement: isinstance(statement[0], Literal),
    ),
    Kind(
        "predicate that is no IRI",
        "RDF has no such statement; it comes of axioms about nameless inverse properties",
        lambda statement: not isinstance(statement[1], Iri),
    ),
    Kind(
        "sameAs",
        "every name has been rewritten to its representative, and the representatives are told apart",
        lambda statement: statement[1] == SAME_AS,
    ),
    Kind(
        "reflexive",
        "every class and property is below and equivalent to itself",
        lambda statement: statement[1] in _REFLEXIVE and statement[0] == statement[2],
    ),
    Kind(
        "top",
        "everything is a thing and a resource, and every class is below them",
        lambda statement: statement[1] in _UPWARD and statement[2] in {THING, RESOURCE},
    ),
    Kind(
        "bottom",
        "the empty class is below every class",
        lambda statement: statement[1] == SUB_CLASS_OF and statement[0] == NOTHING,
    ),
    Kind(
        "vocabulary",
        "what RDF, RDFS, OWL and XML Schema say of their own words is the same for every graph",
        lambda statement: isinstance(statement[0], Iri) and is_standard(statement[0]),
    ),
)


def is_trivial(statement: Statement) -> bool:
    """Whether the statement is of one of the kinds in ``KINDS``."""
    return any(kind.holds(statement) for kind in KINDS)
