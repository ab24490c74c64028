"""The options that bound a command: time, memory, rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

import click

Decorated = TypeVar("Decorated", bound=Callable[..., object])

ROWS_SHOWN: Final = 1_000
_LEAST_MEMORY: Final = 200_000_000
_UNITS: Final = {"mb": 10**6, "m": 10**6, "mib": 2**20, "gb": 10**9, "g": 10**9, "gib": 2**30}


def _bytes(_context: click.Context, _option: click.Parameter, value: str | None) -> int | None:
    """The number of bytes of a size such as 500MB or 2 GB."""
    if value is None:
        return None
    number = value.rstrip("BGIMbgim ")
    unit = _UNITS.get(value[len(number) :].strip().lower())
    if unit is None or not number.replace(".", "", 1).isdecimal():
        raise click.BadParameter(f"{value!r} is no size; write it as 500MB or 2GB")
    count = int(float(number) * unit)
    if count < _LEAST_MEMORY:
        raise click.BadParameter(f"{value} is too little to work in; give at least 200MB")
    return count


def evaluation(command: Decorated) -> Decorated:
    """Add ``--timeout`` and ``--memory``, which arrive as ``timeout`` in seconds and ``memory`` in bytes."""
    in_time = click.option(
        "--timeout",
        metavar="SECONDS",
        type=click.FloatRange(min=0, min_open=True, max=1_000_000),
        default=30,
        show_default=True,
        help="End the query after this time, with exit code 124.",
    )
    in_memory = click.option(
        "--memory",
        metavar="SIZE",
        callback=_bytes,
        default="2GB",
        show_default=True,
        help="End the query when it needs more memory.",
    )
    return in_time(in_memory(command))


def reasoning(command: Decorated) -> Decorated:
    """Add ``--memory``, which arrives as ``memory`` in bytes, or None."""
    return click.option(
        "--memory",
        metavar="SIZE",
        callback=_bytes,
        help="Let the reasoner's database use this much before it goes on on disk.  [default: what DuckDB takes]",
    )(command)


def max_rows(command: Decorated) -> Decorated:
    """Add ``--max-rows N``, which arrives as ``most``: a number, 0 for all, or None where nobody said."""
    return click.option(
        "--max-rows",
        "most",
        metavar="N",
        type=click.IntRange(0),
        help="Show at most N rows, 0 for all.  [default: 1000 on a terminal, else all]",
    )(command)


def rows_shown(most: int | None, *, terminal: bool) -> int | None:
    """How many rows to show, None for all, from what ``--max-rows`` said."""
    return (ROWS_SHOWN if terminal else None) if most is None else most or None


def tell_cut(shown: int, noun: str, *, asked: bool) -> None:
    """Tell on stderr that more was found than is shown; where nobody asked for that, the exit code will be 1."""
    more = "" if asked else "; --max-rows N shows more, --max-rows 0 all"
    click.echo(f"kg: the first {shown:,} {noun}{'' if shown == 1 else 's'}; there are more{more}", err=True)
    if not asked:
        click.get_current_context().exit(1)
