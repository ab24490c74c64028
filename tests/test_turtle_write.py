"""kg.turtle.write: one text for one graph, readable, and the same graph when it is read back."""

from __future__ import annotations

import random
import string
from itertools import combinations
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import InputError
from kg.terms import XSD, Blank, Iri, Literal, Node, Quad, Term, Triple, text
from kg.turtle.read import parse, read_nquads
from kg.turtle.write import canonical, nquads, ntriples_lines, trig, turtle

DATA = Path(__file__).parent / "data" / "turtle"
P, Q = Iri("http://e/p"), Iri("http://e/q")
ONE, TWO = Iri("http://g/1"), Iri("http://g/2")

# Characters that have broken writers before: quotes, escapes, line ends, controls, beyond the BMP, right to left.
ODD = "\"\\'\n\r\t\b\f\x00\x01\x1f\x7f\x85\xa0\u2028\ufeff\ufffd\U0001f600\u05d0\u202e西宁 a1.-#<>@^_:;,()[]{}"
texts = st.text(st.sampled_from(ODD) | st.characters(exclude_categories=["Cs"]), max_size=12)
LOCALS = [
    "a",
    "a-1",
    "p2",
    "p10",
    "",
    ".",
    "a.",
    "-a",
    "a/b",
    "a#b",
    "a:b",
    "%20",
    "西宁",
    "a~b",
    "(x)",
    "true",
    "1",
    "_:a",
]
NAMESPACES = ["http://e/", "https://w3id.org/npp/ns#", "https://w3id.org/npp/id/place/", "urn:x:", "http://e/中文/"]
NAMES = [Iri(space + local) for space in NAMESPACES for local in LOCALS if (space + local).count("#") < 2]
iris = st.sampled_from(NAMES)
RDF_TERMS = ["type", "first", "rest", "nil"]
special = st.sampled_from([Iri(f"http://www.w3.org/1999/02/22-rdf-syntax-ns#{name}") for name in RDF_TERMS])
blanks = st.sampled_from([Blank(f"b{number}") for number in range(7)])
FORMS = [
    *["1", "+1", "-0", "007", "1.0", "1.", ".5", "+.5", "1e0", "1.E+5", ".1e-2", "1e", "true", "false", "TRUE", "INF"],
    "",
    " 1",
]
TYPES = ["integer", "decimal", "double", "boolean", "date", "float"]
numbers = st.builds(lambda form, kind: Literal(form, XSD + kind), st.sampled_from(FORMS), st.sampled_from(TYPES))
tagged = st.builds(text, texts, st.sampled_from(["zh", "en", "zh-hant-tw", "de-1996", "x-klingon"]))
literals = numbers | tagged | st.builds(Literal, texts) | st.builds(Literal, texts, iris.map(lambda iri: iri.value))
subjects: st.SearchStrategy[Node] = iris | blanks
triples = st.builds(Triple, subjects, iris | special, iris | special | blanks | literals)
graphs = st.lists(triples, max_size=25)


def theirs(term: Term) -> pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal:
    if isinstance(term, Iri):
        return pyoxigraph.NamedNode(term.value)
    if isinstance(term, Blank):
        return pyoxigraph.BlankNode(term.label)
    if term.language:
        return pyoxigraph.Literal(term.text, language=term.language)
    return pyoxigraph.Literal(term.text, datatype=pyoxigraph.NamedNode(term.datatype))


def isomorphic(one: list[Triple], two: list[Triple]) -> bool:
    """By the W3C's RDFC-1.0 in pyoxigraph, not by what is under test."""
    return digest([Quad(*triple, ONE) for triple in one]) == digest([Quad(*triple, ONE) for triple in two])


def digest(quads: list[Quad]) -> pyoxigraph.Dataset:
    dataset = pyoxigraph.Dataset()
    for s, p, o, g in quads:
        dataset.add(pyoxigraph.Quad(theirs(s), theirs(p), theirs(o), theirs(g)))  # type: ignore[arg-type] # subjects are nodes
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def relabelled(graph: list[Triple], seed: int) -> list[Triple]:
    """The same graph with its statements shuffled and its blank nodes renamed."""
    chance = random.Random(seed)
    labels = sorted({term.label for triple in graph for term in triple if isinstance(term, Blank)})
    names = dict(zip(labels, chance.sample([f"n{number}" for number in range(len(labels))], len(labels)), strict=True))

    renamed = {Blank(label): Blank(name) for label, name in names.items()}
    shuffled = [
        Triple(renamed[s] if isinstance(s, Blank) else s, p, renamed[o] if isinstance(o, Blank) else o)
        for s, p, o in graph
    ]
    chance.shuffle(shuffled)
    return shuffled


