"""How a snapshot comes to be: made aside, put on the disk, and only then pointed to.

    build/.staging-<process>/      one being made
    build/.removed-<name>/         one being removed
    build/.lock                    held by the process that makes one

Whatever is killed whenever: a folder takes its final name only when all of it is on the disk, and the pointer is
switched, by one rename, only after that. What is half done lies under a name that nobody reads, and the next build
removes it.
"""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, Final

from kg.errors import SnapshotError
from kg.store import lock
from kg.store.manifest import Manifest, record
from kg.store.snapshot import DIGITS, FOLDER, MANIFEST, POINTER, Snapshot, opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kg.project import Project

_LOCK: Final = ".lock"
_KEPT: Final = 2  # snapshots beside the one that answers


@contextmanager
def workplace(project: Project, waiting: Callable[[str], None] = lambda _: None) -> Iterator[Path]:
    """A new, empty folder to make a snapshot in, while no other process makes one; gone afterwards unless published.

    Args:
        project: the project.
        waiting: told in a sentence if another process has to finish first.

    Raises:
        SnapshotError: the folder cannot be made, or something written in the block fails.
    """
    try:
        project.build.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritten(project, error) from error
    with lock.alone(project.build / _LOCK, waiting):
        _sweep(project.build)
        folder = project.build / f".staging-{os.getpid()}"
        try:
            folder.mkdir()
            yield folder
        except OSError as error:
            raise _unwritten(project, error) from error
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def kept(project: Project, digest: str, store: str) -> Snapshot | None:
    """A snapshot of just these inputs and this engine that was built before and is still there, which answers now.

    To be called inside ``workplace`` only.
    """
    for folder in sorted(project.build.glob(f"{digest[:DIGITS]}*")):
        with suppress(FileNotFoundError, SnapshotError):
            snapshot = opened(project, folder.name)
            if snapshot.manifest.digest == digest and snapshot.manifest.store == store:
                _point(project, folder)
                return snapshot
    return None


def publish(project: Project, folder: Path, manifest: Manifest) -> Snapshot:
    """Make what lies in the staging folder the snapshot that answers, and remove old ones that nobody reads.

    Args:
        project: the project.
        folder: from ``workplace``, with the store, the index of names and the statements in it.
        manifest: all about it but its files.

    Raises:
        OSError: the disk is full or fails; then the last snapshot still answers.
    """
    files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    sealed = replace(manifest, files={name: record(path) for name, path in files.items()})
    (folder / MANIFEST).write_text(sealed.to_json(), encoding="utf-8")
    for path in (*folder.rglob("*"), folder):
        _sync(path)
    home = _unused(project.build, manifest.digest)
    folder.rename(home)
    _sync(project.build)
    _point(project, home)
    with suppress(OSError):  # what cannot be removed now is removed by a later build
        _prune(project.build, home)
    return opened(project, home.name)


def _point(project: Project, folder: Path) -> None:
    """Let the pointer name this folder, in one step."""
    aside = project.build / f".{POINTER}-{os.getpid()}"
    aside.write_text(folder.name + "\n", encoding="ascii")
    _sync(aside)
    aside.replace(project.build / POINTER)
    _sync(project.build)


def _sync(path: Path) -> None:
    """Have the file or folder on the disk before anything that follows."""
    if path.is_dir() and sys.platform == "win32":  # has no such thing for folders
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unused(build: Path, digest: str) -> Path:
    """Where a snapshot of that digest goes; a rebuilt one does not replace one that may be read."""
    plain = digest[:DIGITS]
    names = (plain if number == 1 else f"{plain}-{number}" for number in count(1))
    return next(path for path in map(build.joinpath, names) if not path.exists())


def _prune(build: Path, answering: Path) -> None:
    """Remove the snapshots that ``answering`` replaces, and all but the newest of the others, unless they are read."""
    others = [path for path in build.iterdir() if path != answering and FOLDER.fullmatch(path.name)]
    twins = [path for path in others if path.name[:DIGITS] == answering.name[:DIGITS]]
    older = sorted(set(others) - set(twins), key=_age, reverse=True)[_KEPT:]
    for path in (*twins, *older):
        with suppress(OSError), lock.unread(path / MANIFEST) as free:
            if free:
                path.rename(build / f".removed-{path.name}")
    _sweep(build)


def _age(folder: Path) -> int:
    try:
        return (folder / MANIFEST).stat().st_mtime_ns
    except OSError:
        return 0


def _sweep(build: Path) -> None:
    """Remove what killed builds left; whoever calls this holds the lock, so none of it is in use."""
    for path in build.glob(".[src]*-*"):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with suppress(OSError):
                path.unlink()


def _unwritten(project: Project, error: OSError) -> SnapshotError:
    where = project.shown(project.build)
    return SnapshotError(f"{where}: no snapshot was made: {error}; make room there, or set KG_BUILD to another folder")
