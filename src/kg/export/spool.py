"""Pieces of text put aside on disk and taken back in another order, in memory that does not grow with them."""

from __future__ import annotations

import heapq
import tempfile
from contextlib import ExitStack
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import IO

# How many keys are sorted at a time; some 200 bytes each.
_RUN: Final = 250_000


class Spool:
    """Pieces of text under keys; a key holds no line feed.

    >>> with Spool() as spool:
    ...     spool.add("b", "two")
    ...     spool.add("a", "one")
    ...     [*spool.pieces()]
    [b'one', b'two']
    """

    def __init__(self) -> None:
        self._open = ExitStack()
        self._text = self._open.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - the stack closes it
        self._at = 0
        self._keys: list[str] = []
        self._runs: list[IO[bytes]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def add(self, key: str, piece: str) -> None:
        """Put a piece aside."""
        encoded = piece.encode("utf-8", "surrogatepass")
        self._text.write(encoded)
        self._keys.append(f"{key}\x00\x00{self._at}\x00{len(encoded)}\n")
        self._at += len(encoded)
        if len(self._keys) == _RUN:
            run = self._open.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - the stack closes it
            run.writelines(line.encode("utf-8", "surrogatepass") for line in sorted(self._keys))
            self._runs.append(run)
            self._keys = []

    def pieces(self) -> Iterator[bytes]:
        """The pieces in the order of their keys, by code points."""
        read, seek = self._text.read, self._text.seek
        for line in self._sorted():
            _, start, length = line.rsplit(b"\x00", 2)
            seek(int(start))
            yield read(int(length))

    def _sorted(self) -> Iterable[bytes]:
        # UTF-8 sorts as code points do.
        for run in self._runs:
            run.seek(0)
        last = (line.encode("utf-8", "surrogatepass") for line in sorted(self._keys))
        return heapq.merge(*self._runs, last)
