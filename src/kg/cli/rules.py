"""``kg rules``: the rules of inference, and what they come to for the ontology."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from kg.cli import options

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.rules import Rule, Special
    from kg.terms import Term

_EXAMPLES: Final = """\b
  kg rules                     every rule of OWL 2 RL, in plain words
  kg rules prp-spo2            one rule, and what it comes to for the ontology
  kg rules cax-sco -f json     the same for programs"""

_EXTENSIONS: Final = {".txt": "table", ".tsv": "tsv", ".json": "json"}
_HEADINGS: Final = {"zh": ("规则", "表", "含义"), "en": ("rule", "table", "reading")}
_FIELDS: Final = ("rule", "table", "link", "premises", "conclusions", "zh", "en", "handled_zh", "handled_en")
_PARTS: Final = ("rule", "premises", "conclusion", "axioms")
_WORDS: Final = {
    "zh": ("若", "且", "则", "执行", "在本体中：", "本体中没有公理用到它。"),
    "en": ("if", "and", "then", "run", "In the ontology:", "No axiom of the ontology uses it."),
}


@click.command(short_help="List the rules of inference, or show one.", epilog=_EXAMPLES)
@click.argument("name", required=False)
@options.language
@options.output_format("table", "tsv", "json")
@options.output
def command(name: str | None, *, lang: str, chosen: str | None, output: Path | None) -> None:
    """List the rules of inference, those of OWL 2 RL, or show one and what it comes to for the ontology.

    NAME is the W3C's. Read from the ontology's Turtle, axioms as they stand there; no snapshot is needed. The list is a
    table on a terminal, else TSV; one rule is text.
    """
    from kg.rules import BOOK, named

    default = "table" if name or sys.stdout.isatty() else "tsv"
    form = options.decide_format(chosen, output, _EXTENSIONS, default)
    rule = named(name) if name else None
    lines = _ONE[form](rule, _compiled(rule), lang) if rule else _ALL[form](BOOK, lang)
    options.write(((line + "\n").encode() for line in lines), output)


def _compiled(rule: Rule) -> list[Special]:
    """The rule for the axioms of the project's ontology; blank nodes are numbered in the order of the file."""
    from kg.rules import specialise
    from kg.terms import Blank
    from kg.turtle.read import read

    source = options.located().inputs()[0]
    numbers: dict[Blank, Blank] = {}

    def short(term: Term) -> Term:
        return numbers.setdefault(term, Blank(f"{len(numbers) + 1}")) if isinstance(term, Blank) else term

    axioms = [(short(quad.subject), quad.predicate, short(quad.object)) for quad in read(source.path, source.graph)]
    return specialise(axioms, [rule])


def _conclusions(rule: Rule) -> list[str]:
    from kg.rules.wording import FALSE, written

    return [FALSE] if rule.conclusions is None else [written(atom) for atom in rule.conclusions]


def _table(rules: Sequence[Rule], lang: str) -> Iterator[str]:
    from kg.query.table import align

    rows = [(rule.name, str(rule.table), rule.zh if lang == "zh" else rule.en) for rule in rules]
    yield from align([_HEADINGS[lang], *rows], (False, True, False))


def _tsv(rules: Sequence[Rule], _lang: str) -> Iterator[str]:
    """A header and a line a rule; statements are set apart by `` . ``."""
    yield "\t".join(_FIELDS)
    for rule in rules:
        cells = (" . ".join(value) if isinstance(value, list) else str(value) for value in _fields(rule).values())
        yield "\t".join(cells)


def _json(rules: Sequence[Rule], _lang: str) -> Iterator[str]:
    import json

    yield json.dumps([_fields(rule) for rule in rules], ensure_ascii=False, indent=2)


def _fields(rule: Rule) -> dict[str, str | int | list[str]]:
    """What a program gets of a rule, by ``_FIELDS``."""
    from kg.rules.wording import written

    premises = [written(premise) for premise in rule.premises]
    handled = rule.handled or ("", "")
    values = (rule.name, rule.table, rule.link, premises, _conclusions(rule), rule.zh, rule.en, *handled)
    return dict(zip(_FIELDS, values, strict=True))


def _text_of_one(rule: Rule, compiled: Sequence[Special], lang: str) -> Iterator[str]:
    from kg.rules.wording import written

    first, further, then, run, some, none = _WORDS[lang]
    yield f"{rule.name}  {rule.link}"
    yield rule.zh if lang == "zh" else rule.en
    yield ""
    for number, premise in enumerate(rule.premises):
        yield _line(further if number else first, written(premise))
    yield from (_line(then, conclusion) for conclusion in _conclusions(rule))
    if rule.handled:
        yield _line(run, rule.handled.zh if lang == "zh" else rule.handled.en)
        return
    yield ""
    yield some if compiled else none
    for special in compiled:
        yield "  " + " → ".join(part for part in _special(special)[1:3] if part)


def _line(sign: str, words: str) -> str:
    from kg.query.faults import width

    return f"  {sign}{' ' * (5 - width(sign))}{words}"


def _tsv_of_one(_rule: Rule, compiled: Sequence[Special], _lang: str) -> Iterator[str]:
    """A header and a line for each rule that is left when axioms have been filled in."""
    yield "\t".join(_PARTS)
    for special in compiled:
        yield "\t".join(_special(special))


def _json_of_one(rule: Rule, compiled: Sequence[Special], _lang: str) -> Iterator[str]:
    import json

    parts = [dict(zip(_PARTS[1:], _special(special)[1:], strict=True)) for special in compiled]
    yield json.dumps({**_fields(rule), "ontology": parts}, ensure_ascii=False, indent=2)


def _special(special: Special) -> tuple[str, str, str, str]:
    """The cells of a rule whose axioms are filled in, by ``_PARTS``; statements are set apart by `` . ``."""
    from kg.rules import Atom
    from kg.rules.wording import conclusion, premises, written

    axioms = " . ".join(written(Atom(*triple)) for triple in special.schema)
    return special.rule, " . ".join(premises(special)), conclusion(special), axioms


_ALL: Final = {"table": _table, "tsv": _tsv, "json": _json}
_ONE: Final = {"table": _text_of_one, "tsv": _tsv_of_one, "json": _json_of_one}
