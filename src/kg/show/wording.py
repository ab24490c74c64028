"""The other end of a fact in words: statements with their figures, dates, designations, and plain labels."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kg import names
from kg.names import compact, npp
from kg.terms import Blank, Iri, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.evidence import Records
    from kg.terms import Node, Term

_TYPE: Final = Iri(names.STANDARD["rdf"] + "type")
_PERCENT: Final = Iri(names.STANDARD["unit"] + "PERCENT")
_STATEMENTS: Final = frozenset({npp("Observation"), npp("AnnouncedCount"), npp("Superlative")})
# What is told with its date: the class, and the property that dates it.
_DATED: Final = {npp("Designation"): "approvedIn", npp("Document"): "issuedIn"}
_DATES: Final = (npp("approvedIn"), npp("issuedIn"), npp("asOf"))
# A year, a month or a day in EDTF level 0 says its own span: https://www.loc.gov/standards/datetime/
_PLAIN_DATE: Final = re.compile(r"\d{4}(-\d\d){0,2}")


def quoted(words: str) -> str:
    """Words of a source in quotation marks, in other ones where they hold such themselves.

    >>> quoted("消费“三新”"), quoted("省会")
    ('「消费“三新”」', '“省会”')
    """
    return f"「{words}」" if "“" in words else f"“{words}”"


class Wording:
    """Words for the nodes of one store in one language; it remembers what it has worded."""

    def __init__(self, records: Records, lang: str) -> None:
        self._records = records
        self.lang = lang
        self._known: dict[tuple[Term, Node | None], str] = {}

    def of(self, term: Term, *, seen_from: Node | None = None) -> str:
        """The term in words; what it says about ``seen_from`` is said without naming that again.

        A node without label is its CURIE, a literal its text.
        """
        if isinstance(term, Literal):
            return term.text
        if isinstance(term, Blank):
            return f"_:{term.label}"
        key = (term, seen_from)
        if key not in self._known:
            self._known[key] = self._worded(term, seen_from)
        return self._known[key]

    def name(self, node: Term | None) -> str:
        """The label in this language, else in the other, else the CURIE; "" for nothing."""
        if node is None:
            return ""
        if not isinstance(node, Iri):
            return self.of(node)
        return self._records.label(node).words(self.lang) or compact(node).strip("<>")

    def moment(self, term: Term) -> str:
        """The first day of the date that a node bears, ISO 8601; "" where it bears none."""
        if not isinstance(term, Iri):
            return ""
        dates = {q.object for each in _DATES for q in self._records.engine.quads(term, each)} | {term}
        return min(
            (first for date in dates if isinstance(date, Iri) for first in self._texts(date, "earliest")), default=""
        )

    def _worded(self, node: Iri, seen_from: Node | None) -> str:
        kinds = {quad.object for quad in self._records.engine.quads(node, _TYPE)}
        if npp("Statement") in kinds or not _STATEMENTS.isdisjoint(kinds):
            return self._statement(node, kinds, seen_from)
        if npp("TimeSpan") in kinds:
            return self._time(node)
        if npp("Passage") in kinds:
            return self._passage(node)
        if npp("Identifier") in kinds and not self._records.label(node).words("zh"):
            return self._listed(self._texts(node, "code"))
        details = [detail for kind, word in _DATED.items() if kind in kinds for detail in self._accepted(node, word)]
        return self._with(self.name(node), [*self._texts(node, "documentNumber"), *details])

    def _statement(self, node: Iri, kinds: set[Term], seen_from: Node | None) -> str:
        if npp("Observation") in kinds:
            return self._observation(node, seen_from)
        if npp("AnnouncedCount") in kinds:
            return self._count(node, seen_from)
        return self._superlative(node, seen_from)

    def _observation(self, node: Iri, seen_from: Node | None) -> str:
        """As ``城镇绿色建筑比例 62%（2020年）`` or ``Work plans: 140 plans (more than, written “140余个”)``."""
        indicator = self._one(node, "ofIndicator")
        written = self._listed(self._texts(node, "valueText"))
        qualifiers = self._names(node, "qualifier")
        if self.lang == "zh" and written:
            figure, details = written, [word for word in qualifiers if word not in written]
        else:
            figure, details = self._figure(node, indicator), qualifiers
            if written and written != figure:
                details.append(("原文" if self.lang == "zh" else "written ") + quoted(written))
        details = [*self._names(node, "asOf"), *self._names(node, "scope"), *details]
        subject = self._subject(node, seen_from)
        name = "" if indicator is None or indicator == seen_from else self.name(indicator)
        between = " " if self.lang == "zh" else ": "
        return self._with(subject + between.join(part for part in (name, figure) if part), details)

    def _figure(self, node: Iri, indicator: Term | None) -> str:
        """The number with its unit."""
        number = self._number(node)
        unit = self._one(indicator, "unit") if isinstance(indicator, Iri) else None
        if unit == _PERCENT:
            return f"{number}%"
        return " ".join(part for part in (number, self.name(unit)) if part)

    def _number(self, node: Iri) -> str:
        """The value in digits, without needless noughts behind the point; several, which are rivals, side by side."""
        numbers = self._texts(node, "value")
        return self._listed(each.rstrip("0").rstrip(".") if "." in each else each for each in numbers)

    def _count(self, node: Iri, seen_from: Node | None) -> str:
        """As ``六大关键领域（称 6，列出 1）``: what the source announces, and how many it lists."""
        listed = {quad.object for quad in self._records.engine.quads(node, npp("lists"))}
        announced, said = self._number(node), self._listed(self._texts(node, "valueText"))
        what = self._records.label(node).words(self.lang) or said or self._listed(self._names(node, "countOf"))
        counted = [
            f"称 {announced}，列出 {len(listed)}" if self.lang == "zh" else f"says {announced}, lists {len(listed)}"
        ]
        return self._with(self._subject(node, seen_from) + what, counted)

    def _superlative(self, node: Iri, seen_from: Node | None) -> str:
        """As ``首个（省会城市，西北地区，2024年3月）``, with the node's own label first if it has one."""
        kind = self._listed(self._names(node, "kind"))
        label = self._records.label(node).words(self.lang)
        details = [*self._names(node, "comparisonClass"), *self._names(node, "scope"), *self._names(node, "asOf")]
        if label:
            return self._with(label, [word for word in (kind, *details) if word and word not in label])
        return self._with(self._subject(node, seen_from) + kind, details)

    def _time(self, node: Iri) -> str:
        """The label, and the span in days where the label does not say it by itself."""
        written = self._listed(self._texts(node, "edtf"))
        first, last = self._listed(self._texts(node, "earliest")), self._listed(self._texts(node, "latest"))
        if _PLAIN_DATE.fullmatch(written) or not (first or last):
            return self.name(node)
        if self.lang == "zh":
            return self._with(self.name(node), [f"{first or '不详'} 至 {last or '不详'}"])
        return self._with(self.name(node), [f"{first or 'unknown'} to {last or 'unknown'}"])

    def _passage(self, node: Iri) -> str:
        """Its paragraph and phrase, as ``¶1 “2024年3月”``."""
        paragraph, phrase = self._texts(node, "paragraph"), self._texts(node, "phrase")
        return " ".join([*(f"¶{number}" for number in paragraph), *(quoted(words) for words in phrase)]) or self.name(
            node
        )

    def _subject(self, node: Iri, seen_from: Node | None) -> str:
        """What a statement is about, before a colon or dash; "" where that is where we look from."""
        about = self._one(node, "about")
        if about is None or about == seen_from:
            return ""
        return self.name(about) + ("：" if self.lang == "zh" else " – ")

    def _with(self, words: str, details: Iterable[str]) -> str:
        """The words with details in the brackets of the language; without brackets if there are none."""
        said = [detail for detail in dict.fromkeys(details) if detail]
        if not said:
            return words
        return f"{words}（{'，'.join(said)}）" if self.lang == "zh" else f"{words} ({', '.join(said)})"

    def _listed(self, words: Iterable[str]) -> str:
        return ("、" if self.lang == "zh" else ", ").join(words)

    def _accepted(self, node: Iri, local: str) -> list[str]:
        """The names of the values of a property: those that an editor prefers, else all but the rejected ones."""
        ranks = {
            triple.object: {rank.value.rpartition("/")[2] for claim in claims if (rank := self._records.rank(claim))}
            for triple, claims in self._records.claims(node).items()
            if triple.predicate == npp(local)
        }
        preferred = [thing for thing, given in ranks.items() if "rank-preferred" in given]
        stated = {quad.object for quad in self._records.engine.quads(node, npp(local))}
        kept = preferred or [thing for thing in stated if "rank-rejected" not in ranks.get(thing, ())]
        return sorted(map(self.name, kept))

    def _one(self, node: Node, local: str) -> Term | None:
        return self._records.value(node, npp(local))

    def _names(self, node: Iri, local: str) -> list[str]:
        return sorted({self.name(quad.object) for quad in self._records.engine.quads(node, npp(local))})

    def _texts(self, node: Iri, local: str) -> list[str]:
        found = {quad.object for quad in self._records.engine.quads(node, npp(local))}
        return sorted({term.text for term in found if isinstance(term, Literal)})
