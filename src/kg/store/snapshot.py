"""Snapshots: finished graphs, each in a folder of its own that never changes, and a pointer to the one that answers.

    build/current                  the name of the folder that answers
    build/<16 hex of its digest>/  store/  names.sqlite  graph.nq  findings.json  manifest.json
                                   originals.sqlite  where names gave way to others

``kg.store.staging`` makes them; here they are opened.
"""

from __future__ import annotations

import os
import re
import weakref
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from kg.errors import SnapshotError
from kg.store import lock, manifest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kg.project import Project
    from kg.store.engine import Engine
    from kg.store.manifest import Manifest
    from kg.store.originals import Originals

STORE: Final = "store"
NAMES: Final = "names.sqlite"
GRAPH: Final = "graph.nq"
ORIGINALS: Final = "originals.sqlite"
FINDINGS: Final = "findings.json"
MANIFEST: Final = "manifest.json"
POINTER: Final = "current"

DIGITS: Final = 16  # of the digest, in a folder's name
FOLDER: Final = re.compile(rf"[0-9a-f]{{{DIGITS}}}(-[0-9]+)?")
_REBUILD: Final = "run 'kg build'"


class Snapshot:
    """One finished graph; while this object lives, no build removes its folder.

    Attributes:
        path: its folder.
        manifest: what it says of itself.
        close: lets builds remove it from now on; happens by itself when the object goes.
    """

    def __init__(self, path: Path, facts: Manifest, handle: int) -> None:
        self.path = path
        self.manifest = facts
        self._engine: Engine | None = None
        self.close: weakref.finalize[..., Snapshot] = weakref.finalize(self, os.close, handle)

    def __reduce__(self) -> tuple[Callable[..., Snapshot], tuple[object, ...]]:
        """What pickle keeps: where it lies; in another process it is opened again."""
        return reopened, (self.path,)

    @property
    def engine(self) -> Engine:
        """Its store, opened when first asked for.

        Raises:
            SnapshotError: the store is damaged.
        """
        if self._engine is None:
            from kg.store import engine

            self._engine = engine.open(self.path / STORE)
        return self._engine

    @property
    def names(self) -> Path | Engine:
        """Where ``kg.find`` looks up names: the file of its index."""
        return self.path / NAMES

    @property
    def graph(self) -> Path:
        """The file of its statements: sorted N-Quads, values in the lexical form of the sources."""
        return self.path / GRAPH

    @property
    def originals(self) -> Originals:
        """What was written of names that gave way to others."""
        from kg.store.originals import Originals

        return Originals(self.path / ORIGINALS)

    @property
    def findings(self) -> Path:
        """The file of what the check found: a JSON list of what ``kg.build.findings.told`` gives."""
        return self.path / FINDINGS

    def damage(self) -> list[str]:
        """The files that are not what they were when the snapshot was made, in words; reads every byte."""
        return manifest.damage(self.path, self.manifest, thoroughly=True)


def current(project: Project) -> Snapshot:
    """The snapshot that answers.

    Raises:
        SnapshotError: none has been built, or files of it are missing or cut short (``Snapshot.damage`` looks closer).
    """
    tried = ""
    while (name := _pointed(project)) != tried:
        with suppress(FileNotFoundError):  # removed between two looks, if the pointer has moved on; else missing
            return opened(project, name)
        tried = name
    raise SnapshotError(f"{project.shown(project.build / tried)}: the snapshot is missing; {_REBUILD}")


def opened(project: Project, name: str) -> Snapshot:
    """The snapshot in the folder of that name, marked as being read.

    Raises:
        FileNotFoundError: there is none, or it is being removed.
        SnapshotError: it is damaged.
    """
    folder = project.build / name
    handle = os.open(folder / MANIFEST, os.O_RDONLY)
    try:
        return Snapshot(folder, _held(folder, handle), handle)
    except BaseException as error:
        os.close(handle)
        if isinstance(error, ValueError):
            raise SnapshotError(f"{project.shown(folder)}: the snapshot is damaged: {error}; {_REBUILD}") from error
        raise


def reopened(folder: Path) -> Snapshot:
    """The snapshot in a folder that somebody else holds open, marked as being read here too.

    Raises:
        OSError: the folder is not there.
        ValueError: it is damaged.
    """
    handle = os.open(folder / MANIFEST, os.O_RDONLY)
    return Snapshot(folder, _held(folder, handle), handle)


def _pointed(project: Project) -> str:
    """The name of the folder that answers."""
    pointer = project.build / POINTER
    try:
        name = pointer.read_text(encoding="ascii").strip()
    except FileNotFoundError as error:
        raise SnapshotError(f"no snapshot yet; {_REBUILD}") from error
    except (OSError, ValueError) as error:
        raise SnapshotError(f"{project.shown(pointer)}: {error}; {_REBUILD}") from error
    if not FOLDER.fullmatch(name):
        raise SnapshotError(f"{project.shown(pointer)}: names no snapshot: {name[:40]!r}; {_REBUILD}")
    return name


def _held(folder: Path, handle: int) -> Manifest:
    """The manifest of a folder that is whole and now marked as being read.

    Args:
        folder: the snapshot's.
        handle: of its manifest, opened.

    Raises:
        FileNotFoundError: it is being removed.
        ValueError: it is damaged.
    """
    path = folder / MANIFEST
    if not lock.reading(handle) or not path.exists():
        raise FileNotFoundError(path)
    found = manifest.from_json(path.read_text(encoding="utf-8"))
    if problems := manifest.damage(folder, found, thoroughly=False):
        raise ValueError("; ".join(problems))
    return found
