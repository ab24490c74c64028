"""Names for blank nodes that come from the graph alone, not from labels or the order of input.

A blank node that one statement points to, and that lies on no cycle, is *nested*: Turtle needs no name for it.
Nobody pointing to it makes it a *root*. The others are *shared* and need a label: a hash of all that can be said
of them, found by colour refinement; where several remain alike, each choice is tried and the least result taken.

What is not guaranteed: in graphs with very many shared blank nodes that only look alike (strongly regular graphs
are the known case) trying stops after ``_PATIENCE`` choices, and labels may then depend on the input.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final, TypeVar

from kg.terms import Blank, Quad, Triple, ntriples
from kg.turtle.trees import Trees

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.terms import Term

    Colours = dict[Blank, str]

Statement = TypeVar("Statement", Triple, Quad)

_PATIENCE: Final = 200
_SHORTEST: Final = 8


def labels_of(trees: Trees, statements: Iterable[Statement]) -> dict[Blank, str]:
    """A label for every blank node that Turtle cannot nest, the same for equal graphs whatever their labels were.

    Args:
        trees: the trees of these statements.
        statements: all that have a blank node.
    """
    needed = [*trees.shared, *trees.deep]
    if not needed:
        return {}
    names = _names(statements)
    return _shortened({blank: names[blank] for blank in needed})


def all_labels(statements: Iterable[Statement]) -> dict[Blank, str]:
    """A label for every blank node, for formats that cannot nest."""
    return _shortened(_names(statements))


def _names(statements: Iterable[Statement]) -> dict[Blank, str]:
    """A hash for every blank node, from the graph alone.

    What hangs together by blank nodes is named apart from the rest. Parts that are alike are told apart by a number:
    either order gives the same bytes.
    """
    names: dict[Blank, str] = {}
    alike: Counter[tuple[str, ...]] = Counter()
    for part in _parts(statements):
        found = _names_in(Trees(part))
        kind = tuple(sorted(found.values()))
        names.update({blank: _hash(name, str(alike[kind])) for blank, name in found.items()})
        alike[kind] += 1
    return names


def _parts(statements: Iterable[Statement]) -> Iterable[list[Statement]]:
    """The statements in groups that have no blank node in common."""
    leaders: dict[Blank, Blank] = {}

    def leader(blank: Blank) -> Blank:
        while (above := leaders.setdefault(blank, blank)) != blank:
            leaders[blank] = blank = leaders[above]
        return blank

    kept = [(statement, [term for term in statement if isinstance(term, Blank)]) for statement in statements]
    for _, blanks in kept:
        leaders[leader(blanks[0])] = leader(blanks[-1])
    parts: defaultdict[Blank, list[Statement]] = defaultdict(list)
    for statement, blanks in kept:
        parts[leader(blanks[0])].append(statement)
    return parts.values()


def _names_in(trees: Trees) -> dict[Blank, str]:
    """The names in one part; twins, alike in what is said of them and below them, are told apart by a number."""
    refinement = _Refinement(trees)
    names = dict(refinement.settled())
    below = refinement.below(names)
    twins: Counter[tuple[str, str, str]] = Counter()
    for root in trees.roots:
        kin = ("", "", below[root])
        names[root] = _hash(*kin, str(twins[kin]))
        twins[kin] += 1
    for blank in trees.downwards:
        edge, parent = trees.parents[blank]
        kin = (names[parent] if isinstance(parent, Blank) else ntriples(parent), edge, below[blank])
        names[blank] = _hash(*kin, str(twins[kin]))
        twins[kin] += 1
    return names


def _shortened(names: dict[Blank, str]) -> dict[Blank, str]:
    for length in (_SHORTEST, 2 * _SHORTEST):
        if len({name[:length] for name in names.values()}) == len(names):
            return {blank: f"b{name[:length]}" for blank, name in names.items()}
    return {blank: f"b{name}" for blank, name in names.items()}


def _hash(*parts: str) -> str:
    return sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass
class _Refinement:
    """Colours for the shared blank nodes of a graph, made finer until each has its own."""

    trees: Trees
    patience: int = _PATIENCE

    def settled(self, start: Colours | None = None) -> Colours:
        """One colour a shared node, from the graph alone."""
        colours = start or dict.fromkeys(self.trees.shared, "")
        while True:
            colours = self._refined(colours)
            tied = _tied(colours)
            if not tied:
                return self._round(colours)
            if self.patience <= 0:
                colours[tied[0]] = _hash(colours[tied[0]], "chosen")
                continue
            self.patience -= len(tied)
            tries = (self.settled(colours | {blank: _hash(colours[blank], "chosen")}) for blank in tied)
            return min(tries, key=lambda result: sorted(result.values()))

    def _refined(self, colours: Colours) -> Colours:
        """Rounds until no further node is told apart."""
        count = len(set(colours.values()))
        while True:
            colours = self._round(colours)
            finer = len(set(colours.values()))
            if finer == count:
                return colours
            count = finer

    def _round(self, colours: Colours) -> Colours:
        """Each node's colour from its own, from what it says, and from who points to it."""
        trees = self.trees
        below = self.below(colours)
        above: dict[Blank, str] = {root: below[root] for root in trees.roots}
        for blank in trees.downwards:
            edge, parent = trees.parents[blank]
            above[blank] = _hash(below[blank], edge, self._seen(parent, above, colours))
        return {
            blank: _hash(
                colour,
                *self._says(blank, below, colours),
                "from",
                *sorted(f"{edge} {self._seen(node, above, colours)}" for edge, node in trees.into[blank]),
            )
            for blank, colour in colours.items()
        }

    def below(self, colours: Colours) -> dict[Blank, str]:
        """For each nested node and root, a hash of the tree under it."""
        below: dict[Blank, str] = {}
        for blank in (*reversed(self.trees.downwards), *self.trees.roots):
            below[blank] = _hash(*self._says(blank, below, colours))
        return below

    def _says(self, blank: Blank, below: dict[Blank, str], colours: Colours) -> list[str]:
        return sorted(f"{edge} {self._seen(term, below, colours)}" for edge, term in self.trees.out.get(blank, ()))

    @staticmethod
    def _seen(term: Term, hashes: dict[Blank, str], colours: Colours) -> str:
        if not isinstance(term, Blank):
            return ntriples(term)
        return "_:" + (colours[term] if term in colours else hashes[term])


def _tied(colours: Colours) -> Sequence[Blank]:
    """The smallest set of nodes of one colour, if any colour has several."""
    classes: defaultdict[str, list[Blank]] = defaultdict(list)
    for blank, colour in colours.items():
        classes[colour].append(blank)
    several = [(len(members), colour) for colour, members in classes.items() if len(members) > 1]
    return classes[min(several)[1]] if several else ()
