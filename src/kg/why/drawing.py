"""A proof as a tree of lines: a conclusion, the rule that gives it, and below that what the rule needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.evidence import Evidence, Label
from kg.names import compact
from kg.passages import Presence
from kg.show.wording import quoted
from kg.show.wrap import Line, Span, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.terms import Iri
    from kg.why.telling import Told

_INFERRED: Final = Label("推理", "inferred")
_BY_EDITOR: Final = Label("推定", "inferred by the editor")
_ONTOLOGY: Final = Label("本体：", "ontology: ")
_BY: Final = Label("依 {}：{}", "by {}: {}")
_TIMES: Final = Label("{}（{} 次）", "{} ({} times)")
_NUMBERED: Final = Label("证明 {}/{}", "proof {} of {}")
_WHOLE: Final = Label("（引用全文）", " (cited as a whole)")
_ASSERTED: Final = Label("见图 {}，未记依据", "asserted in {}; no evidence is recorded")
_ABOVE: Final = Label("，见上", ", as above")
_ABSENT: Final = Label(
    "“{}”的原文不在这台机器上（{}），所以只列短语。", "The text of “{}” is not on this machine ({}): phrases only."
)
_DIFFERS: Final = Label(
    "这台机器上“{}”的文本（{}）与图谱所据的摘要不符，未作引用。",
    "The text of “{}” on this machine ({}) has not the digest that the graph records, so it is not quoted.",
)


# Rules that lead on from link to link; applied over and over they are told once, with all the links.
_LEADING_ON: Final = frozenset({"prp-trp", "eq-trans", "cax-sco", "prp-spo1", "scm-sco", "scm-spo"})


def tree(told: Told, *, lang: str, columns: int = 100) -> Iterator[Line]:
    """The proof as lines of at most ``columns`` columns.

    What was proved further up is not proved again, and a rule that leads on from link to link is told once for as many
    times as it is applied, and then with all that it needs, each part once; a sentence is written out where it first
    comes, with a number.
    """
    drawing = _Drawing(lang, columns)
    yield from drawing.node(told, "", "")
    yield from drawing.foot()


def trees(proofs: Sequence[Told], *, lang: str, columns: int = 100) -> Iterator[Line]:
    """One tree after the other; several are numbered."""
    for number, told in enumerate(proofs, 1):
        if len(proofs) > 1:
            yield from [()] * (number > 1)
            yield (Span(_NUMBERED.words(lang).format(number, len(proofs)), "heading"),)
        yield from tree(told, lang=lang, columns=columns)


class _Drawing:
    """One tree on its way to lines; it remembers what it has written out."""

    def __init__(self, lang: str, columns: int) -> None:
        self._lang = lang
        self._columns = columns
        self._proved: set[str] = set()
        self._numbers: dict[tuple[Iri, str], int] = {}
        self._missing: dict[Iri, Evidence] = {}

    def node(self, told: Told, first: str, rest: str) -> Iterator[Line]:
        """The node and all below it.

        Args:
            told: the node.
            first: what stands before its first line.
            rest: what stands before every further line of it.
        """
        known = bool(told.parts) and told.curies in self._proved
        times, parts = (1, ()) if known else _together(told)
        stem = f"{rest}│ " if parts else f"{rest}  "
        yield from self._wrapped(self._head(told, known=known), first, stem)
        if known:
            return
        self._proved.add(told.curies)
        if told.rule is not None:
            reading = told.rule.zh if self._lang == "zh" else told.rule.en
            name = told.rule.name if times == 1 else self._say(_TIMES).format(told.rule.name, times)
            words = self._say(_BY).format(name, reading)
            yield from self._wrapped([Span(words, "dim")], stem, stem)
        for item in told.evidence:
            yield from self._cited(item, stem)
        if not told.rule and not told.evidence and not told.is_axiom:
            graphs = ", ".join(map(compact, told.graphs))
            yield from self._wrapped([Span(self._say(_ASSERTED).format(graphs), "dim")], f"{stem}↳ ", f"{stem}  ")
        for number, part in enumerate(parts, 1):
            last = number == len(parts)
            yield from self.node(part, f"{rest}{'└─ ' if last else '├─ '}", f"{rest}{'   ' if last else '│  '}")

    def foot(self) -> Iterator[Line]:
        """Which texts are not here, or are not the ones that the graph means."""
        for item in self._missing.values():
            said = _ABSENT if item.presence is Presence.ABSENT else _DIFFERS
            source = self._say(item.source_label) or compact(item.source)
            yield ()
            yield from self._wrapped([Span(self._say(said).format(source, f"{item.slug}.txt"), "dim")], "", "")

    def _head(self, told: Told, *, known: bool) -> list[Span]:
        """The conclusion in words and CURIEs, and whatever keeps it from being simply stated."""
        words = " ".join(told.words).replace("： ", "：")
        if told.is_axiom and not told.rule:
            return [Span(self._say(_ONTOLOGY) + words, "dim"), Span(f" [{told.curies}]", "dim")]
        marks = [_INFERRED] if told.rule else [_BY_EDITOR if mark.en == "inferred" else mark for mark in told.marks]
        said = [self._say(mark) for mark in marks]
        if known:
            said[-1:] = [said[-1] + self._say(_ABOVE)] if said else []
        spans = [Span(words, "heading"), Span(f" [{told.curies}]", "dim")]
        return [*spans, *(Span(f"（{mark}）" if self._lang == "zh" else f" ({mark})", "mark") for mark in said)]

    def _cited(self, item: Evidence, stem: str) -> Iterator[Line]:
        """One line that names source, paragraph, phrase and mark, and the sentence where it first comes."""
        source = self._say(item.source_label) or compact(item.source)
        if item.passage is None:
            page = f" {item.page.value}" if item.page else ""
            yield from self._wrapped([Span(source + self._say(_WHOLE) + page, "dim")], f"{stem}↳ ", f"{stem}  ")
            return
        if item.presence in {Presence.ABSENT, Presence.DIFFERS}:
            self._missing.setdefault(item.source, item)
        place = "" if item.paragraph is None else f" ¶{item.paragraph}"
        phrase = f" {quoted(item.phrase)}" if item.phrase else ""
        mark = f" [{self._say(item.modality_label)}]" if item.modality else ""
        known = (item.source, item.sentence) in self._numbers
        number = self._numbers.setdefault((item.source, item.sentence), len(self._numbers) + 1) if item.sentence else 0
        words = f"{source}{place}{mark}{phrase}{f' [{number}]' if number else ''}"
        yield from self._wrapped([Span(words, "dim")], f"{stem}↳ ", f"{stem}  ")
        if number and not known:
            yield from self._wrapped([Span(item.sentence.replace("\n", " "))], f"{stem}  ", f"{stem}  ")

    def _wrapped(self, spans: Sequence[Span], first: str, rest: str) -> Iterator[Line]:
        return wrap(spans, columns=self._columns, first=Span(first, "dim"), rest=Span(rest, "dim"))

    def _say(self, label: Label) -> str:
        return label.words(self._lang)


def _together(told: Told) -> tuple[int, tuple[Told, ...]]:
    """How many times on end the rule is applied, and what it needs for all of them."""
    if told.rule is None or told.rule.name not in _LEADING_ON:
        return 1, told.parts
    times = 1
    parts: dict[str, Told] = {}
    waiting = list(reversed(told.parts))
    while waiting:
        part = waiting.pop()
        if part.rule == told.rule and part.is_axiom == told.is_axiom:
            times += 1
            waiting += reversed(part.parts)
        else:
            parts.setdefault(part.curies, part)
    return times, tuple(sorted(parts.values(), key=lambda part: part.is_axiom and not told.is_axiom))
