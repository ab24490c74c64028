"""A card as lines to read: headings, facts and, under each, its evidence."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from kg.evidence import Evidence, Grounds, Label
from kg.names import compact
from kg.passages import Presence
from kg.show.wording import quoted
from kg.show.wrap import Line, Span, wrap
from kg.terms import Iri

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kg.show.cards import Card, Fact
    from kg.terms import Triple

_FACTS_SHOWN: Final = 8
_EVIDENCE_SHOWN: Final = 2
_INFERRED: Final = Label("推理", "inferred by rule")
_CLAIMED: Final = Label("另说", "rival statement")
_RIVAL: Final = Label("说法并存", "sources differ")
_BY_EDITOR: Final = "inferred by the editor"
_MORE: Final = Label("… 另有 {} 条（--all 全列）", "… and {} more (--all)")
_MORE_EVIDENCE: Final = Label("… 另有 {} 处（--all 全列）", "… and {} more (--all)")
_INCOMING: Final = Label("作为“{}”见于", "as “{}” in")
_TOGETHER: Final = Label("以上 {} 条：", "these {}: ")
_AS_ABOVE: Final = Label("依据同上", "evidence as above")
_REMAINING: Final = Label("其余原文依据", "Further evidence")
_ALSO: Final = Label("又名：", "Also: ")
_MERGED: Final = Label("同一事物的其他标识：", "The same under other names: ")
_AND: Final = Label("、", "; ")
_COLON: Final = Label("：", ": ")
_NOTE: Final = Label("注：", "Note: ")
_WHOLE: Final = Label("（引用全文）", " (cited as a whole)")
_WHY: Final = Label("推理的由来：", "Why a fact is inferred: ")
_ABSENT: Final = Label(
    "原文“{}”不在这台机器上，所以只列短语；放入 {} 并用 KG_SOURCES 指明文件夹，即可看到全句。",
    "The text of “{}” is not on this machine, so only phrases are shown; put it at {} in the folder that KG_SOURCES "
    "names to see the sentences.",
)
_DIFFERS: Final = Label(
    "这台机器上“{}”的文本（{}）与图谱所据的摘要不符，未作引用。",
    "The text of “{}” on this machine ({}) has not the digest that the graph records, so it is not quoted.",
)


def page(
    card: Card,
    *,
    columns: int = 100,
    everything: bool = False,
    evidence: bool = True,
    prove: Callable[[Triple], Grounds | None] | None = None,
) -> Iterator[Line]:
    """The card as lines of at most ``columns`` columns, in the card's language.

    Without ``everything``, a property shows at most 8 values and a fact at most 2 passages, and each cut says how many
    are left out. Facts next to one another that rest on the same passages show them once. A sentence is written out
    where it first comes, with a number in square brackets; where that number comes again, it is the same sentence.
    With ``prove`` an inferred fact shows the rules that give it, and what these rest on.
    """
    shown = _Page(card, columns=columns, everything=everything, evidence=evidence)
    shown.prove = prove
    yield from shown.lines()


class _Page:
    """One card on its way to lines; it remembers which sentences it has written out."""

    def __init__(self, card: Card, *, columns: int, everything: bool, evidence: bool) -> None:
        self._card = card
        self._lang = card.language
        self._columns = columns
        self._facts_shown = None if everything else _FACTS_SHOWN
        self._evidence_shown = None if everything else _EVIDENCE_SHOWN
        self._evidence = evidence
        self.prove: Callable[[Triple], Grounds | None] | None = None
        self._numbers: dict[tuple[Iri, str], int] = {}
        self._above: tuple[Evidence, ...] = ()
        self._missing: dict[Iri, Evidence] = {}

    def lines(self) -> Iterator[Line]:
        yield from self._head()
        for group in self._card.groups:
            yield ()
            yield (Span(self._say(group.title), "heading"),)
            for _, facts in groupby(group.facts, key=lambda fact: (fact.predicate, fact.incoming)):
                yield from self._property(list(facts))
        if self._evidence and self._card.remaining:
            yield ()
            yield (Span(self._say(_REMAINING), "heading"),)
            yield from self._support(self._card.remaining, indent="  ")
        yield from self._foot()

    def _head(self) -> Iterator[Line]:
        card = self._card
        own = [name.text for name in card.names if name.role == "preferred" and name.text != card.title]
        title = [Span(card.title, "title"), *(Span(f"  {name}") for name in own), self._curie(card.iri)]
        yield from self._wrapped(title, indent="", further="  ")
        kinds = [
            part
            for kind in card.kinds
            for part in (
                Span(" · "),
                Span(kind.label.words(self._lang) or compact(kind.iri)),
                *([self._mark(self._say(_INFERRED))] if kind.inferred else []),
            )
        ]
        yield from self._wrapped(kinds[1:], indent="  ") if kinds else ()
        others = [name.text for name in card.names if name.role != "preferred"]
        if others:
            yield from self._wrapped([Span(self._say(_ALSO) + self._say(_AND).join(others))], indent="  ")
        if card.merged:
            told = self._say(_AND).join(compact(name).strip("<>") for name in card.merged)
            yield from self._wrapped([Span(self._say(_MERGED) + told)], indent="  ")
        if not card.words.startswith(card.title):
            yield from self._wrapped([Span(card.words)], indent="  ")
        for note in card.notes:
            yield from self._wrapped([Span(self._say(_NOTE) + note, "dim")], indent="  ")

    def _property(self, facts: list[Fact]) -> Iterator[Line]:
        """A property's values: one beside its label, several below it."""
        label = facts[0].property_label.words(self._lang)
        named = self._say(_INCOMING).format(label) if facts[0].incoming else label
        rival = [self._mark(self._say(_RIVAL))] if any(fact.rival for fact in facts) else []
        shown = facts[: self._facts_shown]
        if len(facts) == 1:
            yield from self._wrapped(
                [Span(named + self._say(_COLON)), *self._value(facts[0])], indent="  ", further="    "
            )
            yield from self._under(facts)
            return
        yield from self._wrapped([Span(named), *rival, Span(self._say(_COLON).rstrip())], indent="  ", further="    ")
        for _, alike in groupby(shown, key=lambda fact: (fact.evidence, fact.notes, self._proved_alone(fact))):
            same = list(alike)
            for fact in same:
                yield from self._wrapped(self._value(fact), indent="    ", further="      ")
            yield from self._under(same)
        if len(shown) < len(facts):
            yield (Span("    " + self._say(_MORE).format(len(facts) - len(shown)), "dim"),)

    def _value(self, fact: Fact) -> list[Span]:
        """The value in words, its CURIE, and whatever keeps it from being simply stated."""
        spans = [Span(fact.words)]
        if isinstance(fact.other, Iri) and fact.words != compact(fact.other).strip("<>"):
            spans.append(self._curie(fact.other))
        marks = [self._say(rank.label) for rank in fact.ranks]
        marks += [self._say(_INFERRED)] if fact.inferred else []
        marks += [self._say(_CLAIMED)] if fact.claimed and not fact.ranks else []
        for mark in fact.marks:
            by_editor = self._lang == "en" and mark.label.en == "inferred"
            marks.append(_BY_EDITOR if by_editor else self._say(mark.label) or compact(mark.iri))
        return [*spans, *(self._mark(mark) for mark in marks)]

    def _under(self, facts: list[Fact]) -> Iterator[Line]:
        """What stands under facts that share it: caveats, and what they rest on."""
        for note in facts[0].notes:
            yield from self._wrapped([Span(self._say(_NOTE) + note, "dim")], indent="      ")
        if self._evidence:
            together = self._say(_TOGETHER).format(len(facts)) if len(facts) > 1 else ""
            if facts[0].evidence and facts[0].evidence == self._above:
                yield (Span(f"      ↳ {together}{self._say(_AS_ABOVE)}", "dim"),)
            else:
                yield from self._support(facts[0].evidence, indent="      ", before=together)
            self._above = facts[0].evidence
            if self._proved_alone(facts[0]):
                yield from self._grounds(facts[0])

    def _proved_alone(self, fact: Fact) -> Triple | None:
        """The statement to prove, which then stands by itself."""
        return fact.statement if fact.inferred and self.prove else None

    def _grounds(self, fact: Fact) -> Iterator[Line]:
        """The rules that give an inferred fact, and each statement that they rest on with its evidence."""
        found = self.prove(fact.statement) if self.prove else None
        if found is None:
            return
        yield from self._wrapped([Span(", ".join(found.rules), "dim")], indent="      ⇐ ", further="        ")
        for ground in found.premises:
            yield from self._wrapped([Span(ground.words, "dim")], indent="        ", further="          ")
            yield from self._support(ground.evidence, indent="          ")

    def _support(self, items: Sequence[Evidence], *, indent: str, before: str = "") -> Iterator[Line]:
        shown = items[: self._evidence_shown]
        for item in shown:
            yield from self._cited(item, indent=indent, before=before)
        if len(shown) < len(items):
            yield (Span(indent + self._say(_MORE_EVIDENCE).format(len(items) - len(shown)), "dim"),)

    def _cited(self, item: Evidence, *, indent: str, before: str) -> Iterator[Line]:
        """One line that names source, paragraph and phrase, and the sentence where it first comes."""
        source = before + (self._say(item.source_label) or compact(item.source))
        if item.passage is None:
            page = f" {item.page.value}" if item.page else ""
            words = [Span(source + self._say(_WHOLE) + page, "dim")]
            yield from self._wrapped(words, indent=f"{indent}↳ ", further=f"{indent}  ")
            return
        if item.presence in {Presence.ABSENT, Presence.DIFFERS}:
            self._missing.setdefault(item.source, item)
        place = "" if item.paragraph is None else f" ¶{item.paragraph}"
        key = (item.source, item.sentence)
        known = key in self._numbers
        if item.sentence and not known:
            self._numbers[key] = len(self._numbers) + 1
        number = f" [{self._numbers[key]}]" if item.sentence else ""
        phrase = f" {quoted(item.phrase)}" if item.phrase else ""
        words = [Span(f"{source}{place}{phrase}{number}", "dim")]
        yield from self._wrapped(words, indent=f"{indent}↳ ", further=f"{indent}  ")
        if item.sentence and not known:
            yield from self._wrapped([Span(item.sentence.replace("\n", " "))], indent=f"{indent}  │ ")

    def _foot(self) -> Iterator[Line]:
        """How to ask why something was inferred; which texts are not here, or are not the ones that the graph means."""
        inferred = (fact.statement for group in self._card.groups for fact in group.facts if fact.inferred)
        asked = next((each for each in inferred if all(isinstance(term, Iri) for term in each)), None)
        if self._evidence and asked:
            names = " ".join(compact(term).strip("<>") for term in asked if isinstance(term, Iri))
            yield ()
            yield from self._wrapped([Span(f"{self._say(_WHY)}kg why {names}", "dim")], indent="")
        for item in self._missing.values():
            said = _ABSENT if item.presence is Presence.ABSENT else _DIFFERS
            source = self._say(item.source_label) or compact(item.source)
            yield ()
            yield from self._wrapped([Span(self._say(said).format(source, f"{item.slug}.txt"), "dim")], indent="")

    def _wrapped(self, spans: Sequence[Span], *, indent: str, further: str | None = None) -> Iterator[Line]:
        role = "dim" if indent.strip() else ""
        rest = indent if further is None else further
        return wrap(spans, columns=self._columns, first=Span(indent, role), rest=Span(rest, role))

    def _curie(self, node: Iri) -> Span:
        return Span(f" [{compact(node).strip('<>')}]", "dim")

    def _mark(self, words: str) -> Span:
        return Span(f"（{words}）" if self._lang == "zh" else f" ({words})", "mark")

    def _say(self, label: Label) -> str:
        return label.words(self._lang)
