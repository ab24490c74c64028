"""Graphs as files of N-Triples, which can be sent again and again."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, NamedTuple

from kg.push.digest import Fingerprint, Tally
from kg.terms import Triple, ntriples
from kg.turtle.read import read_nquads

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from kg.terms import Iri

_PIECE = 1 << 18


class Lines(NamedTuple):
    """A file of N-Triples, those with blank nodes last.

    Attributes:
        path: of the file.
        size: in bytes.
        fingerprint: of its statements.
        blank: how many of its last lines have blank nodes.
    """

    path: Path
    size: int
    fingerprint: Fingerprint
    blank: int

    def pieces(self) -> Iterator[bytes]:
        """The bytes of the file."""
        with self.path.open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece


class Body:
    """The bytes of a file, read anew by every one who iterates."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines

    def __iter__(self) -> Iterator[bytes]:
        return self._lines.pieces()


def split(quads: Path, graphs: Sequence[Iri], folder: Path) -> list[Lines]:
    """The statements of these graphs of an N-Quads file, a file for each in the folder; read once, and not kept.

    Raises:
        InputError: the file cannot be read.
    """
    paths = [folder / f"{number}.nt" for number, _ in enumerate(graphs)]
    tallies = {graph: Tally() for graph in graphs}
    with ExitStack() as stack:
        opened = [stack.enter_context(path.open("w", encoding="utf-8", newline="\n")) for path in paths]
        files = dict(zip(graphs, opened, strict=True))
        for quad in read_nquads(quads):
            if quad.graph in files and tallies[quad.graph].add(quad.triple):
                files[quad.graph].write(_line(quad.triple))
        for graph, tally in tallies.items():
            files[graph].writelines(map(_line, tally.blank))
    return [
        Lines(path, path.stat().st_size, tally.fingerprint(), len(tally.blank))
        for path, tally in zip(paths, tallies.values(), strict=True)
    ]


def _line(triple: Triple) -> str:
    return f"{' '.join(map(ntriples, triple))} .\n"
