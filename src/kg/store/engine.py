"""The face of a triple store, so small that an engine is one file, and the engines there are.

A store is written once, by ``create`` or ``load``, and only read afterwards. Whatever the engine:

- The default graph is the *set* of all statements, as SPARQL 1.1 has it
  (https://www.w3.org/TR/sparql11-query/#rdfDataset): a statement of two sources counts once. ``GRAPH`` reaches the
  named graphs. A choice of graphs hides all others, and its default graph is a set as well.
- Language tags come back in lower case.

Left to the caller: bounding a query's nesting, time and memory, and refusing ``SERVICE``, which an engine may follow.
"""

from __future__ import annotations

import os
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final, Protocol

from kg.errors import InputError, SnapshotError
from kg.store.answer import Boolean, Graph, QueryFault, Rows, damaged
from kg.terms import ntriples

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kg.terms import Iri, Node, Quad, Term

__all__ = ["ENGINES", "Boolean", "Engine", "Graph", "QueryFault", "Rows", "create", "load", "open", "usual"]

# From an engine's name to its module, which has ``load(path, quads)`` and ``open(path)``.
ENGINES: Final = {"sparq": "kg.store.sparq", "oxigraph": "kg.store.oxigraph"}
CHOICE: Final = "KG_STORE"  # an environment variable: the engine that is to be used
_NAME: Final = "engine"
_QUADS: Final = "quads.nq"


class Engine(Protocol):
    """A store opened for reading; any number may be open on the same data."""

    def query(
        self,
        text: str,
        *,
        graphs: Sequence[Iri] | None = None,
        named: Sequence[Iri] | None = None,
        prefixes: Mapping[str, str] | None = None,
    ) -> Rows | Graph | Boolean:
        """The answer to a SPARQL 1.1 query, over all graphs as one or over ``graphs`` alone.

        Args:
            text: the query.
            graphs: those that the default graph unites, whatever ``FROM`` says; None for all, and then ``FROM`` is
                obeyed.
            named: those that ``GRAPH`` can reach; None for ``graphs``.
            prefixes: declared before the query; the query's own declarations win.

        Raises:
            QueryFault: the query does not parse, or calls a function that there is not.
            SnapshotError: the store is damaged.
        """
        ...

    def quads(
        self,
        subject: Node | None = None,
        predicate: Iri | None = None,
        object: Term | None = None,  # noqa: A002 - RDF's own name for the position
        graph: Iri | None = None,
    ) -> Iterator[Quad]:
        """The statements that match what is given, once for each graph they stand in, in no order that means anything.

        The first comes at once, however many there are.

        Raises:
            SnapshotError: the store is damaged.
        """
        ...

    def graphs(self) -> dict[Iri, int]:
        """The graphs and how many statements each holds, by name."""
        ...


class _Module(Protocol):
    """What the module of an embedded engine has."""

    def load(self, path: Path, quads: Path) -> None: ...

    def open(self, path: Path) -> Engine: ...


def usual() -> str:
    """The engine to use where a call names none: what ``KG_STORE`` says, else the fastest that is installed here.

    Raises:
        InputError: ``KG_STORE`` names none.
    """
    if chosen := os.environ.get(CHOICE):
        return _known(chosen)
    return "sparq" if find_spec("sparq") else "oxigraph"


def create(path: Path, quads: Iterable[Quad], *, engine: str | None = None) -> None:
    """Write a store of these statements into the new folder ``path``; a statement given twice is stored once.

    Raises:
        InputError: no such engine.
        SnapshotError: the folder exists already, or cannot be written.
    """
    aside = path.with_name(f"{path.name}.{_QUADS}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with aside.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(sorted({f"{' '.join(map(ntriples, quad))} .\n" for quad in quads}))
        load(path, aside, engine=engine)
    except OSError as error:
        raise _unwritten(path, error) from error
    finally:
        aside.unlink(missing_ok=True)


def load(path: Path, quads: Path, *, engine: str | None = None) -> None:
    r"""Write a store of the statements of a file into the new folder ``path``, without a value of Python for any.

    Args:
        path: the folder to make.
        quads: sorted N-Quads as ``kg.turtle.write.nquads`` has them: none twice, one space between terms and before the
            full stop, each statement in a named graph.
        engine: one of ``ENGINES``; None for the usual one.

    Raises:
        InputError: no such engine.
        SnapshotError: the folder exists already, or cannot be written.
    """
    name = engine or usual()
    made = _module(name)
    try:
        path.mkdir(parents=True)
        made.load(path, quads)
        (path / _NAME).write_text(f"{name}\n", encoding="ascii")
    except (OSError, RuntimeError, ValueError) as error:
        raise _unwritten(path, error) from error


def open(path: Path) -> Engine:  # noqa: A001 - read as engine.open
    """The store in the folder ``path``, for reading; a few milliseconds whatever its size.

    Raises:
        InputError: ``KG_STORE`` names an engine that it was not written for.
        SnapshotError: there is no store, or it is damaged.
    """
    try:
        name = (path / _NAME).read_text(encoding="ascii").strip()
        if name not in ENGINES:
            raise damaged(f"no engine is called {name[:40]!r}")
        return _module(_openable(name)).open(path)
    except (OSError, ValueError) as error:
        raise damaged(error) from error


def _openable(written: str) -> str:
    """The engine that opens a store which was written for another, or for itself: that of sparq has both."""
    chosen = _known(os.environ.get(CHOICE) or written)
    if written not in {chosen, "sparq"}:
        raise InputError(f"the snapshot was built for {written}; 'kg --store {chosen} build' makes one for {chosen}")
    return chosen


def _known(engine: str) -> str:
    if engine not in ENGINES:
        raise InputError(f"no engine '{engine}' for the store; choose one of {', '.join(ENGINES)}")
    return engine


def _module(engine: str) -> _Module:
    found: _Module = import_module(ENGINES[_known(engine)])
    return found


def _unwritten(path: Path, error: Exception) -> SnapshotError:
    return SnapshotError(f"{path}: the store cannot be written: {error}")
