"""Where a server answers, takes whole graphs, and takes updates, as far as its kind and the endpoint's address tell.

Whole graphs: https://www.w3.org/TR/sparql11-http-rdf-update/. Updates: https://www.w3.org/TR/sparql11-protocol/.
"""

from __future__ import annotations

from typing import Final, NamedTuple
from urllib.parse import urlsplit

from kg.remote.address import checked

# The end of the path of an endpoint, and what stands there instead for graphs and for updates.
_KINDS: Final = (
    ("/sparql", "/sparql-graph-crud-auth", "/sparql-auth", "Virtuoso"),
    ("/sparql-auth", "/sparql-graph-crud-auth", "/sparql-auth", "Virtuoso"),
    ("/query", "/store", "/update", "Oxigraph"),
    ("/sparql", "/data", "/update", ""),  # Fuseki
    ("/query", "/data", "/update", ""),  # likewise
)


class Places(NamedTuple):
    """The addresses of one server.

    Attributes:
        query: where queries are asked.
        store: where graphs are put; "" where that is not known.
        update: where updates are taken; "" where that is not known.
    """

    query: str
    store: str
    update: str


def places(endpoint: str, server: str, *, store: str = "", update: str = "") -> Places:
    """The addresses that belong to an endpoint.

    Args:
        endpoint: its address.
        server: what the server calls itself.
        store: where graphs are put, if somebody says so.
        update: likewise updates.

    Raises:
        InputError: one of the addresses is none.

    >>> places("http://localhost:7878/query", "Oxigraph/0.5.13").store
    'http://localhost:7878/store'
    >>> places("http://localhost:3030/npp/sparql", "").update
    'http://localhost:3030/npp/update'
    """
    parts = urlsplit(checked(endpoint))
    known = Places(endpoint, "", "")
    for ending, graphs, updates, kind in _KINDS:
        if parts.path.endswith(ending) and server.startswith(kind) and not known.store:
            base = parts.path.removesuffix(ending)
            swapped = [parts._replace(path=base + path, query="", fragment="").geturl() for path in (graphs, updates)]
            known = Places(endpoint, *swapped)
    return Places(endpoint, checked(store) if store else known.store, checked(update) if update else known.update)
