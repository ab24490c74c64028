"""Names of one thing: a store knows a thing by one of them, and a question may use another."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from kg.reason.representatives import Representatives
from kg.reason.vocabulary import SAME_AS
from kg.terms import Triple
from kg.why.proofs import Proof

if TYPE_CHECKING:
    from kg.evidence import Quads
    from kg.terms import Iri, Node, Term


class Names:
    """The names that a store says mean the same, and which of them its statements use."""

    def __init__(self, engine: Quads) -> None:
        self._known = Representatives()
        self._links = {quad.triple for quad in engine.quads(predicate=SAME_AS)}
        self._known.learn((link.subject, link.object) for link in self._links)

    def of(self, triple: Triple) -> Triple:
        """The triple as the store has it; a link between two names is kept as it is, as the store keeps it."""
        if triple.predicate == SAME_AS:
            return triple
        return Triple(*map(self._known.of, triple))  # type: ignore[arg-type] # a name stands for a name

    def led_to(self, asked: Triple, proof: Proof) -> Proof:
        """The proof of what was asked for, from the proof of what the store has for it, by one step a changed name."""
        wanted = list(asked)
        for place, rule in ((2, "eq-rep-o"), (1, "eq-rep-p"), (0, "eq-rep-s")):
            now = list(proof.conclusion)
            if now[place] != wanted[place]:
                links = tuple(Proof(link) for link in self._chain(wanted[place]))
                now[place] = wanted[place]
                proof = Proof(Triple(cast("Node", now[0]), cast("Iri", now[1]), now[2]), rule, (proof, *links))
        return proof

    def _chain(self, name: Term) -> list[Triple]:
        """The links from the name to what stands for it, each in the direction in which the store has it."""
        links = (Triple(*link) for link in self._known.links(name))
        return [
            link if link in self._links else Triple(cast("Node", link.object), SAME_AS, link.subject) for link in links
        ]
