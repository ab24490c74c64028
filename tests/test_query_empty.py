"""What ``kg query`` says of an answer without rows: the pattern or the literal that is to blame, on stderr."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import Result

from kg.query.tokens import significant, tokenize
from kg.query.triples import written

Run = Callable[..., Result]


def patterns(query: str) -> list[str]:
    return [each.text for each in written(significant(tokenize(query))) if each.is_required]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT ?s { ?s a npp:City ; npp:value 1, ?v . ?x <https://x> 'a'@zh }", 4),
        ("SELECT ?s { ?s npp:about/npp:value ?v ; npp:asOf ?t }", 2),
        ("SELECT ?s { ?s npp:about ?v OPTIONAL { ?s npp:value ?n } FILTER(?v = 3 && ?s != npp:a) }", 1),
        ("SELECT ?s { { ?s npp:about ?v } UNION { ?s npp:value ?v } ?s a ?c }", 1),
        ("SELECT ?s { VALUES (?s ?v) { (npp:a npp:b) } VALUES ?z { npp:a npp:b npp:c } ?s ?p ?v }", 1),
        ("SELECT ?s { GRAPH ?g { ?s ?p ?v } FILTER NOT EXISTS { ?s npp:value ?n } MINUS { ?s a ?c } }", 1),
        ("SELECT ?s { { SELECT ?s ?n { ?s npp:value ?n } } ?s a ?c } ORDER BY ?s ?n LIMIT 3", 1),
        ("SELECT ?s { ?s npp:about [ npp:value 1 ] ; npp:asOf (1 2) ; a ?c }", 4),
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
            "SELECT ?d { ?d npp:approvalYear 2025 }",
            "0 rows: `npp:approvalYear` leads to entities, not to texts or numbers; did you mean `t:2025`?",
        ),
        (
            'SELECT ?d { ?d npp:approvalYear "2025"^^xsd:gYear }',
            "0 rows: `npp:approvalYear` leads to entities, not to texts or numbers; did you mean `t:2025`?",
        ),
        (
            'SELECT ?d { ?d npp:approvalYear ?y FILTER("2025"^^xsd:gYear = ?y) }',
            '0 rows: `?y` holds entities, and `"2025"^^xsd:gYear` is none; did you mean `t:2025`?',
        ),
        (
            "SELECT ?d { ?d npp:approvalYear ?y FILTER(?y > 2024) }",
            "0 rows: `?y` holds entities, and `2024 (xsd:integer)` is none; did you mean `t:2024`?",
        ),
        (
            "SELECT ?d { ?d npp:recipient '西宁'@zh }",
            "0 rows: `npp:recipient` leads to entities, not to texts or numbers; did you mean `place:xining`?",
        ),
        (
            'SELECT ?n { ?d a npp:Designation ; skos:prefLabel ?n FILTER(?n = "西宁") }',
            '0 rows: `?n` is of type rdf:langString, and `"西宁"` of xsd:string',
        ),
        (
            "SELECT ?n { ?d a npp:Designation ; skos:prefLabel ?n FILTER(BOUND(?n)) FILTER(LANG(?n) = 'cn') }",
            "0 rows: what matches the patterns does not pass `FILTER(LANG(?n) = 'cn')`",
        ),
        (
            "SELECT ?n { ?d npp:value ?n FILTER(?n > 5) FILTER(?n < 5) }",
            "0 rows: what matches the patterns passes each filter, and none of it all of them",
        ),
        (
            "SELECT ?d { ?d rdf:typ npp:Designation }",
            "0 rows: nothing matches `?d rdf:typ npp:Designation`, even alone; did you mean `rdf:type`?",
        ),
        (
            "SELECT ?d { ?d npp:underProgramme/npp:recipient ?c }",
            (
                "0 rows: nothing matches `?d npp:underProgramme/npp:recipient ?c`, even alone:"
                " no `npp:recipient` after `npp:underProgramme`"
            ),
        ),
        (
            "SELECT ?d { ?d a npp:City . ?d npp:recipient ?x }",
            "0 rows: no `npp:recipient` from a `npp:City`; the other way round it matches: `?x npp:recipient ?d`",
        ),
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


@pytest.mark.parametrize(
    ("query", "warned"),
    [
        ("SELECT ?d { ?d a npp:Designation FILTER(CONTAINS(?name, 'x')) }", ["?name"]),
        ("SELECT ?label { ?l a npp:Designation ; skos:prefLabel ?labels } ORDER BY ?label", ["?label", "?labels"]),
        ("SELECT (COUNT(?z) AS ?n) { ?d a npp:City }", ["?z"]),
        ("SELECT ?d ?n { ?d ?p ?n FILTER(?p != ?n && ?d != 1) } ORDER BY ?p", []),
        ("SELECT ?a ?m { VALUES (?a ?b) { (1 2) } BIND(?b AS ?m) FILTER(?m = 2) } GROUP BY ?a ?m", []),
        ("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s a npp:City } } GROUP BY ?g HAVING(?n > 1)", []),
        ("ASK { ?s a npp:City FILTER NOT EXISTS { ?s npp:value ?v FILTER(?v = ?s) } }", []),
    ],
)
def test_a_variable_that_nothing_binds_is_told(query: str, warned: list[str], kg: Run) -> None:
    told = [line for line in kg("query", query).stderr.splitlines() if "warning:" in line]
    assert len(told) == (len(warned) > 0)
    assert all(name in line for line in told for name in warned)
