"""The whole catalogue answered as one text: questions, rows, and numbered citations of what they rest on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.ask import sheet
from kg.ask.answering import reply, terms_of
from kg.ask.support import supports
from kg.errors import UnknownName
from kg.query.table import all_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.ask.answering import Reply
    from kg.ask.catalogue import Question
    from kg.evidence import Evidence
    from kg.project import Project
    from kg.store.snapshot import Snapshot

_IS: Final = {"zh": "：", "en": ": "}
WORDS: Final = {
    "title": {"zh": "国家试点简报", "en": "National pilots: a briefing"},
    "contents": {"zh": "目录", "en": "Contents"},
    "sources": {"zh": "来源", "en": "Sources"},
    "citations": {"zh": "引注", "en": "Citations"},
    "basis": {"zh": "依据", "en": "rests on"},
    "none": {"zh": "没有记录依据", "en": "nothing is recorded"},
    "nothing": {"zh": "没有来源说明。", "en": "No source says so."},
    "nearby": {"zh": "相关的已知情况：", "en": "What is known nearby:"},
    "inferred": {"zh": "推得", "en": "inferred"},
    "whole": {"zh": "整篇引用", "en": "cited as a whole"},
    "paragraph": {"zh": "第 {} 段", "en": "paragraph {}"},
    "cut": {"zh": "仅列前 {} 行。", "en": "Only the first {} rows."},
    "counts": {
        "zh": "{questions} 个问题，{answered} 个有答案，{unanswered} 个没有来源说明；"
        "引注 {citations} 条，来源 {sources} 个。",
        "en": "{questions} questions: {answered} answered, {unanswered} on which no source says anything;"
        " {citations} citations of {sources} sources.",
    },
    "made": {
        "zh": "据 {built} 的图谱快照 {digest}。",
        "en": "From snapshot {digest} of the graph, built {built}.",
    },
    "reading": {
        "zh": "“依据”一列的数字指文末引注：所据词句、其性质、来源和段（从第 0 段数起）。标“推得”的行由规则得出。",
        "en": "Numbers in the last column are the citations at the end: the words relied on, what they amount to, the"
        " source, and the paragraph (counted from 0). A row marked “inferred” was concluded by rule.",
    },
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a briefing is to be.

    Attributes:
        lang: ``zh`` or ``en``.
        given: values of parameters, set in every question that has them; else the defaults.
        most: rows of one answer to list; None for all.
    """

    lang: str
    given: Mapping[str, str] = field(default_factory=dict)
    most: int | None = None


class Cell(NamedTuple):
    """The text of a cell, and whether it stands to the right."""

    text: str
    right: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its cells, the numbers of its citations, and whether only rules gave it."""

    cells: tuple[Cell, ...]
    citations: tuple[int, ...]
    inferred: bool


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings; ``cut`` where there were more."""

    headings: tuple[Cell, ...]
    lines: tuple[Line, ...]
    cut: bool


@dataclass(frozen=True, slots=True)
class Section:
    """One question: its words, the values it was asked with, and its answer, or what is known nearby."""

    number: str
    slug: str
    words: str
    values: tuple[str, ...]
    answer: Table | None
    nearby: Table | None


class Source(NamedTuple):
    """A document, and the page where it was seen; "" where none is recorded."""

    name: str
    page: str


@dataclass(frozen=True, slots=True)
class Citation:
    """One thing cited; ``place`` and ``phrase`` are "" where a document is cited as a whole."""

    number: int
    source: Source
    place: str
    phrase: str
    mark: str


@dataclass(frozen=True, slots=True)
class Briefing:
    """The text, in parts; ``made`` and ``counts`` are sentences."""

    lang: str
    made: str
    counts: str
    sections: tuple[Section, ...]
    citations: tuple[Citation, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """The documents cited, in the order in which they first are."""
        return tuple(dict.fromkeys(each.source for each in self.citations))

    def say(self, key: str) -> str:
        """The words of ``WORDS`` in the briefing's language."""
        return WORDS[key][self.lang]


class _Citations:
    """Numbers for what is cited, in the order in which it first is."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._known: dict[object, Citation] = {}

    def number(self, item: Evidence) -> int:
        key = item.passage or item.source
        if key not in self._known:
            self._known[key] = self._citation(len(self._known) + 1, item)
        return self._known[key].number

    def listed(self) -> tuple[Citation, ...]:
        return tuple(self._known.values())

    def _citation(self, number: int, item: Evidence) -> Citation:
        return Citation(
            number=number,
            source=Source(item.source_label.words(self._lang) or item.slug, item.page.value if item.page else ""),
            place="" if item.paragraph is None else WORDS["paragraph"][self._lang].format(item.paragraph),
            phrase=item.phrase,
            mark=item.modality_label.words(self._lang) or ("" if item.passage else WORDS["whole"][self._lang]),
        )


def gather(snapshot: Snapshot, project: Project, questions: Sequence[Question], wish: Wish) -> Briefing:
    """Every question asked and answered.

    Args:
        snapshot: what is asked.
        project: where the texts of sources lie.
        questions: the catalogue.
        wish: in which language, about what, and how much.

    Raises:
        UnknownName: no question has such a parameter; and what ``terms_of`` and ``reply`` raise.
    """
    given, lang, most = wish.given, wish.lang, wish.most
    known = {parameter.name for question in questions for parameter in question.parameters}
    for name in given:
        if name not in known:
            raise UnknownName(f"no question has a parameter '{name}'; the parameters are {', '.join(sorted(known))}")
    citations = _Citations(lang)
    sections = []
    for question in questions:
        own = {parameter.name for parameter in question.parameters}
        values = terms_of(snapshot.names, question, {name: each for name, each in given.items() if name in own})
        found = reply(snapshot, question, values, lang=lang, most=most)
        nearby = None
        if not found.rows and question.nearby:
            nearby = reply(snapshot, question.nearby, values, lang=lang, most=most)
        told = [
            _table(snapshot, project, each, citations, lang) if each and each.rows else None for each in (found, nearby)
        ]
        asked = tuple(
            f"{parameter.words.of(lang)}{_IS[lang]}{label}"
            for parameter, label in sheet.values(found, snapshot.names, lang)
        )
        sections.append(Section(question.number, question.slug, question.words.of(lang), asked, *told))
    return _briefing(snapshot, sections, citations, lang)


def _briefing(snapshot: Snapshot, sections: list[Section], citations: _Citations, lang: str) -> Briefing:
    answered = sum(section.answer is not None for section in sections)
    counts = WORDS["counts"][lang].format(
        questions=len(sections),
        answered=answered,
        unanswered=len(sections) - answered,
        citations=len(citations.listed()),
        sources=len({each.source for each in citations.listed()}),
    )
    manifest = snapshot.manifest
    made = WORDS["made"][lang].format(built=manifest.built[:10], digest=manifest.digest[:16])
    return Briefing(lang, made, counts, tuple(sections), citations.listed())


def _table(snapshot: Snapshot, project: Project, found: Reply, citations: _Citations, lang: str) -> Table:
    right = [all_numbers([row.cells[index] for row in found.rows]) for index in range(len(found.columns))]
    cells = sheet.cells(found, snapshot.names, lang)
    lines = [
        Line(
            tuple(map(Cell, row, right)),
            tuple(sorted({citations.number(item) for item in support.evidence})),
            not support.asserted,
        )
        for row, support in zip(cells, supports(snapshot.engine, project, found), strict=True)
    ]
    return Table(tuple(map(Cell, sheet.headings(found, lang), right)), tuple(lines), found.cut)
