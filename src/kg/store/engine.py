"""The triple store behind a face so small that another engine is one file.

This one is Oxigraph (https://pyoxigraph.readthedocs.io). A store is written once, by ``create``, and only read
afterwards: Oxigraph leaves reading beside a writer undefined, so nothing here writes to a store that exists.

The default graph is the *set* of all statements, as SPARQL 1.1 has it
(https://www.w3.org/TR/sparql11-query/#rdfDataset). Oxigraph's own union of named graphs is a bag: a statement of two
sources would count twice. ``create`` therefore keeps the union as a graph of its own, and a choice of graphs that share
statements is merged in memory before it is asked.

Left to the caller: bounding a query's nesting, time and memory, and refusing ``SERVICE``, which Oxigraph follows.
``FROM`` is obeyed where no graphs are chosen and overruled where some are; several ``FROM`` merge as a bag.

Oxigraph keeps numbers as values: ``97.0`` comes back as ``97``, and types derived from xsd:integer as xsd:integer.
Language tags come back in lower case.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from kg.errors import SnapshotError
from kg.store.answer import Boolean, Graph, QueryFault, Rows, damaged, fault, guarded
from kg.store.convert import node, raw_iri, raw_node, raw_term, term
from kg.terms import Iri, Node, Quad, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

__all__ = ["Boolean", "Engine", "Graph", "QueryFault", "Rows", "create", "open"]

_STORE: Final = "oxigraph"
_SUMMARY: Final = "graphs.json"
_COUNTS: Final = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
_UNION: Final = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
_SHARING: Final = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } GRAPH ?other { ?s ?p ?o } FILTER(?g != ?other) }"


class Engine:
    """A store opened for reading; any number may be open on the same folder."""

    def __init__(self, store: ox.Store, graphs: dict[Iri, int], sharing: frozenset[Iri]) -> None:
        self._store = store
        self._graphs = graphs
        self._sharing = sharing

    def query(
        self, text: str, *, graphs: Sequence[Iri] | None = None, prefixes: Mapping[str, str] | None = None
    ) -> Rows | Graph | Boolean:
        """The answer to a SPARQL 1.1 query, over all graphs as one or over ``graphs`` alone.

        Args:
            text: the query.
            graphs: the graphs that the default graph merges and that ``GRAPH`` can reach; None for all. Those that
                share statements are copied into memory first, in time and space linear in their size.
            prefixes: declared before the query; the query's own declarations win.

        Raises:
            QueryFault: the query does not parse, or calls a function that there is not.
            SnapshotError: the store is damaged.
        """
        try:
            answer = self._asked(text, graphs, dict(prefixes or {}))
        except SyntaxError as error:
            raise fault(text, str(error)) from error
        except UnicodeEncodeError as error:
            line, column = text.count("\n", 0, error.start) + 1, error.start - text.rfind("\n", 0, error.start)
            raise QueryFault(line, column, f"{text[error.start]!a} is half a character") from error
        except (OSError, RuntimeError) as error:
            if "custom function" in str(error):
                raise QueryFault(1, 1, str(error)) from error
            raise damaged(error) from error
        if isinstance(answer, ox.QueryBoolean):
            return Boolean(answer)
        return Rows(answer) if isinstance(answer, ox.QuerySolutions) else Graph(answer)

    def _asked(
        self, text: str, graphs: Sequence[Iri] | None, prefixes: dict[str, str]
    ) -> ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean:
        if graphs is None:
            return self._store.query(text, prefixes=prefixes)
        chosen: list[Any] = [raw_iri(graph) for graph in dict.fromkeys(graphs)]  # Any: its lists are invariant
        if len(self._sharing.intersection(graphs)) > 1:
            merged = self._merged(chosen)
            return merged.query(text, prefixes=prefixes, default_graph=ox.DefaultGraph(), named_graphs=chosen)
        return self._store.query(text, prefixes=prefixes, default_graph=chosen, named_graphs=chosen)

    def _merged(self, chosen: Sequence[ox.NamedNode]) -> ox.Store:
        store = ox.Store()
        for graph in chosen:
            quads = list(self._store.quads_for_pattern(None, None, None, graph))
            store.bulk_extend(quads)
            store.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
        return store

    def quads(
        self,
        subject: Node | None = None,
        predicate: Iri | None = None,
        object: Term | None = None,  # noqa: A002 - RDF's own name for the position
        graph: Iri | None = None,
    ) -> Iterator[Quad]:
        """The statements that match what is given, once for each graph they stand in, in no order that means anything.

        Raises:
            SnapshotError: the store is damaged.
        """
        found = self._store.quads_for_pattern(
            None if subject is None else raw_node(subject),
            None if predicate is None else raw_iri(predicate),
            None if object is None else raw_term(object),
            None if graph is None else raw_iri(graph),
        )
        for quad in guarded(found):
            if isinstance(quad.graph_name, ox.NamedNode):
                name = Iri(quad.graph_name.value)
                yield Quad(node(quad.subject), Iri(quad.predicate.value), term(quad.object), name)

    def graphs(self) -> dict[Iri, int]:
        """The graphs and how many statements each holds, by name."""
        return dict(self._graphs)


def create(path: Path, quads: Iterable[Quad]) -> None:
    """Write a store of these statements into the new folder ``path``; a statement given twice is stored once.

    Raises:
        SnapshotError: the folder exists already, or cannot be written.
    """
    try:
        path.mkdir(parents=True)
        store = ox.Store(str(path / _STORE))
        store.bulk_extend(_stored(quads))
        store.optimize()
        store.flush()
        summary = json.dumps(_summary(store), indent=1)
        del store  # closes its files
        for log in (path / _STORE).glob("LOG*"):
            log.unlink()
        (path / _SUMMARY).write_text(summary, encoding="utf-8")
    except (OSError, RuntimeError) as error:
        raise SnapshotError(f"{path}: the store cannot be written: {error}") from error


def open(path: Path) -> Engine:  # noqa: A001 - read as engine.open
    """The store in the folder ``path``, for reading; a few milliseconds whatever its size.

    Raises:
        SnapshotError: there is no store, or it is damaged.
    """
    try:
        summary = json.loads((path / _SUMMARY).read_text(encoding="utf-8"))
        graphs = {Iri(name): int(count) for name, count in summary["graphs"].items()}
        return Engine(ox.Store.read_only(str(path / _STORE)), graphs, frozenset(map(Iri, summary["sharing"])))
    except (OSError, RuntimeError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise damaged(error) from error


def _stored(quads: Iterable[Quad]) -> Iterator[ox.Quad]:
    """Each statement in its graph and in the union."""
    for quad in quads:
        subject, predicate, value = raw_node(quad.subject), raw_iri(quad.predicate), raw_term(quad.object)
        yield ox.Quad(subject, predicate, value, raw_iri(quad.graph))
        yield ox.Quad(subject, predicate, value)


def _summary(store: ox.Store) -> dict[str, object]:
    """How many statements each graph holds, and which graphs hold some that another holds too."""
    counts = {row["g"].value: int(row["n"].value) for row in _select(store, _COUNTS)}
    (united,) = (int(row["n"].value) for row in _select(store, _UNION))
    sharing = [row["g"].value for row in _select(store, _SHARING)] if united < sum(counts.values()) else []
    return {"graphs": dict(sorted(counts.items())), "sharing": sorted(sharing)}


def _select(store: ox.Store, query: str) -> Any:  # noqa: ANN401 - pyoxigraph's type does not know SELECT from ASK
    return store.query(query)
