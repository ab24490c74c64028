"""Files read straight into columns: the same statements, or the same error, as by the careful way."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import KgError
from kg.project import graph_name
from kg.reason.coding import Code
from kg.reason.concluding import conclude
from kg.reason.database import Database
from kg.reason.statements import Statements
from kg.reason.stored import Stored
from kg.terms import Blank, Iri, Literal, Quad, Term, Triple, from_ntriples, ntriples, text
from kg.turtle.read import read
from kg.turtle.write import nquads

GRAPH = Iri("https://example.org/graph")
XSD = "http://www.w3.org/2001/XMLSchema#"
E = "https://example.org/"

# Statements of plain N-Triples, which the database reads by itself, and what only looks like them.
TEXTS = {
    "plain": f'<{E}a> <{E}p#q> "b" .\n<{E}a> <{E}p> "c"@zh .\n<{E}a> <{E}p> "01"^^<{XSD}integer> .\n_:x <{E}p> _:y .\n',
    "canonical escapes": rf'<{E}a> <{E}p> "a \"b\" \\ \n \t c" .' + "\n",
    "an escape that is not canonical": rf'<{E}a> <{E}p> "\u4E2D\'" .' + "\n",
    "a tag in upper case": f'<{E}a> <{E}p> "b"@en-GB .\n',
    "a string that says so": f'<{E}a> <{E}p> "b"^^<{XSD}string> .\n',
    "a datatype of another": f'<{E}a> <{E}p> "b"^^<{E}type> .\n',
    "an IRI with a space": f"<{E}a b> <{E}p> <{E}c> .\n",
    "a half percent": f"<{E}a%zz> <{E}p> <{E}c> .\n",
    "two fragments": f"<{E}a#b#c> <{E}p> <{E}c> .\n",
    "no full stop": f"<{E}a> <{E}p> <{E}c>\n",
    "two on a line": f"<{E}a> <{E}p> <{E}c> . <{E}a> <{E}p> <{E}d> .\n",
    "a comment": f"# all there is\n<{E}a> <{E}p> <{E}c> . # and that\n",
    "an empty line": f"<{E}a> <{E}p> <{E}c> .\n\n<{E}a> <{E}p> <{E}d> .\n",
    "no line break at the end": f"<{E}a> <{E}p> <{E}c> .",
    "ends of lines as on Windows": f"<{E}a> <{E}p> <{E}c> .\r\n<{E}a> <{E}p> <{E}d> .\r\n",
    "a byte order mark": f"\ufeff<{E}a> <{E}p> <{E}c> .\n",
    "characters of no meaning": f'<{E}a> <{E}p> "\ufffe \uffff \x01 \x7f" .\n',
    "a direction, of RDF 1.2": f'<{E}a> <{E}p> "b"@en--ltr .\n',
    "a triple as a term, of RDF 1.2": f"<{E}a> <{E}p> <<( <{E}a> <{E}p> <{E}c> )>> .\n",
    "Turtle": f"@prefix : <{E}> .\n:a :p 97.0 , true , [ :q ( :b 'c'@zh ) ] .\n",
    "Turtle with a base": f"@base <{E}> .\n<a> <p> <../b> .\n",
    "a prefix that nobody declared": "nobody:a nobody:b nobody:c .\n",
    "nothing": "",
    "a quote in a quote": f"<{E}a> <{E}p> 'it is ''' .\n",
    "a literal of many lines": f'<{E}a> <{E}p> """b\nc""" .\n',
}


def quads_of(path: Path) -> list[str] | str:
    """Its statements in canonical N-Quads, or the error."""
    with Database() as database:
        statements = Statements(database)
        try:
            statements.read(path, GRAPH)
        except KgError as error:
            return str(error)
        return list(nquads(statements.quads()))


@pytest.mark.parametrize("name", TEXTS)
def test_a_file_is_read_as_by_the_careful_way(name: str, tmp_path: Path) -> None:
    path = tmp_path / "data.ttl"
    path.write_bytes(TEXTS[name].encode())
    try:
        careful: list[str] | str = list(nquads(read(path, GRAPH)))
    except KgError as error:
        careful = str(error)
    assert quads_of(path) == careful


def test_what_is_no_text_or_not_there_is_told_as_by_the_careful_way(tmp_path: Path) -> None:
    (tmp_path / "latin.ttl").write_bytes(f'<{E}a> <{E}p> "caf\xe9" .\n'.encode("latin-1"))
    for path in (tmp_path / "latin.ttl", tmp_path / "missing.ttl"):
        with pytest.raises(KgError) as caught:
            read(path, GRAPH)
        assert quads_of(path) == str(caught.value)


def test_blank_nodes_of_two_files_are_two(tmp_path: Path) -> None:
    with Database() as database:
        statements = Statements(database)
        for name in ("one.ttl", "other.ttl"):
            (tmp_path / name).write_text(f"_:x <{E}p> <{E}{name}> .\n", encoding="utf-8")
            statements.read(tmp_path / name, GRAPH)
        found = list(statements.quads())
    assert len({quad.subject for quad in found}) == len(found) == 2


@pytest.mark.parametrize("numbered", [False, True])
def test_the_files_that_say_something_are_known(*, numbered: bool, tmp_path: Path) -> None:
    for name, given in (("one.ttl", "it's"), ("other.ttl", "b")):
        (tmp_path / name).write_text(f'<{E}a> <{E}p> "{given}" .\n', encoding="utf-8")
    with Database() as database:
        statements = Statements(database)
        for name in ("one.ttl", "other.ttl"):
            statements.read(tmp_path / name, GRAPH)
        if numbered:
            statements.number([])
        assert statements.paths(Iri(f"{E}a")) == [tmp_path / "one.ttl", tmp_path / "other.ttl"]
        assert statements.paths(Iri(f"{E}a"), Iri(f"{E}p"), text("it's")) == [tmp_path / "one.ttl"]
        assert statements.paths(Iri(f"{E}nobody")) == []


TERMS: list[Term] = [
    Iri(E),
    Blank("b0"),
    text("中\"'\\\n\t\r\b\f\x00\x7f"),
    text("", "zh"),
    Literal("1@en", XSD + "integer"),
    text('"@en'),
]


@pytest.mark.parametrize("term", TERMS, ids=repr)
def test_a_term_is_read_from_its_n_triples(term: Term) -> None:
    assert from_ntriples(ntriples(term)) == term


def test_numbers_are_in_the_order_of_n_triples() -> None:
    terms: list[Term] = [
        text("a"),
        text("a", "en"),
        Literal("a", E + "t"),
        text("a b"),
        text("中"),
        Iri(E + "z"),
        Blank("b"),
    ]
    with Database() as database:
        statements = Statements(database)
        statements.add([Triple(Iri(E + "a"), Iri(E + "p"), term) for term in terms], GRAPH)
        statements.number([])
        code = Code(database, [])
        every = [code.term(number) for number in range(code.end)]
    assert every == sorted({*terms, Iri(E + "a"), Iri(E + "p")}, key=ntriples)


def test_what_is_stored_is_canonical_n_quads(tmp_path: Path) -> None:
    data = ":b :p [ :q 'x'@zh , 'x' , 'x y' ] ; :r 5.0 . :a <http://www.w3.org/2002/07/owl#sameAs> :b ."
    (tmp_path / "data.ttl").write_text(f"@prefix : <{E}> .\n{data}\n", encoding="utf-8")
    with Database() as database:
        statements = Statements(database)
        statements.read(tmp_path / "data.ttl", graph_name("news"))
        stored = Stored(database, statements, conclude(database, statements), graph_name("inferred"))
        stored.write(tmp_path / "graph.nq")
        counts = (stored.asserted, stored.inferred, stored.graphs())
    asserted = read(tmp_path / "data.ttl", graph_name("news"))
    same = Iri("http://www.w3.org/2002/07/owl#sameAs")
    renamed = [quad._replace(subject=Iri(f"{E}a")) if quad.subject == Iri(f"{E}b") else quad for quad in asserted]
    standing = Quad(Iri(f"{E}b"), same, Iri(f"{E}a"), graph_name("inferred"))
    assert (tmp_path / "graph.nq").read_text("utf-8") == "".join(nquads([*renamed, standing]))
    assert counts == (6, 1, {graph_name("inferred"): 1, graph_name("news"): 6})
