"""A query sent to another server, over HTTP that goes only where it may: ``kg.query.allowed`` decides at every hop."""

from __future__ import annotations

import json
import socket
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode, urljoin

from kg import __version__
from kg.errors import EndpointError, InputError
from kg.names import expand
from kg.query.allowed import permitted, resolved
from kg.terms import XSD_STRING, Blank, Literal, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.query.allowed import Place
    from kg.terms import Term

    # The variables, and for each row the terms of those that are bound.
    Rows = tuple[list[str], list[dict[str, Term]]]

MOST_BYTES: Final = 20_000_000
MOST_ROWS: Final = 100_000
_HOPS: Final = 5
_LONGEST: Final = 2_000  # characters of a URL; a longer query is posted
_CONNECTING: Final = 10.0  # seconds
_SILENT: Final = 60.0  # seconds between two pieces of an answer; the query's own time bounds the whole
_MOVED: Final = frozenset({301, 302, 303, 307, 308})
_KEEPS_METHOD: Final = frozenset({307, 308})
_OK: Final = 200
_FORM: Final = "application/x-www-form-urlencoded"
_TYPE: Final = "application/sparql-results+json"


def asked(url: str, query: str, prefixes: Sequence[str]) -> bytes:
    """What the server says to a query, in SPARQL JSON.

    Args:
        url: of the endpoint.
        query: its text.
        prefixes: what the user allowed; every redirect must stay below one of them.

    Raises:
        NotAllowed: it, or where it redirects to, may not be asked.
        EndpointError: it cannot be reached, refuses, or says too much.
    """
    body = urlencode({"query": query})
    mark = "&" if "?" in url else "?"
    posted = len(url) + len(body) > _LONGEST
    target = url if posted else f"{url}{mark}{body}"
    for _ in range(_HOPS):
        where, named = permitted(target, prefixes)
        try:
            connection = _connection(where, named=named)
            try:
                response = _sent(connection, where, body if posted else None)
                if response.status not in _MOVED:
                    return _content(where, response)
                target = _next(where, response, posted=posted)
            finally:
                connection.close()
        except (OSError, HTTPException, UnicodeError) as error:
            raise EndpointError(f"{where}: cannot be asked: {error or type(error).__name__}") from error
    raise EndpointError(f"{url}: redirects more than {_HOPS} times")


def rows(content: bytes, known: Sequence[str]) -> Rows:
    """The variables and rows of SPARQL JSON (https://www.w3.org/TR/sparql11-results-json/).

    ``true`` is one row of no variables, ``false`` is none.

    Args:
        content: what a server said; nothing in it is trusted.
        known: the variables that were asked for; others are left out.

    Raises:
        EndpointError: it is no such thing, or too much.
    """
    try:
        told: Any = json.loads(content)  # Any: a stranger's JSON, looked at piece by piece
        if isinstance(told.get("boolean"), bool):
            return [], [{}] if told["boolean"] else []
        names = [name for name in told["head"]["vars"] if name in known]
        found = told["results"]["bindings"]
        if len(found) > MOST_ROWS:
            raise EndpointError(f"the other server gives {len(found):,} rows, more than {MOST_ROWS:,}; narrow SERVICE")
        return names, [{name: _term(row[name]) for name in names if name in row} for row in found]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, InputError) as error:
        raise EndpointError(f"the other server's answer is not what SPARQL JSON allows: {error}") from error


def _term(told: dict[str, str]) -> Term:
    """A term, checked to be one: what holds a bracket or a quote where none may be would change the query.

    Raises:
        InputError: it is none.
        ValueError: likewise.
    """
    value = told["value"]
    value.encode()  # half a character is none
    kind = told["type"]
    if kind == "uri":
        return expand(f"<{value}>")
    if kind == "bnode":
        return Blank(value)
    if kind not in {"literal", "typed-literal"}:
        raise ValueError(f"a term of type {kind!r}")
    if language := told.get("xml:lang"):
        if not all(part.isascii() and part.isalnum() for part in language.split("-")):
            raise ValueError(f"a language {language!r}")
        return text(value, language.lower())
    datatype = told.get("datatype", XSD_STRING)
    return Literal(value, expand(f"<{datatype}>").value)


def _connection(where: Place, *, named: bool) -> HTTPConnection:
    """A connection to an address of the host that may be reached, and to no other."""
    failure: OSError | None = None
    for address in resolved(where, named=named):
        try:
            link = socket.create_connection((str(address), where.port), timeout=_CONNECTING)
        except OSError as error:
            failure = error
            continue
        link.settimeout(_SILENT)
        if where.scheme == "https":
            import ssl

            link = ssl.create_default_context().wrap_socket(link, server_hostname=where.host)
        connection = HTTPConnection(where.host, where.port)
        connection.sock = link
        return connection
    raise failure or OSError("the name has no address")


def _sent(connection: HTTPConnection, where: Place, body: str | None) -> HTTPResponse:
    headers = {"Accept": _TYPE, "Accept-Encoding": "identity", "User-Agent": f"kg/{__version__}"}
    if body is None:
        connection.request("GET", where.target, headers=headers)
    else:
        connection.request("POST", where.target, body, {**headers, "Content-Type": _FORM})
    return connection.getresponse()


def _next(where: Place, response: HTTPResponse, *, posted: bool) -> str:
    """Where a redirect leads.

    Raises:
        EndpointError: nowhere, or to where the query would be lost.
    """
    location = response.headers.get("Location")
    if not location or (posted and response.status not in _KEEPS_METHOD):
        raise EndpointError(f"{where}: redirects in a way that loses the query; name where it leads")
    return urljoin(f"{where}?{where.target.partition('?')[2]}", location)


def _content(where: Place, response: HTTPResponse) -> bytes:
    content = response.read(MOST_BYTES + 1)
    if response.status != _OK:
        words = "".join(c if c.isprintable() else " " for c in content[:200].decode("utf-8", "replace")).strip()
        raise EndpointError(f"{where}: {response.status} {response.reason}: {words}")
    if len(content) > MOST_BYTES:
        raise EndpointError(f"{where}: answers with more than {MOST_BYTES:,} bytes; narrow the pattern of SERVICE")
    kind = response.headers.get_content_type()
    if "json" not in kind:
        raise EndpointError(f"{where}: answers in {kind}, not in SPARQL JSON")
    return content
