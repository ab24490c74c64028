"""Questions to one endpoint by the SPARQL 1.1 Protocol, and answers that are whole.

https://www.w3.org/TR/sparql11-protocol/#query-operation. A server may cut results off at a number of rows, as Virtuoso
does at 10,000 and says in a header; rows that were cut off are never taken for all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urlencode

from kg.errors import EndpointError, SyntaxFault
from kg.remote.exchange import Request
from kg.remote.solutions import Solutions
from kg.store.answer import QueryFault
from kg.terms import Literal, Triple
from kg.turtle.read import read_ntriples

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from contextlib import ExitStack

    from kg.remote.client import Client
    from kg.remote.exchange import Response
    from kg.store.written import Row
    from kg.terms import Iri

Fields = list[tuple[str, str]]

JSON: Final = "application/sparql-results+json"
NTRIPLES: Final = "application/n-triples"
_ACCEPTED: Final = {
    JSON: frozenset({JSON, "application/json"}),
    NTRIPLES: frozenset({NTRIPLES, "text/plain", "text/ntriples"}),
}
_FORM: Final = "application/x-www-form-urlencoded; charset=utf-8"
_CUT: Final = "x-sparql-maxrows"
_OK: Final = 200
_BAD: Final = 400
_WORDS: Final = 400


class Layout(NamedTuple):
    """How a server keeps the graph.

    Attributes:
        graphs: how many statements each named graph of ours holds; where ``flat``, one name of our own for all.
        flat: whether all statements stand in the server's default graph.
        server: what the server calls itself; "" where it does not.
    """

    graphs: dict[Iri, int]
    flat: bool
    server: str


def dataset(layout: Layout, graphs: Iterable[Iri], named: Iterable[Iri] | None = None) -> Fields:
    """The fields that say which graphs the default graph unites, and which ``GRAPH`` reaches: if not told, the same."""
    if layout.flat:
        return []
    united = [graph.value for graph in graphs]
    reached = united if named is None else [graph.value for graph in named]
    return [("default-graph-uri", name) for name in united] + [("named-graph-uri", name) for name in reached]


def response(client: Client, fields: Fields, wanted: str, stack: ExitStack) -> Response:
    """The answer to a query, open as long as the stack, in the format wanted.

    Raises:
        QueryFault: the server finds a fault in the query.
        EndpointError: it refuses otherwise, or answers in another format.
    """
    request = Request("POST", client.url, urlencode(fields).encode(), {"content-type": _FORM, "accept": wanted})
    found = stack.enter_context(client.send(request))
    if found.status == _BAD and found.media_type != "text/html":
        raise QueryFault(1, 1, found.words().partition(" SPARQL query:")[0][:_WORDS])
    if found.status != _OK:
        raise client.refusal(found)
    kind = found.media_type
    if kind not in _ACCEPTED[wanted]:
        page = "a web page; is this the address of the endpoint?"
        told = page if kind == "text/html" else f"{kind or 'something'}, not {wanted}"
        raise EndpointError(f"{client.shown}: answers with {told}")
    return found


def solutions(client: Client, fields: Fields, stack: ExitStack) -> tuple[Response, Solutions]:
    """The answer to a SELECT or ASK, open as long as the stack."""
    found = response(client, fields, JSON, stack)
    return found, Solutions(found.chunks, client.shown)


def triples(client: Client, found: Response) -> Iterator[Triple]:
    """The statements of an answer, each once.

    Raises:
        EndpointError: it breaks off, or is no N-Triples.
    """
    seen: set[Triple] = set()
    try:
        for triple in read_ntriples(_Reader(found.chunks), name="answer"):
            if triple not in seen:
                seen.add(triple)
                yield triple
    except SyntaxFault as fault:
        raise EndpointError(f"{client.shown}: the answer is broken off or no N-Triples: {fault}") from fault


def limit(found: Response) -> int | None:
    """At how many rows the server cut this answer off, or may have; None where it did not."""
    told = found.headers.get(_CUT, "")
    return int(told) if told.isdecimal() else None


def rows(client: Client, head: str, where: str, fields: Fields) -> Iterator[Row]:
    """Every row of a SELECT, none twice, page by page where the server cuts results off.

    Args:
        client: of the endpoint.
        head: the variables.
        where: the pattern, without its braces; no two solutions are alike.
        fields: the graphs to ask.

    Raises:
        EndpointError: the pages together have not the rows that the server counts.
    """
    from contextlib import ExitStack

    whole = f"SELECT {head} {{ {where} }}"
    with ExitStack() as stack:
        found, first = solutions(client, [("query", whole), *fields], stack)
        size = limit(found)
        if size is None:
            yield from first
            return
    total = _count(client, where, fields)
    seen: set[Row] = set()
    while len(seen) < total:
        page = f"SELECT {head} {{ {{ {whole} ORDER BY {head} }} }} OFFSET {len(seen)} LIMIT {size}"
        with ExitStack() as stack:
            fresh = [row for row in solutions(client, [("query", page), *fields], stack)[1] if row not in seen]
        if not fresh:
            break
        seen.update(fresh)
        yield from fresh
    if len(seen) != total:
        told = f"cuts results off at {size:,} rows, and its pages hold {len(seen):,} of {total:,}"
        raise EndpointError(f"{client.shown}: {told}; ask those who run it for a higher limit")


def _count(client: Client, where: str, fields: Fields) -> int:
    from contextlib import ExitStack

    with ExitStack() as stack:
        found = list(solutions(client, [("query", f"SELECT (COUNT(*) AS ?n) {{ {where} }}"), *fields], stack)[1])
    count = found[0][0] if found and found[0] else None
    return int(count.text) if isinstance(count, Literal) else 0


class _Reader:
    """Chunks as a file to read."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._left = b""

    def read(self, size: int = -1) -> bytes:
        """At most so many bytes; none at the end."""
        while not self._left:
            chunk = next(self._chunks, None)
            if chunk is None:
                return b""
            self._left = chunk
        size = len(self._left) if size < 0 else size
        piece, self._left = self._left[:size], self._left[size:]
        return piece
