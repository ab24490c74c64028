"""What a query costs: how much its patterns match, alone and together, and how long that and the whole takes.

Each pattern is counted in a process of its own with a bound on its time, so that one which nobody could wait for still
leaves the others told.
"""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass, replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Final

from kg.errors import KgError, ResourceLimit
from kg.query import results
from kg.query.clauses import prologue
from kg.query.run import evaluate, graphs_named, prepare
from kg.query.table import align, fitted
from kg.query.tokens import significant, tokenize
from kg.query.triples import Written, written
from kg.query.worker import Limits, confined
from kg.store.answer import Boolean, Rows
from kg.terms import Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.query.job import Job
    from kg.query.run import Answer
    from kg.query.tokens import Token
    from kg.store.snapshot import Snapshot

# A pattern is counted up to this many matches and seconds.
MOST_COUNTED: Final = 1_000_000
_PATIENCE: Final = 2.0
_WHOLE: Final = 100  # milliseconds from which decimals say nothing
_HEADINGS: Final = ("line", "pattern", "in", "matches", "time", "so far")
_JOINING: Final = frozenset({"VALUES", "BIND", "GRAPH", "SERVICE", "UNION"})


@dataclass(frozen=True, slots=True)
class Counted:
    """How much matches, and how long counting took.

    Attributes:
        matches: how many; None where they were not counted: elsewhere, or not in time.
        more: whether there are more, for counting ends at ``MOST_COUNTED``.
        seconds: the time that counting took.
    """

    matches: int | None = None
    more: bool = False
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Cost:
    """A pattern and what it matches.

    Attributes:
        line: of the pattern's property in the query, from 1.
        column: likewise.
        pattern: as the query writes it.
        within: the clauses around it, outermost first.
        alone: what it matches by itself.
        so_far: what it matches together with the required patterns before it; None where it need not match.
    """

    line: int
    column: int
    pattern: str
    within: tuple[str, ...]
    alone: Counted
    so_far: Counted | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a query costs.

    Attributes:
        form: SELECT, ASK, or ``CONSTRUCT or DESCRIBE``.
        whole: what the query gives, and how long reading that takes.
        patterns: in the order written.
        notes: what makes it slow.
        failure: why the whole was not read, and None where it was.
    """

    form: str
    whole: Counted
    patterns: tuple[Cost, ...]
    notes: tuple[str, ...]
    failure: KgError | None = None

    def lines(self, columns: int | None = None) -> list[str]:
        """The explanation for people; its table takes so many columns, or as many as it needs."""
        told = f"no answer: {self.failure}" if self.failure else f"{self._amount()} in {duration(self.whole.seconds)}"
        lines = [f"{self.form}: {told}"]
        if self.patterns:
            rows = [
                (str(each.line), each.pattern, " ".join(each.within), *_cells(each.alone), _cells(each.so_far)[0])
                for each in self.patterns
            ]
            right = (True, False, False, True, True, True)
            table = [_HEADINGS, *rows]
            lines += ["", *align(table if columns is None else fitted(table, columns), right)]
        return [*lines, *(f"note: {note}" for note in self.notes)]

    def as_json(self) -> dict[str, object]:
        """The explanation for programs; times are in seconds."""
        kept = asdict(replace(self, failure=None))
        return {**kept, "failure": str(self.failure) if self.failure else None}

    def _amount(self) -> str:
        if self.form == "ASK":
            return "true" if self.whole.matches else "false"
        noun = "row" if self.form == "SELECT" else "statement"
        more = "more than " if self.whole.more else ""
        return f"{more}{self.whole.matches:,} {noun}{'' if self.whole.matches == 1 else 's'}"


def explain(snapshot: Snapshot, job: Job, limits: Limits) -> Explanation:
    """What the query of a job costs: the whole within the limits, each pattern within these and two seconds.

    Raises:
        KgError: what keeps the query from being asked at all: see ``kg.query.run``.
    """
    query = prepare(job.text, name=job.name, bindings=job.bindings, services=job.services)
    failure: KgError | None = None
    form, whole = _form(query.tokens), Counted()
    try:
        form, whole = confined(partial(_whole, snapshot, job), limits)
    except ResourceLimit as limit:
        failure = limit
    bounds = replace(limits, seconds=min(limits.seconds, _PATIENCE))
    costs: list[Cost] = []
    before: list[str] = []
    for each in written(query.tokens):
        alone, so_far = Counted(), None
        if "SERVICE" not in each.within:
            alone = _counted(snapshot, job, each.spelled, bounds)
        if each.is_required:
            before.append(each.spelled)
            so_far = alone
            if len(before) > 1:
                so_far = _counted(snapshot, job, " . ".join(before), bounds)
        costs.append(Cost(each.token.line, each.token.column, each.text, each.within, alone, so_far))
    return Explanation(form, whole, tuple(costs), tuple(_notes(query.tokens)), failure)


def _whole(snapshot: Snapshot, job: Job) -> tuple[str, Counted]:
    """The form of a query, and what it gives, read to the end or to the job's bound."""
    snapshot.engine  # noqa: B018 - opens the store, which is no part of the query
    started = time.perf_counter()
    answer = _answer(snapshot, job)
    result, most = answer.result, job.most
    if isinstance(result, Boolean):
        return results.form(answer), Counted(int(result.value), seconds=time.perf_counter() - started)
    count = sum(1 for _ in (result if most is None else islice(result, most + 1)))
    cut = most is not None and count > most
    return results.form(answer), Counted(count - cut, cut, time.perf_counter() - started)


