"""The formats, each as a function from statements to pieces of UTF-8."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from kg.export.blocks import Blocks
from kg.export.jsonld import jsonld
from kg.export.parted import parted
from kg.export.rdfxml import rdfxml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kg.export.statements import Statements

    # From statements, prefixes and a JSON-LD context, which most have no use for.
    Writer = Callable[[Statements, Mapping[str, str], Mapping[str, Any]], Iterator[bytes]]  # Any: JSON

_PIECE: Final = 4096  # statements


def _turtle(statements: Statements, prefixes: Mapping[str, str], _context: Mapping[str, Any]) -> Iterator[bytes]:
    blocks = Blocks(prefixes, statements.blank_triples)
    parts = blocks.of(statements.united())
    first = next(parts, None)
    yield from _spaced(blocks.declarations(), *([first] if first else []))
    for part in parts:
        yield b"\n" + part


def _trig(statements: Statements, prefixes: Mapping[str, str], _context: Mapping[str, Any]) -> Iterator[bytes]:
    blocks = Blocks(prefixes, statements.blank_quads)
    graphs = []
    for graph, found in parted(statements.in_graphs()):
        parts = blocks.of(found)
        graphs.append((blocks.named(graph), next(parts, b""), parts))
    yield from _spaced(blocks.declarations())
    for number, (name, first, parts) in enumerate(graphs):
        yield from _spaced(b"" if number == 0 and not blocks.speller.used else b"\n" + name, first)
        for part in parts:
            yield b"\n" + part
        yield b"\n}\n"


def _spaced(*parts: bytes) -> Iterator[bytes]:
    yield b"\n".join(part for part in parts if part)


def _ntriples(statements: Statements, _prefixes: Mapping[str, str], _context: Mapping[str, Any]) -> Iterator[bytes]:
    return _joined(f"{s} {p} {o} .\n" for s, p, o, _ in statements.united())


def _nquads(statements: Statements, _prefixes: Mapping[str, str], _context: Mapping[str, Any]) -> Iterator[bytes]:
    return _joined(f"{s} {p} {o} {g} .\n" for s, p, o, g in statements.in_graphs())


def _joined(lines: Iterator[str]) -> Iterator[bytes]:
    while piece := "".join(islice(lines, _PIECE)):
        yield piece.encode()


WRITERS: Final[dict[str, Writer]] = {
    "ttl": _turtle,
    "trig": _trig,
    "nt": _ntriples,
    "nq": _nquads,
    "jsonld": jsonld,
    "xml": rdfxml,
}
