"""The rule book compiled for the engine: from axioms in the database to rules in numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from kg.reason import literals, shapes
from kg.reason.division import ALONE, COPYING, FILLED, OF_ONE
from kg.reason.plans import is_about_groups
from kg.reason.vocabulary import (
    CLASS,
    DOMAIN,
    NOTHING,
    RANGE,
    SAME_AS,
    SUB_CLASS_OF,
    THING,
    TYPE,
)
from kg.rules import BOOK, Atom, Special, Variable, specialise, unfilled
from kg.rules.index import axiom_words
from kg.terms import Iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.reason.coding import Code, Values
    from kg.reason.database import Database, Row
    from kg.reason.facts import Statement
    from kg.reason.tables import Key

# What stands for the subject and the object of the axiom of a rule that has one, until its rows are read.
_SUBJECT: Final = -1
_OBJECT: Final = -2
# Predicates of the engine's own for the members of lists of which any two count; below those of kg.reason.shapes.
_MEMBERSHIP: Final = -1_000_000_000


class Compiled(NamedTuple):
    """What the book comes to: statements that hold, and rules by what they conclude: statements, identity, false."""

    facts: list[Row]
    rules: list[shapes.Rule | shapes.Many]
    identities: list[shapes.Rule | shapes.Many]
    clashes: list[shapes.Rule | shapes.Many]


class Compiler:
    """Compiles the book against the axioms that are in the table ``known``.

    Args:
        database: with that table.
        code: the numbers of terms.
        values: which literals mean the same.
        full: conclude what is true in every graph, too.
    """

    def __init__(self, database: Database, code: Code, values: Values, *, full: bool) -> None:
        self._full = full
        self._database = database
        self._code = code
        self._values = values
        self._choices: dict[tuple[object, ...], int] = {}
        self._words, self._kinds = ({code.number(word) for word in words} for words in axiom_words(BOOK))
        self._needed = [[code.number(word) for word in words] for words in axiom_words(FILLED)]

    def concerns(self, keys: set[Key]) -> bool:
        """Whether statements of these keys may be axioms."""
        return any((key[1] in self._kinds) if isinstance(key, tuple) else (key in self._words) for key in keys)

    def axioms(self) -> list[Statement]:
        """The axioms that are to be filled in, and lists."""
        words, kinds = (", ".join(map(str, numbers)) for numbers in self._needed)
        rows = self._database.rows(
            f"SELECT s, p, o FROM known WHERE p IN ({words}) OR (p = {self._code.number(TYPE)} AND o IN ({kinds}))"
        )
        return self._code.statements(rows)

    def about_axioms(self, implied: set[int]) -> Compiled:
        """The rules from axioms to axioms; nothing is said of ``implied``, the classes that need no saying."""
        alone = [special for rule in ALONE for special in unfilled(rule)]
        return self._numbered(alone, [], implied)

    def about_data(self, axioms: Iterable[Statement], implied: set[int], keys: set[Key]) -> Compiled:
        """The other rules, filled in with the axioms.

        Args:
            axioms: those with lists or of several parts.
            implied: classes that nothing is said of.
            keys: those of all statements.
        """
        specials = specialise(axioms, FILLED)
        specials += [special for rule in COPYING for special in unfilled(rule)]
        facts, rules = literals.forms(self._values)
        if self._full:
            further, differing = literals.everything(self._code, self._values)
            facts, rules = facts + further, rules + differing
        else:
            facts += literals.typed(self._database, self._code)
        compiled = self._numbered(specials, facts, implied)
        compiled.rules.extend(rules)
        for rule, axiom in OF_ONE:
            if self._key(axiom) in keys:
                for special in unfilled(rule):
                    pattern = self._pattern(special, axiom)
                    self._place(pattern, compiled).append(self._many(pattern, axiom, implied))
        return compiled

    def _key(self, axiom: Atom) -> Key:
        """What statements are told apart by that fill the premise."""
        predicate = self._code.number(axiom.predicate)  # type: ignore[arg-type] # an axiom's is a word
        return (predicate, self._code.number(axiom.object)) if isinstance(axiom.object, Iri) else predicate

    def _pattern(self, special: Special, axiom: Atom) -> shapes.Rule:
        """The rule without its axiom, whose subject and object are ``_SUBJECT`` and ``_OBJECT`` in it."""
        own: dict[shapes.Place, int] = {}
        for place, number in ((axiom.subject, _SUBJECT), (axiom.object, _OBJECT)):
            if isinstance(place, Variable):
                own[_name(place)] = number

        def filled(atom: Atom) -> shapes.Atom:
            subject, predicate, given = self._atom(atom)
            return own.get(subject, subject), own.get(predicate, predicate), own.get(given, given)

        body = tuple(filled(atom) for atom in special.body if atom != axiom)
        return shapes.Rule(body, special.head and filled(special.head), _names(special.distinct))

    def _many(self, pattern: shapes.Rule, axiom: Atom, implied: set[int]) -> shapes.Many:
        """The rule for every axiom in ``known``; nothing is said of ``implied``."""
        type_, columns = self._code.number(TYPE), {_SUBJECT: "s", _OBJECT: "o"}
        shape, row = shapes.shape_of(pattern, {type_})
        conditions = [f"p = {self._code.number(axiom.predicate)}"]  # type: ignore[arg-type] # an axiom's is a word
        if isinstance(axiom.object, Iri):
            conditions.append(f"o = {self._code.number(axiom.object)}")
        told = {place for place in (pattern.head or ())[::2] if place in columns} if implied else set()
        unsaid = ", ".join(map(str, implied))
        conditions += [f"{columns[place]} NOT IN ({unsaid})" for place in columns if place in told]
        chosen = ", ".join(columns.get(number, str(number)) for number in row)
        return shapes.Many(
            shape, self._database.rows(f"SELECT DISTINCT {chosen} FROM known WHERE {' AND '.join(conditions)}")
        )

    def _numbered(self, specials: Iterable[Special], facts: list[Row], implied: set[int]) -> Compiled:
        found = Compiled(facts, [], [], [])
        for special in specials:
            for rule in self._rules(special, found.facts):
                if rule.head and not implied.isdisjoint(rule.head[::2]):
                    continue
                if rule.head and not rule.body:
                    found.facts.append(rule.head)  # type: ignore[arg-type] # a head without a body has no variables
                else:
                    self._place(rule, found).append(rule)
        return found

    def _place(self, rule: shapes.Rule, compiled: Compiled) -> list[shapes.Rule | shapes.Many]:
        """Where the rule belongs."""
        if rule.head is None:
            return compiled.clashes
        return compiled.identities if self._is_identity(rule) else compiled.rules

    def implied(self) -> set[int]:
        """owl:Thing and owl:Nothing, as far as no statement says more of them than is true in every graph.

        While none does, what follows of them are statements of that kind only, all trivial.
        """
        if self._full:
            return set()
        thing, nothing, type_, class_, below, domain, range_ = (
            self._code.number(term) for term in (THING, NOTHING, TYPE, CLASS, SUB_CLASS_OF, DOMAIN, RANGE)
        )
        declared = f"(p = {type_} AND s IN ({thing}, {nothing}) AND o = {class_})"
        usual = {
            thing: f"o = {thing} AND p IN ({type_}, {below}, {domain}, {range_})",
            nothing: f"p = {below} AND o <> {nothing}",
        }
        return {
            term
            for term, said in usual.items()
            if not self._database.rows(
                f"SELECT 1 FROM known WHERE (s = {term} OR o = {term}) AND NOT {declared} AND NOT ({said}) LIMIT 1"
            )
        }

    def _is_identity(self, rule: shapes.Rule) -> bool:
        same = self._code.number(SAME_AS)
        return rule.head is not None and rule.head[1] == same and is_about_groups(shapes.shape_of(rule, ())[0])

    def _rules(self, special: Special, facts: list[Row]) -> Iterator[shapes.Rule]:
        """The rule in numbers; one for each way to write a literal that it names."""
        body = [self._atom(atom) for atom in special.body]
        if special.choices:
            if special.rule.startswith("eq-"):
                return  # Of representatives no two are the same; see kg.reason.contradictions.
            body[:0] = [(0, self._choice(choice.terms, facts), _name(choice.variable)) for choice in special.choices]
        head = self._atom(special.head) if special.head else None
        for spelled in self._spelled(body):
            yield shapes.Rule(tuple(spelled), head, _names(special.distinct))

    def _spelled(self, body: list[shapes.Atom]) -> Iterator[list[shapes.Atom]]:
        for number, (subject, predicate, given) in enumerate(body):
            if isinstance(given, int) and given in self._values:
                for other in self._values.equal(given):
                    rest = self._spelled(body[number + 1 :])
                    yield from ([*body[:number], (subject, predicate, other), *tail] for tail in rest)
                return
        yield body

    def _atom(self, atom: Atom) -> shapes.Atom:
        subject, predicate, given = (
            _name(place) if isinstance(place, Variable) else self._code.number(place) for place in atom
        )
        return subject, predicate, given

    def _choice(self, terms: tuple[object, ...], facts: list[Row]) -> int:
        """The predicate that has the terms for values."""
        if terms not in self._choices:
            self._choices[terms] = _MEMBERSHIP - len(self._choices)
        predicate = self._choices[terms]
        facts.extend((0, predicate, self._code.number(term)) for term in terms)  # type: ignore[arg-type] # members are terms
        return predicate


def _name(variable: Variable) -> str:
    return f"{variable.name} {variable.position}"


def _names(pairs: Iterable[tuple[Variable, Variable]]) -> tuple[tuple[str, str], ...]:
    return tuple((_name(one), _name(other)) for one, other in pairs)
