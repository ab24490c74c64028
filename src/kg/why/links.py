"""Why two names mean the same: links that rules draw between the names of one thing, and the chains of them.

A store has the names of one thing as one, so every fact about one holds of the others, and any link could be concluded
from what it led to. Links are therefore drawn again one by one, as a build draws them: first those that are asserted,
then those whose premises hold by the links drawn so far, until the names hang together. No proof then runs in a circle.
"""

from __future__ import annotations

from collections import defaultdict, deque
from itertools import combinations, islice
from typing import TYPE_CHECKING, Final, Protocol

from kg.rules.index import SAME_AS
from kg.rules.patterns import Atom, Variable
from kg.terms import Triple
from kg.why.proofs import Proof, Way

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.terms import Term
    from kg.why.heads import Heads
    from kg.why.lookup import Lookup
    from kg.why.merged import Names

# Rules whose premises give the link in either direction.
_EITHER_WAY: Final = frozenset({"prp-fp", "prp-ifp", "prp-key", "cls-maxc2", "cls-maxqc3", "cls-maxqc4"})
_OTHER: Final = Variable("another name")
# Of one name and rule, so many ways are looked at, and so many pairs of names that no common value suggests.
_MOST_WAYS: Final = 2_000
_MOST_PAIRS: Final = 500
# So many ways are tried to prove a link at once that is known to follow from others.
_MOST_SHORTCUTS: Final = 20


class Prover(Protocol):
    """What proves the premises of a link."""

    def shortest(self, goal: Triple) -> Proof | None:
        """A proof by the links drawn so far, or None."""
        ...

    def forget(self, *, ways: bool = False) -> None:
        """Told when what had no proof may have one now, by a new link, or by ways that were not looked at."""
        ...


