"""``benchmarks/generate.py``: the made-up nation that everything is measured on."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from kg.check import validate
from kg.names import npp
from kg.project import graph_name
from kg.reason import Closure, close
from kg.terms import Iri, Term, Triple
from kg.turtle.read import parse, read

ROOT = Path(__file__).parents[1]
TYPE = Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
# From the issue: the divisions of China, by level.
DIVISIONS = {"provinces": 31, "cities": 342, "counties": 2_978, "townships": 41_352}


def generated(*arguments: str) -> bytes:
    command = [sys.executable, str(ROOT / "benchmarks" / "generate.py"), *arguments]
    return subprocess.run(command, check=True, capture_output=True).stdout


def counted(size: str) -> dict[str, int]:
    counts: dict[str, int] = json.loads(generated("--triples", size, "--counts"))
    return counts


@pytest.fixture(scope="module")
def nation() -> list[Triple]:
    return parse(generated("--triples", "6k").decode(), name="national.nt")


@pytest.fixture(scope="module")
def whole(nation: list[Triple]) -> list[Triple]:
    """With the ontology."""
    return [quad.triple for quad in read(ROOT / "ontology" / "npp.ttl", graph_name("ontology"))] + nation


@pytest.fixture(scope="module")
def closure(whole: list[Triple]) -> Closure:
    return close(whole)


def sharing(triples: list[Triple]) -> set[frozenset[Term]]:
    """The groups of nodes with one Identifier between them."""
    named = defaultdict(set)
    for triple in triples:
        if triple.predicate == npp("identifiedBy"):
            named[triple.object].add(triple.subject)
    return {frozenset(nodes) for nodes in named.values() if len(nodes) > 1}


def test_one_size_and_seed_give_the_same_bytes() -> None:
    assert generated("--triples", "6k", "--seed", "7") == generated("--triples", "6k", "--seed", "7")


def test_another_seed_gives_another_graph_of_the_same_size() -> None:
    one, other = (generated("--triples", "6k", "--seed", seed).decode().splitlines() for seed in "12")
    assert set(one) != set(other)
    assert len(other) == pytest.approx(len(one), rel=0.01)


def test_turtle_and_ntriples_are_one_graph(nation: list[Triple]) -> None:
    assert parse(generated("--triples", "6k", "--format", "ttl").decode(), name="national.ttl") == nation


def test_a_file_holds_what_standard_output_gets(tmp_path: Path) -> None:
    generated("--triples", "6k", "-o", str(tmp_path / "national.nt"))
    assert (tmp_path / "national.nt").read_bytes() == generated("--triples", "6k")


@pytest.mark.parametrize("size", ["6k", "20k", "100k"])
def test_there_are_as_many_triples_as_asked_for_within_a_fiftieth_and_none_twice(size: str) -> None:
    lines = generated("--triples", size).splitlines()
    assert len(lines) == pytest.approx(int(size[:-1]) * 1_000, rel=0.02)
    assert len(lines) == len(set(lines))


@pytest.mark.parametrize("size", ["1M", "5M", "20M"])
def test_from_a_million_triples_on_the_divisions_are_all_there(size: str) -> None:
    counts = counted(size)
    assert {level: counts[level] for level in DIVISIONS} == DIVISIONS


def test_every_kind_is_there_as_often_as_told(nation: list[Triple]) -> None:
    counts = counted("6k")
    classes = Counter(triple.object for triple in nation if triple.predicate == TYPE)
    told = {
        "Province": counts["provinces"],
        "City": counts["cities"],
        "County": counts["counties"],
        "Township": counts["townships"],
        "Year": counts["years"],
        "Programme": counts["programmes"],
        "Cohort": counts["cohorts"],
        "Designation": counts["designations"],
        "Goal": counts["goals"],
        "Park": counts["parks"],
        "Enterprise": counts["enterprises"] + counts["duplicates"],
        "Certification": counts["certifications"],
        "Observation": counts["observations"],
    }
    assert {name: classes[npp(name)] for name in told} == told
    assert min(told.values()) > 0


def test_it_conforms_to_the_shapes_but_for_what_duplicates_are_warned_of(whole: list[Triple]) -> None:
    found = validate(whole, ROOT / "ontology" / "shapes.ttl")
    told = Counter((finding.severity, finding.shape.value.rpartition("#")[2]) for finding in found)
    expected = {("warning", "Identifier-shared"): counted("6k")["duplicates"], ("info", "SourceDocument-seen"): 1}
    assert told == expected


def test_it_closes_without_a_clash(closure: Closure) -> None:
    assert closure.clashes == []


def test_what_is_inferred_reaches_every_chain_of_the_ontology(closure: Closure) -> None:
    chains = (
        "approvalYear awardedBy certifiedUnder coveredBy holdsStatus issuedBy participatesIn sourcedFrom underProgramme"
    )
    assert set(map(npp, chains.split())) <= {triple.predicate for triple in closure.inferred}


def test_reasoning_merges_the_planned_duplicates_and_nothing_else(nation: list[Triple], closure: Closure) -> None:
    merged: defaultdict[Iri, set[Iri]] = defaultdict(set)
    for name, representative in closure.representatives.items():
        merged[representative] |= {name, representative}
    planned = sharing(nation)
    assert {frozenset(group) for group in merged.values()} == planned
    assert sum(len(group) - 1 for group in planned) == counted("6k")["duplicates"] > 0


def test_one_enterprise_in_two_hundred_is_there_three_times() -> None:
    """Of 384, numbers 7, 27, ..., 367 are there again, and of these 107 and 307 once more."""
    assert counted("100k")["enterprises"] == 384
    groups = sharing(parse(generated("--triples", "100k").decode(), name="national.nt"))
    assert Counter(map(len, groups)) == {2: 17, 3: 2}


@pytest.mark.parametrize("size", ["4999", "many", "1G"])
def test_a_size_that_is_none_is_refused(size: str) -> None:
    command = [sys.executable, str(ROOT / "benchmarks" / "generate.py"), "--triples", size]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 2
    assert f"invalid size value: '{size}'" in done.stderr
