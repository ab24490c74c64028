"""Where nodes stand: columns for programmes between bands of what they share, or igraph's Fruchterman-Reingold.

In both, no label hides another.
"""

from __future__ import annotations

import math
import random
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import accumulate, groupby
from typing import NamedTuple

from kg.network.graph import Network
from kg.terms import Iri

# A cell is wide and high enough for a node and a label of three lines; a column has at most so many rows of cells.
_BOX = (172.0, 124.0)
_ROWS = 7
_GAP = 0.2
# Room in rows for the larger letters of a column's head, and above the heads for what is written over the columns.
_HEAD = 1.2
_ABOVE = 0.3
_CELL = 220.0

Position = tuple[float, float]
# A centre, and where its column begins and ends.
Span = tuple[Iri, float, float]


def columns(
    whole: Network, centres: Sequence[Iri], tiers: Mapping[Iri, int], *, bands: Collection[int], shown: int
) -> dict[Iri, Position]:
    """Positions in columns, one for each centre, that bands cross.

    A node stands in the column of the centre that it is nearest to, on ways that avoid bands; within the column, lower
    tiers come first. The nodes of a band are shared: they stand across all columns, each as near as can be to those it
    is linked with.

    Args:
        whole: what to draw.
        centres: the heads of the columns, from left to right; theirs is the lowest tier of a column.
        tiers: from each node to its tier.
        bands: the tiers that are bands.
        shown: the last tier, a band, that sets how wide a column is; later ones grow downwards only.
    """
    near = whole.neighbours()
    heads = _nearest(near, centres, {node for node in whole.nodes if tiers[node] in bands})
    # What no centre reaches joins the last band that is shown, or a band of its own after all others.
    last = max(tiers.values(), default=0) + 1
    astray = {node: shown if tiers[node] <= shown else last for node in whole.nodes if node not in heads}
    tiers = {**tiers, **{node: tier for node, tier in astray.items() if tiers[node] not in bands}}
    bands = {*bands, shown, last}
    table = _table(centres, heads, tiers, shown)
    at: dict[Iri, Position] = {}
    row = 0.0
    for band, some in groupby(sorted(set(tiers.values())), key=lambda tier: tier if tier in bands else None):
        group = set(some)
        members = [node for node in whole.nodes if tiers[node] in group]
        if band is not None:
            row += _band(members, near, at, row=row, width=table.width) + (_ABOVE if not row else 0)
        else:
            stacks = [_stack(table, centre, table.lines(centre, members), row, at) for centre in centres]
            row += max(stacks, default=0)
    return {node: (round(x * _BOX[0], 1), round(y * _BOX[1], 1)) for node, (x, y) in at.items()}


def spans(
    whole: Network, centres: Sequence[Iri], tiers: Mapping[Iri, int], *, bands: Collection[int], shown: int
) -> list[Span]:
    """From where to where each of the columns reaches that ``columns`` makes of the same, from left to right."""
    heads = _nearest(whole.neighbours(), centres, {node for node in whole.nodes if tiers[node] in bands})
    table = _table(centres, heads, tiers, shown)
    half = _GAP / 2
    ends = [(table.lefts[each] - half, table.lefts[each] + table.wide[each] + half) for each in centres]
    return [
        (each, round(left * _BOX[0], 1), round(right * _BOX[0], 1))
        for each, (left, right) in zip(centres, ends, strict=True)
    ]


def spread(whole: Network) -> dict[Iri, Position]:
    """Positions by Fruchterman-Reingold from a fixed start, so that the same network is drawn the same way."""
    import igraph

    if not whole.nodes:
        return {}
    index = {node: number for number, node in enumerate(whole.nodes)}
    ends = [
        (one, other)
        for one, _, other in whole.edges
        if isinstance(one, Iri) and isinstance(other, Iri) and one != other
    ]
    pairs = [(index[one], index[other]) for one, other in ends if one in index and other in index]
    around = [2 * math.pi * number / max(len(index), 1) for number in index.values()]
    igraph.set_random_number_generator(random.Random(len(index)))  # noqa: S311 - a picture, not a secret
    drawn = igraph.Graph(n=len(index), edges=pairs).layout_fruchterman_reingold(
        seed=[[math.cos(turn), math.sin(turn)] for turn in around], niter=700, grid="nogrid"
    )
    igraph.set_random_number_generator(random)
    scale = 140.0 * math.sqrt(len(index)) / (max((math.hypot(x, y) for x, y in drawn), default=0.0) or 1.0)
    return _apart({node: (drawn[i][0] * scale * 1.5, drawn[i][1] * scale) for node, i in index.items()}, fixed=set())


