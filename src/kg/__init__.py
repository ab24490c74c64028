"""A knowledge graph of China's national pilot programmes, every answer of which leads to its words.

``kg.open()`` opens the graph as it was last built; see ``kg.graph`` and ``docs/python.md``. Importing ``kg`` reads no
file and loads nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.graph import Graph, open  # noqa: A004 - read as kg.open

__version__ = "0.1.0"

__all__ = ["Graph", "open"]


def __getattr__(name: str) -> object:
    """``Graph`` and ``open`` of ``kg.graph``, loaded when first asked for."""
    if name in __all__:
        import importlib

        return getattr(importlib.import_module("kg.graph"), name)
    raise AttributeError(f"module 'kg' has no attribute '{name}'")
