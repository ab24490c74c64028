"""A briefing as Markdown, or as one HTML page that loads nothing and prints well."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.query.markup import escaped, markdown_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.ask.briefing import Briefing, Citation, Line, Section, Table

_HERE: Final = Path(__file__).parent
_QUOTED: Final = {"zh": "「{}」", "en": "“{}”"}
_AND: Final = {"zh": "，", "en": ", "}


def markdown(briefing: Briefing) -> str:
    """The briefing in GitHub Flavored Markdown; citations are footnotes, which pandoc and GitHub number and link."""
    parts = [
        f"# {briefing.say('title')}\n",
        f"{briefing.counts}\n{briefing.made}\n",
        f"{briefing.say('reading')}\n",
        *(part for section in briefing.sections for part in _section(briefing, section)),
        f"## {briefing.say('citations')}\n",
        "".join(f"[^{each.number}]: {_citation(each, briefing.lang)}\n" for each in briefing.citations),
    ]
    return "\n".join(parts)


def html(briefing: Briefing) -> str:
    """The briefing as a page of its own: contents, questions, citations; for the screen and for A4."""
    from jinja2 import Environment, FileSystemLoader

    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["ranges"] = ranges
    css = (_HERE / "briefing.css").read_text("utf-8")
    return environment.get_template("briefing.html.j2").render(
        briefing=briefing, say=briefing.say, quoted=_QUOTED[briefing.lang].format, css=css
    )


def ranges(numbers: tuple[int, ...]) -> list[tuple[int, int]]:
    """The numbers, sorted, as runs from first to last.

    >>> ranges((1, 2, 3, 7))
    [(1, 3), (7, 7)]
    """
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _section(briefing: Briefing, section: Section) -> Iterator[str]:
    yield f"## {section.number} {escaped(section.words)}\n"
    if section.values:
        yield f"*{escaped(_AND[briefing.lang].join(section.values))}*\n"
    if section.answer:
        yield _table(briefing, section.answer)
        return
    yield f"**{briefing.say('nothing')}**\n"
    if section.nearby:
        yield f"{briefing.say('nearby')}\n"
        yield _table(briefing, section.nearby)


def _table(briefing: Briefing, table: Table) -> str:
    """The table, its last column the citations."""
    headings = [*(escaped(each.text) for each in table.headings), briefing.say("basis")]
    rows = [[*(escaped(each.text) for each in line.cells), _basis(briefing, line)] for line in table.lines]
    written = markdown_table(headings, rows, [*(each.right for each in table.headings), False])
    return f"{written}\n{briefing.say('cut').format(len(rows))}\n" if table.cut else written


def _basis(briefing: Briefing, line: Line) -> str:
    marks = "".join(f"[^{number}]" for number in line.citations) or briefing.say("none")
    return f"{marks} {briefing.say('inferred')}" if line.inferred else marks


def _citation(each: Citation, lang: str) -> str:
    name = escaped(each.source.name)
    source = f"[{name}](<{each.source.page}>)" if each.source.page else name
    phrase = _QUOTED[lang].format(escaped(each.phrase)) if each.phrase else ""
    words = _AND[lang].join(part for part in (source, each.place) if part)
    return f"{phrase} \\[{escaped(each.mark)}\\] {words}".strip()
