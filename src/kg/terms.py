"""RDF terms as plain values, so that no room but the store's depends on an RDF library.

See RDF 1.1 Concepts, section 3: https://www.w3.org/TR/rdf11-concepts/#section-triples
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

XSD = "http://www.w3.org/2001/XMLSchema#"
XSD_STRING = XSD + "string"
RDF_LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"

# The escapes of canonical N-Triples: https://www.w3.org/TR/rdf12-n-triples/#canonical-ntriples
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_ESCAPED = re.compile(r'[\\"\x00-\x1f\x7f]')
_UNESCAPES = {escape[1]: character for character, escape in _ESCAPES.items()}
_ESCAPE = re.compile(r"\\(?:u([0-9A-F]{4})|(.))")
_LITERAL = re.compile(r'"(.*)"(?:@([^"]+)|\^\^<([^"]+)>)?', re.DOTALL)


@dataclass(frozen=True, slots=True, order=True)
class Iri:
    """An IRI in full, without angle brackets."""

    value: str

    # As a dataclass would have it, without a tuple each time: sets and dictionaries of IRIs are all over.
    def __hash__(self) -> int:
        return hash(self.value)

    def __eq__(self, other: object) -> bool:
        return self is other or (other.__class__ is Iri and self.value == other.value)


@dataclass(frozen=True, slots=True, order=True)
class Blank:
    """A blank node; its label means something only beside its neighbours."""

    label: str


@dataclass(frozen=True, slots=True, order=True)
class Literal:
    """A literal in the lexical form of its source; ``language`` is "" where there is none."""

    text: str
    datatype: str = XSD_STRING
    language: str = ""


Node = Iri | Blank
Term = Iri | Blank | Literal


class Triple(NamedTuple):
    """One statement."""

    subject: Node
    predicate: Iri
    object: Term


class Quad(NamedTuple):
    """One statement and the named graph it stands in."""

    subject: Node
    predicate: Iri
    object: Term
    graph: Iri

    @property
    def triple(self) -> Triple:
        """The statement alone."""
        return Triple(self.subject, self.predicate, self.object)


def text(value: str, language: str = "") -> Literal:
    """A string, or a string in a language.

    >>> text("西宁市", "zh")
    Literal(text='西宁市', datatype='http://www.w3.org/1999/02/22-rdf-syntax-ns#langString', language='zh')
    """
    return Literal(value, RDF_LANG_STRING if language else XSD_STRING, language)


def escape(value: str) -> str:
    r"""The string as it stands between the quotes of Turtle, N-Triples and SPARQL.

    >>> escape('a "b"\n')
    'a \\"b\\"\\n'
    """
    return _ESCAPED.sub(lambda match: _ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04X}", value)


def ntriples(term: Term) -> str:
    """The term in canonical N-Triples, which Turtle and SPARQL read too.

    >>> ntriples(text("财政部", "zh"))
    '"财政部"@zh'
    """
    if isinstance(term, Iri):
        return f"<{term.value}>"
    if isinstance(term, Blank):
        return f"_:{term.label}"
    if term.language:
        return f'"{escape(term.text)}"@{term.language}'
    if term.datatype == XSD_STRING:
        return f'"{escape(term.text)}"'
    return f'"{escape(term.text)}"^^<{term.datatype}>'


def from_ntriples(written: str) -> Term:
    """The term that ``ntriples`` wrote.

    >>> from_ntriples('"财政部"@zh') == text("财政部", "zh"), from_ntriples("<urn:a>")
    (True, Iri(value='urn:a'))
    """
    if written[0] == "<":
        return Iri(written[1:-1])
    if written[0] == "_":
        return Blank(written[2:])
    content, language, datatype = _LITERAL.fullmatch(written).groups()  # type: ignore[union-attr] # all else is a literal
    if "\\" in content:
        content = _ESCAPE.sub(lambda match: chr(int(match[1], 16)) if match[1] else _UNESCAPES[match[2]], content)
    return Literal(content, datatype or (RDF_LANG_STRING if language else XSD_STRING), language or "")
