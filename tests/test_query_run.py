"""Queries against a small snapshot: what they answer, why they cannot be run, and how results look."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from click.testing import Result
from rdflib.plugins.sparql.results.jsonresults import JSONResultParser
from rdflib.plugins.sparql.results.tsvresults import TSVResultParser
from rdflib.plugins.sparql.results.xmlresults import XMLResultParser

from kg.errors import InputError, UnknownName
from kg.names import PREFIXES
from kg.project import graph_name
from kg.query import QueryError, graphs_named, prepare, refusals, results, run
from kg.query.table import align, table
from kg.store.snapshot import Snapshot
from kg.terms import RDF_LANG_STRING, XSD, Iri, Literal, ntriples, text

DATA = Path(__file__).parent / "data" / "query"
BROKEN = tomllib.loads((DATA / "broken.toml").read_text("utf-8"))
MARK = "§"

LABELS = 'SELECT ?x ?name { ?x a npp:City ; skos:prefLabel ?name FILTER(LANG(?name) = "zh") } ORDER BY ?x'


@pytest.fixture(scope="module")
def snapshot(little: Snapshot) -> Snapshot:
    return little


@pytest.fixture
def kg(query: Callable[..., Result]) -> Callable[..., Result]:
    return query


def written(snapshot: Snapshot, query: str, form: str) -> str:
    return results.write(run(snapshot, query), form)[0].decode()


# Why queries cannot be run.


def test_there_are_as_many_broken_queries_as_were_written() -> None:
    assert len(BROKEN) == 52


@pytest.mark.parametrize("name", BROKEN)
def test_an_error_points_to_the_place_and_says_what_to_do(snapshot: Snapshot, name: str) -> None:
    marked = BROKEN[name]["query"]
    before, query = marked.partition(MARK)[0], marked.replace(MARK, "")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    with pytest.raises(QueryError) as caught:
        run(snapshot, query)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert caught.value.problem.startswith(BROKEN[name]["says"])
    assert str(caught.value).startswith(f"query:{line}:{column}: {BROKEN[name]['says']}")


def test_the_caret_stands_below_the_place_where_characters_are_wide(snapshot: Snapshot) -> None:
    with pytest.raises(QueryError) as caught:
        run(snapshot, 'ASK {\n\t?x skos:prefLabel "西宁市"@zh ; foo:bar 5 }', name="q.rq")
    # A tab is shown as one space; each Chinese character takes two columns: gutter 1, subject and predicate 19,
    # label 8, language 3, semicolon 3.
    assert str(caught.value).split("\n")[1:] == [
        '  2 |  ?x skos:prefLabel "西宁市"@zh ; foo:bar 5 }',
        "    |" + " " * 34 + "^",
    ]


def test_a_long_line_is_shown_around_the_place(snapshot: Snapshot) -> None:
    with pytest.raises(QueryError) as caught:
        run(snapshot, "ASK { " + "?x a npp:City . " * 50 + "foo:bar a npp:City " + ". ?x a npp:City " * 50 + "}")
    shown, caret = str(caught.value).split("\n")[1:]
    assert len(shown) < 110
    assert shown[caret.index("^") :].startswith("foo:bar a npp:City")


@pytest.mark.parametrize(
    ("opening", "closing"),
    [("{", "}"), ("(", ")"), ("[ npp:value ", "]"), ("<< ?x npp:value ", " >>"), ("FILTER EXISTS {", "}")],
)
def test_nesting_deeper_than_200_is_refused_before_parsing(opening: str, closing: str) -> None:
    for depth in (201, 5_000, 50_000):
        with pytest.raises(QueryError, match="brackets nest more than 200 deep here"):
            prepare(f"ASK {opening * depth} 1 {closing * depth}")
    assert prepare(f"ASK {opening * 190} 1 {closing * 190}")


@pytest.mark.parametrize("step", ["OPTIONAL { ?x a ?y } ", "{} UNION ", "BIND(1 AS ?x) ", "MINUS { ?x a ?y } "])
def test_chains_that_crash_the_engine_are_refused(step: str) -> None:
    with pytest.raises(QueryError, match="more than 1,000 patterns and operators"):
        prepare(f"ASK {{ {step * 3_000} {{}} }}")


@pytest.mark.parametrize("operator", ["+", "-", "*", "/", "||", "&&"])
def test_chains_of_operators_are_refused(operator: str) -> None:
    with pytest.raises(QueryError, match="more than 1,000 patterns and operators"):
        prepare(f"ASK {{ FILTER({f'1 {operator} ' * 3_000} 1) }}")


def test_long_lists_of_values_are_no_chains(snapshot: Snapshot) -> None:
    assert run(snapshot, f"SELECT ?x {{ FILTER(?x IN ({'-1, ' * 5_000} 2)) }}")
    assert run(snapshot, f"SELECT ?x {{ VALUES ?x {{ {'place:xining ' * 5_000} }} }}")


def test_a_text_over_one_megabyte_is_refused() -> None:
    assert prepare("ASK {} #" + "x" * (refusals.MOST_BYTES - 8))
    with pytest.raises(InputError, match="1,000,001 bytes are more than the 1,000,000 a query may have"):
        prepare("ASK {} #" + "x" * (refusals.MOST_BYTES - 7))


@pytest.mark.parametrize("character", ["\0", "\ud800"])
def test_what_is_no_character_is_refused(character: str) -> None:
    with pytest.raises(QueryError, match="half a character or a NUL"):
        prepare(f'ASK {{ ?x skos:prefLabel "{character}" }}')


def test_graphs_are_chosen_in_the_query_or_beside_it_but_not_both(snapshot: Snapshot) -> None:
    with pytest.raises(QueryError, match="FROM and --graph or --asserted both choose graphs"):
        run(snapshot, "SELECT * FROM graph:news { ?x a ?y }", graphs=[graph_name("news")])


def test_a_broken_parameter_points_to_the_variable(snapshot: Snapshot) -> None:
    with pytest.raises(QueryError) as caught:
        run(snapshot, "SELECT ?x {\n  ?x $p ?y }", bindings={"p": text("a")})
    assert str(caught.value).startswith("query:2:6: expected a property, found '\"a\"'")


# What is warned of.


def test_an_entity_that_the_graph_does_not_hold_is_a_warning_with_the_nearest(snapshot: Snapshot) -> None:
    answer = run(snapshot, "SELECT ?d {\n  ?d npp:recipient place:xinign }")
    assert [warning.split("\n")[0] for warning in answer.warnings] == [
        "query:2:20: nothing in the graph is called place:xinign; did you mean place:xining?"
    ]


def test_a_column_that_nothing_fills_is_a_warning(snapshot: Snapshot) -> None:
    answer = run(snapshot, "SELECT ?designaton { ?designation npp:recipient place:xining }")
    assert [warning.split("\n")[0] for warning in answer.warnings] == [
        "query:1:8: nothing fills the column ?designaton; did you mean ?designation?"
    ]


def test_a_template_may_name_terms_that_do_not_exist(snapshot: Snapshot) -> None:
    answer = run(snapshot, "CONSTRUCT { ?x npp:holds ?p } { ?d npp:recipient ?x ; npp:underProgramme ?p }")
    assert answer.warnings == ()
    assert written(
        snapshot, "CONSTRUCT { ?x npp:holds ?p } { ?d npp:recipient ?x ; npp:underProgramme ?p }", "ttl"
    ) == (
        "@prefix npp: <https://w3id.org/npp/ns#> .\n"
        "@prefix place: <https://w3id.org/npp/id/place/> .\n"
        "@prefix prog: <https://w3id.org/npp/id/programme/> .\n"
        "\n"
        "place:xining\n"
        "    npp:holds prog:green , prog:logistics ;\n"
        ".\n"
    )


def test_what_the_query_holds_rightly_is_not_warned_of(snapshot: Snapshot) -> None:
    query = "ASK { GRAPH ?g { ?x a npp:City } FILTER(?g = graph:reference && STRSTARTS(STR(?g), STR(graph:))) }"
    assert run(snapshot, query).warnings == ()


# Graphs and prefixes.


def test_own_prefixes_win_over_those_of_the_project(snapshot: Snapshot) -> None:
    assert (
        written(snapshot, "PREFIX npp: <https://w3id.org/npp/id/place/> ASK { npp:xining ?p ?o }", "table") == "true\n"
    )
    assert "npp" in PREFIXES


def test_asserted_leaves_out_what_was_inferred(snapshot: Snapshot) -> None:
    query = "SELECT ?d { place:xining npp:recipientOf ?d }"
    for graphs, count in ((None, 2), (graphs_named(snapshot.engine, [], asserted=True), 0)):
        answer = run(snapshot, query, graphs=graphs)
        assert results.write(answer, "table")[1] == count


def test_graphs_are_chosen_by_slug(snapshot: Snapshot) -> None:
    assert graphs_named(snapshot.engine, []) is None
    assert graphs_named(snapshot.engine, ["news", "inferred", "news"]) == [graph_name("news"), graph_name("inferred")]
    with pytest.raises(
        UnknownName, match=r"no graph 'newss' in the store; the graphs are inferred, news, ontology, reference"
    ):
        graphs_named(snapshot.engine, ["newss"])


# Results.


EXPECTED = [
    (rdflib.URIRef(f"https://w3id.org/npp/id/place/{slug}"), rdflib.Literal(name, lang="zh"))
    for slug, name in (("lanzhou", "兰州市"), ("xining", "西宁市"))
]


@pytest.mark.parametrize(
    ("form", "parser"), [("json", JSONResultParser), ("xml", XMLResultParser), ("tsv", TSVResultParser)]
)
def test_rdflib_reads_the_results_back(snapshot: Snapshot, form: str, parser: Callable[[], object]) -> None:
    content = written(snapshot, LABELS, form).encode()
    found = parser().parse(io.BytesIO(content))  # type: ignore[attr-defined] # rdflib's parsers share no typed face
    assert [tuple(row) for row in found] == EXPECTED


@pytest.mark.parametrize("form", ["JSON", "XML", "TSV"])
def test_pyoxigraph_reads_the_results_back(snapshot: Snapshot, form: str) -> None:
    content = written(snapshot, LABELS, form.lower()).encode()
    found = pyoxigraph.parse_query_results(content, format=getattr(pyoxigraph.QueryResultsFormat, form))
    assert isinstance(found, pyoxigraph.QuerySolutions)
    assert [(row["x"].value, row["name"].value, row["name"].language) for row in found] == [
        (str(iri), str(name), name.language) for iri, name in EXPECTED
    ]


# Terms that a format may spoil: quotes, breaks, signs of XML, of formulas and of SPARQL, and what lies beyond 16 bits.
ODD: list[tuple[str, str, str]] = [
    ("", "", ""),
    (" padded ", "", ""),
    ("quote\" 'single' , comma; semi", "", ""),
    ("tab\tline\ncr\rcrlf\r\nend", "", ""),
    ("back\\slash \\n", "", ""),
    ("西宁\U00020000\U0001f600", "zh", ""),
    ("colour", "en-gb", ""),
    ("2025", "", "gYear"),
    ("7", "", "integer"),
    ("INF", "", "double"),
    ("no number", "", "integer"),
    ("<b>&amp;</b> ]]>", "", ""),
    ("_:b", "", ""),
    ("?x", "", ""),
    ("=1+1", "", ""),
    ("\u00a0nbsp", "", ""),
]


def odd_terms() -> str:
    """A query whose rows are these terms, an IRI, and nothing at all; their texts are also Python's in a literal."""
    rows = [
        f"({number} {ntriples(text(value, tag) if not kind else Literal(value, XSD + kind))})"
        for number, (value, tag, kind) in enumerate(ODD)
    ]
    rows += ["(97 <https://a.example/?b=1&c=西>)", "(98 UNDEF)"]
    return f"SELECT ?n ?t {{ VALUES (?n ?t) {{ {' '.join(rows)} }} }} ORDER BY ?n"


