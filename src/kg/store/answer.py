"""What a query gives back, whichever engine answered: rows, statements, or yes and no.

A result streams and can be read once. Terms are values of ``kg.terms``; an engine that can write a format of the W3C
faster than Python does says how.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Generic, TypeVar

from kg.errors import SnapshotError, SyntaxFault
from kg.terms import Triple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kg.store.written import Row

_Item = TypeVar("_Item")


class QueryFault(SyntaxFault):
    """A query does not parse.

    Attributes:
        line: where, from 1.
        column: where in the line, in characters from 1, as near as the parser tells; one past the last where the query
            ends too early.
        detail: what the parser says, in its own words.
    """

    def __init__(self, line: int, column: int, detail: str) -> None:
        super().__init__(f"query:{line}:{column}: {detail}")
        self.line = line
        self.column = column
        self.detail = detail


class _Result(Generic[_Item]):
    """A result that can be read once."""

    def __init__(self, items: Iterable[_Item]) -> None:
        self._items: Iterable[_Item] | None = items

    def __iter__(self) -> Iterator[_Item]:
        return iter(self._take())

    def _take(self) -> Iterable[_Item]:
        items, self._items = self._items, None
        if items is None:
            raise RuntimeError("this result has been read already; keep what you read, or run the query again")
        return items


class Rows(_Result["Row"]):
    """The solutions of a SELECT, in the query's order: tuples as wide as ``variables``, None where one is unbound.

    An engine that writes a format of the W3C by itself gives a function for it, which returns None for other formats.

    Attributes:
        variables: the names of the columns, without question marks.
    """

    def __init__(
        self, variables: Sequence[str], rows: Iterable[Row], write: Callable[[str], bytes | None] | None = None
    ) -> None:
        super().__init__(rows)
        self.variables: tuple[str, ...] = tuple(variables)
        self._write = write

    def first(self, most: int) -> tuple[Rows, bool]:
        """The first rows, read now, and whether there are more."""
        rows = list(islice(self, most + 1))
        return Rows(self.variables, rows[:most]), len(rows) > most

    def serialize(self, form: str) -> bytes:
        """The result in a W3C format: ``json``, ``xml``, ``csv`` or ``tsv``.

        Raises:
            InputError: no such format, or ``xml`` of a value that holds a character XML cannot carry.
        """
        from kg.store import written

        rows = self._take()
        written.check(form)
        own = None if self._write is None else self._write(form)
        return written.checked(form, written.rows(form, self.variables, rows) if own is None else own)


class Graph(_Result[Triple]):
    """The statements of a CONSTRUCT or DESCRIBE, each once, in no order that means anything."""

    def first(self, most: int) -> tuple[Graph, bool]:
        """As many statements, read now, and whether there are more."""
        triples = list(islice(self, most + 1))
        return Graph(triples[:most]), len(triples) > most


class Boolean:
    """The answer of an ASK.

    Attributes:
        value: the answer.
    """

    def __init__(self, value: bool) -> None:  # noqa: FBT001 - it is the value
        self.value = value

    def __bool__(self) -> bool:
        return self.value

    def serialize(self, form: str) -> bytes:
        """The answer in a W3C format: ``json`` or ``xml``; in ``csv`` and ``tsv``, which define none, the bare word.

        Raises:
            InputError: no such format.
        """
        from kg.store import written

        written.check(form)
        return written.boolean(form, value=self.value)


def damaged(error: Exception | str) -> SnapshotError:
    """The error of a store that cannot be read."""
    return SnapshotError(f"the store cannot be read: {error}; make a new one with 'kg build --force'")
