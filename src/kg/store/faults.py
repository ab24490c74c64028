"""Where a query does not parse, from the words of an engine's parser."""

from __future__ import annotations

import re
from typing import Final

from kg.store.answer import QueryFault

_POSITION = re.compile(r"error at (\d+):(\d+): *(.*)", re.DOTALL)
_KEYWORD = re.compile(r"[A-Za-z]\w+")
_ANYTHING: Final = "[_]"


def fault(query: str, words: str, *, above: int = 0) -> QueryFault:
    """The error that the words of the parser of Oxigraph, which other engines use too, tell of a query.

    It reports the end of the longest keyword that it tried in vain; the place is where that keyword would have begun.
    Without a position in the words it is the query's start.

    Args:
        query: as it was written.
        words: those of the parser.
        above: how many lines were put before the query.
    """
    match = _POSITION.match(words)
    if not match:
        return QueryFault(1, 1, words)
    line, column, detail = int(match[1]) - above, int(match[2]), match[3]
    expected = detail.removeprefix("expected ").removeprefix("one of ").split(", ")
    keywords = [len(item) for item in expected if _KEYWORD.fullmatch(item)]
    if keywords and len(keywords) == len([item for item in expected if item != _ANYTHING]):
        start = sum(len(before) + 1 for before in query.split("\n")[: line - 1])
        place = max(0, start + column - 1 - min(keywords))
        line, column = query.count("\n", 0, place) + 1, place - query.rfind("\n", 0, place)
    return QueryFault(line, column, detail)


def half(query: str) -> QueryFault:
    """The error of a query that is no Unicode text."""
    place = next(index for index, character in enumerate(query) if "\ud800" <= character < "\ue000")
    line, column = query.count("\n", 0, place) + 1, place - query.rfind("\n", 0, place)
    return QueryFault(line, column, f"{query[place]!a} is half a character")
