"""Rules in the notation of ``kg.rules.patterns``, as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.names import compact
from kg.rules.patterns import AMOUNT, Every, Members, Variable
from kg.terms import Iri, Literal, ntriples

if TYPE_CHECKING:
    from kg.rules.patterns import Atom, Place, Premise
    from kg.rules.specialise import Special
    from kg.terms import Term

FALSE = "false"


def written(premise: Premise) -> str:
    """The premise or conclusion as the book has it.

    >>> from kg.rules.book import named
    >>> [written(premise) for premise in named("cls-uni").premises]
    ['?c owl:unionOf ?x', '?x = (?c[1] ... ?c[n])', '?y rdf:type ?c[i]']
    """
    if isinstance(premise, Members):
        row = premise.member
        return f"{_place(premise.head)} = (?{row}[1] ... ?{row}[n])"
    return f"every i: {_atom(premise.atom)}" if isinstance(premise, Every) else _atom(premise)


def premises(special: Special) -> list[str]:
    """What is left of the premises of a rule, one by one: those of the data, and what its variables may be."""
    chosen: dict[tuple[Term, ...], list[Variable]] = {}
    for variable, terms in special.choices:
        chosen.setdefault(terms, []).append(variable)
    choices = (f"{', '.join(map(_place, row))} in ({' '.join(map(_place, terms))})" for terms, row in chosen.items())
    different = (f"{_place(one)} != {_place(other)}" for one, other in special.distinct)
    return [*map(_atom, special.body), *choices, *different]


def conclusion(special: Special) -> str:
    """What the rule concludes."""
    return _atom(special.head) if special.head else FALSE


def _atom(atom: Atom) -> str:
    return " ".join(_place(place) for place in atom)


def _place(place: Place) -> str:
    if isinstance(place, Variable):
        return f"?{place.name}[{place.position}]" if place.position else f"?{place.name}"
    if isinstance(place, Literal) and place.datatype == AMOUNT:
        return place.text
    return compact(place) if isinstance(place, Iri) else ntriples(place)
