"""Entities by any of their names: an index beside the store, read in milliseconds.

An index is one SQLite file. ``write_index`` makes it at build time; everything else only reads, and imports neither
pypinyin nor OpenCC. Modules, from the lowest: ``fold`` (one form for a name however it is written), ``spelling``
(Latin letters read as pinyin), ``tables`` (the file), ``matches``, ``search``, ``nearest``, ``resolve``; on the writing
side ``gather``, ``places``, ``readings``, ``traditional``, ``write``. Where a graph has no index, as behind an
endpoint, its store is asked for names instead: ``sparql``, ``asked``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from kg.find.matches import Nearness
from kg.find.nearest import nearest as _nearest
from kg.find.nearest import suggest as _suggest
from kg.find.resolve import kind_named as _kind_named
from kg.find.resolve import knows as _knows
from kg.find.resolve import labels as _labels
from kg.find.resolve import resolve as _resolve
from kg.find.search import Hit
from kg.find.search import entities as _entities
from kg.find.search import search as _search
from kg.terms import Iri, Quad, Triple

if TYPE_CHECKING:
    from kg.find.gather import Columns, Gathered
    from kg.store.engine import Engine

__all__ = [
    "Hit",
    "Names",
    "Nearness",
    "gathered",
    "kind_named",
    "knows",
    "label",
    "labels",
    "nearest",
    "resolve",
    "search",
    "suggest",
    "write_gathered",
    "write_index",
]

# Where names are looked up: in an index, or in a store that is asked for them.
Names: TypeAlias = "Path | Engine"


def entities(names: Names, text: str, *, limit: int) -> list[Iri]:
    """The entities that ``search`` finds, alone and in no order: many in little time.

    Args:
        names: an index, or a store.
        text: as for ``search``.
        limit: how many at most.

    Raises:
        SnapshotError: the index is missing or damaged.
    """
    if isinstance(names, Path):
        return _entities(names, text, limit=limit)
    return [hit.iri for hit in search(names, text, limit=limit)]


def search(names: Names, text: str, *, limit: int = 20, kinds: Sequence[Iri] | None = None) -> list[Hit]:
    """The entities with a name like this, each once, the likeliest first.

    A name that is the query comes before one whose pronunciation or identifier is, then names that begin with it,
    then names that contain it; among those the short ones and the much connected entities come first.

    Args:
        names: an index, or a store, in which pinyin and initials find nothing.
        text: Chinese (simplified or traditional), English words in any order, pinyin, initials, a code or a CURIE.
        limit: how many at most.
        kinds: only entities of one of these classes or of a class below.

    Raises:
        SnapshotError: there is no usable index.
    """
    if isinstance(names, Path):
        return _search(names, text, limit=limit, kinds=kinds)
    from kg.find import asked

    return asked.search(names, text, limit=limit, kinds=kinds)


def resolve(names: Names, text: str) -> Iri:
    """The one entity that the text names.

    Args:
        names: an index, or a store, in which pinyin finds nothing.
        text: an IRI, ``<iri>``, a CURIE, or a name: any of the entity's labels or codes, else its local name, else how
            it is pronounced, as long as one entity alone is named so; else the beginning of a name (two Chinese
            characters or four letters at least), where a search finds nothing but this one entity. An entity of the
            data precedes a term of the vocabulary.

    Raises:
        AmbiguousName: several entities are named so; the text lists them.
        UnknownName: none is, or the graph says nothing of the IRI; the text offers the nearest.
        SnapshotError: there is no usable index.
    """
    if isinstance(names, Path):
        return _resolve(names, text)
    from kg.find import asked

    return asked.resolve(names, text)


def knows(names: Names, iri: Iri) -> bool:
    """Whether the graph says anything of this IRI: whether it is the subject of a statement."""
    if isinstance(names, Path):
        return _knows(names, iri)
    from kg.find import sparql

    return sparql.knows(names, iri)


def label(names: Names, iri: Iri, lang: str) -> str:
    """The label in this language, else in the other, else the CURIE."""
    return labels(names, [iri], lang)[iri]


def labels(names: Names, iris: Iterable[Iri], lang: str) -> dict[Iri, str]:
    """The label of each: in this language (``zh`` or ``en``), else in the other, else its CURIE."""
    if isinstance(names, Path):
        return _labels(names, iris, lang)
    from kg.find import asked

    return asked.labels(names, iris, lang)


def kind_named(names: Names, text: str) -> Iri:
    """The class that a user means by a CURIE, a local name or a label of a class that entities have.

    Raises:
        UnknownName: no entity has such a class; the text lists those that there are.
    """
    if isinstance(names, Path):
        return _kind_named(names, text)
    from kg.find import asked

    return asked.kind_named(names, text)


def nearest(names: Names, text: str, *, limit: int = 3) -> list[tuple[str, str]]:
    """The names most like the text, each with the CURIE of its entity; none where nothing is like it.

    Args:
        names: an index or a store.
        text: a name with a slip: a character, a letter or two too many, missing, wrong or swapped.
        limit: how many at most.
    """
    if isinstance(names, Path):
        return _nearest(names, text, limit=limit)
    from kg.find import asked

    return asked.nearest(names, text, limit=limit)


def suggest(names: Names, curie: str, *, limit: int = 3) -> list[str]:
    """The CURIEs of our terms and entities most like one that does not exist; none where nothing is like it.

    Args:
        names: an index or a store.
        curie: ``prefix:local``, as a user wrote it.
        limit: how many at most.
    """
    if isinstance(names, Path):
        return _suggest(names, curie, limit=limit)
    from kg.find import asked

    return asked.suggest(names, curie, limit=limit)


def write_index(path: Path, quads: Iterable[Quad | Triple]) -> None:
    """Write the name index of a graph to ``path``, which must not exist yet.

    Args:
        path: the file to make.
        quads: all statements, asserted and inferred; read once, in any order. What is not inferred is not known:
            classes above a class are found through rdfs:subClassOf, but places only through npp:locatedIn itself.
    """
    from kg.find.gather import gather

    write_gathered(path, gather(quads))


def gathered(columns: Columns) -> Gathered:
    """What an index needs of statements that are not values of Python: see ``kg.find.gather``."""
    from kg.find.gather import gather_columns

    return gather_columns(columns)


def write_gathered(path: Path, found: Gathered) -> None:
    """As ``write_index``, of what was gathered."""
    from kg.find.write import write

    write(path, found)
