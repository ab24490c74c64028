"""``kg view``: one offline HTML page of the graph, or of a part of it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from kg.cli import bounds, options
from kg.errors import InputError
from kg.terms import Iri, Triple

if TYPE_CHECKING:
    from kg.query.worker import Limits
    from kg.store.snapshot import Snapshot
    from kg.view import Selection

_DEFAULT_NAME: Final = "kg.html"

# As kg.view has them; a test holds them equal. Help and completion should not wait for what draws pages.
LAYOUTS: Final = ("auto", "columns", "free", "overview")
THEMES: Final = ("auto", "light", "dark")

_EPILOG = """\b
  kg view                              the whole graph, by programme
  kg view --about 晶科 --hops 2         one entity and what surrounds it
  kg view --programme 零碳园区 --open    one programme, in the browser
  kg view --path 药水河 水利部           what connects two entities
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
    "--programme",
    "programmes",
    metavar="ENTITY",
    multiple=True,
    help="Draw only this programme and what belongs to it; may be given again.",
)
@click.option("--path", "ends", metavar="ENTITY ENTITY", nargs=2, help="Draw the shortest connections of the two.")
@click.option(
    "--query",
    "query_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Draw what this query finds: triples of a CONSTRUCT, IRIs of a SELECT.",
)
@click.option(
    "--limit", metavar="N", type=click.IntRange(1), help="At most N nodes, the best connected.  [default: all]"
)
@click.option(
    "--layout",
    type=click.Choice(LAYOUTS),
    default=LAYOUTS[0],
    show_default=True,
    help="Programmes in columns, free, or groups to open.",
)
@click.option(
    "--theme", type=click.Choice(THEMES), default=THEMES[0], show_default=True, help="auto: after the system."
)
@click.option("--title", help="The heading of the page.")
@click.option("--open", "opened", is_flag=True, help="Open the page in the browser.")
@options.language
@bounds.evaluation
def command(
    output: Path,
    about: str | None,
    query_file: Path | None,
    title: str | None,
    lang: str,
    timeout: float,
    memory: int,
    *,
    opened: bool,
    **chosen: Any,  # noqa: ANN401 - what to draw and how, as click hands it over; read in _selection
) -> None:
    """Write one offline HTML page to look around in: the whole graph by programme, or a part of it.

    What is chosen by several options is what all of them choose. A page of more than 1,500 nodes opens on groups of
    what is linked, and draws what is opened.
    """
    from kg.query.worker import Limits
    from kg.view import page

    to_stdout = str(output) == "-"
    if opened and to_stdout:
        raise InputError("--open needs a file to open; leave out '-o -'")
    if about and chosen["ends"]:
        raise InputError("--about and --path each say what stands in the middle; leave out one of them")
    project = options.located()
    snapshot = options.snapshot(project)
    nodes, links = _found(query_file, snapshot, Limits(timeout, memory)) if query_file else (None, None)
    selection = replace(_selection(snapshot, about, chosen), nodes=nodes, links=links)
    with _collecting_nothing():
        made = page(snapshot, selection, lang=lang, title=title, project=project)
    if not made.shown:
        raise InputError("nothing to draw: the selection holds no entity of the graph; see 'kg view --help'")
    if made.left_out:
        click.echo(f"kg: {made.left_out} nodes left out, the least connected; a larger --limit draws more", err=True)
    options.write([made.html.encode()], None if to_stdout else output)
    if not to_stdout:
        click.echo(f"{output}: {made.shown} nodes", err=True)
    if opened:
        click.launch(str(output))


@contextmanager
def _collecting_nothing() -> Iterator[None]:
    """Collect no garbage: what a page is made of lives until it is there, and looking takes a fifth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _selection(snapshot: Snapshot, about: str | None, chosen: dict[str, Any]) -> Selection:
    """The selection that names of entities and classes mean.

    Raises:
        UnknownName, AmbiguousName: of an entity or a class.
    """
    from kg import find
    from kg.view import Selection

    named = partial(find.resolve, snapshot.names)
    one, other = chosen["ends"] or ("", "")
    return Selection(
        about=named(about) if about else None,
        hops=chosen["hops"],
        classes=frozenset(find.kind_named(snapshot.names, name) for name in chosen["classes"]),
        programmes=frozenset(map(named, chosen["programmes"])),
        ends=(named(one), named(other)) if chosen["ends"] else None,
        limit=chosen["limit"],
        layout=chosen["layout"],
        theme=chosen["theme"],
    )


def _found(path: Path, snapshot: Snapshot, limits: Limits) -> tuple[frozenset[Iri], frozenset[Triple] | None]:
    """The nodes that a query finds, and the links if it makes its own; see ``drawn``.

    Raises:
        InputError: the file cannot be read, or is not UTF-8.
    """
    from kg.query.worker import confined

    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}; check the file") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from error
    return confined(partial(drawn, snapshot, text, str(path)), limits)


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
