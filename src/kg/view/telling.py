"""What the panel has to tell beside the drawing: facts by node, links that are told and not drawn, proofs, groups."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kg.names import compact
from kg.terms import Iri, Triple
from kg.view.facts import MOST_LINKS, MOST_NODES, MOST_PROVEN, Fact, Facts, groups
from kg.view.proofs import Forest

if TYPE_CHECKING:
    from kg.network import Network
    from kg.store.engine import Engine
    from kg.view.content import Content, Fields
    from kg.view.drawing import Drawing


def telling(engine: Engine, content: Content, drawn: Drawing, part: Network) -> Fields:
    """The parts of a page's data that its panel tells from.

    ``quiet`` are links that are told and not drawn, numbered after the drawn ones; ``facts`` has for each node lists of
    a property, whether it comes in, the number of the link (-1 for none) and whatever else there is to say; ``words``
    tells some nodes whole; ``groups`` and ``places`` say where a property stands; ``proofs`` is the forest, and says
    under ``of`` which of its steps proves which link. A page of many nodes has neither facts nor quiet links, and
    a node of many links has no facts.
    """
    told = _Telling(engine, content, part)
    if len(part.nodes) <= MOST_NODES:
        links = Counter(end for edge in (*drawn.asserted, *drawn.inferred) for end in (edge.subject, edge.object))
        for node in part.nodes:
            if links[node] <= MOST_LINKS:
                told.take(node, drawn)
    forest = Forest(engine, lambda triple: content.numbered(content.support(triple, inferred=False)))
    proven = told.inferred() if len(part.nodes) <= MOST_PROVEN else []
    proofs = {number: forest.add(triple) for triple, number in proven}
    titles, places = groups({*told.predicates, *(edge.predicate for edge in part.edges)})
    unnamed = {term for term in forest.terms | told.predicates if term not in drawn.kinds}
    labels = {compact(term): content.records.label(term)._asdict() for term in sorted(unnamed)}
    return {
        "quiet": told.quiet,
        "facts": told.facts,
        "words": told.words,
        "groups": titles,
        "places": places,
        "proofs": {
            "steps": forest.steps,
            "rules": forest.rules,
            "of": {number: step for number, step in proofs.items() if step is not None},
        },
        "labels": {name: label for name, label in labels.items() if label["zh"] or label["en"]},
    }


class _Telling:
    """The facts of a page on their way into its data."""

    def __init__(self, engine: Engine, content: Content, part: Network) -> None:
        self.quiet: list[Fields] = []
        self.facts: dict[str, list[list[object]]] = {}
        self.words: dict[str, Fields] = {}
        self.predicates: set[Iri] = set()
        self._content = content
        self._facts = Facts(engine, content.records)
        self._nodes = frozenset(part.nodes)
        self._numbers = {edge: number for number, edge in enumerate(part.edges)}
        self._inferred = {edge: self._numbers[edge] for edge in part.edges if edge in part.inferred}

    def take(self, node: Iri, drawn: Drawing) -> None:
        """Take in what is known of a node."""
        name = compact(node)
        self.facts[name] = [self._told(each) for each in self._facts.of(node, self._nodes)]
        words = self._facts.words(node)
        if any(words.words(lang) != drawn.name(node, lang) for lang in ("zh", "en")):
            self.words[name] = dict(words._asdict())

    def inferred(self) -> list[tuple[Triple, int]]:
        """The links to prove, drawn ones first, each with its number."""
        return sorted(self._inferred.items(), key=lambda item: item[1])

    def _told(self, fact: Fact) -> list[object]:
        self.predicates.add(fact.predicate)
        number = -1 if fact.words else self._number(fact)
        more: Fields = {}
        if fact.words:
            found = self._content.support(fact.statement, inferred=fact.standing == "inferred")
            more |= {"words": fact.words, "evidence": self._content.numbered(found)}
            more |= {"standing": fact.standing} if fact.standing != "asserted" else {}
        more |= {"rival": True} if fact.rival else {}
        more |= {"ranks": [dict(rank._asdict()) for rank in fact.ranks]} if fact.ranks else {}
        more |= {"order": fact.order} if fact.order != 1 else {}
        more |= {"notes": fact.notes} if fact.notes else {}
        told: list[object] = [compact(fact.predicate), int(fact.incoming), number]
        return [*told, more] if more else told

    def _number(self, fact: Fact) -> int:
        triple = fact.statement
        if triple not in self._numbers:
            inferred = fact.standing == "inferred"
            self._numbers[triple] = len(self._numbers)
            link = self._content.link(triple, inferred=inferred)
            ends = {"from": compact(triple.subject), "to": compact(triple.object)}  # type: ignore[arg-type]  # both are nodes
            self.quiet.append({**ends, **link, "inferred": inferred, "claimed": fact.standing == "claimed"})
            if inferred:
                self._inferred[triple] = self._numbers[triple]
        return self._numbers[triple]
