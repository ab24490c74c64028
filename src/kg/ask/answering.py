"""A question asked of a snapshot: its parameters as terms, its rows, and the nodes each row rests on."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from kg.ask.catalogue import LANGUAGE
from kg.errors import InputError, UnknownName
from kg.names import looks_like_iri
from kg.query import run
from kg.query.tokens import tokenize, variables
from kg.query.values import read
from kg.store.answer import Rows
from kg.terms import Iri, Literal, Term, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.ask.catalogue import Parameter, Question
    from kg.find import Names
    from kg.query import Answer
    from kg.store.snapshot import Snapshot

# Variables of this name, or of it and digits, hold what a row rests on, and are no columns.
_BASIS: Final = "basis"


@dataclass(frozen=True, slots=True)
class Row:
    """One answer: as many cells as there are columns, and the nodes it rests on."""

    cells: tuple[Term | None, ...]
    basis: tuple[Iri, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """What a question brought.

    Attributes:
        question: what was asked.
        values: the terms of its parameters.
        columns: the variables that are shown.
        rows: the answers, in the query's order.
        cut: whether there are more, left out by a bound.
    """

    question: Question
    values: dict[str, Term]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    cut: bool = False


def terms_of(names: Names, question: Question, given: Mapping[str, str]) -> dict[str, Term]:
    """The term of each parameter: what the asker gave, else its default.

    A value is an IRI, a CURIE or any name of an entity of the graph. Where the default is a literal, the value is one
    of the same language or datatype.

    Args:
        names: the index of names.
        question: whose parameters.
        given: from parameters to values as a user writes them.

    Raises:
        UnknownName: the question has no such parameter, or the graph no such entity.
        AmbiguousName: several entities are named so.
    """
    known = [parameter.name for parameter in question.parameters]
    for name in given:
        if name not in known:
            listed = f"its parameters are {', '.join(known)}" if known else "it has none"
            raise UnknownName(f"the question {question.slug} has no parameter '{name}'; {listed}")
    return {
        parameter.name: _term(names, parameter, given.get(parameter.name, parameter.default))
        for parameter in question.parameters
    }


def reply(
    snapshot: Snapshot, question: Question, values: dict[str, Term], *, lang: str, most: int | None = None
) -> Reply:
    """The answer to a question, read to the end.

    Args:
        snapshot: what is asked.
        question: from the catalogue.
        values: from ``terms_of``; a parameter that the query does not use is left out.
        lang: bound to the variable ``lang`` where the query has one.
        most: rows to read; None for all.

    Raises:
        InputError: the query is no SELECT; and what ``kg.query.run`` raises.
    """
    result = asked(snapshot, question, values, lang=lang).result
    if not isinstance(result, Rows):
        raise InputError(f"{question.name}: a question is a SELECT; write it as one")
    shown = [index for index, name in enumerate(result.variables) if not _is_basis(name)]
    hidden = [index for index, name in enumerate(result.variables) if _is_basis(name)]
    rows = [
        Row(tuple(row[index] for index in shown), tuple(dict.fromkeys(iri for i in hidden for iri in _iris(row[i]))))
        for row in islice(result, None if most is None else most + 1)
    ]
    cut = most is not None and len(rows) > most
    return Reply(question, values, tuple(result.variables[index] for index in shown), tuple(rows[:most]), cut)


def asked(snapshot: Snapshot, question: Question, values: Mapping[str, Term], *, lang: str) -> Answer:
    """The bare answer of the query, every variable included."""
    return run(snapshot, question.text, name=question.name, bindings=bindings(question, values, lang=lang))


def bindings(question: Question, values: Mapping[str, Term], *, lang: str) -> dict[str, Term]:
    """The terms of those variables that the query has: its parameters, and ``lang``."""
    known = variables(tokenize(question.text))
    bound = {name: term for name, term in values.items() if name in known}
    if LANGUAGE in known and LANGUAGE not in bound:
        bound[LANGUAGE] = text(lang)
    return bound


def _term(names: Names, parameter: Parameter, value: str) -> Term:
    from kg.find import resolve

    usual = None if looks_like_iri(parameter.default) else read(parameter.default, lambda label: resolve(names, label))
    if isinstance(usual, Literal):
        quoted = value[:1] in {'"', "'"}
        return read(value, Iri) if quoted else Literal(value, usual.datatype, usual.language)
    return resolve(names, value)


def _is_basis(name: str) -> bool:
    return (name.startswith(_BASIS) and name[len(_BASIS) :].isdigit()) or name == _BASIS


def _iris(term: Term | None) -> list[Iri]:
    """The IRI, or those that a text lists with spaces between."""
    if isinstance(term, Iri):
        return [term]
    return [Iri(each) for each in term.text.split()] if isinstance(term, Literal) else []
