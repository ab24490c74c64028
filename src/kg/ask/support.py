"""What a row rests on: the passages of its nodes, each once, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.evidence import INFERRED, Evidence, Records, with_sentences

if TYPE_CHECKING:
    from kg.ask.answering import Reply, Row
    from kg.project import Project
    from kg.store.engine import Engine

HEADINGS: Final = {
    "zh": ("来源", "段", "性质", "词句", "原句"),
    "en": ("source", "paragraph", "mark", "phrase", "sentence"),
}
INFERRED_MARK: Final = {"zh": "（推得）", "en": "(inferred)"}
_DOCUMENT: Final = {"zh": "整篇引用", "en": "cited as a whole"}
_COLON: Final = {"zh": "：", "en": ": "}
_ABOVE: Final = {"zh": "，原句见上", "en": ", sentence above"}
_NONE: Final = {"zh": "没有记录依据", "en": "nothing is recorded"}


@dataclass(frozen=True, slots=True)
class Support:
    """What one row rests on; ``asserted`` is whether any of its nodes was asserted rather than inferred."""

    evidence: tuple[Evidence, ...]
    asserted: bool


def supports(engine: Engine, project: Project, reply: Reply) -> list[Support]:
    """For each row what its nodes rest on, each passage once, with its sentence where the text is on this machine."""
    records = Records(engine)
    return [_support(engine, records, project, row) for row in reply.rows]


def _support(engine: Engine, records: Records, project: Project, row: Row) -> Support:
    found: dict[object, Evidence] = {}
    for node in row.basis:
        for item in records.of_node(node):
            found.setdefault(item.passage or item.source, item)
    asserted = not row.basis or any(quad.graph != INFERRED for node in row.basis for quad in engine.quads(node))
    return Support(tuple(with_sentences(project, list(found.values()))), asserted)


def cells(support: Support, lang: str) -> list[tuple[str, ...]]:
    """One line of cells for each passage, as wide as ``HEADINGS``; paragraphs are counted from 0."""
    return [
        (
            item.source_label.words(lang) or item.slug,
            "" if item.paragraph is None else str(item.paragraph),
            item.modality_label.words(lang) or ("" if item.passage else _DOCUMENT[lang]),
            item.phrase,
            item.sentence,
        )
        for item in support.evidence
    ]


def sentences(support: Support, lang: str, told: set[str]) -> list[str]:
    """Lines of text to stand below a row: passages of one sentence in one line; one line that says so where none is.

    Args:
        support: of the row.
        lang: of the words around the passages.
        told: sentences that stand further up already, and are not repeated; those of this row are added.
    """
    phrases: dict[tuple[str, str, str, str], list[str]] = {}
    for source, paragraph, mark, phrase, sentence in cells(support, lang):
        phrases.setdefault((source, paragraph, mark, sentence), []).append(phrase)
    lines = []
    for (source, paragraph, mark, sentence), quoted in phrases.items():
        place = "" if not paragraph else f" 第 {paragraph} 段" if lang == "zh" else f", paragraph {paragraph}"
        words = "".join(f"「{each}」" if lang == "zh" else f" “{each}”" for each in quoted if each)
        ending = "" if not sentence else _ABOVE[lang] if sentence in told else f"{_COLON[lang]}{sentence}"
        lines.append(f"{source}{place} [{mark}]{words}{ending}")
        told.add(sentence)
    return lines or [_NONE[lang]]
