"""What is below what: rules scm-sco and scm-spo, by reachability instead of by joining pairs with pairs.

Joined, a hierarchy n deep costs n * n * n steps for n * n pairs, and a ring of n classes that are all below each other
has n * n pairs to begin with. Here each pair is found once, and of a large ring one member stands for the others: what
the ring is below and above is told of that one, and of each of the others that it is above and below that one. All else
that holds of the ring, and every type of every thing, follows from this in one step more.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from kg.reason.vocabulary import (
    ALL_VALUES_FROM,
    EQUIVALENT_CLASS,
    EQUIVALENT_PROPERTY,
    ON_PROPERTY,
    SOME_VALUES_FROM,
    SUB_CLASS_OF,
    SUB_PROPERTY_OF,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from kg.reason.coding import Code
    from kg.reason.database import Database, Row
    from kg.terms import Iri

    # Two numbers: the first is below the second.
    Pair = tuple[int, int]

# A ring of at most this many is told in full.
RING: Final = 100


# Of each predicate: the one for what is below each other, and those by which axioms compare what is below what.
_COMPARING: Final[dict[Iri, tuple[Iri, tuple[Iri, ...]]]] = {
    SUB_CLASS_OF: (EQUIVALENT_CLASS, (SOME_VALUES_FROM, ALL_VALUES_FROM)),
    SUB_PROPERTY_OF: (EQUIVALENT_PROPERTY, (ON_PROPERTY,)),
}


class Hierarchies:
    """The classes and the properties in the table ``known``.

    Args:
        database: with that table, and ``fresh``.
        code: the numbers of terms.
        full: tell rings of any size in full.
    """

    def __init__(self, database: Database, code: Code, *, full: bool) -> None:
        self._database = database
        self._code = code
        self._full = full
        self._found = {code.number(word): (Hierarchy(), word) for word in _COMPARING}
        self._begun = False

    def begin(self) -> list[Row]:
        """What follows from all statements in ``known``; nothing when it is called again."""
        if self._begun:
            return []
        self._begun = True
        return self._climb("known", self._found)

    def climb(self, keys: Collection[object]) -> list[Row]:
        """What follows from the statements in ``fresh``, which have these keys, with those taken in before."""
        return self._climb("fresh", [predicate for predicate in self._found if predicate in keys])

    def rename(self, replaced: dict[int, int]) -> None:
        """Puts new numbers in the place of old ones."""
        for hierarchy, _ in self._found.values():
            hierarchy.rename(replaced)

    def _climb(self, table: str, predicates: Iterable[int]) -> list[Row]:
        rows: list[Row] = []
        for predicate in predicates:
            hierarchy, word = self._found[predicate]
            pairs = self._database.rows(f"SELECT s, o FROM {table} WHERE p = {predicate}")
            found = hierarchy.add(pairs, self._compared(word))  # type: ignore[arg-type] # rows of two
            rows.extend((below, predicate, above) for below, above in found)
        return rows

    def _compared(self, word: Iri) -> Collection[int] | None:
        """What is to be told in full although it is in a large ring; None for everything."""
        mutual, others = _COMPARING[word]
        words = f"{self._code.number(word)}, {self._code.number(mutual)}"
        spoken_of = f"SELECT 1 FROM known WHERE s IN ({words}) OR o IN ({words}) LIMIT 1"
        if self._full or self._database.rows(spoken_of):
            return None
        comparing = ", ".join(str(self._code.number(other)) for other in others)
        return {row[0] for row in self._database.rows(f"SELECT DISTINCT o FROM known WHERE p IN ({comparing})")}


class Hierarchy:
    """Which is below which, for one predicate."""

    def __init__(self) -> None:
        self._above: dict[int, set[int]] = defaultdict(set)
        self._told: set[Pair] = set()

    def add(self, pairs: Iterable[Pair], compared: Collection[int] | None) -> list[Pair]:
        """Takes pairs in; returns those that follow and have been neither taken in nor returned before.

        Args:
            pairs: below and above.
            compared: what is told in full even if it is in a large ring, because other axioms look at its pairs; None
                for everything.
        """
        new = set(pairs) - self._told
        for below, above in new:
            self._above[below].add(above)
        self._told |= new
        if not new:
            return []
        found = {pair for pair in self._pairs(compared) if pair not in self._told}
        self._told |= found
        return sorted(found)

    def rename(self, replaced: dict[int, int]) -> None:
        """Puts new numbers in the place of old ones; what follows from that is returned by the next ``add``."""
        if not any(below in replaced or not found.isdisjoint(replaced) for below, found in self._above.items()):
            return
        moved = [
            (replaced.get(below, below), replaced.get(above, above))
            for below, found in self._above.items()
            for above in found
        ]
        self._above.clear()
        self._told.clear()
        for below, above in moved:
            self._above[below].add(above)

    def _pairs(self, compared: Collection[int] | None) -> Iterator[Pair]:
        """All pairs that are told."""
        reached: dict[int, set[int]] = {}  # by the least of a ring: what is told of it and of the rings above it
        least: dict[int, int] = {}
        for ring in _rings(self._above):
            first = min(ring)
            least.update(dict.fromkeys(ring, first))
            large = compared is not None and len(ring) > RING
            told = {first}.union(member for member in ring if not large or member in (compared or ()))
            rings = {least[other] for one in ring for other in self._above.get(one, ())}
            above = set().union(*(reached[other] for other in rings if other != first))
            whole = above | told if first in rings else above
            yield from ((one, other) for one in told for other in whole)
            if large:
                yield from (pair for one in ring for pair in ((one, first), (one, one), (first, one)))
            reached[first] = above | told


def _rings(above: dict[int, set[int]]) -> Iterator[list[int]]:
    """The strongly connected components of the graph, each after those it leads to (Tarjan's algorithm)."""
    order: dict[int, int] = {}
    low: dict[int, int] = {}
    path: list[int] = []
    on_path: set[int] = set()
    for start in list(above):
        if start in order:
            continue
        waiting = [(start, iter(above[start]))]
        order[start] = low[start] = len(order)
        path.append(start)
        on_path.add(start)
        while waiting:
            node, following = waiting[-1]
            for other in following:
                if other not in order:
                    order[other] = low[other] = len(order)
                    path.append(other)
                    on_path.add(other)
                    waiting.append((other, iter(above.get(other, ()))))
                    break
                if other in on_path:
                    low[node] = min(low[node], order[other])
            else:
                waiting.pop()
                if waiting:
                    parent = waiting[-1][0]
                    low[parent] = min(low[parent], low[node])
                if low[node] == order[node]:
                    yield _popped(path, on_path, node)


def _popped(path: list[int], on_path: set[int], node: int) -> list[int]:
    """The component that ends the path and begins with the node, taken off it."""
    ring = []
    while True:
        ring.append(path.pop())
        on_path.discard(ring[-1])
        if ring[-1] == node:
            return ring
