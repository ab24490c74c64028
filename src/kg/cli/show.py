"""``kg show``: one entity as a card."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from kg.cli import complete, options

if TYPE_CHECKING:
    from kg.show import Line, Span

# As wide as is comfortable to read: where the output is no terminal, and on a terminal at most.
_PIPED_COLUMNS: Final = 100
_MOST_COLUMNS: Final = 120

_EXAMPLES: Final = """\b
  kg show 西宁                     any name
  kg show place:nanchuan-park      a CURIE, or an IRI in full
  kg show 晶科能源 --lang en
  kg show 西宁 --all -f json       everything, for another program"""


@click.command(short_help="Show one entity: its names, facts and evidence.", epilog=_EXAMPLES)
@click.argument("entity", shell_complete=lambda context, _parameter, value: complete.entities(context, value))
@options.language
@click.option("--all", "everything", is_flag=True, help="Leave nothing out of long lists.")
@click.option("--no-evidence", is_flag=True, help="Leave out what the facts rest on.")
@options.output_format("text", "json")
@options.output
def command(
    entity: str, lang: str, chosen: str | None, output: Path | None, *, everything: bool, no_evidence: bool
) -> None:
    """Show one entity: its names, facts and evidence.

    ENTITY is an IRI, a CURIE or any name. What only a rule gave is marked as inferred. Under each fact stands what it
    rests on: source, paragraph (counted from 0), phrase, and the sentence where the source's text is on this machine.
    """
    from kg.find import resolve
    from kg.show import card, page
    from kg.store.snapshot import current

    form = options.decide_format(chosen, output, {".txt": "text", ".json": "json"}, "text")
    project = options.located()
    snapshot = current(project)
    shown = card(snapshot.engine, resolve(snapshot.names, entity), lang=lang, project=project)
    if form == "json":
        content = json.dumps(shown.as_json(), ensure_ascii=False, indent=1)
        options.write([content.encode(), b"\n"], output)
        return
    terminal = output is None and sys.stdout.isatty()
    columns = min(shutil.get_terminal_size().columns, _MOST_COLUMNS) if terminal else _PIPED_COLUMNS
    lines = page(shown, columns=columns, everything=everything, evidence=not no_evidence)
    styled = terminal and not os.environ.get("NO_COLOR")
    options.write((_line(line, styled=styled).encode() + b"\n" for line in lines), output)


def _line(line: Line, *, styled: bool) -> str:
    """The line with the styles of its roles, or plain."""
    if not styled:
        return "".join(span.text for span in line)
    return "".join(_styled(span) for span in line)


def _styled(span: Span) -> str:
    """The words in the style of their role."""
    if span.role == "mark":
        return click.style(span.text, fg="yellow")
    if span.role == "dim":
        return click.style(span.text, dim=True)
    return click.style(span.text, bold=True) if span.role else span.text
