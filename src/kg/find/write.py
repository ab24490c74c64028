"""Writing an index: rank the names, then lay them down in the order in which they will be read."""

from __future__ import annotations

import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby, islice, pairwise
from pathlib import Path
from typing import Final

from kg.errors import SnapshotError
from kg.find.fold import fold, grams, has_han, width, words
from kg.find.gather import NAMELESS_CLASSES, Gathered, Naming, kind_of, label_in, nearest_place
from kg.find.readings import Reader, Syllables
from kg.find.tables import FORMAT, SCHEMA, How, kind_token
from kg.find.traditional import Simplifier
from kg.names import NPP, compact
from kg.terms import Iri

_TONES: Final = "12345"
_MOST_INITIALS: Final = 12
_BATCH: Final = 20_000

# Nothing is read while the file is written, and a half-written one is thrown away: no journal, no locks.
_WRITING: Final = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA cache_size = -65536;
PRAGMA temp_store = FILE;
CREATE TEMP TABLE unranked (
    vocabulary INTEGER, width INTEGER, degree INTEGER, naming INTEGER, curie TEXT, entity INTEGER, kind INTEGER,
    text TEXT, folded TEXT, is_first INTEGER
);
CREATE TEMP TABLE unsorted (how INTEGER, folded TEXT, name INTEGER);
"""
_RANKED: Final = """
SELECT entity, kind, curie, text, folded, naming, is_first FROM unranked
ORDER BY vocabulary, width, degree DESC, naming, curie, text
"""
_SORTED: Final = "INSERT OR IGNORE INTO key SELECT how, folded, name FROM unsorted ORDER BY how, folded, name"
_LABELLED: Final = """
UPDATE kind SET zh = (SELECT zh FROM entity WHERE curie = class), en = (SELECT en FROM entity WHERE curie = class)
"""


def write(path: Path, found: Gathered) -> None:
    """Write the index of what was gathered.

    Raises:
        SnapshotError: the file cannot be written.
    """
    simplifier = Simplifier()
    index = sqlite3.connect(path, isolation_level=None)
    try:
        index.executescript(f"PRAGMA user_version = {FORMAT};" + _WRITING + SCHEMA)
        index.execute("BEGIN")
        pairs = ((chr(point), simple) for point, simple in simplifier.variants.items())
        index.executemany("INSERT INTO variant VALUES (?, ?)", pairs)
        _write_entities(index, found, simplifier)
        _write_names(index, simplifier)
        index.execute(_SORTED)
        index.execute("CREATE UNIQUE INDEX entity_curie ON entity (curie)")
        index.execute(_LABELLED)
        index.execute("COMMIT")
        index.execute("INSERT INTO gram (gram) VALUES ('optimize')")
        index.execute("INSERT INTO word (word) VALUES ('optimize')")
    except sqlite3.OperationalError as error:
        place = f"{path.parent} and in the folder of temporary files"
        raise SnapshotError(f"{path}: the name index cannot be written: {error}; make room in {place}") from error
    finally:
        index.close()
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _write_entities(index: sqlite3.Connection, found: Gathered, simplifier: Simplifier) -> None:
    """Write entities, kinds and nameless subjects, and set the names aside to be ranked."""
    iris = list(found.numbers)
    nameless = {found.numbers[iri] for iri in NAMELESS_CLASSES if iri in found.numbers}
    kinds: dict[frozenset[int], int] = {}
    named = bytearray(len(iris))
    found.names.sort()
    for node, group in groupby(found.names, key=lambda name: name[0]):
        types = found.types.get(node, frozenset())
        if types & nameless:
            continue
        named[node] = 1
        names = list(group)
        curie, degree = compact(Iri(iris[node])), found.degrees[node]
        kind = kinds.setdefault(types, len(kinds))
        entity = (node, curie, label_in(names, "zh"), label_in(names, "en"), kind, nearest_place(found, node), degree)
        index.execute("INSERT INTO entity VALUES (?, ?, ?, ?, ?, ?, ?)", entity)
        each = {fold(text, simplifier.variants): (naming, text) for _, naming, text, _ in reversed(names)}
        vocabulary, first = iris[node].startswith(NPP), names[0][2]
        index.executemany(
            "INSERT INTO unranked VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (vocabulary, width(folded), degree, naming, curie, node, kind, text, folded, text == first)
                for folded, (naming, text) in each.items()
                if folded
            ),
        )
    rows = ((number, *kind_of(found, iris, types)) for types, number in kinds.items())
    index.executemany("INSERT INTO kind (id, class, classes) VALUES (?, ?, ?)", rows)
    others = ((compact(Iri(iri)),) for node, iri in enumerate(iris) if found.subjects[node] and not named[node])
    index.executemany("INSERT INTO nameless VALUES (?)", others)
    merged = ((compact(Iri(iris[node])), compact(Iri(iris[standing]))) for node, standing in found.merged.items())
    index.executemany("INSERT INTO merged VALUES (?, ?)", merged)


def _write_names(index: sqlite3.Connection, simplifier: Simplifier) -> None:
    """Write the names in their order, with all that leads to them."""
    reader = Reader()
    known: set[str] = set()
    merged: dict[str, list[str]] = defaultdict(list)
    for curie, standing in index.execute("SELECT curie, standing FROM merged ORDER BY curie"):
        merged[standing].append(curie)
    ranked = enumerate(index.execute(_RANKED), start=1)
    while some := list(islice(ranked, _BATCH)):
        names, keys, gram, word = [], [], [], []
        for number, (entity, kind, curie, text, folded, naming, is_first) in some:
            readings = [] if naming == Naming.CODE else reader.readings(simplifier.spoken(text, folded))
            bare = [tuple(_toneless(syllable) for syllable in syllables) for syllables in readings]
            reading = "|".join(" ".join(syllables) for syllables in readings) or None
            names.append((number, entity, text, None if folded == text else folded, reading))
            keys += [(how, key, number) for how, key in _keys(folded, bare)]
            own = [curie, *merged.get(curie, ())] if is_first else []
            keys += [(How.LOCAL, fold(one.partition(":")[2], {}), number) for one in own if not one.startswith("<")]
            if has_han(folded):
                pairs = (f"{one}·{two}" for syllables in bare for one, two in pairwise(syllables))
                tokens = dict.fromkeys((kind_token(kind), *grams(folded), *words(folded), *pairs))
                gram.append((number, " ".join(tokens)))
            if found := words(folded):
                word.append((number, " ".join((kind_token(kind), *found))))
            known.update(syllable for syllables in bare for syllable in syllables)
        index.executemany("INSERT INTO name VALUES (?, ?, ?, ?, ?)", names)
        index.executemany("INSERT INTO unsorted VALUES (?, ?, ?)", keys)
        index.executemany("INSERT INTO gram (rowid, tokens) VALUES (?, ?)", gram)
        index.executemany("INSERT INTO word (rowid, tokens) VALUES (?, ?)", word)
    index.executemany("INSERT INTO syllable VALUES (?)", ((one,) for one in sorted(known) if one.isalpha()))


def _keys(folded: str, readings: list[Syllables]) -> Iterator[tuple[How, str]]:
    """What leads to a name wholly or from its start; lü is found as lu too, as many type it."""
    yield How.NAME, folded
    for syllables in readings:
        letters = "".join(syllables)
        yield How.PINYIN, letters
        if "v" in letters:
            yield How.PINYIN, letters.replace("v", "u")
        if len(syllables) > 1:
            yield How.INITIALS, "".join(syllable[0] for syllable in syllables[:_MOST_INITIALS])


def _toneless(syllable: str) -> str:
    return syllable[:-1] if syllable[-1] in _TONES and syllable[:-1].isalpha() else syllable
