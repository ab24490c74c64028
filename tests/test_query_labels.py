"""Names in queries: ``?x npp:labelMatches "..."`` becomes what the index of names finds."""

from __future__ import annotations

import csv
from collections.abc import Callable

import pytest
from click.testing import Result

from kg.query import QueryError, labels
from kg.query.faults import Source
from kg.query.tokens import significant, tokenize
from kg.store.snapshot import Snapshot

Run = Callable[..., Result]

JINKO = "https://w3id.org/npp/id/enterprise/jinko"
FACTORY = "https://w3id.org/npp/id/certification/jinko-zero-carbon"


def rows(kg: Run, query: str, *more: str) -> list[dict[str, str]]:
    done = kg("query", query, "-f", "csv", *more)
    assert done.exit_code == 0, done.stderr
    return list(csv.DictReader(done.stdout.splitlines()))


@pytest.mark.parametrize("text", ["晶科", "jingke", "jīngkē", "JINKO", "晶科能"])
def test_a_name_is_found_in_chinese_pinyin_and_english(text: str, kg: Run) -> None:
    found = {row["x"] for row in rows(kg, f'SELECT ?x {{ ?x npp:labelMatches "{text}" }}')}
    assert found == {JINKO, FACTORY}


def test_what_contains_a_text_is_found(kg: Run) -> None:
    slow = rows(kg, 'SELECT DISTINCT ?x { ?x skos:prefLabel ?l FILTER(CONTAINS(?l, "零碳")) FILTER(isIRI(?x)) }')
    fast = {row["x"] for row in rows(kg, 'SELECT ?x { ?x npp:labelMatches "零碳" }')}
    assert slow
    assert {row["x"] for row in slow} <= fast


@pytest.mark.parametrize(
    "pattern",
    [
        '?x npp:labelMatches "晶科" ; a npp:Enterprise .',
        '?x a npp:Enterprise ; npp:labelMatches "晶科" .',
        '?x a npp:Enterprise ; npp:labelMatches "晶科" ; ; skos:prefLabel ?l . FILTER(LANG(?l) = "zh")',
        '?x npp:labelMatches "晶科" . ?x a npp:Enterprise',
        '?x a npp:Enterprise . ?x npp:labelMatches "晶科" .',
        '?x a npp:Enterprise FILTER EXISTS { ?x npp:labelMatches "晶科" }',
        '?x npp:labelMatches "晶科" ; FILTER EXISTS { ?x a npp:Enterprise }',
        '?x npp:labelMatches """晶科""" { ?x a npp:Enterprise }',
        '{ SELECT ?x { ?x npp:labelMatches "晶科" } } ?x a npp:Enterprise',
        '?x <https://w3id.org/npp/ns#labelMatches> "\\u6676科" ; a npp:Enterprise',
        '?x a npp:Enterprise ; npp:labelMatches "晶科" ; npp:labelMatches "jinko"',
    ],
)
def test_it_stands_wherever_a_property_can(pattern: str, kg: Run) -> None:
    assert [row["x"] for row in rows(kg, f"SELECT DISTINCT ?x {{ {pattern} }}")] == [JINKO]


def test_a_group_of_its_own_keeps_its_names_to_itself(kg: Run) -> None:
    query = 'SELECT ?x ?y { ?x npp:labelMatches "晶科" OPTIONAL { ?y npp:labelMatches "没有的名" } }'
    assert [row["y"] for row in rows(kg, query)] == ["", ""]


def test_of_an_entity_it_tells_whether_the_name_is_its_own(kg: Run) -> None:
    for text, answer in (("晶科", "true"), ("天合", "false"), ("没有的名", "false")):
        assert kg("query", f'ASK {{ ent:jinko npp:labelMatches "{text}" }}').stdout == f"{answer}\n"


def test_parameters_take_the_places_of_both_sides(kg: Run) -> None:
    query = "SELECT ?x { ?x npp:labelMatches $name }"
    assert {row["x"] for row in rows(kg, query, "-p", 'name="晶科"')} == {JINKO, FACTORY}
    done = kg("query", 'ASK { $x npp:labelMatches "晶科" }', "-p", "x=晶科能源")
    assert done.stdout == "true\n"


def test_it_works_over_chosen_graphs(kg: Run) -> None:
    query = 'SELECT ?x { ?x npp:labelMatches "晶科" ; a npp:Enterprise }'
    assert [row["x"] for row in rows(kg, query, "--asserted")] == [JINKO]


def test_a_name_that_nothing_bears_is_a_warning(kg: Run) -> None:
    done = kg("query", 'SELECT ?x { ?x npp:labelMatches "没有的名" }')
    assert (done.exit_code, done.stdout) == (0, "?x\n")
    assert "query:1:33: no entity has a name like this" in done.stderr


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("SELECT ?x { ?x npp:labelMatches ?y }", "1:33: behind npp:labelMatches stands a text in quotes"),
        ("SELECT ?x { ?x npp:labelMatches 5 }", "1:33: behind npp:labelMatches stands a text in quotes"),
        ('SELECT ?x { ?x npp:labelMatches "a"@zh }', "1:36: npp:labelMatches takes one text, without language"),
        ('SELECT ?x { ?x npp:labelMatches "a", "b" }', "1:36: npp:labelMatches takes one text"),
        ('SELECT ?x { ?x npp:labelMatches/npp:value "a" }', "1:16: npp:labelMatches is no part of a path"),
        ('SELECT ?x { ?x ^npp:labelMatches "a" }', "npp:labelMatches is no part of a path"),
        ('CONSTRUCT { ?x npp:labelMatches "a" } WHERE { ?x a ?c }', "1:16: npp:labelMatches is no part of a path or t"),
        ('CONSTRUCT WHERE { ?x npp:labelMatches "a" }', "npp:labelMatches makes no statements"),
        ('SELECT ?x { [] npp:labelMatches "a" }', "before npp:labelMatches stands a variable or an entity, not []"),
        ('SELECT ?x { ?x npp:labelMatches "a" ', "1:11: '{' is never closed"),
        ('SELECT ?x { ?x npp:labelMatch "a" }', "nothing in the graph is called npp:labelMatch"),
    ],
)
def test_bad_use_says_what_to_do(query: str, says: str, kg: Run) -> None:
    done = kg("query", query)
    assert (done.exit_code, done.stdout) == (2, "")
    assert says in done.stderr


def test_too_many_names_are_refused_and_not_cut(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    assert labels.MOST == 2_000
    monkeypatch.setattr(labels, "MOST", 3)
    text = 'SELECT ?x { ?x npp:labelMatches "西宁" }'
    with pytest.raises(QueryError, match="more than 3 entities have a name like this; give more of the name"):
        labels.filled(Source(text, "query"), significant(tokenize(text)), snapshot.names)
