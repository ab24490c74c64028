"""The words of a Turtle text, with the place of each: RDF 1.1 Turtle, section 6.5.

See https://www.w3.org/TR/turtle/#terminals
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_BASE = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_CHARS = _BASE + "_0-9\u00b7\u0300-\u036f\u203f-\u2040-"
_PLX = r"%[0-9A-Fa-f]{2}|\\[_~.!$&'()*+,;=/?#@%-]"
_PREFIX = f"(?:[{_BASE}](?:[{_CHARS}.]*[{_CHARS}])?)?"
_LOCAL = f"(?:(?:[{_CHARS}:]|{_PLX})(?:(?:[{_CHARS}.:]|{_PLX})*(?:[{_CHARS}:]|{_PLX}))?)?"
_UCHAR = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"

# The first that fits wins: long strings stand before short ones, numbers with an exponent before those without.
_TOKEN = re.compile(
    rf"""
      (?P<space>   [ \t\r\n]+ )
    | (?P<comment> \#[^\r\n]* )
    | (?P<iri>     <(?:[^\x00-\x20<>"{{}}|^`\\]|{_UCHAR})*> )
    | (?P<string>  \"\"\"(?:\"{{0,2}}(?:[^"\\]|\\.))*\"\"\" | '''(?:'{{0,2}}(?:[^'\\]|\\.))*'''
                 | ""(?!") | "(?:[^"\\\r\n]|\\[^\r\n])+" | ''(?!') | '(?:[^'\\\r\n]|\\[^\r\n])+' )
    | (?P<at>      @[A-Za-z]+(?:-[A-Za-z0-9]+)* )
    | (?P<double>  [+-]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+)[eE][+-]?[0-9]+ )
    | (?P<decimal> [+-]?[0-9]*\.[0-9]+ )
    | (?P<integer> [+-]?[0-9]+ )
    | (?P<blank>   _:[{_BASE}_0-9](?:[{_CHARS}.]*[{_CHARS}])? )
    | (?P<name>    {_PREFIX}:{_LOCAL} )
    | (?P<word>    [A-Za-z]+ )
    | (?P<mark>    \^\^ | [.;,()\[\]] )
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """One word: its kind (a name of the pattern above, or ``wrong``), its text, and its offset in code points."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """The offset just behind the word."""
        return self.start + len(self.text)


def tokens(text: str) -> Iterator[Token]:
    """The words of the text in order, comments and white space among them; the texts joined are the text.

    What is no word of Turtle comes as one token of kind ``wrong`` that runs to the end of the text.

    >>> [(token.kind, token.text) for token in tokens("place:x a 1.") if token.kind != "space"]
    [('name', 'place:x'), ('word', 'a'), ('integer', '1'), ('mark', '.')]
    """
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None or match.lastgroup is None:
            yield Token("wrong", text[position:], position)
            return
        yield Token(match.lastgroup, match[0], position)
        position = match.end()


def place(text: str, offset: int) -> tuple[int, int]:
    r"""The line and column of an offset, both from 1, columns in code points.

    >>> place("西宁\n市 x", 5)
    (2, 3)
    """
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def offset(text: str, line: int, column: int) -> int:
    r"""The offset of a line and column, both from 1; the inverse of `place`.

    >>> offset("西宁\n市 x", 2, 3)
    5
    """
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return min(start + column - 1, len(text))
