"""Searching: entities whose names are, begin with or contain what was typed, the likeliest first."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from kg.find.matches import Kinds, Nearness, Query, matches, understood
from kg.find.tables import opened
from kg.names import compact, expand
from kg.terms import Iri

_HIT: Final = """
SELECT e.curie, e.zh, e.en, k.class, k.zh, k.en, p.zh, p.en
FROM entity e JOIN kind k ON k.id = e.kind LEFT JOIN entity p ON p.id = e.place WHERE e.id = ?
"""
_CURIES: Final = "SELECT curie FROM entity WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"


class Hit(NamedTuple):
    """An entity that was found.

    Attributes:
        iri: the entity.
        label_zh: its Chinese label, or "".
        label_en: its English label, or "".
        kind: its most specific class, or None where it has none.
        kind_zh: the Chinese label of that class, or "".
        kind_en: the English label of that class, or "".
        where_zh: the Chinese label of the nearest place it lies in, or "".
        where_en: the English label of that place, or "".
        matched: the name that was found, as it is written in the graph.
        score: how it matches: 0 where the name is the query, greater where it is farther from it.
    """

    iri: Iri
    label_zh: str
    label_en: str
    kind: Iri | None
    kind_zh: str
    kind_en: str
    where_zh: str
    where_en: str
    matched: str
    score: Nearness


def search(path: Path, text: str, *, limit: int = 20, kinds: Sequence[Iri] | None = None) -> list[Hit]:
    """The entities with a name like this, each once, the likeliest first.

    A name that is the query comes before one whose pronunciation or identifier is, then names that begin with it,
    then names that contain it; among those the order is that of the index.

    Args:
        path: the index.
        text: Chinese (simplified or traditional), English words in any order, pinyin, initials, a code or a CURIE.
        limit: how many at most.
        kinds: only entities of one of these classes or of a class below.

    Raises:
        SnapshotError: there is no usable index at ``path``.
    """
    with opened(path) as index:
        query = understood(index, text)
        within = _within(index, kinds)
        if not query.folded or within == []:
            return []
        found = _found(index, query, limit, within)
        return [_hit(index, entity, score, name) for entity, (score, name) in found.items()]


def entities(path: Path, text: str, *, limit: int) -> list[Iri]:
    """The entities that ``search`` finds, alone: many in little time.

    Raises:
        SnapshotError: there is no usable index at ``path``.
    """
    with opened(path) as index:
        query = understood(index, text)
        found = list(_found(index, query, limit, None)) if query.folded else []
        rows = index.execute(_CURIES, (str(found),))
        return [expand(curie) for (curie,) in rows]


def _found(index: sqlite3.Connection, query: Query, limit: int, kinds: Kinds) -> dict[int, tuple[Nearness, str]]:
    """Entities in the order found, each with its nearest match and the name that matched."""
    found: dict[int, tuple[Nearness, str]] = {}
    for score, names in matches(index, query, kinds):
        for entity, name, _, _ in names:
            found.setdefault(entity, (score, name))
            if len(found) == limit:
                return found
    return found


def _within(index: sqlite3.Connection, classes: Sequence[Iri] | None) -> Kinds:
    """The kinds that lie in one of the classes."""
    if classes is None:
        return None
    wanted = {compact(one) for one in classes}
    rows = index.execute("SELECT id, classes FROM kind")
    return [number for number, all_classes in rows if not wanted.isdisjoint(all_classes.split())]


def _hit(index: sqlite3.Connection, entity: int, score: Nearness, matched: str) -> Hit:
    curie, zh, en, kind, *others = index.execute(_HIT, (entity,)).fetchone()
    kind_zh, kind_en, where_zh, where_en = (text or "" for text in others)
    of_kind = expand(kind) if kind else None
    return Hit(expand(curie), zh or "", en or "", of_kind, kind_zh, kind_en, where_zh, where_en, matched, score)
