"""The axioms of a store: the triples that fill the premises of the rules about classes and properties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.rules.book import BOOK
from kg.rules.index import TYPE, is_of_schema
from kg.rules.lists import FIRST, REST
from kg.rules.patterns import Atom
from kg.terms import Literal

if TYPE_CHECKING:
    from kg.evidence import Quads
    from kg.terms import Iri, Node, Triple

LIST: Final = frozenset({FIRST, REST})

_PREMISES: Final = [
    premise for rule in BOOK for premise in rule.premises if isinstance(premise, Atom) and is_of_schema(premise)
]
_WORDS: Final = {premise.predicate for premise in _PREMISES} - {TYPE} | LIST
_KINDS: Final = {premise.object for premise in _PREMISES if premise.predicate == TYPE}


def axioms(engine: Quads) -> dict[Triple, set[Iri]]:
    """The axioms of a store, asserted and inferred, and the graphs that each stands in.

    Cost: a look-up for each word that the rules know, some fifty, and the axioms themselves, whatever else there is.
    """
    found: dict[Triple, set[Iri]] = {}
    patterns = [(word, None) for word in sorted(_WORDS, key=str)] + [(TYPE, kind) for kind in sorted(_KINDS, key=str)]
    for predicate, kind in patterns:
        for quad in engine.quads(None, predicate, kind):  # type: ignore[arg-type] # words of the standards, as is_of_schema has it
            found.setdefault(quad.triple, set()).add(quad.graph)
    return found


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
