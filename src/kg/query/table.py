"""Rows as a table for people: names short, columns aligned by the width of what is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.names import PLAIN_LOCAL, PREFIXES, compact
from kg.query.faults import width
from kg.terms import XSD, Iri, Literal, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_NUMBERS: Final = frozenset(XSD + name for name in ("integer", "decimal", "double", "float", "int", "long"))
_GAP: Final = "  "
_NARROWEST: Final = 10  # columns to which a cell may be cut


def table(
    headings: Sequence[str],
    rows: Iterable[Sequence[Term | None]],
    prefixes: Mapping[str, str] | None = None,
    columns: int | None = None,
) -> list[str]:
    """The lines of a table: headings, a rule, and one line a row; without trailing spaces.

    IRIs are shortened to CURIEs, texts stand without quotes, numbers to the right. A language tag is shown only
    where two texts of a column would otherwise look the same. A line break within a text is shown as ``⏎``.

    Args:
        headings: the names of the columns.
        rows: as wide as the headings.
        prefixes: those that shorten IRIs beside the project's.
        columns: of the screen; the widest cells are cut to fit. None for as many as it takes.
    """
    terms = [tuple(row) for row in rows]
    cells = [_cells([row[index] for row in terms], prefixes or {}) for index in range(len(headings))]
    right = [all_numbers([row[index] for row in terms]) for index in range(len(headings))]
    texts = [headings, *zip(*cells, strict=True)]
    return align(texts if columns is None else fitted(texts, columns), right)


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


def fitted(rows: Sequence[Sequence[str]], columns: int) -> list[list[str]]:
    """The cells cut so that a line takes so many columns, the widest first; none is cut below ``_NARROWEST``."""
    widths = [max(map(width, cells)) for cells in zip(*rows, strict=True)]
    room = columns - len(_GAP) * (len(widths) - 1)
    most = max(widths, default=0)
    while most > _NARROWEST and sum(min(each, most) for each in widths) > room:
        most -= 1
    return [[cut(cell, most) for cell in row] for row in rows]


def cut(text: str, most: int) -> str:
    """The text in at most so many columns, with ``…`` for what is left out; of an IRI the end is kept.

    >>> cut("西宁市入选", 7), cut("<https://example.org/a/thing>", 12)
    ('西宁市…', '<http…thing>')
    """
    if width(text) <= most:
        return text
    tail = ""
    if text.startswith("<"):
        tail = _begun(text[::-1], most // 2)[::-1]
    return f"{_begun(text, most - 1 - width(tail))}…{tail}"


def _begun(text: str, most: int) -> str:
    """As much of the beginning as fits into so many columns."""
    taken = 0
    for place, character in enumerate(text):
        taken += width(character)
        if taken > most:
            return text[:place]
    return text


def shown(term: Term | None, *, tagged: bool = False, prefixes: Mapping[str, str] | None = None) -> str:
    """One term as a cell shows it; ``prefixes`` shorten IRIs beside the project's.

    >>> shown(Iri("https://w3id.org/npp/id/place/xining")), shown(None)
    ('place:xining', '')
    """
    if term is None:
        return ""
    if isinstance(term, Iri):
        return shortened(term, prefixes) if prefixes else compact(term)
    if isinstance(term, Literal):
        text = "".join(map(_printable, term.text))
        return f"{text}@{term.language}" if tagged and term.language else text
    return f"_:{term.label}"


def shortened(iri: Iri, prefixes: Mapping[str, str]) -> str:
    """The CURIE by the project's prefixes, else by these, the longest namespace first; else ``<iri>``.

    A prefix of the project never stands for another namespace.

    >>> shortened(Iri("https://example.org/a/b"), {"ex": "https://example.org/", "a": "https://example.org/a/"})
    'a:b'
    """
    ours = compact(iri)
    if not ours.startswith("<"):
        return ours
    for prefix, namespace in sorted(prefixes.items(), key=lambda each: -len(each[1])):
        local = iri.value.removeprefix(namespace)
        if prefix not in PREFIXES and local != iri.value and PLAIN_LOCAL.fullmatch(local):
            return f"{prefix}:{local}"
    return ours


def _cells(terms: Sequence[Term | None], prefixes: Mapping[str, str]) -> list[str]:
    """The cells of a column."""
    meant: dict[str, set[Term | None]] = {}
    plain = [shown(term, prefixes=prefixes) for term in terms]
    for term, text in zip(terms, plain, strict=True):
        meant.setdefault(text, set()).add(term)
    return [
        shown(term, tagged=True, prefixes=prefixes) if len(meant[text]) > 1 else text
        for term, text in zip(terms, plain, strict=True)
    ]


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
