"""Rows as files for other people's tools: JSON lines, XLSX, Parquet.

All three keep numbers, truth values, dates and moments as such, and leave out languages and datatypes; W3C JSON has
these. In Parquet a column is of one type, or text.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from kg.errors import InputError
from kg.names import compact
from kg.query.faults import width
from kg.query.table import shown
from kg.query.typed import Value, value
from kg.terms import Iri, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.terms import Term

    Rows = Sequence[Sequence[Term | None]]

# The bounds of a sheet: https://support.microsoft.com/en-us/office/1672b34d-7043-467e-8e27-269d656771c3
_MOST_ROWS: Final = 1_048_575
_MOST_CHARACTERS: Final = 32_767
_EXCEL_DIGITS: Final = 15
_EXCEL_FIRST_YEAR: Final = 1900
_WIDEST: Final = 60
# The bounds of Parquet's types as DuckDB writes them.
_LONGEST: Final = 2**63
_DECIMAL_DIGITS: Final = 38


def json_lines(headings: Sequence[str], rows: Rows) -> str:
    """One JSON object a row, with every variable; null where it is unbound, IRIs in full, numbers digit for digit."""
    names = [json.dumps(name, ensure_ascii=False) for name in headings]
    return "".join(
        f"{{{', '.join(f'{name}: {_json(term)}' for name, term in zip(names, row, strict=True))}}}\n" for row in rows
    )


def xlsx(headings: Sequence[str], rows: Rows) -> bytes:
    """A workbook of one sheet: headings that stay and filter, cells of their types, IRIs as CURIEs, no formulas.

    Numbers of more than 15 digits and moments with a time zone, which a sheet cannot hold, are texts.

    Raises:
        InputError: openpyxl is not installed, or the rows or a text are more than a sheet holds.
    """
    if len(rows) > _MOST_ROWS:
        raise InputError(f"a sheet holds {_MOST_ROWS:,} rows and these are {len(rows):,}; choose parquet or csv")
    require_openpyxl()
    from io import BytesIO

    import openpyxl
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("kg query")
    sheet.freeze_panes = "A2"
    table: list[list[Value]] = [[*headings], *([_excel(term) for term in row] for row in rows)]
    for index, name in enumerate(headings):
        longest = max(width(name) + 3, *(width(str(row[index])) for row in table))
        sheet.column_dimensions[get_column_letter(index + 1)].width = min(longest + 2, _WIDEST)
    if headings:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(headings))}{len(rows) + 1}"
    for number, row in enumerate(table):
        cells = []
        for content in row:
            cell = WriteOnlyCell(sheet, value=content)
            if isinstance(content, str):
                cell.data_type = "s"  # what begins with "=" is a text too
            if number == 0:
                cell.font = Font(bold=True)
            cells.append(cell)
        sheet.append(cells)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def parquet(headings: Sequence[str], rows: Rows) -> bytes:
    """A Parquet file: a column is BIGINT, DECIMAL, DOUBLE, BOOLEAN, DATE, TIMESTAMP or text; IRIs are in full.

    Raises:
        InputError: there is no column.
    """
    if not headings:
        raise InputError("these rows have no columns, and Parquet needs one; choose json")
    from pathlib import Path
    from tempfile import TemporaryDirectory

    import duckdb

    typed = [_column([row[index] for row in rows]) for index in range(len(headings))]
    # Columns are called by number on the way, and by their names in the end: DuckDB's names ignore case.
    columns = ", ".join(f"c{index}: '{kind}'" for index, (kind, _) in enumerate(typed))
    names = ", ".join(f'c{index} AS "{name}"' for index, name in enumerate(headings))
    with TemporaryDirectory() as folder:
        lines, made = Path(folder) / "rows.jsonl", Path(folder) / "rows.parquet"
        texts = zip(*(column for _, column in typed), strict=True)
        lines.write_text(
            "".join(json.dumps({f"c{i}": text for i, text in enumerate(row)}) + "\n" for row in texts), "utf-8"
        )
        with duckdb.connect(config={"threads": 1, "autoinstall_known_extensions": False}) as base:
            base.execute(
                f"COPY (SELECT {names} FROM read_json(?, format = 'newline_delimited', columns = {{{columns}}}))"  # noqa: S608 - variables of SPARQL hold letters, digits and _
                " TO ? (FORMAT parquet)",
                [str(lines), str(made)],
            )
        return made.read_bytes()


def require_openpyxl() -> None:
    """See that openpyxl is here.

    Raises:
        InputError: it is not installed; the text says how to.
    """
    try:
        import openpyxl  # noqa: F401 - only whether it is there
    except ModuleNotFoundError as error:
        raise InputError("the format xlsx needs openpyxl; install it: pip install 'npp-kg[xlsx]'") from error


def _json(term: Term | None) -> str:
    known = None if term is None else value(term)
    if isinstance(known, bool):
        return str(known).lower()
    if isinstance(known, int | float):
        return repr(known)
    if isinstance(known, Decimal):
        return f"{known:f}"
    return json.dumps(_text(term), ensure_ascii=False)


def _text(term: Term | None) -> str | None:
    """The text of a term in full; None where there is none."""
    if term is None:
        return None
    if isinstance(term, Iri):
        return term.value
    return term.text if isinstance(term, Literal) else f"_:{term.label}"


def _excel(term: Term | None) -> Value:
    """What a cell of a sheet holds.

    Raises:
        InputError: a text is longer than a cell holds.
    """
    known = None if term is None else value(term)
    if isinstance(known, bool) or _fits_excel(known):
        return known
    if isinstance(term, Iri):
        return compact(term).strip("<>")
    words = _text(term)
    if words is not None and len(words) > _MOST_CHARACTERS:
        raise InputError(f"a cell holds {_MOST_CHARACTERS:,} characters and a text has {len(words):,}; choose json")
    return words if words is None or words.isprintable() else _printable(words)


def _printable(words: str) -> str:
    """The text with line breaks kept, and a sign for each character that a sheet cannot hold."""
    return "".join(c if c in "\n\t" or c.isprintable() else shown(Literal(c)) for c in words)


def _fits_excel(known: Value) -> bool:
    """Whether a sheet holds the value without loss."""
    if isinstance(known, int | Decimal):
        return len(str(known).strip("-").replace(".", "").strip("0")) <= _EXCEL_DIGITS
    if isinstance(known, datetime):
        return known.tzinfo is None and known.year >= _EXCEL_FIRST_YEAR
    return isinstance(known, float) or (isinstance(known, date) and known.year >= _EXCEL_FIRST_YEAR)


def _column(terms: Sequence[Term | None]) -> tuple[str, list[str | None]]:
    """DuckDB's type for a column, and its cells as texts that DuckDB reads so."""
    bound = [term for term in terms if term is not None]
    known = [value(term) for term in bound]
    kind = _kind(known) if known else "VARCHAR"
    if kind == "VARCHAR":
        return kind, [_text(term) for term in terms]
    told = iter(known)
    return kind, [None if term is None else _told(next(told)) for term in terms]


