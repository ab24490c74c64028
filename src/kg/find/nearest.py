"""What somebody may have meant: the names and the identifiers nearest to one that nothing bears."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Final, TypeVar

from kg.find.fold import fold, grams, has_han, words
from kg.find.matches import understood
from kg.find.tables import AFTER_EVERY_TEXT, How, opened
from kg.names import PREFIXES

Named = TypeVar("Named")

# How many keys are read, and how many candidates are measured, of one list.
_MOST_KEYS: Final = 20_000
_MOST_CANDIDATES: Final = 1_500

_SHORT: Final = 3

_BY_GRAM: Final = """
SELECT n.curie, n.folded, n.text
FROM (SELECT rowid AS name FROM gram WHERE gram MATCH :match ORDER BY rowid LIMIT :most) found
CROSS JOIN named n ON n.name = found.name
WHERE length(n.folded) BETWEEN :shortest AND :longest
"""
_BY_KEY: Final = """
SELECT n.curie, found.folded, n.text
FROM (
    SELECT folded, name FROM (
        SELECT folded, name FROM key WHERE how = :how AND folded >= :start AND folded < :end LIMIT :read
    ) WHERE length(folded) BETWEEN :shortest AND :longest LIMIT :most
) found CROSS JOIN named n ON n.name = found.name
"""
_SUBJECTS: Final = """
SELECT curie FROM (SELECT curie FROM entity WHERE curie >= :start AND curie < :end LIMIT :most)
UNION ALL SELECT curie FROM (SELECT curie FROM nameless WHERE curie >= :start AND curie < :end LIMIT :most)
"""
_LOCAL: Final = """
SELECT n.curie FROM key k CROSS JOIN named n ON n.name = k.name WHERE k.how = :how AND k.folded = :key LIMIT 20
"""


def nearest(path: Path, text: str, *, limit: int = 3) -> list[tuple[str, str]]:
    """The names most like the text, each with the CURIE of its entity; none where nothing is like it.

    Args:
        path: the index.
        text: a name with a slip: a character, a letter or two too many, missing, wrong or swapped.
        limit: how many at most.
    """
    with opened(path) as index:
        query = understood(index, text)
        nearby: list[tuple[str, str]] = []
        for shared in (2, 1) if query.folded else ():
            if not nearby:
                rows = _alike(index, query.folded, shared)
                nearby = closest(((near, (name, curie)) for curie, near, name in rows), query.folded, limit)
        return nearby


def closest(candidates: Iterable[tuple[str, tuple[str, str]]], sought: str, limit: int) -> list[tuple[str, str]]:
    """Of names and their CURIEs, each behind the form to measure, those nearest to what is sought, one an entity."""
    nearby = ranked(candidates, sought, limit * 8)
    each_once = {curie: name for name, curie in reversed(nearby)}
    return [(name, curie) for name, curie in nearby if each_once[curie] == name][:limit]


def suggest(path: Path, curie: str, *, limit: int = 3) -> list[str]:
    """The CURIEs of our terms and entities most like one that does not exist; none where nothing is like it.

    The same local name under another prefix comes first, then the smallest number of slips, then names that hold it.

    Args:
        path: the index.
        curie: ``prefix:local``, as a user wrote it.
        limit: how many at most.
    """
    prefix, colon, local = curie.partition(":")
    if not colon or not local:
        return []
    with opened(path) as index:
        elsewhere = [known for (known,) in index.execute(_LOCAL, {"how": How.LOCAL, "key": fold(local, {})})]
        known = [*_subjects(index, prefix, ""), *_subjects(index, prefix, local[:2])]
    return likest(curie, elsewhere, known, limit)


def likest(curie: str, elsewhere: list[str], known: list[str], limit: int) -> list[str]:
    """Of CURIEs that are known the ones most like this one; first those with its local name under another prefix."""
    local = curie.partition(":")[2]
    by_slips = ranked(((name.partition(":")[2], name) for name in known), local, limit)
    holding = [name for name in known if local.lower() in name.partition(":")[2].lower()]
    by_length = sorted(holding, key=lambda name: (len(name), name))
    return list(dict.fromkeys(name for name in [*elsewhere, *by_slips, *by_length] if name != curie))[:limit]


def distance(one: str, other: str, most: int) -> int:
    """How many slips lie between two texts: a character added, left out, replaced, or two neighbours swapped.

    Returns:
        the number, or ``most + 1`` where it is greater than ``most``.

    >>> distance("place:xining", "place:xinign", 2), distance("西宁", "晶科", 1)
    (1, 2)
    """
    if abs(len(one) - len(other)) > most or len(set(one) - set(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, mine in enumerate(one, start=1):
        line = [row]
        for column, yours in enumerate(other, start=1):
            cost = min(last[column] + 1, line[-1] + 1, last[column - 1] + (mine != yours))
            if before and column > 1 and mine == other[column - 2] and one[row - 2] == yours:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        if min(line) > most:
            return most + 1
        before, last = last, line
    return min(last[-1], most + 1)


def _tolerated(sought: str) -> int:
    """How many slips a text may hold: in a third of its characters, one at least."""
    return max(1, len(sought) // 3)


def ranked(candidates: Iterable[tuple[str, Named]], sought: str, limit: int) -> list[Named]:
    """What belongs to the texts nearest to the one sought, the nearest first, else in the order given."""
    most = _tolerated(sought)
    measured = [(distance(text.lower(), sought.lower(), most), len(text), named) for text, named in candidates]
    near = sorted((item for item in measured if item[0] <= most), key=lambda item: item[:2])
    return [named for _, _, named in near][:limit]


def _alike(index: sqlite3.Connection, sought: str, shared: int) -> list[tuple[str, str, str]]:
    """Names about as long that share one or two neighbouring characters, or first letters: CURIE, form, name."""
    most = _tolerated(sought)
    lengths = {"shortest": len(sought) - most, "longest": len(sought) + most}
    rows: list[tuple[str, str, str]] = []
    if has_han(sought):
        tokens = sorted({token for token in grams(sought) if len(token) == shared})
        # A single character in common says something of short names only.
        if tokens and (shared > 1 or len(sought) <= _SHORT):
            rows += index.execute(_BY_GRAM, {"match": _any(tokens), "most": _MOST_CANDIDATES, **lengths})
    else:
        letters = "".join(words(sought))
        for how, key in ((How.NAME, sought), (How.PINYIN, letters), (How.LOCAL, sought)):
            rows += index.execute(_BY_KEY, {"how": how, "read": _MOST_KEYS, **_from(key[:shared]), **lengths})
    return list(dict.fromkeys(rows))


def _subjects(index: sqlite3.Connection, prefix: str, start: str) -> list[str]:
    """CURIEs that begin so; of a prefix that is none of ours, those of the prefixes like it."""
    prefixes = [prefix] if prefix in PREFIXES else ranked(((name, name) for name in PREFIXES), prefix, 2)
    return [curie for each in prefixes for (curie,) in index.execute(_SUBJECTS, _from(f"{each}:{start}"))]


def _from(start: str) -> dict[str, str | int]:
    """The values that bound a range of texts which begin so."""
    return {"start": start, "end": start + AFTER_EVERY_TEXT, "most": _MOST_CANDIDATES}


def _any(tokens: list[str]) -> str:
    return " OR ".join(f'"{token}"' for token in tokens)
