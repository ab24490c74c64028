"""What follows from equal values: identity by keys and by inverse-functional data, and membership by a value.

prp-key is done here because owlrl compares nothing for a key of one property and leaves the last out of longer ones.
The others are for literals that are written differently and mean the same, which dt-eq makes equal and an engine that
compares terms does not see: prp-ifp, cls-hv2 and what is said of a literal; and dt-diff.
https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise, product
from typing import TYPE_CHECKING

from kg.reason import lists
from kg.reason.datatypes import value
from kg.reason.vocabulary import (
    DIFFERENT_FROM,
    HAS_KEY,
    HAS_VALUE,
    INVERSE_FUNCTIONAL_PROPERTY,
    ON_PROPERTY,
    SAME_AS,
    TYPE,
)
from kg.terms import Literal, ntriples

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.reason.facts import Facts, Statement
    from kg.terms import Term


def meaning(term: Term) -> object:
    """What is compared when two terms are compared by value: a literal's value, else the term itself."""
    return (value(term) or term) if isinstance(term, Literal) else term


def identities(facts: Facts) -> Iterator[tuple[Term, Term]]:
    """Pairs of names of one thing, by keys and inverse-functional data; enough pairs to connect each group."""
    for class_, head in facts.pairs(HAS_KEY):
        properties = [cell.member for cell in lists.cells(facts, head)]
        if properties:
            yield from _alike(facts, facts.instances(class_), properties)
    for property_ in facts.instances(INVERSE_FUNCTIONAL_PROPERTY):
        bearers = {subject for subject, given in facts.pairs(property_) if isinstance(given, Literal)}
        yield from _alike(facts, bearers, [property_])


def memberships(facts: Facts) -> Iterator[Statement]:
    """Types of what has, for the property of a hasValue restriction, a literal of the restriction's value."""
    for restriction, wanted, property_ in facts.joined(HAS_VALUE, ON_PROPERTY):
        if isinstance(wanted, Literal):
            for subject, given in facts.pairs(property_):
                if isinstance(given, Literal) and meaning(given) == meaning(wanted):
                    yield subject, TYPE, restriction


def copies(facts: Facts) -> Iterator[Statement]:
    """What is said of a literal as a subject, said of the other forms of its value: dt-eq and eq-rep-s."""
    spoken_of = {subject for subject, _, _ in facts.statements if isinstance(subject, Literal)}
    groups: dict[object, set[Term]] = defaultdict(set)
    for literal in {given for _, _, given in facts.statements if isinstance(given, Literal)} | spoken_of:
        groups[meaning(literal)].add(literal)
    for subject, predicate, given in facts.statements:
        if isinstance(subject, Literal):
            yield from ((other, predicate, given) for other in groups[meaning(subject)])


def differences(facts: Facts) -> Iterator[Statement]:
    """Rule dt-diff for all that is the same as a literal."""
    meant = [
        (thing, known)
        for pair in facts.pairs(SAME_AS)
        for thing in pair
        for literal in pair
        if isinstance(literal, Literal) and (known := value(literal))
    ]
    for (one, first), (other, second) in product(set(meant), repeat=2):
        if first != second:
            yield one, DIFFERENT_FROM, other


def _alike(facts: Facts, things: Iterable[Term], properties: list[Term]) -> Iterator[tuple[Term, Term]]:
    """Pairs of the things that share a value for each of the properties."""
    bearers: dict[tuple[object, ...], list[Term]] = defaultdict(list)
    for thing in sorted(things, key=ntriples):
        values = [{meaning(given) for given in facts.objects(thing, property_)} for property_ in properties]
        for combination in product(*values):
            bearers[combination].append(thing)
    for group in bearers.values():
        yield from pairwise(group)
