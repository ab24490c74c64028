"""The triple patterns that every row of a query must match, read from its tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.query.tokens import Token

_TERMS: Final = frozenset({"variable", "curie", "iri", "number", "string"})
_CLOSERS: Final = {"(": ")", "[": "]", "{": "}"}
_SKIPPING: Final = frozenset({"OPTIONAL", "MINUS", "EXISTS", "UNION", "VALUES", "SERVICE", "SILENT"})
# After these words stand names, and no subject of a pattern.
_NAMING: Final = frozenset({"SELECT", "VALUES", "GRAPH", "BY", "SERVICE", "SILENT"})
_ENDS: Final = frozenset({".", ";", ",", "}"})


class Pattern(NamedTuple):
    """A triple pattern of plain terms, each as the query spells it."""

    subject: str
    predicate: str
    object: str

    def __str__(self) -> str:
        return f"{self.subject} {self.predicate} {self.object}"


def required(tokens: Sequence[Token]) -> list[Pattern]:
    """The patterns outside OPTIONAL, UNION, MINUS, EXISTS and sub-expressions, in the query's order.

    Patterns with property paths, blank nodes or lists are left out: nothing here needs them all.

    Args:
        tokens: the significant tokens of a SELECT that parses.
    """
    return _Reader(tokens).groups[0]


class _Reader:
    """One pass over the tokens; a group's patterns join those of the group around it when it is required."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self.groups: list[list[Pattern]] = [[]]
        kept: list[bool] = []
        word = ""
        index = 0
        while index < len(tokens):
            token = tokens[index]
            if token.text == "{":
                self.groups.append([])
                kept.append(word not in _SKIPPING)
                word = ""
            elif token.text == "}" and kept:
                inner = self.groups.pop()
                follows = tokens[index + 1].upper if index + 1 < len(tokens) else ""
                if kept.pop() and follows != "UNION":
                    self.groups[-1] += inner
                word = ""
            elif token.text in {"(", "["}:
                index = self._past(index) - 1
            elif token.kind == "word" and token.text != "a":
                word = token.upper
            elif token.kind in _TERMS and kept and word not in _NAMING:
                index = self._block(index) - 1
                word = ""
            elif word == "GRAPH":
                word = ""
            index += 1

    def _block(self, index: int) -> int:
        """Read the patterns of one subject; the index after them."""
        subject, index = self._term(index)
        while subject:
            verb, after = self._verb(index)
            index = self._objects(subject, verb, after) if verb else self._skipped(index, {".", ";", "}"})
            if self._text(index) != ";":
                return index
            while self._text(index) == ";":
                index += 1
            if self._text(index) in _ENDS or self._text(index) == "":
                return index
        return self._skipped(index, {".", "}"})

    def _objects(self, subject: str, verb: str, index: int) -> int:
        while True:
            thing, after = self._term(index)
            if thing and self._text(after) in _ENDS:
                self.groups[-1].append(Pattern(subject, verb, thing))
                index = after
            elif thing and self._tokens[after : after + 1] and self._tokens[after].kind == "word":
                self.groups[-1].append(Pattern(subject, verb, thing))
                return after
            else:
                index = self._skipped(index, _ENDS)
            if self._text(index) != ",":
                return index
            index += 1

    def _term(self, index: int) -> tuple[str, int]:
        """The term that begins here, and the index after it; "" where none of one or two tokens does."""
        if index >= len(self._tokens) or self._tokens[index].kind not in _TERMS:
            return "", index
        token = self._tokens[index]
        if token.kind == "string" and index + 1 < len(self._tokens):
            beside = self._tokens[index + 1]
            if beside.kind == "language":
                return token.text + beside.text, index + 2
            if beside.text == "^^":
                return f"{token.text}^^{self._text(index + 2)}", index + 3
        return token.text, index + 1

    def _verb(self, index: int) -> tuple[str, int]:
        """The property, where it is no path."""
        if self._text(index) == "a":
            return "a", index + 1
        verb, after = self._term(index)
        follows = self._text(after)
        plain = after < len(self._tokens) and (self._tokens[after].kind in _TERMS or follows in {"[", "("})
        return (verb, after) if plain else ("", index)

    def _skipped(self, index: int, ends: set[str] | frozenset[str]) -> int:
        """The index of the next of these marks outside brackets, or of the end."""
        while index < len(self._tokens) and self._text(index) not in ends:
            index = self._past(index) if self._text(index) in _CLOSERS else index + 1
        return index

    def _past(self, index: int) -> int:
        """The index after the bracket that closes the one here."""
        depth = 0
        while index < len(self._tokens):
            depth += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(self._text(index), 0)
            index += 1
            if depth == 0:
                break
        return index

    def _text(self, index: int) -> str:
        """The text of a token that is no string; "" past the end."""
        if index >= len(self._tokens) or self._tokens[index].kind == "string":
            return ""
        return self._tokens[index].text
