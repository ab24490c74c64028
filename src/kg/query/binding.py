"""Parameters of a query: a variable's place taken by a term, token by token.

The text is never searched: a name in a string, a comment or an IRI stays. What takes the variable's place depends on
where it stands, so that the bound query means what the query would with that one value:

- in a SELECT clause it becomes ``(term AS ?name)`` and keeps its column; in that of a sub-query, whose column nobody
  reads any more, a column of a new name;
- in GROUP BY and ORDER BY it is put in parentheses, as a condition that is no variable must be;
- ``BOUND(?name)`` becomes ``true``;
- a variable that the query binds itself (``AS ?name``, ``VALUES``) cannot be a parameter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.query.clauses import places
from kg.query.tokens import Token, significant, variables
from kg.terms import Blank, Literal, Term, ntriples

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.query.faults import Source


def bind(source: Source, tokens: Sequence[Token], values: Mapping[str, Term]) -> list[Token]:
    """The tokens with every variable of ``values`` replaced by its term; places are those of the variables.

    Args:
        source: what the tokens were cut from, for messages.
        tokens: of the query, spaces and comments included.
        values: from the name of a variable, without ``?``, to an IRI or a literal.

    Raises:
        InputError: the query has no such variable; the text lists those it has.
        QueryError: the query binds the variable itself, or the term cannot stand in its place.
    """
    known = variables(tokens)
    for name in values:
        if name not in known:
            listed = ", ".join(known) or "none"
            raise InputError(f"{source.name}: no variable '{name}' to bind; the query's variables are: {listed}")
    standing = places(tokens)
    fresh = _fresh(known)
    bound = []
    for index, token in enumerate(tokens):
        if token.kind == "variable" and token.text[1:] in values:
            bound += _replaced(source, token, values[token.text[1:]], standing[index], fresh)
        else:
            bound.append(token)
    return _without_bound(bound)


def _replaced(source: Source, token: Token, term: Term, place: str, fresh: str) -> list[Token]:
    """The tokens that stand for a variable in its place."""
    if isinstance(term, Blank):
        raise source.error(token, f"'{token.text[1:]}' cannot be a blank node; give an IRI or a literal")
    name = token.text[1:]
    if place == "bound here":
        problem = f"{token.text} is bound by the query itself here, so it cannot be a parameter; take the binding out"
        raise source.error(token, problem)
    if isinstance(term, Literal) and place == "DESCRIBE":
        raise source.error(token, f"only an IRI can stand here, and '{name}' is the literal {ntriples(term)}")
    written = _literal(token, term) if isinstance(term, Literal) else [_at(token, "iri", f"<{term.value}>")]
    if place in {"SELECT", "inner SELECT"}:
        column = token.text if place == "SELECT" else f"?{fresh}{name}"
        naming = [_at(token, "space", " "), _at(token, "word", "AS"), _at(token, "space", " ")]
        written = [*written, *naming, _at(token, "variable", column)]
    if place in {"SELECT", "inner SELECT", "GROUP", "ORDER"}:
        written = [_at(token, "mark", "("), *written, _at(token, "mark", ")")]
    # Spaces keep ``?a<?b`` from becoming ``?a<<iri>``, the beginning of something else.
    return [_at(token, "space", " "), *written, _at(token, "space", " ")]


def _literal(token: Token, term: Literal) -> list[Token]:
    """A literal as tokens: a string, with its language or datatype."""
    written = ntriples(term)
    if term.language:
        cut = written.rindex("@")
        return [_at(token, "string", written[:cut]), _at(token, "language", written[cut:])]
    if written.endswith(">"):
        cut = written.rindex("^^<")
        return [_at(token, "string", written[:cut]), _at(token, "mark", "^^"), _at(token, "iri", written[cut + 2 :])]
    return [_at(token, "string", written)]


def _at(token: Token, kind: str, text: str) -> Token:
    return Token(kind, text, token.line, token.column)


def _without_bound(tokens: list[Token]) -> list[Token]:
    """The tokens with ``true`` in the place of ``BOUND`` of anything but a variable."""
    kept: list[Token] = []
    skip = 0
    for index, token in enumerate(tokens):
        if skip:
            skip -= token.kind == "mark" and token.text == ")"
            continue
        if token.upper == "BOUND":
            ahead = significant(tokens[index + 1 : index + 9])[:2]
            if [each.kind for each in ahead] in (["mark", "iri"], ["mark", "string"]):
                kept.append(_at(token, "word", "true"))
                skip = 1
                continue
        kept.append(token)
    return kept


def _fresh(known: Sequence[str]) -> str:
    """A beginning that no variable of the query has."""
    fresh = "bound_"
    while any(name.startswith(fresh) for name in known):
        fresh += "_"
    return fresh
