"""The graph for other systems: which statements, and in which format.

A snapshot keeps its statements as sorted N-Quads in the lexical forms of the sources; they are read from there, since
the store rewrites numbers. The same graph gives the same bytes in every format.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.errors import InputError, SnapshotError, UnknownName
from kg.names import PREFIXES, expand, looks_like_iri
from kg.project import graph_name
from kg.terms import Quad
from kg.turtle import write
from kg.turtle.read import parse_with_prefixes, read_nquads, shown, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from kg.store.snapshot import Snapshot
    from kg.terms import Iri

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
}
FORMATS: Final = tuple(dict.fromkeys(EXTENSIONS.values()))

INFERRED: Final = graph_name("inferred")
ALIGNMENTS: Final = graph_name("align")
# The sentences of the sources, where they were at hand: not ours to publish, so only who names the graph gets it.
TEXTS: Final = graph_name("texts")


@dataclass(frozen=True, slots=True)
class Scope:
    """Which statements are meant.

    Attributes:
        asserted: those that were read.
        inferred: those that were concluded.
        graphs: only those of these named graphs; empty for all graphs but that of the sources' sentences.
    """

    asserted: bool = True
    inferred: bool = True
    graphs: frozenset[Iri] = frozenset()

    def holds(self, graph: Iri) -> bool:
        """Whether the statements of this named graph are meant."""
        chosen = graph in self.graphs if self.graphs else graph != TEXTS
        return chosen and (self.inferred if graph == INFERRED else self.asserted)


def scope(snapshot: Snapshot, names: Iterable[str], *, asserted: bool = True, inferred: bool = True) -> Scope:
    """The scope that these names of graphs mean in a snapshot.

    Args:
        snapshot: where the graphs are.
        names: of graphs, each a slug, a CURIE or an IRI; none for all.
        asserted: whether to keep what was read.
        inferred: whether to keep what was concluded.

    Raises:
        UnknownName: the snapshot has no graph of that name; the text offers the nearest, and all.
    """
    known = snapshot.manifest.graphs
    graphs = set()
    for name in names:
        graph = expand(name) if looks_like_iri(name) else graph_name(name)
        slug = graph.value.removeprefix(graph_name("").value)
        if slug not in known:
            near = difflib.get_close_matches(slug, known, n=1)
            hint = f"did you mean '{near[0]}'? " if near else ""
            raise UnknownName(f"no graph '{name}' in this snapshot; {hint}It has {', '.join(known)}")
        graphs.add(graph)
    return Scope(asserted, inferred, frozenset(graphs))


def export(
    snapshot: Snapshot, chosen: str, scope: Scope | None = None, *, alignments: Path | None = None
) -> Iterator[bytes]:
    """The statements of a snapshot in one of ``FORMATS``, as UTF-8 in pieces.

    ``ttl``, ``nt`` and ``xml`` give one graph; ``trig``, ``nq`` and ``jsonld`` keep the named graphs apart.

    Args:
        snapshot: what to export.
        chosen: the format.
        scope: which statements; by default all but the sources' sentences.
        alignments: a Turtle file whose statements are added, in a named graph of their own.

    Raises:
        InputError: the statements cannot be written in that format, or the alignments cannot be read.
        SnapshotError: the snapshot's statements cannot be read.
    """
    wanted = scope or Scope()
    prefixes = dict(PREFIXES)
    quads = _statements(snapshot, wanted)
    if alignments is not None:
        triples, declared = parse_with_prefixes(text_of(alignments), name=shown(alignments))
        quads += [Quad(*triple, ALIGNMENTS) for triple in triples]
        prefixes = declared | prefixes
    return _WRITERS[chosen](quads, prefixes)


def _statements(snapshot: Snapshot, wanted: Scope) -> list[Quad]:
    try:
        return [quad for quad in read_nquads(snapshot.graph) if wanted.holds(quad.graph)]
    except InputError as error:
        raise SnapshotError(f"the snapshot is damaged: {error}; run 'kg build'") from error


def _ttl(quads: list[Quad], prefixes: Mapping[str, str]) -> Iterator[bytes]:
    yield write.turtle((quad.triple for quad in quads), prefixes=prefixes).encode()


def _trig(quads: list[Quad], prefixes: Mapping[str, str]) -> Iterator[bytes]:
    yield write.trig(quads, prefixes=prefixes).encode()


def _nt(quads: list[Quad], _prefixes: Mapping[str, str]) -> Iterator[bytes]:
    return (line.encode() for line in write.ntriples_lines(quad.triple for quad in quads))


def _nq(quads: list[Quad], _prefixes: Mapping[str, str]) -> Iterator[bytes]:
    return (line.encode() for line in write.nquads(quads))


def _jsonld(quads: list[Quad], _prefixes: Mapping[str, str]) -> Iterator[bytes]:
    from kg.turtle.formats import jsonld

    yield jsonld(quads)


def _xml(quads: list[Quad], prefixes: Mapping[str, str]) -> Iterator[bytes]:
    from kg.turtle.formats import rdfxml

    yield rdfxml((quad.triple for quad in quads), prefixes=prefixes)


_WRITERS: Final = {"ttl": _ttl, "trig": _trig, "nt": _nt, "nq": _nq, "jsonld": _jsonld, "xml": _xml}
