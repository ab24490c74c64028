"""Parameters: what stands in a variable's place, and what a user may write for it."""

from __future__ import annotations

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError, UnknownName
from kg.query.binding import bind
from kg.query.faults import QueryError, Source
from kg.query.tokens import Token, join, tokenize
from kg.query.values import read, unescape
from kg.terms import XSD, Iri, Literal, Term, ntriples, text

XINING = Iri("urn:xining")
FIVE = Literal("5", XSD + "integer")
TERMS = st.sampled_from([XINING, FIVE, text('财"政\n部', "zh"), text("?x $x <urn:a> # \\"), text("")])

DATA = """
<urn:a> <urn:in> <urn:xining> ; <urn:n> 5 . <urn:b> <urn:in> <urn:xining> ; <urn:n> 7 .
<urn:c> <urn:in> <urn:other> ; <urn:n> 5 . <urn:xining> <urn:n> 1 .
"""


def bound(query: str, **values: Term) -> str:
    return join(bind(Source(query), tokenize(query), values))


def rows(query: str) -> list[tuple[str, ...]]:
    store = pyoxigraph.Store()
    store.load(DATA.encode(), format=pyoxigraph.RdfFormat.TURTLE)
    found = store.query(query)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    return sorted(tuple(str(value) for value in row) for row in found)


# Each of these, bound, must mean what a filter on the same value after all else would mean.
@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?x ?p { ?x <urn:in> $p }",
        "SELECT DISTINCT ?p { ?x <urn:in> ?p }",
        "SELECT ?p (COUNT(?x) AS ?n) { ?x <urn:in> ?p } GROUP BY ?p",
        "SELECT ?p ?n { { SELECT ?p (COUNT(?x) AS ?n) { ?x <urn:in> ?p } GROUP BY ?p } }",
        "SELECT ?p ?x { ?x <urn:in> ?p } ORDER BY ?p DESC(?p) ?x",
        "SELECT ?p ?x { ?x <urn:in> ?p FILTER(BOUND(?p) && isIRI(?p)) }",
        "SELECT ?p ?x ?m { ?x <urn:in> ?p OPTIONAL { ?p <urn:n> ?m } }",
        "SELECT ?p (SUM(?m) AS ?sum) { ?x <urn:in> ?p ; <urn:n> ?m } GROUP BY ?p HAVING (SUM(?m) > 1 && ?p != <urn:z>)",
    ],
)
def test_a_bound_query_means_what_the_query_means_with_that_value(query: str) -> None:
    expected = [row for row in rows(query) if "<urn:xining>" in row]
    assert expected
    assert rows(bound(query, p=XINING)) == expected


def test_a_literal_in_a_comparison_stays_apart_from_the_marks_around_it() -> None:
    assert rows(bound("SELECT ?x { ?x <urn:n> ?n FILTER(?n<$m) }", m=FIVE)) == [("<urn:xining>",)]
    assert rows(bound("SELECT ?x { ?x <urn:n> ?n FILTER(?n-$m=2) }", m=FIVE)) == [("<urn:b>",)]
    assert rows(bound("SELECT ?x { ?x <urn:in> ?y FILTER(?y=$z) FILTER(?x<?y||?y=$z) }", z=XINING)) == [
        ("<urn:a>",),
        ("<urn:b>",),
    ]


LITTER = st.lists(
    st.sampled_from(
        ["'?x $x'", '"""?x\n"$x"""', "# ?x $x\n", "<urn:?x>", " ", "?y", "$y", "?xx", "5", "npp:x", "(", "}", "西"]
    )
).map(" ".join)


@given(LITTER, LITTER, TERMS)
def test_binding_changes_no_other_token(before: str, after: str, term: Term) -> None:
    query = f"{before} ?x {after}"
    others = [token for token in tokenize(query) if token.kind != "space" and token.text != "?x"]

    def kept(tokens: list[Token]) -> list[Token]:
        places = {(token.line, token.column) for token in others}
        return [token for token in tokens if token.kind != "space" and (token.line, token.column) in places]

    made = bind(Source(query), tokenize(query), {"x": term})
    assert kept(made) == others
    assert not [token for token in made if token.kind == "variable" and token.text[1:] == "x"]


@given(TERMS)
def test_the_term_that_is_read_back_is_the_one_put_in(term: Term) -> None:
    store = pyoxigraph.Store()
    (row,) = store.query(bound("SELECT (?x AS ?same) { }", x=term))  # type: ignore[misc] # a SELECT gives solutions
    assert str(row[0]) == ntriples(term) or str(row[0]) == str(pyoxigraph.Literal(5))


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("SELECT ?x { BIND(1 AS ?x) }", "1:23"),
        ("SELECT ?y { VALUES ?x { 1 } ?x ?p ?y }", "1:20"),
        ("SELECT ?y {\n VALUES (?z $x) { (1 2) } }", "2:13"),
        ("SELECT (COUNT(?y) AS ?x) { ?y ?p 1 }", "1:22"),
    ],
)
def test_a_variable_that_the_query_sets_cannot_be_a_parameter(query: str, place: str) -> None:
    with pytest.raises(QueryError) as caught:
        bound(query, x=XINING)
    assert str(caught.value).startswith(f"query:{place}: ")
    assert "is bound by the query itself here" in str(caught.value)


