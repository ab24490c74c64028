"""The axioms of a store: the triples that fill the premises of the rules about classes and properties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.evidence import INFERRED
from kg.names import STANDARD
from kg.rules.index import KINDS, TYPE, WORDS
from kg.rules.lists import FIRST, REST
from kg.terms import Iri, Literal

if TYPE_CHECKING:
    from kg.evidence import Quads
    from kg.terms import Node, Triple

LIST: Final = frozenset({FIRST, REST})

_BELOW: Final = frozenset(Iri(STANDARD["rdfs"] + name) for name in ("subClassOf", "subPropertyOf"))
# The words of axioms by which one class or property is below another, beside those that say so outright.
_DEFINING: Final = frozenset(
    Iri(STANDARD["owl"] + name)
    for name in (
        *("equivalentClass", "equivalentProperty", "intersectionOf", "unionOf"),
        *("hasValue", "someValuesFrom", "allValuesFrom"),
    )
) | {FIRST}


def axioms(engine: Quads) -> dict[Triple, set[Iri]]:
    """The axioms of a store, asserted and inferred, and the graphs that each stands in.

    Cost: a look-up for each word that the rules know, some fifty, and the axioms themselves, whatever else there is.
    """
    found: dict[Triple, set[Iri]] = {}
    patterns = [(word, None) for word in sorted(WORDS, key=str)] + [(TYPE, kind) for kind in sorted(KINDS, key=str)]
    for predicate, kind in patterns:
        for quad in engine.quads(None, predicate, kind):  # type: ignore[arg-type] # words of the standards, as is_of_schema has it
            found.setdefault(quad.triple, set()).add(quad.graph)
    return found


def near(found: dict[Triple, set[Iri]]) -> list[Triple]:
    """The axioms without those by which one class or property is below another because others lie between.

    Any proof by such a one is a proof by its parts in as many steps, and a deep hierarchy has the square of them.
    """
    defined = {term for axiom in found if axiom.predicate in _DEFINING for term in (axiom.subject, axiom.object)}
    return [
        axiom
        for axiom, graphs in found.items()
        if axiom.predicate not in _BELOW or graphs != {INFERRED} or {axiom.subject, axiom.object} <= defined
    ]


def members(engine: Quads, head: Node) -> list[Node | Literal]:
    """The members of the list that starts at the node, in order; none where it starts no list."""
    found: list[Node | Literal] = []
    passed: set[Node | Literal] = set()
    node: Node | Literal | None = head
    while node is not None and not isinstance(node, Literal) and node not in passed:
        passed.add(node)
        found += [quad.object for quad in engine.quads(node, FIRST)][:1]
        node = next((quad.object for quad in engine.quads(node, REST)), None)
    return found
