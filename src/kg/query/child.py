"""The child's side of a confined call: it bounds itself, works, and tells the outcome through a pipe.

What it tells is one pair, whether the work succeeded and its value or error, behind eight bytes of length and one that
names its form, and before a mark. Whatever lacks any of these was cut short and is no outcome.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.errors import KgError, SnapshotError

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn

OUT_OF_MEMORY: Final = 71  # exit status
NO_MEMORY: Final = ("annot allocate memory", "bad_alloc", "memory allocation of", "esource temporarily unavailable")
_FAILED: Final = 70  # exit status: EX_SOFTWARE of sysexits.h
_MARK: Final = b"\x00whole\n"
_LENGTH: Final = 8
_PLAIN: Final = b"m"
_PICKLED: Final = b"p"
_GRACE: Final = 1  # second


@dataclass(frozen=True, slots=True)
class Limits:
    """What evaluation may take.

    Attributes:
        seconds: of wall time, the start of the process included.
        memory: bytes beyond those that the process starts with; the opened store is among them.
    """

    seconds: float = 30.0
    memory: int = 2_000_000_000


def work(write: int, limits: Limits, function: Callable[[], object]) -> NoReturn:
    """Do the work within the limits, tell the outcome on the descriptor, and end this process at once.

    Nothing of the program that was forked is run on the way out: neither its exit handlers nor its buffers.
    """
    status = _FAILED
    try:
        bound(limits)
        _send(write, framed(_outcome(function)))
        status = 0
    except MemoryError:
        status = OUT_OF_MEMORY
    except BaseException:  # noqa: BLE001 - a panic of the store is none of Exception; the other side tells it
        import traceback

        os.write(2, traceback.format_exc().encode("utf-8", "replace"))
    finally:
        os._exit(status)


def spawned() -> NoReturn:
    """Do the work that comes pickled on stdin, and tell the outcome on stdout."""
    import pickle

    limits, function = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by the process that started this one
    write = os.dup(1)
    os.dup2(2, 1)
    work(write, limits, function)


def framed(outcome: tuple[bool, object]) -> list[bytes]:
    """The outcome as pieces to send."""
    import marshal

    form = _PLAIN
    # Exact for built-in values and without imports of its own: pickle takes 3 ms of them on each side.
    try:
        content = marshal.dumps(outcome)  # type: ignore[arg-type] # what it cannot write is caught
    except ValueError:
        import pickle

        form, content = _PICKLED, pickle.dumps(outcome, pickle.HIGHEST_PROTOCOL)
    return [len(content).to_bytes(_LENGTH, "big") + form, content, _MARK]


def unframed(content: bytes) -> tuple[bool, object] | None:
    """The outcome: whether the work succeeded, and its value or error; None where the content was cut short."""
    begin = _LENGTH + len(_PLAIN)
    end = begin + int.from_bytes(content[:_LENGTH], "big")
    if len(content) != end + len(_MARK) or not content.endswith(_MARK):
        return None
    outcome: tuple[bool, object]
    if content[_LENGTH:begin] == _PLAIN:
        import marshal

        outcome = marshal.loads(memoryview(content)[begin:end])  # noqa: S302 - our own child wrote it
    else:
        import pickle

        outcome = pickle.loads(memoryview(content)[begin:end])  # noqa: S301 - likewise
    return outcome


def _outcome(function: Callable[[], object]) -> tuple[bool, object]:
    """Whether the work succeeded, and its value or error.

    Raises:
        MemoryError: it failed for want of memory, whatever it made of that.
    """
    try:
        return True, function()
    except SnapshotError as error:
        # Out of memory, the store believes that it cannot read its files.
        if any(words in str(error) for words in NO_MEMORY):
            raise MemoryError from error
        return False, error
    except KgError as error:
        return False, error


def _send(write: int, pieces: list[bytes]) -> None:
    for piece in pieces:
        rest = memoryview(piece)
        while rest:
            rest = rest[os.write(write, rest) :]


def bound(limits: Limits) -> None:
    """Bound this process, so that it ends in time even where the one that started it is gone."""
    import gc

    gc.freeze()  # a collection would write to, and so copy, all that was forked
    if "faulthandler" in sys.modules:
        sys.modules["faulthandler"].disable()  # a crash is told by the other side
    if sys.platform == "win32":
        return
    import math
    import resource
    import signal

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM):
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, set())
    signal.alarm(math.ceil(limits.seconds) + _GRACE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # What is written to, not what is mapped: a store's files may be larger than any memory.
    most = _written() + limits.memory
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard == resource.RLIM_INFINITY or most < hard:
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def _written() -> int:
    """Bytes of private writable memory that this process has now; 0 where the system does not tell."""
    try:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 - pathlib is not imported for this
            return int(file.read().split()[5]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0
