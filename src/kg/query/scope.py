"""Faults of queries that the grammar allows: variables set twice, columns outside a group, labels in two patterns.

From the notes of https://www.w3.org/TR/sparql11-query/#sparqlGrammar and section 18.2.4. They are looked for only
after the engine refused a query, so they need not prove that a query is lawful, only say what is wrong with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.query.clauses import places
from kg.query.productions import AGGREGATES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kg.query.faults import QueryError, Source
    from kg.query.tokens import Token

_AGGREGATES: Final = AGGREGATES | {"COUNT", "GROUP_CONCAT"}


def fault(source: Source, tokens: Sequence[Token]) -> QueryError | None:
    """The first fault found in the significant tokens of a query that the grammar allows; None where none is."""
    finders: list[Callable[[Sequence[Token]], Iterator[tuple[Token, str]]]] = [
        _aggregates_outside,
        _values_of_other_width,
        _labels_in_two_groups,
        _set_twice,
        _columns_twice,
        _columns_outside_group,
    ]
    for find in finders:
        for token, problem in find(tokens):
            return source.error(token, problem)
    return None


def _aggregates_outside(tokens: Sequence[Token]) -> Iterator[tuple[Token, str]]:
    """COUNT and its like in a FILTER or BIND, where there is no group to count."""
    enclosing: list[str] = []
    word = ""
    for token in tokens:
        if token.text in {"(", "{", "["} and token.kind == "mark":
            enclosing.append(word)
            word = ""
        elif token.text in {")", "}", "]"} and token.kind == "mark" and enclosing:
            enclosing.pop()
        elif token.kind == "word":
            word = token.upper
            if word in _AGGREGATES and {"FILTER", "BIND"} & set(enclosing[-4:]):
                yield token, f"{word} counts over groups: compute it in SELECT, and test it with HAVING"


def _values_of_other_width(tokens: Sequence[Token]) -> Iterator[tuple[Token, str]]:
    """A row of VALUES with more or fewer values than there are variables."""
    for start, token in enumerate(tokens):
        if token.upper != "VALUES" or tokens[start + 1].text != "(":
            continue
        index = start + 2
        while tokens[index].text != ")":
            index += 1
        width = index - start - 2
        index += 2
        while index < len(tokens) and tokens[index].text == "(":
            end = index + 1
            count = 0
            while tokens[end].text != ")":
                joined = tokens[end].kind == "language" or "^^" in {tokens[end].text, tokens[end - 1].text}
                count += not joined and tokens[end].text not in {"+", "-"}
                end += 1
            if count != width:
                yield tokens[index], f"a row of {count} here, for {width} variables; UNDEF stands for a missing value"
            index = end + 1


def _labels_in_two_groups(tokens: Sequence[Token]) -> Iterator[tuple[Token, str]]:
    """A blank node's label used in two basic graph patterns."""
    seen: dict[str, int] = {}
    groups = [0]
    count = 0
    for token in tokens:
        if token.text in {"{", "}"} and token.kind == "mark":
            count += 1
            groups.append(count)
        if token.kind == "blank" and seen.setdefault(token.text, groups[-1]) != groups[-1]:
            yield token, f"{token.text} is used in another pattern already; use a variable to join patterns"


def _set_twice(tokens: Sequence[Token]) -> Iterator[tuple[Token, str]]:
    """``AS ?x`` where ?x has a value already: in SELECT from anywhere below, in a BIND from the lines above it."""
    standing = places(tokens)
    for index, token in enumerate(tokens):
        if token.kind == "variable" and index and tokens[index - 1].upper == "AS":
            in_select = "SELECT" in standing[_opening(tokens, index)]
            around = tokens[index + 1 :] if in_select else tokens[:index]
            skipped = standing[index + 1 :] if in_select else standing[:index]
            uses = zip(around, skipped, strict=True)
            if any(
                each.kind == "variable" and each.text[1:] == token.text[1:] and place in {"", "bound here"}
                for each, place in uses
            ):
                yield token, f"{token.text} has a value already; name the new one otherwise"


def _opening(tokens: Sequence[Token], index: int) -> int:
    """The index of the parenthesis that holds the token."""
    depth = 1
    while depth and index:
        index -= 1
        depth += {")": 1, "(": -1}.get(tokens[index].text, 0)
    return index


def _columns_twice(tokens: Sequence[Token]) -> Iterator[tuple[Token, str]]:
    """The same column twice in one SELECT."""
    seen: set[str] = set()
    for token, place in zip(tokens, places(tokens), strict=True):
        if token.upper == "SELECT":
            seen = set()
        if token.kind == "variable" and place in {"SELECT", "inner SELECT"}:
            if token.text[1:] in seen:
                yield token, f"{token.text} is a column already"
            seen.add(token.text[1:])


def _columns_outside_group(tokens: Sequence[Token]) -> Iterator[tuple[Token, str]]:
    """A column that is neither grouped nor counted, in a query that groups."""
    standing = places(tokens)
    grouped = {token.text[1:] for token, place in zip(tokens, standing, strict=True) if place == "GROUP"}
    made = {tokens[index + 1].text[1:] for index, token in enumerate(tokens[:-1]) if token.upper == "AS"}
    if not grouped and not any(token.upper in _AGGREGATES | {"GROUP"} for token in tokens):
        return
    calls: list[str] = []
    selecting = False
    for index, (token, place) in enumerate(zip(tokens, standing, strict=True)):
        selecting = place in {"SELECT", "inner SELECT"} or (selecting and bool(calls))
        if token.text == "(" and selecting:
            calls.append(tokens[index - 1].upper)
        elif token.text == ")" and calls:
            calls.pop()
        if not selecting:
            continue
        if token.text == "*" and tokens[index - 1].upper in {"SELECT", "DISTINCT", "REDUCED"}:
            yield token, "SELECT * cannot stand with GROUP BY or a count; name the columns"
        free = token.kind == "variable" and token.text[1:] not in grouped | made
        if free and not _AGGREGATES & set(calls):
            yield token, f"{token.text} is neither in GROUP BY nor inside COUNT, SUM, SAMPLE or the like; group by it"
