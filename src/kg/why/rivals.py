"""All proofs of a triple that rest on different grounds, the shortest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.rules.index import SAME_AS
from kg.terms import Triple
from kg.why.proofs import Proof

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.why.proofs import Way
    from kg.why.search import Search

# Proofs of more steps than the shortest and so many are not looked for, and the search gives up after so many attempts:
# there can be exponentially many that differ in nothing but their order.
_MORE_STEPS: Final = 6
_PATIENCE: Final = 100_000


class Rivals:
    """The search for all proofs of one triple."""

    def __init__(self, search: Search, goal: Triple) -> None:
        self._search = search
        self._goal = goal
        self._patience = _PATIENCE

    def proofs(self, most: int, steps: int) -> list[Proof]:
        """At most so many proofs of at most so many steps, fewest first; of those that rest on the same triples one.

        An asserted triple comes as its own proof, and then by the rules that give it too. No proof uses its conclusion
        as a premise. Proofs of more than six steps above the shortest are left out.
        """
        found: dict[frozenset[Triple], Proof] = {}
        shortest = self._search.floor(self._goal)
        if shortest == 0:
            found[frozenset({self._goal})] = Proof(self._goal)
        elif (proof := self._search.shortest(self._goal, steps)) is not None:
            shortest = proof.steps
        for length in range(max(shortest, 1), min(shortest + _MORE_STEPS, steps) + 1):
            for proof in self._derived(self._goal, length, ()):
                found.setdefault(proof.grounds(), proof)
                if len(found) == most:
                    return list(found.values())
        return list(found.values())

    def _of(self, goal: Triple, steps: int, above: tuple[Triple, ...]) -> Iterator[Proof]:
        """Every proof of just so many steps without the triples above; of a link between names the shortest alone."""
        if goal.predicate == SAME_AS:
            link = self._search.shortest(goal)
            if link is not None and link.steps == steps and goal not in above:
                yield link
        elif self._search.floor(goal) == 0:
            if steps == 0:
                yield Proof(goal)
        elif goal not in above and self._search.shortest(goal, steps) is not None:
            yield from self._derived(goal, steps, above)

    def _derived(self, goal: Triple, steps: int, above: tuple[Triple, ...]) -> Iterator[Proof]:
        below = (*above, goal)
        for way in self._search.ways(goal):
            if not any(need in below for need in way.needs):
                yield from self._by(goal, way, steps, below)

    def _by(self, goal: Triple, way: Way, steps: int, above: tuple[Triple, ...]) -> Iterator[Proof]:
        cut = len(way.premises)
        for parts in self._shared(way.needs, steps - 1, above):
            yield Proof(goal, way.rule, parts[:cut], parts[cut:])

    def _shared(self, goals: Sequence[Triple], steps: int, above: tuple[Triple, ...]) -> Iterator[tuple[Proof, ...]]:
        """Every row of proofs of the goals that have just so many steps together."""
        self._patience -= 1
        if self._patience < 0:
            return
        if not goals:
            if steps == 0:
                yield ()
            return
        first, rest = goals[0], goals[1:]
        least = sum(map(self._search.floor, rest))
        # An asserted premise has one proof, of no steps; the last goal takes all that is left.
        lengths = range(self._search.floor(first), steps - least + 1) if rest else range(steps, steps + 1)
        for length in range(1) if self._search.floor(first) == 0 else lengths:
            for proof in self._of(first, length, above):
                for others in self._shared(rest, steps - length, above):
                    yield (proof, *others)
