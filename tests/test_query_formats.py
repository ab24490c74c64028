"""The formats of ``kg query`` that are not the W3C's: each is read back by another program."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date, datetime
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import duckdb
import openpyxl
import pytest
from click.testing import Result

from kg.errors import InputError
from kg.query import datafiles, markup
from kg.terms import XSD, Blank, Iri, Literal, Term, text

Run = Callable[..., Result]

NASTY = 'a|b\\ <script>alert("1")</script> & *c* _d_ `e` [f](g)\nsecond'
PLACE = Iri("https://w3id.org/npp/id/place/xining")
OTHER = Iri("https://example.org/a?b=1&c=2")
SCRIPT = Iri("javascript:alert(1)")


def typed(value: str, kind: str) -> Literal:
    return Literal(value, XSD + kind)


ROWS: list[tuple[Term | None, ...]] = [
    (PLACE, text("西宁市", "zh"), typed("62.50", "decimal"), typed("3", "integer"), typed("2025-03-01", "date")),
    (OTHER, text(NASTY), typed("-0.125", "decimal"), None, typed("1999-12-31", "date")),
]
NAMES = ["thing", "words", "share", "count", "day"]


class Cells(HTMLParser):
    """Every cell of a page: its text and the target of its link."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.links: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")
        if tag == "br":
            self.rows[-1][-1] += "\n"
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data.removesuffix("\n") if data.isspace() else data


def read_html(content: str) -> Cells:
    cells = Cells()
    cells.feed(content)
    return cells


def test_html_shows_every_text_as_it_is_and_runs_none() -> None:
    cells = read_html(markup.html_table(NAMES, ROWS))
    assert cells.rows == [
        NAMES,
        ["place:xining", "西宁市", "62.50", "3", "2025-03-01"],
        ["https://example.org/a?b=1&c=2", NASTY, "-0.125", "", "1999-12-31"],
    ]
    assert cells.links == [PLACE.value, OTHER.value]
    assert "script" not in cells.tags


def test_html_links_to_the_web_only() -> None:
    assert read_html(markup.html_table(["x"], [(SCRIPT,), (Iri("urn:isbn:1"),)])).links == []


def test_html_tells_the_language_of_a_text() -> None:
    assert '<td lang="zh">西宁市</td>' in markup.html_table(["x"], [(text("西宁市", "zh"),)])


def test_an_html_page_loads_nothing_and_says_that_it_is_utf8() -> None:
    page = markup.html_page(NAMES, ROWS)
    assert page.startswith('<!doctype html>\n<html>\n<head>\n<meta charset="utf-8">')
    assert read_html(page).tags.isdisjoint({"script", "link", "img", "iframe"})


def test_markdown_escapes_what_markdown_would_read() -> None:
    nasty = r'a\|b\\ \<script\>alert("1")\</script\> \& \*c\* \_d\_ \`e\` \[f\](g)<br>second'
    assert markup.markdown(NAMES, ROWS).splitlines() == [
        "| thing | words | share | count | day |",
        "| --- | --- | ---: | ---: | --- |",
        "| place:xining | 西宁市 | 62.50 | 3 | 2025-03-01 |",
        f"| <https://example.org/a?b=1&c=2> | {nasty} | -0.125 |  | 1999-12-31 |",
    ]


def test_json_lines_are_typed_and_keep_every_digit() -> None:
    lines = datafiles.json_lines(NAMES, ROWS).splitlines()
    assert '"share": 62.50' in lines[0]
    assert [json.loads(line) for line in lines] == [
        {"thing": PLACE.value, "words": "西宁市", "share": 62.5, "count": 3, "day": "2025-03-01"},
        {"thing": OTHER.value, "words": NASTY, "share": -0.125, "count": None, "day": "1999-12-31"},
    ]


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (typed("INF", "double"), "INF"),
        (typed("1e3", "double"), 1000.0),
        (typed("1", "boolean"), True),
        (typed("abc", "integer"), "abc"),
        (typed("2025-02-30", "date"), "2025-02-30"),
        (typed("2025", "gYear"), "2025"),
        (Blank("b"), "_:b"),
    ],
)
def test_json_lines_say_what_has_no_value_as_text(term: Term, expected: object) -> None:
    assert json.loads(datafiles.json_lines(["x"], [(term,)])) == {"x": expected}


def sheet(names: list[str], rows: list[tuple[Term | None, ...]]) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(BytesIO(datafiles.xlsx(names, rows)))
    return list(book.active.iter_rows(values_only=True))


def test_a_sheet_holds_numbers_and_dates_as_such() -> None:
    assert sheet(NAMES, ROWS) == [
        tuple(NAMES),
        ("place:xining", "西宁市", 62.5, 3, datetime(2025, 3, 1)),  # noqa: DTZ001 - a sheet knows no time zones
        ("https://example.org/a?b=1&c=2", NASTY, -0.125, None, datetime(1999, 12, 31)),  # noqa: DTZ001
    ]


def test_a_sheet_takes_no_text_for_a_formula() -> None:
    book = openpyxl.load_workbook(BytesIO(datafiles.xlsx(["x"], [(text("=1+1"),)])))
    assert (book.active["A2"].data_type, book.active["A2"].value) == ("s", "=1+1")


