"""Rows as a table for people: names short, columns aligned by the width of what is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.names import compact
from kg.query.faults import width
from kg.terms import XSD, Iri, Literal, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NUMBERS: Final = frozenset(XSD + name for name in ("integer", "decimal", "double", "float", "int", "long"))
_GAP: Final = "  "


def table(headings: Sequence[str], rows: Iterable[Sequence[Term | None]]) -> list[str]:
    """The lines of a table: headings, a rule, and one line a row; without trailing spaces.

    IRIs are shortened to CURIEs, texts stand without quotes, numbers to the right. A language tag is shown only
    where two texts of a column would otherwise look the same. A line break within a text is shown as ``⏎``.
    """
    terms = [tuple(row) for row in rows]
    columns = [_cells([row[index] for row in terms]) for index in range(len(headings))]
    right = [all_numbers([row[index] for row in terms]) for index in range(len(headings))]
    return align([headings, *zip(*columns, strict=True)], right)


def align(rows: Sequence[Sequence[str]], right: Sequence[bool]) -> list[str]:
    """The lines of a table of texts; the first row is its headings.

    Args:
        rows: as wide as ``right``.
        right: for each column whether it stands to the right.
    """
    widths = [max(width(row[index]) for row in rows) for index in range(len(right))]
    lines = [_GAP.join(map(_padded, row, widths, right)).rstrip() for row in rows]
    rule = _GAP.join("─" * size for size in widths)
    return [lines[0], rule, *lines[1:]]


def shown(term: Term | None, *, tagged: bool = False) -> str:
    """One term as a cell shows it.

    >>> shown(Iri("https://w3id.org/npp/id/place/xining")), shown(None)
    ('place:xining', '')
    """
    if term is None:
        return ""
    if isinstance(term, Iri):
        return compact(term)
    if isinstance(term, Literal):
        text = "".join(map(_printable, term.text))
        return f"{text}@{term.language}" if tagged and term.language else text
    return f"_:{term.label}"


def _cells(terms: Sequence[Term | None]) -> list[str]:
    """The cells of a column."""
    meant: dict[str, set[Term | None]] = {}
    for term in terms:
        meant.setdefault(shown(term), set()).add(term)
    return [shown(term, tagged=len(meant[shown(term)]) > 1) for term in terms]


def all_numbers(terms: Sequence[Term | None]) -> bool:
    """Whether a column holds numbers and nothing else; its unbound cells count for nothing."""
    known = [term for term in terms if term is not None]
    return bool(known) and all(isinstance(term, Literal) and term.datatype in _NUMBERS for term in known)


def _padded(cell: str, size: int, right: bool) -> str:  # noqa: FBT001 - mapped over columns
    space = " " * (size - width(cell))
    return space + cell if right else cell + space


def _printable(character: str) -> str:
    """The character, or a sign for one that would move the cursor or command the terminal."""
    if character.isprintable():
        return character
    return "⏎" if character == "\n" else " " if character == "\t" else "\N{REPLACEMENT CHARACTER}"
