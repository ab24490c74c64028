"""What the commands share: their common options, where the project lies, and how output is written."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from kg.errors import InputError
from kg.project import Project, locate

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from kg.store.snapshot import Snapshot

Decorated = TypeVar("Decorated", bound=Callable[..., object])

Completer = Callable[[click.Context, click.Parameter, str], "list[CompletionItem]"]

LANGUAGES = ("zh", "en")


def located() -> Project:
    """The project that this run works on: ``-C``, else ``KG_PROJECT``, else the one around the user."""
    return locate(click.get_current_context().find_root().params.get("project"))


def endpoint() -> str:
    """The address that ``--endpoint`` or ``KG_ENDPOINT`` names; "" where none does."""
    return click.get_current_context().find_root().params.get("endpoint") or ""


def snapshot(project: Project) -> Snapshot:
    """The graph that this run asks: behind the endpoint of ``--endpoint`` or ``KG_ENDPOINT``, else as last built.

    Raises:
        EndpointError: the endpoint cannot be reached, or holds another graph.
        SnapshotError: nothing has been built.
    """
    context = click.get_current_context()
    if url := endpoint():
        from kg.remote.endpoint import SECONDS, connect

        found = connect(url, seconds=context.params.get("timeout") or SECONDS)
        for note in found.notes:
            click.echo(f"kg: {note}", err=True)
        return found
    from kg.store.snapshot import current

    return current(project)


def default_language() -> str:
    """``en`` where the locale says so, else ``zh``."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "en" if locale.lower().startswith("en") else "zh"


def language(command: Decorated) -> Decorated:
    """Add ``--lang``, which arrives as the keyword ``lang``."""
    return click.option(
        "--lang",
        type=click.Choice(LANGUAGES),
        default=default_language,
        help="Language of labels.  [default: from the locale, else zh]",
    )(command)


def output(command: Decorated) -> Decorated:
    """Add ``-o FILE``, which arrives as the keyword ``output``: a path, or None for stdout."""
    return click.option(
        "-o",
        "--output",
        type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
        callback=lambda _context, _option, value: None if value is None or str(value) == "-" else value,
        help="Write to this file; the extension chooses the format.",
    )(command)


def output_format(*choices: str) -> Callable[[Decorated], Decorated]:
    """Add ``-f NAME``, which arrives as the keyword ``chosen``: one of ``choices``, or None."""

    def add(command: Decorated) -> Decorated:
        return click.option(
            "-f",
            "--format",
            "chosen",
            type=click.Choice(choices),
            help="Format; else the extension of -o decides.",
        )(command)

    return add


def parameters(completed: Completer, explained: str) -> Callable[[Decorated], Decorated]:
    """Add ``-p NAME=VALUE``, which arrives as the keyword ``parameters``: a dictionary of texts.

    Args:
        completed: what a shell offers for it.
        explained: what a value may be.
    """

    def add(command: Decorated) -> Decorated:
        return click.option(
            "-p",
            "--parameter",
            "parameters",
            metavar="NAME=VALUE",
            multiple=True,
            callback=_pairs,
            shell_complete=completed,
            help=explained,
        )(command)

    return add


def _pairs(_context: click.Context, _option: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """What ``-p`` said, from names without ``?`` or ``$`` to values.

    Raises:
        InputError: one has no ``=``, no name or no value, or a name comes twice.
    """
    found: dict[str, str] = {}
    for each in given:
        name, _, value = each.partition("=")
        name = name.strip().lstrip("?$")
        if not name or not value.strip():
            raise InputError(f"-p {each}: write a name and a value, as in -p place=西宁")
        if name in found:
            raise InputError(f"-p {each}: {name} has a value already; give each parameter once")
        found[name] = value.strip()
    return found


def graphs(completed: Completer, explained: str) -> Callable[[Decorated], Decorated]:
    """Add ``--graph SLUG``, which arrives as the keyword ``graphs``: slugs in the order given.

    Args:
        completed: what a shell offers for it.
        explained: what becomes of the graphs.
    """

    def add(command: Decorated) -> Decorated:
        return click.option(
            "--graph", "graphs", metavar="SLUG", multiple=True, shell_complete=completed, help=explained
        )(command)

    return add


def decide_format(chosen: str | None, path: Path | None, extensions: dict[str, str], default: str) -> str:
    """The format to write: ``-f`` first, else by the extension of ``-o``, else ``default``.

    Args:
        chosen: what ``-f`` said.
        path: what ``-o`` said.
        extensions: from ``.ext`` to the format's name.
        default: where neither speaks.

    Raises:
        InputError: the extension is not one of them, or contradicts ``-f``.
    """
    if path is None:
        return chosen or default
    by_name = extensions.get(path.suffix.lower())
    if by_name is None and chosen is None:
        known = " ".join(extensions)
        raise InputError(f"{path}: no format has the extension '{path.suffix}'; use one of {known}, or -f")
    if chosen and by_name and by_name != chosen:
        raise InputError(f"{path}: the extension says {by_name} and -f says {chosen}; change one of them")
    return chosen or by_name or default


def write(chunks: Iterable[bytes], path: Path | None) -> None:
    """Write to ``path`` whole or not at all, or to stdout where ``path`` is None.

    Raises:
        InputError: the file cannot be written.
    """
    if path is None:
        _write_stdout(chunks)
        return
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with aside.open("wb") as file:
            file.writelines(chunks)
        aside.replace(path)
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror}; choose another place with -o") from error
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def _write_stdout(chunks: Iterable[bytes]) -> None:
    """Write bytes as they are; a reader that has gone away ends the program in silence, as in any pipe."""
    stream = sys.stdout.buffer
    try:
        for chunk in chunks:
            stream.write(chunk)
        stream.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
