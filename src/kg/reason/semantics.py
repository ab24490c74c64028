"""owlrl's rules, with other hands that take what they find. Importing this module imports owlrl and rdflib.

See ``kg.reason.owlrl_engine`` for what is done otherwise, and why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

from owlrl import OWLRL_Semantics
from rdflib import URIRef

from kg.reason.vocabulary import OWL, PROPERTY, RDFS, SAME_AS, TYPE

if TYPE_CHECKING:
    from rdflib import Graph

_SAME_AS: Final = URIRef(SAME_AS.value)
_TYPE: Final = URIRef(TYPE.value)
# rdf:Property is among them, rdf:first is not: no rule starts from a cell of a list.
_AXIOMATIC = (PROPERTY.value, RDFS, OWL)

# A term of rdflib, which in owlrl's hands may stand anywhere in a triple.
_Node: TypeAlias = Any


class Semantics(OWLRL_Semantics):  # type: ignore[misc] # owlrl has no types
    """The rules of OWL 2 RL on one graph.

    Args:
        graph: what to close; it grows.
        implied: the nodes of owl:Thing and owl:Nothing, as far as no statement is to be made of them.
        literals: the nodes that stand for literals.

    Attributes:
        same: the pairs of nodes that were found to mean the same, without those of a name and a literal.
    """

    def __init__(self, graph: Graph, implied: set[_Node], literals: set[_Node]) -> None:
        super().__init__(graph, axioms=False, daxioms=False)
        self.same: set[tuple[_Node, _Node]] = set()
        self._implied = implied
        self._literals = literals

    def one_time_rules(self) -> None:
        """Types owl:Thing and owl:Nothing as classes; the datatypes have been seen to."""
        self._one_time_rules_misc()

    def rules(self, t: tuple[_Node, _Node, _Node], cycle_num: int) -> None:
        """Runs the rules on the statements that they start from.

        Each of owlrl's rules starts from an axiom and looks up the data: from a statement whose predicate is a word
        of RDFS or OWL, or a type that is one.
        """
        _, predicate, given = t
        if str.startswith(given if predicate == _TYPE else predicate, _AXIOMATIC):
            super().rules(t, cycle_num)

    def store_triple(self, t: tuple[_Node, _Node, _Node]) -> None:
        """Stores the triple if it is new; hands out a sameAs between names; leaves out what ``implied`` implies."""
        subject, predicate, given = t
        if predicate == _SAME_AS and (subject in self._literals) == (given in self._literals):
            if subject != given:
                self.same.add((subject, given))
        elif subject not in self._implied and given not in self._implied and t not in self.graph:
            self.added_triples.add(t)

    def add_error(self, message: str) -> None:
        """Forgets the message; ``kg.reason.clashes`` finds the same and more."""
