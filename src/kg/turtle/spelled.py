r"""Terms and statements as canonical N-Quads spell them, taken apart without a parser.

For files that this program wrote and nobody has touched since; what others wrote goes through `kg.turtle.read`, which
says what is wrong where.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kg.terms import RDF_LANG_STRING, XSD_STRING, Blank, Iri, Literal, Quad

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.terms import Node, Term

    # Subject, predicate, object and graph.
    Spelled = tuple[str, str, str, str]

_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-F]{4})|(.))")
_LETTERS: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def split(line: str) -> Spelled:
    """The terms of a line.

    Raises:
        ValueError: it has too few.
    """
    subject, predicate, rest = line.split(" ", 2)
    said, graph, _ = rest.rsplit(" ", 2)
    return subject, predicate, said, graph


def term(text: str) -> Term:
    r"""The term that canonical N-Triples spell so.

    >>> term('"a\\tb"@en').text
    'a\tb'
    """
    if text[0] != '"':
        return node(text)
    end = text.rindex('"')
    value, suffix = text[1:end], text[end + 1 :]
    if "\\" in value:
        value = _ESCAPE.sub(_unescaped, value)
    if not suffix:
        return Literal(value, XSD_STRING)
    if suffix[0] == "@":
        return Literal(value, RDF_LANG_STRING, suffix[1:])
    return Literal(value, suffix[3:-1])


def node(text: str) -> Node:
    """The IRI or blank node that canonical N-Triples spell so."""
    return Iri(text[1:-1]) if text[0] == "<" else Blank(text[2:])


def quads(lines: Iterable[str]) -> Iterator[Quad]:
    """The statements of lines; equal nodes are one object.

    Raises:
        ValueError: a line has too few terms.
    """
    known: dict[str, Node] = {}
    for line in lines:
        subject, predicate, rest = line.split(" ", 2)
        said, graph, _ = rest.rsplit(" ", 2)
        yield Quad(
            known.get(subject) or known.setdefault(subject, node(subject)),
            known.get(predicate) or known.setdefault(predicate, node(predicate)),  # type: ignore[arg-type] # an IRI
            term(said) if said[0] == '"' else known.get(said) or known.setdefault(said, node(said)),
            known.get(graph) or known.setdefault(graph, node(graph)),  # type: ignore[arg-type] # likewise
        )


def _unescaped(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else _LETTERS.get(match[2], match[2])
