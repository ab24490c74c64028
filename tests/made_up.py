"""Snapshots of made-up graphs for tests of pages: all that a page asks of one, and nothing built."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kg.names import STANDARD, expand, npp
from kg.project import graph_name
from kg.store.manifest import Manifest
from kg.store.snapshot import Snapshot
from kg.terms import Iri, Literal, Quad, Term, text
from kg.turtle.write import nquads
from kg.view.held import Held

TYPE = Iri(STANDARD["rdf"] + "type")
LABEL = Iri(STANDARD["skos"] + "prefLabel")
GRAPH = graph_name("made-up")


class MadeUp(Snapshot):
    """A snapshot of these statements; its file is there, its store is memory, and it says that it has so many."""

    def __init__(self, folder: Path, quads: Iterable[Quad], size: int) -> None:
        self.path = folder
        self.manifest = Manifest("0" * 64, "", "0", "", {"made-up": size}, size, 0, 0.0)
        self._held = Held(quads)
        (folder / "graph.nq").write_text("".join(nquads(self._held)), "utf-8")

    @property
    def engine(self) -> Held:  # type: ignore[override]  # pages ask it for statements only
        """The statements."""
        return self._held


def said(subject: str, predicate: Iri, thing: str | Term) -> Quad:
    """A statement; a thing that is a string is a CURIE."""
    return Quad(expand(subject), predicate, expand(thing) if isinstance(thing, str) else thing, GRAPH)


def entity(name: str, kinds: str, zh: str, en: str, **links: str | Literal) -> list[Quad]:
    """An entity of classes of ours with its labels and links, by the local names of classes and properties."""
    return [
        *(said(name, TYPE, npp(kind)) for kind in kinds.split()),
        said(name, LABEL, text(zh, "zh")),
        said(name, LABEL, text(en, "en")),
        *(said(name, npp(local), thing) for local, thing in links.items()),
    ]
