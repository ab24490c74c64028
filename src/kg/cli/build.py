"""``kg build``: from files to a snapshot."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import click

from kg.build import STAGES, build
from kg.cli import options, summary

if TYPE_CHECKING:
    from kg.build import Outcome


_EXAMPLES: Final = """\b
  kg build                 make a snapshot if anything has changed
  kg build --lang en       with findings in English"""


@click.command(short_help="Read, check and reason over the graph; store a snapshot.", epilog=_EXAMPLES)
@click.option("--force", is_flag=True, help="Build even if nothing has changed.")
@click.option("--reasoner", default="columns", show_default=True, help="The engine that draws conclusions.")
@options.language
def command(force: bool, reasoner: str, lang: str) -> None:
    r"""Read, check and reason over the graph; store a snapshot.

    The last snapshot answers until the new one is complete, and stays if the build fails.
    """
    project = options.located()
    told = sys.stderr.isatty()
    try:
        outcome = build(project, reasoner=reasoner, force=force, lang=lang, progress=_show if told else lambda _: None)
    finally:
        if told:
            click.echo("\r\x1b[2K", nl=False, err=True)
    for note in outcome.notes:
        click.echo(f"kg: note: {note}", err=True)
    click.echo(_told(outcome, project.shown(outcome.snapshot.path)))


def _show(stage: str) -> None:
    """Tell on one line what is going on now."""
    number = f"{STAGES.index(stage) + 1}/{len(STAGES)} " if stage in STAGES else ""
    click.echo(f"\r\x1b[2K{number}{stage} …", nl=False, err=True)


def _told(outcome: Outcome, path: str) -> str:
    manifest = outcome.manifest
    if not outcome.changed:
        return f"nothing has changed since {manifest.built}; {path} answers"
    found = summary.findings(manifest)
    return summary.aligned(
        [
            *summary.graphs(manifest),
            ("asserted", f"{manifest.asserted:,}"),
            ("inferred", f"{manifest.inferred:,}"),
            ("findings", found + ("; 'kg status --findings' lists them" if manifest.findings else "")),
            ("time", f"{manifest.seconds:.1f} s"),
            ("digest", manifest.digest),
            ("snapshot", path),
        ]
    )
