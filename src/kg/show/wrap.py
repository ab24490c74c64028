"""Lines of text as a terminal shows them: two columns for a Chinese character, breaks where people break."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# A run that is not broken: what may not begin a line stays with what is before it, and what may not end one with what
# follows (GB/T 15834-2011, 5.1); a run of letters, digits and marks without space stays whole.
_RUN: Final = re.compile(
    r"[《“‘（「『\[(]*(?:[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff]"
    r"|[^\s\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60《“‘「『]+)"
    r"[，。、；：！？…》”’）」』,.;:!?)\]%]*"
    r"|[《“‘（「『\[(]+|\s+"
)


class Span(NamedTuple):
    """Words of one role: ``""``, ``title``, ``heading``, ``dim`` or ``mark``."""

    text: str
    role: str = ""


Line = tuple[Span, ...]


def width(text: str) -> int:
    """The columns that a text takes: two for wide characters, none for combining and invisible ones.

    After UAX #11: https://www.unicode.org/reports/tr11/

    >>> width("西宁 2025")
    9
    """
    return sum(_columns(character) for character in text)


def wrap(spans: Iterable[Span], *, columns: int, first: Span, rest: Span) -> Iterator[Line]:
    """The words in lines of at most ``columns``; ``first`` begins the first line and ``rest`` each further one.

    A run without a place to break that is wider than a line gets a line of its own, which is then too wide.
    """
    line, used, fresh = [first], width(first.text), True
    for span in spans:
        for run in _RUN.findall(span.text):
            if not fresh and used + width(run.rstrip()) > columns:
                yield _tidy(line)
                line, used, fresh = [rest], width(rest.text), True
            if fresh and run.isspace():
                continue
            line.append(Span(run, span.role))
            used += width(run)
            fresh = False
    yield _tidy(line)


def _columns(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def _tidy(spans: list[Span]) -> Line:
    """The line with neighbours of one role joined, and without white space at its end."""
    joined: list[Span] = []
    for span in spans:
        if joined and joined[-1].role == span.role:
            joined[-1] = Span(joined[-1].text + span.text, span.role)
        else:
            joined.append(span)
    while joined and not joined[-1].text.strip():
        joined.pop()
    if joined:
        joined[-1] = Span(joined[-1].text.rstrip(), joined[-1].role)
    return tuple(joined)
