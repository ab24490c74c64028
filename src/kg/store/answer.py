"""What a query gives back: rows, statements, or yes and no."""

from __future__ import annotations

import json
import re
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

import pyoxigraph as ox

from kg.errors import InputError, SnapshotError, SyntaxFault
from kg.store.convert import node, term
from kg.terms import Blank, Iri, Term, Triple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

_Stream = TypeVar("_Stream", ox.QuerySolutions, ox.QueryTriples)
_Item = TypeVar("_Item")

_TABLE_FORMATS: Final = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_GRAPH_FORMATS: Final = {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES}

_POSITION = re.compile(r"error at (\d+):(\d+): *(.*)", re.DOTALL)
_KEYWORD = re.compile(r"[A-Za-z]\w+")
_ANYTHING: Final = "[_]"
# What XML 1.0 cannot carry, not even escaped: https://www.w3.org/TR/xml/#charsets
_NOT_IN_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")


class QueryFault(SyntaxFault):
    """A query does not parse.

    Attributes:
        line: where, from 1.
        column: where in the line, in characters from 1, as near as the parser tells; one past the last where the query
            ends too early.
        detail: what the parser says, in its own words.
    """

    def __init__(self, line: int, column: int, detail: str) -> None:
        super().__init__(f"query:{line}:{column}: {detail}")
        self.line = line
        self.column = column
        self.detail = detail


class _Result(Generic[_Stream]):
    """A result that streams from the store and can therefore be read only once."""

    def __init__(self, stream: _Stream) -> None:
        self._stream: _Stream | None = stream

    def _take(self) -> _Stream:
        stream, self._stream = self._stream, None
        if stream is None:
            raise RuntimeError("this result has been read already; keep what you read, or run the query again")
        return stream


class Rows(_Result[ox.QuerySolutions]):
    """The solutions of a SELECT, in the query's order; read once, by iterating or by ``serialize``.

    Attributes:
        variables: the names of the columns, without question marks.
    """

    def __init__(self, stream: ox.QuerySolutions) -> None:
        super().__init__(stream)
        self.variables: tuple[str, ...] = tuple(variable.value for variable in stream.variables)

    def __iter__(self) -> Iterator[tuple[Term | None, ...]]:
        """One tuple a solution, as wide as ``variables``; None where a variable is unbound."""
        for row in guarded(self._take()):
            yield tuple(None if raw is None else term(raw) for raw in row)

    def first(self, most: int) -> tuple[Rows, bool]:
        """The first rows, read now, and whether there are more."""
        rows = list(islice(self, most + 1))
        # Oxigraph writes only what it read: the rows go back to it in the one format that is made by hand.
        bindings = [
            {name: _described(value) for name, value in zip(self.variables, row, strict=True) if value is not None}
            for row in rows[:most]
        ]
        content = json.dumps({"head": {"vars": self.variables}, "results": {"bindings": bindings}})
        stream: Any = ox.parse_query_results(content, ox.QueryResultsFormat.JSON)  # Any: it may be a truth value
        return Rows(stream), len(rows) > most

    def serialize(self, form: str) -> bytes:
        """The result in a W3C format: ``json``, ``xml``, ``csv`` or ``tsv``.

        Raises:
            InputError: no such format, or ``xml`` of a value that holds a character XML cannot carry.
        """
        content = _bytes(_known(form, _TABLE_FORMATS), self._take().serialize)
        if form == "xml" and (bad := _NOT_IN_XML.search(content)):
            raise InputError(f"a value holds the character {bad[0].decode()!a}, which XML cannot carry; choose json")
        return content


class Graph(_Result[ox.QueryTriples]):
    """The statements of a CONSTRUCT or DESCRIBE; read once, by iterating or by ``serialize``."""

    def __iter__(self) -> Iterator[Triple]:
        """The statements, each once, in no order that means anything."""
        for raw in guarded(self._take()):
            yield Triple(node(raw.subject), Iri(raw.predicate.value), term(raw.object))

    def first(self, most: int) -> tuple[Graph, bool]:
        """As many statements, read now, and whether there are more."""
        raw = list(islice(guarded(self._take()), most + 1))
        store = ox.Store()
        store.extend(ox.Quad(*triple) for triple in raw[:most])
        stream: Any = store.query("CONSTRUCT WHERE { ?s ?p ?o }")  # Any: its type does not know the form of a query
        return Graph(stream), len(raw) > most

    def serialize(self, form: str) -> bytes:
        """The statements as ``nt`` or ``ttl``.

        Raises:
            InputError: no such format.
        """
        return _bytes(_known(form, _GRAPH_FORMATS), self._take().serialize)


class Boolean:
    """The answer of an ASK.

    Attributes:
        value: the answer.
    """

    def __init__(self, raw: ox.QueryBoolean) -> None:
        self._raw = raw
        self.value = bool(raw)

    def __bool__(self) -> bool:
        return self.value

    def serialize(self, form: str) -> bytes:
        """The answer in a W3C format: ``json`` or ``xml``; in ``csv`` and ``tsv``, which define none, the bare word.

        Raises:
            InputError: no such format.
        """
        return _bytes(_known(form, _TABLE_FORMATS), self._raw.serialize)


def _described(value: Term) -> dict[str, str]:
    """A term as https://www.w3.org/TR/sparql11-results-json/#select-encode-terms has it."""
    if isinstance(value, Iri):
        return {"type": "uri", "value": value.value}
    if isinstance(value, Blank):
        return {"type": "bnode", "value": value.label}
    tag = {"xml:lang": value.language} if value.language else {"datatype": value.datatype}
    return {"type": "literal", "value": value.text, **tag}


def fault(query: str, words: str) -> QueryFault:
    """The error that Oxigraph's words tell of a query.

    Its parser reports the end of the longest keyword that it tried in vain; the place is where that keyword would have
    begun. Without a position in the words it is the query's start.
    """
    match = _POSITION.match(words)
    if not match:
        return QueryFault(1, 1, words)
    line, column, detail = int(match[1]), int(match[2]), match[3]
    expected = detail.removeprefix("expected ").removeprefix("one of ").split(", ")
    keywords = [len(item) for item in expected if _KEYWORD.fullmatch(item)]
    if keywords and len(keywords) == len([item for item in expected if item != _ANYTHING]):
        start = sum(len(before) + 1 for before in query.split("\n")[: line - 1])
        place = max(0, start + column - 1 - min(keywords))
        line, column = query.count("\n", 0, place) + 1, place - query.rfind("\n", 0, place)
    return QueryFault(line, column, detail)


def damaged(error: Exception) -> SnapshotError:
    """The error of a store that cannot be read."""
    return SnapshotError(f"the store cannot be read: {error}; make a new one with 'kg build --force'")


def guarded(stream: Iterable[_Item]) -> Iterator[_Item]:
    """The items of a stream from the store.

    Raises:
        SnapshotError: the store turns out to be damaged on the way.
    """
    try:
        yield from stream
    except (OSError, RuntimeError) as error:
        raise damaged(error) from error


def _bytes(form: _Item, serialize: Callable[..., bytes | None]) -> bytes:
    try:
        return serialize(format=form) or b""
    except (OSError, RuntimeError) as error:
        raise damaged(error) from error


def _known(form: str, forms: Mapping[str, _Item]) -> _Item:
    if form not in forms:
        raise InputError(f"no format '{form}' for this kind of result; choose one of {', '.join(forms)}")
    return forms[form]
