"""RDF lists: the members of an axiom such as a chain, a key or a set of disjoint classes.

See RDF Schema 1.1, section 5.2: https://www.w3.org/TR/rdf-schema/#ch_collectionvocab
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from kg.errors import InputError
from kg.names import STANDARD
from kg.terms import Iri, ntriples

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.terms import Term

FIRST: Final = Iri(STANDARD["rdf"] + "first")
REST: Final = Iri(STANDARD["rdf"] + "rest")
NIL: Final = Iri(STANDARD["rdf"] + "nil")


class Cell(NamedTuple):
    """One place of a list: its own node, the member that stands there, and what comes after: a node, or ``rdf:nil``."""

    node: Term
    member: Term
    rest: Term


def unrolled(head: Term, objects: Callable[[Term, Iri], Sequence[Term]]) -> list[Cell]:
    """The places of the list that starts at ``head``, in order; none for ``rdf:nil``.

    Args:
        head: the node.
        objects: gives what a node has for a property.

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
        members, following = objects(node, FIRST), objects(node, REST)
        if len(members) != 1 or len(following) != 1:
            raise InputError(
                f"the list {ntriples(head)} is broken at {ntriples(node)}: {len(members)} rdf:first and "
                f"{len(following)} rdf:rest where there must be one each; write it as ( a b c )"
            )
        found.append(Cell(node, members[0], following[0]))
        node = following[0]
    return found
