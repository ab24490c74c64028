"""``kg show``: one entity as a card."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import click

from kg.cli import complete, lines, options

_EXAMPLES: Final = """\b
  kg show 西宁                     any name
  kg show place:nanchuan-park      a CURIE, or an IRI in full
  kg show 晶科能源 --lang en
  kg show 晶科能源 --why           with the grounds of what is inferred
  kg show 西宁 --all -f json       everything, for another program"""


@click.command(short_help="Show one entity: its names, facts and evidence.", epilog=_EXAMPLES)
@click.argument("entity", shell_complete=lambda context, _parameter, value: complete.entities(context, value))
@options.language
@click.option("--all", "everything", is_flag=True, help="Leave nothing out of long lists.")
@click.option("--why", "proved", is_flag=True, help="Under each inferred fact, the rules and what they rest on.")
@click.option("--no-evidence", is_flag=True, help="Leave out what the facts rest on.")
@options.output_format("text", "json")
@options.output
def command(
    entity: str,
    lang: str,
    chosen: str | None,
    output: Path | None,
    *,
    everything: bool,
    proved: bool,
    no_evidence: bool,
) -> None:
    """Show one entity: its names, facts and evidence.

    ENTITY is an IRI, a CURIE or any name. What only a rule gave is marked as inferred. Under each fact stands what it
    rests on: source, paragraph (counted from 0), phrase, and the sentence where the source's text is on this machine.
    """
    from kg.find import resolve
    from kg.show import card, page

    form = options.decide_format(chosen, output, {".txt": "text", ".json": "json"}, "text")
    project = options.located()
    snapshot = options.snapshot(project)
    shown = card(snapshot.engine, resolve(snapshot.names, entity), lang=lang, project=project)
    if form == "json":
        content = json.dumps(shown.as_json(), ensure_ascii=False, indent=1)
        options.write([content.encode(), b"\n"], output)
        return
    prove = None
    if proved:
        from kg.why.grounds import Grounding

        prove = Grounding(snapshot, lang=lang, project=project).of
    told = page(shown, columns=lines.columns(output), everything=everything, evidence=not no_evidence, prove=prove)
    options.write(lines.encoded(told, output), output)
