"""``kg ask --all``: the whole catalogue answered in one briefing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from kg.cli import options

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kg.query.worker import Limits

FORMATS: Final = ("md", "html")
_EXTENSIONS: Final = {".md": "md", ".markdown": "md", ".html": "html", ".htm": "html"}


def write(
    given: Mapping[str, str], lang: str, chosen: str | None, output: Path | None, limits: Limits, most: int | None
) -> None:
    """Answer every question and write the briefing; on stderr, how many have an answer.

    Args:
        given: values of parameters, for every question that has them.
        lang: of the briefing.
        chosen: what ``-f`` said.
        output: what ``-o`` said.
        limits: for all questions together.
        most: rows of one answer; None for all.

    Raises:
        click.UsageError: the format is none of a briefing.
    """
    from functools import partial

    from kg.ask import load, paper
    from kg.ask.briefing import Wish, gather
    from kg.query.worker import confined

    if chosen and chosen not in FORMATS:
        raise click.UsageError(f"a briefing is md or html, not {chosen}")
    form = options.decide_format(chosen, output, _EXTENSIONS, "md")
    project = options.located()
    questions = load(project.questions)
    found = confined(partial(gather, options.snapshot(project), project, questions, Wish(lang, given, most)), limits)
    options.write([(paper.html if form == "html" else paper.markdown)(found).encode()], output)
    click.echo(found.counts, err=True)
