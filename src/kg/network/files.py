"""Networks as files of others: GraphML and GEXF, by networkx."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import networkx as nx

    Node = tuple[str, Mapping[str, Any]]  # Any: what networkx takes, texts, numbers and for GEXF "viz"
    Edge = tuple[str, str, Mapping[str, Any]]

# GEXF would say on which day it was written; the same graph gives the same bytes.
_DAY: Final = re.compile(rb' lastmodifieddate="[0-9-]*"')
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def graphml(nodes: Iterable[Node], edges: Iterable[Edge]) -> bytes:
    """The network in GraphML, which Gephi, yEd and networkx read.

    Args:
        nodes: each with a name and attributes.
        edges: each with two names and attributes; between two nodes there may be several.
    """
    import networkx as nx

    out = BytesIO()
    nx.write_graphml(_graph(nodes, edges), out, named_key_ids=True)
    return out.getvalue()


def gexf(nodes: Iterable[Node], edges: Iterable[Edge]) -> bytes:
    """The network in GEXF 1.2, which Gephi reads with the colours, sizes and places under ``viz``."""
    import networkx as nx

    out = BytesIO()
    nx.write_gexf(_graph(nodes, edges), out)
    return _DAY.sub(b"", out.getvalue())


def _graph(nodes: Iterable[Node], edges: Iterable[Edge]) -> nx.MultiDiGraph:
    import networkx as nx

    graph = nx.MultiDiGraph()
    for name, attributes in nodes:
        graph.add_node(name, **{key: _fit(value) for key, value in attributes.items()})
    for number, (start, end, attributes) in enumerate(edges):
        graph.add_edge(start, end, key=number, **{key: _fit(value) for key, value in attributes.items()})
    return graph


def _fit(value: object) -> object:
    """A value that XML can hold."""
    return _NOT_XML.sub("�", value) if isinstance(value, str) else value