def _answer(snapshot: Snapshot, job: Job) -> Answer:
    prepared = prepare(job.text, name=job.name, bindings=job.bindings, services=job.services)
    graphs = graphs_named(snapshot.engine, job.graphs, asserted=job.asserted)
    return evaluate(snapshot, prepared, graphs=graphs)


def _counted(snapshot: Snapshot, job: Job, body: str, limits: Limits) -> Counted:
    """How much matches a pattern or several; nothing where counting takes too much."""
    text = f"SELECT (COUNT(*) AS ?{_fresh(body)}) {{ {{ SELECT * {{ {body} }} LIMIT {MOST_COUNTED + 1} }} }}"
    head = "".join(
        f"PREFIX {prefix}: <{name}>\n" for prefix, name in prologue(significant(tokenize(job.text))).prefixes.items()
    )
    try:
        return confined(partial(_count, snapshot, replace(job, text=head + text, bindings={})), limits)
    except ResourceLimit:
        return Counted()


def _count(snapshot: Snapshot, job: Job) -> Counted:
    """The number that a query of one row and column gives."""
    snapshot.engine  # noqa: B018 - likewise
    started = time.perf_counter()
    result = _answer(snapshot, job).result
    row = next(iter(result)) if isinstance(result, Rows) else ()
    count = sum(int(number.text) for number in row if isinstance(number, Literal))
    return Counted(min(count, MOST_COUNTED), count > MOST_COUNTED, time.perf_counter() - started)


def _fresh(body: str) -> str:
    """A name that no variable of the patterns has."""
    name = "matches"
    while name in body:
        name += "_"
    return name


def _form(tokens: Sequence[Token]) -> str:
    word = tokens[prologue(tokens).length].upper
    return word if word in {"SELECT", "ASK"} else "CONSTRUCT or DESCRIBE"


def _notes(tokens: Sequence[Token]) -> list[str]:
    """That required patterns share no variable, where nothing else could tie them."""
    patterns = [each for each in written(tokens) if not each.within and each.variables]
    inner = [token.upper for token in tokens[prologue(tokens).length + 1 :]]
    if _JOINING & set(inner) or "SELECT" in inner or any("[" in each.text or "_:" in each.text for each in patterns):
        return []
    parts: list[list[Written]] = []
    for each in patterns:
        tied = [part for part in parts if any(each.variables & other.variables for other in part)]
        parts = [part for part in parts if part not in tied] + [[each, *(one for part in tied for one in part)]]
    if len(parts) < 2:  # noqa: PLR2004 - one part is tied to another
        return []
    named = " and ".join(f"`{part[-1].text}`" for part in parts)
    return [f"{named} share no variable: every match of one goes with every match of the other"]


def _cells(counted: Counted | None) -> tuple[str, str]:
    """The number and the time, as a table shows them."""
    if counted is None:
        return "", ""
    if counted.matches is None:
        return "?", ""
    return f"{counted.matches:,}{'+' if counted.more else ''}", duration(counted.seconds)


def duration(seconds: float | None) -> str:
    """A time as a person reads it.

    >>> duration(0.00042), duration(0.25), duration(3.14)
    ('0.42 ms', '250 ms', '3.1 s')
    """
    if seconds is None:
        return ""
    if seconds >= 1:
        return f"{seconds:.1f} s"
    thousandths = seconds * 1000
    return f"{thousandths:.0f} ms" if thousandths >= _WHOLE else f"{thousandths:.2g} ms"
