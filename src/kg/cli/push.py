"""``kg push``: the graph put into a server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from kg.cli import complete, options, summary
from kg.errors import UnknownName

if TYPE_CHECKING:
    from kg.push import Pushed
    from kg.store.snapshot import Snapshot
    from kg.terms import Iri

# Seconds for one request: a graph may be large, and its server slow.
_PATIENCE: Final = 600

_EXAMPLES: Final = """\b
  kg push http://localhost:7878/query                     all graphs, to oxigraph serve
  kg push http://localhost:8890/sparql --graph reference  one, to Virtuoso
  kg push https://example.org/npp/sparql --store https://example.org/npp/data"""


@click.command(short_help="Put the graph into a SPARQL server.", epilog=_EXAMPLES)
@click.argument("url")
@options.graphs(complete.graphs, "Put this graph alone, say reference; may be repeated.")
@click.option("--store", metavar="URL", default="", help="Where the server takes graphs, if it is not found out.")
@click.option("--update", metavar="URL", default="", help="Where the server takes updates, if it is not found out.")
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=click.FloatRange(min=0, min_open=True, max=1_000_000),
    default=_PATIENCE,
    show_default=True,
    help="End a request after this time, with exit code 124.",
)
def command(url: str, graphs: tuple[str, ...], store: str, update: str, timeout: float) -> None:
    """Put the graph into the server whose SPARQL endpoint is URL, each named graph in the place of the one there.

    A graph is put aside by the SPARQL Graph Store Protocol, or by updates where there is none, and read back; only when
    count and digest are right does it replace the old one, in one step. Sentences of the sources (the graph 'texts')
    are put only with --graph texts. Who writes is told by KG_ENDPOINT_USER and KG_ENDPOINT_PASSWORD, by
    KG_ENDPOINT_TOKEN, or by ~/.netrc, never on the command line.
    """
    from kg.push import places, push
    from kg.remote.client import Client
    from kg.remote.endpoint import server_of
    from kg.store.snapshot import current

    snapshot = current(options.located())
    chosen = _chosen(snapshot, graphs)
    target = places(url, server_of(Client(url, seconds=timeout)), store=store, update=update)
    done = push(snapshot, target, chosen, seconds=timeout, told=_tell)
    count = sum(each.fingerprint.size for each in done)
    click.echo(summary.aligned([("graphs", f"{len(done):,}"), ("statements", f"{count:,}")]))


def _chosen(snapshot: Snapshot, slugs: tuple[str, ...]) -> list[Iri]:
    """The graphs that are meant: those named, else all but the sentences of the sources.

    Raises:
        UnknownName: the snapshot has no such graph.
    """
    from kg.project import graph_name

    known = snapshot.manifest.graphs
    for slug in slugs:
        if slug not in known:
            raise UnknownName(f"no graph '{slug}' in the snapshot; the graphs are {', '.join(known)}")
    return [graph_name(slug) for slug in dict.fromkeys(slugs) or known if slugs or slug != "texts"]


def _tell(pushed: Pushed) -> None:
    """Tell on stderr that a graph is there."""
    slug, (size, digest) = pushed.graph.value.rpartition("/")[2], pushed.fingerprint
    click.echo(f"kg: {slug}: {size:,} statements, digest {digest[:16]}, by {pushed.how}", err=True)
