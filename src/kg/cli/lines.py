"""Lines with roles on their way out: as wide as the terminal, and in its styles."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kg.show import Line, Span

# As wide as is comfortable to read: where the output is no terminal, and on a terminal at most.
_PIPED_COLUMNS: Final = 100
_MOST_COLUMNS: Final = 120


def columns(output: Path | None) -> int:
    """How wide the lines may be that go to ``output``, or to stdout where it is None."""
    return min(shutil.get_terminal_size().columns, _MOST_COLUMNS) if _is_terminal(output) else _PIPED_COLUMNS


def encoded(lines: Iterable[Line], output: Path | None) -> Iterator[bytes]:
    """The lines as bytes, with the styles of their roles where a terminal shows them."""
    styled = _is_terminal(output) and not os.environ.get("NO_COLOR")
    for line in lines:
        yield "".join(_styled(span) if styled else span.text for span in line).encode() + b"\n"


def _is_terminal(output: Path | None) -> bool:
    return output is None and sys.stdout.isatty()


def _styled(span: Span) -> str:
    """The words in the style of their role."""
    if span.role == "mark":
        return click.style(span.text, fg="yellow")
    if span.role == "dim":
        return click.style(span.text, dim=True)
    return click.style(span.text, bold=True) if span.role else span.text
