"""The engine Oxigraph (https://pyoxigraph.readthedocs.io).

Oxigraph's own union of named graphs is a bag: a statement of two sources would count twice. The union is therefore kept
as a graph of its own, and a choice of graphs that share statements is merged in memory before it is asked, in time and
space linear in their size. Oxigraph leaves reading beside a writer undefined, so nothing here writes to a store that
exists. Several ``FROM`` merge as a bag.

It keeps numbers as values: ``97.0`` comes back as ``97``, and types derived from xsd:integer as xsd:integer.
"""

from __future__ import annotations

import json
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, TypeVar

import pyoxigraph as ox

from kg.store.answer import Boolean, Graph, QueryFault, Rows, damaged
from kg.store.convert import node, raw_iri, raw_node, raw_term, term
from kg.store.faults import fault, half
from kg.terms import Iri, Node, Quad, Term, Triple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kg.store.written import Row

_Item = TypeVar("_Item")

_STORE: Final = "oxigraph"
_SUMMARY: Final = "graphs.json"
_PLAIN: Final = "plain.nq"
_COUNTS: Final = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
_UNITED: Final = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
_SHARING: Final = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } GRAPH ?other { ?s ?p ?o } FILTER(?g != ?other) }"
_FORMATS: Final = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}


class Oxigraph:
    """A store opened for reading."""

    def __init__(self, store: ox.Store, graphs: dict[Iri, int], sharing: frozenset[Iri]) -> None:
        self._store = store
        self._graphs = graphs
        self._sharing = sharing

    def query(
        self, text: str, *, graphs: Sequence[Iri] | None = None, prefixes: Mapping[str, str] | None = None
    ) -> Rows | Graph | Boolean:
        """See ``kg.store.engine.Engine``."""
        try:
            answer = self._asked(text, graphs, dict(prefixes or {}))
        except SyntaxError as error:
            raise fault(text, str(error)) from error
        except UnicodeEncodeError as error:
            raise half(text, error) from error
        except (OSError, RuntimeError) as error:
            if "custom function" in str(error):
                raise QueryFault(1, 1, str(error)) from error
            raise damaged(error) from error
        if isinstance(answer, ox.QueryBoolean):
            return Boolean(bool(answer))
        if isinstance(answer, ox.QuerySolutions):
            return Rows([variable.value for variable in answer.variables], _rows(answer), _writer(answer))
        return Graph(_triples(answer))

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
        """See ``kg.store.engine.Engine``."""
        parts = (
            None if subject is None else raw_node(subject),
            None if predicate is None else raw_iri(predicate),
            None if object is None else raw_term(object),
        )
        # Graph by graph: asked for all at once, the store tells the union's copies first, however many they are.
        names = list(self._graphs) if graph is None else [graph]
        found = (self._store.quads_for_pattern(*parts, raw_iri(name)) for name in names)
        for quad in guarded(chain.from_iterable(found)):
            name = Iri(quad.graph_name.value)  # type: ignore[union-attr] # only named graphs were asked for
            yield Quad(node(quad.subject), Iri(quad.predicate.value), term(quad.object), name)

    def graphs(self) -> dict[Iri, int]:
        """See ``kg.store.engine.Engine``."""
        return dict(self._graphs)


def load(path: Path, quads: Path) -> None:
    """Write a store of a file of N-Quads into the folder ``path``.

    Raises:
        OSError: the folder cannot be written.
        ValueError: a line is no statement.
    """
    store = ox.Store(str(path / _STORE))
    aside, nodes = path / _PLAIN, []
    with quads.open("rb") as lines, aside.open("wb") as plain:
        for line in lines:
            # A blank node would get another label in each bulk load.
            if line.startswith(b"_:") or b"> _:" in line:
                nodes.append(line)
            else:
                # The name of the graph is an IRI, so the last space before it is the statement's own.
                plain.write(line + line[: line.rindex(b" <")] + b" .\n")
    # What is read here has been checked, or written by this program.
    store.bulk_load(path=str(aside), format=ox.RdfFormat.N_QUADS, lenient=True)
    aside.unlink()
    for quad in ox.parse(b"".join(nodes), format=ox.RdfFormat.N_QUADS, lenient=True):
        store.extend([quad, ox.Quad(quad.subject, quad.predicate, quad.object)])
    store.optimize()
    store.flush()
    summary = json.dumps(_summary(store), indent=1)
    del store  # closes its files
    for log in (path / _STORE).glob("LOG*"):
        log.unlink()
    (path / _SUMMARY).write_text(summary, encoding="utf-8")


def open(path: Path) -> Oxigraph:  # noqa: A001 - as the face calls it
    """The store in the folder ``path``.

    Raises:
        OSError: it cannot be read.
        ValueError: it is damaged.
    """
    try:
        summary = json.loads((path / _SUMMARY).read_text(encoding="utf-8"))
        graphs = {Iri(name): int(count) for name, count in summary["graphs"].items()}
        return Oxigraph(ox.Store.read_only(str(path / _STORE)), graphs, frozenset(map(Iri, summary["sharing"])))
    except (RuntimeError, KeyError, AttributeError, TypeError) as error:
        raise ValueError(str(error)) from error


def guarded(stream: Iterable[_Item]) -> Iterator[_Item]:
    """The items of a stream from the store.

    Raises:
        SnapshotError: the store turns out to be damaged on the way.
    """
    try:
        yield from stream
    except (OSError, RuntimeError) as error:
        raise damaged(error) from error


def _rows(answer: ox.QuerySolutions) -> Iterator[Row]:
    for row in guarded(answer):
        yield tuple(None if raw is None else term(raw) for raw in row)


def _triples(answer: ox.QueryTriples) -> Iterator[Triple]:
    for raw in guarded(answer):
        yield Triple(node(raw.subject), Iri(raw.predicate.value), term(raw.object))


def _writer(answer: ox.QuerySolutions) -> Callable[[str], bytes]:
    def write(form: str) -> bytes:
        try:
            return answer.serialize(format=_FORMATS[form]) or b""
        except (OSError, RuntimeError) as error:
            raise damaged(error) from error

    return write


def _summary(store: ox.Store) -> dict[str, object]:
    """How many statements each graph holds, and which graphs hold some that another holds too."""
    counts = {row["g"].value: int(row["n"].value) for row in _select(store, _COUNTS)}
    (united,) = (int(row["n"].value) for row in _select(store, _UNITED))
    sharing = [row["g"].value for row in _select(store, _SHARING)] if united < sum(counts.values()) else []
    return {"graphs": dict(sorted(counts.items())), "sharing": sorted(sharing)}


def _select(store: ox.Store, query: str) -> Any:  # noqa: ANN401 - pyoxigraph's type does not know SELECT from ASK
    return store.query(query)
