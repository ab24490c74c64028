"""``kg build``: from files to a snapshot."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import click

from kg.build import STAGES, build
from kg.cli import bounds, options, summary
from kg.errors import Interrupted

if TYPE_CHECKING:
    from kg.build import Outcome


_EXAMPLES: Final = """\b
  kg build                   make a snapshot if anything has changed
  kg build --lang en         with findings in English
  kg build --memory 2GB      go on on disk when reasoning needs more than that"""


@click.command(short_help="Read, check and reason over the graph; store a snapshot.", epilog=_EXAMPLES)
@click.option("--force", is_flag=True, help="Build even if nothing has changed.")
@click.option("--reasoner", default="columns", show_default=True, help="The engine that draws conclusions.")
@bounds.reasoning
@click.option("--expand-same-as", is_flag=True, help="Write every statement under every name of a thing.")
@click.option("--allow-clashes", is_flag=True, help="Count contradictions among the findings, and go on.")
@click.option("--trivial", is_flag=True, help="Write what follows from any graph, too: the specification's full set.")
@options.language
def command(
    *,
    force: bool,
    reasoner: str,
    memory: int | None,
    expand_same_as: bool,
    allow_clashes: bool,
    trivial: bool,
    lang: str,
) -> None:
    """Read, check and reason over the graph; store a snapshot.

    The last snapshot answers until the new one is complete, and stays if the build fails or is stopped.
    """
    project = options.located()
    line = _Line() if sys.stderr.isatty() else None
    try:
        outcome = build(
            project,
            reasoner=reasoner,
            force=force,
            lang=lang,
            memory=memory,
            expand_same_as=expand_same_as,
            allow_clashes=allow_clashes,
            trivial=trivial,
            progress=line.tell if line else lambda _: None,
        )
    except KeyboardInterrupt as stop:
        raise Interrupted("stopped; the last snapshot stays as it was") from stop
    finally:
        if line:
            line.clear()
    for note in outcome.notes:
        click.echo(f"kg: note: {note}", err=True)
    click.echo(_told(outcome, project.shown(outcome.snapshot.path)))


class _Line:
    """One line of the terminal that tells what is going on now."""

    def __init__(self) -> None:
        self._stage = ""

    def tell(self, doing: str) -> None:
        """Show the stage that begins, what is being done within it, or what is waited for before the first."""
        if doing in STAGES:
            shown = self._stage = f"{STAGES.index(doing) + 1}/{len(STAGES)} {doing}"
        else:
            shown = f"{self._stage}: {doing}" if self._stage else doing
        click.echo(f"\r\x1b[2K{shown} …", nl=False, err=True)

    @staticmethod
    def clear() -> None:
        """Leave the line empty."""
        click.echo("\r\x1b[2K", nl=False, err=True)


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
