"""From quads to what a page draws: nodes with their words, links with theirs, and the evidence beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from kg.names import NPP, STANDARD, compact, expand, is_entity
from kg.project import graph_name
from kg.terms import Iri, Literal, Quad, Triple
from kg.view.kinds import KINDS, SHORTCUTS, UNDRAWN, Kind

_TYPE = Iri(STANDARD["rdf"] + "type")
_LABEL = Iri(STANDARD["rdfs"] + "label")
_PREF = Iri(STANDARD["skos"] + "prefLabel")
_SHORT = Iri(NPP + "shortLabel")
_INVERSE = Iri(STANDARD["owl"] + "inverseOf")
_INFERRED = graph_name("inferred")
_OUTSIDE = {graph_name("ontology"), graph_name("texts")}
_RECORD = {Iri(NPP + name) for name in ("Passage", "Claim", "Identifier", "SourceDocument")}

_SUBJECT, _PREDICATE, _OBJECT = (Iri(STANDARD["rdf"] + part) for part in ("subject", "predicate", "object"))
_EVIDENCE, _MODALITY = Iri(NPP + "evidence"), Iri(NPP + "modality")
_NAMING = {_PREF, _LABEL, _SHORT}
_OF_CLAIMS = {_SUBJECT, _PREDICATE, _OBJECT, _EVIDENCE, _MODALITY}
_STATED = expand("c:stated")

Names = dict[str, str]


@dataclass(slots=True)
class Drawing:
    """What a page may draw of one graph.

    Attributes:
        kinds: from each node that can be drawn to its kind.
        names: from an IRI to its name by language (``zh``, ``en``, and ``short`` where there is one).
        types: from each node to its classes, asserted ones first.
        asserted, inferred: links between nodes that can be drawn.
        values: from each node to its plain values: predicate, text and language.
        inverses: from a property to the one that says the same the other way round.
        marks: from each link that a Claim records to the mark of its evidence, where that is not "stated".
    """

    kinds: dict[Iri, Kind] = field(default_factory=dict)
    names: dict[Iri, Names] = field(default_factory=lambda: defaultdict(dict))
    types: dict[Iri, list[Iri]] = field(default_factory=lambda: defaultdict(list))
    asserted: set[Triple] = field(default_factory=set)
    inferred: set[Triple] = field(default_factory=set)
    values: dict[Iri, list[tuple[Iri, str, str]]] = field(default_factory=lambda: defaultdict(list))
    inverses: dict[Iri, Iri] = field(default_factory=dict)
    marks: dict[Triple, Iri] = field(default_factory=dict)

    def name(self, iri: Iri, language: str) -> str:
        """The name in the language, else in the other, else the CURIE."""
        names = self.names.get(iri, {})
        return names.get(language) or names.get("zh") or names.get("en") or compact(iri)


def drawing(quads: Iterable[Quad]) -> Drawing:
    """Sort the quads of a snapshot into what can be drawn. One pass, plus one over the links."""
    drawn = Drawing()
    links: list[Quad] = []
    for quad in quads:
        subject, predicate, thing, graph = quad
        if not isinstance(subject, Iri):
            continue
        if isinstance(thing, Literal):
            if predicate in _NAMING:
                _take_name(drawn, subject, predicate, thing)
            elif graph not in _OUTSIDE:
                drawn.values[subject].append((predicate, thing.text, thing.language))
        elif isinstance(thing, Iri):
            if predicate == _TYPE:
                types = drawn.types[subject]
                types.insert(0 if graph != _INFERRED else len(types), thing)
            elif predicate == _INVERSE:
                drawn.inverses[subject] = thing
                drawn.inverses[thing] = subject
            else:
                links.append(quad)
    _choose_kinds(drawn)
    _choose_links(drawn, links)
    _mark_claims(drawn, links)
    return drawn


def _take_name(drawn: Drawing, subject: Iri, predicate: Iri, name: Literal) -> None:
    if name.language in {"zh", "en"}:
        key = name.language if predicate != _SHORT else f"short-{name.language}"
        if predicate == _LABEL:
            drawn.names[subject].setdefault(key, name.text)
        else:
            drawn.names[subject][key] = name.text


def _choose_kinds(drawn: Drawing) -> None:
    for node, types in drawn.types.items():
        if is_entity(node) and not _RECORD & set(types):
            kind = next((kind for kind in KINDS if kind.gathers(types)), None)
            if kind:
                drawn.kinds[node] = kind


def _choose_links(drawn: Drawing, links: Collection[Quad]) -> None:
    """Keep asserted links, and those inferred shortcuts whose two ends no asserted link joins."""
    for quad in links:
        if quad.predicate in UNDRAWN or quad.subject not in drawn.kinds or quad.object not in drawn.kinds:
            continue
        if quad.graph != _INFERRED:
            drawn.asserted.add(quad.triple)
        elif quad.predicate in SHORTCUTS:
            drawn.inferred.add(quad.triple)
    joined = {frozenset((s, o)) for s, _, o in drawn.asserted}
    drawn.inferred = {triple for triple in drawn.inferred if frozenset((triple.subject, triple.object)) not in joined}


def _mark_claims(drawn: Drawing, links: Collection[Quad]) -> None:
    said: dict[Iri, dict[Iri, Iri]] = defaultdict(dict)
    for quad in links:
        if quad.predicate in _OF_CLAIMS and isinstance(quad.subject, Iri) and isinstance(quad.object, Iri):
            said[quad.subject][quad.predicate] = quad.object
    for claim in list(said.values()):
        mark = said.get(claim.get(_EVIDENCE, _STATED), {}).get(_MODALITY, _STATED)
        if _SUBJECT in claim and _PREDICATE in claim and _OBJECT in claim and mark != _STATED:
            drawn.marks[Triple(claim[_SUBJECT], claim[_PREDICATE], claim[_OBJECT])] = mark
