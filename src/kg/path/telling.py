"""A way in lines of text, or as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.names import compact
from kg.show.wording import quoted
from kg.terms import ntriples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.evidence import Evidence
    from kg.path.ways import Way

_INFERRED: Final = {"zh": "（推得）", "en": " (inferred)"}
_SEE: Final = {"zh": "由来源的陈述推得，见", "en": "concluded from what sources state; see"}
_COST: Final = {
    "zh": "代价 {cost}：{hops} 步{passing}{rules}",
    "en": "cost {cost}: {hops} hop{s}{passing}{rules}",
}
_PASSING: Final = {
    "zh": "，途经各点按其联系数取以2为底的对数（{nodes}），联系多的要绕开",
    "en": ", and for each node passed log2 of its links ({nodes}), so that hubs are avoided",
}
_BY_RULE: Final = {"zh": "，只由规则推得的 {n} 步各计两步", "en": "; {n} by rule alone count twice"}
_WHOLE: Final = {"zh": "整篇引用", "en": "cited as a whole"}


def lines(way: Way, lang: str) -> Iterator[str]:
    """The way in lines: an entity, then below each hop's words where it leads and what that rests on."""
    yield f"{way.words} [{compact(way.start)}]"
    here = way.start
    for hop in way.hops:
        for statement in hop.statements:
            arrow = f"— {statement.property} →" if statement.forward else f"← {statement.property} —"
            mark = _INFERRED[lang] if statement.inferred else ""
            yield f"  {arrow} {hop.words} [{compact(hop.target)}]{mark}"
            yield from (f"      ↳ {cited(item, lang)}" for item in statement.evidence)
            if statement.inferred and not statement.evidence:
                yield f"      ↳ {_SEE[lang]} kg path {compact(here)} {compact(hop.target)} --asserted"
        here = hop.target
    yield _explained(way, lang)


def cited(item: Evidence, lang: str) -> str:
    """One piece of evidence in a line: source, paragraph counted from 0, phrase and mark."""
    source = item.source_label.words(lang) or item.slug
    if item.passage is None:
        page = f" {item.page.value}" if item.page else ""
        return f"{source} [{_WHOLE[lang]}]{page}"
    place = "" if item.paragraph is None else f" ¶{item.paragraph}"
    phrase = f" {quoted(item.phrase)}" if item.phrase else ""
    return f"{source}{place}{phrase} [{item.modality_label.words(lang)}]"


def as_json(way: Way) -> dict[str, object]:
    """The way for other programs: IRIs in full, triples as in N-Triples, evidence with its offsets."""
    return {
        "start": {"iri": way.start.value, "words": way.words},
        "cost": way.cost,
        "hops": [
            {
                "to": {"iri": hop.target.value, "words": hop.words, "links": hop.links},
                "statements": [
                    {
                        "triple": [ntriples(part) for part in each.triple],
                        "property": each.property,
                        "forward": each.forward,
                        "inferred": each.inferred,
                        "evidence": [_evidence(item) for item in each.evidence],
                    }
                    for each in hop.statements
                ],
            }
            for hop in way.hops
        ],
    }


def _evidence(item: Evidence) -> dict[str, object]:
    return {
        "source": item.source.value,
        "passage": item.passage.value if item.passage else None,
        "paragraph": item.paragraph,
        "phrase": item.phrase,
        "modality": item.modality.value if item.modality else None,
        "start": item.start,
        "end": item.end,
        "page": item.page.value if item.page else None,
    }


def _explained(way: Way, lang: str) -> str:
    """What the way costs, and why."""
    count = len(way.hops)
    passed = ("、" if lang == "zh" else ", ").join(f"{hop.words} {hop.links}" for hop in way.hops[:-1])
    ruled = sum(any(each.inferred for each in hop.statements) for hop in way.hops)
    return _COST[lang].format(
        cost=f"{way.cost:.1f}",
        hops=count,
        s="" if count == 1 else "s",
        passing=_PASSING[lang].format(nodes=passed) if passed else "",
        rules=_BY_RULE[lang].format(n=ruled) if ruled else "",
    )