def _nearest(near: Mapping[Iri, list[Iri]], centres: Collection[Iri], barred: Collection[Iri]) -> dict[Iri, Iri]:
    """From each node that a way leads to, to the centre it is nearest to; the first centre where two are as near."""
    heads = {centre: centre for centre in centres}
    order = list(centres)
    for node in order:
        for other in near[node]:
            if other not in heads and other not in barred:
                heads[other] = heads[node]
                order.append(other)
    return heads


class _Table(NamedTuple):
    """The columns: who heads each node, in which tier it stands, how wide each is in cells, and where it begins."""

    heads: Mapping[Iri, Iri]
    tiers: Mapping[Iri, int]
    wide: Mapping[Iri, int]
    lefts: Mapping[Iri, float]
    width: float

    def lines(self, centre: Iri, members: Iterable[Iri]) -> list[list[Iri]]:
        """Those of the members that stand in this column, by tier, cut into lines; the centre has a line of its own."""
        mine = sorted(
            (node for node in members if self.heads.get(node) == centre), key=lambda node: (self.tiers[node], node)
        )
        rest = [node for node in mine if node != centre]
        cut = [rest[start : start + self.wide[centre]] for start in range(0, len(rest), self.wide[centre])]
        return [[centre], *cut] if centre in mine else cut


def _table(centres: Sequence[Iri], heads: Mapping[Iri, Iri], tiers: Mapping[Iri, int], shown: int) -> _Table:
    counts = Counter(head for node, head in heads.items() if tiers[node] <= shown)
    wide = {centre: max(1, math.ceil(counts[centre] / _ROWS)) for centre in centres}
    starts = accumulate((cells + _GAP for cells in wide.values()), initial=0.0)
    lefts = dict(zip(centres, starts, strict=False))
    return _Table(heads, tiers, wide, lefts, sum(wide.values()) + _GAP * (len(wide) - 1))


def _stack(table: _Table, centre: Iri, lines: list[list[Iri]], row: float, at: dict[Iri, Position]) -> float:
    """Place the lines of one column from ``row`` on, each in the column's middle; how many rows they take."""
    down = 0.0
    for line in lines:
        first = table.lefts[centre] + (table.wide[centre] - len(line)) / 2
        at.update({node: (first + place + 0.5, row + down) for place, node in enumerate(line)})
        down += _HEAD if line == [centre] else 1
    return down


def _band(
    nodes: list[Iri], near: Mapping[Iri, list[Iri]], at: dict[Iri, Position], *, row: float, width: float
) -> float:
    """Place nodes in rows across the whole width, ordered by where their neighbours stand; how many rows it took."""
    if not nodes:
        return 0.0
    order = sorted(nodes, key=lambda node: (_pull(near[node], at), node))
    rows = math.ceil(len(order) / max(1.0, width // 1))
    for number, node in enumerate(order):
        share = width / math.ceil(len(order) / rows)
        at[node] = ((number // rows + 0.5) * share, row + number % rows + 0.2)
    return rows + 0.4


def _pull(others: Iterable[Iri], at: Mapping[Iri, Position]) -> float:
    """Where from left to right the neighbours stand that have been placed, on average."""
    placed = [at[other][0] for other in others if other in at]
    return sum(placed) / len(placed) if placed else math.inf


def _apart(placed: dict[Iri, Position], *, fixed: Collection[Iri], rounds: int = 60) -> dict[Iri, Position]:
    """Push boxes that overlap away from each other along the shorter way, until none do or the rounds are over."""
    at = dict(placed)
    for _ in range(rounds):
        moved = False
        cells: dict[tuple[int, int], list[Iri]] = defaultdict(list)
        for node, (x, y) in at.items():
            cells[int(x // _CELL), int(y // _CELL)].append(node)
        for (column, row), nodes in list(cells.items()):
            beside = [n for i in (0, 1) for j in (-1, 0, 1) for n in cells.get((column + i, row + j), ())]
            for one in nodes:
                for other in beside:
                    if one < other or other not in nodes:
                        moved |= _push(at, one, other, fixed)
        if not moved:
            break
    return {node: (round(x, 1), round(y, 1)) for node, (x, y) in at.items()}


def _push(at: dict[Iri, Position], one: Iri, other: Iri, fixed: Collection[Iri]) -> bool:
    (x1, y1), (x2, y2) = at[one], at[other]
    wide, high = _BOX[0] - abs(x2 - x1), _BOX[1] - abs(y2 - y1)
    if one == other or wide <= 0 or high <= 0 or (one in fixed and other in fixed):
        return False
    shares = (0.0, 1.0) if one in fixed else (1.0, 0.0) if other in fixed else (0.5, 0.5)
    if high <= wide:
        step = math.copysign(high + 1, y2 - y1 or 1)
        at[one], at[other] = (x1, y1 - step * shares[0]), (x2, y2 + step * shares[1])
    else:
        step = math.copysign(wide + 1, x2 - x1 or 1)
        at[one], at[other] = (x1 - step * shares[0], y1), (x2 + step * shares[1], y2)
    return True
