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


def sentences(support: Support, lang: str) -> list[str]:
    """One line of text for each passage, to stand below a row; one that says so where there is none."""
    lines = []
    for source, paragraph, mark, phrase, sentence in cells(support, lang):
        place = "" if not paragraph else f" 第 {paragraph} 段" if lang == "zh" else f", paragraph {paragraph}"
        quoted = "" if not phrase else f"「{phrase}」" if lang == "zh" else f" “{phrase}”"
        colon = "：" if lang == "zh" else ": "
        lines.append(f"{source}{place} [{mark}]{quoted}" + (f"{colon}{sentence}" if sentence else ""))
    return lines or [_NONE[lang]]