def test_a_sheet_keeps_what_it_has_no_type_for_as_text() -> None:
    rows: list[tuple[Term | None, ...]] = [
        (typed("12345678901234567890", "integer"),),
        (typed("2025-03-01T08:00:00+08:00", "dateTime"),),
        (typed("1850-01-01", "date"),),
        (text("a\x0bb"),),
    ]
    assert [row[0] for row in sheet(["x"], rows)[1:]] == [
        "12345678901234567890",
        "2025-03-01T08:00:00+08:00",
        "1850-01-01",
        "a\N{REPLACEMENT CHARACTER}b",
    ]


def test_a_text_too_long_for_a_cell_is_refused() -> None:
    with pytest.raises(InputError, match=r"a cell holds 32,767 characters and a text has 32,768; choose json"):
        datafiles.xlsx(["x"], [(text("a" * 32_768),)])


def read_parquet(content: bytes, folder: Path) -> tuple[list[tuple[str, str]], list[tuple[object, ...]]]:
    path = folder / "rows.parquet"
    path.write_bytes(content)
    with duckdb.connect() as base:
        described = base.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
        rows = base.execute("SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
    return [(name, kind) for name, kind, *_ in described], rows


def test_parquet_columns_have_the_types_of_their_values(tmp_path: Path) -> None:
    columns, rows = read_parquet(datafiles.parquet(NAMES, ROWS), tmp_path)
    assert columns == [
        ("thing", "VARCHAR"),
        ("words", "VARCHAR"),
        ("share", "DECIMAL(5,3)"),
        ("count", "BIGINT"),
        ("day", "DATE"),
    ]
    told = [
        tuple(str(cell) if name == "share" else cell for (name, _), cell in zip(columns, row, strict=True))
        for row in rows
    ]
    assert told == [
        (PLACE.value, "西宁市", "62.500", 3, date(2025, 3, 1)),
        (OTHER.value, NASTY, "-0.125", None, date(1999, 12, 31)),
    ]


@pytest.mark.parametrize(
    ("terms", "kind"),
    [
        ([typed("1", "integer"), typed("2.5", "decimal")], "DECIMAL(2,1)"),
        ([typed("1", "integer"), typed("2.5e0", "double")], "DOUBLE"),
        ([typed("true", "boolean"), None], "BOOLEAN"),
        ([typed("2025-03-01T08:00:00", "dateTime")], "TIMESTAMP"),
        ([typed("2025-03-01T08:00:00Z", "dateTime")], "VARCHAR"),
        ([typed("9223372036854775808", "integer")], "VARCHAR"),
        ([typed("1", "integer"), text("x")], "VARCHAR"),
        ([None], "VARCHAR"),
    ],
)
def test_a_parquet_column_has_the_narrowest_type_that_loses_nothing(
    terms: list[Term | None], kind: str, tmp_path: Path
) -> None:
    columns, rows = read_parquet(datafiles.parquet(["x"], [(term,) for term in terms]), tmp_path)
    assert columns == [("x", kind)]
    assert [row[0] is None for row in rows] == [term is None for term in terms]


def test_parquet_of_no_rows_has_its_columns(tmp_path: Path) -> None:
    assert read_parquet(datafiles.parquet(["x", "y"], []), tmp_path) == ([("x", "VARCHAR"), ("y", "VARCHAR")], [])


def test_a_missing_library_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(InputError) as raised:
        datafiles.xlsx(NAMES, ROWS)
    assert str(raised.value) == "the format xlsx needs openpyxl; install it: pip install 'npp-kg[xlsx]'"


# On the graph of the article: the figures that paragraph 1 of the article gives.

QUERY = """SELECT ?o ?share ?when {
  ?o npp:ofIndicator ind:green-building-share ; npp:value ?share ; npp:asOf/npp:earliest ?when
} ORDER BY ?when"""


@pytest.mark.parametrize("extension", ["md", "markdown", "html", "htm", "jsonl", "ndjson", "xlsx", "parquet"])
def test_every_extension_chooses_its_format(extension: str, kg: Run, tmp_path: Path) -> None:
    path = tmp_path / f"answer.{extension}"
    result = kg("query", QUERY, "-o", str(path))
    assert result.exit_code == 0, result.output
    starts = {
        "md": b"| o |",
        "markdown": b"| o |",
        "xlsx": b"PK",
        "parquet": b"PAR1",
        "jsonl": b'{"o"',
        "ndjson": b'{"o"',
    }
    assert path.read_bytes().startswith(starts.get(extension, b"<!doctype html>"))


def test_the_shares_of_green_buildings_reach_a_sheet(kg: Run, tmp_path: Path) -> None:
    path = tmp_path / "answer.xlsx"
    assert kg("query", QUERY, "-o", str(path)).exit_code == 0
    rows = list(openpyxl.load_workbook(path).active.iter_rows(min_row=2, values_only=True))
    assert [row[1] for row in rows] == [62, 100]


def test_a_format_that_does_not_fit_the_query_names_those_that_do(kg: Run) -> None:
    result = kg("query", "ASK { ?s ?p ?o }", "-f", "parquet")
    assert result.exit_code == 2
    assert "choose one of table, json, xml" in result.stderr
