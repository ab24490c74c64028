"""A graph's digest by RDF Dataset Canonicalization: equal for equal graphs, whatever names their blank nodes have.

SHA-256 of the canonical N-Quads of RDFC-1.0, https://www.w3.org/TR/rdf-canon/. The canonical names of blank nodes come
from the statements they take part in alone, so only those are canonicalised, and the others are streamed past.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from kg.turtle.formats import canonical_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.export.statements import Statements
    from kg.turtle.spelled import Spelled


def digest(statements: Statements, *, apart: bool) -> str:
    """The digest in hex.

    Args:
        statements: whose.
        apart: whether the named graphs count, as in formats that keep them apart, or all is one graph.
    """
    if apart:
        lines = (" ".join(each) + " .\n" for each in _plain(statements.in_graphs()))
        blank = canonical_lines(statements.blank_quads)
    else:
        lines = (" ".join(each[:3]) + " .\n" for each in _plain(statements.united()))
        blank = canonical_lines(statements.blank_triples)
    found = sha256()
    for line in _merged(lines, sorted(blank)):
        found.update(line.encode())
    return found.hexdigest()


def _plain(statements: Iterable[Spelled]) -> Iterator[Spelled]:
    return (each for each in statements if each[0][0] != "_" and each[2][0] != "_")


def _merged(lines: Iterable[str], few: list[str]) -> Iterator[str]:
    """Two sorted sequences of lines as one."""
    waiting = few[::-1]
    for line in lines:
        while waiting and waiting[-1] < line:
            yield waiting.pop()
        yield line
    yield from reversed(waiting)
