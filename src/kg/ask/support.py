"""What a row rests on: the passages of its nodes, each once, in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.ask.statements import Statements
from kg.evidence import INFERRED, Evidence, Grounds, Label, Records, with_sentences
from kg.evidence.rivals import claimed_otherwise
from kg.terms import Literal, Term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kg.ask.answering import Reply, Row
    from kg.project import Project
    from kg.store.engine import Engine
    from kg.terms import Triple

HEADINGS: Final = {
    "zh": ("来源", "段", "性质", "词句", "原句"),
    "en": ("source", "paragraph", "mark", "phrase", "sentence"),
}
INFERRED_MARK: Final = {"zh": "（推得）", "en": "(inferred)"}
_DOCUMENT: Final = {"zh": "整篇引用", "en": "cited as a whole"}
_COLON: Final = {"zh": "：", "en": ": "}
_ABOVE: Final = {"zh": "，原句见上", "en": ", sentence above"}
_RIVAL: Final = {"zh": "另说：", "en": "another statement: "}
_FOLLOWS: Final = {"zh": "推得：{}（{}），依据：", "en": "inferred: {} ({}), from:"}
_NONE: Final = {"zh": "没有记录依据", "en": "nothing is recorded"}


class Rival(NamedTuple):
    """Another value that a Claim gives for what a row tells, its label, and what the Claim rests on, with its rank."""

    value: Term
    label: Label
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Support:
    """What one row rests on.

    Attributes:
        evidence: the passages of its nodes.
        asserted: whether any of its nodes was asserted rather than inferred.
        grounds: of the statements that the row tells and that rules alone give: the rules, and what these rest on.
        rivals: what else sources say where the row tells one of several values.
    """

    evidence: tuple[Evidence, ...]
    asserted: bool
    grounds: tuple[Grounds, ...] = ()
    rivals: tuple[Rival, ...] = ()


def supports(
    engine: Engine, project: Project, reply: Reply, *, prove: Callable[[Triple], Grounds | None] | None = None
) -> list[Support]:
    """For each row what its nodes rest on, each passage once, with its sentence where the text is on this machine.

    Args:
        engine: of the snapshot that was asked.
        project: where texts lie.
        reply: the rows.
        prove: tells the grounds of an inferred statement; without it neither grounds nor rivals are looked for.
    """
    records = Records(engine)
    found = [_support(engine, records, project, row) for row in reply.rows]
    if prove is None:
        return found
    statements = Statements(engine, reply)
    return [
        _followed(each, statements.of(row), records, project, prove)
        for each, row in zip(found, reply.rows, strict=True)
    ]


def _followed(
    support: Support,
    told: dict[Triple, bool],
    records: Records,
    project: Project,
    prove: Callable[[Triple], Grounds | None],
) -> Support:
    grounds = tuple(found for triple, asserted in told.items() if not asserted and (found := prove(triple)))
    rivals = [
        Rival(other.object, records.label(other.object), tuple(with_sentences(project, records.of_claims(other))))
        for triple, asserted in told.items()
        if asserted
        for other in claimed_otherwise(records, triple)
        if other not in told
    ]
    return replace(support, grounds=grounds, rivals=tuple(rivals))


def _support(engine: Engine, records: Records, project: Project, row: Row) -> Support:
    found: dict[object, Evidence] = {}
    for node in row.basis:
        for item in records.of_node(node):
            found.setdefault(item.passage or item.source, item)
    asserted = not row.basis or any(quad.graph != INFERRED for node in row.basis for quad in engine.quads(node))
    return Support(tuple(with_sentences(project, list(found.values()))), asserted)


def cells(support: Support, lang: str) -> list[tuple[str, ...]]:
    """One line of cells for each passage, as wide as ``HEADINGS``; paragraphs are counted from 0.

    Those of the row's nodes come first, then those that what is inferred comes to rest on.
    """
    below = [item for grounds in support.grounds for premise in grounds.premises for item in premise.evidence]
    known = {(item.source, item.passage) for item in support.evidence}
    more = {(item.source, item.passage): item for item in below if (item.source, item.passage) not in known}
    return _cells([*support.evidence, *more.values()], lang)


def _cells(found: Iterable[Evidence], lang: str) -> list[tuple[str, ...]]:
    return [
        (
            item.source_label.words(lang) or item.slug,
            "" if item.paragraph is None else str(item.paragraph),
            item.modality_label.words(lang) or ("" if item.passage else _DOCUMENT[lang]),
            item.phrase,
            item.sentence,
        )
        for item in found
    ]


def sentences(support: Support, lang: str, told: set[str]) -> list[str]:
    """Lines of text to stand below a row: passages of one sentence in one line; one line that says so where none is.

    Then rival statements, and what is inferred with the rules that give it and what these rest on.

    Args:
        support: of the row.
        lang: of the words around the passages.
        told: sentences that stand further up already, and are not repeated; those of this row are added.
    """
    lines = _passages(_cells(support.evidence, lang), lang, told)
    for rival in support.rivals:
        value = rival.label.words(lang) or (rival.value.text if isinstance(rival.value, Literal) else str(rival.value))
        ranks = "".join(f" [{rank}]" for rank in {each.rank_label.words(lang): None for each in rival.evidence} if rank)
        lines.append(f"{_RIVAL[lang]}{value}{ranks}")
        lines += [f"  {line}" for line in _passages(_cells(rival.evidence, lang), lang, told)]
    for grounds in support.grounds:
        lines.append(_FOLLOWS[lang].format(grounds.conclusion, ", ".join(grounds.rules)))
        for premise in grounds.premises:
            lines.append(f"  {premise.words}")
            lines += [f"    {line}" for line in _passages(_cells(premise.evidence, lang), lang, told)]
    return lines or [_NONE[lang]]


def _passages(found: list[tuple[str, ...]], lang: str, told: set[str]) -> list[str]:
    """A line for each sentence, with the phrases in it."""
    phrases: dict[tuple[str, str, str, str], list[str]] = {}
    for source, paragraph, mark, phrase, sentence in found:
        phrases.setdefault((source, paragraph, mark, sentence), []).append(phrase)
    lines = []
    for (source, paragraph, mark, sentence), quoted in phrases.items():
        place = "" if not paragraph else f" 第 {paragraph} 段" if lang == "zh" else f", paragraph {paragraph}"
        words = "".join(f"「{each}」" if lang == "zh" else f" “{each}”" for each in quoted if each)
        ending = "" if not sentence else _ABOVE[lang] if sentence in told else f"{_COLON[lang]}{sentence}"
        lines.append(f"{source}{place} [{mark}]{words}{ending}")
        told.add(sentence)
    return lines
