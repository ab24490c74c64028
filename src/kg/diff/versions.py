"""Versions of the graph, wherever they lie: a snapshot, a checkout, a file, a revision of git.

What was inferred is no part of a version, for it follows; nor are the sentences of sources.
"""

from __future__ import annotations

import subprocess
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.errors import InputError, UnknownName
from kg.project import graph_name
from kg.store.snapshot import GRAPH, POINTER, current
from kg.terms import Quad
from kg.turtle.read import parse, read, read_nquads, shown
from kg.turtle.write import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.project import Project
    from kg.terms import Iri

_LEFT_OUT: Final = frozenset(graph_name(slug) for slug in ("inferred", "texts"))
_SHORTEST: Final = 4  # digits that name a snapshot


class Version(NamedTuple):
    """One version.

    Attributes:
        name: what it was asked for by.
        quads: what it asserts, each once, blank nodes named from the graph alone.
    """

    name: str
    quads: frozenset[Quad]


def version(project: Project, name: str) -> Version:
    """The version of this name.

    Args:
        project: whose snapshots and revisions are meant.
        name: ``current`` or the digits of a snapshot; a folder, of a snapshot or a checkout; a file of Turtle,
            N-Triples or N-Quads; else a revision of git, as ``HEAD~1``.

    Raises:
        UnknownName: there is no such thing.
        InputError: a file cannot be read.
        SnapshotError: there is no snapshot, or it is damaged.
    """
    if name == POINTER:
        return _made(name, read_nquads(current(project).graph))
    path = Path(name)
    if path.is_file():
        return _made(name, _of_file(path))
    if path.is_dir():
        return _made(name, _of_folder(project, path))
    folders = sorted(project.build.glob(f"{name}*/{GRAPH}")) if len(name) >= _SHORTEST and name.isalnum() else []
    if len(folders) == 1:
        return _made(name, read_nquads(folders[0]))
    if len(folders) > 1:
        raise InputError(f"{name}: begins the names of {len(folders)} snapshots; give more digits")
    return _made(name, _of_revision(project, name))


def _made(name: str, quads: Iterable[Quad]) -> Version:
    return Version(name, frozenset(canonical(quad for quad in quads if quad.graph not in _LEFT_OUT)))


def _of_file(path: Path) -> Iterable[Quad]:
    if path.suffix == ".nq":
        return read_nquads(path)
    if path.suffix in {".ttl", ".nt"}:
        return read(path, graph_name(path.stem))
    raise InputError(f"{shown(path)}: of files, only .ttl, .nt and .nq can be compared; export another format")


def _of_folder(project: Project, path: Path) -> Iterable[Quad]:
    if (path / GRAPH).is_file():
        return read_nquads(path / GRAPH)
    from dataclasses import replace

    checkout = replace(project, root=path)
    return [quad for item in checkout.inputs() for quad in read(item.path, item.graph)]


def _of_revision(project: Project, name: str) -> Iterator[Quad]:
    """The files of a revision, read from git's own store: nothing is checked out."""
    found = _git(project, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if found is None:
        raise UnknownName(
            f"{name}: neither a snapshot, a folder, a file nor a revision of git; "
            "say 'current', digits of a snapshot, a path, or a revision such as HEAD~1"
        )
    commit = found.strip()
    listed = _git(project, "ls-tree", "-r", "-z", "--name-only", commit, "--", "ontology", "graph") or ""
    for file in listed.split("\0"):
        graph = _graph_of(PurePosixPath(file))
        if graph is not None:
            text = _git(project, "show", f"{commit}:./{file}") or ""
            yield from (Quad(*triple, graph) for triple in parse(text, name=f"{name}:{file}"))


def _graph_of(file: PurePosixPath) -> Iri | None:
    """The named graph that a file of the project makes; None if it makes none."""
    if file.suffix != ".ttl":
        return None
    match file.parts:
        case ("ontology", "npp.ttl"):
            return graph_name("ontology")
        case ("graph", "reference", _):
            return graph_name("reference")
        case ("graph", "sources", _) | ("graph", "decisions.ttl"):
            return graph_name(file.stem)
    return None


def _git(project: Project, *arguments: str) -> str | None:
    """What git prints in the project's folder; None where it refuses or is not there."""
    try:
        done = subprocess.run(  # noqa: S603 - a revision is an argument of its own, behind options
            ["git", "-C", str(project.root), *arguments],  # noqa: S607 - git is found as the user finds it
            capture_output=True,
            check=False,
        )
    except OSError:
        return None
    return done.stdout.decode("utf-8") if done.returncode == 0 else None
