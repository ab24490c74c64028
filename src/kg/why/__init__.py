"""Why a triple is in the graph: proofs by the rule book, down to what was asserted.

A build keeps no book of how it inferred what it did. A proof is found backwards: of the rules that conclude the triple,
specialised for the ontology (``kg.rules``), the premises are looked up in the closed store, where each is asserted or
itself inferred.

Modules, from the lowest: ``proofs`` (the values), ``schema`` (the axioms), ``heads`` (rules by what they conclude),
``merged`` (names of one thing), ``lookup`` (premises in the store), ``links`` (why names are one), ``search`` (the
shortest proof), ``rivals`` (all), ``nearest`` (what is there instead). Above this one, for the command: ``statement``
(what a user asks for), ``vocabulary`` and ``telling`` (labels and evidence), ``drawing`` (a tree), ``formats``,
``provenance`` (for programs).
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING, Final

from kg.evidence import INFERRED
from kg.rules.book import BOOK
from kg.rules.patterns import Atom
from kg.rules.specialise import specialise, unfilled
from kg.why.heads import Heads
from kg.why.lookup import Lookup
from kg.why.merged import Names
from kg.why.nearest import nearest
from kg.why.proofs import Proof
from kg.why.rivals import Rivals
from kg.why.schema import axioms, near
from kg.why.search import MOST_STEPS, Search

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.evidence import Quads
    from kg.store.originals import Originals
    from kg.terms import Triple

# Rules about axioms alone are looked up like data: filled in with a closed ontology, each conclusion of theirs would be
# a rule, and there are as many of these as ways from class to class.
_ABOUT_AXIOMS: Final = 9
_UNFILLED: Final = [
    rule
    for rule in BOOK
    if rule.table == _ABOUT_AXIOMS and not rule.handled and all(isinstance(each, Atom) for each in rule.premises)
]
_FILLED: Final = [rule for rule in BOOK if rule not in _UNFILLED]

# Calls within each other: of what asks for a proof, and for each step of it.
_SHALLOW: Final = 1_000
_FRAMES: Final = 8

__all__ = ["MOST_STEPS", "Proof", "Reasons", "depth", "nearest"]


class Reasons:
    """The proofs of what is in one store; it remembers what it has found. Making one compiles the rules."""

    def __init__(self, engine: Quads, originals: Originals | None = None) -> None:
        """Takes the store, and what was written of names that gave way to others (``Snapshot.originals``)."""
        found = axioms(engine)
        inferred = {axiom for axiom, graphs in found.items() if graphs == {INFERRED}}
        heads = Heads([*specialise(near(found), _FILLED), *chain.from_iterable(map(unfilled, _UNFILLED))], inferred)
        self._engine = engine
        self._names = Names(engine, originals)
        self._lookup = Lookup(engine, heads, self._names)
        self._search = Search(self._lookup, heads, self._names)

    def shortest(self, triple: Triple, *, steps: int = MOST_STEPS) -> Proof | None:
        """The proof with the fewest steps; None if the triple is not in the store or has none of at most so many steps.

        An asserted triple proves itself. Where the store has a thing under another name, or a literal in another form,
        the links between these are among the premises.
        """
        with depth(steps):
            return self._search.shortest(triple, steps) if self.holds(triple) else None

    def all(self, triple: Triple, *, most: int, steps: int = MOST_STEPS) -> list[Proof]:
        """The proofs that rest on different grounds, at most so many, the shortest first; see ``Rivals.proofs``."""
        with depth(steps):
            return Rivals(self._search, triple).proofs(most, steps) if self.holds(triple) else []

    def holds(self, triple: Triple) -> bool:
        """Whether the store has the triple, under these or other names of its terms."""
        return self._lookup.holds(triple)

    def nearest(self, triple: Triple) -> list[Triple]:
        """The triples of the store that come nearest to one that is not in it; see ``kg.why.nearest``."""
        return nearest(self._engine, self._names.stored(triple))


@contextmanager
def depth(steps: int) -> Iterator[None]:
    """Let functions call themselves as deep as a proof of so many steps is; what handles one works within this."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, _SHALLOW + _FRAMES * steps))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)
