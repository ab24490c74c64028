"""What completes the word at the cursor: keywords, prefixes, classes, properties, variables, and entities by label."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from kg import find
from kg.names import KINDS, PREFIXES, compact
from kg.query.productions import AGGREGATES, FUNCTIONS, PRODUCTIONS
from kg.query.tokens import tokenize, variables
from kg.shell.place import place
from kg.terms import ntriples, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.find import Hit
    from kg.shell.place import Place
    from kg.shell.vocabulary import Entry, Vocabulary
    from kg.store.snapshot import Snapshot

_MOST: Final = 30
_SHORTEST: Final = 2  # Latin letters from which entities are looked up
_KEYWORDS: Final = frozenset(re.findall(r"\b[A-Z_]{2,}\b", PRODUCTIONS)) - {"END", "FUNCTION", "AGGREGATE"}
_VERB: Final = ("A",)
_NAME: Final = ("@curie", "@iri")


class Offer(NamedTuple):
    """One completion.

    Attributes:
        text: what is inserted.
        replaces: how many characters before the cursor it replaces.
        shown: in the list.
        beside: what the list says of it.
    """

    text: str
    replaces: int
    shown: str
    beside: str = ""


class Offers:
    """Completions from the vocabulary, the names and the graphs of a snapshot."""

    def __init__(self, snapshot: Snapshot, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._names = snapshot.names
        # Names behind an endpoint take a request each: they are looked up when asked for, not at every key.
        self._at_hand = isinstance(snapshot.names, Path)
        self._graphs = sorted(f"graph:{slug}" for slug in snapshot.manifest.graphs)

    def at(self, before: str, after: str = "", *, asked: bool = True) -> list[Offer]:
        """What completes the query at a cursor, the likeliest first.

        Args:
            before: the text before the cursor.
            after: the text after it.
            asked: whether the user asked for it, rather than merely typed on: then an empty word is completed too.
        """
        here = place(before)
        if here.kind == "none" or (here.kind == "name" and not here.word and not asked):
            return []
        if here.kind == "variable":
            return _variables(here, before[: len(before) - len(here.word) - 1] + " " + after)
        lookup = asked or self._at_hand
        if here.kind == "string":
            found = self._literals(here) if lookup else iter(())
        else:
            found = self._named(here, lookup=lookup)
        unique = {offer.text: offer for offer in reversed(list(found))}
        return list(reversed(unique.values()))[:_MOST]

    def _named(self, here: Place, *, lookup: bool) -> Iterator[Offer]:
        """What a word, the beginning of a CURIE or a piece of Chinese may become."""
        word = here.word
        if here.names_graph:
            yield from (Offer(name, len(word), name) for name in self._graphs if name.startswith(word))
            return
        if here.after_type:
            yield from self._entries(self._vocabulary.classes, here)
            return
        # Where nothing is typed yet, a property is likelier than a keyword.
        if word:
            yield from _keywords(here)
        if here.allows(*_VERB):
            yield from self._entries(self._vocabulary.properties, here)
        if not word:
            yield from _keywords(here)
        if here.allows(*_NAME) and word.isascii() and word.isalnum():
            prefixes = [prefix for prefix in sorted(PREFIXES) if prefix.startswith(word)]
            yield from (Offer(f"{prefix}:", len(word), f"{prefix}:", _kind(prefix)) for prefix in prefixes)
        if here.allows(*_NAME):
            yield from self._entities(word) if lookup else ()
            if word.startswith("npp:") and not here.allows(*_VERB):
                yield from self._entries(self._vocabulary.classes, here)
                yield from self._entries(self._vocabulary.properties, here)

    def _entries(self, entries: dict[str, Entry], here: Place) -> Iterator[Offer]:
        """Classes or properties with such a name or label; those that fit the subject first."""
        kinds = {name for each in here.subject_classes() for name in self._vocabulary.lineage(each)}
        ranked = []
        for place_, entry in enumerate(entries.values()):
            nearness = _nearness(entry, here.word.lower())
            if nearness is not None:
                fit = 0 if kinds & entry.domains else 2 if entry.curie.startswith("npp:") else 1
                ranked.append((nearness, fit, place_, entry))
        for _, _, _, entry in sorted(ranked, key=lambda each: each[:3]):
            yield Offer(entry.curie, len(here.word), entry.curie, entry.named())

    def _entities(self, word: str) -> Iterator[Offer]:
        """Entities by any of their names, or by the beginning of their CURIE."""
        if len(word) < _SHORTEST and word.isascii():
            return
        hits = find.search(self._names, word, limit=_MOST)
        if ":" in word:
            hits = [hit for hit in hits if compact(hit.iri).startswith(word)]
        for hit in hits:
            yield Offer(compact(hit.iri), len(word), compact(hit.iri), _described(hit))
        if not hits and word.partition(":")[0] in KINDS:
            yield from (Offer(curie, len(word), curie) for curie in find.suggest(self._names, word, limit=_MOST))

    def _literals(self, here: Place) -> Iterator[Offer]:
        """Labels as the literals that the graph has, and the entities that bear them."""
        if not here.word:
            return
        typed = len(here.word) + 1
        hits = find.search(self._names, here.word, limit=_MOST)
        for hit in hits:
            chinese = not hit.matched.isascii()
            label = hit.label_zh if chinese else hit.label_en
            if label:
                written = ntriples(text(label, "zh" if chinese else "en"))
                yield Offer(written, typed, written, compact(hit.iri))
        yield from (Offer(compact(hit.iri), typed, compact(hit.iri), _described(hit)) for hit in hits)


def _variables(here: Place, around: str) -> list[Offer]:
    names = [name for name in variables(tokenize(around)) if name.startswith(here.word) and name != here.word]
    return [Offer(name, len(here.word), f"?{name}") for name in names]


def _keywords(here: Place) -> Iterator[Offer]:
    """The keywords and functions that could stand here and begin so."""
    words = _KEYWORDS if here.expected is None else _KEYWORDS & here.expected
    functions = sorted(FUNCTIONS if here.allows("FUNCTION") else ()) + sorted(
        AGGREGATES if here.allows("AGGREGATE") else ()
    )
    begun = here.word.upper()
    for word in [*sorted(words), *(functions if begun else [])]:
        if word.startswith(begun) and word != begun:
            yield Offer(f"{word}(" if word in functions else word, len(begun), word)


def _nearness(entry: Entry, word: str) -> int | None:
    """How near a name is to what was typed, the nearest 0; None where it is not."""
    curie = entry.curie.lower()
    names = [curie, curie.partition(":")[2], *(label.lower() for label in entry.labels.values())]
    if any(name.startswith(word) for name in names):
        return 0
    return 1 if any(word in name for name in names) else None


def _described(hit: Hit) -> str:
    """The labels of an entity and what it is."""
    names = " ".join(dict.fromkeys(name for name in (hit.label_zh, hit.label_en) if name))
    return f"{names} · {hit.kind_zh or hit.kind_en}" if hit.kind_zh or hit.kind_en else names


def _kind(prefix: str) -> str:
    """What a prefix is for."""
    return f"entities: {KINDS[prefix]}" if prefix in KINDS else PREFIXES[prefix]
