"""What the tokens of a query say of its shape: its form, prefixes, graphs, and the clause each token stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from kg.names import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.query.tokens import Token

# The words that begin a part of a query in which a variable stands for a column or a condition, and those that end it.
_CLAUSES: Final = frozenset({"SELECT", "GROUP", "ORDER", "DESCRIBE", "VALUES"})
_ENDS: Final = frozenset({"WHERE", "FROM", "HAVING", "LIMIT", "OFFSET"})
_CLOSERS: Final = {")": "(", "]": "[", "}": "{"}


class Prologue(NamedTuple):
    """What a query declares: its prefixes, whether it has a BASE, and how many significant tokens say so."""

    prefixes: dict[str, str]
    base: bool
    length: int


def prologue(tokens: Sequence[Token]) -> Prologue:
    """The declarations at the head of a query, from its significant tokens."""
    prefixes: dict[str, str] = {}
    base = False
    index = 0
    while index < len(tokens) and (word := tokens[index].upper) in {"BASE", "PREFIX"}:
        kinds = [token.kind for token in tokens[index + 1 : index + 3]]
        if word == "BASE" and kinds[:1] == ["iri"]:
            base = True
            index += 2
        elif word == "PREFIX" and kinds == ["curie", "iri"]:
            prefixes[tokens[index + 1].text[:-1]] = tokens[index + 2].text[1:-1]
            index += 3
        else:
            break
    return Prologue(prefixes, base, index)


def iri_of(token: Token, prefixes: dict[str, str]) -> str | None:
    """The IRI that a token names, by the query's own prefixes and those of the project; None if it names none."""
    if token.kind == "iri":
        return token.text[1:-1]
    prefix, _, local = token.text.partition(":")
    namespace = prefixes.get(prefix, PREFIXES.get(prefix)) if token.kind == "curie" else None
    return None if namespace is None else namespace + local.replace("\\", "")


def places(tokens: Sequence[Token]) -> list[str]:
    """For each token the clause whose direct part it is, or ``bound here`` where a variable would be set; else "".

    The clauses are ``SELECT`` (that of a sub-query: ``inner SELECT``), ``GROUP``, ``ORDER``, ``DESCRIBE``.
    """
    found = []
    # The clause of each open bracket and, at the bottom, of the query itself.
    clauses = [""]
    sets = False
    depth = 0
    for token in tokens:
        if token.kind in {"space", "comment"}:
            found.append("")
            continue
        around = clauses[-1]
        if token.upper in _CLAUSES:
            clauses[-1] = "inner SELECT" if token.upper == "SELECT" and depth else token.upper
        elif token.upper in _ENDS:
            clauses[-1] = ""
        elif token.text == "{":
            clauses[-1] = ""
            clauses.append("")
            depth += 1
        elif token.text in {"(", "["}:
            clauses.append("VALUES" if clauses[-1] == "VALUES" else "")
        elif token.text in _CLOSERS and len(clauses) > 1:
            clauses.pop()
            depth -= token.text == "}"
        clause = around if token.text in _CLOSERS.values() else clauses[-1]
        found.append("bound here" if sets or clause == "VALUES" else clause)
        sets = token.upper == "AS"
    return found


def unmatched(tokens: Sequence[Token]) -> tuple[list[Token], Token | None]:
    """The brackets still open, outermost first, where the first closing one does not match, or at the end.

    Returns:
        the open brackets, and the closing one that does not match the innermost; None at the end.
    """
    open_: list[Token] = []
    for token in tokens:
        if token.kind != "mark":
            continue
        if token.text in _CLOSERS.values():
            open_.append(token)
        elif token.text in _CLOSERS:
            if not open_ or open_[-1].text != _CLOSERS[token.text]:
                return open_, token
            open_.pop()
    return open_, None


def datasets(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens that name a graph after FROM or FROM NAMED."""
    for index, token in enumerate(tokens):
        if token.upper == "FROM":
            ahead = [each for each in tokens[index + 1 : index + 3] if each.upper != "NAMED"]
            yield from ahead[:1]


class Service(NamedTuple):
    """A SERVICE clause, as indices of tokens.

    Attributes:
        start: of ``SERVICE``.
        server: of the token that names the server.
        opening: of the bracket that opens its pattern.
        end: after the bracket that closes it.
        silent: whether a failure is to be passed over.
    """

    start: int
    server: int
    opening: int
    end: int
    silent: bool


def services(tokens: Sequence[Token]) -> Iterator[Service]:
    """The SERVICE clauses that stand in no other, in the query's order.

    Args:
        tokens: with or without spaces and comments; those of a query that is not whole give what there is.
    """
    solid = [index for index, token in enumerate(tokens) if token.kind not in {"space", "comment"}]
    place = 0
    while place < len(solid):
        start = solid[place]
        place += 1
        if tokens[start].upper != "SERVICE":
            continue
        silent = place < len(solid) and tokens[solid[place]].upper == "SILENT"
        place += silent
        if place + 1 >= len(solid) or tokens[solid[place + 1]].text != "{":
            continue
        server, depth, place = solid[place], 0, place + 1
        opening = solid[place]
        while place < len(solid):
            token = tokens[solid[place]]
            depth += {"{": 1, "}": -1}.get(token.text if token.kind == "mark" else "", 0)
            place += 1
            if depth == 0:
                yield Service(start, server, opening, solid[place - 1] + 1, silent)
                break


def inside(tokens: Sequence[Token]) -> set[int]:
    """The indices of the tokens that belong to other servers."""
    return {index for clause in services(tokens) for index in range(clause.start, clause.end)}
