"""The colours of a query as it is typed, from the tokens that the rest of the program reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.names import PREFIXES
from kg.query.clauses import prologue
from kg.query.productions import AGGREGATES, FUNCTIONS
from kg.query.tokens import significant, tokenize
from kg.shell.place import is_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.query.tokens import Token

# From the kind of a token to the name of its style, where these are the same for all of the kind.
_KINDS: Final = {
    "comment": "comment",
    "variable": "variable",
    "iri": "iri",
    "string": "string",
    "language": "string",
    "open string": "string",
    "number": "number",
    "stray": "wrong",
}
STYLES: Final = {
    "keyword": "bold ansiblue",
    "function": "ansicyan",
    "variable": "ansimagenta",
    "prefix": "ansigreen",
    "name": "ansigreen",
    "iri": "ansigreen",
    "string": "ansiyellow",
    "number": "ansiyellow",
    "comment": "ansibrightblack italic",
    "command": "bold",
    "wrong": "ansired",
    "prompt": "bold ansiblue",
    "continued": "ansibrightblack",
}


def coloured(text: str) -> list[list[tuple[str, str]]]:
    """The lines of the text as pairs of a style's name and a piece.

    >>> coloured("ASK { ?x")
    [[('keyword', 'ASK'), ('', ' '), ('', '{'), ('', ' '), ('variable', '?x')]]
    """
    if text.startswith("."):
        return [[("command", line)] for line in text.split("\n")]
    if is_name(text):
        return [[("", line)] for line in text.split("\n")]
    tokens = tokenize(text)
    own = prologue(significant(tokens)).prefixes
    lines: list[list[tuple[str, str]]] = [[]]
    for token in tokens:
        for style, piece in _styled(token, own):
            first, *others = piece.split("\n")
            lines[-1].append((style, first))
            lines += [[(style, each)] for each in others]
    return lines


def _styled(token: Token, own: Mapping[str, str]) -> list[tuple[str, str]]:
    """The pieces of a token: a CURIE has two, and its prefix may be unknown."""
    if token.kind == "word":
        return [("function" if token.upper in FUNCTIONS | AGGREGATES else "keyword", token.text)]
    if token.kind == "curie":
        prefix, _, local = token.text.partition(":")
        known = prefix in own or prefix in PREFIXES
        return [("prefix" if known else "wrong", f"{prefix}:"), ("name", local)]
    return [(_KINDS.get(token.kind, ""), token.text)]
