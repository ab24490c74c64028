"""In which order people read a graph: subjects by section, predicates names first and evidence last, zh before en."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kg.names import ID, KINDS, NPP, PREFIXES
from kg.terms import Iri, Literal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

RDF: Final = PREFIXES["rdf"]
RDF_TYPE: Final = Iri(RDF + "type")

# A name of a section is a prefix; what is not named here stands before the last three.
_FIRST: Final = (
    *("doc", "t", "body", "ent", "place", "prog", "coh", "des", "proj", "goal", "theme", "task", "func", "mech"),
    *("exch", "scheme", "cert", "ind", "obs", "sup", "count", "c", "graph"),
)
_LAST: Final = ("psg", "claim", "code")

# Ranks of subjects: 0 the header, then our vocabulary, our shapes, the data by section, and everything else.
_HEADER, _CLASS, _OBJECT_PROPERTY, _DATATYPE_PROPERTY, _ANNOTATION_PROPERTY, _TERM, _SHAPE, _DATA = range(8)
_ELSE: Final = 1000
_RANK_OF_TYPE: Final = {
    PREFIXES["owl"] + "Class": _CLASS,
    PREFIXES["rdfs"] + "Class": _CLASS,
    PREFIXES["owl"] + "ObjectProperty": _OBJECT_PROPERTY,
    PREFIXES["owl"] + "DatatypeProperty": _DATATYPE_PROPERTY,
    PREFIXES["owl"] + "AnnotationProperty": _ANNOTATION_PROPERTY,
}
_ONTOLOGY: Final = Iri(PREFIXES["owl"] + "Ontology")


def _sections() -> dict[str, int]:
    between = sorted(set(KINDS) - {*_FIRST, *_LAST})
    ranks = {PREFIXES[prefix]: _DATA + rank for rank, prefix in enumerate((*_FIRST, *between, *_LAST))}
    return {NPP: _TERM, PREFIXES["nsh"]: _SHAPE, ID: _ELSE - 1, **ranks}


_SECTIONS: Final = _sections()

_FIRST_PREDICATES: Final = (
    *("rdf:type", "rdf:subject", "rdf:predicate", "rdf:object", "rdf:first", "rdf:rest"),
    *("skos:prefLabel", "npp:shortLabel", "skos:altLabel", "skos:hiddenLabel", "dct:title", "rdfs:label"),
    *("skos:definition", "rdfs:comment", "skos:scopeNote", "skos:example", "dct:description"),
    *("rdfs:subClassOf", "rdfs:subPropertyOf", "rdfs:domain", "rdfs:range"),
    *("sh:prefix", "sh:namespace", "sh:targetClass", "sh:targetNode", "sh:targetSubjectsOf", "sh:targetObjectsOf"),
    *("sh:path", "sh:class", "sh:datatype", "sh:nodeKind", "sh:minCount", "sh:maxCount"),
    *("npp:kind", "npp:about", "npp:ofIndicator", "npp:value", "npp:valueText", "npp:unit"),
    *("npp:qualifier", "npp:asOf", "npp:edtf", "npp:earliest", "npp:latest", "npp:inYear"),
    *("npp:quotedFrom", "npp:paragraph", "npp:start", "npp:end", "npp:sha256", "npp:phrase", "npp:modality"),
)
_LAST_PREDICATES: Final = (
    *("sh:property", "sh:sparql", "sh:prefixes", "sh:select", "sh:severity", "sh:message"),
    *("rdfs:isDefinedBy", "rdfs:seeAlso", "npp:dateText", "npp:rank", "npp:identifiedBy"),
    *("npp:sourcedFrom", "npp:evidence"),
)


def _in_full(curies: Iterable[str], start: int) -> dict[str, int]:
    names = (curie.partition(":") for curie in curies)
    return {PREFIXES[prefix] + local: start + rank for rank, (prefix, _, local) in enumerate(names)}


_PREDICATES: Final = _in_full(_FIRST_PREDICATES, -1000) | _in_full(_LAST_PREDICATES, 1000)
_LANGUAGES: Final = {"zh": "0", "en": "2"}
_DIGITS: Final = re.compile("[0-9]+")


def natural(text: str) -> str:
    """A key under which numbers inside texts sort by size: ``p2`` before ``p10``.

    >>> sorted(["p10", "p2"], key=natural)
    ['p2', 'p10']
    """
    return _DIGITS.sub(_ranked, text)


def _ranked(match: re.Match[str]) -> str:
    digits = match[0].lstrip("0") or "0"
    return f"{len(digits):08d}{digits}"


def subject_key(subject: Iri, types: Collection[object]) -> tuple[int, str, str]:
    """Where the subject stands: headers, our vocabulary (classes first), shapes, the data by section, all else."""
    value = subject.value
    if _ONTOLOGY in types:
        return _HEADER, natural(value), value
    cut = max(value.rfind("/"), value.rfind("#")) + 1
    rank = _SECTIONS.get(value[:cut], _ELSE)
    if rank == _TERM:
        rank = min((_RANK_OF_TYPE.get(kind.value, _TERM) for kind in types if isinstance(kind, Iri)), default=_TERM)
    return rank, natural(value), value


def predicate_key(predicate: Iri) -> tuple[int, bool, str, str]:
    """Where the predicate stands: types and names first, evidence last, between them ours before others."""
    value = predicate.value
    return _PREDICATES.get(value, 0), not value.startswith(NPP), natural(value), value


def object_key(term: Iri | Literal) -> tuple[int, str, str, str]:
    """Where the object stands: IRIs by natural order, then texts (zh, en, other languages, none), then values."""
    if isinstance(term, Iri):
        return 0, "", natural(term.value), term.value
    if term.language:
        main, region, _ = term.language.partition("-")
        rank = _LANGUAGES.get(main, "4")
        return 1, (rank if not region else chr(ord(rank) + 1)) + term.language, natural(term.text), term.text
    return 2, term.datatype, natural(term.text), term.text
