"""The ways in which names match a query, each as a list that is already ranked."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from enum import IntEnum
from itertools import islice, pairwise, product
from typing import Final, NamedTuple

from kg.find.fold import fold, grams, has_han, words
from kg.find.spelling import Spelling, spelling, split
from kg.find.tables import AFTER_EVERY_TEXT, How, kind_token, variants_in

# A name's row: its entity, its text, its folded form, its reading.
Row = tuple[int, str, str, str | None]

# The numbers of the kinds to which a search is limited; None for all.
Kinds = list[int] | None

# How many names are looked at in one list before its end is taken for the end of the likely ones.
_MOST_KEYS: Final = 2_000
_MOST_POSTINGS: Final = 50_000
_MOST_CUTS: Final = 8

_EXACT: Final = """
SELECT n.entity, n.text, n.folded, n.reading FROM key k CROSS JOIN named n ON n.name = k.name
WHERE k.how = :how AND k.folded = :key AND (:kinds IS NULL OR n.kind IN (SELECT value FROM json_each(:kinds)))
ORDER BY k.name
"""
_PREFIX: Final = """
SELECT n.entity, n.text, n.folded, n.reading FROM (
    SELECT name FROM key WHERE how = :how AND folded > :key AND folded < :end ORDER BY name LIMIT :most
) k CROSS JOIN named n ON n.name = k.name
"""
_PREFIX_OF_KIND: Final = """
SELECT n.entity, n.text, n.folded, n.reading FROM key k CROSS JOIN named n ON n.name = k.name
WHERE k.how = :how AND k.folded > :key AND k.folded < :end AND n.kind IN (SELECT value FROM json_each(:kinds))
ORDER BY k.name LIMIT :most
"""
_GRAM: Final = """
SELECT n.entity, n.text, n.folded, n.reading FROM gram CROSS JOIN named n ON n.name = gram.rowid
WHERE gram MATCH :match ORDER BY gram.rowid
"""
_WORD: Final = """
SELECT n.entity, n.text, n.folded, n.reading FROM word CROSS JOIN named n ON n.name = word.rowid
WHERE word MATCH :match ORDER BY word.rowid
"""
_CURIE: Final = """
SELECT id, named, named, NULL FROM (
    SELECT id, kind, curie AS named FROM entity WHERE curie >= :key AND curie < :end
    UNION ALL SELECT e.id, e.kind, m.curie FROM merged m JOIN entity e ON e.curie = m.standing
    WHERE m.curie >= :key AND m.curie < :end
) WHERE :kinds IS NULL OR kind IN (SELECT value FROM json_each(:kinds)) ORDER BY length(named), named LIMIT 200
"""


class Nearness(IntEnum):
    """How a name matches a query, the nearest first."""

    IS = 0
    HAS_IDENTIFIER = 1
    SOUNDS = 2
    HAS_INITIALS = 3
    BEGINS = 4
    BEGINS_SOUNDING = 5
    CONTAINS = 6
    CONTAINS_SOUND = 7
    IDENTIFIER_BEGINS = 8
    INITIALS_BEGIN = 9


class Query(NamedTuple):
    """What was typed, as the index sees it."""

    text: str
    folded: str
    parts: tuple[str, ...]
    spelled: Spelling | None


def understood(index: sqlite3.Connection, text: str) -> Query:
    """The query in the forms under which names are kept."""
    variants = variants_in(index, text)
    parts = tuple(part for part in (fold(part, variants) for part in text.split()) if part)
    return Query(text.strip(), fold(text, variants), parts, spelling(text))


def exact(index: sqlite3.Connection, query: Query) -> Iterator[list[Row]]:
    """The names that are the query, then those written with an identifier or pronounced like it."""
    yield list(_keyed(index, How.NAME, query.folded, None))
    yield list(_keyed(index, How.LOCAL, query.folded, None))
    if query.spelled:
        yield list(_pronounced(index, query.spelled, None))


def matches(index: sqlite3.Connection, query: Query, kinds: Kinds) -> Iterator[tuple[Nearness, Iterator[Row]]]:
    """The names that match in each way, the nearest way first; each list is read only as far as it is needed."""
    spelled = query.spelled
    yield Nearness.IS, _keyed(index, How.NAME, query.folded, kinds)
    yield Nearness.HAS_IDENTIFIER, _keyed(index, How.LOCAL, query.folded, kinds)
    if spelled:
        yield Nearness.SOUNDS, _pronounced(index, spelled, kinds)
        yield Nearness.HAS_INITIALS, _keyed(index, How.INITIALS, spelled.letters, kinds)
    yield Nearness.BEGINS, _prefixed(index, How.NAME, query.folded, kinds)
    if spelled:
        beginning_so = _prefixed(index, How.PINYIN, spelled.letters, kinds)
        yield Nearness.BEGINS_SOUNDING, (row for row in beginning_so if row[3] and spelled.begins(row[3]))
    yield Nearness.CONTAINS, _containing(index, query, kinds)
    if spelled:
        yield Nearness.CONTAINS_SOUND, _sounding(index, spelled, kinds)
    if ":" in query.text:
        yield Nearness.IDENTIFIER_BEGINS, _identified(index, query.text, kinds)
    yield Nearness.IDENTIFIER_BEGINS, _prefixed(index, How.LOCAL, query.folded, kinds)
    if spelled:
        yield Nearness.INITIALS_BEGIN, _prefixed(index, How.INITIALS, spelled.letters, kinds)


def _keyed(index: sqlite3.Connection, how: How, key: str, kinds: Kinds) -> Iterator[Row]:
    return index.execute(_EXACT, {"how": how, "key": key, "kinds": _json(kinds)})


def _prefixed(index: sqlite3.Connection, how: How, key: str, kinds: Kinds) -> Iterator[Row]:
    values = {"how": how, "key": key, "end": key + AFTER_EVERY_TEXT, "kinds": _json(kinds), "most": _MOST_KEYS}
    return index.execute(_PREFIX if kinds is None else _PREFIX_OF_KIND, values)


def _identified(index: sqlite3.Connection, curie: str, kinds: Kinds) -> Iterator[Row]:
    return index.execute(_CURIE, {"key": curie, "end": curie + AFTER_EVERY_TEXT, "kinds": _json(kinds)})


def _pronounced(index: sqlite3.Connection, spelled: Spelling, kinds: Kinds) -> Iterator[Row]:
    rows = _keyed(index, How.PINYIN, spelled.letters, kinds)
    return (row for row in rows if row[3] and spelled.is_all_of(row[3]))


def _containing(index: sqlite3.Connection, query: Query, kinds: Kinds) -> Iterator[Row]:
    """Names that hold every part of the query: Chinese anywhere, words from their start, in any order."""
    if has_han(query.folded):
        tokens = {token for part in query.parts for token in (*grams(part), *_whole_words(part))}
        fewest = [token for token in sorted(tokens) if not any(token in other for other in tokens - {token})]
        rows = index.execute(_GRAM, {"match": _all(map(_whole, fewest), kinds)})
        yield from (row for row in islice(rows, _MOST_POSTINGS) if all(part in row[2] for part in query.parts))
        return
    sought = words(query.folded)
    yield from index.execute(_WORD, {"match": _all(map(_whole, sought), kinds)})
    yield from index.execute(_WORD, {"match": _all(map(_begun, sought), kinds)})


def _whole_words(part: str) -> list[str]:
    """The words in a mixed part of a query; the last may be cut short where the part ends with it."""
    found = words(part)
    return found[:-1] if found and part.endswith(found[-1]) else found


def _sounding(index: sqlite3.Connection, spelled: Spelling, kinds: Kinds) -> Iterator[Row]:
    """Names in whose midst the query is pronounced; a single syllable is too little to tell."""
    known = {letters for (letters,) in index.execute("SELECT letters FROM syllable")}
    ways = product(*(split(chunk, known) for chunk in spelled.chunks))
    for way in islice(ways, _MOST_CUTS):
        pairs = [f"{one}·{two}" for one, two in pairwise(sum(way, ()))]
        if pairs:
            rows = index.execute(_GRAM, {"match": _all(map(_whole, pairs), kinds)})
            yield from (row for row in islice(rows, _MOST_POSTINGS) if row[3] and spelled.occurs_in(row[3]))


def _all(tokens: Iterable[str], kinds: Kinds) -> str:
    """The FTS5 query for all tokens, in names of entities of one of the kinds."""
    every = " AND ".join(tokens)
    return every if kinds is None else f"({' OR '.join(_whole(kind_token(kind)) for kind in kinds)}) AND {every}"


def _whole(token: str) -> str:
    """The token for FTS5; it holds no quotes, for folding drops them."""
    return f'"{token}"'


def _begun(word: str) -> str:
    """A word cut short, for FTS5; one letter begins too many to be read in time."""
    return f'"{word}"*' if len(word) > 1 else _whole(word)


def _json(kinds: Kinds) -> str | None:
    return None if kinds is None else str(kinds)
