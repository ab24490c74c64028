"""Premises looked up in a closed store: every way in which patterns hold there together."""

from __future__ import annotations

from itertools import islice, product
from typing import TYPE_CHECKING, Final, cast

from kg.evidence import INFERRED
from kg.reason.datatypes import belongs, is_known, value
from kg.reason.trivia import is_trivial
from kg.rules.index import SAME_AS, TYPE
from kg.rules.patterns import Atom, Variable
from kg.terms import Blank, Iri, Literal, Triple
from kg.why.heads import bound, ground, unified
from kg.why.proofs import Way

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.evidence import Quads
    from kg.rules.specialise import Special
    from kg.terms import Node, Term
    from kg.why.heads import Binding, Heads
    from kg.why.merged import Names

# The rules of table 9; what they need are axioms.
_ABOUT_AXIOMS: Final = "scm-"
# Of one inferred statement, so many forms under other names are looked at.
_MOST_FORMS: Final = 64
# So many matches are read of each pattern at first, then so many times more.
_FIRST_READ: Final = 8


class Lookup:
    """The statements of a closed store under any name, and those that a closure leaves out and rules yet pass through.

    The latter are found by the rules that conclude them: a nameless property, as in ``[ owl:inverseOf npp:p ]``, never
    stands in a store as a predicate, nor a literal as a subject, and being an owl:Thing or below itself is not stored.

    Attributes:
        thorough: whether a pattern finds inferred statements under every name, and not only under the store's.
    """

    def __init__(self, engine: Quads, heads: Heads, names: Names) -> None:
        self._engine = engine
        self._heads = heads
        self._names = names
        self._graphs = [graph for graph in engine.graphs() if graph != INFERRED]
        self._under_way: list[Atom] = []
        self.thorough = False

    def is_asserted(self, triple: Triple) -> bool:
        """Whether some graph other than that of the inferences has the triple, or had it under just these names."""
        return triple in self._names.asserted(triple)

    def holds(self, triple: Triple) -> bool:
        """Whether the store has the triple, or a rule gives it that the closure leaves out."""
        if triple.predicate == SAME_AS:
            return means_the_same(triple.subject, triple.object) or triple.object in self._names.alike(triple.subject)
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

    def links(self, subject: Node, predicate: Iri, *, inferred: bool) -> dict[Term, bool]:
        """What the subject has for the property, each with whether it is asserted; without ``inferred`` only such."""
        if self._names:
            found = self._facts(Atom(subject, predicate, Variable("value")))
            return {fact.object: self.is_asserted(fact) for fact in found}
        values = {
            quad.object: True for graph in self._graphs for quad in self._engine.quads(subject, predicate, None, graph)
        }
        if inferred:
            for quad in self._engine.quads(subject, predicate, None, INFERRED):
                values.setdefault(quad.object, False)
        return values

    def ways(self, special: Special, binding: Binding) -> Iterator[tuple[Triple, Way]]:
        """What a rule concludes when its variables are bound so, and the ways in which it does."""
        for solution in self.solutions(special.body, binding):
            conclusion = None if special.head is None else ground(bound(special.head, solution))
            if conclusion is None or any(solution[first] == solution[second] for first, second in special.distinct):
                continue
            needs = tuple(triple for atom in special.body if (triple := ground(bound(atom, solution))) is not None)
            if special.rule.startswith(_ABOUT_AXIOMS):
                yield conclusion, Way(special.rule, (), needs + special.schema)
            else:
                yield conclusion, Way(special.rule, needs, special.schema)

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
        seen: set[Triple] = set()
        if isinstance(atom.subject, Literal):
            yield from _of_literal(atom)
        elif not isinstance(atom.predicate, Blank | Literal):
            for stored in self._stored(atom):
                for fact in self._named(atom, stored):
                    if fact not in seen and unified(atom, fact, {}) is not None:
                        seen.add(fact)
                        yield fact
        if _is_unstored(atom) and atom not in self._under_way:
            yield from self._derived(atom, seen)

    def _stored(self, atom: Atom) -> Iterator[Triple]:
        """What the store has for the pattern, whatever the names in it; a literal is found by its value."""
        subject, predicate, thing = (
            None if isinstance(part, Variable) else self._names.alike(part)[0] for part in atom
        )
        found = False
        for quad in self._engine.quads(subject, predicate, thing):  # type: ignore[arg-type] # no literal is subject or predicate
            found = True
            yield quad.triple
        if isinstance(thing, Literal) and not found and subject is not None:
            for quad in self._engine.quads(subject, predicate):  # type: ignore[arg-type] # likewise
                if means_the_same(quad.object, thing):
                    yield quad.triple

    def _named(self, atom: Atom, stored: Triple) -> Iterable[Triple]:
        """The statement of the store under the names that the pattern has, and for its variables those of sources."""
        asked = [None if isinstance(part, Variable) else part for part in atom]
        if not self._names:
            return (_overlaid(asked, stored),)
        open_ = [term for term, part in zip(stored, asked, strict=True) if part is None]
        if all(len(self._names.alike(term)) == 1 for term in open_):
            return (_overlaid(asked, stored),)
        forms = [*self._names.asserted(stored), stored]
        if self.thorough:
            forms += map(Triple._make, islice(product(*map(self._names.alike, stored)), _MOST_FORMS))
        return [_overlaid(asked, form) for form in forms]

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


def means_the_same(one: Term, other: Term) -> bool:
    """Whether both are literals, of one value.

    >>> xsd = "http://www.w3.org/2001/XMLSchema#"
    >>> means_the_same(Literal("1", xsd + "integer"), Literal("1.0", xsd + "decimal"))
    True
    """
    if not isinstance(one, Literal) or not isinstance(other, Literal):
        return False
    return one == other or ((found := value(one)) is not None and found == value(other))


def is_of_datatype(triple: Triple) -> bool:
    """Whether the triple types a literal with a datatype that its value lies in."""
    literal, predicate, kind = cast("tuple[Term, Term, Term]", triple)
    if not isinstance(literal, Literal) or predicate != TYPE or not isinstance(kind, Iri):
        return False
    return is_known(kind.value) and belongs(literal, kind.value)


def _of_literal(atom: Atom) -> Iterator[Triple]:
    """That the literal is of the datatype, or the same as the other; nothing else is said of one outside of rules."""
    triple = ground(atom)
    if triple and (is_of_datatype(triple) or (triple.predicate == SAME_AS and means_the_same(*triple[::2]))):
        yield triple


def _overlaid(asked: Sequence[Term | None], form: Triple) -> Triple:
    return Triple(*(known if part is None else part for part, known in zip(asked, form, strict=True)))  # type: ignore[arg-type] # names for names


def _openness(atom: Atom) -> tuple[int, bool]:
    """How many terms of a pattern are open, and whether its subject is: an object is more often a hub."""
    return sum(isinstance(part, Variable) for part in atom), isinstance(atom.subject, Variable)


def _is_unstored(atom: Atom | Triple) -> bool:
    """Whether a statement of this form is true without being stored."""
    subject, predicate, thing = cast("tuple[Term, Term, Term]", atom)
    if isinstance(predicate, Blank) or isinstance(subject, Literal):
        return True
    if any(isinstance(part, Variable) for part in (predicate, thing)) or predicate == SAME_AS:
        return False
    known = (Blank("") if isinstance(subject, Variable) else subject, predicate, thing)
    return isinstance(predicate, Iri) and is_trivial(known)