def expected_terms() -> list[tuple[str, str, str] | None]:
    """Text, language and datatype of each, as both programs tell them."""
    typed = [(value, tag, RDF_LANG_STRING if tag else XSD + (kind or "string")) for value, tag, kind in ODD]
    return [*typed, ("https://a.example/?b=1&c=西", "", "IRI"), None]


@pytest.mark.parametrize("form", ["json", "xml", "tsv"])
def test_pyoxigraph_reads_odd_terms_back(snapshot: Snapshot, form: str) -> None:
    content = written(snapshot, odd_terms(), form).encode()
    found = pyoxigraph.parse_query_results(content, format=getattr(pyoxigraph.QueryResultsFormat, form.upper()))
    assert isinstance(found, pyoxigraph.QuerySolutions)
    terms: list[tuple[str, str, str] | None] = []
    for row in found:
        term = row["t"]
        if isinstance(term, pyoxigraph.Literal):
            terms.append((term.value, term.language or "", term.datatype.value))
        else:
            terms.append((term.value, "", "IRI") if isinstance(term, pyoxigraph.NamedNode) else None)
    # Its reader of XML drops bare spaces at the ends of texts, which XML keeps: https://www.w3.org/TR/xml/#sec-white-space.
    dropped = ("padded", "", XSD + "string")
    kept = [(" padded ", "", XSD + "string") if form == "xml" and each == dropped else each for each in terms]
    assert kept == expected_terms()


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize(
    ("form", "parser"), [("json", JSONResultParser), ("xml", XMLResultParser), ("tsv", TSVResultParser)]
)
def test_rdflib_reads_odd_terms_back(
    snapshot: Snapshot, form: str, parser: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    # As written, not as numbers that rdflib would write anew.
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    content = written(snapshot, odd_terms(), form).encode()
    terms: list[tuple[str, str, str] | None] = []
    for _, term in parser().parse(io.BytesIO(content)):  # type: ignore[attr-defined] # rdflib's parsers share no typed face
        if isinstance(term, rdflib.Literal):
            datatype = RDF_LANG_STRING if term.language else str(term.datatype or XSD + "string")
            terms.append((str(term), term.language or "", datatype))
        else:
            terms.append(None if term is None else (str(term), "", "IRI"))
    assert terms == expected_terms()


def test_csv_keeps_every_character_of_odd_terms(snapshot: Snapshot) -> None:
    content = written(snapshot, odd_terms(), "csv")
    rows = list(csv.reader(io.StringIO(content, newline="")))
    assert [row[1] for row in rows[1:]] == [each[0] if each else "" for each in expected_terms()]
    assert rows[0] == ["n", "t"]


@pytest.mark.parametrize("form", ["md", "html", "jsonl", "xlsx", "parquet", "table"])
def test_other_formats_hold_a_row_for_each_odd_term(snapshot: Snapshot, form: str) -> None:
    assert results.write(run(snapshot, odd_terms()), form)[1] == len(ODD) + 2


def test_csv_is_that_of_the_w3c(snapshot: Snapshot) -> None:
    content = written(snapshot, LABELS, "csv")
    assert list(csv.reader(io.StringIO(content))) == [["x", "name"], *([str(iri), str(name)] for iri, name in EXPECTED)]
    assert content.count("\r\n") == 3


def test_unbound_cells_are_empty_in_every_format(snapshot: Snapshot) -> None:
    query = "SELECT ?a ?b { BIND(1 AS ?a) OPTIONAL { place:xining npp:value ?b } }"
    assert written(snapshot, query, "csv") == "a,b\r\n1,\r\n"
    assert written(snapshot, query, "tsv") == "?a\t?b\n1\t\n"
    assert json.loads(written(snapshot, query, "json"))["results"]["bindings"][0].keys() == {"a"}
    assert written(snapshot, query, "table") == "a  b\n─  ─\n1\n"


@pytest.mark.parametrize("form", ["json", "xml"])
def test_an_ask_is_read_back(snapshot: Snapshot, form: str) -> None:
    content = written(snapshot, "ASK { place:xining a npp:City }", form).encode()
    found = pyoxigraph.parse_query_results(content, format=getattr(pyoxigraph.QueryResultsFormat, form.upper()))
    assert isinstance(found, pyoxigraph.QueryBoolean)
    assert bool(found) is True


@pytest.mark.parametrize(("form", "reader"), [("nt", "nt"), ("ttl", "turtle")])
def test_statements_are_read_back(snapshot: Snapshot, form: str, reader: str) -> None:
    query = "CONSTRUCT { ?x skos:prefLabel ?name } { ?x a npp:City ; skos:prefLabel ?name }"
    found = rdflib.Graph().parse(data=written(snapshot, query, form), format=reader)
    assert {(str(s), str(o)) for s, _, o in found} == {
        (f"https://w3id.org/npp/id/place/{slug}", name)
        for slug, name in (("xining", "西宁市"), ("xining", "Xining"), ("lanzhou", "兰州市"), ("lanzhou", "Lanzhou"))
    }


def test_a_description_holds_what_is_said_of_the_entity(snapshot: Snapshot) -> None:
    content, count = results.write(run(snapshot, "DESCRIBE place:lanzhou"), "nt")
    assert count == 3
    assert '"Lanzhou"@en' in content.decode()


@pytest.mark.parametrize(
    ("query", "form", "says"),
    [
        (
            "ASK {}",
            "csv",
            "no format 'csv' for the answer of ASK; the W3C defines none; choose one of table, json, xml",
        ),
        ("ASK {}", "ttl", "no format 'ttl' for the answer of ASK; choose one of table, json, xml"),
        (
            "SELECT * {}",
            "ttl",
            (
                "no format 'ttl' for the answer of SELECT;"
                " choose one of table, tsv, csv, json, xml, md, html, jsonl, xlsx, parquet"
            ),
        ),
        (
            "DESCRIBE place:xining",
            "json",
            "no format 'json' for the answer of CONSTRUCT or DESCRIBE; choose one of ttl, nt",
        ),
    ],
)
def test_a_format_that_does_not_fit_names_those_that_do(snapshot: Snapshot, query: str, form: str, says: str) -> None:
    with pytest.raises(InputError) as caught:
        results.write(run(snapshot, query), form)
    assert str(caught.value) == says


def test_a_table_is_aligned_by_what_is_seen() -> None:
    place, name, value = Iri(PREFIXES["place"] + "xining"), text("西宁", "zh"), Literal("5", XSD + "integer")
    assert table(
        ["x", "name", "n"], [(place, name, value), (Iri("urn:a"), text("ab"), Literal("1.25", XSD + "decimal"))]
    ) == [
        "x             name     n",
        "────────────  ────  ────",
        "place:xining  西宁     5",
        "<urn:a>       ab    1.25",
    ]


def test_a_language_is_shown_only_where_texts_would_look_the_same() -> None:
    same = [(text("SGS", "zh"),), (text("SGS", "en"),), (text("西宁", "zh"),)]
    assert table(["x"], same)[2:] == ["SGS@zh", "SGS@en", "西宁"]


def test_what_would_move_the_cursor_is_shown_as_a_sign() -> None:
    assert table(["x"], [(text("a\nb\tc\x1b[31m"),)])[2] == "a⏎b c\N{REPLACEMENT CHARACTER}[31m"


def test_a_table_without_rows_has_its_headings() -> None:
    assert align([["x", "name"]], [False, False]) == ["x  name", "─  ────"]


# The command.


def test_the_query_is_text_a_file_or_stdin(kg: Callable[..., Result], tmp_path: Path) -> None:
    query = "SELECT ?x { ?x npp:value 62 }"
    file = tmp_path / "green.rq"
    file.write_text(f"\ufeff{query}", encoding="utf-8")
    for answer in (kg(query), kg(str(file)), kg("-", stdin=query), kg(stdin=query)):
        assert answer.stdout == "?x\n<https://w3id.org/npp/id/observation/green-2020>\n"
        assert (answer.exit_code, answer.stderr) == (0, "")


def test_a_file_is_called_by_its_name_in_errors(kg: Callable[..., Result], tmp_path: Path) -> None:
    file = tmp_path / "bad.rq"
    file.write_text("SELECT ?x {\n  ?x foo:bar 5 }", encoding="utf-8")
    answer = kg(str(file))
    assert answer.exit_code == 2
    assert answer.stderr.startswith(f"kg: {file}:2:6: unknown prefix 'foo:'")


def test_a_file_that_is_missing_or_not_utf8_is_an_error(kg: Callable[..., Result], tmp_path: Path) -> None:
    assert kg("nosuch.rq").stderr == "kg: nosuch.rq: cannot be read: No such file or directory; check the path\n"
    (tmp_path / "bad.rq").write_bytes(b"ASK {\n ?x ?y '\xff' }")
    answer = kg(str(tmp_path / "bad.rq"))
    assert (answer.exit_code, answer.stderr) == (
        2,
        f"kg: {tmp_path}/bad.rq:2: byte 0xff is not UTF-8; save it as UTF-8\n",
    )


@pytest.mark.parametrize("value", ["西宁市", "place:xining", "<https://w3id.org/npp/id/place/xining>", "Xining"])
def test_a_parameter_is_a_name_a_curie_or_an_iri(kg: Callable[..., Result], value: str) -> None:
    answer = kg("-p", f"place={value}", "-f", "csv", "SELECT (COUNT(*) AS ?n) { ?d npp:recipient $place }")
    assert answer.stdout_bytes == b"n\r\n2\r\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["-p", "x=城关镇"], "kg: '城关镇' names 2 entities"),
        (["-p", "x=西宁是"], "kg: nothing in the graph is called '西宁是'; did you mean 西宁市 (place:xining)?"),
        (["-p", "place=西宁市"], "kg: query: no variable 'place' to bind; the query's variables are: x, y"),
        (["-p", "x"], "kg: -p x: write a name and a value, as in -p place=西宁"),
        (["-p", "x=1", "-p", "?x=2"], "kg: -p ?x=2: x has a value already; give each parameter once"),
        (["-p", "x=<urn:a b>"], "kg: '<urn:a b>' is not an IRI"),
    ],
)
def test_a_parameter_that_names_nothing_is_an_error(kg: Callable[..., Result], arguments: list[str], says: str) -> None:
    answer = kg(*arguments, "SELECT ?x { ?x npp:value ?y }")
    assert answer.exit_code == 2
    assert answer.stderr.startswith(says)
    assert answer.stdout == ""


