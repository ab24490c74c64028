"""The file of an index: its tables, and how it is opened.

Names are numbered in the order in which they are to be shown (names of entities before terms of the vocabulary, short
before long, much connected before little, preferred label before others). Every list of an index is therefore already
ranked, and a search reads only its beginning.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from typing import Final

from kg.errors import SnapshotError

# Raised with every change of the tables: an index of another program version is refused, not misread.
FORMAT: Final = 2

SCHEMA: Final = """
-- A set of classes that entities have: the most specific one, and all of them as " npp:City npp:Place ".
CREATE TABLE kind (id INTEGER PRIMARY KEY, class TEXT, zh TEXT, en TEXT, classes TEXT NOT NULL);
CREATE TABLE entity (
    id INTEGER PRIMARY KEY, curie TEXT NOT NULL, zh TEXT, en TEXT, kind INTEGER NOT NULL, place INTEGER,
    degree INTEGER NOT NULL
);
-- Subjects without a name: passages, claims.
CREATE TABLE nameless (curie TEXT PRIMARY KEY) WITHOUT ROWID;
-- Names that gave way to another of the same thing, which stands for it.
CREATE TABLE merged (curie TEXT PRIMARY KEY, standing TEXT NOT NULL) WITHOUT ROWID;
-- folded is NULL where it is the text itself; reading is NULL where there is nothing to pronounce.
CREATE TABLE name (id INTEGER PRIMARY KEY, entity INTEGER NOT NULL, text TEXT NOT NULL, folded TEXT, reading TEXT);
-- The joins are crossed, that is done in the order written: a search starts from a ranked list of names.
CREATE VIEW named AS
    SELECT n.id AS name, n.entity, n.text, coalesce(n.folded, n.text) AS folded, n.reading, e.kind, e.curie
    FROM name n CROSS JOIN entity e ON e.id = n.entity;
CREATE TABLE key (how INTEGER, folded TEXT, name INTEGER, PRIMARY KEY (how, folded, name)) WITHOUT ROWID;
-- Characters and pairs of characters, and pairs of syllables as "xi·ning"; words and numbers; in both "kind·7".
CREATE VIRTUAL TABLE gram USING fts5(tokens, content='', detail='none', columnsize=0, tokenize='ascii');
CREATE VIRTUAL TABLE word USING fts5(tokens, content='', detail='none', columnsize=0, tokenize='ascii', prefix='2 3');
CREATE TABLE syllable (letters TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE variant (traditional TEXT PRIMARY KEY, simplified TEXT NOT NULL) WITHOUT ROWID;
"""


# The end of a range of texts that begin alike.
AFTER_EVERY_TEXT: Final = "\U0010ffff"


class How(IntEnum):
    """What a key is to the name it leads to."""

    NAME = 0
    PINYIN = 1
    INITIALS = 2
    LOCAL = 3


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """The index for reading. It never changes once published, so nothing is locked.

    Raises:
        SnapshotError: the file is missing, damaged, or of another version.
    """
    if not path.is_file():
        raise SnapshotError(f"{path}: the name index is missing; run 'kg build'")
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version != FORMAT:
            raise SnapshotError(f"{path}: the name index has format {version}, not {FORMAT}; run 'kg build'")
        yield connection
    except sqlite3.DatabaseError as error:
        raise SnapshotError(f"{path}: the name index is damaged ({error}); run 'kg build'") from error
    finally:
        connection.close()


def kind_token(kind: int) -> str:
    """The token of all names of entities of a kind; no word or syllable looks so."""
    return f"kind·{kind}"


def variants_in(index: sqlite3.Connection, text: str) -> dict[int, str]:
    """The simplified forms of the traditional characters in the text, by code point."""
    characters = sorted({character for character in text if character > "\x7f"})
    marks = ",".join("?" * len(characters))
    rows = index.execute(f"SELECT traditional, simplified FROM variant WHERE traditional IN ({marks})", characters)  # noqa: S608 - only question marks are put in
    return {ord(traditional): simplified for traditional, simplified in rows}
