"""``kg query --explain``: the patterns of a query, what they match, and the time that takes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from kg.query.tokens import significant, tokenize
from kg.query.triples import written

Run = Callable[..., Result]


def patterns(query: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.spelled, each.within) for each in written(significant(tokenize(query)))]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (
            "SELECT ?s { ?s a npp:City ; npp:value 1, -2.5 . ?x <https://x> 'a ?b'@zh, 'c'^^xsd:gYear }",
            [
                ("?s a npp:City", ()),
                ("?s npp:value 1", ()),
                ("?s npp:value -2.5", ()),
                ("?x <https://x> 'a ?b'@zh", ()),
                ("?x <https://x> 'c'^^xsd:gYear", ()),
            ],
        ),
        ("ASK { ?s ^npp:about/(npp:value|!a)+ ?v }", [("?s ^npp:about/(npp:value|!a)+ ?v", ())]),
        (
            "ASK { { ?s npp:a ?v } UNION { ?s npp:b ?v OPTIONAL { ?s npp:c ?w } } { ?s npp:d ?v } }",
            [
                ("?s npp:a ?v", ("UNION",)),
                ("?s npp:b ?v", ("UNION",)),
                ("?s npp:c ?w", ("UNION", "OPTIONAL")),
                ("?s npp:d ?v", ()),
            ],
        ),
        (
            (
                "ASK { GRAPH ?g { ?s npp:a ?v MINUS { ?s npp:b ?v } }"
                " FILTER NOT EXISTS { ?s npp:c ?v } FILTER EXISTS { ?s a ?v } }"
            ),
            [
                ("GRAPH ?g { ?s npp:a ?v }", ("GRAPH",)),
                ("GRAPH ?g { ?s npp:b ?v }", ("GRAPH", "MINUS")),
                ("?s npp:c ?v", ("NOT EXISTS",)),
                ("?s a ?v", ("EXISTS",)),
            ],
        ),
        (
            "ASK { ?s npp:about [ npp:value 1 ; npp:asOf [] ] ; npp:list (1 ?x) . [ a npp:City ] npp:value 2 }",
            [
                ("?s npp:about []", ()),
                ("[] npp:value 1", ()),
                ("[] npp:asOf []", ()),
                ("?s npp:list ( 1 ?x )", ()),
                ("[] a npp:City", ()),
                ("[] npp:value 2", ()),
            ],
        ),
        ("CONSTRUCT { ?a npp:made ?b } WHERE { ?a a ?b }", [("?a a ?b", ())]),
        ("CONSTRUCT WHERE { ?a a ?b }", [("?a a ?b", ())]),
        ("DESCRIBE place:xining", []),
        (
            "SELECT * { { SELECT ?s { ?s a ?c } } SERVICE <https://x> { ?s ?p ?o } }",
            [
                ("?s a ?c", ("SELECT",)),
                ("?s ?p ?o", ("SERVICE",)),
            ],
        ),
    ],
)
def test_every_pattern_is_read_with_the_clauses_around_it(
    query: str, expected: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert patterns(query) == expected


def explained(query: Run, *arguments: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(query(*arguments, "--explain", "-f", "json").stdout)
    return found


def counts(found: dict[str, object]) -> list[tuple[str, int, int | None]]:
    """Pattern, matches alone, matches so far."""
    told = found["patterns"]
    assert isinstance(told, list)
    return [(each["pattern"], each["alone"]["matches"], (each["so_far"] or {}).get("matches")) for each in told]


def test_patterns_are_counted_alone_and_with_those_before_them(query: Run) -> None:
    text = """SELECT ?d ?n {
  ?d npp:recipient place:xining ;
     skos:prefLabel ?n .
  OPTIONAL { GRAPH graph:inferred { place:xining npp:recipientOf ?d } }
}"""
    found = explained(query, text)
    # Counted in tests/data/query: two designations of Xining, each with one label; 20 labels in all.
    assert counts(found) == [
        ("?d npp:recipient place:xining", 2, 2),
        ("?d skos:prefLabel ?n", 20, 2),
        ("place:xining npp:recipientOf ?d", 2, None),
    ]
    told = found["patterns"]
    assert isinstance(told, list)
    assert [(each["line"], each["column"], each["within"]) for each in told] == [
        (2, 6, []),
        (3, 6, []),
        (4, 50, ["OPTIONAL", "GRAPH"]),
    ]
    whole = found["whole"]
    assert isinstance(whole, dict)
    assert (found["form"], whole["matches"], whole["more"], found["failure"]) == ("SELECT", 2, False, None)
    assert whole["seconds"] >= 0


@pytest.mark.parametrize(
    ("text", "form", "whole"),
    [
        ("ASK { place:xining a npp:City }", "ASK", 1),
        ("ASK { place:xining a npp:Town }", "ASK", 0),
        ("CONSTRUCT { ?x a npp:Made } { ?x a npp:City }", "CONSTRUCT or DESCRIBE", 2),
        ("DESCRIBE place:lanzhou", "CONSTRUCT or DESCRIBE", 3),
    ],
)
def test_each_form_is_explained(query: Run, text: str, form: str, whole: int) -> None:
    found = explained(query, text)
    told = found["whole"]
    assert isinstance(told, dict)
    assert (found["form"], told["matches"]) == (form, whole)


def test_parameters_and_graphs_are_those_of_the_query(query: Run) -> None:
    text = "SELECT * { ?x a $class }"
    assert counts(explained(query, text, "-p", "class=npp:City"))[0][1] == 2
    assert counts(explained(query, text, "-p", "class=npp:City", "--graph", "news"))[0][1] == 0
    own = "PREFIX q: <https://w3id.org/npp/ns#> SELECT ?matches { ?matches a q:City }"
    assert counts(explained(query, own)) == [("?matches a q:City", 2, 2)]


def test_it_is_told_as_a_table_with_times(query: Run) -> None:
    lines = query("SELECT * { ?d npp:recipient place:xining . ?x npp:value ?v }", "--explain").stdout.splitlines()
    assert lines[0].startswith("SELECT: 4 rows in ")
    assert lines[0].endswith((" ms", " s"))
    assert lines[2].split() == ["line", "pattern", "in", "matches", "time", "so", "far"]
    assert lines[4].split()[:5] == ["1", "?d", "npp:recipient", "place:xining", "2"]
    assert lines[5].split()[-1] == "4"
    assert lines[6] == (
        "note: `?d npp:recipient place:xining` and `?x npp:value ?v` share no variable:"
        " every match of one goes with every match of the other"
    )


def test_what_a_value_or_a_blank_node_ties_is_not_said_to_be_apart(query: Run) -> None:
    for text in (
        "SELECT * { ?d npp:recipient ?p . ?x npp:value ?v VALUES (?p ?v) { (place:xining 62) } }",
        "SELECT * { ?d npp:recipient [ skos:prefLabel ?n ] . ?d a ?c }",
    ):
        assert explained(query, text)["notes"] == []


def test_a_query_over_its_time_is_explained_as_far_as_it_goes(query: Run) -> None:
    triangle = " . ".join(f"?a{i} ?b{i} ?c{i}" for i in range(6))
    answer = query(f"SELECT (SUM(STRLEN(STR(?a0))) AS ?n) {{ {triangle} }}", "--explain", "--timeout", "0.3")
    assert answer.exit_code == 124
    assert answer.stdout.startswith("SELECT: no answer: no answer within 0.3 s")
    assert "?a5 ?b5 ?c5" in answer.stdout
    assert answer.stderr.startswith("kg: no answer within 0.3 s")


def test_what_is_no_table_and_no_json_is_refused(query: Run, tmp_path: Path) -> None:
    answer = query("ASK {}", "--explain", "-o", str(tmp_path / "a.csv"))
    assert (answer.exit_code, answer.stderr) == (2, "kg: --explain is told as table or json, not as csv\n")
    assert not (tmp_path / "a.csv").exists()
    assert query("ASK {}", "--explain", "-o", str(tmp_path / "a.json")).exit_code == 0
    assert json.loads((tmp_path / "a.json").read_text())["form"] == "ASK"


def test_a_query_that_cannot_be_asked_is_an_error_as_ever(query: Run) -> None:
    assert query("SELECT ?x { ?x npp:valu ?y }", "--explain").exit_code == 2