class Links:
    """The links between the names of one store, drawn when the first name of a thing is asked for."""

    def __init__(self, lookup: Lookup, heads: Heads, names: Names, prover: Prover) -> None:
        self._lookup = lookup
        self._heads = heads
        self._names = names
        self._prover = prover
        self._drawn: dict[Term, dict[Term, Proof]] = defaultdict(dict)
        self._count = 0
        self._parents: dict[Term, Term] = {}
        self._sizes: dict[Term, int] = {}
        self._cut: set[Triple] = set()
        self._shortening = False
        self._under_way: set[Term] = set()
        # By the name that stands for a thing: how many links there were when no more could be drawn; None for all.
        self._settled: dict[Term, int | None] = {}

    def proof(self, link: Triple) -> Proof | None:
        """Why the two names mean the same, by as few links as there are; None where rules and sources do not say so."""
        names = self._names.alike(link.subject)
        if link.subject == link.object or link.object not in names:
            return None
        self._settle(names)
        path = self._path(link.subject, link.object)
        if not path:
            return None
        if len(path) > 1 and (shorter := self._shortcut(link)):
            return shorter
        chained = path.pop()
        while path:
            first = path.pop()
            conclusion = Triple(first.conclusion.subject, SAME_AS, chained.conclusion.object)
            chained = Proof(conclusion, "eq-trans", (first, chained))
        return chained

    def ways(self, link: Triple) -> list[Way]:
        """The rules that give the link: directly, and from a nearer one and the rest."""
        turned = Triple(link.object, SAME_AS, link.subject)  # type: ignore[arg-type] # names both
        found = [Way("eq-sym", (turned,), ())] if turned in self._names.said(link.object) else []
        found += self._direct(link)
        proof = self.proof(link)
        if proof is not None and proof.rule == "eq-trans":
            found.append(Way(proof.rule, tuple(each.conclusion for each in proof.premises), ()))
        return found

    def _settle(self, names: tuple[Term, ...]) -> None:
        """Draw what links can be drawn between the names."""
        thing = names[0]
        if thing in self._under_way or self._settled.get(thing, -1) in {None, self._count}:
            return
        self._under_way.add(thing)
        try:
            if thing not in self._settled:
                for link in (link for name in names for link in self._names.said(name)):
                    self._draw(Proof(link))
            while not (whole := self._is_whole(names)) and (self._grow(names) or self._look_closer()):
                pass
        finally:
            self._under_way.discard(thing)
        self._settled[thing] = None if whole else self._count

    def _shortcut(self, link: Triple) -> Proof | None:
        """The link by one rule from what holds without it; it joins nothing anew, so it was not drawn before."""
        if link in self._cut or self._names.alike(link.subject)[0] in self._under_way or self._shortening:
            return None
        self._cut.add(link)
        self._shortening = True
        try:
            for way in islice(self._direct(link), _MOST_SHORTCUTS):
                proof = self._proved(link, way)
                if proof and not any(_tells(each.conclusion, link) for part in proof.parts for each in part.every()):
                    self._draw(proof)
                    return proof
        finally:
            self._shortening = False
        return None

    def _grow(self, names: tuple[Term, ...]) -> bool:
        """Draw links by rules, whether there were any.

        First to names that share a value, at first where none of the names need be one for it; else between any.
        """
        before = self._count
        for by_links in (False, True):
            for name in names:
                if not self._is_whole(names):
                    for special, binding in self._heads.for_(Atom(name, SAME_AS, _OTHER)):
                        for link, way in islice(self._lookup.ways(special, binding), _MOST_WAYS):
                            self._try(link, way, by_links=by_links)
            if self._count > before:
                return True
        parted = (pair for pair in combinations(names, 2) if self._root(pair[0]) != self._root(pair[1]))
        for one, other in islice(parted, _MOST_PAIRS):
            link = Triple(one, SAME_AS, other)  # type: ignore[arg-type] # names both
            for way in self._direct(link):
                self._try(link, way, by_links=True)
        return self._count > before

    def _look_closer(self) -> bool:
        """Have patterns find inferred statements under every name from now on; whether they did not before."""
        if self._lookup.thorough:
            return False
        self._lookup.thorough = True
        self._prover.forget(ways=True)
        return True

    def _direct(self, link: Triple) -> Iterator[Way]:
        for special, binding in self._heads.for_(link):
            for _, way in islice(self._lookup.ways(special, binding), _MOST_WAYS):
                yield way

    def _try(self, link: Triple, way: Way, *, by_links: bool) -> None:
        """Draw the link, if it leads on and this way can be proved, by other links of the thing only if told so."""
        if self._root(link.subject) == self._root(link.object) or (proof := self._proved(link, way)) is None:
            return
        names = self._names.alike(link.subject)
        used = (each.conclusion for part in proof.parts for each in part.every())
        if by_links or not any(each.predicate == SAME_AS and each.subject in names for each in used):
            self._draw(proof)

    def _proved(self, link: Triple, way: Way) -> Proof | None:
        parts: list[Proof] = []
        for need in way.needs:
            part = None if need == link else self._prover.shortest(need)
            if part is None:
                return None
            parts.append(part)
        cut = len(way.premises)
        return Proof(link, way.rule, tuple(parts[:cut]), tuple(parts[cut:]))

    def _draw(self, proof: Proof) -> None:
        one, _, other = proof.conclusion
        turned = Triple(other, SAME_AS, one)  # type: ignore[arg-type] # names both
        if proof.rule in _EITHER_WAY:
            back = Proof(turned, proof.rule, _exchanged(proof.premises), proof.axioms)
        else:
            back = Proof(turned, "eq-sym", (proof,))
        self._drawn[one][other] = proof
        if self._drawn[other].get(one, back).steps >= back.steps:
            self._drawn[other][one] = back
        if (root := self._root(one)) != (below := self._root(other)):
            self._parents[below] = root
            self._sizes[root] = self._sizes.get(root, 1) + self._sizes.get(below, 1)
            self._count += 1
            self._prover.forget()

    def _is_whole(self, names: Sequence[Term]) -> bool:
        """Whether links lead from each name to each."""
        return self._sizes.get(self._root(names[0]), 1) == len(names)

    def _root(self, name: Term) -> Term:
        """The same name for all that links lead to."""
        while (above := self._parents.get(name, name)) != name:
            self._parents[name] = self._parents.get(above, above)
            name = above
        return name

    def _path(self, one: Term, other: Term) -> list[Proof]:
        """The fewest links drawn that lead from one name to another; none where none do, or where they are one."""
        came_by = self._reached(one, other)
        path: list[Proof] = []
        while other != one and other in came_by:
            path.append(came_by[other])
            other = came_by[other].conclusion.subject
        return path[::-1]

    def _reached(self, one: Term, goal: Term | None = None) -> dict[Term, Proof]:
        """The names that links lead to from this one, each with the link that reached it first; itself among them."""
        found: dict[Term, Proof] = {one: Proof(Triple(one, SAME_AS, one))}  # type: ignore[arg-type] # a name
        waiting = deque([one])
        while waiting and goal not in found:
            for other, link in self._drawn[waiting.popleft()].items():
                if other not in found:
                    found[other] = link
                    waiting.append(other)
        return found


def _tells(triple: Triple, link: Triple) -> bool:
    """Whether the triple is the link, in either direction."""
    return triple.predicate == SAME_AS and {triple.subject, triple.object} == {link.subject, link.object}


def _exchanged(premises: tuple[Proof, ...]) -> tuple[Proof, ...]:
    """What a rule says of both names, the other one first; what it says before that, of neither, stays."""
    start, half = len(premises) % 2, len(premises) // 2
    return premises[:start] + premises[start + half :] + premises[start : start + half]
