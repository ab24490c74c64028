"""The database that holds columns of numbers for the engine: all that is DuckDB's own, and not plain SQL, stands here.

Everything lies in memory up to a bound, beyond which DuckDB writes to a temporary folder; that goes with the database.
"""

from __future__ import annotations

from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Self

from kg.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from types import TracebackType

# One row of a table of numbers.
Row = tuple[int, ...]

# Below this many rows, one statement with the values in it is faster than a file.
_FEW = 200


class Database:
    """An empty database of tables of whole numbers, to be used as a context.

    Args:
        memory: the most that it may use, such as ``2GB``; None for what DuckDB takes by itself.

    Raises:
        InputError: ``memory`` is no amount that DuckDB knows.
    """

    def __init__(self, *, memory: str | None = None) -> None:
        import duckdb

        self._folder = TemporaryDirectory(prefix="kg-reason-")
        settings: dict[str, str | bool | int | float | list[str]] = {
            "temp_directory": self._folder.name,
            "preserve_insertion_order": "false",
        }
        if memory is not None:
            settings["memory_limit"] = memory
        try:
            self._connection = duckdb.connect(":memory:", config=settings)
        except duckdb.Error as error:
            self._folder.cleanup()
            raise InputError(f"'{memory}' is no bound of memory: {error}; write it as 2GB") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._connection.close()
        self._folder.cleanup()

    def run(self, sql: str) -> None:
        """Runs a statement.

        Raises:
            KeyboardInterrupt: the user asked to stop.
        """
        import duckdb

        try:
            self._connection.execute(sql)
        except duckdb.InterruptException as error:
            raise KeyboardInterrupt from error

    def rows(self, sql: str) -> list[Row]:
        """The rows that a query gives."""
        self.run(sql)
        return self._connection.fetchall()

    def number(self, sql: str) -> int:
        """The number that a query gives: the first column of its only row."""
        return self.rows(sql)[0][0]

    def create(self, table: str, columns: Sequence[str]) -> None:
        """An empty table of whole numbers of 32 bits."""
        self.run(f"CREATE TABLE {table} ({', '.join(f'{column} INTEGER' for column in columns)})")

    def fill(self, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        """Adds the rows to the table, in bulk if they are many."""
        waiting = iter(rows)
        first = list(islice(waiting, _FEW))
        if not first:
            return
        if len(first) < _FEW:
            values = ", ".join(f"({', '.join(map(str, row))})" for row in first)
            self.run(f"INSERT INTO {table} VALUES {values}")
            return
        path = Path(self._folder.name) / f"{table}.csv"
        pattern = ",".join(["%d"] * len(columns)) + "\n"
        with path.open("w", encoding="ascii") as file:
            file.writelines(pattern % row for row in chain(first, waiting))
        types = ", ".join(f"'{column}': 'INTEGER'" for column in columns)
        self.run(f"INSERT INTO {table} SELECT * FROM read_csv('{path}', header = false, columns = {{{types}}})")
        path.unlink()
