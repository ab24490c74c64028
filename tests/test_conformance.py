"""The rule tests of OWL 2 RL/RDF by M. Schneider and K. Mainzer, through the engine on columns with the full set.

Each of the 273 cases is a graph and what follows from it, or a graph that contradicts itself. A blank node of a
conclusion is a variable. Cases are closed many at a time, under names of their own, because a small graph costs the
engine as much as a larger one; two that share a literal, or of which one says something of a word of the standards that
the other uses, are closed apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeAlias

import pytest

from kg.names import STANDARD
from kg.reason import close
from kg.reason.vocabulary import is_standard
from kg.terms import Blank, Iri, Literal, Term, Triple
from kg.turtle.read import parse

SUITE = Path(__file__).parents[2] / "shared" / "conformance" / "owl2rl"
CASES = sorted(path.name for path in SUITE.iterdir()) if SUITE.is_dir() else []
NAME = re.compile(r"rdfbased-(dat|ont|sem|xtr)-.*")
TYPE = Iri(STANDARD["rdf"] + "type")

ROUNDED = "XML Schema 1.1 rounds a number out of range to the nearest there is, so the literal is lawful"
FAILING = {
    "rdfbased-dat-dtype-double-illtyped-hi": f"{ROUNDED} (3.3.5, INF)",
    "rdfbased-dat-dtype-double-illtyped-lo": f"{ROUNDED} (3.3.5, 0)",
    "rdfbased-dat-dtype-float-illtyped-hi": f"{ROUNDED} (3.3.4, INF)",
    "rdfbased-dat-dtype-float-illtyped-lo": f"{ROUNDED} (3.3.4, 0)",
}

Statement: TypeAlias = tuple[Term, Term, Term]


class Case(NamedTuple):
    """A case under names of its own; ``conclusion`` is None where the premises contradict each other."""

    name: str
    premises: list[Triple]
    conclusion: list[Triple] | None

    @property
    def terms(self) -> set[Term]:
        return {term for triple in (*self.premises, *(self.conclusion or ())) for term in triple}

    @property
    def used(self) -> set[Term]:
        """Literals and words of the standards, which are the same in every case."""
        return {
            term for term in self.terms if isinstance(term, Literal) or (isinstance(term, Iri) and is_standard(term))
        }

    @property
    def spoken_of(self) -> set[Term]:
        """Those of ``used`` that the case says something of, by more than being of a kind."""
        statements = (*self.premises, *(self.conclusion or ()))
        subjects = {triple.subject for triple in statements}
        objects = {triple.object for triple in statements if triple.predicate != TYPE}
        return self.used & (subjects | objects)


class Found(NamedTuple):
    """What came of a case: all statements that hold, by predicate, and whether there was a clash that names it."""

    statements: dict[Term, list[Statement]]
    clashes: bool


def own(term: Term, number: int) -> Term:
    if isinstance(term, Blank):
        return Blank(f"{term.label}-{number}")
    if isinstance(term, Literal):
        return term if is_standard(Iri(term.datatype)) else Literal(term.text, f"{term.datatype}/{number}")
    return term if is_standard(term) else Iri(f"{term.value}/{number}")


def case_of(name: str) -> Case:
    folder, number = SUITE / name, CASES.index(name)

    def graph(kind: str) -> list[Triple]:
        triples = parse((folder / f"{name}.{kind}.ttl").read_text("utf-8"), name=name)
        return [Triple(*(own(term, number) for term in triple)) for triple in triples]  # type: ignore[arg-type] # each for one of its kind

    kind = (folder / f"{name}.metadata.properties").read_text("utf-8")
    if "INCONSISTENCY" in kind:
        return Case(name, graph("graph"), None)
    assert "POSITIVE_ENTAILMENT" in kind
    return Case(name, graph("premisegraph"), graph("conclusiongraph"))


def batches(cases: Iterable[Case]) -> list[list[Case]]:
    """The cases in groups within which none can help another to its conclusion."""
    found: list[list[Case]] = []
    for case in cases:
        fitting = (batch for batch in found if all(apart(case, other) for other in batch))
        batch = next(fitting, None)
        if batch is None:
            found.append([case])
        else:
            batch.append(case)
    return found


def apart(case: Case, other: Case) -> bool:
    return case.spoken_of.isdisjoint(other.used) and other.spoken_of.isdisjoint(case.used)


@cache
def closed() -> dict[str, Found]:
    """What came of every case."""
    found = {}
    for batch in batches(map(case_of, CASES)):
        closure = close([triple for case in batch for triple in case.premises], trivial=True)
        by_predicate: dict[Term, list[Statement]] = defaultdict(list)
        for statement in (*closure.inferred, *closure.generalised, *(t for case in batch for t in case.premises)):
            by_predicate[statement[1]].append((*statement,))
        clashing = {term for clash in closure.clashes for triple in clash.triples for term in triple}
        for case in batch:
            names = case.terms - case.used
            found[case.name] = Found(by_predicate, not names.isdisjoint(clashing))
    return found


def ways(pattern: Triple, found: Found, known: dict[Term, Term]) -> Iterator[dict[Term, Term]]:
    """Every way to read the variables of the pattern so that it holds."""
    predicate = known.get(pattern.predicate, pattern.predicate)
    for statement in found.statements.get(predicate, ()):
        extended = dict(known)
        if all(
            (extended.setdefault(place, term) if isinstance(place, Blank) else place) == term
            for place, term in zip(pattern, statement, strict=True)
        ):
            yield extended


def holds(patterns: list[Triple], found: Found, known: dict[Term, Term]) -> bool:
    if not patterns:
        return True
    first, *rest = patterns
    return any(holds(rest, found, extended) for extended in ways(first, found, known))


def expected(name: str) -> object:
    reason = FAILING.get(name)
    return pytest.param(name, marks=pytest.mark.xfail(strict=True, reason=reason)) if reason else name


@pytest.mark.skipif(not CASES, reason="the conformance suite is not on this machine")
def test_all_cases_are_collected() -> None:
    families = [match[1] for name in CASES if (match := NAME.fullmatch(name))]
    assert {family: families.count(family) for family in families} == {"dat": 156, "ont": 7, "sem": 93, "xtr": 17}
    assert len(families) == len(CASES) == 273
    assert FAILING.keys() <= set(CASES)


@pytest.mark.skipif(not CASES, reason="the conformance suite is not on this machine")
@pytest.mark.parametrize("name", [expected(name) for name in CASES])
def test_what_the_suite_says_follows(name: str) -> None:
    case, found = case_of(name), closed()[name]
    if case.conclusion is None:
        assert found.clashes
    else:
        assert holds(case.conclusion, found, {})
        assert not found.clashes
