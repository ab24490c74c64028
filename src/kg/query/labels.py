"""``?x npp:labelMatches "晶科"``: the entities that `kg find` finds, in the place of a triple pattern.

No statement has the property. Before a query is evaluated, each such pattern becomes the list of what the index of
names knows: ``VALUES`` of a variable, or a filter on an IRI, at the beginning of the group that it stands in. That
takes milliseconds where ``FILTER(CONTAINS(?label, ...))`` reads every label.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.query.clauses import iri_of, prologue, services
from kg.query.known import LABEL_MATCHES
from kg.query.tokens import Token
from kg.query.triples import written
from kg.query.values import unescape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.find import Names
    from kg.query.faults import Source

MOST: Final = 2_000  # entities
_CURIE: Final = "npp:labelMatches"
_BEGIN_A_PROPERTY: Final = frozenset({"a", "(", "^", "!"})


def filled(source: Source, tokens: Sequence[Token], names: Names) -> tuple[list[Token], list[str]]:
    """The query with entities in the places of names, and warnings of names that nothing bears.

    Args:
        source: for messages.
        tokens: the significant tokens of a query that parses.
        names: where entities are looked up.

    Raises:
        QueryError: the pattern has no variable or IRI before it or no text behind it, stands where it cannot be looked
            up, or more than ``MOST`` entities bear such a name.
    """
    own = prologue(tokens).prefixes
    subjects = {(each.token.line, each.token.column): each for each in written(tokens)}
    elsewhere = {index for each in services(tokens) for index in range(each.start, each.end)}
    dropped: set[int] = set()
    added: dict[int, list[Token]] = {}
    warnings = []
    for index, token in enumerate(tokens):
        if token.kind not in {"curie", "iri"} or iri_of(token, own) != LABEL_MATCHES:
            continue
        pattern = subjects.get((token.line, token.column))
        if index in elsewhere:
            raise source.error(
                token, f"{_CURIE} is looked up here and unknown to another server; take it out of SERVICE"
            )
        if pattern is None or pattern.verb != token.text:
            raise source.error(token, f'{_CURIE} is no part of a path or template; write ?x {_CURIE} "..."')
        if not pattern.subject.startswith(("?", "$", "<")) and ":" not in pattern.subject.strip("_:"):
            raise source.error(token, f"before {_CURIE} stands a variable or an entity, not {pattern.subject}")
        found = _found(source, token, _text(source, tokens, index), names)
        if not found:
            warnings.append(source.warning(tokens[index + 1], "no entity has a name like this"))
        opening = _opening(source, tokens, index)
        added.setdefault(opening, []).extend(_listed(pattern.subject, found, token))
        dropped |= _pattern(tokens, index)
    kept = [[*([] if place in dropped else [token]), *added.get(place, [])] for place, token in enumerate(tokens)]
    return [token for group in kept for token in group], warnings


def _text(source: Source, tokens: Sequence[Token], index: int) -> str:
    """The text behind the property."""
    value, behind = tokens[index + 1], tokens[index + 2] if index + 2 < len(tokens) else None
    if value.kind != "string":
        raise source.error(value, f"behind {_CURIE} stands a text in quotes, or a variable that -p binds to one")
    if behind is not None and (behind.kind == "language" or behind.text in {"^^", ","}):
        raise source.error(behind, f"{_CURIE} takes one text, without language or type")
    return unescape(value.text)


def _found(source: Source, token: Token, text: str, names: Names) -> list[str]:
    from kg.find import entities

    found = entities(names, text, limit=MOST + 1)
    if len(found) > MOST:
        problem = (
            f"more than {MOST:,} entities have a name like this; give more of the name, or use FILTER(CONTAINS(...))"
        )
        raise source.error(token, problem)
    return [iri.value for iri in found]


def _opening(source: Source, tokens: Sequence[Token], index: int) -> int:
    """The index of the bracket that opens the innermost group."""
    depth = 0
    while depth != -1:
        index -= 1
        depth += {"}": 1, "{": -1}.get(tokens[index].text, 0) if tokens[index].kind == "mark" else 0
    before = [token.upper for token in tokens[max(0, index - 2) : index]]
    if before == ["CONSTRUCT", "WHERE"]:
        raise source.error(tokens[index], f"{_CURIE} makes no statements; write CONSTRUCT {{ ... }} WHERE {{ ... }}")
    return index


def _pattern(tokens: Sequence[Token], index: int) -> set[int]:
    """The indexes of what goes: the property and its text, and what would be left without a property behind it."""
    gone = {index, index + 1}
    if tokens[index - 1].text == ";":
        return gone
    end = index + 2
    while tokens[end].text == ";":
        gone.add(end)
        end += 1
    follows = tokens[end]
    if end == index + 2 or not (follows.kind in {"variable", "curie", "iri"} or follows.text in _BEGIN_A_PROPERTY):
        gone.add(index - 1)  # the subject
        gone |= {end} if follows.text == "." else set()
    return gone


def _listed(subject: str, found: Sequence[str], token: Token) -> list[Token]:
    """The clause that takes the pattern's place."""
    iris = [f"<{iri}>" for iri in found]
    if subject.startswith(("?", "$")):
        words = ["VALUES", subject, "{", *iris, "}"]
    else:
        listed = [word for iri in iris for word in (",", iri)][1:]
        words = ["FILTER", "(", subject, "IN", "(", *listed, ")", ")"]
    return [_at(token, word) for word in words]


def _at(token: Token, text: str) -> Token:
    kinds = {"<": "iri", "?": "variable", "$": "variable"}
    kind = kinds.get(text[0]) or ("word" if text.isalpha() else "curie" if ":" in text else "mark")
    return Token(kind, text, token.line, token.column)
