"""Reasoning: what follows from a graph by OWL 2 RL, and where the graph contradicts itself.

Importing this package loads no reasoner; ``close`` loads the one it is asked for.
"""

from __future__ import annotations

from kg.reason.clashes import Clash
from kg.reason.closing import ENGINES, Closure, close

__all__ = ["ENGINES", "Clash", "Closure", "close"]
