"""Statements of several named graphs, a graph at a time."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

from kg.export.statements import lines_of
from kg.turtle.order import natural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import IO

    from kg.turtle.spelled import Spelled


def parted(found: Iterable[Spelled]) -> Iterator[tuple[str, Iterator[Spelled]]]:
    """The graphs by natural order of their names, each as it is spelled and with its statements in their order.

    What is not yet taken lies on disk.
    """
    files: dict[str, IO[str]] = {}
    for subject, predicate, said, graph in found:
        file = files.get(graph)
        if file is None:
            # Closed, and so removed, when the last to read it lets go.
            file = files[graph] = tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n")  # noqa: SIM115
        file.write(f"{subject} {predicate} {said} {graph} .\n")
    for graph in sorted(files, key=lambda name: (natural(name), name)):
        file = files[graph]
        file.seek(0)
        yield graph, lines_of(file)
