"""``kg export``: the graph as Turtle and in other formats."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from kg.cli import complete, options
from kg.export import COMPRESSIONS, EXTENSIONS, FORMATS, digest, export, scope

_EXAMPLES: Final = """\b
  kg export -o xining.ttl                   everything, as one graph in Turtle
  kg export -o xining.trig.gz               all, graphs kept apart, packed; .zst likewise
  kg export --asserted -f nt | less         what was read, a statement a line
  kg export --graph reference -o places.rdf one named graph, in RDF/XML
  kg export --align -o aligned.trig         with the ties to other vocabularies, graphs kept apart
  kg export | rapper -c -i turtle - urn:x"""


@click.command(short_help="Write the graph for other systems: Turtle and more.", epilog=_EXAMPLES)
@options.output_format(*FORMATS)
@options.output
@click.option("--asserted", is_flag=True, help="Only what was read.")
@click.option("--inferred", is_flag=True, help="Only what was inferred.")
@options.graphs(complete.graphs, "Only this named graph, say reference; may be repeated.")
@click.option("--align", is_flag=True, help="Add the statements that tie our vocabulary to others.")
@click.option("--digest", "with_digest", is_flag=True, help="Print the digest by RDFC-1.0; write only with -o.")
def command(
    *,
    chosen: str | None,
    output: Path | None,
    asserted: bool,
    inferred: bool,
    graphs: tuple[str, ...],
    align: bool,
    with_digest: bool,
) -> None:
    """Write the graph for other systems: Turtle and more.

    Turtle to stdout unless told otherwise. ttl, nt and xml give one graph; trig, nq and jsonld keep the named graphs
    apart. The same graph gives the same bytes, and the same --digest after every way there and back. Sentences of
    the sources (the graph 'texts', where the texts were at hand) are written only with --graph texts: to pass them on
    is for their authors to allow.
    """
    packed = COMPRESSIONS.get(output.suffix.lower()) if output else None
    form = options.decide_format(chosen, output.with_suffix("") if output and packed else output, EXTENSIONS, "ttl")
    project = options.located()
    snapshot = options.snapshot(project)
    wanted = scope(snapshot, graphs, asserted=asserted or not inferred, inferred=inferred or not asserted)
    alignments = project.alignments if align else None
    if output or not with_digest:
        pieces = export(snapshot, form, wanted, alignments=alignments, context=project.context)
        options.write(packed(pieces) if packed else pieces, output)
    if with_digest:
        click.echo(f"rdfc-1.0 sha256:{digest(snapshot, form, wanted, alignments=alignments)}")
