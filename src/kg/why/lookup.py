"""Premises looked up in a closed store: every way in which patterns hold there together."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from kg.evidence import INFERRED
from kg.reason.trivia import is_trivial
from kg.rules.patterns import Atom, Variable
from kg.terms import Blank, Iri, Literal, Triple
from kg.why.heads import bound, ground, unified

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.evidence import Quads
    from kg.terms import Term
    from kg.why.heads import Binding, Heads

# So many matches are read of each pattern at first, then so many times more.
_FIRST_READ: Final = 8


class Lookup:
    """The statements of a closed store, and those that a closure leaves out as trivial and rules yet pass through.

    These are found by the rules that conclude them: a nameless property, as in ``[ owl:inverseOf npp:p ]``, never
    stands in a store as a predicate, and being an owl:Thing or below itself is not stored.
    """

    def __init__(self, engine: Quads, heads: Heads) -> None:
        self._engine = engine
        self._heads = heads
        self._under_way: list[Atom] = []
        self._asserted: dict[Triple, bool] = {}

    def is_asserted(self, triple: Triple) -> bool:
        """Whether some graph other than that of the inferences has the triple."""
        if triple not in self._asserted:
            found = () if _is_unstored(triple) else self._engine.quads(*triple)
            self._asserted[triple] = any(quad.graph != INFERRED for quad in found)
        return self._asserted[triple]

    def holds(self, triple: Triple) -> bool:
        """Whether the store has the triple, or a rule gives it that the closure leaves out."""
        return next(iter(self._facts(Atom(*triple))), None) is not None

    def solutions(self, body: Sequence[Atom], binding: Binding) -> Iterator[Binding]:
        """Every extension of the binding with which all patterns of the body hold.

        The pattern with the fewest matches, or nearly, is looked up first, so that a hub at the end of one costs
        nothing where another is narrow: they are read by turns, ever more of each, until one is exhausted.
        """
        if not body:
            yield binding
            return
        place, facts = self._fewest([bound(atom, binding) for atom in body])
        rest = [atom for other, atom in enumerate(body) if other != place]
        for fact in facts:
            if (extended := unified(body[place], fact, binding)) is not None:
                yield from self.solutions(rest, extended)

    def _fewest(self, atoms: Sequence[Atom]) -> tuple[int, Iterable[Triple]]:
        """The place of a pattern with few matches, and these: at most some times as many as the one with the fewest."""
        if len(atoms) == 1:
            return 0, self._facts(atoms[0])
        order = sorted(range(len(atoms)), key=lambda place: _openness(atoms[place]))
        streams = [self._facts(atom) for atom in atoms]
        read: list[list[Triple]] = [[] for _ in atoms]
        most = _FIRST_READ
        while True:
            for place in order:
                read[place] += islice(streams[place], most - len(read[place]))
                if len(read[place]) < most:
                    return place, read[place]
            most *= _FIRST_READ

    def _facts(self, atom: Atom) -> Iterator[Triple]:
        """The triples that match, each once; those of the store, else those that rules give and it leaves out."""
        if isinstance(atom.subject, Literal) or isinstance(atom.predicate, Literal):
            return
        seen: set[Triple] = set()
        if not isinstance(atom.predicate, Blank):
            for quad in self._engine.quads(*(None if isinstance(part, Variable) else part for part in atom)):  # type: ignore[arg-type] # no literal is subject or predicate
                if quad.triple not in seen and unified(atom, quad.triple, {}) is not None:
                    seen.add(quad.triple)
                    yield quad.triple
        if _is_unstored(atom) and atom not in self._under_way:
            yield from self._derived(atom, seen)

    def _derived(self, atom: Atom, seen: set[Triple]) -> Iterator[Triple]:
        """What rules conclude that matches the pattern; a pattern that comes up again on the way gives nothing."""
        self._under_way.append(atom)
        try:
            found = [
                fact
                for special, binding in self._heads.for_(atom)
                if special.head is not None
                for solution in self.solutions(special.body, binding)
                if (fact := ground(bound(special.head, solution))) is not None
            ]
        finally:
            self._under_way.pop()
        yield from dict.fromkeys(fact for fact in found if fact not in seen)


def _openness(atom: Atom) -> tuple[int, bool]:
    """How many terms of a pattern are open, and whether its subject is: an object is more often a hub."""
    return sum(isinstance(part, Variable) for part in atom), isinstance(atom.subject, Variable)


def _is_unstored(atom: Atom | Triple) -> bool:
    """Whether a statement of this form is true without being stored."""
    subject, predicate, value = atom
    if isinstance(predicate, Blank):
        return True
    if any(isinstance(part, Variable) for part in (predicate, value)):
        return False
    known: tuple[Term, Term, Term] = (Blank("") if isinstance(subject, Variable) else subject, predicate, value)  # type: ignore[assignment] # no variable is left
    return isinstance(predicate, Iri) and is_trivial(known)
