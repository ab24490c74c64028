"""The graph in formats that pyoxigraph writes: JSON-LD and RDF/XML, the same bytes for the same graph."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from kg.errors import InputError
from kg.names import PREFIXES
from kg.terms import Blank, Iri, Literal, Quad
from kg.turtle.order import RDF_TYPE, natural
from kg.turtle.spelling import Speller
from kg.turtle.write import canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import pyoxigraph

    from kg.terms import Term, Triple

    Theirs = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal

# https://www.w3.org/TR/xml/#NT-Char, and the names that every reader of RDF/XML takes for a property.
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_XML_NAME: Final = re.compile(r"[^\W\d][\w.-]*")
_UNNAMED: Final = Iri("urn:x-kg:graph")


def jsonld(quads: Iterable[Quad]) -> bytes:
    """The named graphs as expanded JSON-LD, indented, in UTF-8."""
    import pyoxigraph

    theirs = _converter()
    said = [
        pyoxigraph.Quad(theirs(s), theirs(p), theirs(o), theirs(g))  # type: ignore[arg-type] # subjects are nodes, the others IRIs
        for s, p, o, g in sorted(canonical(quads), key=lambda quad: natural(quad.graph.value))
    ]
    text = pyoxigraph.serialize(said, format=pyoxigraph.RdfFormat.JSON_LD)
    return json.dumps(json.loads(text or b"[]"), ensure_ascii=False, indent=1).encode() + b"\n"


def rdfxml(triples: Iterable[Triple], *, prefixes: Mapping[str, str] = PREFIXES) -> bytes:
    """The graph as RDF/XML in UTF-8.

    Raises:
        InputError: the graph holds what XML cannot: a control character, or a predicate that ends in no XML name.
    """
    import pyoxigraph

    said = canonical(Quad(*triple, _UNNAMED) for triple in triples)
    speller = Speller(prefixes)
    for quad in said:
        _check(quad)
        speller.iri(quad.predicate)
        if quad.predicate == RDF_TYPE and isinstance(quad.object, Iri):
            speller.iri(quad.object)
    theirs = _converter()
    text = pyoxigraph.serialize(
        [pyoxigraph.Triple(theirs(s), theirs(p), theirs(o)) for s, p, o, _ in said],  # type: ignore[arg-type] # subjects are nodes, predicates IRIs
        format=pyoxigraph.RdfFormat.RDF_XML,
        prefixes=speller.used,
    )
    # A reader of XML takes a bare carriage return for a line feed.
    return (text or b"").replace(b"\r", b"&#13;")


def _check(quad: Quad) -> None:
    predicate, term = quad.predicate.value, quad.object
    cut = max(predicate.rfind("/"), predicate.rfind("#"), predicate.rfind(":")) + 1
    if not _XML_NAME.fullmatch(predicate, cut):
        raise InputError(f"RDF/XML cannot name the predicate <{predicate}>; export another format, such as ttl")
    if isinstance(term, Literal) and (bad := _NOT_XML.search(term.text)):
        where = f"the text of {quad.subject.value}" if isinstance(quad.subject, Iri) else "a text"
        raise InputError(f"RDF/XML cannot hold U+{ord(bad[0]):04X}, in {where}; export another format, such as ttl")


def _converter() -> Callable[[Term], Theirs]:
    """The function from our terms to pyoxigraph's; each IRI is made once."""
    import pyoxigraph

    kept: dict[str, pyoxigraph.NamedNode] = {}

    def named(value: str) -> pyoxigraph.NamedNode:
        return kept.get(value) or kept.setdefault(value, pyoxigraph.NamedNode(value))

    def convert(term: Term) -> Theirs:
        if isinstance(term, Iri):
            return named(term.value)
        if isinstance(term, Blank):
            return pyoxigraph.BlankNode(term.label)
        if term.language:
            return pyoxigraph.Literal(term.text, language=term.language)
        return pyoxigraph.Literal(term.text, datatype=named(term.datatype))

    return convert
