"""Where things lie: ontology, graph, texts of the sources, and snapshots.

Inside a checkout the checkout's files are used; elsewhere those that ship in the package. ``KG_PROJECT``
names another checkout, ``KG_SOURCES`` another folder of texts, ``KG_BUILD`` another folder of snapshots.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from kg import __version__
from kg.errors import InputError
from kg.names import ID
from kg.terms import Iri

_PACKAGE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Input:
    """One Turtle file that the graph is made from, and the named graph it becomes."""

    path: Path
    graph: Iri


@dataclass(frozen=True, slots=True)
class Project:
    """The folders of one project."""

    root: Path
    sources: Path
    build: Path

    @property
    def ontology(self) -> Path:
        """The folder of the ontology, its shapes, alignments and questions."""
        return self.root / "ontology"

    @property
    def graph(self) -> Path:
        """The folder of the data."""
        return self.root / "graph"

    @property
    def questions(self) -> Path:
        """The folder of the questions and their answers."""
        return self.ontology / "questions"

    @property
    def shapes(self) -> Path:
        """The file of the SHACL shapes."""
        return self.ontology / "shapes.ttl"

    @property
    def alignments(self) -> Path:
        """The file of the statements that tie our vocabulary to others."""
        return self.ontology / "align.ttl"

    @property
    def context(self) -> Path:
        """The file of the JSON-LD context of our vocabulary."""
        return self.ontology / "context.jsonld"

    def inputs(self) -> list[Input]:
        """The files the graph is made from, in a fixed order: ontology, reference, sources, decisions.

        Raises:
            InputError: the folder holds no ontology.
        """
        vocabulary = self.ontology / "npp.ttl"
        if not vocabulary.is_file():
            raise InputError(f"{vocabulary}: no ontology here; run kg inside a checkout, or set KG_PROJECT to one")
        files = [Input(vocabulary, graph_name("ontology"))]
        files += [Input(path, graph_name("reference")) for path in sorted((self.graph / "reference").glob("*.ttl"))]
        files += [Input(path, graph_name(path.stem)) for path in sorted((self.graph / "sources").glob("*.ttl"))]
        decisions = self.graph / "decisions.ttl"
        return [*files, Input(decisions, graph_name("decisions"))] if decisions.is_file() else files

    def text_of(self, source: str) -> Path:
        """Where the text of the source with this slug would lie, whether or not it does."""
        return self.sources / f"{source}.txt"

    def shown(self, path: Path) -> str:
        """The path as a message shows it: relative to where the user stands, if it lies below."""
        absolute = path.resolve()
        here = Path.cwd()
        return str(absolute.relative_to(here)) if absolute.is_relative_to(here) else str(absolute)

    def digest(self, *options: str) -> str:
        """The SHA-256 of all that a snapshot depends on: inputs, shapes, texts, this program and ``options``."""
        total = sha256(__version__.encode())
        for option in options:
            total.update(b"\0option\0" + option.encode())
        code = sorted(_PACKAGE.rglob("*.py"))
        files = [item.path for item in self.inputs()] + [self.shapes]
        texts = [self.text_of(path.stem) for path in files]
        for path in [*code, *files, *(text for text in texts if text.is_file())]:
            total.update(b"\0file\0" + path.name.encode() + b"\0")
            total.update(sha256(path.read_bytes()).digest())
        return total.hexdigest()


def graph_name(slug: str) -> Iri:
    """The IRI of a named graph of the store.

    >>> graph_name("inferred").value
    'https://w3id.org/npp/id/graph/inferred'
    """
    return Iri(f"{ID}graph/{slug}")


def locate(start: Path | None = None) -> Project:
    """The project around ``start`` (default: where the user stands), else the one in the package."""
    here = (start or Path.cwd()).resolve()
    named = os.environ.get("KG_PROJECT")
    if named:
        root = Path(named).resolve()
    else:
        root = next((folder for folder in (here, *here.parents) if _is_checkout(folder)), _shipped())
    build = os.environ.get("KG_BUILD")
    return Project(
        root=root,
        sources=Path(os.environ.get("KG_SOURCES") or root / "sources").resolve(),
        build=Path(build).resolve() if build else _builds_of(root),
    )


def _is_checkout(folder: Path) -> bool:
    return (folder / "ontology" / "npp.ttl").is_file() and (folder / "graph").is_dir()


def _shipped() -> Path:
    """The data in an installed wheel, or the checkout that an editable install points to."""
    data = _PACKAGE / "data"
    return data if data.is_dir() else _PACKAGE.parents[1]


def _builds_of(root: Path) -> Path:
    """``build/`` in a checkout; for data inside the package, the user's cache folder."""
    if not root.is_relative_to(_PACKAGE):
        return root / "build"
    if sys.platform == "win32":
        cache = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    elif sys.platform == "darwin":
        cache = Path.home() / "Library" / "Caches"
    else:
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "kg" / __version__
