"""The requests that write to a server: a graph put, an update, and whether the server took them."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlencode

from kg.errors import EndpointError
from kg.push.lines import Body
from kg.remote.client import Client
from kg.remote.exchange import Request

if TYPE_CHECKING:
    from kg.push.lines import Lines
    from kg.push.places import Places
    from kg.remote.exchange import Response
    from kg.terms import Iri

_FORM: Final = {"content-type": "application/x-www-form-urlencoded; charset=utf-8"}
_NTRIPLES: Final = "application/n-triples"
# A server that has no Graph Store Protocol at this address.
_UNKNOWN: Final = frozenset({404, 405, 415, 501})
_BATCH: Final = 500  # statements in one update


class Sender:
    """Writes to one server, each request with its retries."""

    def __init__(self, places: Places, *, seconds: float) -> None:
        self.places = places
        self._store = Client(places.store, seconds=seconds) if places.store else None
        self._update = Client(places.update, seconds=seconds) if places.update else None

    def close(self) -> None:
        """Let go of the connections."""
        for client in (self._store, self._update):
            if client:
                client.close()

    @property
    def updates(self) -> bool:
        """Whether there is an address for updates."""
        return self._update is not None

    def put(self, graph: Iri, lines: Lines) -> str:
        """Replace a graph: by the Graph Store Protocol, else by updates; how it was done, ``put`` or ``update``.

        Raises:
            EndpointError: the server takes neither, or refuses.
            TimeLimit: it takes too long.
        """
        if self._store is not None:
            self._introduce(graph)
            headers = {"content-type": _NTRIPLES, "content-length": str(lines.size)}
            request = Request("PUT", _named(self._store.url, graph), Body(lines), headers)
            with self._store.send(request) as response:
                if _ok(response):
                    return "put"
                if response.status not in _UNKNOWN or self._update is None:
                    raise self._store.refusal(response)
        if self._update is None:
            known = "no address is known where it takes graphs or updates; name one with --store or --update"
            raise EndpointError(f"{self.places.query}: {known}")
        self.update(f"DROP SILENT GRAPH <{graph.value}>")
        self._insert(graph, lines)
        return "update"

    def update(self, text: str) -> None:
        """Have the server carry out an update.

        Raises:
            EndpointError: there is no address for updates, or the server refuses.
        """
        if self._update is None:
            raise EndpointError(
                f"{self.places.query}: no address is known where it takes updates; name it with --update"
            )
        body = urlencode([("update", text)]).encode()
        with self._update.send(Request("POST", self._update.url, body, _FORM)) as response:
            if not _ok(response):
                raise self._update.refusal(response)

    def _introduce(self, graph: Iri) -> None:
        """Have the server ask for credentials before it is sent a long body."""
        if self._store is not None:
            with self._store.send(Request("GET", _named(self._store.url, graph), headers={"accept": _NTRIPLES})):
                pass

    def _insert(self, graph: Iri, lines: Lines) -> None:
        """Insert the statements some at a time, those with blank nodes together: their names last for one update."""
        ground = lines.fingerprint.size - lines.blank
        with lines.path.open(encoding="utf-8") as file:
            for size in [*[_BATCH] * (ground // _BATCH), ground % _BATCH, lines.blank]:
                if some := "".join(islice(file, size)):
                    self.update(f"INSERT DATA {{ GRAPH <{graph.value}> {{\n{some}}} }}")


def _named(store: str, graph: Iri) -> str:
    """The address of one graph in a store: https://www.w3.org/TR/sparql11-http-rdf-update/#indirect-graph-identification."""
    return f"{store}{'&' if '?' in store else '?'}graph={quote(graph.value, safe='')}"


def _ok(response: Response) -> bool:
    return 200 <= response.status < 300  # noqa: PLR2004 - the class of success
