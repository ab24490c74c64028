"""Locks on files, which the system releases when their holder dies, however it dies."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from kg.errors import SnapshotError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_PATIENCE: Final = 0.05  # seconds between two looks at a lock that another process has


@contextmanager
def alone(path: Path, waiting: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock of this file against every other process, waiting for it as long as it takes.

    Args:
        path: the file; made if need be, never removed; it holds the id of the process that locked it last.
        waiting: told once, in a sentence, who has the lock, before the wait begins.

    Raises:
        SnapshotError: the file cannot be written, or its file system has no locks.
    """
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise _unwritable(path.parent, error) from error
    try:
        if not _locked(handle, shared=False):
            waiting(f"process {path.read_text(encoding='utf-8').strip()} is building; waiting until it is done")
            while not _locked(handle, shared=False):
                time.sleep(_PATIENCE)
        os.ftruncate(handle, 0)
        os.write(handle, f"{os.getpid()}\n".encode())
        yield
    finally:
        os.close(handle)


def reading(handle: int) -> bool:
    """Mark an open file as being read, until ``handle`` is closed.

    Returns:
        False where a process holds it by ``unread``, and so is about to remove it.
    """
    try:
        return _locked(handle, shared=True)
    except OSError:  # a file system without locks: old snapshots then go while they are read, as files do anywhere
        return True


@contextmanager
def unread(path: Path) -> Iterator[bool]:
    """Whether no process reads this file, and keep it so for the length of the block."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        yield True
        return
    try:
        free = True
        with suppress(OSError):
            free = _locked(handle, shared=False)
        yield free
    finally:
        os.close(handle)


def _locked(handle: int, *, shared: bool) -> bool:
    """Take the lock if nobody holds it in a way that forbids it; whether that succeeded."""
    if sys.platform == "win32":
        if shared:  # Windows itself keeps a folder whose files are open
            return True
        os.lseek(handle, 1 << 30, os.SEEK_SET)  # a byte that nobody reads
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(handle, 0, os.SEEK_SET)
        return True
    try:
        fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _unwritable(folder: Path, error: OSError) -> SnapshotError:
    return SnapshotError(f"{folder}: cannot be written: {error.strerror}; set KG_BUILD to a folder that can be")
