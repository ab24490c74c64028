"""The engine Oxigraph (https://pyoxigraph.readthedocs.io).

Oxigraph's own union of named graphs is a bag: a statement of two sources would count twice. The union is therefore kept
as a graph of its own, and a choice of graphs that share statements is merged in memory before it is asked, in time and
space linear in their size. Oxigraph leaves reading beside a writer undefined, so nothing here writes to a store that
exists. Several ``FROM`` merge as a bag.

It keeps numbers as values: ``97.0`` comes back as ``97``, and types derived from xsd:integer as xsd:integer.
"""

from __future__ import annotations

import json
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, TypeVar

import pyoxigraph as ox

from kg.store.answer import Boolean, Graph, QueryFault, Rows, damaged
from kg.store.convert import node, raw_iri, raw_node, raw_term, term
from kg.store.faults import fault, half
from kg.store.lines import lines
from kg.terms import Iri, Node, Quad, Term, Triple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kg.store.lines import Line
    from kg.store.written import Row

_Item = TypeVar("_Item")

_STORE: Final = "oxigraph"
_SUMMARY: Final = "graphs.json"
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
        self,
        text: str,
        *,
        graphs: Sequence[Iri] | None = None,
        named: Sequence[Iri] | None = None,
        prefixes: Mapping[str, str] | None = None,
    ) -> Rows | Graph | Boolean:
        """See ``kg.store.engine.Engine``."""
        try:
            answer = self._asked(text, graphs, graphs if named is None else named, dict(prefixes or {}))
        except SyntaxError as error:
            raise fault(text, str(error)) from error
        except UnicodeEncodeError as error:
            raise half(text) from error
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
        self, text: str, graphs: Sequence[Iri] | None, named: Sequence[Iri] | None, prefixes: dict[str, str]
    ) -> ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean:
        default: Any = None  # Any: its lists are invariant
        store = self._store
        reached: Any = None if named is None else [raw_iri(graph) for graph in dict.fromkeys(named)]
        if graphs is not None:
            default = [raw_iri(graph) for graph in dict.fromkeys(graphs)]
            if len(self._sharing.intersection(graphs)) > 1:
                store, default = self._merged(default, reached), ox.DefaultGraph()
        return store.query(text, prefixes=prefixes, default_graph=default, named_graphs=reached)

    def _merged(self, united: Sequence[ox.NamedNode], named: Sequence[ox.NamedNode]) -> ox.Store:
        """The graphs in memory: some united in the default graph, as a set, some by their names."""
        store = ox.Store()
        for graph in united:
            quads = self._store.quads_for_pattern(None, None, None, graph)
            store.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
        for graph in named:
            store.bulk_extend(self._store.quads_for_pattern(None, None, None, graph))
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
    aside, nodes = path / "plain.nq", []
    summary = _Summary()
    with aside.open("wb") as plain:
        for line in lines(quads):
            summary.add(line)
            if line.has_blank():  # it would get another label in each bulk load
                nodes.append(line.quad)
            else:
                plain.write(line.quad + line.triple if line.new else line.quad)
    # What is read here has been checked, or written by this program.
    store.bulk_load(path=str(aside), format=ox.RdfFormat.N_QUADS, lenient=True)
    aside.unlink()
    for quad in ox.parse(b"".join(nodes), format=ox.RdfFormat.N_QUADS, lenient=True):
        store.extend([quad, ox.Quad(quad.subject, quad.predicate, quad.object)])
    store.optimize()
    store.flush()
    del store  # closes its files
    for log in (path / _STORE).glob("LOG*"):
        log.unlink()
    (path / _SUMMARY).write_text(summary.to_json(), encoding="utf-8")


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
            content = answer.serialize(format=_FORMATS[form]) or b""
        except (OSError, RuntimeError) as error:
            raise damaged(error) from error
        # It writes a carriage return as it is, and readers of XML take that for a line feed:
        # https://www.w3.org/TR/xml/#sec-line-ends
        return content.replace(b"\r", b"&#xD;") if form == "xml" else content

    return write


class _Summary:
    """How many statements each graph holds, and which graphs may hold some that another holds too.

    Two spellings of one value are one statement to the store; so graphs that each give a node values of a type for one
    property count as sharing.
    """

    def __init__(self) -> None:
        self._counts: Counter[bytes] = Counter()
        self._sharing: set[bytes] = set()
        self._key = b""
        self._among: set[bytes] = set()

    def add(self, line: Line) -> None:
        """Count one statement; those with one subject and property come in a row."""
        self._counts[line.graph] += 1
        key = line.triple[: line.triple.rindex(b' "')] if b'"^^<' in line.triple else line.triple
        if key != self._key:
            self._key, self._among = key, set()
        self._among.add(line.graph)
        if len(self._among) > 1:
            self._sharing |= self._among

    def to_json(self) -> str:
        """What ``open`` reads."""
        counts = {name.decode(): count for name, count in sorted(self._counts.items())}
        return json.dumps({"graphs": counts, "sharing": sorted(map(bytes.decode, self._sharing))}, indent=1)
