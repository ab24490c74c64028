"""What sources wrote of names that gave way to others, for a store that knows each thing by one name alone.

Where names mean the same, a build rewrites every statement to the one that stands for them. A proof has to lead to the
statement as its source has it, so a file beside the store keeps those that were rewritten, a row each.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Final

from kg.errors import SnapshotError
from kg.reason.datatypes import value
from kg.terms import XSD, Blank, Iri, Literal, Quad

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kg.terms import Node, Term, Triple

_SCHEMA: Final = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
-- The statement of the store, and as it was written: IRIs bare, _:blanks, literals as [text, datatype, language].
CREATE TABLE original (s TEXT, p TEXT, o TEXT, ws TEXT, wp TEXT, wo TEXT, graph TEXT);
"""
_DECIMAL: Final = XSD + "decimal"
_INDEX: Final = "CREATE INDEX stored ON original (s, p)"
_OF: Final = "SELECT o, ws, wp, wo, graph FROM original WHERE s = ? AND p = ?"


class Originals:
    """The statements of one store that were written of other names; none where the file is missing."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path if path is not None and path.is_file() else None

    def __bool__(self) -> bool:
        """Whether anything was rewritten."""
        return self._path is not None

    def of(self, stored: Triple) -> list[Quad]:
        """What the statement of the store was written as, by graph; empty where it was written just so, and only so.

        A number is found by its value and has the form of the store, which may be another than the source's.

        Raises:
            SnapshotError: the file is damaged.
        """
        rows = self._rows(_packed(stored.subject), stored.predicate.value)
        return sorted(
            (
                Quad(
                    _node(subject),
                    Iri(predicate),
                    stored.object if given == as_written else _term(as_written),
                    Iri(graph),
                )
                for given, subject, predicate, as_written, graph in rows
                if _is_same(_term(given), stored.object)
            ),
            key=str,
        )

    def _rows(self, *values: str) -> list[tuple[str, str, str, str, str]]:
        if self._path is None:
            return []
        try:
            with closing(sqlite3.connect(f"{self._path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as index:
                return index.execute(_OF, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise SnapshotError(f"{self._path}: damaged ({error}); run 'kg build'") from error


def write(path: Path, rewritten: Iterable[tuple[Quad, Quad]]) -> None:
    """Keep the statements that a store has under other names, each as written and as stored.

    Of a statement that was written in several ways all belong here, the one that was stored as it was among them.

    Raises:
        SnapshotError: the file cannot be written.
    """
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as index:
            index.executescript(_SCHEMA)
            index.execute("BEGIN")
            rows = (
                (*map(_packed, stored.triple), *map(_packed, written.triple), written.graph.value)
                for written, stored in rewritten
            )
            index.executemany("INSERT INTO original VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
            index.execute(_INDEX)
            index.execute("COMMIT")
    except sqlite3.Error as error:
        raise SnapshotError(f"no snapshot was made: {path} cannot be written: {error}") from error


def _packed(term: Term) -> str:
    if isinstance(term, Iri):
        return term.value
    if isinstance(term, Blank):
        return f"_:{term.label}"
    return json.dumps([term.text, term.datatype, term.language], ensure_ascii=False)


def _term(packed: str) -> Term:
    if packed.startswith("["):
        return Literal(*json.loads(packed))
    return _node(packed)


def _node(packed: str) -> Node:
    return Blank(packed[2:]) if packed.startswith("_:") else Iri(packed)


def _is_same(one: Term, other: Term) -> bool:
    """Whether a store may have the one as the other: a number in another form, an integer of a type derived from it."""
    if one == other:
        return True
    if not isinstance(one, Literal) or not isinstance(other, Literal):
        return False
    alike = (one.datatype == _DECIMAL) == (other.datatype == _DECIMAL)
    return alike and (found := value(one)) is not None and found == value(other)
