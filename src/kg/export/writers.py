"""The formats, each as a function from statements to pieces of UTF-8."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from kg.export.blocks import Blocks
from kg.export.context import read
from kg.export.drawn import gexf, graphml
from kg.export.jsonld import jsonld
from kg.export.parted import parted
from kg.export.rdfxml import rdfxml
from kg.export.sheets import xlsx
from kg.export.sssom import sssom

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from kg.export.statements import Statements


@dataclass(frozen=True, slots=True)
class Style:
    """What some formats ask for besides the statements.

    Attributes:
        context: for JSON-LD, a file of its own whose context gives short names; without it names have prefixes.
        language: of a workbook's headings and names, ``zh`` or ``en``.
        placed: whether nodes of GraphML and GEXF stand somewhere.
    """

    context: Path | None = None
    language: str = "zh"
    placed: bool = False


if TYPE_CHECKING:
    Writer = Callable[[Statements, Mapping[str, str], Style], Iterator[bytes]]

_PIECE: Final = 4096  # statements


def _turtle(statements: Statements, prefixes: Mapping[str, str], _style: Style) -> Iterator[bytes]:
    blocks = Blocks(prefixes, statements.blank_triples)
    parts = blocks.of(statements.united())
    first = next(parts, None)
    yield from _spaced(blocks.declarations(), *([first] if first else []))
    for part in parts:
        yield b"\n" + part


def _trig(statements: Statements, prefixes: Mapping[str, str], _style: Style) -> Iterator[bytes]:
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


def _ntriples(statements: Statements, _prefixes: Mapping[str, str], _style: Style) -> Iterator[bytes]:
    return _joined(f"{s} {p} {o} .\n" for s, p, o, _ in statements.united())


def _nquads(statements: Statements, _prefixes: Mapping[str, str], _style: Style) -> Iterator[bytes]:
    return _joined(f"{s} {p} {o} {g} .\n" for s, p, o, g in statements.in_graphs())


def _joined(lines: Iterator[str]) -> Iterator[bytes]:
    while piece := "".join(islice(lines, _PIECE)):
        yield piece.encode()


def _jsonld(statements: Statements, prefixes: Mapping[str, str], style: Style) -> Iterator[bytes]:
    return jsonld(statements, prefixes, read(style.context) if style.context else {})


def _rdfxml(statements: Statements, prefixes: Mapping[str, str], _style: Style) -> Iterator[bytes]:
    return rdfxml(statements, prefixes)


def _graphml(statements: Statements, _prefixes: Mapping[str, str], style: Style) -> Iterator[bytes]:
    return graphml(statements, placed=style.placed)


def _gexf(statements: Statements, _prefixes: Mapping[str, str], style: Style) -> Iterator[bytes]:
    return gexf(statements, placed=style.placed)


def _xlsx(statements: Statements, _prefixes: Mapping[str, str], style: Style) -> Iterator[bytes]:
    return xlsx(statements, style.language)


def _sssom(statements: Statements, _prefixes: Mapping[str, str], _style: Style) -> Iterator[bytes]:
    return sssom(statements)


WRITERS: Final[dict[str, Writer]] = {
    "ttl": _turtle,
    "trig": _trig,
    "nt": _ntriples,
    "nq": _nquads,
    "jsonld": _jsonld,
    "xml": _rdfxml,
    "graphml": _graphml,
    "gexf": _gexf,
    "xlsx": _xlsx,
    "sssom": _sssom,
}