def _told(known: Value) -> str:
    """The value as DuckDB reads it."""
    return f"{known:f}" if isinstance(known, Decimal) else str(known).lower() if isinstance(known, bool) else str(known)


def _kind(known: Sequence[Value]) -> str:
    """The type that all values of a column are of, else text."""
    kinds = {type(each) for each in known}
    if kinds <= {int}:
        return "BIGINT" if all(isinstance(each, int) and -_LONGEST <= each < _LONGEST for each in known) else "VARCHAR"
    if kinds <= {int, Decimal}:
        return _decimal([Decimal(each) for each in known if isinstance(each, int | Decimal)])
    if kinds <= {int, Decimal, float}:
        return "DOUBLE"
    if kinds == {datetime}:
        # Parquet would keep the moment and forget the zone.
        return "VARCHAR" if any(each.tzinfo for each in known if isinstance(each, datetime)) else "TIMESTAMP"
    return {frozenset({bool}): "BOOLEAN", frozenset({date}): "DATE"}.get(frozenset(kinds), "VARCHAR")


def _decimal(known: Sequence[Decimal]) -> str:
    """The narrowest DECIMAL that holds them all, else text."""
    scale = max(max(0, -int(each.as_tuple().exponent)) for each in known)
    whole = max(max(1, each.adjusted() + 1) for each in known)
    return f"DECIMAL({whole + scale}, {scale})" if whole + scale <= _DECIMAL_DIGITS else "VARCHAR"
