"""A workbook that an analyst can read: one sheet a class, a row a thing, and beside it the passages it rests on."""

from __future__ import annotations

from collections import defaultdict
from io import BytesIO
from typing import TYPE_CHECKING, Final
from unicodedata import east_asian_width

from kg.errors import InputError
from kg.export.entities import Thing, attribute, links, things
from kg.names import NPP
from kg.query.datafiles import require_openpyxl

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.export.entities import Link
    from kg.export.statements import Statements

# The bounds of a sheet and of its name: https://support.microsoft.com/en-us/office/1672b34d-7043-467e-8e27-269d656771c3
_MOST_ROWS: Final = 1_048_575
_MOST_CHARACTERS: Final = 32_767
_LONGEST_NAME: Final = 31
_WIDEST: Final = 60
_EVIDENCE: Final = "evidence"
_RECORD: Final = frozenset({"Passage", "Claim", "Identifier"})
_FIXED: Final = {
    "zh": ("名称", "英文名称", "标识", "依据", "（推断）"),
    "en": ("name in Chinese", "name in English", "identifier", "evidence", " (inferred)"),
}


def xlsx(statements: Statements, language: str) -> Iterator[bytes]:
    """The workbook: links as names of what they lead to, what only inference says in columns of its own.

    Args:
        statements: what it is made from; the names of properties are found there, else it is their short names.
        language: ``zh`` or ``en``, of headings and names.

    Raises:
        InputError: openpyxl is not installed, or a class has more things than a sheet has rows.
    """
    require_openpyxl()
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    names = _names(statements, language)
    tables = _Tables(statements, names, language)
    book = Workbook(write_only=True)
    for kind, rows in sorted(tables.by_class().items()):
        if len(rows) > _MOST_ROWS:
            raise InputError(f"a sheet holds {_MOST_ROWS:,} rows, and {kind} has {len(rows):,}; choose csv or parquet")
        table = tables.table(rows)
        sheet = book.create_sheet(names.get(kind, kind)[:_LONGEST_NAME])
        sheet.freeze_panes = "D2"
        for index in range(len(table[0])):
            longest = max(_width(row[index]) for row in table)
            sheet.column_dimensions[get_column_letter(index + 1)].width = min(longest + 2, _WIDEST)
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(table[0]))}{len(table)}"
        for number, row in enumerate(table):
            cells = []
            for text in row:
                cell = WriteOnlyCell(sheet, value=_printable(text) or None)
                cell.data_type = "s" if text else "n"  # what begins with "=" is a text too
                cell.font = Font(bold=number == 0)
                cells.append(cell)
            sheet.append(cells)
    if not book.worksheets:
        book.create_sheet("kg")
    out = BytesIO()
    book.save(out)
    yield out.getvalue()


class _Tables:
    """What the sheets are made of."""

    def __init__(self, statements: Statements, names: Mapping[str, str], language: str) -> None:
        self._names, self._language = names, language
        self._known = {thing.key: thing for thing in things(statements)}
        self._links: defaultdict[str, list[Link]] = defaultdict(list)
        for link in links(statements):
            self._links[link.start].append(link)

    def by_class(self) -> dict[str, list[Thing]]:
        """The things of each class, but those that only bear the record."""
        found: defaultdict[str, list[Thing]] = defaultdict(list)
        for thing in self._known.values():
            if thing.kind and not _RECORD & set(thing.classes):
                found[thing.kind].append(thing)
        return found

    def table(self, rows: list[Thing]) -> list[list[str]]:
        """Headings and rows of one class."""
        chinese, english, key, evidence, inferred = _FIXED[self._language]
        names = self._names
        values = sorted({name for thing in rows for name in thing.values})
        kinds = sorted({(link.kind, link.inferred) for thing in rows for link in self._links[thing.key]})
        kinds = [kind for kind in kinds if kind[0] != _EVIDENCE]
        headings = [chinese, english, key, *(names.get(name, name) for name in values)]
        headings += [names.get(kind, kind) + (inferred if concluded else "") for kind, concluded in kinds]
        table = [[*headings, evidence]]
        for thing in rows:
            leads: defaultdict[tuple[str, bool], list[str]] = defaultdict(list)
            passages = []
            for link in self._links[thing.key]:
                leads[link.kind, link.inferred].append(self._name(link.end))
                if link.kind == _EVIDENCE and (passage := self._known.get(link.end)):
                    passages.append(self._passage(passage))
            row = [thing.labels.get("zh", ""), thing.labels.get("en", ""), thing.key]
            row += ["; ".join(value.text for value in thing.values.get(name, ())) for name in values]
            row += ["; ".join(leads[kind]) for kind in kinds]
            table.append([*row, "\n".join(passages)])
        return table

    def _passage(self, passage: Thing) -> str:
        """Where a passage stands and its phrase."""
        source = ", ".join(self._name(link.end) for link in self._links[passage.key] if link.kind == "quotedFrom")
        paragraph = "".join(f" §{value.text}" for value in passage.values.get("paragraph", ()))
        phrase = "".join(f"“{value.text}”" for value in passage.values.get("phrase", ()))
        return f"{source}{paragraph} {phrase}".strip()

    def _name(self, key: str) -> str:
        thing = self._known.get(key)
        return key if thing is None else thing.labels.get(self._language) or thing.label


def _names(statements: Statements, language: str) -> dict[str, str]:
    """The labels of our properties and classes in the language, by short name."""
    return {
        attribute(s): o[1 : o.rindex('"')]
        for s, p, o, _ in statements.united()
        if s.startswith(f"<{NPP}") and p.endswith("#label>") and o.endswith(f'"@{language}')
    }


def _printable(text: str) -> str:
    """The text as a cell can hold it: no longer than it may be, without characters that XML does not know."""
    return "".join(char for char in text if char in "\n\t" or char.isprintable())[:_MOST_CHARACTERS]


def _width(text: str) -> int:
    """How many columns the widest line takes; a Chinese character takes two."""
    lines = text.splitlines()
    return max((len(line) + sum(east_asian_width(char) in "WF" for char in line) for line in lines), default=0)
