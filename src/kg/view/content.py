"""What the page says of each node and link: names, ways to type them, values, times, and the evidence beside them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from kg.evidence import Evidence, Records
from kg.find import fold, readings
from kg.names import compact, npp
from kg.terms import Iri, Triple
from kg.view.drawing import Drawing

if TYPE_CHECKING:
    from kg.evidence.entry import Quads

_EARLIEST: Final = npp("earliest")
_LATEST: Final = npp("latest")

Fields = dict[str, object]


class Content:
    """Nodes and links in the page's words; each passage is kept once, and told by its number.

    Attributes:
        evidence: the passages that ``node`` and ``link`` have named so far, by number.
        times: from the CURIE of each time span to its names and its first and last possible day (``yyyy-mm-dd``).
    """

    def __init__(self, engine: Quads, drawn: Drawing) -> None:
        self.evidence: list[Fields] = []
        self.times = _times(drawn)
        self._drawn = drawn
        self._records = Records(engine)
        self._numbers: dict[Iri | Evidence, int] = {}
        self._reader = readings.Reader()
        self._dates: dict[Iri, list[tuple[str, str]]] = {}
        for subject, predicate, thing in sorted(drawn.asserted, key=str):
            if isinstance(subject, Iri) and isinstance(thing, Iri) and compact(thing) in self.times:
                self._dates.setdefault(subject, []).append((compact(predicate), compact(thing)))

    def node(self, node: Iri) -> Fields:
        """A node's names, what finds it, its first class, values, times and evidence."""
        names = self._drawn.names[node]
        return {
            "kind": self._drawn.kinds[node].key,
            "names": names or {"zh": compact(node)},
            "search": [*dict.fromkeys([*names.values(), *self._aliases(node), compact(node)])],
            "pinyin": self._pinyin([*names.values(), *self._aliases(node)]),
            "types": [compact(one) for one in self._drawn.types[node][:1]],
            "values": [(compact(predicate), *rest) for predicate, *rest in sorted(self._drawn.values[node])],
            "times": self._dates.get(node, []),
            "evidence": self._numbered(self._records.of_node(node)),
        }

    def link(self, triple: Triple) -> Fields:
        """A link's property, mark and evidence; ``basis`` says whose evidence it is, "" where there is none."""
        found = self._records.of_triple(triple)
        mark = self._drawn.marks.get(triple)
        return {
            "predicate": compact(triple.predicate),
            "mark": self._drawn.names[mark] if mark else None,
            "evidence": self._numbered(found),
            "basis": found[0].basis.value if found else "",
        }

    def _aliases(self, node: Iri) -> list[str]:
        return [text for predicate, text, _ in self._drawn.values[node] if compact(predicate) == "skos:altLabel"]

    def _pinyin(self, names: Iterable[str]) -> list[str]:
        """What somebody types who types by sound: whole syllables without tones, and their initials."""
        found: dict[str, None] = {}
        for name in names:
            for syllables in self._reader.readings(fold.fold(name, {})):
                plain = [syllable.rstrip("1234") for syllable in syllables]
                found |= dict.fromkeys(["".join(plain), "".join(syllable[:1] for syllable in plain)])
        return list(found)

    def _numbered(self, found: Iterable[Evidence]) -> list[int]:
        numbers = []
        for one in found:
            key = one.passage or one
            if key not in self._numbers:
                self._numbers[key] = len(self.evidence)
                self.evidence.append(_told(one))
            numbers.append(self._numbers[key])
        return list(dict.fromkeys(numbers))


def _told(one: Evidence) -> Fields:
    return {
        "source": {lang: one.source_label.words(lang) for lang in ("zh", "en")},
        "paragraph": one.paragraph,
        "phrase": one.phrase,
        "mark": {lang: one.modality_label.words(lang) for lang in ("zh", "en")} if one.modality else None,
    }


def _times(drawn: Drawing) -> dict[str, Fields]:
    found: dict[str, Fields] = {}
    for node, kind in drawn.kinds.items():
        if kind.key == "time":
            days = {predicate: text for predicate, text, _ in drawn.values[node]}
            if _EARLIEST in days and _LATEST in days:
                found[compact(node)] = {"names": drawn.names[node], "days": [days[_EARLIEST], days[_LATEST]]}
    return found
