"""``kg diff``: what changed between two versions of the graph."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from kg.cli import options
from kg.diff import changes, html, markdown, patch, version

_EXTENSIONS: Final = {".md": "md", ".html": "html", ".rdfp": "patch"}
_EXAMPLES: Final = """\b
  kg diff HEAD~1 .                   the last commit beside the files as they are
  kg diff 4a69 current               a snapshot beside the one that answers
  kg diff v1.nq v2.nq -o changes.html
  kg diff HEAD~1 HEAD -f patch       an RDF Patch, for machines"""


@click.command(short_help="Tell what changed between two versions.", epilog=_EXAMPLES)
@click.argument("old")
@click.argument("new")
@options.output_format("md", "html", "patch")
@options.output
@options.language
def command(old: str, new: str, chosen: str | None, output: Path | None, lang: str) -> None:
    """Tell what changed between two versions.

    A version is a snapshot ('current', or digits of its name), a folder (a snapshot's or a checkout), a file (.ttl,
    .nt, .nq) or a revision of git. What was asserted is compared, in any order: things that came, went and changed, by
    programme. Exit code 1 if anything changed.
    """
    form = options.decide_format(chosen, output, _EXTENSIONS, "md")
    project = options.located()
    found = changes(version(project, old), version(project, new))
    told = patch(found) if form == "patch" else (html if form == "html" else markdown)(found, old, new, lang)
    options.write([told.encode()], output)
    if found.added or found.removed:
        click.get_current_context().exit(1)
