"""``kg export``: the graph as Turtle and in other formats."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from kg import find
from kg.cli import complete, options
from kg.errors import InputError
from kg.export import (
    COMPRESSIONS,
    EXTENSIONS,
    FOLDERS,
    FORMATS,
    Scope,
    Style,
    Things,
    digest,
    export,
    fill,
    narrowed,
    scope,
)

if TYPE_CHECKING:
    from kg.store.snapshot import Snapshot

_EXAMPLES: Final = """\b
  kg export -o xining.ttl                   everything, as one graph in Turtle
  kg export -o xining.trig.gz               all, graphs kept apart, packed; .zst likewise
  kg export --asserted -f nt | less         what was read, a statement a line
  kg export --graph reference -o places.rdf one named graph, in RDF/XML
  kg export --align -o aligned.trig         with the ties to other vocabularies, graphs kept apart
  kg export --about 晶科能源 --hops 1          what describes an enterprise and its neighbours
  kg export --programme 零碳园区 --no-evidence --only-lang en
  kg export --no-evidence --positions -o xining.gexf      for Gephi
  kg export -f neo4j -o xining-neo4j        tables for neo4j-admin import
  kg export --graph description -o void.ttl counts, vocabularies, sources, version, digest
  kg export | rapper -c -i turtle - urn:x"""


@click.command(short_help="Write the graph for other systems: Turtle and more.", epilog=_EXAMPLES)
@options.output_format(*FORMATS, *FOLDERS)
@options.output
@click.option("--asserted", is_flag=True, help="Only what was read.")
@click.option("--inferred", is_flag=True, help="Only what was inferred.")
@options.graphs(complete.graphs, "Only this named graph, say reference; may be repeated.")
@click.option("--about", metavar="ENTITY", shell_complete=complete.entities, help="Only what describes this entity.")
@click.option("--hops", type=click.IntRange(0), default=0, help="With --about, also what lies so many links away.")
@click.option("--type", "kinds", metavar="CLASS", multiple=True, help="Only what describes things of this class.")
@click.option(
    "--programme", "programmes", metavar="ENTITY", multiple=True, help="Only this programme and what is near it."
)
@click.option("--no-evidence", is_flag=True, help="Leave out passages, claims and the links to them.")
@click.option("--only-lang", "languages", metavar="TAG", multiple=True, help="Leave out texts in other languages.")
@click.option("--align", is_flag=True, help="Add the statements that tie our vocabulary to others.")
@click.option("--describe", is_flag=True, help="Add what the data set says of itself: DCAT, VoID, PROV.")
@click.option("--positions", "placed", is_flag=True, help="In graphml and gexf, say where each node stands.")
@options.language
@click.option("--digest", "with_digest", is_flag=True, help="Print the digest by RDFC-1.0; write only with -o.")
def command(
    *,
    chosen: str | None,
    output: Path | None,
    asserted: bool,
    inferred: bool,
    graphs: tuple[str, ...],
    about: str | None,
    hops: int,
    kinds: tuple[str, ...],
    programmes: tuple[str, ...],
    no_evidence: bool,
    languages: tuple[str, ...],
    align: bool,
    describe: bool,
    placed: bool,
    lang: str,
    with_digest: bool,
) -> None:
    """Write the graph for other systems: Turtle and more.

    Turtle to stdout unless told otherwise. ttl, nt and xml give one graph; trig, nq and jsonld keep the named graphs
    apart. The same graph gives the same bytes, and the same --digest after every way there and back. Sentences of
    the sources (the graph 'texts', where the texts were at hand) are written only with --graph texts: to pass them on
    is for their authors to allow.

    graphml, gexf and xlsx hold things and links: for Gephi and yEd, and a sheet a class to read; sssom maps things to
    codes. csv, parquet and neo4j (neo4j-admin import, and Cypher) fill a folder with a table of each.
    """
    packed = COMPRESSIONS.get(output.suffix.lower()) if output else None
    named = output.with_suffix("") if output and packed else output
    form = chosen if chosen in FOLDERS else options.decide_format(chosen, named, EXTENSIONS, "ttl")
    project = options.located()
    snapshot = options.snapshot(project)
    wanted = scope(snapshot, graphs, asserted=asserted or not inferred, inferred=inferred or not asserted)
    wanted = replace(wanted, evidence=not no_evidence, languages=frozenset(map(str.lower, languages)))
    wanted = _cut(snapshot, wanted, about, hops, kinds, programmes)
    wanted = replace(wanted, alignments=project.alignments if align else None, described=describe)
    if form in FOLDERS:
        if output is None:
            raise InputError(f"-f {form} fills a folder; say which with -o")
        fill(output, snapshot, form, wanted)
    elif output or not with_digest:
        style = Style(context=project.context, language=lang, placed=placed)
        pieces = export(snapshot, form, wanted, style=style)
        options.write(packed(pieces) if packed else pieces, output)
    if with_digest:
        click.echo(f"rdfc-1.0 sha256:{digest(snapshot, form, wanted)}")


def _cut(
    snapshot: Snapshot, wanted: Scope, about: str | None, hops: int, kinds: tuple[str, ...], programmes: tuple[str, ...]
) -> Scope:
    """The scope cut to what the named things are.

    Raises:
        UnknownName, AmbiguousName: of an entity or a class.
        InputError: nothing is left, or hops are counted from nowhere.
    """
    if hops and not about:
        raise InputError("--hops counts from an entity; say which with --about")
    things = Things(
        kinds=frozenset(find.kind_named(snapshot.names, name) for name in kinds),
        middle=find.resolve(snapshot.names, about) if about else None,
        hops=hops,
        programmes=frozenset(find.resolve(snapshot.names, name) for name in programmes),
    )
    return narrowed(snapshot, wanted, things)
