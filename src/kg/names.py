"""Prefixes and CURIEs: the short names that Turtle, queries and the command line share."""

from __future__ import annotations

import re
from typing import Final

from kg.errors import UnknownName
from kg.terms import Iri

NPP: Final = "https://w3id.org/npp/ns#"
ID: Final = "https://w3id.org/npp/id/"

# One prefix a kind of entity; the kind is the path segment under /id/.
KINDS: Final = {
    "body": "body",
    "c": "concept",
    "cert": "certification",
    "claim": "claim",
    "code": "code",
    "coh": "cohort",
    "count": "count",
    "des": "designation",
    "doc": "document",
    "ent": "enterprise",
    "exch": "exchange",
    "func": "function",
    "goal": "goal",
    "graph": "graph",
    "ind": "indicator",
    "mech": "mechanism",
    "obs": "observation",
    "place": "place",
    "prog": "programme",
    "proj": "project",
    "psg": "passage",
    "scheme": "scheme",
    "sup": "superlative",
    "t": "time",
    "task": "task",
    "theme": "theme",
}

STANDARD: Final = {
    "dct": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "unit": "http://qudt.org/vocab/unit/",
    "vann": "http://purl.org/vocab/vann/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

PREFIXES: Final = {
    "npp": NPP,
    "nsh": "https://w3id.org/npp/shapes#",
    **{prefix: f"{ID}{kind}/" for prefix, kind in KINDS.items()},
    **STANDARD,
}

# A local name that Turtle and SPARQL both read without escapes.
PLAIN_LOCAL: Final = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_CURIE = re.compile(r"([A-Za-z][A-Za-z0-9_-]*):([^\s/][^\s]*)")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_NOT_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|^`\\]")


def npp(local: str) -> Iri:
    """The term of our vocabulary with this local name."""
    return Iri(NPP + local)


def expand(name: str) -> Iri:
    """The IRI of ``prefix:local``, ``<iri>`` or an IRI in full.

    Raises:
        UnknownName: the prefix is not one of ours, or the text is not an IRI.

    >>> expand("place:xining").value
    'https://w3id.org/npp/id/place/xining'
    """
    bare = name[1:-1] if name.startswith("<") and name.endswith(">") else name
    prefix, colon, local = bare.partition(":")
    if colon and bare is name and prefix in PREFIXES:
        bare = PREFIXES[prefix] + local
    elif bare is not name:
        if not _SCHEME.match(bare):
            raise UnknownName(f"'{name}' is no IRI in full; write <https://...>, or a CURIE without brackets")
    elif "//" not in bare and not bare.startswith("urn:"):
        known = ", ".join(sorted(PREFIXES))
        raise UnknownName(f"unknown prefix in '{name}'; the prefixes are {known}; or write the IRI in full")
    if bad := _NOT_IN_IRI.search(bare):
        raise UnknownName(f"'{name}' is not an IRI: it holds {bad[0]!r}; percent-encode it")
    return Iri(bare)


def looks_like_iri(name: str) -> bool:
    """Whether the text is meant as an IRI or CURIE rather than as a label.

    >>> looks_like_iri("place:xining"), looks_like_iri("西宁"), looks_like_iri("https://w3id.org/npp/ns")
    (True, False, True)
    """
    if name.startswith("<") or "://" in name:
        return True
    match = _CURIE.fullmatch(name)
    return bool(match and match[1] in PREFIXES)


def compact(iri: Iri) -> str:
    """The shortest honest name: a CURIE where the prefix is ours, else ``<iri>``.

    >>> compact(Iri("https://w3id.org/npp/id/place/xining"))
    'place:xining'
    """
    cut = max(iri.value.rfind("/"), iri.value.rfind("#")) + 1
    prefix = _BY_NAMESPACE.get(iri.value[:cut])
    if prefix and PLAIN_LOCAL.fullmatch(iri.value[cut:]):
        return f"{prefix}:{iri.value[cut:]}"
    return f"<{iri.value}>"


def is_entity(iri: Iri) -> bool:
    """Whether the IRI names something of the data rather than of a vocabulary."""
    return iri.value.startswith(ID)


_BY_NAMESPACE: Final = {namespace: prefix for prefix, namespace in PREFIXES.items()}
