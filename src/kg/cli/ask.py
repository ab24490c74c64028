"""``kg ask``: the questions of the catalogue, and their answers."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from kg.cli import complete, options
from kg.cli.query import pairs
from kg.errors import InputError, NothingToAnswer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.ask import Question, Reply
    from kg.ask.support import Support
    from kg.project import Project
    from kg.store.snapshot import Snapshot

_EXAMPLES: Final = """\b
  kg ask                                   the questions
  kg ask programmes                        with its default parameters
  kg ask programmes -p place=兰州          about another place
  kg ask 3 --evidence                      each row with the passages it rests on
  kg ask programmes --lang en -o out.csv"""

_EXTENSIONS: Final = {".txt": "table", ".tsv": "tsv", ".csv": "csv", ".json": "json", ".xml": "xml", ".srx": "xml"}
_LIST_HEADINGS: Final = {"zh": ("编号", "名称", "问题", "参数"), "en": ("no.", "slug", "question", "parameters")}
_NOTHING: Final = {"zh": "没有来源说明", "en": "no source says so"}
_NEARBY: Final = {"zh": "相关的已知情况:", "en": "what is known nearby:"}


@click.command(short_help="Answer a named question, or list the questions.", epilog=_EXAMPLES)
@click.argument("slug", required=False, shell_complete=complete.questions)
@click.option(
    "-p",
    "--parameter",
    "parameters",
    metavar="NAME=VALUE",
    multiple=True,
    shell_complete=complete.parameters,
    help="Ask about something else: an IRI, a CURIE or any name.",
)
@click.option("--evidence", is_flag=True, help="Below each row, the passages it rests on.")
@options.language
@options.output_format("table", "tsv", "csv", "json", "xml")
@options.output
def command(
    *,
    slug: str | None,
    parameters: tuple[str, ...],
    evidence: bool,
    lang: str,
    chosen: str | None,
    output: Path | None,
) -> None:
    """Answer a question of the catalogue; without SLUG, list the questions.

    SLUG is a question's name, the beginning of it, or its number. On a terminal a table, else TSV, with labels; JSON
    and XML are W3C results with full terms. Where no source answers, the exit code is 1, and what is known nearby is
    told.
    """
    from kg.ask import choose, load

    usual = "table" if output is None and sys.stdout.isatty() else "tsv"
    form = options.decide_format(chosen, output, _EXTENSIONS, usual)
    project = options.located()
    questions = load(project.questions)
    if slug is None:
        if parameters or evidence:
            raise click.UsageError("name the question; 'kg ask' alone lists them")
        options.write([_listed(questions, lang, form).encode()], output)
        return
    if evidence and form in {"json", "xml"}:
        raise InputError(f"--evidence has no place in W3C {form.upper()}; choose table, tsv or csv")
    _answer(project, choose(questions, slug), pairs(parameters), evidence=evidence, lang=lang, form=form, output=output)


def _answer(
    project: Project,
    question: Question,
    given: dict[str, str],
    *,
    evidence: bool,
    lang: str,
    form: str,
    output: Path | None,
) -> None:
    """Ask, write the rows, and tell on stderr what was asked and how much came.

    Raises:
        NothingToAnswer: there is no row.
    """
    from kg.ask import asked, reply, terms_of
    from kg.store.snapshot import current

    snapshot = current(project)
    values = terms_of(snapshot.names, question, given)
    found = reply(snapshot, question, values, lang=lang)
    click.echo(_asked(found, snapshot, lang), err=True)
    if form in {"json", "xml"}:
        content = asked(snapshot, question, values, lang=lang).result.serialize(form)
    else:
        content = _sheet(snapshot, project, found, lang=lang, form=form, evidence=evidence).encode()
    if found.rows or form != "table":
        options.write([content], output)
    if not found.rows:
        raise NothingToAnswer(_nothing(snapshot, question, found, lang))
    count = len(found.rows)
    click.echo(f"{count:,} 行" if lang == "zh" else f"{count:,} row{'' if count == 1 else 's'}", err=True)


def _sheet(snapshot: Snapshot, project: Project, found: Reply, *, lang: str, form: str, evidence: bool) -> str:
    from kg.ask import sheet

    supported: list[Support] | None = None
    if evidence:
        from kg.ask.support import supports

        supported = supports(snapshot.engine, project, found)
    if form == "table":
        return _lines(sheet.table(found, snapshot.names, lang, supported))
    return sheet.separated(found, snapshot.names, lang, form, supported)


def _asked(found: Reply, snapshot: Snapshot, lang: str) -> str:
    """The question and the values it was asked with."""
    from kg.find import labels
    from kg.query.table import shown
    from kg.terms import Iri

    known = labels(snapshot.names, [term for term in found.values.values() if isinstance(term, Iri)], lang)
    set_to = [
        f"{parameter.name}={known[term] if isinstance(term, Iri) else shown(term)}"
        for parameter in found.question.parameters
        for term in [found.values[parameter.name]]
    ]
    words = found.question.words.of(lang)
    return f"{words}  [{', '.join(set_to)}]" if set_to else words


def _nothing(snapshot: Snapshot, question: Question, found: Reply, lang: str) -> str:
    """That no source says so, and what is known nearby, if anything."""
    if question.nearby is None:
        return _NOTHING[lang]
    from kg.ask import reply, sheet

    nearby = reply(snapshot, question.nearby, found.values, lang=lang)
    if not nearby.rows:
        return _NOTHING[lang]
    return f"{_NOTHING[lang]}\n{_NEARBY[lang]}\n" + "\n".join(sheet.table(nearby, snapshot.names, lang))


def _listed(questions: list[Question], lang: str, form: str) -> str:
    """The catalogue: number, slug, question and parameters with their defaults."""
    rows = [
        (each.number, each.slug, each.words.of(lang), " ".join(f"{one.name}={one.default}" for one in each.parameters))
        for each in questions
    ]
    if form == "table":
        return _lines(
            line
            for number, slug, words, given in rows
            for line in (f"{number}  {slug}  {given}".rstrip(), f"    {words}")
        )
    if form in {"tsv", "csv"}:
        from kg.ask.sheet import delimited

        return delimited([_LIST_HEADINGS[lang], *rows], form)
    if form == "json":
        import json
        from dataclasses import asdict

        kept = [
            {key: value for key, value in asdict(each).items() if key not in {"text", "nearby"}} for each in questions
        ]
        return json.dumps(kept, ensure_ascii=False, indent=1) + "\n"
    raise InputError("the list of questions has no XML; choose table, tsv, csv or json")


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
