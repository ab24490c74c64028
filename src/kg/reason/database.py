"""The database that holds columns for the engine: all that is DuckDB's own, and not plain SQL, stands here.

Everything lies in memory, unless there is a bound: then in a file in a temporary folder, compressed, and what does not
fit into the bound beside it. The folder goes with the database.
"""

from __future__ import annotations

from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar

from kg.errors import InputError, ResourceLimit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from types import TracebackType

# One row of a table of numbers.
Row = tuple[int, ...]
_Value = TypeVar("_Value", int, str, "int | str")

# Below this many rows, one statement with the values in it is faster than a file.
_FEW = 200
_BATCH = 10_000
# What DuckDB calls its bound in, and how much of it a thread needs.
_UNITS: Final = {"bytes": 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30, "TiB": 1 << 40}
_OF_A_THREAD: Final = 500 << 20
# Stands in no term, so that a line is one column.
_APART = "\x01"
_LONGEST = 64 << 20
_UNQUOTED = f"header = false, quote = '', escape = '', delim = '{_APART}'"


class Refused(Exception):
    """A query called ``error``: what it read is not what it takes."""


class Database:
    """An empty database, to be used as a context.

    Args:
        memory: the most that it may use, such as ``2GB``; None for what DuckDB takes by itself.

    Attributes:
        folder: a folder for what is written aside; it goes with the database.

    Raises:
        InputError: ``memory`` is no amount that DuckDB knows.
    """

    def __init__(self, *, memory: str | None = None) -> None:
        import duckdb

        self._temporary = TemporaryDirectory(prefix="kg-reason-")
        self.folder = Path(self._temporary.name)
        settings: dict[str, str | bool | int | float | list[str]] = {
            "temp_directory": str(self.folder / "spilled"),
            "preserve_insertion_order": "false",
        }
        if memory is not None:
            settings["memory_limit"] = memory
        try:
            self._connection = duckdb.connect(
                ":memory:" if memory is None else str(self.folder / "columns"), config=settings
            )
        except duckdb.Error as error:
            self._temporary.cleanup()
            raise InputError(f"'{memory}' is no bound of memory: {error}; write it as 2GB") from error
        if memory is not None:
            # Each thread needs room of its own for what it sorts and joins.
            most, threads = self.number("SELECT current_setting('threads')"), self._allowed() // _OF_A_THREAD
            self.run(f"SET threads = {max(1, min(most, threads))}")

    def _allowed(self) -> int:
        """The bound, in bytes."""
        ((told,),) = self.rows("SELECT current_setting('memory_limit')")
        amount, unit = str(told).split()
        return int(float(amount) * _UNITS[unit])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of everything."""
        self._connection.close()
        self._temporary.cleanup()

    def run(self, sql: str) -> None:
        """Runs a statement.

        Raises:
            KeyboardInterrupt: the user asked to stop.
            ResourceLimit: there is not memory enough, on disk neither.
            Refused: the statement calls ``error``, or reads a file that is no text in UTF-8.
            OSError: a file cannot be read or written, or there is no room for what is written aside.
        """
        with _told():
            self._connection.execute(sql)

    def rows(self, sql: str) -> list[Row]:
        """The rows that a query gives; raises as ``run`` does."""
        with _told():
            return self._connection.execute(sql).fetchall()

    def each(self, sql: str) -> Iterator[tuple[Any, ...]]:  # Any: numbers, texts, truth values, as the query says
        """The rows that a query gives, a few thousand at a time in memory; others may be asked meanwhile."""
        cursor = self._connection.cursor()
        with _told():
            cursor.execute(sql)
            while some := cursor.fetchmany(_BATCH):
                yield from some

    def number(self, sql: str) -> int:
        """The number that a query gives: the first column of its only row."""
        return self.rows(sql)[0][0]

    def create(self, table: str, columns: Iterable[str]) -> None:
        """An empty table of whole numbers of 32 bits."""
        self.run(f"CREATE TABLE {table} ({', '.join(f'{column} INTEGER' for column in columns)})")

    def fill(self, table: str, columns: Iterable[str], rows: Iterable[Row]) -> None:
        """Adds rows of numbers to the table, in bulk if they are many."""
        self._fill(table, dict.fromkeys(columns, "INTEGER"), rows)

    def fill_mixed(self, table: str, columns: Mapping[str, str], rows: Iterable[tuple[int | str, ...]]) -> None:
        """Adds rows to the table, in bulk if they are many.

        Args:
            table: its name.
            columns: from name to type; texts hold neither a line break nor U+0001.
            rows: values for these columns.
        """
        self._fill(table, columns, rows)

    def _fill(self, table: str, columns: Mapping[str, str], rows: Iterable[tuple[_Value, ...]]) -> None:
        waiting = iter(rows)
        first = list(islice(waiting, _FEW))
        if not first:
            return
        if len(first) < _FEW:
            values = ", ".join(f"({', '.join(map(_quoted, row))})" for row in first)
            self.run(f"INSERT INTO {table} VALUES {values}")
            return
        path = self.folder / f"{table}.rows"
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(_APART.join(map(str, row)) + "\n" for row in chain(first, waiting))
        types = ", ".join(f"'{column}': '{kind}'" for column, kind in columns.items())
        self.run(f"INSERT INTO {table} SELECT * FROM {_table_of(path, types)}")
        path.unlink()

    def lines(self, path: Path) -> str:
        """A table with the one column ``line``: the lines of a file in UTF-8, for use in a query."""
        return _table_of(path, "'line': 'VARCHAR'")

    def write(self, query: str, path: Path) -> None:
        r"""Writes what the query gives, one column of texts, as lines that end in ``\n``."""
        self.run(f"COPY ({query}) TO {_quoted(str(path))} (FORMAT csv, {_UNQUOTED.replace(' =', '')})")


@contextmanager
def _told() -> Iterator[None]:
    """Turns what DuckDB says of an end before time into errors of this program."""
    import duckdb

    try:
        yield
    except duckdb.InterruptException as error:
        raise KeyboardInterrupt from error
    except RuntimeError as error:
        # So does DuckDB hand on that the user pressed Ctrl-C in the midst of a statement.
        if "interrupted" in str(error):
            raise KeyboardInterrupt from error
        raise
    except duckdb.OutOfMemoryException as error:
        text = str(error).partition("\n")[0]
        raise ResourceLimit(
            f"reasoning needs more memory than it may have: {text}; allow more with --memory"
        ) from error
    except duckdb.InvalidInputException as error:
        raise Refused(str(error)) from error
    except duckdb.IOException as error:
        raise OSError(str(error).partition("\n")[0]) from error


def _table_of(path: Path, types: str) -> str:
    settings = f"auto_detect = false, new_line = '\\n', max_line_size = {_LONGEST}, columns = {{{types}}}"
    return f"read_csv({_quoted(str(path))}, {_UNQUOTED}, {settings})"


def _quoted(value: int | str) -> str:
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"
