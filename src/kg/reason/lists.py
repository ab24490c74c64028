"""The lists of a graph's axioms: their places, and whether they are well formed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.reason.vocabulary import LISTED
from kg.rules.lists import Cell, unrolled
from kg.terms import ntriples

if TYPE_CHECKING:
    from kg.reason.facts import Facts
    from kg.terms import Term


def cells(facts: Facts, head: Term) -> list[Cell]:
    """The places of the list that starts at ``head``, in order; none for ``rdf:nil``.

    Raises:
        InputError: a place has no or several members or successors, or the list runs into itself.
    """
    return unrolled(head, facts.objects)


def check(facts: Facts) -> None:
    """Passes if every list that an axiom uses is well formed.

    Raises:
        InputError: one is not; the text names the axiom's predicate.
    """
    for predicate in LISTED:
        for _, head in sorted(facts.pairs(predicate), key=lambda pair: ntriples(pair[1])):
            try:
                cells(facts, head)
            except InputError as fault:
                raise InputError(f"{ntriples(predicate)}: {fault}") from fault