def test_a_parameter_that_is_no_variable_is_an_error_that_lists_them() -> None:
    with pytest.raises(InputError, match=r"no variable 'place' to bind; the query's variables are: x, y$"):
        bound("SELECT ?x { ?x npp:value ?y }", place=XINING)


def test_a_literal_cannot_be_described() -> None:
    with pytest.raises(QueryError, match="only an IRI can stand here, and 'x' is the literal"):
        bound("DESCRIBE ?x", x=FIVE)


# The forms of values, from the help of -p; lexical forms from https://www.w3.org/TR/xmlschema11-2/.
@pytest.mark.parametrize(
    ("value", "term"),
    [
        ("place:xining", Iri("https://w3id.org/npp/id/place/xining")),
        ("<urn:a>", Iri("urn:a")),
        ("https://example.org/a", Iri("https://example.org/a")),
        ('"财政部"@zh', text("财政部", "zh")),
        ("'a'", text("a")),
        (r'"tab\t\u8d22"', text("tab\t财")),
        ('"1"^^xsd:byte', Literal("1", XSD + "byte")),
        ('"1"^^<urn:t>', Literal("1", "urn:t")),
        ("2025", Literal("2025", XSD + "integer")),
        ("-5", Literal("-5", XSD + "integer")),
        ("97.0", Literal("97.0", XSD + "decimal")),
        ("1e3", Literal("1e3", XSD + "double")),
        ("true", Literal("true", XSD + "boolean")),
        ("2025-03-15", Literal("2025-03-15", XSD + "date")),
        ("西宁", Iri("urn:resolved:西宁")),
        ("nosuch:name", Iri("urn:resolved:nosuch:name")),
    ],
)
def test_a_value_is_read_as_it_is_meant(value: str, term: Term) -> None:
    assert read(value, lambda label: Iri(f"urn:resolved:{label}")) == term


@pytest.mark.parametrize("value", ['"open', '"a" "b"', '"a"@', '"a"^^5', "'", '"a"@zh x'])
def test_a_malformed_literal_is_refused(value: str) -> None:
    with pytest.raises(InputError, match="is not a literal; write"):
        read(value, Iri)


@pytest.mark.parametrize("value", ["<urn:a b>", "place:a>b", '<urn:a"b>', "https://example.org/{a}"])
def test_an_illegal_iri_is_refused(value: str) -> None:
    with pytest.raises(UnknownName, match="is not an IRI"):
        read(value, Iri)


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("http://[bad", "is not an IRI; see"),
        ("http://host:port/", "is not an IRI; see"),
        ("https://example.org/%zz", "is not an IRI; see"),
        ("<urn:a#b#c>", "is not an IRI; see"),
        ("<relative>", "is no IRI in full"),
        ("<>", "is no IRI in full"),
        ("place:", "'place:' names nothing; write a name after the colon"),
    ],
)
def test_what_only_looks_like_an_iri_is_refused(value: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        read(value, Iri)


# What RFC 3987 means is asked of another program: no IRI that is let through may be refused there.
PIECES = ("http", "urn:", "a+b", ":", "//", "/", "?", "#", "[", "]", "::1", "%41", "%zz", "@", ":80", ":x", "西宁", "~")


@given(st.lists(st.sampled_from([*PIECES, "\ue000", "\ufffe", "\U0001ffff", "..", "a"])))
def test_an_iri_that_is_read_is_one(pieces: list[str]) -> None:
    value = "http://" + "".join(pieces)
    try:
        found = read(value, Iri)
    except InputError:
        return
    assert found == Iri(pyoxigraph.NamedNode(value).value)


@pytest.mark.parametrize(
    "value", ["<mailto:a@b.example>", "https://[::1]:80/a%20b?c=西宁#d", "<urn:isbn:1>", "<tag:a,2026:b>"]
)
def test_a_lawful_iri_is_read(value: str) -> None:
    assert read(value, lambda _: Iri("urn:resolved")) == Iri(value.strip("<>"))


@pytest.mark.parametrize("string", [r'"\q"', r'"\uD800"', r'"\U00110000"', r'"\u12"'])
def test_an_escape_that_names_no_character_is_refused(string: str) -> None:
    with pytest.raises(InputError, match="is not an escape"):
        unescape(string)
