"""The rule that finds a triple's evidence, as look-ups in a store."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from kg import names
from kg.evidence.entry import INFERRED, NAMELESS, Basis, Evidence, Label, Quads
from kg.evidence.properties import Properties
from kg.names import npp
from kg.terms import Iri, Literal, Node, Term, Triple

if TYPE_CHECKING:
    from collections.abc import Iterable

_RDF: Final = names.STANDARD["rdf"]
_SUBJECT, _PREDICATE, _OBJECT = (Iri(_RDF + name) for name in ("subject", "predicate", "object"))
_LABEL: Final = Iri(names.STANDARD["skos"] + "prefLabel")
_PLAIN_LABEL: Final = Iri(names.STANDARD["rdfs"] + "label")


class Standing(NamedTuple):
    """Whether a triple is not itself asserted, and the asserted triple that says the same, or None.

    The asserted one is the triple itself, its inverse, one with a sub-property, or the inverse of such a one.
    """

    inferred: bool
    asserted: Triple | None


class Records:
    """A reader of evidence for many facts of one store: it remembers the passages and labels it has read."""

    def __init__(self, engine: Quads) -> None:
        self.engine = engine
        self.properties = Properties(engine)
        self._passages: dict[Iri, Evidence | None] = {}
        self._documents: dict[Iri, Evidence] = {}
        self._labels: dict[Node, Label] = {}
        self._claims: dict[Node, dict[Triple, list[Iri]]] = {}

    def graphs(self, triple: Triple) -> frozenset[Iri]:
        """The named graphs that assert the triple; none where it is only inferred, or nowhere."""
        return frozenset(quad.graph for quad in self.engine.quads(*triple)) - {INFERRED}

    def standing(self, triple: Triple) -> Standing:
        """Whether the triple is not itself asserted, and which asserted triple says the same."""
        if self.graphs(triple):
            return Standing(inferred=False, asserted=triple)
        twin = next((each for each in self.properties.twins(triple) if self.graphs(each)), None)
        return Standing(inferred=True, asserted=twin)

    def of_node(self, node: Node) -> list[Evidence]:
        """What all that is said on a node rests on: its passages, else the documents it cites."""
        return self._of(node, Basis.SUBJECT, None)

    def of_triple(self, triple: Triple) -> list[Evidence]:
        """What the triple rests on, by the rule of this package."""
        ground = self.standing(triple).asserted or triple
        if claimed := self.of_claims(ground):
            return claimed
        subject, _, thing = ground
        ends = [(subject, Basis.SUBJECT)]
        if not isinstance(thing, Literal):
            ends.append((thing, Basis.OBJECT))
            shared = self._targets(subject, npp("evidence"), None) & self._targets(thing, npp("evidence"), None)
            if found := self._cited_passages(shared, Basis.SHARED):
                return found
            if (ground.predicate, False) in self.properties.ways(npp("hasElement")):
                ends.reverse()
        for scope in (self.graphs(ground), None):
            per_end = [found for node, basis in ends if (found := self._of(node, basis, scope))]
            if per_end:
                return _stating(min(per_end, key=len), thing)
        return []

    def of_claims(self, triple: Triple) -> list[Evidence]:
        """What the Claims on exactly this triple rest on, each with its Claim's rank; empty where there is none."""
        found: list[Evidence] = []
        for claim in self.claims(triple.subject).get(triple, ()):
            rank = self.rank(claim)
            items = self._of(claim, Basis.CLAIM, None)
            found += [replace(each, rank=rank, rank_label=self.label(rank)) for each in items]
        return sorted(found, key=_order)

    def claims(self, subject: Node) -> dict[Triple, list[Iri]]:
        """The triples with this subject that Claims are on, and those Claims, sorted.

        A Claim that lacks a part is left out; the shapes report it.
        """
        if subject not in self._claims:
            found: dict[Triple, list[Iri]] = {}
            for claim in sorted({quad.subject for quad in self.engine.quads(None, _SUBJECT, subject)}, key=str):
                predicate, thing = self.value(claim, _PREDICATE), self.value(claim, _OBJECT)
                if isinstance(claim, Iri) and isinstance(predicate, Iri) and thing is not None:
                    found.setdefault(Triple(subject, predicate, thing), []).append(claim)
            self._claims[subject] = found
        return self._claims[subject]

    def passage(self, passage: Iri) -> Evidence | None:
        """What the store records of a passage; None where it names no source."""
        if passage not in self._passages:
            source = self.value(passage, npp("quotedFrom"))
            self._passages[passage] = self._stretch(passage, source) if isinstance(source, Iri) else None
        return self._passages[passage]

    def rank(self, claim: Iri) -> Iri | None:
        """The editor's rank of a Claim."""
        found = self.value(claim, npp("rank"))
        return found if isinstance(found, Iri) else None

    def label(self, node: Term | None) -> Label:
        """The preferred label of a node in both languages, else its plain label; empty for a literal."""
        if node is None or isinstance(node, Literal):
            return NAMELESS
        if node not in self._labels:
            self._labels[node] = self._preferred(node, _LABEL) or self._preferred(node, _PLAIN_LABEL) or NAMELESS
        return self._labels[node]

    def value(self, node: Node, predicate: Iri) -> Term | None:
        """The value of a property that has one; of several the least, IRIs before literals."""
        found = {quad.object for quad in self.engine.quads(node, predicate)}
        return min(found, key=lambda term: (isinstance(term, Literal), str(term)), default=None)

    def _preferred(self, node: Node, kind: Iri) -> Label | None:
        words = {quad.object for quad in self.engine.quads(node, kind)}
        found = {
            word.language: word.text for word in sorted((w for w in words if isinstance(w, Literal)), reverse=True)
        }
        other = next((found[language] for language in sorted(found) if language not in {"zh", "en"}), "")
        return Label(found.get("zh", other), found.get("en", other)) if found else None

    def _targets(self, node: Node, predicate: Iri, scope: frozenset[Iri] | None) -> set[Iri]:
        quads = self.engine.quads(node, predicate)
        return {q.object for q in quads if isinstance(q.object, Iri) and (scope is None or q.graph in scope)}

    def _of(self, node: Node, basis: Basis, scope: frozenset[Iri] | None) -> list[Evidence]:
        """The passages of a node, else the documents it cites, as far as the graphs of ``scope`` (None: any) say so."""
        found = self._cited_passages(self._targets(node, npp("evidence"), scope), basis)
        return found or [self._document(each, basis) for each in sorted(self._targets(node, npp("sourcedFrom"), scope))]

    def _cited_passages(self, cited: Iterable[Iri], basis: Basis) -> list[Evidence]:
        found = [replace(item, basis=basis) for each in cited if (item := self.passage(each))]
        return sorted(found, key=_order)

    def _stretch(self, passage: Iri, source: Iri) -> Evidence:
        modality = self.value(passage, npp("modality"))
        return replace(
            self._document(source, Basis.SUBJECT),
            passage=passage,
            paragraph=self._number(passage, "paragraph"),
            phrase=self._text(passage, "phrase"),
            start=self._number(passage, "start"),
            end=self._number(passage, "end"),
            digest=self._text(passage, "sha256"),
            modality=modality if isinstance(modality, Iri) else None,
            modality_label=self.label(modality),
        )

    def _document(self, source: Iri, basis: Basis) -> Evidence:
        if source not in self._documents:
            page = self.value(source, npp("seenAt"))
            self._documents[source] = Evidence(
                source=source,
                source_label=self.label(source),
                source_digest=self._text(source, "sha256"),
                page=page if isinstance(page, Iri) else None,
                basis=basis,
            )
        return replace(self._documents[source], basis=basis)

    def _text(self, node: Node, local: str) -> str:
        found = self.value(node, npp(local))
        return found.text if isinstance(found, Literal) else ""

    def _number(self, node: Node, local: str) -> int | None:
        text = self._text(node, local)
        return int(text) if text.isascii() and text.isdigit() else None


def _stating(found: list[Evidence], thing: Term) -> list[Evidence]:
    """Of the evidence for a literal, that whose phrase has its words or is among them, if there is such; else all."""
    if not isinstance(thing, Literal):
        return found
    stating = [each for each in found if each.phrase and (thing.text in each.phrase or each.phrase in thing.text)]
    return stating or found


def _order(item: Evidence) -> tuple[str, int, int, str]:
    """By source, then place in its text; a document cited as a whole comes before passages of it."""
    passage = item.passage.value if item.passage else ""
    return (item.source.value, -1 if item.start is None else item.start, item.end or 0, passage)
