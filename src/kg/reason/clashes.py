"""Where a closed graph contradicts itself, told in the statements that were asserted."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from kg.reason import contradictions as rules
from kg.reason.facts import Facts, in_order
from kg.reason.vocabulary import RANGE, TYPE
from kg.terms import Literal, Triple

if TYPE_CHECKING:
    from kg.reason.facts import Statement
    from kg.reason.representatives import Representatives
    from kg.terms import Term


@dataclass(frozen=True, slots=True)
class Clash:
    """One contradiction.

    Attributes:
        rule: the W3C's name of the rule that concludes ``false``, such as ``cax-dw``.
        triples: what it concludes that from, sorted. A premise about a representative is given as it was asserted,
            with the sameAs links from the names in it; a premise that was inferred is given as inferred.
        text: the contradiction in words.
    """

    rule: str
    triples: tuple[Triple, ...]
    text: str


def find(
    facts: Facts, asserted: frozenset[Statement], names: Representatives, literals: set[tuple[Term, Term]]
) -> list[Clash]:
    """Every contradiction in a closed graph, sorted by rule and triples; what two axioms both forbid is told once.

    Args:
        facts: the closed graph, about representatives.
        asserted: the statements it was made from, as they were given.
        names: the representatives.
        literals: the pairs of literals that the rules make the same.
    """
    sources = _Sources(facts, asserted, names)
    everything = chain(
        rules.of_equality(facts),
        rules.of_literals(facts, literals),
        rules.of_datatypes(facts, sources.asserted),
        rules.of_properties(facts),
        rules.of_classes(facts),
    )
    found: dict[tuple[str, str], Clash] = {}
    for rule, premises, text in everything:
        told = {triple for premise in premises for triple in sources.of(premise)}
        clash = Clash(rule, tuple(sorted(told, key=in_order)), text)
        found[rule, text] = min(clash, found.get((rule, text), clash), key=_in_order)
    return sorted(found.values(), key=_in_order)


def _in_order(clash: Clash) -> tuple[str, list[tuple[str, str, str]]]:
    return clash.rule, [in_order(triple) for triple in clash.triples]


class _Sources:
    """The way back from the closed graph to what was asserted."""

    def __init__(self, facts: Facts, asserted: frozenset[Statement], names: Representatives) -> None:
        self.asserted = Facts(names.rewrite(asserted))
        self._facts = facts
        self._given = asserted
        self._names = names
        self._originals: dict[Statement, list[Statement]] = defaultdict(list)
        for statement in asserted:
            (rewritten,) = names.rewrite([statement])
            if rewritten != statement:
                self._originals[rewritten].append(statement)

    def of(self, premise: Statement) -> list[Triple]:
        """The premise as it was asserted, with the links that lead to it; as it is, if it was inferred."""
        subject, predicate, given = premise
        if isinstance(subject, Literal):
            return self._of_literal(subject, given) if predicate == TYPE else self._holder(subject)
        if premise in self._given or premise not in self._originals:
            return [Triple(subject, predicate, given)]  # type: ignore[arg-type] # no premise has another predicate
        original = min(self._originals[premise], key=in_order)
        return [Triple(*original), *chain.from_iterable(self._names.links(term) for term in original)]  # type: ignore[arg-type] # asserted, so a triple

    def _of_literal(self, literal: Literal, kind: Term) -> list[Triple]:
        """Why the literal is typed with the class: what has it, and the range of that property."""
        for subject, predicate in sorted(self._facts.holders(literal), key=lambda pair: in_order((*pair, literal))):
            ranged = (predicate, RANGE, kind)
            if ranged in self._facts:
                return [*self.of((subject, predicate, literal)), *self.of(ranged)]
        return self._holder(literal)

    def _holder(self, literal: Literal) -> list[Triple]:
        pairs = self.asserted.holders(literal) or self._facts.holders(literal)
        subject, predicate = min(pairs, key=lambda pair: in_order((*pair, literal)))
        return self.of((subject, predicate, literal))
