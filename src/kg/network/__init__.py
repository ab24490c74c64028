"""The graph as nodes and edges: what is near what, the ways between, and where to draw it.

Modules, from the lowest: ``graph`` (nodes and edges), ``layout`` (positions), ``communities`` (what belongs together),
``paths`` (shortest ways).
"""

from __future__ import annotations

from kg.network.communities import Community, bubbles, communities
from kg.network.graph import Network, best_connected, multigraph, network, within
from kg.network.layout import Position, columns, spread
from kg.network.paths import Route, nearest, routes

__all__ = [
    "Community",
    "Network",
    "Position",
    "Route",
    "best_connected",
    "bubbles",
    "columns",
    "communities",
    "multigraph",
    "nearest",
    "network",
    "routes",
    "spread",
    "within",
]
