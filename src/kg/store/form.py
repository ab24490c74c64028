"""The form of a query and whether it names graphs, for an engine that learns both from the text alone."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

_FORMS: Final = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_GRAPHS: Final = frozenset({"GRAPH", "FROM"})
# A query that begins with its form; others are looked through token by token.
_BEGINS = re.compile(r"\s*(select|ask|construct|describe)\b", re.IGNORECASE)


@cache
def _token() -> re.Pattern[str]:
    """Comments, IRIs, strings, variables and names, of which none is a word of the grammar; words; other characters.

    Most queries are told without it, and it takes milliseconds to compile.
    """
    return re.compile(
        r"""\#[^\r\n]*|<[^<>"{}|^`\\\s]*>|\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*'{3}"""
        r"""|"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*'|[?$@]\w+|[\w.-]*:[\w.%:-]*|(?P<word>[A-Za-z_]+)|\S""",
        re.DOTALL,
    )


def form_of(text: str) -> str:
    """The form of a query: SELECT, ASK, CONSTRUCT or DESCRIBE; SELECT where it is none that parses."""
    if begun := _BEGINS.match(text):
        return begun[1].upper()
    words = (found["word"] for found in _token().finditer(text))
    return next((word.upper() for word in words if word and word.upper() in _FORMS), "SELECT")


def names_graphs(text: str) -> bool:
    """Whether a query has GRAPH, FROM or FROM NAMED in it."""
    lower = text.lower()
    if "graph" not in lower and "from" not in lower:
        return False
    return any((found["word"] or "").upper() in _GRAPHS for found in _token().finditer(text))
