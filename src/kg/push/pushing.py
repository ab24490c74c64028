"""A graph replaced on a server, whatever happens on the way.

It is put aside under a name of its own and read back: only where it is whole does an update copy it over the old one,
in one request, which can be made twice without harm. Where the server takes no updates, the graph is put over the old
one at once, and how whole that is at any moment is the server's matter.
"""

from __future__ import annotations

import secrets
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.errors import EndpointError, KgError
from kg.names import ID
from kg.push.digest import fingerprint
from kg.push.lines import split
from kg.push.sending import Sender
from kg.remote.asking import rows
from kg.remote.client import Client
from kg.terms import Iri, Triple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kg.push.digest import Fingerprint
    from kg.push.lines import Lines
    from kg.push.places import Places
    from kg.store.snapshot import Snapshot

# No graph of ours is called so: who reads meanwhile does not see it.
_ASIDE: Final = f"{ID}aside/"


class Pushed(NamedTuple):
    """One graph that a server now has.

    Attributes:
        graph: its name.
        fingerprint: what was sent, and what was read back.
        how: ``put`` by the Graph Store Protocol, or ``update``.
    """

    graph: Iri
    fingerprint: Fingerprint
    how: str


def push(
    snapshot: Snapshot,
    target: Places,
    graphs: Sequence[Iri],
    *,
    seconds: float,
    told: Callable[[Pushed], None] = lambda _: None,
) -> list[Pushed]:
    """Put graphs of a snapshot into a server, one after the other.

    Args:
        snapshot: where they are.
        target: the server's addresses.
        graphs: which.
        seconds: that one request may take.
        told: called with each graph that is there.

    Raises:
        EndpointError: the server refuses, or what it has is not what was sent; the graph that it refused is as it was,
            and so are those that would have followed.
        TimeLimit: a request takes too long.
    """
    done = []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="kg-")))
        reader = stack.enter_context(closing(Client(target.query, seconds=seconds)))
        sender = stack.enter_context(closing(Sender(target, seconds=seconds)))
        for graph, lines in zip(graphs, split(snapshot.graph, graphs, folder), strict=True):
            found = Pushed(graph, lines.fingerprint, _replace(reader, sender, graph, lines))
            told(found)
            done.append(found)
    return done


def _replace(reader: Client, sender: Sender, graph: Iri, lines: Lines) -> str:
    """Let the server have these statements in the graph; how."""
    if not sender.updates:
        how = sender.put(graph, lines)
        _compare(reader, graph, graph, lines)
        return how
    aside = Iri(f"{_ASIDE}{secrets.token_hex(8)}")
    try:
        how = sender.put(aside, lines)
        _compare(reader, graph, aside, lines)
        sender.update(f"COPY GRAPH <{aside.value}> TO GRAPH <{graph.value}>")
        _compare(reader, graph, graph, lines)
    finally:
        with suppress(KgError):  # the error that led here says more
            sender.update(f"DROP SILENT GRAPH <{aside.value}>")
    return how


def _compare(reader: Client, graph: Iri, place: Iri, lines: Lines) -> None:
    """Read the statements back.

    Raises:
        EndpointError: they are not those that were sent.
    """
    there, sent = fingerprint(_statements(reader, place)), lines.fingerprint
    if there == sent:
        return
    slug = graph.value.rpartition("/")[2]
    kept = "the old graph is still there" if place != graph else "the graph there is not whole"
    counts = f"{there.size:,} of {sent.size:,} statements are there"
    what = counts if there.size != sent.size else f"all {sent.size:,} statements are there, but some say other values"
    raise EndpointError(f"{reader.shown}: graph {slug}: {what}; {kept}")


def _statements(reader: Client, place: Iri) -> Iterator[Triple]:
    """The statements of one graph of a server, whole; blank nodes keep their names from page to page."""
    for subject, predicate, thing in rows(reader, "?s ?p ?o", f"GRAPH <{place.value}> {{ ?s ?p ?o }}", []):
        if subject is not None and thing is not None and isinstance(predicate, Iri):
            yield Triple(subject, predicate, thing)  # type: ignore[arg-type] # no server has a literal there