def test_a_table_tells_its_rows_on_stderr(kg: Callable[..., Result]) -> None:
    answer = kg("-f", "table", "SELECT ?v { ?x npp:value ?v } ORDER BY ?v")
    assert answer.stdout == "  v\n───\n 62\n100\n"
    assert answer.stderr == "2 rows\n"


def test_the_extension_of_the_file_chooses_the_format(kg: Callable[..., Result], tmp_path: Path) -> None:
    for name, start in (
        ("a.csv", "v\r\n"),
        ("a.srj", '{"head"'),
        ("a.txt", "  v\n"),
        ("a.xml", "<?xml"),
        ("a.tsv", "?v\n"),
    ):
        assert kg("SELECT ?v { ?x npp:value ?v }", "-o", str(tmp_path / name)).stdout == ""
        assert (tmp_path / name).read_bytes().decode().startswith(start)
    answer = kg("SELECT ?v { ?x npp:value ?v }", "-o", str(tmp_path / "a.ttl"))
    assert answer.exit_code == 2
    assert not (tmp_path / "a.ttl").exists()


def test_a_query_that_fails_leaves_the_file_as_it_was(kg: Callable[..., Result], tmp_path: Path) -> None:
    kept = tmp_path / "kept.csv"
    kept.write_text("before")
    assert kg("SELECT ?v { ?x npp:valu ?v }", "-o", str(kept)).exit_code == 2
    assert kept.read_text() == "before"


def test_a_warning_goes_to_stderr_and_the_answer_is_given(kg: Callable[..., Result]) -> None:
    answer = kg("SELECT ?d { ?d npp:recipient place:xinign }")
    assert answer.stderr.startswith("warning: query:1:30: nothing in the graph is called place:xinign")
    assert (answer.exit_code, answer.stdout) == (0, "?d\n")


def test_a_graph_is_chosen_on_the_command_line(kg: Callable[..., Result]) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?x a npp:City }"
    assert kg("--graph", "news", query, "-f", "csv").stdout_bytes == b"n\r\n0\r\n"
    assert kg("--graph", "news", "--graph", "reference", query, "-f", "csv").stdout_bytes == b"n\r\n2\r\n"
    assert kg("--asserted", "ASK { ?x npp:recipientOf ?y }").stdout == "false\n"
    assert kg("--graph", "nosuch", query).stderr.startswith(
        "kg: no graph 'nosuch' in the store; the graphs are inferred, news"
    )
