"""Rows as tables of Markdown and HTML."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final

from kg.names import compact
from kg.query.table import all_numbers, shown
from kg.terms import Iri, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.terms import Term

    Rows = Sequence[Sequence[Term | None]]

# What Markdown may read as its own within a line: https://spec.commonmark.org/0.31.2/#backslash-escapes
_ACTIVE: Final = re.compile(r"[\\`*_\[\]<>|~&]")
_BREAK: Final = re.compile(r"\r\n|\r|\n")

STYLE: Final = (
    "table.kg{border-collapse:collapse;font:14px/1.5 system-ui,'Noto Sans CJK SC','Microsoft YaHei',sans-serif}"
    "table.kg th,table.kg td{padding:.25em .7em;border-bottom:1px solid #8884;text-align:left;vertical-align:top}"
    "table.kg th{border-bottom:2px solid #888}"
    "table.kg .number{text-align:right;font-variant-numeric:tabular-nums}"
    "table.kg a{color:inherit;text-decoration-color:#8888}"
)
_PAGE: Final = (
    '<!doctype html>\n<html>\n<head>\n<meta charset="utf-8">\n<title>kg query</title>\n<style>{style}</style>\n'
    "</head>\n<body>\n{table}</body>\n</html>\n"
)


def markdown(headings: Sequence[str], rows: Rows) -> str:
    """The rows as a table of GitHub Flavored Markdown (https://github.github.com/gfm/#tables-extension-).

    IRIs are CURIEs or links, a line break within a text is ``<br>``, and nothing in a text is read as Markdown.
    """
    right = [all_numbers([row[index] for row in rows]) for index in range(len(headings))]
    cells = [[_markdown_cell(term) for term in row] for row in rows]
    return markdown_table([escaped(heading) for heading in headings], cells, right)


def markdown_table(headings: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[bool]) -> str:
    """The table of cells that are Markdown already; ``right`` says of each column whether it stands to the right."""
    rule = ["---:" if each else "---" for each in right]
    return "".join(f"| {' | '.join(row)} |\n" for row in (headings, rule, *rows))


def escaped(text: str) -> str:
    r"""The text as Markdown that shows it and nothing else, in one line.

    >>> escaped("a|b *c*")
    'a\\|b \\*c\\*'
    """
    return "<br>".join(_ACTIVE.sub(r"\\\g<0>", line) for line in _BREAK.split(text)).replace("\t", " ")


def html_table(headings: Sequence[str], rows: Rows) -> str:
    """The rows as one ``<table class="kg">``: IRIs are links, texts carry their language."""
    right = [all_numbers([row[index] for row in rows]) for index in range(len(headings))]
    marks = [' class="number"' if each else "" for each in right]
    head = "".join(
        f'<th scope="col"{mark}>{html.escape(name)}</th>' for name, mark in zip(headings, marks, strict=True)
    )
    body = "".join(
        f"<tr>{''.join(_html_cell(term, mark) for term, mark in zip(row, marks, strict=True))}</tr>\n" for row in rows
    )
    return f'<table class="kg">\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n'


def html_page(headings: Sequence[str], rows: Rows) -> str:
    """A page of its own around ``html_table``, which loads nothing."""
    return _PAGE.format(style=STYLE, table=html_table(headings, rows))


def linked(iri: Iri) -> bool:
    """Whether a page may link to the IRI: whether it is of the web, and no script."""
    return iri.value.startswith(("https://", "http://"))


def _markdown_cell(term: Term | None) -> str:
    if isinstance(term, Iri) and compact(term).startswith("<") and linked(term):
        return f"<{term.value}>"
    return escaped(term.text if isinstance(term, Literal) else shown(term))


def _html_cell(term: Term | None, mark: str) -> str:
    if isinstance(term, Iri):
        words = html.escape(compact(term).strip("<>"))
        return f'<td><a href="{html.escape(term.value)}">{words}</a></td>' if linked(term) else f"<td>{words}</td>"
    if isinstance(term, Literal):
        language = f' lang="{html.escape(term.language)}"' if term.language else ""
        words = "<br>".join(map(html.escape, _BREAK.split(term.text)))
        return f"<td{mark}{language}>{words}</td>"
    return f"<td{mark}>{html.escape(shown(term))}</td>"
