"""``kg view``: one offline HTML page of the graph, or of a part of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import options
from kg.errors import InputError
from kg.terms import Iri, Triple

if TYPE_CHECKING:
    from kg.query.worker import Limits
    from kg.store.snapshot import Snapshot

_DEFAULT_NAME = "kg.html"


_EPILOG = """\b
  kg view                              the whole graph, by programme
  kg view --about 晶科 --hops 2         one entity and what surrounds it
  kg view --type npp:Park -o parks.html
  kg view --query pairs.rq             what a query finds"""


@click.command(short_help="Write one offline HTML page to look around in.", epilog=_EPILOG)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    default=_DEFAULT_NAME,
    show_default=True,
    help="The file to write; - for stdout.",
)
@click.option("--about", metavar="ENTITY", help="Stand this entity in the middle: an IRI, a CURIE or a name.")
@click.option("--hops", type=click.IntRange(0, 9), default=2, show_default=True, help="How far from --about to reach.")
@click.option("--type", "classes", metavar="CLASS", multiple=True, help="Draw only this class; may be given again.")
@click.option(
    "--query",
    "query_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Draw what this query finds: triples of a CONSTRUCT, IRIs of a SELECT.",
)
@click.option(
    "--limit",
    type=click.IntRange(1),
    default=1500,
    show_default=True,
    help="At most this many nodes, the best connected.",
)
@click.option("--title", help="The heading of the page.")
@click.option("--open", "opened", is_flag=True, help="Open the page in the browser.")
@options.language
@options.limits
def command(
    output: Path,
    about: str | None,
    hops: int,
    classes: tuple[str, ...],
    query_file: Path | None,
    limit: int,
    title: str | None,
    opened: bool,
    lang: str,
    timeout: float,
    memory: int,
) -> None:
    """Write one offline HTML page to look around in: the whole graph by programme, or a part of it."""
    from kg import find
    from kg.query.worker import Limits
    from kg.store import snapshot as snapshots
    from kg.view import Selection, page

    project = options.located()
    snapshot = snapshots.current(project)
    centre = find.resolve(snapshot.names, about) if about else None
    wanted = frozenset(find.kind_named(snapshot.names, name) for name in classes)
    nodes, links = _found(query_file, snapshot, Limits(timeout, memory)) if query_file else (None, None)
    selection = Selection(centre, hops, wanted, nodes, links, limit)
    made = page(snapshot, selection, lang=lang, title=title, project=project)
    if not made.shown:
        raise InputError("nothing to draw: the selection holds no entity of the graph; see 'kg view --help'")
    if made.left_out:
        click.echo(f"kg: {made.left_out} nodes left out, the least connected; --limit draws more", err=True)
    to_stdout = str(output) == "-"
    options.write([made.html.encode()], None if to_stdout else output)
    if not to_stdout:
        click.echo(f"{output}: {made.shown} nodes", err=True)
        if opened:
            click.launch(str(output))


def _found(path: Path, snapshot: Snapshot, limits: Limits) -> tuple[frozenset[Iri], frozenset[Triple] | None]:
    """The nodes that a query finds, and the links if it makes its own; see ``drawn``."""
    from functools import partial

    from kg.query.worker import confined

    return confined(partial(drawn, snapshot, path.read_text("utf-8"), str(path)), limits)


def drawn(snapshot: Snapshot, text: str, name: str) -> tuple[frozenset[Iri], frozenset[Triple] | None]:
    """The nodes that a query finds, and the links if it makes its own.

    Raises:
        InputError: the query is an ASK; and what ``kg.query.run`` raises.
    """
    from kg.query import run
    from kg.store.answer import Graph, Rows

    answer = run(snapshot, text, name=name).result
    if isinstance(answer, Graph):
        links = frozenset(answer)
        return frozenset(node for s, _, o in links for node in (s, o) if isinstance(node, Iri)), links
    if isinstance(answer, Rows):
        return frozenset(term for row in answer for term in row if isinstance(term, Iri)), None
    raise InputError(f"{name}: an ASK finds nothing to draw; write a SELECT or a CONSTRUCT")
