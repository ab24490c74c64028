"""What of a large network belongs together, and where to draw it as a few bubbles."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from kg.network.graph import Network
from kg.terms import Iri

if TYPE_CHECKING:
    import igraph

# A bubble's radius for the smallest and the largest community, and the room that its label takes, half and below.
_RADII = (18.0, 84.0)
_LABEL = (100.0, 126.0)
_ROUNDS = 400

Position = tuple[float, float]


class Community(NamedTuple):
    """Nodes that are linked with each other more than with others.

    Attributes:
        head: the member that most links within lead to, directly or by way of others; it gives the community its name.
        members: all of them, the best connected first.
        links: how many links lead to which other community, by its place among the communities.
    """

    head: Iri
    members: tuple[Iri, ...]
    links: Mapping[int, int]


def communities(whole: Network, *, most: int) -> list[Community]:
    """At most so many communities that have every node once, the largest first; the same network gives the same.

    The smallest, where there are more, are joined in the last. Leiden's algorithm for modularity, as igraph has it:
    about two seconds for 100,000 nodes.
    """
    import igraph

    if not whole.nodes:
        return []
    index = {node: number for number, node in enumerate(whole.nodes)}
    pairs = [
        (index[subject], index[thing])
        for subject, _, thing in whole.edges
        if isinstance(subject, Iri) and isinstance(thing, Iri) and subject != thing
    ]
    graph = igraph.Graph(n=len(index), edges=pairs, directed=True)
    groups = _groups(graph, most)
    degrees = graph.degree()
    home = {number: place for place, group in enumerate(groups) for number in group}
    between = Counter((home[one], home[other]) for one, other in pairs if home[one] != home[other])
    found = []
    for place, group in enumerate(groups):
        order = sorted(group, key=lambda number: (-degrees[number], number))
        weights = dict(zip(sorted(group), graph.induced_subgraph(sorted(group)).pagerank(), strict=True))
        head = max(order, key=lambda number: weights[number])
        links: Counter[int] = Counter()
        for (one, other), count in between.items():
            if place in {one, other}:
                links[one + other - place] += count
        found.append(Community(whole.nodes[head], tuple(whole.nodes[number] for number in order), dict(links)))
    return found


def bubbles(found: Sequence[Community]) -> list[tuple[Position, float]]:
    """Where the bubble of each community stands, and its radius: linked ones near each other, none upon another."""
    import igraph

    if not found:
        return []
    pairs = {(place, other): count for place, one in enumerate(found) for other, count in one.links.items()}
    weighed = {pair: math.log1p(count) for pair, count in pairs.items() if pair[0] < pair[1]}
    graph = igraph.Graph(n=len(found), edges=list(weighed))
    around = [2 * math.pi * number / len(found) for number in range(len(found))]
    igraph.set_random_number_generator(random.Random(len(found)))  # noqa: S311 - a picture, not a secret
    drawn = graph.layout_fruchterman_reingold(
        weights=list(weighed.values()), seed=[[math.cos(turn), math.sin(turn)] for turn in around], grid="nogrid"
    )
    igraph.set_random_number_generator(random)
    least, largest = _RADII
    top = max(len(one.members) for one in found)
    radii = [round(least + (largest - least) * math.sqrt(len(one.members) / top), 1) for one in found]
    reach = max((math.hypot(x, y) for x, y in drawn), default=0.0) or 1.0
    scale = 120.0 * math.sqrt(len(found)) / reach
    placed = _parted([(x * scale * 1.5, y * scale) for x, y in drawn], radii)
    return list(zip(placed, radii, strict=True))


def _groups(graph: igraph.Graph, most: int) -> list[list[int]]:
    """Leiden's communities as lists of numbers, the largest first, the smallest joined into the last."""
    import igraph

    igraph.set_random_number_generator(random.Random(graph.vcount()))  # noqa: S311 - a picture, not a secret
    found = graph.as_undirected().community_leiden(objective_function="modularity", n_iterations=3)
    igraph.set_random_number_generator(random)
    groups = sorted((list(group) for group in found), key=lambda group: (-len(group), group))
    if len(groups) <= most:
        return groups
    rest = sorted(number for group in groups[most - 1 :] for number in group)
    return [*groups[: most - 1], rest]


def _parted(places: list[Position], radii: Sequence[float]) -> list[Position]:
    """Push bubbles that overlap, with their labels, away from each other along the shorter way."""
    at = list(places)
    for _ in range(_ROUNDS):
        moved = False
        for one in range(len(at)):
            for other in range(one + 1, len(at)):
                (x1, y1), (x2, y2) = at[one], at[other]
                wide = max(radii[one], _LABEL[0]) + max(radii[other], _LABEL[0]) - abs(x2 - x1)
                high = radii[one] + radii[other] + _LABEL[1] - abs(y2 - y1)
                if wide <= 0 or high <= 0:
                    continue
                moved = True
                if high <= wide:
                    step = math.copysign(high / 2 + 1, y2 - y1 or 1)
                    at[one], at[other] = (x1, y1 - step), (x2, y2 + step)
                else:
                    step = math.copysign(wide / 2 + 1, x2 - x1 or 1)
                    at[one], at[other] = (x1 - step, y1), (x2 + step, y2)
        if not moved:
            break
    return [(round(x, 1), round(y, 1)) for x, y in at]
