"""What follows from equal values: identity by keys and by inverse-functional data, and membership by a value.

prp-key is done here because owlrl compares nothing for a key of one property and leaves the last out of longer ones.
The other two are prp-ifp and cls-hv2 for literals that are written differently and mean the same, which dt-eq makes
equal and an engine that compares terms does not see.
https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise, product
from typing import TYPE_CHECKING

from kg.reason import lists
from kg.reason.datatypes import value
from kg.reason.vocabulary import HAS_KEY, HAS_VALUE, INVERSE_FUNCTIONAL_PROPERTY, ON_PROPERTY, TYPE
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


def _alike(facts: Facts, things: Iterable[Term], properties: list[Term]) -> Iterator[tuple[Term, Term]]:
    """Pairs of the things that share a value for each of the properties."""
    bearers: dict[tuple[object, ...], list[Term]] = defaultdict(list)
    for thing in sorted(things, key=ntriples):
        values = [{meaning(given) for given in facts.objects(thing, property_)} for property_ in properties]
        for combination in product(*values):
            bearers[combination].append(thing)
    for group in bearers.values():
        yield from pairwise(group)
