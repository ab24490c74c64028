"""``kg why``: the proof of one statement, down to the words of the sources."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from kg.cli import complete, lines, options
from kg.errors import NothingToAnswer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.store.snapshot import Snapshot
    from kg.terms import Triple
    from kg.why.telling import Told

_EXAMPLES: Final = """\b
  kg why ent:jinko npp:coveredBy prog:zero-carbon-park
  kg why 晶科能源 处于政策覆盖 国家级零碳园区建设    any names
  kg why 西宁 a Place --all                   every proof, up to 10
  echo 'ent:jinko npp:locatedIn place:china .' | kg why -
  kg why 晶科能源 位于 中国 -o why.ttl"""

_EXTENSIONS: Final = {".txt": "tree", ".json": "json", ".ttl": "ttl", ".dot": "dot"}
_TERMS: Final = 3
_MOST: Final = 5_000


@click.command(short_help="Prove a statement down to the words it rests on.", epilog=_EXAMPLES)
@click.argument(
    "statement",
    nargs=-1,
    required=True,
    metavar="SUBJECT PREDICATE OBJECT | -",
    shell_complete=lambda context, _parameter, value: complete.entities(context, value),
)
@click.option("--all", "everything", is_flag=True, help="All proofs that rest on different grounds.")
@click.option("-n", "--limit", type=click.IntRange(min=1), default=10, show_default=True, help="With --all: at most.")
@click.option(
    "--max-steps",
    "steps",
    type=click.IntRange(1, _MOST),
    default=200,
    show_default=True,
    metavar="N",
    help="Look for proofs of at most so many steps.",
)
@options.language
@options.output_format("tree", "json", "ttl", "dot")
@options.output
def command(
    statement: tuple[str, ...],
    *,
    everything: bool,
    limit: int,
    steps: int,
    lang: str,
    chosen: str | None,
    output: Path | None,
) -> None:
    """Prove a statement down to the words it rests on.

    SUBJECT, PREDICATE and OBJECT are IRIs, CURIEs or any names, and OBJECT may be a value; with - one statement of
    Turtle is read from stdin. The shortest proof by the rules of OWL 2 RL comes as a tree: what is concluded, the rule,
    and what it needs, down to what sources assert, with paragraph (counted from 0), phrase and sentence. An asserted
    statement is its own proof. Where it is not in the graph, the exit code is 1, and what is nearest is told.
    """
    from kg.why import Reasons, depth
    from kg.why.telling import Teller, absent

    form = options.decide_format(chosen, output, _EXTENSIONS, "tree")
    project = options.located()
    snapshot = options.snapshot(project)
    triple = _meant(snapshot, statement)
    reasons = Reasons(snapshot.engine, snapshot.originals)
    teller = Teller(snapshot.engine, lang=lang, project=project, originals=snapshot.originals)
    shortest = None if everything else reasons.shortest(triple, steps=steps)
    proofs = reasons.all(triple, most=limit, steps=steps) if everything else [shortest] if shortest else []
    if not proofs:
        raise NothingToAnswer(absent(teller, reasons, triple, steps=steps))
    with depth(steps):
        content = b"".join(_written([teller.of(proof) for proof in proofs], form, lang, output))
    options.write([content], output)


def _meant(snapshot: Snapshot, statement: tuple[str, ...]) -> Triple:
    """The one statement that the arguments, or stdin, give."""
    from kg.why.statement import from_names, from_turtle

    if statement == ("-",):
        return from_turtle(sys.stdin.read())
    if len(statement) != _TERMS:
        raise click.UsageError("give SUBJECT PREDICATE OBJECT, each as one word or in quotes; or '-' to read Turtle")
    return from_names(snapshot, *statement)


def _written(proofs: Sequence[Told], form: str, lang: str, output: Path | None) -> Iterator[bytes]:
    """The proofs in the format, as bytes."""
    if form == "tree":
        from kg.why.drawing import trees

        yield from lines.encoded(trees(proofs, lang=lang, columns=lines.columns(output)), output)
    elif form == "ttl":
        from kg.why.provenance import as_turtle

        yield as_turtle(proofs).encode()
    else:
        from kg.why.formats import as_dot, as_json

        yield (as_json if form == "json" else as_dot)(proofs).encode()
