"""A file of N-Quads, line by line, for engines that load files and not values."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Line(NamedTuple):
    """One statement.

    Attributes:
        quad: the line.
        triple: the line without the name of the graph.
        graph: that name, a bare IRI.
        new: whether the statement stood in no graph before.
    """

    quad: bytes
    triple: bytes
    graph: bytes
    new: bool

    def has_blank(self) -> bool:
        """Whether the statement may hold a blank node; where it does, it is so."""
        return self.quad.startswith(b"_:") or b"> _:" in self.quad


def lines(path: Path) -> Iterator[Line]:
    r"""The lines of a sorted file, each statement in a named graph; see ``kg.store.engine.load`` for its form."""
    before = b""
    with path.open("rb") as file:
        for line in file:
            # The name of the graph is an IRI, so the last space before it ends the statement.
            cut = line.rindex(b" <")
            triple = line[:cut] + b" .\n"
            yield Line(line, triple, line[cut + 2 : -4], triple != before)
            before = triple