def sample(stem: str) -> list[Triple]:
    return parse((DATA / f"{stem}.nt").read_text("utf-8"), name=stem)


def test_a_graph_is_written_in_sections_a_predicate_a_line() -> None:
    assert turtle(sample("write")) == (DATA / "write.ttl").read_text("utf-8")


def test_one_more_fact_is_one_more_line() -> None:
    graph = sample("write")
    more = Triple(Iri("https://w3id.org/npp/id/place/xining"), Iri("https://w3id.org/npp/ns#partOf"), P)
    before, after = turtle(graph).splitlines(), turtle([*graph, more]).splitlines()
    assert [line for line in after if line not in before] == ["    npp:partOf <http://e/p> ;"]
    assert [line for line in after if line in before] == before


def test_nothing_is_written_as_nothing() -> None:
    assert (turtle([]), trig([]), list(nquads([])), list(ntriples_lines([]))) == ("", "", [], [])


@given(graphs)
@settings(max_examples=400, deadline=None)
def test_every_graph_reads_back_as_itself(graph: list[Triple]) -> None:
    assert isomorphic(parse(turtle(graph), name="x.ttl"), graph)


@given(graphs, st.integers(0, 1000))
@settings(max_examples=300, deadline=None)
def test_order_and_blank_labels_of_the_input_do_not_show(graph: list[Triple], seed: int) -> None:
    other = relabelled(graph, seed)
    assert turtle(other) == turtle(graph)
    assert list(ntriples_lines(other)) == list(ntriples_lines(graph))


@given(graphs)
@settings(max_examples=150, deadline=None)
def test_ntriples_read_back_as_the_graph(graph: list[Triple]) -> None:
    assert isomorphic(parse("".join(ntriples_lines(graph)), name="x.nt"), graph)


@given(
    st.lists(st.builds(Quad, subjects, iris | special, iris | special | blanks | literals, st.sampled_from([ONE, TWO])))
)
@settings(max_examples=150, deadline=None)
def test_trig_and_nquads_read_back_as_the_dataset(quads: list[Quad]) -> None:
    for written, form in ((trig(quads), "TRIG"), ("".join(nquads(quads)), "N_QUADS")):
        dataset = pyoxigraph.Dataset(pyoxigraph.parse(written.encode(), format=getattr(pyoxigraph.RdfFormat, form)))
        dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
        assert dataset == digest(quads)


def test_trig_nests_within_a_graph_and_labels_across_graphs() -> None:
    one = parse("<http://e/p> <http://e/q> ( 1 [ <http://e/p> 2 ] ) .", name="one.ttl")
    two = parse("<http://e/q> <http://e/p> ( 3 ) .", name="two.ttl")
    across = Blank("across")
    quads = [Quad(*triple, ONE) for triple in [*one, Triple(P, P, across)]]
    quads += [Quad(*triple, TWO) for triple in [*two, Triple(across, P, Q)]]
    (label,) = {word for word in trig(quads).split() if word.startswith("_:")}
    assert trig(quads) == (
        f"<http://g/1> {{\n\n<http://e/p>\n    <http://e/p> {label} ;\n"
        "    <http://e/q> ( 1 [ <http://e/p> 2 ] ) ;\n.\n\n}\n\n"
        "<http://g/2> {\n\n<http://e/q>\n    <http://e/p> ( 3 ) ;\n.\n\n"
        f"{label}\n    <http://e/p> <http://e/q> ;\n.\n\n}}\n"
    )


def test_quads_in_canonical_order_say_the_same_as_the_lines(tmp_path: Path) -> None:
    quads = [Quad(*triple, ONE) for triple in sample("write")]
    file = tmp_path / "graph.nq"
    file.write_text("".join(nquads(quads)), "utf-8")
    assert list(read_nquads(file)) == canonical(quads)


def pairs(edges: list[tuple[int, int]]) -> list[Triple]:
    """A graph of shared blank nodes, each edge in both directions."""
    return [Triple(Blank(f"b{a}"), P, Blank(f"b{b}")) for x, y in edges for a, b in ((x, y), (y, x))]


# Graphs whose blank nodes look alike one by one: two that only a look at the whole tells apart, and more.
ALIKE = {
    "six in a ring": [(n, (n + 1) % 6) for n in range(6)],
    "two rings of three": [(0, 1), (1, 2), (2, 0), (3, 4), (4, 5), (5, 3)],
    "five, each with each": list(combinations(range(5), 2)),
    "cube": [(0, 1), (1, 2), (2, 3), (3, 0), (4, 5), (5, 6), (6, 7), (7, 4), (0, 4), (1, 5), (2, 6), (3, 7)],
    "forty pairs": [(2 * n, 2 * n + 1) for n in range(40)],
}


