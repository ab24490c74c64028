"""``kg ask``: the questions of the catalogue, and their answers."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import click

from kg.cli import bounds, briefing, complete, options
from kg.errors import InputError, NothingToAnswer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.ask import Question, Reply
    from kg.ask.support import Support
    from kg.project import Project
    from kg.query.worker import Limits
    from kg.store.snapshot import Snapshot

_EXAMPLES: Final = """\b
  kg ask                                   the questions
  kg ask programmes                        with its default parameters
  kg ask programmes -p place=兰州          about another place
  kg ask 3 --evidence                      each row with the passages it rests on
  kg ask programmes --lang en -o out.csv
  kg ask --all -o briefing.html            every question answered, with citations"""

_EXTENSIONS: Final = {".txt": "table", ".tsv": "tsv", ".csv": "csv", ".json": "json", ".xml": "xml", ".srx": "xml"}
_LIST_HEADINGS: Final = {"zh": ("编号", "名称", "问题", "参数"), "en": ("no.", "slug", "question", "parameters")}
_NOTHING: Final = {"zh": "没有来源说明", "en": "no source says so"}
_NEARBY: Final = {"zh": "相关的已知情况:", "en": "what is known nearby:"}


@click.command(short_help="Answer a named question, or list the questions.", epilog=_EXAMPLES)
@click.argument("slug", required=False, shell_complete=complete.questions)
@options.parameters(complete.parameters, "Ask about something else: an IRI, a CURIE or any name.")
@click.option("--evidence", is_flag=True, help="Below each row, the passages it rests on.")
@click.option("--all", "everything", is_flag=True, help="Answer every question in one briefing: md or html.")
@options.language
@options.output_format("table", "tsv", "csv", "json", "xml", "md", "html")
@options.output
@bounds.evaluation
@bounds.max_rows
def command(
    *,
    slug: str | None,
    parameters: dict[str, str],
    evidence: bool,
    everything: bool,
    lang: str,
    chosen: str | None,
    output: Path | None,
    timeout: float,
    memory: int,
    most: int | None,
) -> None:
    """Answer a question of the catalogue; without SLUG, list the questions.

    SLUG is a question's name, the beginning of it, or its number. On a terminal a table, else TSV, with labels; JSON
    and XML are W3C results with full terms. Where no source answers, the exit code is 1, and what is known nearby is
    told.
    """
    from kg.ask import choose, load
    from kg.query.worker import Limits

    if everything:
        if slug or evidence:
            raise click.UsageError("--all answers every question, with evidence; leave out SLUG and --evidence")
        briefing.write(parameters, lang, chosen, output, Limits(timeout, memory), most)
        return
    if chosen in briefing.FORMATS:
        raise InputError(f"{chosen} is the form of a briefing; add --all, or choose table, tsv, csv, json or xml")
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
    wish = _Wish(lang, form, output, Limits(timeout, memory), most, evidence=evidence)
    _answer(project, choose(questions, slug), parameters, wish)


class _Wish(NamedTuple):
    """How to answer: the options of the command."""

    lang: str
    form: str
    output: Path | None
    limits: Limits
    most: int | None
    evidence: bool

    @property
    def shown(self) -> int | None:
        """Rows to show; None for all."""
        return bounds.rows_shown(self.most, terminal=self.output is None and sys.stdout.isatty())


def _answer(project: Project, question: Question, given: dict[str, str], wish: _Wish) -> None:
    """Ask, write the rows, and tell on stderr what was asked and how much came.

    Raises:
        NothingToAnswer: there is no row.
    """
    from functools import partial

    from kg.ask import bindings, reply, terms_of
    from kg.query.job import Job, perform
    from kg.query.worker import confined

    snapshot = options.snapshot(project)
    values = terms_of(snapshot.names, question, given)
    lang, form, shown = wish.lang, wish.form, wish.shown
    found = confined(partial(reply, snapshot, question, values, lang=lang, most=shown), wish.limits)
    click.echo(_asked(found, snapshot, lang), err=True)
    if form in {"json", "xml"}:
        terms = bindings(question, values, lang=lang)
        job = Job(question.text, question.name, terms, form=form, most=shown)
        content = perform(snapshot, job, wish.limits).content
    else:
        content = _sheet(snapshot, project, found, lang=lang, form=form, evidence=wish.evidence).encode()
    if found.rows or form != "table":
        options.write([content], wish.output)
    if not found.rows:
        raise NothingToAnswer(_nothing(snapshot, question, found, wish))
    count = len(found.rows)
    if found.cut:
        bounds.tell_cut(count, "row", asked=wish.most is not None)
    else:
        click.echo(f"{count:,} 行" if lang == "zh" else f"{count:,} row{'' if count == 1 else 's'}", err=True)


def _sheet(snapshot: Snapshot, project: Project, found: Reply, *, lang: str, form: str, evidence: bool) -> str:
    from kg.ask import sheet

    supported: list[Support] | None = None
    if evidence:
        from kg.ask.support import supports
        from kg.why.grounds import Grounding

        prove = Grounding(snapshot, lang=lang, project=project).of
        supported = supports(snapshot.engine, project, found, prove=prove)
    if form == "table":
        return _lines(sheet.table(found, snapshot.names, lang, supported))
    return sheet.separated(found, snapshot.names, lang, form, supported)


def _asked(found: Reply, snapshot: Snapshot, lang: str) -> str:
    """The question and the values it was asked with."""
    from kg.ask import sheet

    set_to = [f"{parameter.name}={label}" for parameter, label in sheet.values(found, snapshot.names, lang)]
    words = found.question.words.of(lang)
    return f"{words}  [{', '.join(set_to)}]" if set_to else words


def _nothing(snapshot: Snapshot, question: Question, found: Reply, wish: _Wish) -> str:
    """That no source says so, and what is known nearby, if anything."""
    if question.nearby is None:
        return _NOTHING[wish.lang]
    from functools import partial

    from kg.ask import reply, sheet
    from kg.query.worker import confined

    work = partial(reply, snapshot, question.nearby, found.values, lang=wish.lang)
    nearby = confined(work, wish.limits)
    if not nearby.rows:
        return _NOTHING[wish.lang]
    table = sheet.table(nearby, snapshot.names, wish.lang)
    return f"{_NOTHING[wish.lang]}\n{_NEARBY[wish.lang]}\n" + "\n".join(table)


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
