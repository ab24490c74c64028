"""Where a query departs from the grammar: the first token that cannot stand where it stands, and what could.

The engine says no more than that a query does not parse: its positions come from look-ahead and are often wrong. So a
query that was refused is read again here by the productions.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from kg.query.productions import AGGREGATES, FUNCTIONS, PRODUCTIONS
from kg.query.tokens import Token

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# A token that can stand nowhere.
_NOTHING: Final = Token("stray", "", 0, 0)
_PIECE = re.compile(r"'[^']+'|@?\w+|[()|?*+]")


class Stop(NamedTuple):
    """The place, among the tokens, of the first one that cannot stand there, and what could."""

    place: int
    expected: frozenset[str]


class Step(NamedTuple):
    """A step of reading a query: into a production, out of it, or over the token at ``place``."""

    kind: Literal["into", "out of", "over"]
    name: str
    place: int


class Part(NamedTuple):
    """A part of a production; ``kind`` is ``then`` (one after the other), ``|``, ``?``, ``*``, ``token``, ``name``.

    ``end`` is put where a production that was begun is over.
    """

    kind: str
    name: str = ""
    parts: tuple[Part, ...] = ()


def first_fault(tokens: Sequence[Token]) -> Stop | None:
    """Where the significant tokens of a query depart from the grammar; None where they do not.

    ``Stop.place`` is ``len(tokens)`` where the query ends too early. Takes time linear in the number of tokens, and no
    recursion: no nesting is too deep for it.
    """
    return next((step for step in steps(tokens) if isinstance(step, Stop)), None)


def steps(tokens: Sequence[Token]) -> Iterator[Step | Stop]:
    """How the significant tokens of a query are read by the productions, up to its end or to where it departs."""
    names = [terminal(token) for token in tokens] + ["END"]
    waiting = [Part("name", "Query")]
    skipped: frozenset[str] = frozenset()
    index = 0
    while waiting:
        part = waiting.pop()
        if part.kind == "end":
            yield Step("out of", part.name, index)
            continue
        firsts = _firsts(part)
        if names[index] not in firsts:
            skipped |= firsts
            if not _can_be_empty(part):
                yield Stop(index, skipped)
                return
        elif part.kind == "token":
            if index < len(tokens):
                yield Step("over", part.name, index)
            index += 1
            skipped = frozenset()
        else:
            if part.kind == "name":
                yield Step("into", part.name, index)
                waiting.append(Part("end", part.name))
            waiting += _opened(part, names[index])


def expected(tokens: Sequence[Token]) -> frozenset[str] | None:
    """What could stand after these significant tokens; None where they depart from the grammar before their end.

    >>> from kg.query.tokens import tokenize
    >>> sorted(expected(tokenize("SELECT*{}LIMIT"))), expected(tokenize("SELECT}"))
    (['@integer'], None)
    """
    stop = first_fault([*tokens, _NOTHING])
    return stop.expected if stop and stop.place == len(tokens) else None


def terminal(token: Token) -> str:
    """The name by which the productions call a token.

    >>> from kg.query.tokens import tokenize
    >>> [terminal(token) for token in tokenize("select?x{npp:a")]
    ['SELECT', '@variable', "'{'", '@curie']
    """
    if token.kind == "word":
        kind = "FUNCTION" if token.upper in FUNCTIONS else "AGGREGATE" if token.upper in AGGREGATES else token.upper
        # ``a`` is the one keyword whose case matters.
        return "" if token.text == "A" else kind
    if token.kind == "number" and token.text.isdigit():
        return "@integer"
    if token.kind == "curie" and token.text.index(":") == len(token.text) - 1:
        return "@prefix"
    return f"'{token.text}'" if token.kind == "mark" else f"@{token.kind}"


def _opened(part: Part, ahead: str) -> list[Part]:
    """What stands in the place of a part that begins with the token ``ahead``, last first."""
    if part.kind == "name":
        return [_production(part.name)]
    if part.kind == "then":
        return list(reversed(part.parts))
    if part.kind == "|":
        return [next(each for each in part.parts if ahead in _firsts(each))]
    return [part, *part.parts] if part.kind == "*" else list(part.parts)


@cache
def _firsts(part: Part) -> frozenset[str]:
    """The tokens that a part can begin with."""
    if part.kind == "token":
        return frozenset({part.name})
    if part.kind == "name":
        return _firsts(_production(part.name))
    found: frozenset[str] = frozenset()
    for each in part.parts:
        found |= _firsts(each)
        if part.kind == "then" and not _can_be_empty(each):
            break
    return found


@cache
def _can_be_empty(part: Part) -> bool:
    """Whether a part can stand for nothing."""
    if part.kind == "name":
        return _can_be_empty(_production(part.name))
    if part.kind == "|":
        return any(map(_can_be_empty, part.parts))
    return part.kind in "?*" or (part.kind == "then" and all(map(_can_be_empty, part.parts)))


@cache
def _texts() -> dict[str, str]:
    lines = PRODUCTIONS.strip().replace("\n    ", " ").splitlines()
    return dict(line.split(" = ", 1) for line in lines)


@cache
def _production(name: str) -> Part:
    """The production of this name, read."""
    pieces = _PIECE.findall(_texts()[name])
    pieces.reverse()
    return _choice(pieces)


def _choice(pieces: list[str]) -> Part:
    """Read alternatives up to a closing parenthesis or the end; ``pieces`` is a stack."""
    choices = [_sequence(pieces)]
    while pieces and pieces[-1] == "|":
        pieces.pop()
        choices.append(_sequence(pieces))
    return choices[0] if len(choices) == 1 else Part("|", parts=tuple(choices))


def _sequence(pieces: list[str]) -> Part:
    parts: list[Part] = []
    while pieces and pieces[-1] not in {"|", ")"}:
        piece = pieces.pop()
        if piece == "(":
            part = _choice(pieces)
            pieces.pop()
        elif piece in _texts():
            part = Part("name", piece)
        else:
            part = Part("token", piece)
        if pieces and pieces[-1] in {"?", "*", "+"}:
            sign = pieces.pop()
            if sign == "+":
                parts.append(part)
            part = Part("?" if sign == "?" else "*", parts=(part,))
        parts.append(part)
    return Part("then", parts=tuple(parts))
