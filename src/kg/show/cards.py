"""A card as a value: what is known of one entity, in groups and in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.names import PREFIXES, compact
from kg.terms import Blank, Iri, Term, ntriples

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.evidence import Evidence, Label
    from kg.terms import Triple

_STATED: Final = Iri(PREFIXES["c"] + "stated")


@dataclass(frozen=True, slots=True)
class Name:
    """One name; ``role`` is ``preferred``, ``alternative`` or ``short``, ``language`` "" where none is given."""

    text: str
    language: str
    role: str


class Mark(NamedTuple):
    """A concept that qualifies a fact: a modality or a rank."""

    iri: Iri
    label: Label


@dataclass(frozen=True, slots=True)
class Kind:
    """One class of the entity."""

    iri: Iri
    label: Label
    inferred: bool


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement that has the entity at one end.

    Attributes:
        predicate: the property that words the fact, read from the entity; its inverse where ``incoming``.
        property_label: the property's label in both languages.
        incoming: whether the entity is the object of ``predicate``, which then has no declared inverse.
        other: the value, or the entity at the other end.
        label: the label of the other end; empty for a literal.
        words: the other end in words of the card's language.
        moment: the first day of the date that the other end bears, ISO 8601; "" for none.
        kind: its most specific class; None for a literal.
        statement: the triple as asserted, else as inferred.
        inferred: whether no source asserts it, nor its inverse.
        claimed: whether a Claim is all that states it.
        rival: whether others give another value for this property that has but one.
        ranks: the ranks that its Claims bear, where there are rivals or an editor judged.
        notes: caveats of its Claims.
        evidence: what it rests on.
    """

    predicate: Iri
    property_label: Label
    incoming: bool
    other: Term
    label: Label
    words: str
    statement: Triple
    moment: str = ""
    kind: Iri | None = None
    inferred: bool = False
    claimed: bool = False
    rival: bool = False
    ranks: tuple[Mark, ...] = ()
    notes: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The modalities of its passages if none of them simply states it, sorted; else none."""
        marks = {Mark(item.modality, item.modality_label) for item in self.evidence if item.modality}
        stated = any(mark.iri == _STATED for mark in marks)
        return () if stated else tuple(sorted(marks))


@dataclass(frozen=True, slots=True)
class Group:
    """Facts of one meaning; ``key`` is a word of the program, ``title`` for people."""

    key: str
    title: Label
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """All that the graph knows of one entity, in one language.

    ``title`` is its name, else its words. ``words`` tell a statement whole and a date with its span, else are the name.
    ``remaining`` is evidence of the entity that none of the facts shown rests on; ``merged`` are names of it that gave
    way to ``iri``, sorted.
    """

    iri: Iri
    language: str
    title: str
    words: str
    names: tuple[Name, ...]
    kinds: tuple[Kind, ...]
    notes: tuple[str, ...]
    groups: tuple[Group, ...]
    remaining: tuple[Evidence, ...]
    merged: tuple[Iri, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Everything on the card as JSON values; IRIs in full, and as CURIEs where there is one."""
        return {
            "iri": self.iri.value,
            "curie": compact(self.iri),
            "merged": [compact(name) for name in self.merged],
            "title": self.title,
            "words": self.words,
            "language": self.language,
            "names": [{"text": name.text, "language": name.language, "role": name.role} for name in self.names],
            "types": [{**_node(kind.iri, kind.label), "inferred": kind.inferred} for kind in self.kinds],
            "notes": list(self.notes),
            "groups": [
                {"key": group.key, "title": group.title._asdict(), "facts": [_fact(fact) for fact in group.facts]}
                for group in self.groups
            ],
            "evidence": evidence_as_json(self.remaining),
        }


def _node(node: Iri, label: Label) -> dict[str, object]:
    return {"iri": node.value, "curie": compact(node), "label": label._asdict()}


def term_as_json(term: Term) -> dict[str, str]:
    """The term as SPARQL 1.1 Query Results JSON writes it: https://www.w3.org/TR/sparql11-results-json/#select-encode-terms."""
    if isinstance(term, Iri):
        return {"type": "uri", "value": term.value}
    if isinstance(term, Blank):
        return {"type": "bnode", "value": term.label}
    extra = {"xml:lang": term.language} if term.language else {"datatype": term.datatype}
    return {"type": "literal", "value": term.text, **extra}


def _fact(fact: Fact) -> dict[str, object]:
    return {
        "property": _node(fact.predicate, fact.property_label),
        "incoming": fact.incoming,
        "value": {**term_as_json(fact.other), "label": fact.label._asdict(), "words": fact.words},
        "statement": " ".join(map(ntriples, fact.statement)) + " .",
        "inferred": fact.inferred,
        "claimed": fact.claimed,
        "rival": fact.rival,
        "ranks": [_node(rank.iri, rank.label) for rank in fact.ranks],
        "notes": list(fact.notes),
        "marks": [_node(mark.iri, mark.label) for mark in fact.marks],
        "evidence": evidence_as_json(fact.evidence),
    }


def evidence_as_json(items: Sequence[Evidence]) -> list[dict[str, object]]:
    """What something rests on as JSON values; ``text`` is whether the source's text is here."""
    return [
        {
            "source": _node(item.source, item.source_label),
            "page": item.page.value if item.page else None,
            "passage": compact(item.passage) if item.passage else None,
            "paragraph": item.paragraph,
            "start": item.start,
            "end": item.end,
            "phrase": item.phrase,
            "modality": compact(item.modality) if item.modality else None,
            "basis": item.basis.value,
            "rank": compact(item.rank) if item.rank else None,
            "text": item.presence.value if item.presence else None,
            "sentence": item.sentence or None,
        }
        for item in items
    ]
