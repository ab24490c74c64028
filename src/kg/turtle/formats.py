"""RDF/XML, as pyoxigraph writes it, from one file to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def to_rdfxml(lines: Path, page: Path, *, prefixes: Mapping[str, str]) -> None:
    """Write N-Triples as RDF/XML, in their order and in memory that does not grow with them.

    Args:
        lines: the file of N-Triples.
        page: the file to write; what is there is replaced.
        prefixes: from prefix to namespace.
    """
    import pyoxigraph

    found = pyoxigraph.parse(path=lines, format=pyoxigraph.RdfFormat.N_TRIPLES)
    pyoxigraph.serialize(
        (each.triple for each in found), output=page, format=pyoxigraph.RdfFormat.RDF_XML, prefixes=dict(prefixes)
    )
