"""The search for proofs: backwards from a conclusion, the shortest first.

A proof may use at most so many steps; where there is none, one more is allowed, and so on. Every premise has fewer
steps to spend than its conclusion, so no proof runs in a circle, and what was learnt on the way (that a triple has no
proof of fewer steps) holds wherever the triple comes up again.
See Korf, Depth-first iterative-deepening (1985): https://doi.org/10.1016/0004-3702(85)90084-0
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.terms import Triple
from kg.why.heads import bound, ground, stated
from kg.why.proofs import Proof

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.rules.specialise import Special
    from kg.why.heads import Binding, Heads
    from kg.why.lookup import Lookup

# A proof has no more steps than this: it bounds the recursion, and nobody reads further.
MOST_STEPS: Final = 200
# Of one rule for one conclusion, so many ways are looked at. Only a hub has more, and has short proofs among them.
_MOST_WAYS: Final = 2_000
_NEVER: Final = MOST_STEPS + 1
# The rules of table 9; what they need are axioms.
_ABOUT_AXIOMS: Final = "scm-"
# Rules that go along links which can be joined, and the rule that joins them. What goes along a joined link goes along
# its parts in as many steps, so joined links are passed over: each proof is found in one order alone.
_JOINED_BY: Final = {
    "prp-trp": "prp-trp",
    "scm-sco": "scm-sco",
    "scm-spo": "scm-spo",
    "cax-sco": "scm-sco",
    "prp-spo1": "scm-spo",
}


class Way(NamedTuple):
    """One rule with all variables bound, which concludes a triple if its premises and axioms hold."""

    rule: str
    premises: tuple[Triple, ...]
    axioms: tuple[Triple, ...]

    @property
    def needs(self) -> tuple[Triple, ...]:
        """All that has to hold."""
        return self.premises + self.axioms


class Search:
    """The shortest proofs over one store; it remembers what it has found."""

    def __init__(self, lookup: Lookup, heads: Heads) -> None:
        self._lookup = lookup
        self._heads = heads
        self._proofs: dict[Triple, Proof] = {}
        self._floors: dict[Triple, int] = {}
        self._ways: dict[Triple, list[Way]] = {}
        self._given: dict[tuple[str, Triple], bool] = {}

    def shortest(self, goal: Triple, most: int = MOST_STEPS) -> Proof | None:
        """The proof of at most so many steps that has the fewest; None if there is none.

        Of proofs of the same length it is the one whose rules come first in ``Heads``.
        """
        while goal not in self._proofs and (floor := self.floor(goal)) <= most:
            self._try(goal, floor)
        proof = self._proofs.get(goal)
        return proof if proof is not None and proof.steps <= most else None

    def floor(self, triple: Triple) -> int:
        """The steps that a proof of the triple takes at least, as far as is known by now."""
        if triple in self._proofs:
            return self._proofs[triple].steps
        if triple not in self._floors:
            if self._lookup.is_asserted(triple):
                self._proofs[triple] = Proof(triple)
                return 0
            self._floors[triple] = 1
        return self._floors[triple]

    def ways(self, goal: Triple) -> Sequence[Way]:
        """Every rule that concludes the triple from what the store holds, the easy ones first."""
        if goal not in self._ways:
            self._ways[goal] = [
                way
                for special, binding in self._heads.for_(goal)
                for way in sorted(islice(self._bound(special, goal, binding), _MOST_WAYS), key=str)
                if not self._is_joined(way)
            ]
        return self._ways[goal]

    def _try(self, goal: Triple, steps: int) -> None:
        """Find a proof of just so many steps, of which none has fewer, or learn that it takes more."""
        least = _NEVER
        for way in self.ways(goal):
            proof = self._by(goal, way, steps)
            if proof is not None:
                self._proofs[goal] = proof
                return
            least = min(least, 1 + sum(map(self.floor, way.needs)))
        self._floors[goal] = max(steps + 1, least)

    def _by(self, goal: Triple, way: Way, steps: int) -> Proof | None:
        """The proof of the goal by this way within so many steps, or None."""
        spare = steps - 1 - sum(map(self.floor, way.needs))
        if spare < 0:
            return None
        parts = []
        for need in way.needs:
            floor = self.floor(need)
            part = self.shortest(need, floor + spare)
            if part is None:
                return None
            spare -= part.steps - floor
            parts.append(part)
        return Proof(goal, way.rule, tuple(parts[: len(way.premises)]), tuple(parts[len(way.premises) :]))

    def _is_joined(self, way: Way) -> bool:
        """Whether the way goes along a link that only joining gives."""
        joined_by = _JOINED_BY.get(way.rule)
        if joined_by is None:
            return False
        link = way.premises[0] if way.rule == "prp-trp" else way.axioms[0]
        return self.floor(link) > 0 and not self._is_given_without(joined_by, link)

    def _is_given_without(self, rule: str, triple: Triple) -> bool:
        """Whether another rule than this one concludes the triple."""
        key = (rule, triple)
        if key not in self._given:
            self._given[key] = any(
                True
                for special, binding in self._heads.for_(triple)
                if special.rule != rule
                for _ in self._bound(special, triple, binding)
            )
        return self._given[key]

    def _bound(self, special: Special, goal: Triple, binding: Binding) -> Iterator[Way]:
        """The ways that a rule leads to the goal, given what the goal makes of its variables."""
        for solution in self._lookup.solutions(special.body, binding):
            if any(solution[first] == solution[second] for first, second in special.distinct):
                continue
            filled = [ground(bound(atom, solution)) for atom in special.body]
            needs = tuple(triple for triple in filled if triple is not None)
            if goal in (*needs, *stated(special)):
                continue
            if special.rule.startswith(_ABOUT_AXIOMS):
                yield Way(special.rule, (), needs + special.schema)
            else:
                yield Way(special.rule, needs, special.schema)
