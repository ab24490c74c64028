"""The graph as nodes and edges: what is near what, the ways between, and where to draw it.

Modules, from the lowest: ``graph`` (nodes and edges), ``layout`` (positions), ``paths`` (shortest ways).
"""

from __future__ import annotations

from kg.network.graph import Network, best_connected, multigraph, network, within
from kg.network.layout import Position, columns, spread
from kg.network.paths import Route, nearest, routes

__all__ = [
    "Network",
    "Position",
    "Route",
    "best_connected",
    "columns",
    "multigraph",
    "nearest",
    "network",
    "routes",
    "spread",
    "within",
]
