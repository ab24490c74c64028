"""The axioms of an ontology, indexed so that a rule's premises find theirs without trying all.

A premise *of the schema* is one that an axiom fills: a triple with a word of RDFS or OWL for predicate, or a type that
is one. The rules' other premises are of the data.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final, TypeAlias

from kg.names import STANDARD
from kg.rules.book import BOOK
from kg.rules.lists import FIRST, REST, unrolled
from kg.rules.patterns import Atom, Variable
from kg.terms import XSD, Iri, Literal, Term, Triple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.rules.patterns import Place, Rule

Binding: TypeAlias = "dict[Variable, Term]"

TYPE: Final = Iri(STANDARD["rdf"] + "type")
SAME_AS: Final = Iri(STANDARD["owl"] + "sameAs")
DIFFERENT_FROM: Final = Iri(STANDARD["owl"] + "differentFrom")
THING: Final = Iri(STANDARD["owl"] + "Thing")
NOTHING: Final = Iri(STANDARD["owl"] + "Nothing")

_SIZES: Final = ("long", "int", "short", "byte")
_SIGNS: Final = ("nonNegative", "positive", "nonPositive", "negative")
_WHOLE: Final = frozenset(
    XSD + name
    for name in (
        "decimal",
        "integer",
        *_SIZES,
        *(f"unsigned{size.title()}" for size in _SIZES),
        *(f"{sign}Integer" for sign in _SIGNS),
    )
)
_INTEGER: Final = re.compile(r"[ \t\n\r]*(?P<sign>[+-]?)0*(?P<digit>[0-9])[ \t\n\r]*")
_DECIMAL: Final = re.compile(r"[ \t\n\r]*(?P<sign>[+-]?)0*(?P<digit>[0-9])(\.0*)?[ \t\n\r]*")


def is_of_schema(atom: Atom) -> bool:
    """Whether an axiom fills the premise, rather than data."""
    if atom.predicate == TYPE:
        return isinstance(atom.object, Iri) and atom.object not in {THING, NOTHING}
    return isinstance(atom.predicate, Iri) and atom.predicate not in {SAME_AS, DIFFERENT_FROM}


def axiom_words(rules: Iterable[Rule]) -> tuple[frozenset[Term], frozenset[Term]]:
    """The predicates of the axioms that the rules ask for and of lists, and the classes whose members are axioms."""
    axioms = [premise for rule in rules for premise in rule.premises if isinstance(premise, Atom)]
    axioms = [atom for atom in axioms if is_of_schema(atom)]
    kinds = frozenset(atom.object for atom in axioms if atom.predicate == TYPE)
    words = frozenset(atom.predicate for atom in axioms) - {TYPE} | {FIRST, REST}
    return words, kinds  # type: ignore[return-value] # where an axiom has a variable, it has another word


WORDS, KINDS = axiom_words(BOOK)


def is_axiom(statement: tuple[Term, Term, Term]) -> bool:
    """Whether a rule of the book has a premise of the schema that the statement may fill, or it is part of a list."""
    _, predicate, given = statement
    return predicate in WORDS or (predicate == TYPE and given in KINDS)


class Index:
    """Axioms by predicate with subject or object; made once, then only read."""

    def __init__(self, schema: Iterable[tuple[Term, Term, Term]]) -> None:
        self._pairs: dict[Term, list[tuple[Term, Term]]] = defaultdict(list)
        self._objects: dict[tuple[Term, Term], list[Term]] = defaultdict(list)
        self._subjects: dict[tuple[Term, Term], list[Term]] = defaultdict(list)
        self._statements: set[tuple[Term, Term, Term]] = set()
        self._lists: dict[Term, tuple[tuple[Term, ...], tuple[Triple, ...]]] = {}
        for statement in schema:
            if is_axiom(statement) and statement not in self._statements:
                subject, predicate, given = statement
                self._statements.add(statement)
                self._pairs[predicate].append((subject, given))
                self._objects[predicate, subject].append(given)
                self._subjects[predicate, given].append(subject)

    def bindings(self, atoms: Sequence[Atom]) -> Iterator[tuple[Binding, tuple[Triple, ...]]]:
        """Every way to fill all the premises: what the variables are, and the axioms in the order of the premises.

        The premise with the fewest candidates goes first, at every step.
        """
        found: list[Triple | None] = [None] * len(atoms)
        yield from self._fill(dict(enumerate(atoms)), {}, found)

    def members(self, head: Term) -> tuple[tuple[Term, ...], tuple[Triple, ...]]:
        """The members of the list that starts at ``head``, in order, and the statements that make it.

        Raises:
            InputError: a place has no or several members or successors, or the list runs into itself.
        """
        if head not in self._lists:
            self._lists[head] = self._unrolled(head)
        return self._lists[head]

    def _fill(
        self, waiting: dict[int, Atom], binding: Binding, found: list[Triple | None]
    ) -> Iterator[tuple[Binding, tuple[Triple, ...]]]:
        if not waiting:
            yield binding, tuple(triple for triple in found if triple)
            return
        number = (
            min(waiting, key=lambda key: self._count(waiting[key], binding))
            if len(waiting) > 1
            else next(iter(waiting))
        )
        rest = {key: atom for key, atom in waiting.items() if key != number}
        atom = waiting[number]
        for subject, given in self._candidates(atom, binding):
            extended = dict(binding)
            if _agrees(atom.subject, subject, extended) and _agrees(atom.object, given, extended):
                found[number] = Triple(subject, atom.predicate, given)  # type: ignore[arg-type] # axioms have IRIs there
                yield from self._fill(rest, extended, found)

    def _count(self, atom: Atom, binding: Binding) -> int:
        """How many axioms there are at most that may fill the premise."""
        subject, given = _value(atom.subject, binding), _value(atom.object, binding)
        counts = [len(self._pairs.get(atom.predicate, ()))]  # type: ignore[arg-type] # a constant, in a premise of the schema
        if subject is not None:
            counts.append(len(self._objects.get((atom.predicate, subject), ())))  # type: ignore[arg-type] # likewise
        if given is not None and not isinstance(atom.object, Literal):
            counts.append(len(self._subjects.get((atom.predicate, given), ())))  # type: ignore[arg-type] # likewise
        return min(counts)

    def _candidates(self, atom: Atom, binding: Binding) -> Iterable[tuple[Term, Term]]:
        predicate: Term = atom.predicate  # type: ignore[assignment] # likewise
        subject, given = _value(atom.subject, binding), _value(atom.object, binding)
        if subject is not None and given is not None and not isinstance(atom.object, Literal):
            return [(subject, given)] if (subject, predicate, given) in self._statements else []
        if subject is not None:
            return [(subject, other) for other in self._objects.get((predicate, subject), ())]
        if given is not None and not isinstance(atom.object, Literal):
            return [(other, given) for other in self._subjects.get((predicate, given), ())]
        return self._pairs.get(predicate, ())

    def _unrolled(self, head: Term) -> tuple[tuple[Term, ...], tuple[Triple, ...]]:
        cells = unrolled(head, lambda node, predicate: self._objects.get((predicate, node), ()))
        made = (
            triple
            for node, member, rest in cells
            for triple in (Triple(node, FIRST, member), Triple(node, REST, rest))  # type: ignore[arg-type] # cells are nodes
        )
        return tuple(cell.member for cell in cells), tuple(made)


def _value(place: Place, binding: Binding) -> Term | None:
    return binding.get(place) if isinstance(place, Variable) else place


def _agrees(place: Place, term: Term, binding: Binding) -> bool:
    """Whether the term may stand there; binds it if a variable does. A number is any literal of its value."""
    if isinstance(place, Variable):
        return binding.setdefault(place, term) == term
    return _is_number(term, place.text) if isinstance(place, Literal) else place == term


def _is_number(term: Term, digit: str) -> bool:
    """Whether the literal is a whole number, and that one.

    >>> _is_number(Literal("+01", XSD + "integer"), "1"), _is_number(Literal("1"), "1")
    (True, False)
    """
    if not isinstance(term, Literal) or term.datatype not in _WHOLE:
        return False
    match = (_DECIMAL if term.datatype == XSD + "decimal" else _INTEGER).fullmatch(term.text)
    return match is not None and match["digit"] == digit and (match["sign"] != "-" or digit == "0")
