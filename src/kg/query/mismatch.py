"""Literals that a query compares with what is never equal: another language, another type, an entity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.find import search
from kg.names import compact
from kg.query.clauses import iri_of
from kg.query.values import unescape
from kg.terms import XSD, Iri, Literal, ntriples, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.query.asking import Asking
    from kg.query.tokens import Token
    from kg.query.triples import Written

_NUMERIC: Final = ("integer", "decimal", "double")
_NUMBERS: Final = frozenset(XSD + name for name in (*_NUMERIC, "float", "int", "long"))
_OTHERS: Final = ("string", "integer", "decimal", "gYear", "gYearMonth", "date", "dateTime", "boolean", "anyURI")
_COMPARING: Final = frozenset({"=", "<", ">", "<=", ">="})
_MOST: Final = 20


def mismatches(asking: Asking, tokens: Sequence[Token], patterns: Sequence[Written]) -> Iterator[str]:
    """What is wrong with the literals of a query, a line each.

    Args:
        asking: of the store.
        tokens: the significant tokens of the query.
        patterns: those that every row must match.
    """
    told: set[Literal] = set()
    for literal, why in (*_beside_entities(asking, tokens, patterns), *_misspelt(asking, tokens, patterns)):
        if literal not in told:
            told.add(literal)
            yield why
    if not told:
        yield from _of_other_types(asking, tokens, patterns)


def _misspelt(asking: Asking, tokens: Sequence[Token], patterns: Sequence[Written]) -> Iterator[tuple[Literal, str]]:
    """The literals that the query's properties do not have, but have as the same text in another language or type."""
    objects = {pattern.object for pattern in patterns}
    properties = {iri for pattern in patterns if (iri := asking.iri(pattern.verb))}
    for index, token in enumerate(tokens):
        if token.kind not in {"string", "number"} or (token.kind == "number" and token.text not in objects):
            continue
        meant = _literal(tokens[index : index + 3])
        if meant is None or asking.held(meant, properties):
            continue
        if others := [other for other in _variants(meant) if asking.held(other, properties)]:
            written = " and ".join(f"`{_shown(other)}`" for other in others)
            yield meant, f"the graph has no `{_shown(meant)}`, but {written}"


def _beside_entities(
    asking: Asking, tokens: Sequence[Token], patterns: Sequence[Written]
) -> Iterator[tuple[Literal, str]]:
    """Literals where the property leads to entities: as its object, or compared with a variable in its place."""
    for pattern in patterns:
        literal = _spelled(pattern.object)
        if literal and asking.leads_to_entities(pattern):
            yield (
                literal,
                f"`{pattern.verb}` leads to entities, not to texts or numbers{_instead(asking, pattern, literal)}",
            )
    for variable, literal in _compared(tokens):
        for pattern in patterns:
            if pattern.object[1:] == variable and asking.leads_to_entities(pattern):
                what = f"`?{variable}` holds entities, and `{_shown(literal)}` is none"
                yield literal, f"{what}{_instead(asking, pattern, literal)}"


def _of_other_types(asking: Asking, tokens: Sequence[Token], patterns: Sequence[Written]) -> Iterator[str]:
    """Literals compared with values of other types alone."""
    for variable, literal in _compared(tokens):
        for pattern in patterns:
            if pattern.object[1:] != variable:
                continue
            rows = asking.select(
                "DISTINCT (DATATYPE(?kg_v) AS ?t)", f"{pattern.subject} {pattern.verb} ?kg_v", "LIMIT 9"
            )
            types = {row[0].value for row in rows if isinstance(row[0], Iri)}
            alike = _NUMBERS if literal.datatype in _NUMBERS else {literal.datatype}
            if types and types.isdisjoint(alike):
                listed = " or ".join(sorted(compact(Iri(each)) for each in types))
                yield f"`?{variable}` is of type {listed}, and `{_shown(literal)}` of {compact(Iri(literal.datatype))}"


def _compared(tokens: Sequence[Token]) -> Iterator[tuple[str, Literal]]:
    """The variables and literals on both sides of a comparison."""
    for index, token in enumerate(tokens):
        if token.text not in _COMPARING or token.kind != "mark" or not 0 < index < len(tokens) - 1:
            continue
        before, after = tokens[index - 1], tokens[index + 1]
        if before.kind == "variable" and (literal := _literal(tokens[index + 1 : index + 4])):
            yield before.text[1:], literal
        elif after.kind == "variable" and (literal := _literal(_ending(tokens[:index]))):
            yield after.text[1:], literal


def _ending(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens of the literal that these end in."""
    for length in (3, 2, 1):
        tail = tokens[-length:]
        if tail and tail[0].kind in {"string", "number"}:
            return tail
    return ()


def _instead(asking: Asking, pattern: Written, literal: Literal) -> str:
    """The entity of this name that the property leads to, else one that it leads to."""
    for hit in search(asking.names, literal.text, limit=_MOST):
        if asking.holds(f"{pattern.subject} {pattern.verb} <{hit.iri.value}>"):
            return f"; did you mean `{compact(hit.iri)}`?"
    rows = asking.select("?kg_value", f"{pattern.subject} {pattern.verb} ?kg_value", "LIMIT 1")
    return "".join(f", such as `{compact(row[0])}`" for row in rows if isinstance(row[0], Iri))


def _spelled(term: str) -> Literal | None:
    from kg.query.tokens import tokenize

    return _literal(tokenize(term))


def _literal(tokens: Sequence[Token]) -> Literal | None:
    """The literal that the tokens begin with; None where they begin with none, or with one of an unknown datatype."""
    if not tokens or tokens[0].kind not in {"string", "number"}:
        return None
    first, *rest = tokens
    if first.kind == "number":
        kind = "double" if "e" in first.text.lower() else "decimal" if "." in first.text else "integer"
        return Literal(first.text, XSD + kind)
    content = unescape(first.text)
    if rest and rest[0].kind == "language":
        return text(content, rest[0].text[1:].lower())
    if rest and rest[0].text == "^^":
        datatype = iri_of(rest[1], {}) if len(rest) > 1 else None
        return None if datatype is None else Literal(content, datatype)
    return text(content)


def _variants(meant: Literal) -> Iterator[Literal]:
    """The same text in other languages and types."""
    for language in ("zh", "en"):
        yield text(meant.text, language)
    for name in _OTHERS:
        yield Literal(meant.text, XSD + name)


def _shown(term: Literal) -> str:
    """The literal as a query spells it."""
    bare = {XSD + name for name in _NUMERIC}
    if term.datatype in bare:
        return f"{term.text} ({compact(Iri(term.datatype))})"
    spelled = ntriples(term)
    return spelled.replace(f"<{term.datatype}>", compact(Iri(term.datatype)))
