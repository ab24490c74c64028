"""A query from text to answer: cut, refused or bound, evaluated, and explained where it fails.

``prepare`` needs no store and ``evaluate`` nothing but a prepared query and a snapshot, so the two can run in different
processes.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from kg.errors import InputError, SyntaxFault, UnknownName
from kg.names import PREFIXES
from kg.project import graph_name
from kg.query import refusals
from kg.query.binding import bind
from kg.query.clauses import prologue
from kg.query.faults import Source
from kg.query.tokens import Token, join, significant, tokenize

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.store.answer import Boolean, Graph, Rows
    from kg.store.engine import Engine
    from kg.store.snapshot import Snapshot
    from kg.terms import Iri, Term

_INFERRED: Final = graph_name("inferred")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A query that may be run: its text with the parameters bound, and the tokens that messages point to.

    ``services`` are the beginnings of the URLs that its SERVICE clauses may ask.
    """

    source: Source
    text: str
    tokens: tuple[Token, ...]
    services: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gave.

    Attributes:
        result: the rows, statements or truth value; it streams, and can be read once.
        warnings: what the user should know, one text each, with the place in the query.
        prefixes: those of the project and those that the query declared.
    """

    result: Rows | Graph | Boolean
    warnings: tuple[str, ...] = ()
    prefixes: Mapping[str, str] = field(default_factory=lambda: PREFIXES)


def prepare(
    text: str,
    *,
    name: str = "query",
    bindings: Mapping[str, Term] | None = None,
    services: Sequence[str] = (),
) -> Prepared:
    """The query, bound, if nothing about it is to be refused.

    Args:
        text: SPARQL 1.1; the prefixes of ``kg.names`` need no declaration.
        name: what messages call it: ``query``, or a file.
        bindings: from variables, without ``?``, to the terms that take their places.
        services: beginnings of the URLs that SERVICE may ask; none is asked where there is none.

    Raises:
        InputError: it is too large, or a parameter is not one of its variables.
        QueryError: it is refused, see ``kg.query.refusals``.
    """
    source = Source(text, name)
    refusals.refuse_size(source)
    tokens = tokenize(text)
    refusals.refuse(source, significant(tokens))
    if bindings:
        tokens = bind(source, tokens, bindings)
    prepared = Prepared(source, join(tokens), tuple(significant(tokens)), tuple(services))
    if _asks_elsewhere(prepared):
        from kg.query.service import check

        check(source, prepared.tokens, services)
    return prepared


def evaluate(snapshot: Snapshot, query: Prepared, *, graphs: Sequence[Iri] | None = None) -> Answer:
    """The answer of a snapshot, over all graphs or those given.

    Raises:
        QueryError: it does not parse, names a graph that the store has not, or a term that our vocabulary has not.
        SnapshotError: the store is damaged.
    """
    from kg.query.known import check_terms

    engine = snapshot.engine
    refusals.refuse_graphs(query.source, query.tokens, known=engine.graphs(), chosen=graphs is not None)
    text, notes = completed(snapshot, query)
    try:
        result = engine.query(text, graphs=graphs, prefixes=PREFIXES)
    except SyntaxFault as fault:
        from kg.query.diagnose import diagnose

        raise diagnose(query.source, query.tokens, str(fault), partial(_called, snapshot)) from fault
    warnings = [*notes, *check_terms(snapshot, query.source, query.tokens)]
    return Answer(result, tuple(warnings), {**PREFIXES, **prologue(query.tokens).prefixes})


def _called(snapshot: Snapshot, name: str) -> str:
    """The CURIE of the one entity that has this name, "" where none or several have."""
    from kg.find import resolve
    from kg.names import compact

    try:
        return compact(resolve(snapshot.names, name))
    except InputError:
        return ""


def completed(snapshot: Snapshot, query: Prepared) -> tuple[str, list[str]]:
    """The text of a query with all in it that the store does not know by itself, and warnings.

    That is the entities that names stand for (``kg.query.labels``), and what other servers say (``kg.query.service``).

    Raises:
        QueryError: it does not parse, and nothing is looked up; or something cannot be.
    """
    named, elsewhere = has_names(query.tokens), _asks_elsewhere(query)
    if not named and not elsewhere:
        return query.text, []
    from kg.query.grammar import first_fault

    if first_fault(query.tokens):
        from kg.query.diagnose import diagnose

        raise diagnose(query.source, query.tokens, "", partial(_called, snapshot))
    text, notes = query.text, list[str]()
    if named:
        from kg.query.labels import filled

        tokens, notes = filled(query.source, query.tokens, snapshot.names)
        text = " ".join(token.text for token in tokens)
    if elsewhere:
        from kg.query.service import federated

        text, more = federated(query.source, query.tokens, text, query.services)
        notes += more
    return text, notes


def has_names(tokens: Sequence[Token]) -> bool:
    """Whether one of the significant tokens of a query may be ``npp:labelMatches``."""
    return any("labelMatches" in token.text for token in tokens if token.kind in {"curie", "iri"})


def _asks_elsewhere(query: Prepared) -> bool:
    return any(token.upper == "SERVICE" for token in query.tokens)


def run(
    snapshot: Snapshot,
    text: str,
    *,
    name: str = "query",
    bindings: Mapping[str, Term] | None = None,
    graphs: Sequence[Iri] | None = None,
) -> Answer:
    """The answer to a query: ``prepare``, then ``evaluate``, with what these take and raise."""
    return evaluate(snapshot, prepare(text, name=name, bindings=bindings), graphs=graphs)


def first(answer: Answer, most: int) -> tuple[Answer, bool]:
    """The answer with at most so many rows or statements, and whether any were left out."""
    from kg.store.answer import Boolean

    if isinstance(answer.result, Boolean):
        return answer, False
    kept, cut = answer.result.first(most)
    return replace(answer, result=kept), cut


def graphs_named(engine: Engine, slugs: Sequence[str], *, asserted: bool = False) -> list[Iri] | None:
    """The graphs that a user chose by their slugs, or None for all.

    Args:
        engine: the store.
        slugs: such as ``reference``; where none is given, all are meant.
        asserted: leave out what was inferred.

    Raises:
        UnknownName: the store has no such graph; the text lists those it has.
    """
    known = {graph.value.rpartition("/")[2]: graph for graph in sorted(engine.graphs())}
    for slug in slugs:
        if slug not in known:
            raise UnknownName(f"no graph '{slug}' in the store; the graphs are {', '.join(known)}")
    if not slugs and not asserted:
        return None
    chosen = [known[slug] for slug in dict.fromkeys(slugs)] or list(known.values())
    return [graph for graph in chosen if not (asserted and graph == _INFERRED)]
