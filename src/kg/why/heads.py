"""The rules of one ontology by what they conclude, and patterns with their variables bound."""

from __future__ import annotations

from collections import defaultdict
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from kg import names
from kg.rules.patterns import Atom, Variable
from kg.terms import Iri, Literal, Triple
from kg.why.schema import LIST

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from kg.rules.specialise import Special
    from kg.terms import Term

Binding = dict[Variable, "Term"]

_TYPE: Final = Iri(names.STANDARD["rdf"] + "type")


class Heads:
    """Specialised rules, found by the predicate of their conclusion and, for a type, by its class.

    For each conclusion the rules come in the order in which a proof tries them, the easy ones first: those whose axioms
    are asserted, then those that leave least to look for, then the shorter ones, then by name.
    """

    def __init__(self, specials: Iterable[Special], inferred: Collection[Triple]) -> None:
        self._found: dict[tuple[Term | None, Term | None], list[Special]] = defaultdict(list)
        for special in sorted(specials, key=lambda each: _ease(each, inferred)):
            if special.head is not None:
                self._found[_key(special.head)].append(special)

    def for_(self, goal: Atom | Triple) -> Iterator[tuple[Special, Binding]]:
        """The rules that may conclude the goal, and what the goal makes of their variables."""
        predicate, value = _key(goal)
        keys = {(predicate, value): None, (predicate, None): None, (None, None): None}
        for key in keys:
            for special in self._found.get(key, ()):
                if special.head is not None and (binding := unified(special.head, goal, {})) is not None:
                    yield special, binding


def unified(pattern: Atom, other: Atom | Triple, binding: Binding) -> Binding | None:
    """The binding, extended so that the pattern fits the other; None if it cannot. Variables of the other are open."""
    extended = dict(binding)
    for part, term in zip(pattern, other, strict=True):
        if isinstance(term, Variable):
            continue
        if isinstance(part, Variable):
            if extended.setdefault(part, term) != term:
                return None
        elif part != term:
            return None
    return extended


def bound(atom: Atom, binding: Binding) -> Atom:
    """The pattern with what is known put in for its variables."""
    return Atom(*(binding.get(part, part) if isinstance(part, Variable) else part for part in atom))


def ground(atom: Atom) -> Triple | None:
    """The pattern as a triple; None if a variable is left, or a literal is the predicate.

    A blank node may stand for a nameless property, as in ``[ owl:inverseOf npp:p ]``, and a literal be a subject.
    """
    subject, predicate, value = atom
    if any(isinstance(part, Variable) for part in atom) or isinstance(predicate, Literal):
        return None
    return Triple(subject, predicate, value)  # type: ignore[arg-type] # no variable is left, as was just seen


def variables(atoms: Iterable[Atom]) -> set[Variable]:
    """The variables in the patterns."""
    return {part for atom in atoms for part in atom if isinstance(part, Variable)}


def stated(special: Special) -> tuple[Triple, ...]:
    """The axioms that a rule was filled in with, without the cells of their list."""
    return tuple(takewhile(lambda axiom: axiom.predicate not in LIST, special.schema))


def _key(atom: Atom | Triple) -> tuple[Term | None, Term | None]:
    predicate = None if isinstance(atom.predicate, Variable) else atom.predicate
    if predicate != _TYPE or isinstance(atom.object, Variable):
        return predicate, None
    return predicate, atom.object


def _ease(special: Special, inferred: Collection[Triple]) -> tuple[int, int, int, str, str]:
    open_ = variables(special.body) - variables([special.head] if special.head else [])
    axioms = stated(special)
    derived = sum(axiom in inferred for axiom in axioms)
    return derived, len(open_), len(special.body), special.rule, str(axioms)
