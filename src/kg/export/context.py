"""The JSON-LD context of our ontology: one short name a class and property, and of which kind its values are.

It is committed as ``ontology/context.jsonld``, for others to refer to; a test holds it to the ontology.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from kg.errors import InputError
from kg.names import KINDS, NPP, PREFIXES
from kg.terms import Iri, Triple
from kg.turtle.order import RDF_TYPE
from kg.turtle.read import shown, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_OWL: Final = PREFIXES["owl"]
_RANGE: Final = Iri(PREFIXES["rdfs"] + "range")
_XSD: Final = PREFIXES["xsd"]
_CLASS, _LINK, _VALUE = (Iri(_OWL + name) for name in ("Class", "ObjectProperty", "DatatypeProperty"))
_LANGUAGES: Final = {"@container": "@language"}

# Names of others that our data uses, with what their values are there.
_OTHERS: Final[dict[str, dict[str, str]]] = {
    "prefLabel": {"@id": "skos:prefLabel", **_LANGUAGES},
    "altLabel": {"@id": "skos:altLabel", **_LANGUAGES},
    "scopeNote": {"@id": "skos:scopeNote", **_LANGUAGES},
    "definition": {"@id": "skos:definition", **_LANGUAGES},
    "example": {"@id": "skos:example", **_LANGUAGES},
    "label": {"@id": "rdfs:label", **_LANGUAGES},
    "title": {"@id": "dct:title", **_LANGUAGES},
    "description": {"@id": "dct:description", **_LANGUAGES},
    "publisher": {"@id": "dct:publisher", "@type": "@id"},
    "broader": {"@id": "skos:broader", "@type": "@id"},
    "inScheme": {"@id": "skos:inScheme", "@type": "@id"},
    "isDefinedBy": {"@id": "rdfs:isDefinedBy", "@type": "@id"},
    "subClassOf": {"@id": "rdfs:subClassOf", "@type": "@id"},
    "subPropertyOf": {"@id": "rdfs:subPropertyOf", "@type": "@id"},
    "domain": {"@id": "rdfs:domain", "@type": "@id"},
    "range": {"@id": "rdfs:range", "@type": "@id"},
}


def context(ontology: Iterable[Triple]) -> dict[str, Any]:  # Any: a JSON object
    """The context: prefixes, then the names of others, then ours by the alphabet."""
    kinds: dict[str, Iri] = {}
    ranges: dict[str, str] = {}
    for subject, predicate, value in ontology:
        if not (isinstance(subject, Iri) and subject.value.startswith(NPP) and isinstance(value, Iri)):
            continue
        if predicate == RDF_TYPE and value in {_CLASS, _LINK, _VALUE}:
            kinds[subject.value.removeprefix(NPP)] = value
        elif predicate == _RANGE:
            ranges[subject.value.removeprefix(NPP)] = value.value
    ours = {name: _meaning(name, kinds[name], ranges.get(name, "")) for name in sorted(kinds)}
    prefixes = ["npp", *sorted(KINDS), "dct", "owl", "rdf", "rdfs", "skos", "unit", "xsd"]
    return {"@version": 1.1, **{prefix: PREFIXES[prefix] for prefix in prefixes}, **_OTHERS, **ours}


def _meaning(name: str, kind: Iri, reach: str) -> str | dict[str, str]:
    if kind == _LINK:
        return {"@id": f"npp:{name}", "@type": "@id"}
    if kind == _VALUE and name == "shortLabel":
        return {"@id": f"npp:{name}", **_LANGUAGES}
    if kind == _VALUE and reach.startswith(_XSD) and reach != _XSD + "string":
        return {"@id": f"npp:{name}", "@type": "xsd:" + reach.removeprefix(_XSD)}
    return f"npp:{name}"


def to_json(found: dict[str, Any]) -> str:  # Any: a JSON object
    """The context as a document of its own, a name a line."""
    lines = (f"  {json.dumps(name)}: {json.dumps(meaning, ensure_ascii=False)}" for name, meaning in found.items())
    return '{\n "@context": {\n' + ",\n".join(lines) + "\n }\n}\n"


def read(path: Path) -> dict[str, Any]:  # Any: a JSON object
    """The context in a file of JSON-LD.

    Raises:
        InputError: there is no file, or no context in it.
    """
    try:
        found: dict[str, Any] = json.loads(text_of(path))["@context"]
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{shown(path)}: no JSON-LD context: {error}; restore it") from error
    return found
