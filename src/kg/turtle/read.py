"""Turtle and N-Quads as values: read by pyoxigraph, every literal in the lexical form that stands in the file.

Numbers, dates and IRIs come as they are written, nothing is normalised; only language tags come in lower case,
which is their value space (RDF 1.1 Concepts, section 3.3). Blank nodes are renamed after their file, in order of
appearance, so that two files never share one by accident.
"""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from kg.errors import InputError, SyntaxFault
from kg.terms import RDF_LANG_STRING, Blank, Iri, Literal, Quad, Triple
from kg.turtle.faults import beyond_rdf11, explain, not_utf8
from kg.turtle.order import RDF

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import IO

    from kg.terms import Node, Term

_BOM = "\ufeff"


class Readable(Protocol):
    """What can be read as a file can."""

    def read(self, size: int = -1, /) -> bytes:
        """At most so many bytes; none at the end."""
        ...


def read(path: Path, graph: Iri) -> list[Quad]:
    """The statements of a Turtle file as quads of one named graph, in the order of the file.

    Raises:
        InputError: the file is missing or cannot be read.
        SyntaxFault: it is not Turtle in UTF-8; the text says file, line, column, what is wrong and what to do.
    """
    return [Quad(*triple, graph) for triple in parse(text_of(path), name=shown(path))]


def text_of(path: Path) -> str:
    """The file's text, read once, without byte order mark; line ends as they are.

    Raises:
        InputError: the file is missing or cannot be read.
        SyntaxFault: it is not UTF-8.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{shown(path)}: cannot be read: {error.strerror or error}; check the path") from error
    try:
        return data.decode("utf-8").removeprefix(_BOM)
    except UnicodeDecodeError as error:
        raise not_utf8(shown(path), data, error) from None


def shown(path: Path) -> str:
    """The path as messages show it: relative to where the user stands, if it lies below."""
    absolute, here = path.resolve(), Path.cwd()
    return str(absolute.relative_to(here)) if absolute.is_relative_to(here) else str(path)


def parse(text: str, *, name: str) -> list[Triple]:
    """The statements of a Turtle text, in its order, repeated ones repeated.

    Args:
        text: RDF 1.1 Turtle; a relative IRI without @base is an error.
        name: how messages call the text, and what its blank nodes are named after.

    Raises:
        SyntaxFault: it is not Turtle, or uses what only RDF 1.2 knows.

    >>> parse("<urn:xining> <urn:rate> 97.0 .", name="x.ttl")[0].object.text
    '97.0'
    """
    return parse_with_prefixes(text, name=name)[0]


def parse_with_prefixes(text: str, *, name: str) -> tuple[list[Triple], dict[str, str]]:
    """As `parse`, and the prefixes that the text declares; the last declaration of a prefix counts."""
    import pyoxigraph

    text = text.removeprefix(_BOM)
    parser = pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.TURTLE)
    term = _converter(name)
    try:
        triples = [
            Triple(cast("Node", term(quad.subject)), cast("Iri", term(quad.predicate)), term(quad.object))
            for quad in parser
        ]
    except SyntaxError as error:
        raise explain(name, text, error) from None
    except _BeyondRdf11:
        raise beyond_rdf11(name, text) from None
    return triples, dict(parser.prefixes)


def resolved(reference: str, base: str | None) -> str:
    """The IRI that a reference means: itself if it is absolute, else resolved against the base (RFC 3986, 5.2).

    >>> resolved("../b", "http://example.org/x/y")
    'http://example.org/b'
    """
    if base is None:
        return reference
    import pyoxigraph

    text = f"<{reference}> <{RDF}type> <{RDF}nil> ."
    (quad,) = pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.TURTLE, base_iri=base)
    return str(quad.subject.value)


def read_nquads(path: Path) -> Iterator[Quad]:
    """The statements of an N-Quads file, one by one; blank nodes keep their labels.

    Raises:
        InputError: the file is missing, or a statement stands in no named graph.
        SyntaxFault: it is not RDF 1.1 N-Quads.
    """
    import pyoxigraph

    try:
        parser = pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.N_QUADS)
    except OSError as error:
        raise InputError(f"{shown(path)}: cannot be read: {error.strerror or error}; check the path") from error
    term = _converter(None)
    try:
        for quad in parser:
            graph = quad.graph_name
            if isinstance(graph, pyoxigraph.DefaultGraph):
                raise InputError(f"{shown(path)}: {quad} stands in no named graph; write the graph's IRI behind it")
            yield Quad(
                cast("Node", term(quad.subject)),
                cast("Iri", term(quad.predicate)),
                term(quad.object),
                cast("Iri", term(graph)),
            )
    except SyntaxError as error:
        reason = str(error.args[0]).partition(": ")[2]
        raise SyntaxFault(f"{shown(path)}:{error.lineno}:{error.offset}: not N-Quads: {reason}; correct it") from None
    except _BeyondRdf11:
        raise SyntaxFault(f"{shown(path)}: a term that only RDF 1.2 knows; write RDF 1.1") from None


def read_ntriples(stream: Readable, *, name: str) -> Iterator[Triple]:
    """The statements of N-Triples as they come, one by one; blank nodes keep their labels.

    Args:
        stream: what is read, as far as the statements are asked for.
        name: how messages call it.

    Raises:
        SyntaxFault: it is not RDF 1.1 N-Triples.
    """
    import pyoxigraph

    term = _converter(None)
    try:
        for quad in pyoxigraph.parse(cast("IO[bytes]", stream), format=pyoxigraph.RdfFormat.N_TRIPLES):
            yield Triple(cast("Node", term(quad.subject)), cast("Iri", term(quad.predicate)), term(quad.object))
    except SyntaxError as error:
        reason = str(error.args[0]).partition(": ")[2]
        raise SyntaxFault(f"{name}:{error.lineno}:{error.offset}: not N-Triples: {reason}") from None
    except _BeyondRdf11:
        raise SyntaxFault(f"{name}: a term that only RDF 1.2 knows") from None


class _BeyondRdf11(Exception):
    """A triple as a term, or a string with a base direction."""


def _converter(file: str | None) -> Callable[[object], Term]:
    """The function from pyoxigraph's terms to ours; equal terms give the same object.

    Args:
        file: what blank nodes are named after; None keeps their labels.
    """
    from pyoxigraph import BlankNode, NamedNode
    from pyoxigraph import Literal as TheirLiteral

    stem = None if file is None else f"f{zlib.crc32(file.encode()):08x}n"
    iris: dict[str, Iri] = {}
    blanks: dict[str, Blank] = {}

    def convert(term: object) -> Term:
        if isinstance(term, NamedNode):
            value = term.value
            return iris.get(value) or iris.setdefault(value, Iri(value))
        if isinstance(term, TheirLiteral):
            if term.direction is not None:
                raise _BeyondRdf11
            if term.language:
                return Literal(term.value, RDF_LANG_STRING, term.language)
            return Literal(term.value, term.datatype.value)
        if isinstance(term, BlankNode):
            label = term.value
            fresh = label if stem is None else f"{stem}{len(blanks)}"
            return blanks.get(label) or blanks.setdefault(label, Blank(fresh))
        raise _BeyondRdf11

    return convert
