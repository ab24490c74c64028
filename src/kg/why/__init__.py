"""Why a triple is in the graph: proofs by the rule book, down to what was asserted.

A build keeps no book of how it inferred what it did. A proof is found backwards: of the rules that conclude the triple,
specialised for the ontology (``kg.rules``), the premises are looked up in the closed store, where each is asserted or
itself inferred.

Modules, from the lowest: ``proofs`` (the values), ``schema`` (the axioms), ``heads`` (rules by what they conclude),
``lookup`` (premises in the store), ``search`` (the shortest proof), ``rivals`` (all), ``merged`` (names of one thing),
``nearest`` (what is there instead). Above this one, for the command: ``statement`` (what a user asks for),
``vocabulary`` and ``telling`` (labels and evidence), ``drawing`` (a tree), ``formats``, ``provenance`` (for programs).
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from kg.evidence import INFERRED
from kg.rules.book import BOOK
from kg.rules.patterns import Atom
from kg.rules.specialise import specialise, unfilled
from kg.terms import Triple
from kg.why.heads import Heads
from kg.why.lookup import Lookup
from kg.why.merged import Names
from kg.why.nearest import nearest
from kg.why.proofs import Proof
from kg.why.rivals import Rivals
from kg.why.schema import axioms
from kg.why.search import MOST_STEPS, Search

if TYPE_CHECKING:
    from kg.evidence import Quads

# Rules about axioms alone are looked up like data: filled in with a closed ontology, each conclusion of theirs would be
# a rule, and there are as many of these as ways from class to class.
_ABOUT_AXIOMS: Final = 9
_UNFILLED: Final = [
    rule
    for rule in BOOK
    if rule.table == _ABOUT_AXIOMS and not rule.handled and all(isinstance(each, Atom) for each in rule.premises)
]
_FILLED: Final = [rule for rule in BOOK if rule not in _UNFILLED]

__all__ = ["MOST_STEPS", "Proof", "Reasons", "nearest"]


class Reasons:
    """The proofs of what is in one store; it remembers what it has found. Making one compiles the rules."""

    def __init__(self, engine: Quads) -> None:
        found = axioms(engine)
        inferred = {axiom for axiom, graphs in found.items() if graphs == {INFERRED}}
        heads = Heads([*specialise(found, _FILLED), *chain.from_iterable(map(unfilled, _UNFILLED))], inferred)
        self._names = Names(engine)
        self._lookup = Lookup(engine, heads)
        self._search = Search(self._lookup, heads)

    def shortest(self, triple: Triple) -> Proof | None:
        """The proof with the fewest steps; None if the triple is not in the store or has none within ``MOST_STEPS``.

        An asserted triple proves itself. A name that gave way to another when the graph was built is followed, and the
        links that say so are among the premises.
        """
        meant = self._names.of(triple)
        proof = self._search.shortest(meant) if self.holds(meant) else None
        return self._names.led_to(triple, proof) if proof else None

    def all(self, triple: Triple, *, most: int) -> list[Proof]:
        """The proofs that rest on different grounds, at most so many, the shortest first; see ``Rivals.proofs``."""
        meant = self._names.of(triple)
        proofs = Rivals(self._search, meant).proofs(most) if self.holds(meant) else []
        return [self._names.led_to(triple, proof) for proof in proofs]

    def holds(self, triple: Triple) -> bool:
        """Whether the triple is in the store, under these or other names of its terms."""
        return self._lookup.holds(self._names.of(triple))
