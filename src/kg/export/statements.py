"""The statements of a snapshot's file, one after the other in its order, each a handful of texts.

A snapshot keeps its statements as sorted canonical N-Quads in the lexical forms of the sources. What is exported is
read from there, since the store rewrites numbers, and is passed on line by line: memory does not grow with the graph.
Only statements with blank nodes are held, because the names of blank nodes come from all of them together.
"""

from __future__ import annotations

import mmap
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kg.errors import InputError, SnapshotError
from kg.terms import Iri, Quad, Triple
from kg.turtle.read import read_nquads, shown
from kg.turtle.spelled import node, split, term
from kg.turtle.write import nquads, ntriples_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from typing import IO

    from kg.turtle.spelled import Spelled

    Holds = Callable[[Iri], bool]
    Keeps = Callable[[Spelled], bool]


class Statements:
    """What an export holds, to be walked as often as a format needs.

    Args:
        path: canonical N-Quads, sorted.
        holds: whether a named graph is meant; asked once a graph and walk.
        more: statements that are added.
        keeps: whether a statement of such a graph is meant; all are, unless this is given.

    Raises:
        SnapshotError: the file cannot be read, or is no sorted canonical N-Quads.
    """

    def __init__(self, path: Path, holds: Holds, more: Iterable[Quad] = (), keeps: Keeps | None = None) -> None:
        self._path, self._holds, self._keeps = path, holds, keeps
        added = [*(quad(each) for each in self.with_blanks()), *more]
        self._quads = [*map(split, nquads(added))]
        lines = ntriples_lines(each.triple for each in added)
        self._triples = [(*split(f"{line[:-2]}<> .\n")[:3], "") for line in lines]

    def with_blanks(self) -> Iterator[Spelled]:
        """The statements in which a blank node takes part, under the names that the file gives."""
        found = _with_blanks(self._path, self._holds)
        return filter(self._keeps, found) if self._keeps else found

    def _without_blanks(self) -> Iterator[Spelled]:
        found = _without_blanks(self._path, self._holds)
        return filter(self._keeps, found) if self._keeps else found

    @property
    def blank_quads(self) -> list[Quad]:
        """Those in which a blank node takes part, their blank nodes named from the named graphs."""
        return [quad(each) for each in self._quads if _blank(each)]

    @property
    def blank_triples(self) -> list[Triple]:
        """Those in which a blank node takes part, as one graph, named from that graph alone."""
        return [triple(each) for each in self._triples if _blank(each)]

    def in_graphs(self) -> Iterator[Spelled]:
        """The statements in their named graphs, sorted, none twice."""
        return _merged(self._without_blanks(), self._quads)

    def united(self) -> Iterator[Spelled]:
        """The statements of all graphs as one, whose name is "", sorted, none twice."""
        return _merged(_in_one(self._without_blanks()), self._triples)


def quad(statement: Spelled) -> Quad:
    """The statement as values; its graph is the IRI "" where it has none."""
    return Quad(*triple(statement), Iri(statement[3][1:-1]))


def triple(statement: Spelled) -> Triple:
    """The statement as values, without its graph."""
    return Triple(node(statement[0]), Iri(statement[1][1:-1]), term(statement[2]))


def _blank(statement: Spelled) -> bool:
    return statement[0][0] == "_" or statement[2][0] == "_"


def _without_blanks(path: Path, holds: Holds) -> Iterator[Spelled]:
    """The statements that are meant and have no blank node, in the file's order."""
    meant: dict[str, bool] = {}
    with _opened(path) as file:
        for line in file:
            subject, predicate, rest = line.split(" ", 2)
            said, graph, _ = rest.rsplit(" ", 2)
            if graph not in meant:
                meant[graph] = holds(Iri(graph[1:-1]))
            if meant[graph] and subject[0] != "_" and said[0] != "_":
                yield subject, predicate, said, graph


def _with_blanks(path: Path, holds: Holds) -> Iterator[Spelled]:
    """The statements that are meant and have a blank node; looks at no other."""
    with _opened(path) as file:
        if not os.fstat(file.fileno()).st_size:
            return
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            at = content.find(b"_:")
            while at >= 0:
                end = content.find(b"\n", at) + 1 or len(content)
                found = split(content[content.rfind(b"\n", 0, at) + 1 : end].decode())
                if _blank(found) and holds(Iri(found[3][1:-1])):
                    yield found
                at = content.find(b"_:", end)


@contextmanager
def _opened(path: Path) -> Iterator[IO[str]]:
    """The file of statements; what goes wrong in reading it is told as what it is, a damaged snapshot."""
    try:
        with path.open(encoding="utf-8", newline="\n") as file:
            yield file
    except OSError as error:
        raise SnapshotError(f"{shown(path)}: cannot be read: {error.strerror or error}; run 'kg build'") from error
    except (ValueError, IndexError):  # no line of four terms, or no UTF-8
        raise damage(path) from None


def lines_of(file: IO[str]) -> Iterator[Spelled]:
    """The statements of a file that this room wrote, which is closed behind them."""
    with file:
        yield from map(split, file)


def damage(path: Path) -> SnapshotError:
    """What is wrong with the file, told by a reader that knows lines and columns."""
    try:
        for _ in read_nquads(path):
            pass
    except InputError as error:
        return SnapshotError(f"the snapshot is damaged: {error}; run 'kg build'")
    return SnapshotError(f"the snapshot is damaged: {shown(path)} is not what the build wrote; run 'kg build'")


def _in_one(found: Iterable[Spelled]) -> Iterator[Spelled]:
    """The statements without their graphs, each once; what several graphs say stands side by side."""
    last = ("", "", "")
    for subject, predicate, said, _ in found:
        if (here := (subject, predicate, said)) != last:
            yield subject, predicate, said, ""
            last = here


def _merged(plain: Iterable[Spelled], few: list[Spelled]) -> Iterator[Spelled]:
    """Two sorted sequences as one, each statement once; the second is walked from a list."""
    waiting = [*reversed(few)]
    for statement in plain:
        while waiting and waiting[-1] <= statement:
            if (found := waiting.pop()) != statement:
                yield found
        yield statement
    yield from reversed(waiting)
