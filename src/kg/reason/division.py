"""The rule book divided by how the engine on columns runs its rules; a new rule finds its place by its form."""

from __future__ import annotations

from typing import Final

from kg.reason.datatypes import KNOWN
from kg.reason.vocabulary import DATATYPE, FIRST, RESOURCE, REST
from kg.rules import BOOK, Atom, Rule, named
from kg.rules.index import is_of_schema
from kg.terms import Iri

_ATOMS: Final = [
    atom
    for rule in BOOK
    for part in (*rule.premises, *(rule.conclusions or ()))
    if isinstance(atom := getattr(part, "atom", part), Atom)
]
# Every word that the engine asks the number of: numbered beforehand, so that numbers keep the terms' order.
WORDS: Final = (
    {place for atom in _ATOMS for place in atom if isinstance(place, Iri)}
    | {*map(Iri, KNOWN), DATATYPE}
    | {FIRST, REST, RESOURCE}
)


def _axioms(rule: Rule) -> list[Atom]:
    """The premises of the schema."""
    return [premise for premise in rule.premises if isinstance(premise, Atom) and is_of_schema(premise)]


def _only_axiom(rule: Rule) -> Atom | None:
    """The axiom of a rule that has one beside data, and no list; None for others."""
    axioms = _axioms(rule)
    listed = any(not isinstance(premise, Atom) for premise in rule.premises)
    return axioms[0] if len(axioms) == 1 and len(rule.premises) > 1 and not listed else None


_RUN: Final = [rule for rule in BOOK if not rule.handled]
_OF_AXIOMS: Final = [rule for rule in _RUN if rule.premises and len(_axioms(rule)) == len(rule.premises)]

# From axioms to axioms: joins like any other, but for reachability, which is kg.reason.hierarchy's.
ALONE: Final = [rule for rule in _OF_AXIOMS if rule.name not in {"scm-sco", "scm-spo"}]
# Of one axiom, which is a row of constants just as it stands in the columns.
OF_ONE: Final = [(rule, axiom) for rule in _RUN if (axiom := _only_axiom(rule))]
# Of several axioms or a list: filled in, one by one.
FILLED: Final = [rule for rule in _RUN if rule not in _OF_AXIOMS and not _only_axiom(rule)]
# Where a rule makes a name and a literal one, there is no representative, and statements are copied as the book says.
COPYING: Final = [named(name) for name in ("eq-sym", "eq-trans", "eq-rep-s", "eq-rep-o")]
