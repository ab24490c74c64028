"""The card of one entity, put together from its facts, their wording and their evidence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kg import names
from kg.errors import UnknownName
from kg.evidence import INFERRED, Basis, Evidence, Label, Quads, Records, with_sentences
from kg.evidence.rivals import is_judged
from kg.names import compact, npp
from kg.show import grouping
from kg.show.cards import Card, Fact, Group, Kind, Mark, Name
from kg.show.facts import Found, facts_of, rivals
from kg.show.wording import Wording
from kg.terms import Iri, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.project import Project
    from kg.terms import Term

_TYPE: Final = Iri(names.STANDARD["rdf"] + "type")
_SUB_CLASS: Final = Iri(names.STANDARD["rdfs"] + "subClassOf")
_SAME_AS: Final = Iri(names.STANDARD["owl"] + "sameAs")
_SKOS: Final = names.STANDARD["skos"]
_LABELS: Final = (Iri(_SKOS + "prefLabel"), Iri(names.STANDARD["rdfs"] + "label"))
_ALTERNATIVES: Final = (("alternative", Iri(_SKOS + "altLabel")), ("alternative", _LABELS[1]))
_NOTES: Final = (Iri(_SKOS + "definition"), Iri(_SKOS + "scopeNote"))
_IDLE_KINDS: Final = frozenset(
    {names.STANDARD["owl"] + "Thing", names.STANDARD["owl"] + "NamedIndividual", names.STANDARD["rdfs"] + "Resource"}
)
_RANKS: Final = {"rank-preferred": 0, "rank-normal": 1, "rank-rejected": 2}
# Properties of other vocabularies that the graph uses and our ontology does not label.
_KNOWN: Final = {
    names.STANDARD["rdf"] + "type": Label("类型", "type"),
    names.STANDARD["rdf"] + "subject": Label("主语", "subject"),
    names.STANDARD["rdf"] + "predicate": Label("谓语", "predicate"),
    names.STANDARD["rdf"] + "object": Label("宾语", "object"),
    names.STANDARD["dct"] + "publisher": Label("发布者", "publisher"),
    names.STANDARD["dct"] + "title": Label("题名", "title"),
    names.STANDARD["rdfs"] + "subClassOf": Label("上位类", "subclass of"),
    names.STANDARD["rdfs"] + "subPropertyOf": Label("上位属性", "subproperty of"),
    names.STANDARD["rdfs"] + "domain": Label("定义域", "domain"),
    names.STANDARD["rdfs"] + "range": Label("值域", "range"),
    names.STANDARD["owl"] + "inverseOf": Label("逆属性", "inverse of"),
    names.STANDARD["owl"] + "disjointWith": Label("不相交于", "disjoint with"),
    _SKOS + "broader": Label("上位概念", "broader"),
    _SKOS + "inScheme": Label("所属概念表", "in scheme"),
}


def card(engine: Quads, node: Iri, *, lang: str = "zh", project: Project | None = None) -> Card:
    """What the graph knows of an entity, worded in ``lang`` (``zh`` or ``en``).

    Facts stand in the order of their groups, then by property, asserted before inferred, by date, by class and by
    words. With a project, passages get their sentences where the texts are on this machine.

    Cost: a few look-ups a fact; 0.1 s for an entity with a thousand facts.

    Raises:
        UnknownName: the graph says nothing of this IRI.
        InputError: a text is there and is not UTF-8.
    """
    if not any(True for pattern in ((node, None, None), (None, None, node)) for _ in engine.quads(*pattern)):
        raise UnknownName(f"the graph says nothing of {compact(node)}; 'kg find' looks for a name")
    records = Records(engine)
    wording = Wording(records, lang)
    found = facts_of(records, node)
    contested = rivals(records, found)
    facts = [_fact(records, wording, node, each, contested=contested) for each in found]
    cited = {item.passage for fact in facts for item in fact.evidence}
    own = [item for item in [records.passage(node)] if item]
    remaining = [item for item in own + records.of_node(node) if item.passage and item.passage not in cited]
    if project:
        facts, remaining = _with_sentences(project, facts, remaining)
    facts.sort(key=_order)
    said = wording.of(node)
    return Card(
        iri=node,
        language=lang,
        title=wording.name(node) if records.label(node).words(lang) else said,
        words=said,
        names=_names(engine, node),
        kinds=_kinds(records, node),
        notes=_notes(engine, node, lang),
        groups=_groups(facts),
        remaining=tuple(remaining),
        merged=_merged(engine, node),
    )


def _fact(records: Records, wording: Wording, node: Iri, found: Found, *, contested: set[tuple[Iri, Term]]) -> Fact:
    rival = not found.incoming and (found.predicate, found.other) in contested
    ranks = sorted({rank for claim in found.claims if (rank := records.rank(claim)) and (rival or is_judged(rank))})
    notes = [note for claim in found.claims for note in _notes(records.engine, claim, wording.lang)]
    return Fact(
        predicate=found.predicate,
        property_label=_property_label(records, found.predicate),
        incoming=found.incoming,
        other=found.other,
        label=records.label(found.other),
        words=wording.of(found.other, seen_from=node),
        statement=found.statement,
        moment=wording.moment(found.other),
        kind=next((kind.iri for kind in _kinds(records, found.other)), None),
        inferred=bool(found.inferred) and not found.asserted,
        claimed=not found.inferred and not found.asserted,
        rival=rival,
        ranks=tuple(Mark(rank, records.label(rank)) for rank in ranks),
        notes=tuple(dict.fromkeys(notes)),
        evidence=tuple(_supports(records, found)),
    )


def _supports(records: Records, found: Found) -> list[Evidence]:
    """The evidence of a fact; of one that only a rule gave, nothing that merely stands on the nodes it connects."""
    if found.predicate.value in grouping.UNSUPPORTED:
        return []
    items = records.of_triple(found.statement)
    if found.asserted or found.claimed or records.standing(found.statement).asserted:
        return items
    return [item for item in items if item.basis is Basis.SHARED]


def _property_label(records: Records, predicate: Iri) -> Label:
    found = records.label(predicate)
    bare = grouping.local_name(predicate)
    return found if found.words("zh") else _KNOWN.get(predicate.value, Label(bare, bare))


def _names(engine: Quads, node: Iri) -> tuple[Name, ...]:
    """Every name once, in the order preferred, short, alternative; Chinese before others.

    The plain label is preferred where there is no other, as on the terms of an ontology.
    """
    found: dict[tuple[str, str], Name] = {}
    preferred = _LABELS if any(True for _ in engine.quads(node, _LABELS[0])) else _LABELS[::-1]
    for role, each in (("preferred", preferred[0]), ("short", npp("shortLabel")), *_ALTERNATIVES):
        words = {quad.object for quad in engine.quads(node, each)}
        literals = [word for word in words if isinstance(word, Literal)]
        for word in sorted(literals, key=lambda word: (word.language != "zh", word.language, word.text)):
            found.setdefault((word.text, word.language), Name(word.text, word.language, role))
    return tuple(found.values())


def _merged(engine: Quads, node: Iri) -> tuple[Iri, ...]:
    """The other names of the entity that the graph speaks of under this one."""
    given: set[Term] = {quad.subject for quad in engine.quads(None, _SAME_AS, node)}
    given |= {quad.object for quad in engine.quads(node, _SAME_AS)}
    return tuple(sorted(each for each in given - {node} if isinstance(each, Iri)))


def _kinds(records: Records, node: Term) -> tuple[Kind, ...]:
    """The classes, a class before those above it, asserted before inferred where neither is above the other."""
    graphs: dict[Iri, set[Iri]] = {}
    if isinstance(node, Literal):
        return ()
    for quad in records.engine.quads(node, _TYPE):
        if isinstance(quad.object, Iri) and quad.object.value not in _IDLE_KINDS:
            graphs.setdefault(quad.object, set()).add(quad.graph)
    above = {kind: _above(records.engine, kind) for kind in graphs}
    ordered = sorted(graphs, key=lambda kind: (-len(above[kind]), graphs[kind] == {INFERRED}, kind))
    return tuple(Kind(kind, records.label(kind), inferred=graphs[kind] == {INFERRED}) for kind in ordered)


def _above(engine: Quads, kind: Iri) -> set[Iri]:
    """All classes above a class."""
    found: set[Iri] = set()
    edge = {kind}
    while edge:
        edge = {q.object for each in edge for q in engine.quads(each, _SUB_CLASS) if isinstance(q.object, Iri)} - found
        found |= edge
    return found - {kind}


def _notes(engine: Quads, node: Iri, lang: str) -> tuple[str, ...]:
    """Definition and caveats in the language, else in the other, else in none."""
    found: list[str] = []
    for each in _NOTES:
        words = {quad.object for quad in engine.quads(node, each)}
        literals = sorted(word for word in words if isinstance(word, Literal))
        spoken = [language for language in (lang, "zh", "en", "") if any(w.language == language for w in literals)]
        found += [word.text for word in literals if word.language == spoken[0]] if spoken else []
    return tuple(found)


def _with_sentences(
    project: Project, facts: list[Fact], remaining: list[Evidence]
) -> tuple[list[Fact], list[Evidence]]:
    """The same with sentences; all looked up at once, so that each text is read once."""
    complete = iter(with_sentences(project, [*(item for fact in facts for item in fact.evidence), *remaining]))
    told = [replace(fact, evidence=tuple(next(complete) for _ in fact.evidence)) for fact in facts]
    return told, list(complete)


def _order(fact: Fact) -> tuple[tuple[int, int], bool, str, list[int], bool, str, str, str, str]:
    """By group and property; preferred ranks first, asserted before inferred, by date, by class, by the words."""
    ranks = [_RANKS.get(grouping.local_name(rank.iri), 1) for rank in fact.ranks] or [1]
    place = grouping.place_of(fact.predicate, incoming=fact.incoming)
    unsaid, kind = fact.inferred or fact.claimed, fact.kind.value if fact.kind else ""
    moment = fact.moment or "9999"  # what bears no date comes after what does
    return (place, fact.incoming, fact.predicate.value, ranks, unsaid, moment, kind, fact.words, str(fact.other))


def _groups(facts: Iterable[Fact]) -> tuple[Group, ...]:
    parted: dict[str, list[Fact]] = {}
    for fact in facts:
        parted.setdefault(grouping.key_of(grouping.place_of(fact.predicate, incoming=fact.incoming)[0]), []).append(
            fact
        )
    return tuple(Group(key, grouping.title_of(key), tuple(within)) for key, within in parted.items())
