"""The graph behind an endpoint, opened as commands open a snapshot."""

from __future__ import annotations

import secrets
import tempfile
import weakref
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg import __version__
from kg.errors import EndpointError, SnapshotError
from kg.names import NPP, PREFIXES
from kg.project import graph_name
from kg.remote.asking import Layout, solutions
from kg.remote.client import Client
from kg.remote.engine import Remote
from kg.store.answer import QueryFault
from kg.store.manifest import Manifest, record
from kg.store.snapshot import GRAPH, Snapshot
from kg.terms import Iri, Literal
from kg.turtle.write import nquads

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.store.written import Row

SECONDS: Final = 60.0  # that one request may take, unless told otherwise
_GRAPHS: Final = PREFIXES["graph"]
_COUNTS: Final = f"""SELECT ?g (COUNT(*) AS ?n) {{
  GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{_GRAPHS}"))
}} GROUP BY ?g"""
_FLAT: Final = f"ASK {{ ?s a <{NPP}Programme> }}"
_TOTAL: Final = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
_WHOLE: Final = graph_name("default")
_ONTOLOGY, _INFERRED = graph_name("ontology"), graph_name("inferred")


class Endpoint(Snapshot):
    """The graph behind an endpoint; to commands it is a snapshot that lies elsewhere.

    Attributes:
        manifest: when it was opened, the sizes of its graphs, and a digest of these and of its address.
        notes: what it lacks, in words.
    """

    def __init__(self, remote: Remote) -> None:
        layout = remote.layout
        sizes = {graph.value.removeprefix(_GRAPHS): size for graph, size in sorted(layout.graphs.items())}
        inferred = sizes.get("inferred", 0)
        told = f"endpoint\0{remote.client.url}\0{sizes}"
        # Nothing lies there, and nobody can put anything there.
        self.path = Path(tempfile.gettempdir()) / f"kg-{secrets.token_hex(16)}"
        self.manifest = Manifest(
            digest=sha256(told.encode()).hexdigest(),
            built=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            version=__version__,
            reasoner="",
            graphs=sizes,
            asserted=sum(sizes.values()) - inferred,
            inferred=inferred,
            seconds=0.0,
        )
        self.notes = tuple(_notes(layout, remote.client.shown))
        self.remote = remote
        self.close = weakref.finalize(self, remote.client.close)

    def __reduce__(self) -> tuple[Callable[..., Snapshot], tuple[object, ...]]:
        """What pickle keeps: where it lies and how; nothing is asked again."""
        return _reopened, (self.remote.client.url, self.remote.client.seconds, self.remote.layout)

    @property
    def engine(self) -> Remote:
        """The engine that asks it."""
        return self.remote

    @property
    def names(self) -> Remote:
        """Where names are looked up: by SPARQL, for there is no index of them."""
        return self.remote

    @cached_property
    def graph(self) -> Path:
        """A file of its statements as sorted N-Quads, made when first asked for, gone with this object."""
        folder = tempfile.TemporaryDirectory(prefix="kg-")
        weakref.finalize(self, folder.cleanup)
        path = Path(folder.name) / GRAPH
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(nquads(self.remote.quads()))
        self.manifest.files[GRAPH] = record(path)
        return path

    @property
    def findings(self) -> Path:
        """The findings of a check stay where the graph was built.

        Raises:
            SnapshotError: always.
        """
        raise SnapshotError(f"{self.remote.client.shown}: an endpoint has no findings; ask where the graph was built")

    def damage(self) -> list[str]:
        """Nothing: an endpoint has no files to compare."""
        return []


def connect(url: str, *, seconds: float = SECONDS) -> Endpoint:
    """The graph behind an endpoint.

    Args:
        url: of a SPARQL 1.1 endpoint that holds what ``kg export`` or ``kg push`` wrote: named graphs as a snapshot
            has them, or all statements in the default graph.
        seconds: that one request may take.

    Raises:
        InputError: the URL is none, or holds credentials.
        EndpointError: no server answers there, or its graph is another.
        TimeLimit: it takes too long.
    """
    client = Client(url, seconds=seconds)
    with ExitStack() as stack:
        stack.callback(client.close)
        endpoint = Endpoint(Remote(client, _layout(client)))
        stack.pop_all()
        return endpoint


def server_of(client: Client) -> str:
    """What the server behind an endpoint calls itself; "" where it does not.

    Raises:
        EndpointError: it does not answer.
    """
    return _asked(client, "ASK { ?s ?p ?o }")[0]


def _layout(client: Client) -> Layout:
    """How the server keeps the graph, found out by asking."""
    server, counted, _ = _asked(client, _COUNTS)
    graphs = {row[0]: _number(row[1:]) for row in counted if row and isinstance(row[0], Iri)}
    if graphs:
        return Layout(dict(sorted(graphs.items())), flat=False, server=server)
    if not _asked(client, _FLAT)[2]:
        advice = "load what 'kg export -f nq' writes, or use 'kg push'; docs/endpoint.md says how"
        raise EndpointError(f"{client.shown}: holds nothing of this graph; {advice}")
    total = _asked(client, _TOTAL)[1]
    return Layout({_WHOLE: _number(total[0]) if total else 0}, flat=True, server=server)


def _asked(client: Client, query: str) -> tuple[str, list[Row], bool]:
    """What the server calls itself, the rows of its answer, and the answer where it is yes or no.

    Raises:
        EndpointError: it does not answer.
    """
    with ExitStack() as stack:
        try:
            found, answer = solutions(client, [("query", query)], stack)
        except QueryFault as fault:
            raise EndpointError(f"{client.shown}: refuses a plain query: {fault.detail}") from fault
        rows = [] if answer.truth is not None else list(answer)
        return found.headers.get("server", ""), rows, bool(answer.truth)


def _number(cells: Row) -> int:
    return int(cells[0].text) if cells and isinstance(cells[0], Literal) and cells[0].text.isdecimal() else 0


def _notes(layout: Layout, shown: str) -> list[str]:
    """What the graph lacks there."""
    if layout.flat:
        told = "keeps all statements in one graph: what was inferred is not told apart, and no graph can be chosen"
        return [f"{shown}: {told}"]
    missing = [
        (_ONTOLOGY, "the graph 'ontology' is missing: classes and properties have no names there"),
        (_INFERRED, "the graph 'inferred' is missing: only what sources state is there"),
    ]
    return [f"{shown}: {words}" for graph, words in missing if graph not in layout.graphs]


def _reopened(url: str, seconds: float, layout: Layout) -> Endpoint:
    return Endpoint(Remote(Client(url, seconds=seconds), layout))
