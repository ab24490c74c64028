r"""The tokens of a SPARQL 1.1 query, each with its place.

The terminals are those of https://www.w3.org/TR/sparql11-query/#sparqlGrammar, with these differences, none of which
changes what a lawful query means: a sign is a token of its own, ``()`` and ``[]`` are two tokens, a keyword is any
bare word, ``prefix:`` and ``prefix:local`` are both a ``curie``, and ``\u`` escapes are read in IRIs and strings only,
as SPARQL 1.2 has it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

_BASE: Final = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_LATER: Final = "_0-9\u00b7\u0300-\u036f\u203f-\u2040"
# Four classes of characters in names: the first of a prefix, the first of a variable, local name or blank node, the
# later ones of a variable, and those of the others. Productions 164 to 167 ...
_EXACT: Final = (f"[{_BASE}]", f"[{_BASE}_0-9]", f"[{_BASE}{_LATER}]", f"[{_BASE}{_LATER}-]")
# ... and the same with every character beyond ASCII, which compiles in a twentieth of the time.
_WIDE: Final = (
    r"[^\x00-@\[-`{-\x7f]",
    r"[^\x00-/:-@\[-^`{-\x7f]",
    r"[^\x00-/:-@\[-^`{-\x7f]",
    r"[^\x00-,./:-@\[-^`{-\x7f]",
)
_KINDS: Final = (
    "",
    "space",
    "comment",
    "variable",
    "curie",
    "iri",
    "blank",
    "number",
    "word",
    "string",
    "language",
    "mark",
    "open string",
    "stray",
)
_NAMES: Final = frozenset({"variable", "curie", "blank"})
_NEWLINE: Final = re.compile(r"\r\n|\r|\n")


class Token(NamedTuple):
    """A piece of a query; ``line`` and ``column`` count from 1, columns in code points."""

    kind: str
    text: str
    line: int
    column: int

    @property
    def upper(self) -> str:
        """The text as a keyword is compared: in capitals; empty for anything but a bare word."""
        return self.text.upper() if self.kind == "word" else ""


@cache
def _pattern(letter: str, first: str, later: str, inner: str) -> re.Pattern[str]:
    """The terminals, one group each in the order of ``_KINDS``, for these classes of characters."""
    escaped = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
    # A prefix longer than 100 characters is nobody's; the bound keeps the scan linear in the text.
    prefix = rf"(?:{letter}(?:\.*{inner}){{0,99}}+)?:"
    local = rf"(?:{first}|:|{escaped})(?:\.*(?:{inner}|:|{escaped}))*"
    strings = (
        r"'''(?:'{0,2}(?:[^'\\]|\\[\s\S]))*'''"
        r'|"""(?:"{0,2}(?:[^"\\]|\\[\s\S]))*"""'
        r"""|'(?!'')(?:[^'\\\r\n]|\\[^\r\n])*'"""
        r'|"(?!"")(?:[^"\\\r\n]|\\[^\r\n])*"'
    )
    terminals = (
        r"[ \t\r\n]+",
        r"#[^\r\n]*",
        rf"[?$]{first}{later}*",
        f"{prefix}(?:{local})?",
        r"<(?:[^\x00-\x20<>\"{}|^`\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>",
        rf"_:{first}(?:\.*{inner})*",
        r"(?:[0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+|[0-9]*\.[0-9]+|[0-9]+",
        r"[A-Za-z_][A-Za-z0-9_]*",
        strings,
        r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*",
        r"\^\^|&&|\|\||!=|<=|>=|[{}()\[\].,;*/|^?+\-!=<>]",
        # What is left is wrong, and is taken in one piece so that a message can show it.
        r"'''[\s\S]*|\"\"\"[\s\S]*|['\"][^\r\n]*",
        r"[^\x00-\x7f]+|[\x00-\x7f]",
    )
    return re.compile("|".join(f"({terminal})" for terminal in terminals))


def tokenize(text: str) -> list[Token]:
    """The tokens of a query, spaces and comments included; their texts joined are the query.

    Nothing is refused here: a string that is never closed has the kind ``open string``, a character that begins no
    token the kind ``stray``. Takes time linear in the text.

    >>> [(token.kind, token.text) for token in tokenize("ASK{?x a npp:City}") if token.kind != "space"][:4]
    [('word', 'ASK'), ('mark', '{'), ('variable', '?x'), ('word', 'a')]
    """
    # Chinese stands nearly always in strings alone, and compiling the exact classes costs 20 ms: they are used only
    # where the wide ones found a name beyond ASCII. Elsewhere both cut alike.
    tokens = _cut(text, _pattern(*_WIDE))
    if any(token.kind in _NAMES and not token.text.isascii() for token in tokens):
        return _cut(text, _pattern(*_EXACT))
    return tokens


def _cut(text: str, pattern: re.Pattern[str]) -> list[Token]:
    """The tokens by one pattern."""
    tokens = []
    line = column = 1
    for match in pattern.finditer(text):
        piece = match[0]
        # lastindex is set: every alternative is one group, and the last one matches anything.
        tokens.append(Token(_KINDS[match.lastindex or 0], piece, line, column))
        column += len(piece)
        if "\n" in piece or "\r" in piece:
            breaks = list(_NEWLINE.finditer(piece))
            line += len(breaks)
            column = len(piece) - breaks[-1].end() + 1
    return tokens


def significant(tokens: Iterable[Token]) -> list[Token]:
    """The tokens without spaces and comments."""
    return [token for token in tokens if token.kind not in {"space", "comment"}]


def join(tokens: Iterable[Token]) -> str:
    """The text that the tokens were cut from."""
    return "".join([token.text for token in tokens])


def variables(tokens: Iterable[Token]) -> list[str]:
    """The names of the variables, without ``?`` or ``$``, in order of first appearance."""
    return list(dict.fromkeys(token.text[1:] for token in tokens if token.kind == "variable"))
