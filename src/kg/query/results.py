"""An answer in the formats that carry it: a table for people, the W3C formats for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.errors import InputError
from kg.store.answer import Boolean, Rows

if TYPE_CHECKING:
    from kg.query.run import Answer

FORMATS: Final = ("table", "tsv", "csv", "json", "xml", "md", "html", "jsonl", "xlsx", "parquet", "ttl", "nt")
# Those that are no text, and nothing for a terminal.
BINARY: Final = frozenset({"xlsx", "parquet"})
EXTENSIONS: Final = {
    ".txt": "table",
    ".tsv": "tsv",
    ".csv": "csv",
    ".json": "json",
    ".srj": "json",
    ".xml": "xml",
    ".srx": "xml",
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".xlsx": "xlsx",
    ".parquet": "parquet",
    ".ttl": "ttl",
    ".nt": "nt",
}

_FITTING: Final = {
    "SELECT": ("table", "tsv", "csv", "json", "xml", "md", "html", "jsonl", "xlsx", "parquet"),
    "ASK": ("table", "json", "xml"),
    "CONSTRUCT or DESCRIBE": ("ttl", "nt"),
}


def form(answer: Answer) -> str:
    """The form of the query that gave the answer: SELECT, ASK, or ``CONSTRUCT or DESCRIBE``."""
    if isinstance(answer.result, Rows):
        return "SELECT"
    return "ASK" if isinstance(answer.result, Boolean) else "CONSTRUCT or DESCRIBE"


def usual(answer: Answer, *, terminal: bool) -> str:
    """The format where nobody chose one: a table on a terminal, TSV elsewhere; what fits, where those do not."""
    fitting = _FITTING[form(answer)]
    return "tsv" if "tsv" in fitting and not terminal else fitting[0]


def write(answer: Answer, chosen: str, *, columns: int | None = None) -> tuple[bytes, int | None]:
    """The answer in a format, in UTF-8.

    ``json``, ``xml``, ``csv`` and ``tsv`` are those of the W3C: https://www.w3.org/TR/sparql11-results-json/,
    https://www.w3.org/TR/rdf-sparql-XMLres/ and https://www.w3.org/TR/sparql11-results-csv-tsv/. Turtle is canonical,
    N-Triples sorted. ``md`` and ``html`` are in ``kg.query.markup``, ``jsonl``, ``xlsx`` and ``parquet`` in
    ``kg.query.datafiles``.

    Args:
        answer: read here, once.
        chosen: one of ``FORMATS``.
        columns: that a table may take; None for as many as it needs.

    Returns:
        the bytes, and the number of rows of a table or statements of a graph; None where nobody counted.

    Raises:
        InputError: the format does not fit the form of the query; the text names those that do. Or its library is not
            installed.
    """
    result = answer.result
    fitting = _FITTING[form(answer)]
    if chosen not in fitting:
        reason = "; the W3C defines none" if isinstance(result, Boolean) and chosen in {"csv", "tsv"} else ""
        raise InputError(
            f"no format '{chosen}' for the answer of {form(answer)}{reason}; choose one of {', '.join(fitting)}"
        )
    if isinstance(result, Boolean):
        return (
            (f"{str(result.value).lower()}\n".encode(), None) if chosen == "table" else (result.serialize(chosen), None)
        )
    if isinstance(result, Rows):
        if chosen == "table":
            return _table(result, answer, columns)
        return _rows(result, chosen)
    from kg.turtle.write import ntriples_lines, turtle

    triples = set(result)
    if chosen == "ttl":
        return turtle(triples, prefixes=answer.prefixes).encode(), len(triples)
    return "".join(ntriples_lines(triples)).encode(), len(triples)


def is_empty(content: bytes, count: int | None) -> bool:
    """Whether the answer to a SELECT that ``write`` wrote has no row; ``count`` is what it counted."""
    if count is not None:
        return count == 0
    if content.startswith(b"{"):
        return content.rstrip().endswith(b'"bindings":[]}}')
    if content.startswith(b"<"):
        return b"<results></results>" in content[-60:] or b"<results/>" in content[-60:]
    return content.count(b"\n") <= 1


def _table(result: Rows, answer: Answer, columns: int | None) -> tuple[bytes, int]:
    from kg.query.table import table

    rows = list(result)
    lines = table(result.variables, rows, answer.prefixes, columns)
    return "".join(f"{line}\n" for line in lines).encode(), len(rows)


def _rows(result: Rows, chosen: str) -> tuple[bytes, int | None]:
    """The rows in a format that fits, and how many they are, where they were counted."""
    if chosen in {"tsv", "csv", "json", "xml"}:
        return result.serialize(chosen), None
    from kg.query import datafiles, markup

    names, rows = result.variables, list(result)
    if chosen in BINARY:
        content = (datafiles.xlsx if chosen == "xlsx" else datafiles.parquet)(names, rows)
    else:
        written = {"md": markup.markdown, "html": markup.html_page, "jsonl": datafiles.json_lines}[chosen]
        content = written(names, rows).encode()
    return content, len(rows)
