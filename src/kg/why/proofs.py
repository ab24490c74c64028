"""Proofs as values: a conclusion, the rule that gives it, and the proofs of what the rule needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.terms import Triple


class Way(NamedTuple):
    """One rule with all variables bound, which concludes a triple if its premises and axioms hold."""

    rule: str
    premises: tuple[Triple, ...]
    axioms: tuple[Triple, ...]

    @property
    def needs(self) -> tuple[Triple, ...]:
        """All that has to hold."""
        return self.premises + self.axioms


@dataclass(frozen=True, slots=True)
class Proof:
    """Why a triple is in the graph.

    Attributes:
        conclusion: the triple.
        rule: the W3C's name of the rule that gives it; "" where the triple is asserted, and so proves itself.
        premises: proofs of what the rule needs of the data, in the order of its patterns.
        axioms: proofs of what it needs of the ontology.
        steps: how many times a rule is applied, all in all; what is used twice counts twice.
    """

    conclusion: Triple
    rule: str = ""
    premises: tuple[Proof, ...] = ()
    axioms: tuple[Proof, ...] = ()
    steps: int = field(init=False)

    def __post_init__(self) -> None:
        below = sum(each.steps for each in self.parts)
        object.__setattr__(self, "steps", below + (1 if self.rule else 0))

    @property
    def parts(self) -> tuple[Proof, ...]:
        """The proofs that this one is made of: premises, then axioms."""
        return self.premises + self.axioms

    def every(self) -> Iterator[Proof]:
        """This proof and all inside it, conclusions before premises."""
        waiting = [self]
        while waiting:
            proof = waiting.pop()
            yield proof
            waiting += reversed(proof.parts)

    def grounds(self) -> frozenset[Triple]:
        """The asserted triples that it rests on."""
        return frozenset(each.conclusion for each in self.every() if not each.rule)
