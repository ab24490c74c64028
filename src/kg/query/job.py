"""A query from its text to the bytes of its answer: the piece of work that is done in a process of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from kg.query import results
from kg.query.run import evaluate, first, graphs_named, prepare
from kg.query.worker import confined

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.query.worker import Limits
    from kg.store.snapshot import Snapshot
    from kg.terms import Term


@dataclass(frozen=True, slots=True)
class Job:
    """What to ask and how to write it.

    Attributes:
        text: of the query.
        name: what messages call it.
        bindings: from variables, without ``?``, to the terms that take their places.
        graphs: slugs of the graphs to ask alone; all where there is none.
        asserted: leave out what was inferred.
        form: the format to write; None for the usual one.
        terminal: whether a person reads it, for the usual format.
        most: rows or statements to write; None for all.
        columns: that a table may take; None for as many as it needs.
        services: beginnings of the URLs that SERVICE may ask.
    """

    text: str
    name: str = "query"
    bindings: Mapping[str, Term] = field(default_factory=dict)
    graphs: tuple[str, ...] = ()
    asserted: bool = False
    form: str | None = None
    terminal: bool = False
    most: int | None = None
    columns: int | None = None
    services: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it.

    Attributes:
        content: the answer in its format.
        count: of rows or statements; None where nobody counted.
        noun: what was counted: ``row`` or ``statement``.
        cut: whether rows or statements were left out.
        warnings: those of the answer.
    """

    content: bytes
    count: int | None
    noun: str
    cut: bool
    warnings: tuple[str, ...]


def perform(snapshot: Snapshot, job: Job, limits: Limits | None = None) -> Outcome:
    """The outcome of a job, evaluated in another process within the limits.

    Raises:
        KgError: what ``prepare``, ``graphs_named``, ``evaluate`` and ``results.write`` raise, and ``confined``.
    """
    return Outcome(*confined(partial(evaluated, snapshot, job), limits))


def evaluated(snapshot: Snapshot, job: Job) -> tuple[bytes, int | None, str, bool, tuple[str, ...]]:
    """The outcome, evaluated in this process, as a bare tuple: that travels fastest."""
    prepared = prepare(job.text, name=job.name, bindings=job.bindings, services=job.services)
    graphs = graphs_named(snapshot.engine, job.graphs, asserted=job.asserted)
    answer, cut = evaluate(snapshot, prepared, graphs=graphs), False
    form = job.form or results.usual(answer, terminal=job.terminal)
    if job.most is not None:
        answer, cut = first(answer, job.most)
    content, count = results.write(answer, form, columns=job.columns)
    noun = "row" if results.form(answer) == "SELECT" else "statement"
    return content, count, noun, cut, answer.warnings
