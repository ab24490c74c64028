"""``kg query``: SPARQL 1.1 over the snapshot."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import bounds, complete, options
from kg.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.query.job import Job
    from kg.query.worker import Limits
    from kg.store.snapshot import Snapshot
    from kg.terms import Term

_EXAMPLES = """\b
Examples:
  kg query 'SELECT ?p ?name { ?p a npp:Programme ; skos:prefLabel ?name FILTER(LANG(?name) = "zh") }'
  kg query -p place=西宁 'SELECT ?d { ?d npp:recipient $place }'
  kg query question.rq -f json -o answer.json
  kg query - < question.rq"""


@click.command(short_help="Run SPARQL from text, a file or stdin.", epilog=_EXAMPLES)
@click.argument("query", metavar="[TEXT|FILE.rq|-]", required=False)
@options.parameters(
    complete.values,
    "Put a term in the place of a variable: a CURIE, a name, a number or a literal such as '\"text\"@zh'.",
)
@click.option("--asserted", is_flag=True, help="Leave out what was inferred.")
@options.graphs(complete.graphs, "Ask this graph alone, say reference; may be repeated.")
@click.option("--explain", "explaining", is_flag=True, help="Tell what each pattern matches, and the time it takes.")
@click.option(
    "--allow-service",
    "services",
    metavar="URL-PREFIX",
    multiple=True,
    help="Let SERVICE ask servers whose URL begins so; may be repeated.",
)
@options.output_format("table", "tsv", "csv", "json", "xml", "md", "html", "jsonl", "xlsx", "parquet", "ttl", "nt")
@options.output
@bounds.evaluation
@bounds.max_rows
def command(
    *,
    query: str | None,
    parameters: dict[str, str],
    asserted: bool,
    graphs: tuple[str, ...],
    explaining: bool,
    services: tuple[str, ...],
    chosen: str | None,
    output: Path | None,
    timeout: float,
    memory: int,
    most: int | None,
) -> None:
    """Run a SPARQL 1.1 query: its text, a file, or stdin.

    The prefixes of the project need no declaration (npp: the vocabulary, place: prog: des: body: ... the entities).
    On a terminal a table, else TSV; CONSTRUCT and DESCRIBE give Turtle. Without a query, a terminal becomes a shell.
    """
    from dataclasses import replace

    from kg.query.job import Job
    from kg.query.worker import Limits

    limits = Limits(timeout, memory)
    if query is None and sys.stdin.isatty() and sys.stdout.isatty():
        if parameters or explaining or chosen or output:
            raise click.UsageError("-p, -f, -o and --explain are for one query: give its text or a file")
        _converse(graphs, services, limits, most, asserted=asserted)
        return
    text, name = _text(query)
    from kg.query import results

    snapshot = options.snapshot(options.located())
    terminal = output is None and sys.stdout.isatty()
    shown = bounds.rows_shown(most, terminal=terminal)
    form = options.decide_format(chosen, output, results.EXTENSIONS, "") or None
    if terminal and form in results.BINARY:
        raise InputError(f"{form} is no text for a terminal; write it to a file with -o")
    terms = bindings(snapshot, parameters)
    job = Job(text, name, terms, graphs, asserted=asserted, form=form, terminal=terminal, most=shown, services=services)
    if explaining:
        _explain(snapshot, replace(job, most=most), limits, output)
    else:
        _answer(snapshot, job, limits, output, asked=most is not None)


def _converse(
    graphs: tuple[str, ...], services: tuple[str, ...], limits: Limits, most: int | None, *, asserted: bool
) -> None:
    """Open the shell, where the same limits hold for each query."""
    from kg.cli.shell import converse_with
    from kg.shell.answers import Settings

    shown = bounds.rows_shown(most, terminal=True)
    converse_with(Settings(graphs, asserted, limits, shown, most or None, services))


def _answer(snapshot: Snapshot, job: Job, limits: Limits, output: Path | None, *, asked: bool) -> None:
    """Write the answer and, on stderr, what the user should know of it; ``asked`` says who set the bound of rows."""
    from kg.query import results
    from kg.query.job import perform

    found = perform(snapshot, job, limits)
    for warning in found.warnings:
        click.echo(f"warning: {warning}", err=True)
    options.write([found.content], output)
    if found.cut and job.most is not None:
        bounds.tell_cut(job.most, found.noun, asked=asked)
    elif found.count is not None:
        click.echo(f"{found.count:,} {found.noun}{'' if found.count == 1 else 's'}", err=True)
    if found.noun == "row" and job.most != 0 and results.is_empty(found.content, found.count):
        from kg.query.empty import why_empty

        for reason in why_empty(snapshot, job, limits):
            click.echo(reason, err=True)


def _explain(snapshot: Snapshot, job: Job, limits: Limits, output: Path | None) -> None:
    """Write what the query costs, as a table or in JSON.

    Raises:
        InputError: another format is asked for.
        ResourceLimit: the query itself went over the limits; what is known is written all the same.
    """
    from kg.query.explain import explain

    if job.form not in {None, "table", "json"}:
        raise InputError(f"--explain is told as table or json, not as {job.form}")
    found = explain(snapshot, job, limits)
    if job.form == "json":
        import json

        content = json.dumps(found.as_json(), ensure_ascii=False, indent=1) + "\n"
    else:
        content = "".join(f"{line}\n" for line in found.lines())
    options.write([content.encode()], output)
    if found.failure:
        raise found.failure


def bindings(snapshot: Snapshot, parameters: Mapping[str, str]) -> Mapping[str, Term]:
    """The terms that ``-p NAME=VALUE`` put in the places of variables.

    Raises:
        InputError: one has no ``=``, or comes twice; and what ``kg.query.values.read`` raises.
    """
    if not parameters:
        return {}
    from kg.find import resolve
    from kg.query.values import read

    found: dict[str, Term] = {}
    for name, value in parameters.items():
        found[name] = read(value, lambda label: resolve(snapshot.names, label))
    return found


def _text(query: str | None) -> tuple[str, str]:
    """The text of the query and what messages call it.

    Raises:
        InputError: the file cannot be read, or is not UTF-8.
    """
    if query is None and sys.stdin.isatty():
        raise click.UsageError("no query; give its text, a file, or - for stdin. 'kg query --help' shows examples.")
    if query is None or query == "-":
        return _decoded(sys.stdin.buffer.read(), "stdin"), "stdin"
    path = Path(query)
    if query.endswith((".rq", ".sparql")) or (len(query) < 200 and "{" not in query and _is_file(path)):  # noqa: PLR2004 - no query is that short and no path that long
        try:
            return _decoded(path.read_bytes(), query), query
        except OSError as error:
            raise InputError(f"{query}: cannot be read: {error.strerror}; check the path") from error
    return query, "query"


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(f"{name}:{line}: byte {content[error.start]:#04x} is not UTF-8; save it as UTF-8") from error
