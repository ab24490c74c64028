"""From what a user wrote to one entity, and from entities to their labels."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from kg.errors import AmbiguousName, UnknownName
from kg.find.fold import fold, has_han
from kg.find.matches import Nearness, Row, exact, understood
from kg.find.nearest import nearest, suggest
from kg.find.search import search
from kg.find.tables import opened, variants_in
from kg.names import compact, expand, is_entity, looks_like_iri
from kg.terms import Iri

# How many candidates and how many offers a message lists, and how short a beginning may stand for a whole name.
MOST_LISTED: Final = 10
MOST_OFFERED: Final = 3
_SHORTEST_HAN: Final = 2
_SHORTEST_LATIN: Final = 4
_BATCH: Final = 500

_EXISTS: Final = (
    "SELECT EXISTS (SELECT 1 FROM entity WHERE curie = :curie) OR EXISTS (SELECT 1 FROM nameless WHERE curie = :curie)"
    " OR EXISTS (SELECT 1 FROM merged WHERE curie = :curie)"
)
_CANDIDATE: Final = """
SELECT e.curie, coalesce(e.zh, e.en), coalesce(k.zh, k.en, k.class, ''), coalesce(p.zh, p.en, '')
FROM entity e JOIN kind k ON k.id = e.kind LEFT JOIN entity p ON p.id = e.place WHERE e.id = ?
"""


def resolve(path: Path, text: str) -> Iri:
    """The one entity that the text names.

    Args:
        path: the index.
        text: an IRI, ``<iri>``, a CURIE, or a name: any of the entity's labels or codes, else its local name, else how
            it is pronounced, as long as one entity alone is named so; else the beginning of a name (two Chinese
            characters or four letters at least), where a search finds nothing but this one entity. An entity of the
            data precedes a term of the vocabulary.

    Raises:
        AmbiguousName: several entities are named so; the text lists them.
        UnknownName: none is, or the graph says nothing of the IRI; the text offers the nearest.
        SnapshotError: there is no usable index at ``path``.
    """
    if looks_like_iri(text):
        iri = expand(text)
        if not knows(path, iri):
            raise UnknownName(
                f"nothing in the graph is called {compact(iri)}{did_you_mean(suggest(path, compact(iri)))}"
            )
        return standing(path, iri)
    with opened(path) as index:
        query = understood(index, text)
        for rows in exact(index, query) if query.folded else ():
            if rows:
                return _only(index, text, rows)
    hits = search(path, text, limit=MOST_OFFERED)
    if len(hits) == 1 and hits[0].score is Nearness.BEGINS and is_long_enough(query.folded):
        return hits[0].iri
    near = [(hit.matched, compact(hit.iri)) for hit in hits] or nearest(path, text)
    told = suggest(path, text) or [f"{name} ({curie})" for name, curie in near]
    raise UnknownName(f"nothing in the graph is called '{text}'{did_you_mean(told)}")


def knows(path: Path, iri: Iri) -> bool:
    """Whether the graph says anything of this IRI: whether it is the subject of a statement."""
    with opened(path) as index:
        return bool(index.execute(_EXISTS, {"curie": compact(iri)}).fetchone()[0])


def standing(path: Path, iri: Iri) -> Iri:
    """The name under which the graph speaks of what the IRI names: another where this one gave way, else itself."""
    with opened(path) as index:
        row = index.execute("SELECT standing FROM merged WHERE curie = ?", (compact(iri),)).fetchone()
    if row is None:
        return iri
    return Iri(row[0][1:-1]) if row[0].startswith("<") else expand(row[0])


def labels(path: Path, iris: Iterable[Iri], lang: str) -> dict[Iri, str]:
    """The label of each: in this language (``zh`` or ``en``), else in the other, else its CURIE."""
    by_curie = {compact(iri): iri for iri in iris}
    found = {iri: curie for curie, iri in by_curie.items()}
    curies = list(by_curie)
    with opened(path) as index:
        for start in range(0, len(curies), _BATCH):
            some = curies[start : start + _BATCH]
            marks = ",".join("?" * len(some))
            for curie, zh, en in index.execute(f"SELECT curie, zh, en FROM entity WHERE curie IN ({marks})", some):  # noqa: S608 - only question marks are put in
                found[by_curie[curie]] = ((en or zh) if lang == "en" else (zh or en)) or curie
    return found


def kind_named(path: Path, text: str) -> Iri:
    """The class that a user means by a CURIE, a local name or a label of a class that entities have.

    Raises:
        UnknownName: no entity has such a class; the text lists those that there are.
    """
    with opened(path) as index:
        classes = {name for (row,) in index.execute("SELECT classes FROM kind") for name in row.split()}
        sought = fold(text, variants_in(index, text))
        for curie in sorted(classes):
            zh, en = index.execute("SELECT zh, en FROM entity WHERE curie = ?", (curie,)).fetchone() or (None, None)
            names = {curie.lower(), curie.partition(":")[2].lower()}
            if text.lower() in names or sought in {fold(name, {}) for name in (zh, en) if name}:
                return expand(curie)
    known = ", ".join(sorted(name for name in classes if name.startswith("npp:")))
    raise UnknownName(f"no entity is of a class '{text}'; the classes are {known}")


def _only(index: sqlite3.Connection, text: str, rows: list[Row]) -> Iri:
    """The one entity of these names.

    Raises:
        AmbiguousName: there are several.
    """
    candidates = _distinct(index, rows)
    if len(candidates) == 1:
        return candidates[0]
    lines = list(_told(index, rows, {compact(iri) for iri in candidates}))
    more = f"\n  and {len(lines) - MOST_LISTED} more" if len(lines) > MOST_LISTED else ""
    listed = "\n".join(lines[:MOST_LISTED])
    raise AmbiguousName(f"'{text}' names {len(lines)} entities; say which one by its CURIE:\n{listed}{more}")


def _distinct(index: sqlite3.Connection, rows: list[Row]) -> list[Iri]:
    """The entities of these names, each once; terms of the vocabulary only where nothing else is named so."""
    numbers = dict.fromkeys(entity for entity, *_ in rows)
    iris = [
        expand(index.execute("SELECT curie FROM entity WHERE id = ?", (number,)).fetchone()[0]) for number in numbers
    ]
    return [iri for iri in iris if is_entity(iri)] or iris


def _told(index: sqlite3.Connection, rows: list[Row], among: set[str]) -> Iterator[str]:
    """A line for each candidate: CURIE, label, class, and where it lies."""
    for number in dict.fromkeys(entity for entity, *_ in rows):
        curie, name, kind, place = index.execute(_CANDIDATE, (number,)).fetchone()
        if curie in among:
            yield f"  {curie}  {name}  {kind}" + (f"  {place}" if place else "")


def is_long_enough(folded: str) -> bool:
    """Whether the beginning of a name may stand for the whole."""
    return len(folded) >= (_SHORTEST_HAN if has_han(folded) else _SHORTEST_LATIN)


def did_you_mean(near: list[str]) -> str:
    """The end of a message on a name that nothing bears."""
    return f"; did you mean {', '.join(near)}?" if near else "; 'kg find' searches by any part of a name"
