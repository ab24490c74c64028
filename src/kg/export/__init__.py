"""The graph for other systems: which statements, and in which format.

From the lowest: ``statements`` reads from a snapshot's file, ``scope`` says which statements are meant, ``parts`` finds
there what is about a thing, ``spool`` and ``parted`` put aside on disk what must come in another order, ``blocks``
makes canonical Turtle, ``context`` and ``jsonld`` make JSON-LD, ``rdfxml`` its format; ``entities`` sees things and
links, of which ``drawn`` makes GraphML and GEXF, ``sheets`` a workbook, ``sssom`` mappings to codes and ``tables``
files for databases; ``writers`` lists the formats of one file; ``digest``, ``description`` and ``compression`` are what
they say. The same graph gives the same bytes in every format, and those of RDF do not hold it in memory.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from kg.errors import InputError
from kg.export.compression import COMPRESSIONS
from kg.export.description import DESCRIPTION, PREFIXES_OF_DESCRIPTION, description
from kg.export.digest import digest as digest_of
from kg.export.parts import Things, described
from kg.export.scope import Scope, scope
from kg.export.statements import Statements, damage
from kg.export.tables import TABLES, into
from kg.export.writers import WRITERS, Style
from kg.names import PREFIXES
from kg.project import graph_name
from kg.store.snapshot import GRAPH
from kg.terms import Quad
from kg.turtle.read import parse_with_prefixes, shown, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.store.snapshot import Snapshot

__all__ = [
    "APART",
    "COMPRESSIONS",
    "EXTENSIONS",
    "FOLDERS",
    "FORMATS",
    "Scope",
    "Style",
    "Things",
    "digest",
    "export",
    "fill",
    "narrowed",
    "scope",
]

# The formats by the extensions that mean them.
EXTENSIONS: Final = {
    ".ttl": "ttl",
    ".trig": "trig",
    ".nt": "nt",
    ".nq": "nq",
    ".jsonld": "jsonld",
    ".xml": "xml",
    ".rdf": "xml",
    ".owl": "xml",
    ".graphml": "graphml",
    ".gexf": "gexf",
    ".xlsx": "xlsx",
    ".tsv": "sssom",
}
FORMATS: Final = tuple(WRITERS)
# Those of several files, which fill a folder.
FOLDERS: Final = tuple(TABLES)
# Those that keep the named graphs apart.
APART: Final = frozenset({"trig", "nq", "jsonld"})

ALIGNMENTS: Final = graph_name("align")


def export(
    snapshot: Snapshot,
    chosen: str,
    scope: Scope | None = None,
    *,
    style: Style | None = None,
) -> Iterator[bytes]:
    """The statements of a snapshot in one of ``FORMATS``, as UTF-8 in pieces.

    ``ttl``, ``nt`` and ``xml`` give one graph; ``trig``, ``nq`` and ``jsonld`` keep the named graphs apart;
    ``graphml``, ``gexf`` and ``xlsx`` have things and links of the data alone.

    Args:
        snapshot: what to export.
        chosen: the format.
        scope: which statements; by default all but the sources' sentences.
        style: what some formats ask for besides.

    Raises:
        InputError: the statements cannot be written in that format, or one of the files cannot be read.
        SnapshotError: the snapshot's statements cannot be read, or are not those that were built.
    """
    found, prefixes = _statements(snapshot, scope or Scope())
    return WRITERS[chosen](found, prefixes, style or Style())


def fill(folder: Path, snapshot: Snapshot, chosen: str, scope: Scope | None = None) -> None:
    """Fill a folder with the statements in one of ``FOLDERS``; whole or not at all.

    Raises:
        InputError: the folder is there already, or cannot be made.
        SnapshotError: as for `export`.
    """
    found, _ = _statements(snapshot, scope or Scope())
    into(folder, partial(TABLES[chosen], found))


def digest(snapshot: Snapshot, chosen: str, scope: Scope | None = None) -> str:
    """The digest of what `export` would write in this format, by RDFC-1.0 and SHA-256, in hex.

    Formats of one graph have one digest, and so have those that keep the named graphs apart.

    Raises:
        InputError: the alignments cannot be read.
        SnapshotError: as for `export`.
    """
    found, _ = _statements(snapshot, scope or Scope())
    return digest_of(found, apart=chosen in APART)


def narrowed(snapshot: Snapshot, scope: Scope, things: Things) -> Scope:
    """The scope cut to what describes these things.

    Raises:
        InputError: there are none.
    """
    found = things.within(snapshot.graph, Scope().holds)
    if found is None:
        return scope
    if not found:
        raise InputError("nothing in the graph is meant by all that was asked for; leave out one condition")
    return replace(scope, subjects=described(snapshot.graph, Scope().holds, found, evidence=scope.evidence))


def _statements(snapshot: Snapshot, scope: Scope) -> tuple[Statements, dict[str, str]]:
    """What is meant, and the prefixes it may be written with."""
    _verify(snapshot)
    prefixes = dict(PREFIXES)
    more: list[Quad] = []
    if scope.alignments is not None:
        triples, declared = parse_with_prefixes(text_of(scope.alignments), name=shown(scope.alignments))
        more = [Quad(*triple, ALIGNMENTS) for triple in triples]
        prefixes = declared | prefixes
    if scope.described or DESCRIPTION in scope.graphs:
        told = replace(scope, graphs=scope.graphs - {DESCRIPTION})
        found = description(Statements(snapshot.graph, told.holds, more, told.keeps), snapshot.manifest)
        more += [Quad(*triple, DESCRIPTION) for triple in found]
        prefixes = PREFIXES_OF_DESCRIPTION | prefixes
    return Statements(snapshot.graph, scope.holds, more, scope.keeps), prefixes


def _verify(snapshot: Snapshot) -> None:
    """See to it that the file of statements is the one that was built: what is passed on, nobody can check again."""
    path = snapshot.graph  # behind an endpoint it is made, and recorded, now
    written = snapshot.manifest.files[GRAPH]
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != written.sha256:
            raise damage(snapshot.graph)
