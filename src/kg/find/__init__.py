"""Entities by any of their names: an index beside the store, read in milliseconds.

An index is one SQLite file. ``write_index`` makes it at build time; everything else only reads, and imports neither
pypinyin nor OpenCC. Modules, from the lowest: ``fold`` (one form for a name however it is written), ``spelling``
(Latin letters read as pinyin), ``tables`` (the file), ``matches``, ``search``, ``nearest``, ``resolve``; on the writing
side ``places``, ``readings``, ``traditional``, ``gather``, ``write``.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kg.find.matches import Nearness
from kg.find.nearest import nearest, suggest
from kg.find.resolve import kind_named, knows, label, labels, resolve
from kg.find.search import Hit, search
from kg.terms import Quad, Triple

__all__ = [
    "Hit",
    "Nearness",
    "kind_named",
    "knows",
    "label",
    "labels",
    "nearest",
    "resolve",
    "search",
    "suggest",
    "write_index",
]


def write_index(path: Path, quads: Iterable[Quad | Triple]) -> None:
    """Write the name index of a graph to ``path``, which must not exist yet.

    Args:
        path: the file to make.
        quads: all statements, asserted and inferred; read once, in any order. What is not inferred is not known:
            classes above a class are found through rdfs:subClassOf, but places only through npp:locatedIn itself.
    """
    from kg.find.write import write

    write(path, quads)
