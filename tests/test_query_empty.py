"""What ``kg query`` says of an answer without rows: the pattern or the literal that is to blame, on stderr."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import Result

from kg.query.patterns import required
from kg.query.tokens import significant, tokenize

Run = Callable[..., Result]


def patterns(query: str) -> list[str]:
    return [str(each) for each in required(significant(tokenize(query)))]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT ?s { ?s a npp:City ; npp:value 1, ?v . ?x <https://x> 'a'@zh }", 4),
        ("SELECT ?s { ?s npp:about/npp:value ?v ; npp:asOf ?t }", 1),
        ("SELECT ?s { ?s npp:about ?v OPTIONAL { ?s npp:value ?n } FILTER(?v = 3 && ?s != npp:a) }", 1),
        ("SELECT ?s { { ?s npp:about ?v } UNION { ?s npp:value ?v } ?s a ?c }", 1),
        ("SELECT ?s { VALUES (?s ?v) { (npp:a npp:b) } VALUES ?z { npp:a npp:b npp:c } ?s ?p ?v }", 1),
        ("SELECT ?s { GRAPH ?g { ?s ?p ?v } FILTER NOT EXISTS { ?s npp:value ?n } MINUS { ?s a ?c } }", 1),
        ("SELECT ?s { { SELECT ?s ?n { ?s npp:value ?n } } ?s a ?c } ORDER BY ?s ?n LIMIT 3", 2),
        ("SELECT ?s { ?s npp:about [ npp:value 1 ] ; npp:asOf (1 2) ; a ?c }", 1),
    ],
)
def test_only_patterns_that_every_row_must_match_are_read(query: str, expected: int) -> None:
    assert len(patterns(query)) == expected, patterns(query)


def test_a_pattern_is_spelled_as_the_query_spells_it() -> None:
    assert patterns('SELECT * { ?s a npp:City ; npp:day "2025"^^xsd:gYear . }') == [
        "?s a npp:City",
        '?s npp:day "2025"^^xsd:gYear',
    ]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (
            "SELECT ?d ?b { ?d a npp:Designation ; npp:issuedBy ?b }",
            "0 rows: no `npp:issuedBy` from a `npp:Designation`; did you mean `npp:awardedBy`?",
        ),
        ('SELECT ?b { ?b skos:prefLabel "财政部" }', '0 rows: the graph has no `"财政部"`, but `"财政部"@zh`'),
        (
            'SELECT ?b { ?b skos:prefLabel ?n FILTER(?n = "财政部") }',
            '0 rows: the graph has no `"财政部"`, but `"财政部"@zh`',
        ),
        ('SELECT ?o { ?o npp:value "62" }', '0 rows: the graph has no `"62"`, but `62 (xsd:decimal)`'),
        (
            "SELECT ?d { place:xining npp:recipient ?d }",
            (
                "0 rows: nothing matches `place:xining npp:recipient ?d`, even alone;"
                " the other way round it matches: `?d npp:recipient place:xining`"
            ),
        ),
        (
            "SELECT ?x { ?x npp:recipient place:xining . ?x npp:underProgramme prog:happy-rivers }",
            "0 rows: nothing matches `?x npp:underProgramme prog:happy-rivers` together with the patterns before it",
        ),
    ],
)
def test_the_reason_of_an_empty_answer_is_told(query: str, said: str, kg: Run) -> None:
    result = kg("query", query)
    assert result.exit_code == 0
    assert said in result.stderr.splitlines()


@pytest.mark.parametrize("form", ["table", "tsv", "csv", "json", "xml", "md", "jsonl"])
def test_the_reason_is_told_whatever_the_format_and_never_on_stdout(form: str, kg: Run) -> None:
    result = kg("query", "SELECT ?d ?b { ?d a npp:Designation ; npp:issuedBy ?b }", "-f", form)
    assert "npp:awardedBy" in result.stderr
    assert "npp:awardedBy" not in result.stdout


@pytest.mark.parametrize("form", ["table", "tsv", "csv", "json", "xml"])
def test_an_answer_with_rows_says_nothing_of_the_kind(form: str, kg: Run) -> None:
    result = kg("query", 'SELECT ?b { ?b skos:prefLabel "财政部"@zh }', "-f", form)
    assert "0 rows" not in result.stderr


def test_a_construct_without_statements_says_nothing_of_the_kind(kg: Run) -> None:
    assert "0 rows:" not in kg("query", 'CONSTRUCT WHERE { ?b skos:prefLabel "财政部" }').stderr
