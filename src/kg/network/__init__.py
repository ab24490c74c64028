"""The graph as nodes and edges: what is near what, the ways between, and where to draw it.

Modules, from the lowest: ``graph`` (nodes and edges), ``layout`` (positions), ``communities`` (what belongs together),
``paths`` (shortest ways), ``files`` (GraphML and GEXF).
"""

from __future__ import annotations

from kg.network import files
from kg.network.communities import Community, bubbles, communities
from kg.network.graph import Network, best_connected, multigraph, network, within
from kg.network.layout import Position, Span, columns, spans, spread
from kg.network.paths import Route, nearest, routes

__all__ = [
    "Community",
    "Network",
    "Position",
    "Route",
    "Span",
    "best_connected",
    "bubbles",
    "columns",
    "communities",
    "files",
    "multigraph",
    "nearest",
    "network",
    "routes",
    "spans",
    "spread",
    "within",
]
