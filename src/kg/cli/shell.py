"""``kg query`` on a terminal without a query: the shell, and how it writes."""

from __future__ import annotations

import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from kg.cli import options
from kg.errors import InputError
from kg.query import results
from kg.store.snapshot import Snapshot, current

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from kg.shell.answers import Settings

_KEPT = 2  # lines of the screen that stay free below an answer


class Terminal:
    """The terminal that this program runs on."""

    def columns(self) -> int:
        """How wide a line may be."""
        return shutil.get_terminal_size().columns

    def show(self, lines: Sequence[str]) -> None:
        """Write the lines, through the user's pager where the screen does not hold them."""
        if len(lines) + _KEPT <= shutil.get_terminal_size().lines:
            click.echo("\n".join(lines))
            return
        with suppress(KeyboardInterrupt):
            click.echo_via_pager("\n".join(lines))

    def tell(self, words: str) -> None:
        """Write what is said of an answer."""
        click.echo(words, err=True)

    def save(self, path: Path, content: Callable[[str], bytes]) -> None:
        """Write a file in the format that its extension asks for.

        Raises:
            InputError: there is none, or the file cannot be written.
        """
        form = results.EXTENSIONS.get(path.suffix.lower())
        if form is None:
            known = " ".join(results.EXTENSIONS)
            raise InputError(f"{path}: no format has the extension '{path.suffix}'; use one of {known}")
        options.write([content(form)], path)


def converse_with(settings: Settings) -> None:
    """Open the shell, and come back when the user leaves."""
    from kg.shell.session import converse

    project = options.located()
    opened = options.snapshot(project)
    # What is built in the meantime answers from then on; an endpoint is opened once.
    here = type(opened) is Snapshot
    converse(lambda: current(project) if here else opened, settings, Terminal())