@pytest.mark.parametrize("name", ALIKE)
def test_blank_nodes_that_look_alike_get_the_same_text_however_they_come(name: str) -> None:
    graph = pairs(ALIKE[name])
    assert {turtle(relabelled(graph, seed)) for seed in range(8)} == {turtle(graph)}


def test_a_ring_of_six_is_not_two_rings_of_three() -> None:
    assert turtle(pairs(ALIKE["six in a ring"])) != turtle(pairs(ALIKE["two rings of three"]))


def test_twins_that_nest_need_no_labels() -> None:
    graph = [Triple(P, Q, Blank(f"b{n}")) for n in range(2)] + [Triple(Blank(f"b{n}"), Q, P) for n in range(2)]
    written = "<http://e/p>\n    <http://e/q> [ <http://e/q> <http://e/p> ] , [ <http://e/q> <http://e/p> ] ;\n.\n"
    assert turtle(graph) == written


def test_deep_nesting_and_long_lists_are_written_without_recursion() -> None:
    deep = [Triple(Blank(f"b{n}"), P, Blank(f"b{n + 1}")) for n in range(3000)]
    written = turtle(deep)
    assert len(parse(written, name="x.ttl")) == 3000
    assert turtle(parse(written, name="x.ttl")) == turtle(relabelled(deep, 1)) == written
    long = f"<http://e/p> <http://e/q> ( {' '.join(map(str, range(5000)))} ) ."
    assert turtle(parse(long, name="x.ttl")).count("\n") == 5000 + 5


def test_a_label_stands_only_where_a_node_cannot_nest() -> None:
    written = turtle(parse("<http://e/p> <http://e/q> _:x , [ <http://e/p> _:x ] . _:x <http://e/q> 1 .", name="x.ttl"))
    (label,) = {word for word in written.split() if word.startswith("_:")}
    assert written.count(label) == 3
    assert set(label[2:]) <= set(string.hexdigits)


@pytest.mark.parametrize(
    "bad", ["no scheme", "a/b", "http://e/a b", "http://e/<", "http://e/#a#b", "http://e/100%", "http://e/\n", ""]
)
def test_what_is_no_iri_is_refused(bad: str) -> None:
    with pytest.raises(InputError, match="is not an absolute IRI; percent-encode"):
        turtle([Triple(P, Q, Iri(bad))])


def test_what_is_no_language_tag_is_refused() -> None:
    with pytest.raises(InputError, match="'zh CN' of '西' is no language tag"):
        turtle([Triple(P, Q, text("西", "zh CN"))])


def test_only_used_prefixes_are_declared_and_ours_are_preferred() -> None:
    others = {"x": "https://w3id.org/npp/ns#", "npp": "https://w3id.org/npp/ns#", "e": "http://e/", "d": "http://e/"}
    graph = [Triple(P, Iri("https://w3id.org/npp/ns#kind"), Q)]
    assert turtle(graph, prefixes=others) == (
        "@prefix d: <http://e/> .\n@prefix npp: <https://w3id.org/npp/ns#> .\n\nd:p\n    npp:kind d:q ;\n.\n"
    )


# Turtle's grammar has more short forms; Jena 4.5 refuses "+.5", so a number is bare only with digits before the dot.
@pytest.mark.parametrize(
    ("literal", "written"),
    [
        (Literal("+1", XSD + "integer"), "+1"),
        (Literal("97.0", XSD + "decimal"), "97.0"),
        (Literal("-1.50E+05", XSD + "double"), "-1.50E+05"),
        (Literal("false", XSD + "boolean"), "false"),
        (Literal("+.5", XSD + "decimal"), '"+.5"^^xsd:decimal'),
        (Literal("1.", XSD + "decimal"), '"1."^^xsd:decimal'),
        (Literal("1.E5", XSD + "double"), '"1.E5"^^xsd:double'),
        (Literal("1", XSD + "decimal"), '"1"^^xsd:decimal'),
        (Literal("1.0", XSD + "double"), '"1.0"^^xsd:double'),
        (Literal("1", XSD + "boolean"), '"1"^^xsd:boolean'),
        (Literal("٣", XSD + "integer"), '"٣"^^xsd:integer'),
        (Literal("1\n", XSD + "integer"), '"""1\n"""^^xsd:integer'),
        (Literal("1"), '"1"'),
    ],
)
def test_a_number_goes_without_quotes_only_if_every_reader_takes_it_back(literal: Literal, written: str) -> None:
    assert f"    <http://e/q> {written} ;\n" in turtle([Triple(P, Q, literal)])
