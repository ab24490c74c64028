"""The rule book compiled against an ontology: rules whose premises of the schema are filled in.

What is left of each rule speaks of data alone, so an engine joins data with data and never looks an axiom up. This is
what makes OWL 2 RL fast; the rules mean what they meant.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from kg.rules.book import BOOK
from kg.rules.index import SAME_AS, Index, is_of_schema
from kg.rules.patterns import Atom, Every, Members, Rule, Variable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.rules.index import Binding
    from kg.rules.patterns import Place
    from kg.terms import Term, Triple


class Choice(NamedTuple):
    """The variable stands for any one of the terms, which are distinct and in the order of their list."""

    variable: Variable
    terms: tuple[Term, ...]


class Special(NamedTuple):
    """One rule with its premises of the schema filled in. Compare it, but do not hash it: ``schema`` may be long.

    Attributes:
        rule: the name of the rule.
        body: the premises that are left, all of the data; empty if the head is a fact.
        head: the conclusion; None for a contradiction.
        schema: the axioms that filled the other premises, in the rule's order, then the cells of the list; those of one
            list are one object for all that is made of it.
        distinct: pairs of variables that stand for different terms.
        choices: the variables that stand for members of a list; only in rules about any two of many, where writing
            all pairs out would square the list.
    """

    rule: str
    body: tuple[Atom, ...]
    head: Atom | None
    schema: tuple[Triple, ...]
    distinct: tuple[tuple[Variable, Variable], ...] = ()
    choices: tuple[Choice, ...] = ()


def specialise(schema: Iterable[tuple[Term, Term, Term]], rules: Iterable[Rule] = BOOK) -> list[Special]:
    """The rules compiled against the schema; one step: what the heads add to the schema is compiled by a further call.

    Args:
        schema: triples of which the axioms are used (``kg.rules.index.is_axiom``); repetition does not matter.
        rules: those to compile; of ``BOOK``, the ones that are handled otherwise are passed over.

    Returns:
        In the order of the rules; within a rule in the order of the schema. Time and size are linear in what the rules
        have to say of the schema; a list is unrolled once. A list without members says nothing.

    Raises:
        InputError: a list that an axiom uses is not well formed.

    >>> from kg.terms import Iri, Triple
    >>> sub = Iri("http://www.w3.org/2000/01/rdf-schema#subClassOf")
    >>> [special.rule for special in specialise([Triple(Iri("urn:city"), sub, Iri("urn:place"))]) if special.schema]
    ['cax-sco']
    """
    index = Index(schema)
    return [special for rule in rules if not rule.handled for special in _specials(rule, index)]


def unfilled(rule: Rule) -> list[Special]:
    """The rule with nothing filled in, one for each conclusion: all its premises are the body.

    For engines that hold axioms in columns too and run the rules about axioms alone (table 9) like any other.

    Raises:
        ValueError: the rule has a list.
    """
    atoms = tuple(premise for premise in rule.premises if isinstance(premise, Atom))
    if len(atoms) != len(rule.premises):
        raise ValueError(f"{rule.name} has a list; it cannot be run unless it is filled in")
    return [Special(rule.name, atoms, head, (), rule.distinct) for head in _heads(rule)]


def _heads(rule: Rule) -> tuple[Atom | None, ...]:
    return (None,) if rule.conclusions is None else rule.conclusions


class _Case(NamedTuple):
    """One way to fill a rule's premises of the schema: what its variables are, and the axioms; and what it leaves."""

    rule: Rule
    data: list[Atom | Every]
    binding: Binding
    schema: tuple[Triple, ...]


def _specials(rule: Rule, index: Index) -> Iterator[Special]:
    axioms = [premise for premise in rule.premises if isinstance(premise, Atom) and is_of_schema(premise)]
    listed = next((premise for premise in rule.premises if isinstance(premise, Members)), None)
    data = [premise for premise in rule.premises if not isinstance(premise, Members) and premise not in axioms]
    for binding, triples in index.bindings(axioms):
        if listed:
            members, cells = index.members(binding[listed.head])
            yield from _of_list(_Case(rule, data, binding, triples + cells), listed.member, members)
        else:
            yield from _filled(_Case(rule, data, binding, triples))


def _of_list(case: _Case, row: str, members: tuple[Term, ...]) -> Iterator[Special]:
    """The rule for the members of its list: for every one at once, for one at a time, or for any two."""
    one, other = Variable(row, "i"), Variable(row, "j")
    if any(isinstance(premise, Every) for premise in case.data):
        if members:
            yield from _unrolled(case, one, members)
    elif any(other in premise for premise in case.data):
        yield from _of_pairs(case, one, other, Counter(members))
    else:
        for member in dict.fromkeys(members):
            yield from _filled(case, {one: member})


def _filled(case: _Case, chosen: Binding | None = None) -> Iterator[Special]:
    binding = {**case.binding, **chosen} if chosen else case.binding
    body = tuple(_at(atom, binding) for atom in case.data if isinstance(atom, Atom))
    for head in _heads(case.rule):
        yield Special(case.rule.name, body, head and _at(head, binding), case.schema, case.rule.distinct)


def _unrolled(case: _Case, one: Variable, members: tuple[Term, ...]) -> Iterator[Special]:
    body: list[Atom] = []
    for premise in case.data:
        if isinstance(premise, Every):
            for place, member in enumerate(members, start=1):
                body.append(_at(premise.atom, {**case.binding, one: member}, place))
        else:
            body.append(_at(premise, case.binding))
    for head in _heads(case.rule):
        conclusion = head and _at(head, case.binding, len(members))
        yield Special(case.rule.name, tuple(body), conclusion, case.schema, case.rule.distinct)


def _of_pairs(case: _Case, one: Variable, other: Variable, members: Counter[Term]) -> Iterator[Special]:
    """The rule for any two different members, and for each member that stands in the list more than once."""
    if len(members) > 1:
        choices = tuple(Choice(variable, tuple(members)) for variable in (one, other))
        for special in _filled(case):
            yield special._replace(distinct=((one, other),), choices=choices)
    for member, count in members.items():
        if count > 1:
            for special in _filled(case, {one: member, other: member}):
                # By eq-ref everything is the same as itself.
                left = (atom for atom in special.body if atom != (member, SAME_AS, member))
                yield special._replace(body=tuple(dict.fromkeys(left)))


def _at(atom: Atom, binding: Binding, place: int = 0) -> Atom:
    """The triple with its variables replaced; those of a row stand for the given place of it, and the one after."""
    subject, predicate, given = atom
    return Atom(
        _replaced(subject, binding, place), _replaced(predicate, binding, place), _replaced(given, binding, place)
    )


def _replaced(term: Place, binding: Binding, place: int) -> Place:
    if not isinstance(term, Variable):
        return term
    if term in binding:
        return binding[term]
    if place and term.position in {"i", "i+1", "n+1"}:
        return Variable(term.name, str(place + term.position.endswith("+1")))
    return term
