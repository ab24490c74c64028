"""The form of a query and whether it names graphs, for an engine that learns both from the text alone."""

from __future__ import annotations

import re
from typing import Final

_FORMS: Final = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_GRAPHS: Final = frozenset({"GRAPH", "FROM"})
# Comments, IRIs, strings, variables and names, of which none is a word of the grammar; words; any other character.
_TOKEN = re.compile(
    r"""\#[^\r\n]*|<[^<>"{}|^`\\\s]*>|\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*'{3}"""
    r"""|"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*'|[?$@]\w+|[\w.-]*:[\w.%:-]*|(?P<word>[A-Za-z_]+)|\S""",
    re.DOTALL,
)


def form_of(text: str) -> str:
    """The form of a query: SELECT, ASK, CONSTRUCT or DESCRIBE; SELECT where it is none that parses."""
    words = (found["word"] for found in _TOKEN.finditer(text))
    return next((word.upper() for word in words if word and word.upper() in _FORMS), "SELECT")


def names_graphs(text: str) -> bool:
    """Whether a query has GRAPH, FROM or FROM NAMED in it."""
    return any((found["word"] or "").upper() in _GRAPHS for found in _TOKEN.finditer(text))
