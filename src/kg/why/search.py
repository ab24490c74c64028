"""The search for proofs: backwards from a conclusion, the shortest first.

A proof may use at most so many steps; where there is none, one more is allowed, and so on. Every premise has fewer
steps to spend than its conclusion, so no proof runs in a circle, and what was learnt on the way (that a triple has no
proof of fewer steps) holds wherever the triple comes up again. That two names mean the same is proved by ``links``.
See Korf, Depth-first iterative-deepening (1985): https://doi.org/10.1016/0004-3702(85)90084-0
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from kg.rules.index import SAME_AS
from kg.terms import Literal, Triple
from kg.why.heads import stated
from kg.why.links import Links
from kg.why.lookup import is_of_datatype, means_the_same
from kg.why.proofs import Proof, Way

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.rules.specialise import Special
    from kg.why.heads import Binding, Heads
    from kg.why.lookup import Lookup
    from kg.why.merged import Names

# A proof has no more steps than this, unless told otherwise: nobody reads further.
MOST_STEPS: Final = 200
# Of one rule for one conclusion, so many ways are looked at. Only a hub has more, and has short proofs among them.
_MOST_WAYS: Final = 2_000
# Of one statement under other names, so many forms are looked at.
_MOST_FORMS: Final = 50
# More steps than any proof may have.
_NEVER: Final = 1_000_000
# Rules that go along links which can be joined, and the rule that joins them. What goes along a joined link goes along
# its parts in as many steps, so joined links are passed over: each proof is found in one order alone.
_JOINED_BY: Final = {
    "prp-trp": "prp-trp",
    "scm-sco": "scm-sco",
    "scm-spo": "scm-spo",
    "cax-sco": "scm-sco",
    "prp-spo1": "scm-spo",
}


class Search:
    """The shortest proofs over one store; it remembers what it has found."""

    def __init__(self, lookup: Lookup, heads: Heads, names: Names) -> None:
        self._lookup = lookup
        self._heads = heads
        self._names = names
        self._links = Links(lookup, heads, names, self)
        self._proofs: dict[Triple, Proof] = {}
        self._floors: dict[Triple, int] = {}
        self._ways: dict[Triple, list[Way]] = {}
        self._given: dict[tuple[str, Triple], bool] = {}
        self._seen_through: set[Triple] = set()

    def shortest(self, goal: Triple, most: int = MOST_STEPS) -> Proof | None:
        """The proof of at most so many steps that has the fewest; None if there is none.

        Of proofs of the same length it is the one whose rules come first in ``Heads``.
        """
        if goal.predicate == SAME_AS and not self._lookup.is_asserted(goal) and not isinstance(goal.object, Literal):
            link = self._links.proof(goal)
            return link if link is not None and link.steps <= most else None
        while (floor := self.floor(goal)) <= most and goal not in self._proofs:
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
            if triple.predicate == SAME_AS and not isinstance(triple.object, Literal):
                link = self._links.proof(triple)
                return _NEVER if link is None else link.steps
            self._floors[triple] = 1
        return self._floors[triple]

    def forget(self, *, ways: bool = False) -> None:
        """Drops what was learnt of how long proofs must be, as a new link between names may give shorter ones.

        Args:
            ways: drop the ways to conclusions too.
        """
        self._floors.clear()
        self._seen_through.clear()
        if ways:
            self._ways.clear()
            self._given.clear()

    def ways(self, goal: Triple) -> Sequence[Way]:
        """Every rule that concludes the triple from what the store holds, the easy ones first."""
        if goal.predicate == SAME_AS and not isinstance(goal.object, Literal):
            return self._links.ways(goal)
        if goal not in self._ways:
            by_rule = [
                way
                for special, binding in self._heads.for_(goal)
                for way in sorted(islice(self._along(special, goal, binding), _MOST_WAYS), key=str)
            ]
            self._ways[goal] = [*_of_literals(goal), *by_rule, *self._renamings(goal)]
        return self._ways[goal]

    def _try(self, goal: Triple, steps: int) -> None:
        """Find a proof of just so many steps, of which none has fewer, or learn that it takes more."""
        self._look_ahead(goal)
        if self.floor(goal) > steps:
            return
        least = _NEVER
        for way in self.ways(goal):
            proof = self._by(goal, way, steps)
            if proof is not None:
                self._proofs[goal] = proof
                return
            least = min(least, 1 + sum(map(self.floor, way.needs)))
        self._floors[goal] = max(steps + 1, least)

    def _look_ahead(self, goal: Triple) -> None:
        """Learn how many steps it takes at least to the end of a chain in which there is but one way to go."""
        if goal in self._seen_through:
            return
        path: list[tuple[Triple, Way]] = []
        waiting = [goal]
        while len(waiting) == 1 and waiting[0] not in self._seen_through:
            (step,) = waiting
            self._seen_through.add(step)
            ways = self.ways(step)
            if len(ways) != 1:
                break
            path.append((step, ways[0]))
            waiting = [need for need in ways[0].needs if self.floor(need) > 0]
        for step, way in reversed(path):
            self._floors[step] = max(self._floors.get(step, 1), 1 + sum(map(self.floor, way.needs)))

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

    def _along(self, special: Special, goal: Triple, binding: Binding) -> Iterator[Way]:
        """The ways of a rule without those that go along a link that only joining gives."""
        joined_by = _JOINED_BY.get(special.rule)
        if joined_by == special.rule:
            yield from self._joins(special, goal)
        elif joined_by is None or not self._is_joined(joined_by, special.schema[0]):
            yield from self._bound(special, goal, binding)

    def _joins(self, special: Special, goal: Triple) -> Iterator[Way]:
        """The ways of a rule that joins links: a first one that is not joined itself, and the rest of the way."""
        others = any(other.rule != special.rule for other, _ in self._heads.for_(goal))
        for middle, asserted in self._lookup.links(goal.subject, goal.predicate, inferred=others).items():
            if middle in {goal.subject, goal.object} or isinstance(middle, Literal):
                continue
            first, rest = goal._replace(object=middle), goal._replace(subject=middle)
            if (asserted or self._is_given_without(special.rule, first)) and self._lookup.holds(rest):
                needs = (first, rest)
                yield Way(special.rule, (), needs) if not special.schema else Way(special.rule, needs, special.schema)

    def _is_joined(self, rule: str, link: Triple) -> bool:
        """Whether only joining gives the link."""
        return self.floor(link) > 0 and not self._is_given_without(rule, link)

    def _is_given_without(self, rule: str, triple: Triple) -> bool:
        """Whether another rule than this one concludes the triple."""
        key = (rule, triple)
        if key not in self._given:
            self._given[key] = bool(self._names and self._names.asserted(triple)) or any(
                True
                for special, binding in self._heads.for_(triple)
                if special.rule != rule
                for _ in self._bound(special, triple, binding)
            )
        return self._given[key]

    def _bound(self, special: Special, goal: Triple, binding: Binding) -> Iterator[Way]:
        """The ways that a rule leads to the goal, given what the goal makes of its variables."""
        for _, way in self._lookup.ways(special, binding):
            if goal not in (*way.needs, *stated(special)):
                yield way

    def _renamings(self, goal: Triple) -> Iterator[Way]:
        """The ways from the same statement under other names, one name at a time: as asserted, else as stored."""
        stored = self._names.stored(goal)
        for form in islice(self._names.asserted(goal) or [stored], _MOST_FORMS):
            for place, rule in ((0, "eq-rep-s"), (1, "eq-rep-p"), (2, "eq-rep-o")):
                if form[place] != goal[place]:
                    known = Triple._make([*goal[:place], form[place], *goal[place + 1 :]])
                    yield Way(rule, (known, Triple._make([form[place], SAME_AS, goal[place]])), ())
                    break


def _of_literals(goal: Triple) -> Iterator[Way]:
    """What literals are by their values alone."""
    if is_of_datatype(goal):
        yield Way("dt-type2", (), ())
    elif goal.predicate == SAME_AS and means_the_same(goal.subject, goal.object):
        yield Way("dt-eq", (), ())
