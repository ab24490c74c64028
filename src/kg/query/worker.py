"""Work in a process of its own, which can neither hang this one nor take it down.

Where this process has a single thread it is forked, which costs a millisecond or two; otherwise, or where there is no
fork, a new interpreter is started: a fork copies locks but not the threads that would release them.
"""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar, cast

from kg.errors import CrashedQuery, KgError, ResourceLimit, TimeLimit
from kg.query import child
from kg.query.child import Limits

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["START", "Limits", "confined"]

_Value = TypeVar("_Value")

START: Final = "KG_START"  # an environment variable: ``spawn`` never forks
_CHUNK: Final = 1 << 20
_BOOT: Final = (
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); from kg.query.child import spawned; spawned()"
)


class Ended(NamedTuple):
    """How a child ended: what it told, None where its time was up; its status, minus the signal; its last words."""

    content: bytes | None
    status: int
    words: bytes


def confined(work: Callable[[], _Value], limits: Limits | None = None) -> _Value:
    """What the work returns, done in another process within the limits.

    Args:
        work: a function that pickle knows by name, or a ``functools.partial`` of one; its arguments and its value can
            be pickled.
        limits: 30 seconds and 2 GB where none are given.

    Raises:
        TimeLimit: it took too long.
        ResourceLimit: it needed too much memory.
        CrashedQuery: its process ended, or told a part only.
        KgError: what the work raised, as it raised it.
    """
    limits = limits or Limits()
    ended = forked(work, limits) if can_fork() else spawned(work, limits)
    if ended.content is None:
        raise _late(limits)
    outcome = child.unframed(ended.content)
    if outcome is None:
        raise _death(ended, limits)
    succeeded, value = outcome
    if not succeeded:
        raise cast("KgError", value)
    return cast("_Value", value)


def can_fork() -> bool:
    """Whether this process may be forked: it is known to have one thread, and nobody wished otherwise."""
    try:
        return os.environ.get(START) != "spawn" and len(os.listdir("/proc/self/task")) == 1  # noqa: PTH208 - pathlib is not imported for this
    except OSError:
        return False


def forked(work: Callable[[], object], limits: Limits) -> Ended:
    """Do the work in a fork of this process, which has one thread; where there is no fork, as ``spawned`` does."""
    if sys.platform == "win32":
        return spawned(work, limits)
    import signal

    deadline = time.monotonic() + limits.seconds
    read, write = os.pipe()
    heard, said = os.pipe()
    os.set_blocking(said, False)
    # An interrupt between fork and the child's first step would run this program's handlers in it.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    pid = -1
    content, status, words = None, 0, b""
    try:
        pid = os.fork()
        if pid == 0:
            os.dup2(said, 2)
            child.work(write, limits, work)
        os.close(write)
        os.close(said)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        content = _read(read, deadline)
    finally:
        os.close(read)
        if content is None:
            os.kill(pid, signal.SIGKILL)
        status = _reaped(pid)
        words = os.read(heard, _CHUNK)
        os.close(heard)
    return Ended(content, status, words)


def _read(descriptor: int, deadline: float) -> bytes | None:
    """What comes until the other side ends; None where it has not ended by then."""
    import select

    chunks: list[bytes] = []
    ready = select.poll()
    ready.register(descriptor, select.POLLIN)
    while (left := deadline - time.monotonic()) > 0:
        if ready.poll(left * 1000):
            chunk = os.read(descriptor, _CHUNK)
            if not chunk:
                return b"".join(chunks)
            chunks.append(chunk)
    return None


def _reaped(pid: int) -> int:
    try:
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    except ChildProcessError:  # whoever started this program has children reaped unasked
        return 0


def spawned(work: Callable[[], object], limits: Limits) -> Ended:
    """Do the work in a new interpreter that finds modules where this one does."""
    import pickle
    import subprocess

    job = pickle.dumps(sys.path) + pickle.dumps((limits, work))
    command = [sys.executable, "-c", _BOOT]
    try:
        ran = subprocess.run(command, input=job, capture_output=True, timeout=limits.seconds, check=False)  # noqa: S603 - this interpreter
    except subprocess.TimeoutExpired:
        return Ended(None, 0, b"")
    return Ended(ran.stdout, ran.returncode, ran.stderr)


def _late(limits: Limits) -> TimeLimit:
    advice = "--timeout allows more; a narrower pattern, or a bound on a path, needs less"
    return TimeLimit(f"no answer within {limits.seconds:g} s; {advice}")


def _death(ended: Ended, limits: Limits) -> KgError:
    """Why a child ended that told no outcome."""
    words = ended.words.decode("utf-8", "replace")
    names = _signals()
    if names.get(-ended.status) == "SIGALRM":
        return _late(limits)
    wanted = ended.status == child.OUT_OF_MEMORY or names.get(-ended.status) == "SIGKILL"
    if wanted or any(each in words for each in child.NO_MEMORY):
        advice = "--memory allows more; fewer or shorter rows need less"
        return ResourceLimit(f"the query needs more than {_size(limits.memory)} of memory; {advice}")
    how = names.get(-ended.status, f"exit code {ended.status}")
    said = words.strip().rpartition("\n")[2][:200]
    return CrashedQuery(f"the store crashed on this query ({how}{': ' if said else ''}{said}); ask it in another way")


def _signals() -> dict[int, str]:
    import signal

    return {number.value: number.name for number in signal.Signals}


def _size(count: int) -> str:
    """A number of bytes in words.

    >>> _size(2_000_000_000), _size(150_000_000)
    ('2 GB', '150 MB')
    """
    billion = 1_000_000_000
    return f"{count / billion:g} GB" if count >= billion else f"{count / 1_000_000:g} MB"
