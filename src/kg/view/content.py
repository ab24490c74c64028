"""What the page says of each node and link: names, ways to type them, values, times, and the evidence beside them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from kg.evidence import Basis, Evidence, Records, with_sentences
from kg.find import fold, readings
from kg.names import compact, npp
from kg.terms import Iri, Triple
from kg.view.drawing import Drawing

if TYPE_CHECKING:
    from kg.evidence.entry import Quads
    from kg.project import Project
    from kg.view.drawing import Names

_EARLIEST: Final = npp("earliest")
_LATEST: Final = npp("latest")

Fields = dict[str, object]


class Content:
    """Nodes and links in the page's words; each passage is kept once, and told by its number.

    Attributes:
        records: the reader of evidence.
        times: from the CURIE of each time span to its names and its first and last possible day (``yyyy-mm-dd``).
    """

    def __init__(self, engine: Quads, drawn: Drawing) -> None:
        self.times = _times(drawn)
        self._drawn = drawn
        self.records = Records(engine)
        self._found: list[Evidence] = []
        self._numbers: dict[Iri, int] = {}
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
            "evidence": self.numbered(self.records.of_node(node)),
        }

    def link(self, triple: Triple, *, inferred: bool) -> Fields:
        """A link's property, mark and evidence; ``basis`` says whose evidence it is, "" where there is none."""
        found = self.support(triple, inferred=inferred)
        return {
            "predicate": compact(triple.predicate),
            "mark": self.mark(triple),
            "evidence": self.numbered(found),
            "basis": found[0].basis.value if found else "",
        }

    def mark(self, triple: Triple) -> Names | None:
        """The names of the mark that a Claim's evidence gives the link, if it is another than "stated"."""
        mark = self._drawn.marks.get(triple)
        return self._drawn.names[mark] if mark else None

    def support(self, triple: Triple, *, inferred: bool) -> list[Evidence]:
        """What a link rests on; of one that only a rule gave, nothing that merely stands on the nodes it connects."""
        found = self.records.of_triple(triple)
        if not inferred or self.records.standing(triple).asserted:
            return found
        return [item for item in found if item.basis is Basis.SHARED]

    def numbered(self, found: Iterable[Evidence]) -> list[int]:
        """The numbers of these pieces of evidence, each once; new ones are taken in."""
        numbers = []
        for one in found:
            key = one.passage or one.source
            if key not in self._numbers:
                self._numbers[key] = len(self._found)
                self._found.append(one)
            numbers.append(self._numbers[key])
        return list(dict.fromkeys(numbers))

    def passages(self, project: Project | None) -> Fields:
        """The ``evidence`` that was numbered so far, by number, with the ``sentences`` and ``sources`` that it names.

        A passage has its sentence where a project is given, its text lies there and the digests agree.
        """
        sentences: dict[str, int] = {}
        complete = with_sentences(project, self._found) if project else self._found
        sources = {compact(one.source): _source(one) for one in complete}
        told = [_told(one, sentences) for one in complete]
        return {"evidence": told, "sentences": list(sentences), "sources": sources}

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


def _source(one: Evidence) -> Fields:
    names: Fields = {lang: one.source_label.words(lang) or compact(one.source) for lang in ("zh", "en")}
    return names | {"page": one.page.value} if one.page else names


def _told(one: Evidence, sentences: dict[str, int]) -> Fields:
    told: Fields = {
        "source": compact(one.source),
        "paragraph": one.paragraph,
        "phrase": one.phrase,
        "mark": {lang: one.modality_label.words(lang) for lang in ("zh", "en")} if one.modality else None,
    }
    return told | {"sentence": sentences.setdefault(one.sentence, len(sentences))} if one.sentence else told


def _times(drawn: Drawing) -> dict[str, Fields]:
    found: dict[str, Fields] = {}
    for node, kind in drawn.kinds.items():
        if kind.key == "time":
            days = {predicate: text for predicate, text, _ in drawn.values[node]}
            if _EARLIEST in days and _LATEST in days:
                found[compact(node)] = {"names": drawn.names[node], "days": [days[_EARLIEST], days[_LATEST]]}
    return found
