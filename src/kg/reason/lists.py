"""RDF lists: the members of an axiom such as a chain, a key or a set of disjoint classes.

See RDF Schema 1.1, section 5.2: https://www.w3.org/TR/rdf-schema/#ch_collectionvocab
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg.errors import InputError
from kg.reason.vocabulary import FIRST, LISTED, NIL, REST
from kg.terms import ntriples

if TYPE_CHECKING:
    from kg.reason.facts import Facts
    from kg.terms import Term


class Cell(NamedTuple):
    """One place of a list: its own node, and the member that stands there."""

    node: Term
    member: Term


def cells(facts: Facts, head: Term) -> list[Cell]:
    """The places of the list that starts at ``head``, in order; none for ``rdf:nil``.

    Raises:
        InputError: a place has no or several members or successors, or the list runs into itself.
    """
    found: list[Cell] = []
    passed = set()
    node = head
    while node != NIL:
        if node in passed:
            raise InputError(f"the list {ntriples(head)} runs into itself at {ntriples(node)}; end it with rdf:nil")
        passed.add(node)
        members, following = facts.objects(node, FIRST), facts.objects(node, REST)
        if len(members) != 1 or len(following) != 1:
            raise InputError(
                f"the list {ntriples(head)} is broken at {ntriples(node)}: {len(members)} rdf:first and "
                f"{len(following)} rdf:rest where there must be one each; write it as ( a b c )"
            )
        found.append(Cell(node, members[0]))
        node = following[0]
    return found


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
