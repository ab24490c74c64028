"""A reply as a sheet of texts: labels for IRIs, headings in words, evidence beside or below the rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.names import compact
from kg.query.table import align, all_numbers, shown
from kg.terms import XSD, Iri, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.ask.answering import Reply
    from kg.ask.catalogue import Parameter
    from kg.ask.support import Support
    from kg.find import Names
    from kg.terms import Term

_DECIMAL: Final = f"{XSD}decimal"
_LINE_ENDS: Final = str.maketrans({"\t": " ", "\n": " ", "\r": " "})


def headings(reply: Reply, lang: str) -> list[str]:
    """The heading of each column: the words of the question's header, else the variable."""
    columns = reply.question.columns
    return [columns[name].of(lang) if name in columns else name for name in reply.columns]


def values(reply: Reply, names: Names, lang: str) -> list[tuple[Parameter, str]]:
    """The parameters of the question, each with the label of the value that it was asked with."""
    from kg.find import labels

    known = labels(names, [term for term in reply.values.values() if isinstance(term, Iri)], lang)
    return [
        (parameter, known[term] if isinstance(term, Iri) else shown(term))
        for parameter in reply.question.parameters
        for term in [reply.values[parameter.name]]
    ]


def cells(reply: Reply, names: Names, lang: str) -> list[list[str]]:
    """The rows as texts: the label of an IRI in this language, else in the other, else its CURIE, else the bare IRI."""
    from kg.find import labels

    iris = {cell for row in reply.rows for cell in row.cells if isinstance(cell, Iri)}
    known = labels(names, iris, lang)
    bare = {iri: iri.value for iri in iris if compact(iri).startswith("<")}
    words = {**known, **bare}
    return [[words[cell] if isinstance(cell, Iri) else _plain(cell) for cell in row.cells] for row in reply.rows]


def _plain(cell: Term | None) -> str:
    """A literal as it is shown, a decimal without the zeros that say nothing."""
    text = shown(cell)
    if isinstance(cell, Literal) and cell.datatype == _DECIMAL and "." in text:
        return text.rstrip("0").removesuffix(".")
    return text


def table(reply: Reply, names: Names, lang: str, supports: Sequence[Support] | None = None) -> list[str]:
    """The lines of an aligned table; with ``supports``, what each row rests on below it."""
    rows = cells(reply, names, lang)
    right = [all_numbers([row.cells[index] for row in reply.rows]) for index in range(len(reply.columns))]
    lines = align([headings(reply, lang), *rows], right)
    if supports is None:
        return lines
    from kg.ask.support import INFERRED_MARK, sentences

    told = lines[:2]
    quoted: set[str] = set()
    for line, support in zip(lines[2:], supports, strict=True):
        told.append(line if support.asserted else f"{line} {INFERRED_MARK[lang]}")
        told += [f"    ┆ {sentence}" for sentence in sentences(support, lang, quoted)]
    return told


def separated(reply: Reply, names: Names, lang: str, form: str, supports: Sequence[Support] | None = None) -> str:
    """The rows as CSV or TSV, headings first.

    With ``supports`` a row stands once for each passage it rests on, with source, paragraph, mark, phrase and sentence.
    """
    head, rows = headings(reply, lang), cells(reply, names, lang)
    if supports is not None:
        from kg.ask import support

        head += support.HEADINGS[lang]
        empty = ("",) * len(support.HEADINGS[lang])
        rows = [
            [*row, *passage]
            for row, each in zip(rows, supports, strict=True)
            for passage in support.cells(each, lang) or [empty]
        ]
    return delimited([head, *rows], form)


def delimited(rows: Iterable[Sequence[str]], form: str) -> str:
    """The rows as ``csv`` (RFC 4180, lines ending in a line feed) or ``tsv`` (tabs and line breaks become spaces)."""
    if form == "tsv":
        return "".join("\t".join(cell.translate(_LINE_ENDS) for cell in row) + "\n" for row in rows)
    import csv
    import io

    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
