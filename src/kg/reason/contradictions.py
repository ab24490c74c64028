"""The rules of OWL 2 RL/RDF that conclude ``false``, under their names, looked for in a closed graph.

See OWL 2 Profiles, tables 4 to 8:
https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules
Of a list, the two places that clash are among the premises (their ``rdf:first``), the cells between are not.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.names import compact
from kg.reason import lists
from kg.reason import vocabulary as owl
from kg.reason.datatypes import belongs, is_known, value
from kg.reason.keys import meaning
from kg.rules.lists import Cell
from kg.terms import Iri, Literal, ntriples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.reason.facts import Facts, Statement
    from kg.terms import Term


_NONE: Final = ("decimal", Decimal(0))
_ONE: Final = ("decimal", Decimal(1))


class Contradiction(NamedTuple):
    """A rule whose premises are all in the closed graph, and what that means in words."""

    rule: str
    premises: tuple[Statement, ...]
    text: str


def said(term: Term) -> str:
    """The term as a message shows it."""
    return compact(term) if isinstance(term, Iri) else ntriples(term)


def of_equality(facts: Facts) -> Iterator[Contradiction]:
    """eq-diff1, eq-diff2, eq-diff3, in a graph of representatives: what is the same has one name."""
    for subject, other in facts.pairs(owl.DIFFERENT_FROM):
        if subject == other:
            premise = (subject, owl.DIFFERENT_FROM, other)
            yield Contradiction("eq-diff1", (premise,), f"{said(subject)} is said to differ from itself")
    for rule, predicate in (("eq-diff2", owl.MEMBERS), ("eq-diff3", owl.DISTINCT_MEMBERS)):
        for axiom, (first, second) in _listed_pairs(facts, owl.ALL_DIFFERENT, predicate):
            if first.member == second.member:
                premises = (*axiom, _place(first), _place(second))
                yield Contradiction(rule, premises, f"{said(first.member)} stands twice among things that all differ")


def of_literals(facts: Facts, pairs: set[tuple[Term, Term]]) -> Iterator[Contradiction]:
    """eq-diff1 by dt-diff: literals of different value that the rules make the same, with what has them both."""
    for first, second in pairs:
        if _differ(first, second):
            for subject, predicate in set(facts.holders(first)) & set(facts.holders(second)):
                why = _single(facts, subject, predicate)
                if why or predicate == owl.SAME_AS:
                    premises = ((subject, predicate, first), (subject, predicate, second), *why)
                    text = f"{said(subject)} may have one value for {said(predicate)} and has {_both(first, second)}"
                    yield Contradiction("eq-diff1", premises, text)


def of_datatypes(facts: Facts, asserted: Facts) -> Iterator[Contradiction]:
    """dt-not-type: literals that are not what their own datatype, a range or a restriction says they are."""
    for literal in {given for _, _, given in asserted.statements if isinstance(given, Literal)}:
        holders = [(subject, predicate, literal) for subject, predicate in asserted.holders(literal)]
        if value(literal) is None:
            for holder in holders:
                text = f"{said(holder[0])} has for {said(holder[1])} {said(literal)}, which its datatype does not know"
                yield Contradiction("dt-not-type", (holder,), text)
            continue
        for datatype in facts.objects(literal, owl.TYPE):
            if isinstance(datatype, Iri) and is_known(datatype.value) and not belongs(literal, datatype.value):
                due: list[tuple[Statement, ...]] = [
                    (holder, (holder[1], owl.RANGE, datatype))
                    for holder in holders
                    if (holder[1], owl.RANGE, datatype) in facts
                ]
                for premises in due or [(holder,) for holder in holders]:
                    told = f"{said(premises[0][0])} has for {said(premises[0][1])} {said(literal)}"
                    yield Contradiction("dt-not-type", premises, f"{told}, which should be of {said(datatype)}")


def of_properties(facts: Facts) -> Iterator[Contradiction]:
    """prp-irp, prp-asyp, prp-pdw, prp-adp, prp-npa1, prp-npa2."""
    for property_ in facts.instances(owl.IRREFLEXIVE_PROPERTY):
        axiom = (property_, owl.TYPE, owl.IRREFLEXIVE_PROPERTY)
        for subject, given in facts.pairs(property_):
            if subject == given:
                text = f"{said(property_)} is irreflexive, and {said(subject)} has it to itself"
                yield Contradiction("prp-irp", (axiom, (subject, property_, given)), text)
    for property_ in facts.instances(owl.ASYMMETRIC_PROPERTY):
        axiom = (property_, owl.TYPE, owl.ASYMMETRIC_PROPERTY)
        for subject, given in facts.pairs(property_):
            if (given, property_, subject) in facts:
                text = f"{said(property_)} is asymmetric, and {_both(subject, given)} have it to each other"
                premises = (axiom, (subject, property_, given), (given, property_, subject))
                yield Contradiction("prp-asyp", premises, text)
    for first, second in facts.pairs(owl.PROPERTY_DISJOINT_WITH):
        yield from _shared_values(facts, "prp-pdw", ((first, owl.PROPERTY_DISJOINT_WITH, second),), first, second)
    for listed, (one, other) in _listed_pairs(facts, owl.ALL_DISJOINT_PROPERTIES, owl.MEMBERS):
        places = (*listed, _place(one), _place(other))
        yield from _shared_values(facts, "prp-adp", places, one.member, other.member)
    yield from _negative(facts, "prp-npa1", owl.TARGET_INDIVIDUAL)
    yield from _negative(facts, "prp-npa2", owl.TARGET_VALUE)


def of_classes(facts: Facts) -> Iterator[Contradiction]:
    """cls-nothing2, cls-com, cls-maxc1, cls-maxqc1, cls-maxqc2, cax-dw, cax-adc."""
    for subject in facts.instances(owl.NOTHING):
        premise = (subject, owl.TYPE, owl.NOTHING)
        yield Contradiction("cls-nothing2", (premise,), f"{said(subject)} belongs to owl:Nothing, which is empty")
    for rule, predicate in (("cls-com", owl.COMPLEMENT_OF), ("cax-dw", owl.DISJOINT_WITH)):
        for first, second in facts.pairs(predicate):
            yield from _shared_members(facts, rule, ((first, predicate, second),), first, second)
    for axiom, (one, other) in _listed_pairs(facts, owl.ALL_DISJOINT_CLASSES, owl.MEMBERS):
        yield from _shared_members(facts, "cax-adc", (*axiom, _place(one), _place(other)), one.member, other.member)
    for restriction, limit, property_ in facts.joined(owl.MAX_CARDINALITY, owl.ON_PROPERTY):
        if meaning(limit) == _NONE:
            bound = ((restriction, owl.MAX_CARDINALITY, limit), (restriction, owl.ON_PROPERTY, property_))
            yield from _too_many(facts, "cls-maxc1", bound, owl.THING)
    for restriction, limit, property_ in facts.joined(owl.MAX_QUALIFIED_CARDINALITY, owl.ON_PROPERTY):
        for kind in facts.objects(restriction, owl.ON_CLASS) if meaning(limit) == _NONE else ():
            rule = "cls-maxqc2" if kind == owl.THING else "cls-maxqc1"
            bound = ((restriction, owl.MAX_QUALIFIED_CARDINALITY, limit), (restriction, owl.ON_PROPERTY, property_))
            yield from _too_many(facts, rule, (*bound, (restriction, owl.ON_CLASS, kind)), kind)


def _both(first: Term, second: Term) -> str:
    return " and ".join(sorted((said(first), said(second))))


def _differ(first: Term, second: Term) -> bool:
    """Whether the literals are known to have different values."""
    if not isinstance(first, Literal) or not isinstance(second, Literal):
        return False
    values = value(first), value(second)
    return None not in values and values[0] != values[1] and all(found and found[0] != "unknown" for found in values)


def _single(facts: Facts, subject: Term, property_: Term) -> tuple[Statement, ...]:
    """Why the subject may have one value for the property: it is functional, or restricted to one; else nothing."""
    functional = (property_, owl.TYPE, owl.FUNCTIONAL_PROPERTY)
    if functional in facts:
        return (functional,)
    for restriction, limit, restricted in facts.joined(owl.MAX_CARDINALITY, owl.ON_PROPERTY):
        member = (subject, owl.TYPE, restriction)
        if restricted == property_ and meaning(limit) == _ONE and member in facts:
            return (restriction, owl.MAX_CARDINALITY, limit), (restriction, owl.ON_PROPERTY, property_), member
    return ()


def _listed_pairs(
    facts: Facts, kind: Term, predicate: Term
) -> Iterator[tuple[tuple[Statement, Statement], tuple[Cell, Cell]]]:
    """Every two places of the lists of the axioms of this kind, after the statements that make the axiom."""
    for axiom in facts.instances(kind):
        for head in facts.objects(axiom, predicate):
            for pair in combinations(lists.cells(facts, head), 2):
                yield ((axiom, owl.TYPE, kind), (axiom, predicate, head)), pair


def _place(cell: Cell) -> Statement:
    return cell.node, owl.FIRST, cell.member


def _shared_values(
    facts: Facts, rule: str, axiom: tuple[Statement, ...], first: Term, second: Term
) -> Iterator[Contradiction]:
    for subject, given in facts.pairs(first):
        for other in facts.objects(subject, second):
            if meaning(given) == meaning(other):
                text = f"{_both(first, second)} are disjoint, and {said(subject)} has {said(given)} for both"
                yield Contradiction(rule, (*axiom, (subject, first, given), (subject, second, other)), text)


def _shared_members(
    facts: Facts, rule: str, axiom: tuple[Statement, ...], first: Term, second: Term
) -> Iterator[Contradiction]:
    for member in facts.instances(first):
        if (member, owl.TYPE, second) in facts:
            text = f"{_both(first, second)} are disjoint, and {said(member)} belongs to both"
            yield Contradiction(rule, (*axiom, (member, owl.TYPE, first), (member, owl.TYPE, second)), text)


def _negative(facts: Facts, rule: str, target: Iri) -> Iterator[Contradiction]:
    for denial, subject, property_ in facts.joined(owl.SOURCE_INDIVIDUAL, owl.ASSERTION_PROPERTY):
        for denied in facts.objects(denial, target):
            for given in facts.objects(subject, property_):
                if meaning(given) == meaning(denied):
                    premises = (
                        (denial, owl.SOURCE_INDIVIDUAL, subject),
                        (denial, owl.ASSERTION_PROPERTY, property_),
                        (denial, target, denied),
                        (subject, property_, given),
                    )
                    text = f"{said(subject)} {said(property_)} {said(given)} is both stated and denied"
                    yield Contradiction(rule, premises, text)


def _too_many(facts: Facts, rule: str, axiom: tuple[Statement, ...], kind: Term) -> Iterator[Contradiction]:
    """Contradictions with a restriction to none, whose first two statements name it and its property."""
    restriction, property_ = axiom[1][0], axiom[1][2]
    for subject in facts.instances(restriction):
        for given in facts.objects(subject, property_):
            typed = () if kind == owl.THING else ((given, owl.TYPE, kind),)
            if all(statement in facts for statement in typed):
                premises = (*axiom, (subject, owl.TYPE, restriction), (subject, property_, given), *typed)
                text = f"{said(subject)} may have no {said(property_)} and has {said(given)}"
                yield Contradiction(rule, premises, text)
