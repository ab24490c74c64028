"""``kg fmt``: canonical Turtle files, comments kept."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from kg.cli import options
from kg.errors import InputError, KgError
from kg.turtle.fmt import format_text
from kg.turtle.read import shown, text_of

_EXAMPLES: Final = """\b
  kg fmt                        all of ontology/ and graph/
  kg fmt graph/decisions.ttl    one file
  kg fmt --check                for CI: list what would change, exit 1 if any"""


@click.command(short_help="Bring Turtle files into canonical form.", epilog=_EXAMPLES)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Only list the files that would change; exit 1 if any.")
def command(paths: tuple[Path, ...], *, check: bool) -> None:
    """Bring Turtle files into canonical form.

    Without PATHS all of ontology/ and graph/; of a folder, all .ttl files below it. Subjects stand in sections, one
    predicate a line, comments with what they belong to; the same statements give the same bytes in whatever order
    they stood.
    """
    changing, faults = [], []
    files = _files(paths)
    for path in files:
        try:
            if _formatted(path, check=check):
                changing.append(path)
        except KgError as error:
            faults.append(str(error))
    if check:
        options.write([f"{shown(path)}\n".encode() for path in changing], None)
    said = "would change" if check else "changed"
    click.echo(f"{len(changing)} of {len(files)} files {said}", err=True)
    if faults:
        raise InputError("\n".join(faults))
    if check and changing:
        click.get_current_context().exit(1)


def _files(paths: tuple[Path, ...]) -> list[Path]:
    """The files meant: those named, and the .ttl files below the folders named; none twice."""
    if not paths:
        project = options.located()
        paths = (project.ontology, project.graph)
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            found.update(dict.fromkeys(sorted(path.rglob("*.ttl"))))
        elif path.exists():
            found[path] = None
        else:
            raise InputError(f"{shown(path)}: no such file or folder; check the path")
    return list(found)


def _formatted(path: Path, *, check: bool) -> bool:
    """Whether the file is not in canonical form; brings it there unless only checking.

    A file that is in form already is not touched; any other is written aside, then renamed.
    """
    canonical = format_text(text_of(path), name=shown(path)).encode()
    if canonical == path.read_bytes():
        return False
    if not check:
        options.write([canonical], path.resolve())
    return True
