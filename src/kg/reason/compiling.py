"""The rule book compiled for the engine: from axioms in the database to rules in numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from kg.reason import literals, shapes
from kg.reason.datatypes import KNOWN
from kg.reason.plans import is_about_groups
from kg.reason.vocabulary import CLASS, DATATYPE, DOMAIN, NOTHING, RANGE, SAME_AS, SUB_CLASS_OF, THING, TYPE
from kg.rules import BOOK, Atom, Special, Variable, is_axiom, named, specialise, unfilled
from kg.rules.index import is_of_schema
from kg.terms import Iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.reason.coding import Code, Values
    from kg.reason.database import Database, Row
    from kg.reason.facts import Statement
    from kg.reason.tables import Key

_ATOMS: Final = [
    atom
    for rule in BOOK
    for part in (*rule.premises, *(rule.conclusions or ()))
    if isinstance(atom := getattr(part, "atom", part), Atom)
]
# Every word of the book, and every datatype with values: numbered beforehand, so that numbers keep the terms' order.
WORDS: Final = {place for atom in _ATOMS for place in atom if isinstance(place, Iri)} | {*map(Iri, KNOWN), DATATYPE}
# Rules from axioms to axioms are joins like any other; the rest is filled in.
_AXIOMS_ALONE: Final = [
    rule
    for rule in BOOK
    if rule.premises and not rule.handled and all(isinstance(p, Atom) and is_of_schema(p) for p in rule.premises)
]
_FILLED: Final = [rule for rule in BOOK if rule not in _AXIOMS_ALONE]
# Where a rule makes a name and a literal one, there is no representative, and statements are copied as the book says.
_COPYING: Final = [named(name) for name in ("eq-sym", "eq-trans", "eq-rep-s", "eq-rep-o")]
# Predicates of the engine's own for the members of lists of which any two count; below those of kg.reason.shapes.
_MEMBERSHIP: Final = -1_000_000_000


class Compiled(NamedTuple):
    """What the book comes to: statements that hold, and rules by what they conclude: statements, identity, false."""

    facts: list[Row]
    rules: list[shapes.Rule]
    identities: list[shapes.Rule]
    clashes: list[shapes.Rule]


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

    def concerns(self, keys: set[Key]) -> bool:
        """Whether statements of these keys may be axioms."""
        number = self._code.number
        return any(
            is_axiom((TYPE, self._code.term(key[0]), self._code.term(key[1])))
            if isinstance(key, tuple)
            else key >= 0 and key != number(TYPE) and is_axiom((TYPE, self._code.term(key), TYPE))
            for key in keys
        )

    def axioms(self, keys: set[Key]) -> list[Statement]:
        """The axioms there are; ``keys`` are those of all statements."""
        wanted = {key for key in keys if self.concerns({key})}
        kinds = ", ".join(str(key[1]) for key in wanted if isinstance(key, tuple))
        predicates = ", ".join(str(key) for key in wanted if isinstance(key, int))
        type_ = self._code.number(TYPE)
        rows = self._database.rows(
            f"SELECT s, p, o FROM known WHERE p IN ({predicates or -1}) OR (p = {type_} AND o IN ({kinds or -1}))"
        )
        return self._code.statements(rows)

    def about_axioms(self, implied: set[int]) -> Compiled:
        """The rules from axioms to axioms; nothing is said of ``implied``, the classes that need no saying."""
        return self._numbered([special for rule in _AXIOMS_ALONE for special in unfilled(rule)], [], implied)

    def about_data(self, axioms: Iterable[Statement], implied: set[int]) -> Compiled:
        """The other rules, filled in with the axioms; nothing is said of ``implied``."""
        specials = specialise(axioms, _FILLED)
        specials += [special for rule in _COPYING for special in unfilled(rule)]
        facts, rules = literals.forms(self._values)
        if self._full:
            further, differing = literals.everything(self._code, self._values)
            facts, rules = facts + further, rules + differing
        else:
            facts += literals.typed(self._database, self._code)
        compiled = self._numbered(specials, facts, implied)
        compiled.rules.extend(rules)
        return compiled

    def _numbered(self, specials: Iterable[Special], facts: list[Row], implied: set[int]) -> Compiled:
        found = Compiled(facts, [], [], [])
        for special in specials:
            for rule in self._rules(special, found.facts):
                if rule.head is None:
                    found.clashes.append(rule)
                elif rule.head[0] in implied or rule.head[2] in implied:
                    continue
                elif not rule.body:
                    found.facts.append(rule.head)  # type: ignore[arg-type] # a head without a body has no variables
                else:
                    (found.identities if self._is_identity(rule) else found.rules).append(rule)
        return found

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
        distinct = tuple((_name(one), _name(other)) for one, other in special.distinct)
        for spelled in self._spelled(body):
            yield shapes.Rule(tuple(spelled), head, distinct)

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
