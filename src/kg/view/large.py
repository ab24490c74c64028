"""A page of more nodes than can be drawn: an overview of bubbles, and all nodes and links beside it, packed.

The page draws the bubbles first, as pyvis writes them; what a reader opens comes from the index, which the browser
inflates. Evidence is told of nodes and of links that a Claim records; what another link rests on the page finds from
its ends, by the same rule but for the named graphs.
"""

from __future__ import annotations

import gzip
import json
from base64 import b64encode
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from kg.errors import SnapshotError
from kg.names import compact
from kg.network import Community, Network, bubbles, communities
from kg.terms import Iri
from kg.view.drawing import Drawing
from kg.view.held import Held

if TYPE_CHECKING:
    from pyvis.network import Network as Canvas

    from kg.store.snapshot import Snapshot
    from kg.view.content import Content

# A page draws its whole graph up to so many nodes, and never more at once.
WHOLE: Final = 1500
# From so many statements on they are read into memory, all at once.
_MANY: Final = 50_000
_BUBBLES: Final = 48
_FEW_LINKS: Final = 3

Fields = dict[str, object]


def held(snapshot: Snapshot) -> Held | None:
    """The statements of a large graph in memory, from their file if there is one: half the time; None for others."""
    if sum(snapshot.manifest.graphs.values()) < _MANY:
        return None
    from kg.turtle.spelled import quads

    if not snapshot.graph.is_file():
        return Held(snapshot.engine.quads())
    try:
        with snapshot.graph.open(encoding="utf-8", newline="\n") as lines:
            return Held(quads(lines))
    except ValueError as error:
        raise SnapshotError(f"the snapshot is damaged: {snapshot.graph}: {error}; run 'kg build'") from error


def groups(canvas: Canvas, drawn: Drawing, part: Network) -> list[Fields]:
    """Draw the communities of the network as bubbles into ``canvas``, and tell them.

    Returns:
        for each the CURIE of its ``head``, the ``names`` of that, its ``kind``, how many of each of the ``kinds`` it
        has, and the numbers of its ``members`` among the network's nodes, the best connected first.
    """
    found = communities(part, most=_BUBBLES)
    numbers = {node: number for number, node in enumerate(part.nodes)}
    told = []
    for place, (community, ((x, y), radius)) in enumerate(zip(found, bubbles(found), strict=True)):
        kind = drawn.kinds[community.head]
        canvas.add_node(f"group:{place}", x=x, y=y, size=radius, kind=kind.key)
        told.append(_told(drawn, community, numbers))
    for one, other, count in _links(found):
        canvas.add_edge(f"group:{one}", f"group:{other}", count=count)
    return told


def _told(drawn: Drawing, community: Community, numbers: Mapping[Iri, int]) -> Fields:
    head = community.head
    return {
        "head": compact(head),
        "names": {lang: drawn.name(head, lang) for lang in ("zh", "en")},
        "kind": drawn.kinds[head].key,
        "kinds": dict(Counter(drawn.kinds[node].key for node in community.members)),
        "members": [numbers[node] for node in community.members],
    }


def _links(found: list[Community]) -> list[tuple[int, int, int]]:
    """The strongest links of each community: its place, another's, and how many there are between them."""
    kept: dict[tuple[int, int], int] = {}
    for place, one in enumerate(found):
        for other, count in Counter(one.links).most_common(_FEW_LINKS):
            kept[min(place, other), max(place, other)] = count
    return [(*pair, count) for pair, count in sorted(kept.items())]


def index(content: Content, part: Network) -> Fields:
    """All nodes and links of the network, to be packed.

    Returns:
        ``nodes``: as ``Content.node`` tells them, without what the page can make of the rest. ``predicates``: CURIEs.
        ``links``: four numbers for each link: its ends among the nodes, its predicate, and 1 if it is inferred.
        ``marks`` and ``said``: by a link's number, the mark of its Claim's evidence, and this evidence's numbers.
    """
    numbers = {node: number for number, node in enumerate(part.nodes)}
    predicates = {predicate: number for number, predicate in enumerate(sorted({edge.predicate for edge in part.edges}))}
    links: list[int] = []
    said: dict[int, list[int]] = {}
    marks: dict[int, object] = {}
    for number, edge in enumerate(part.edges):
        ends = (numbers[edge.subject], numbers[edge.object])  # type: ignore[index]  # a network links Iris
        links += (*ends, predicates[edge.predicate], int(edge in part.inferred))
        if claimed := content.records.of_claims(edge):
            said[number] = content.numbered(claimed)
        if mark := content.mark(edge):
            marks[number] = mark
    nodes = []
    for node in part.nodes:
        told = content.node(node)
        del told["search"]
        nodes.append({"id": compact(node), **told})
    return {"nodes": nodes, "predicates": [*map(compact, predicates)], "links": links, "marks": marks, "said": said}


def packed(data: Mapping[str, object]) -> str:
    """The data as JSON, deflated as gzip has it, in base64; the same data gives the same text."""
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    return b64encode(gzip.compress(written, compresslevel=6, mtime=0)).decode("ascii")
