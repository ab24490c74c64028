"""The graph as nodes and edges: what is near what, and where to draw it.

Two layouts: petals around programmes, so that the first picture tells which programme brings what; and igraph's
Fruchterman-Reingold for any other selection. Both end with boxes pushed apart, so that labels can be read.
"""

from __future__ import annotations

import math
import random
from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kg.terms import Iri, Triple

# A node linked to more than this share of all nodes is a hub (the city itself, a year): it belongs to no petal.
_HUB_SHARE = 0.08
_RING = 330.0
_BOX = (190.0, 62.0)
_CELL = 220.0

Position = tuple[float, float]


class _Forest(NamedTuple):
    """From each node to its children, and to how many leaves hang below it, itself counted where it is one."""

    children: Mapping[Iri, list[Iri]]
    leaves: Mapping[Iri, int]


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes in a fixed order, and the edges between them.

    Attributes:
        nodes: every node once, sorted.
        edges: triples whose subject and object are both nodes, sorted.
        inferred: those of ``edges`` that no source asserts.
    """

    nodes: tuple[Iri, ...]
    edges: tuple[Triple, ...]
    inferred: frozenset[Triple]

    def neighbours(self) -> dict[Iri, list[Iri]]:
        """From each node to those it is linked with in either direction, sorted, each once."""
        near: dict[Iri, set[Iri]] = {node: set() for node in self.nodes}
        for subject, _, target in self.edges:
            if isinstance(subject, Iri) and isinstance(target, Iri) and subject != target:
                near[subject].add(target)
                near[target].add(subject)
        return {node: sorted(others) for node, others in near.items()}


def network(nodes: Iterable[Iri], asserted: Iterable[Triple], inferred: Iterable[Triple]) -> Network:
    """The network of these nodes, with every given triple that links two of them."""
    kept = set(nodes)
    certain = {triple for triple in asserted if triple.subject in kept and triple.object in kept}
    concluded = {triple for triple in inferred if triple.subject in kept and triple.object in kept} - certain
    order = sorted(certain | concluded, key=_order)
    return Network(tuple(sorted(kept)), tuple(order), frozenset(concluded))


def within(whole: Network, start: Iri, *, hops: int) -> Network:
    """The part of the network that lies at most ``hops`` edges from ``start``, in either direction."""
    near = whole.neighbours()
    reached = _distances(near, [start], through=set(near)) if start in near else {start: 0}
    kept = [node for node, distance in reached.items() if distance <= hops]
    asserted = [edge for edge in whole.edges if edge not in whole.inferred]
    return network(kept, asserted, whole.inferred)


def best_connected(whole: Network, limit: int) -> Network:
    """The network cut to its ``limit`` nodes with the most neighbours."""
    near = whole.neighbours()
    kept = sorted(whole.nodes, key=lambda node: (-len(near[node]), node))[:limit]
    asserted = [edge for edge in whole.edges if edge not in whole.inferred]
    return network(kept, asserted, whole.inferred)


def petals(whole: Network, centres: Collection[Iri]) -> dict[Iri, Position]:
    """Positions with one petal for each centre, in the order given, starting at the top and going clockwise.

    A node belongs to the petal of the centre it is nearest to, without passing through a hub; hubs stand in the
    middle, and what no centre reaches stands on a last ring. Petals are as wide as what they hold.
    """
    near = whole.neighbours()
    hubs = {node for node in whole.nodes if len(near[node]) > max(8, _HUB_SHARE * len(whole.nodes))} - set(centres)
    forest = _forest(near, centres, hubs)
    total = sum(forest.leaves[centre] for centre in centres) or 1
    inner = max(_RING * 1.6, total * 26.0 / (2 * math.pi) - _RING)
    placed: dict[Iri, Position] = {}
    angle = -math.pi / 2
    for centre in centres:
        width = 2 * math.pi * forest.leaves[centre] / total
        _fan(forest, centre, (angle, width, inner), placed)
        angle += width
    _circle(sorted(hubs), inner * 0.42, placed)
    _circle([node for node in whole.nodes if node not in placed], inner + 5.5 * _RING, placed)
    return _apart(placed, fixed=set(centres))


def spread(whole: Network) -> dict[Iri, Position]:
    """Positions by Fruchterman-Reingold from a fixed start, so that the same network is drawn the same way."""
    import igraph

    index = {node: number for number, node in enumerate(whole.nodes)}
    ends = [(edge.subject, edge.object) for edge in whole.edges if edge.subject != edge.object]
    pairs = [(index[one], index[other]) for one, other in ends if one in index and other in index]
    around = [2 * math.pi * number / max(len(index), 1) for number in index.values()]
    igraph.set_random_number_generator(random.Random(len(index)))  # noqa: S311 - a picture, not a secret
    drawn = igraph.Graph(n=len(index), edges=pairs).layout_fruchterman_reingold(
        seed=[[math.cos(turn), math.sin(turn)] for turn in around], niter=700, grid="nogrid"
    )
    igraph.set_random_number_generator(random)
    scale = 140.0 * math.sqrt(len(index)) / (max((math.hypot(x, y) for x, y in drawn), default=0.0) or 1.0)
    return _apart({node: (drawn[i][0] * scale * 1.5, drawn[i][1] * scale) for node, i in index.items()}, fixed=set())


def _order(triple: Triple) -> tuple[str, ...]:
    return tuple(str(part) for part in triple)


def _distances(near: Mapping[Iri, list[Iri]], starts: Collection[Iri], *, through: Collection[Iri]) -> dict[Iri, int]:
    reached = dict.fromkeys(starts, 0)
    queue = deque(starts)
    while queue:
        node = queue.popleft()
        for other in near[node]:
            if other not in reached and other in through:
                reached[other] = reached[node] + 1
                queue.append(other)
    return reached


def _forest(near: Mapping[Iri, list[Iri]], roots: Collection[Iri], hubs: set[Iri]) -> _Forest:
    """A tree below each root, breadth first, so that a node hangs below the root it is nearest to."""
    children: dict[Iri, list[Iri]] = defaultdict(list)
    order = list(roots)
    seen = {*roots, *hubs}
    for node in order:
        for other in near[node]:
            if other not in seen:
                seen.add(other)
                children[node].append(other)
                order.append(other)
    leaves: dict[Iri, int] = {}
    for node in reversed(order):
        leaves[node] = sum(leaves[child] for child in children[node]) or 1
    return _Forest(children, leaves)


def _fan(forest: _Forest, root: Iri, sector: tuple[float, float, float], placed: dict[Iri, Position]) -> None:
    """Place a tree in a sector (first angle, width, the root's distance): depth is distance, leaves share the width."""
    start, width, inner = sector
    stack = [(root, start, width, 0)]
    while stack:
        node, angle, share, depth = stack.pop()
        middle = angle + share / 2
        # Neighbours on one ring stand alternately nearer and farther, so that their labels have room.
        stagger = 0.36 * _RING * (len(placed) % 2) if depth > 1 else 0.0
        radius = inner + depth * _RING + stagger
        placed[node] = (1.35 * radius * math.cos(middle), radius * math.sin(middle))
        for child in forest.children[node]:
            part = share * forest.leaves[child] / forest.leaves[node]
            stack.append((child, angle, part, depth + 1))
            angle += part


def _circle(nodes: list[Iri], radius: float, placed: dict[Iri, Position]) -> None:
    for number, node in enumerate(nodes):
        turn = 2 * math.pi * number / len(nodes) - math.pi / 2
        reach = radius if len(nodes) > 1 else 0.0
        placed[node] = (1.35 * reach * math.cos(turn), reach * math.sin(turn))


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
