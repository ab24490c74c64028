"""How a message points into a query: where, the line itself, and a caret below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.errors import SyntaxFault

if TYPE_CHECKING:
    from kg.query.tokens import Token

# A line longer than this many columns is shown around the place alone.
_WINDOW: Final = 100


class QueryError(SyntaxFault):
    """A query that cannot be run as it stands.

    Attributes:
        line: where, from 1.
        column: where in the line, in code points from 1; one past the last where the query ends too early.
        problem: what is wrong and what to do, without the place.
    """

    def __init__(self, name: str, text: str, line: int, column: int, problem: str) -> None:
        super().__init__(pointed(name, text, line, column, problem))
        self.line = line
        self.column = column
        self.problem = problem


class Source:
    """The text of a query, and the name by which messages call it: ``query``, or a file's path."""

    def __init__(self, text: str, name: str = "query") -> None:
        self.text = text
        self.name = name

    def error(self, token: Token, problem: str) -> QueryError:
        """The error at a token."""
        return QueryError(self.name, self.text, token.line, token.column, problem)

    def warning(self, token: Token, problem: str) -> str:
        """The text of a warning at a token."""
        return pointed(self.name, self.text, token.line, token.column, problem)


def pointed(name: str, text: str, line: int, column: int, problem: str) -> str:
    r"""A message with its place, the line it speaks of, and a caret under the place.

    >>> print(pointed("query", "ASK {\n  ?x 城市 }", 2, 6, "unknown word '城市'"))
    query:2:6: unknown word '城市'
      2 |   ?x 城市 }
        |      ^
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    shown = lines[line - 1] if line <= len(lines) else ""
    start = 0 if width(shown) <= _WINDOW else max(0, column - 1 - _WINDOW // 3)
    before = "".join(map(_printable, shown[start : column - 1]))
    after = "".join(map(_printable, shown[column - 1 : start + _WINDOW // 2 + _WINDOW // 3]))
    if start:
        before = "…" + before
    if start + len(before) + len(after) < len(shown):
        after += "…"
    gutter = " " * len(str(line))
    return f"{name}:{line}:{column}: {problem}\n  {line} | {before}{after}\n  {gutter} | {' ' * width(before)}^"


def width(text: str) -> int:
    """How many columns of a terminal the text takes: two for wide characters, none for combining ones.

    >>> width("西宁 x")
    6
    """
    if text.isascii():
        return len(text)
    import unicodedata

    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )


def _printable(character: str) -> str:
    """The character, or a space or a sign in the place of one that would move the caret."""
    if character == "\t":
        return " "
    return character if character.isprintable() else "\N{REPLACEMENT CHARACTER}"
