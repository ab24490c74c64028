"""kg.turtle.read: what comes out of Turtle, and what is said of Turtle that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InputError, SyntaxFault
from kg.terms import RDF_LANG_STRING, XSD, Blank, Iri, Literal, Quad, Triple, text
from kg.turtle.read import parse, parse_with_prefixes, read, read_nquads, text_of

GRAPH = Iri("https://w3id.org/npp/id/graph/test")
HEAD = "@prefix : <http://e/> .\n"  # so that faults stand in line 2
A, B, C = Iri("http://e/a"), Iri("http://e/b"), Iri("http://e/c")

# A text after HEAD, the line and column of its fault, and what is said: read off the text by eye.
FAULTS = {
    "undeclared prefix of ours": (
        ":a :b place:xining .",
        (2, 7),
        (
            "unknown prefix 'place'; declare it (@prefix place: <https://w3id.org/npp/id/place/> .) "
            "or write the IRI in full"
        ),
    ),
    "undeclared prefix of others": (
        ":a :b foo:c .",
        (2, 7),
        "unknown prefix 'foo'; declare it (@prefix foo: <...> .) or write the IRI in full",
    ),
    "columns count characters, not bytes": (
        ':a :b "西宁市😀"@zh , foo:c .',
        (2, 19),
        "unknown prefix 'foo'; declare it (@prefix foo: <...> .) or write the IRI in full",
    ),
    "missing dot": (
        ":a :b :c\n:d :e :f .",
        (3, 1),
        "',', ';' or '.' is missing before ':d'; ';' if a predicate follows, '.' if the statement ends",
    ),
    "missing semicolon": (
        ":a a :c\n    :b :d .",
        (3, 5),
        "',', ';' or '.' is missing before ':b'; ';' if a predicate follows, '.' if the statement ends",
    ),
    "missing comma": (
        ':a :b "西宁"@zh "Xining"@en .',
        (2, 15),
        "',', ';' or '.' is missing before '\"Xining\"'; ';' if a predicate follows, '.' if the statement ends",
    ),
    "missing last dot": (
        ":a :b :c",
        (2, 9),
        "the file ends in the middle of a statement; complete it and end it with '.'",
    ),
    "missing object": (
        ":a :b ; :c :d .",
        (2, 7),
        "an object is missing before ';'; write it, or delete the sign before",
    ),
    "stray comma": (":a :b :c , .", (2, 12), "an object is missing before '.'; write it, or delete the sign before"),
    "predicate that cannot be one": (
        ':a "b" :c .',
        (2, 4),
        "'\"b\"' cannot be a predicate; write a prefixed name, an IRI in < >, or 'a'",
    ),
    "subject that cannot be one": (
        '"a" :b :c .',
        (2, 1),
        "a statement cannot start with '\"a\"'; write an IRI, a prefixed name or a blank node",
    ),
    "dot after a directive without at sign": (
        "PREFIX x: <http://x/> .\n:a :b :c .",
        (2, 23),
        "a '.' with no statement before it; delete it (PREFIX and BASE without '@' take none)",
    ),
    "open bracket": (":a :b [ :c :d .", (2, 15), "']' or ';' is missing before '.'; close the blank node with ']'"),
    "open list": (":a :b ( :c .", (2, 12), "an object is missing before '.'; write it, or delete the sign before"),
    "prefix without colon": (
        "@prefix foo <http://x/> .",
        (2, 9),
        "unexpected 'foo' in a prefix declaration; it reads @prefix name: <IRI> .",
    ),
    "relative IRI": (
        ":a :b <c> .",
        (2, 7),
        "'<c>' is a relative IRI and there is no base; write the IRI in full",
    ),
    "space in an IRI": (
        ":a :b <http://e/西 宁> .",
        (2, 7),
        "an IRI cannot hold ' ' (U+0020); percent-encode it, or close the IRI before it with '>'",
    ),
    "open IRI": (":a :b <http://e/c .\n:d :e <http://x> .", (2, 7), "this IRI is not closed; end it with '>'"),
    "percent sign in an IRI": (
        ":a :b <http://e/100%> .",
        (2, 7),
        "bad percent-encoding '%' in an IRI; '%' takes two hex digits, and the sign itself is %25",
    ),
    "string over a line end": (
        ':a :b "西宁 .\n:c :d "e" .',
        (2, 7),
        (
            'this string is not closed on its line; end it with ", or write a line break as \\n, '
            'or open and close the string with """'
        ),
    ),
    "open string at the end": (
        ":a :b 'x .",
        (2, 7),
        (
            "this string is not closed on its line; end it with ', or write a line break as \\n, "
            "or open and close the string with '''"
        ),
    ),
    "open long string": (':a :b """x\n\n.', (2, 7), 'this string is not closed; end it with """'),
    "bad escape": (
        ':a :b "西\\q" .',
        (2, 9),
        "unknown escape '\\q'; write \\\\ for a backslash; known are \\t \\b \\n \\r \\f \\\" \\' \\uXXXX",
    ),
    "short hex escape": (':a :b "西\\u12" .', (2, 9), "bad escape '\\u12'; \\u takes four hex digits, \\U eight"),
    "surrogate": (
        ':a :b "\\uD800" .',
        (2, 8),
        "'\\uD800' is no character (a surrogate, or above U+10FFFF); write the character itself",
    ),
    "language that starts with a digit": (
        ':a :b "西宁"@1 .',
        (2, 11),
        "bad language tag '@1'; write one such as @zh, @en or @zh-hant",
    ),
    "language too long": (
        ':a :b "西宁"@mandarinchinese .',
        (2, 11),
        "bad language tag '@mandarinchinese'; write one such as @zh, @en or @zh-hant",
    ),
    "missing datatype": (
        ':a :b "1"^^ .',
        (2, 13),
        "a datatype is expected after '^^', found '.'; write one such as xsd:date",
    ),
    "rdf:langString without language": (
        ':a :b "x"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#langString> .',
        (2, 12),
        'rdf:langString without a language; write the tag instead, such as "..."@zh',
    ),
    "full-width semicolon": (
        ":a :b :c ； :d :e .",
        (2, 10),
        "'；' (U+FF1B) is a full-width sign; write ';'",
    ),
    "full-width stop": (":a :b :c 。", (2, 10), "'。' (U+3002) is a full-width sign; write '.'"),
    "curly quote": (":a :b “西宁” .", (2, 7), "'“' (U+201C) is a full-width sign; write '\"'"),
    "stray control": (":a :b \x01:c .", (2, 7), "stray control or invisible character U+0001; delete it"),
    "no-break space": (":a :b\xa0:c .", (2, 6), "U+00A0 is a space that Turtle does not know; write an ordinary one"),
    "escape in a name": (":a :b :c\\x .", (2, 9), "a name cannot hold '\\x'; write the IRI in full, in < >"),
    "triple as a term": (
        ":a :b <<( :c :d :e )>> .",
        (2, 7),
        "'<<(' is RDF 1.2, this graph keeps to RDF 1.1; write an npp:Claim",
    ),
    "base direction": (
        ':a :b "x"@ar--rtl .',
        (2, 13),
        "'--rtl' is RDF 1.2, this graph keeps to RDF 1.1; write an npp:Claim",
    ),
}


def objects(turtle: str) -> list[object]:
    return [triple.object for triple in parse(HEAD + turtle, name="x.ttl")]


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_says_where_it_is_and_what_to_do(case: str) -> None:
    turtle, (line, column), words = FAULTS[case]
    with pytest.raises(SyntaxFault) as caught:
        parse(HEAD + turtle, name="graph/sources/x.ttl")
    assert str(caught.value) == f"graph/sources/x.ttl:{line}:{column}: {words}"


def test_there_are_as_many_kinds_of_fault_as_the_table_says() -> None:
    assert len(FAULTS) == 37


@pytest.mark.parametrize("form", ["97.0", "+1", "-0", "007", "1.0E6", ".5", "true"])
def test_numbers_and_booleans_keep_their_lexical_form(form: str) -> None:
    (found,) = objects(f":a :b {form} .")
    assert isinstance(found, Literal)
    assert found.text == form


def test_typed_literals_keep_what_stands_between_the_quotes() -> None:
    assert objects(f':a :b "572.690"^^<{XSD}decimal> , " 1 "^^<{XSD}integer> , "-0044-03-15"^^<{XSD}date> .') == [
        Literal("572.690", XSD + "decimal"),
        Literal(" 1 ", XSD + "integer"),
        Literal("-0044-03-15", XSD + "date"),
    ]


def test_language_tags_come_in_lower_case() -> None:
    assert objects(':a :b "西寧"@zh-Hant-TW .') == [Literal("西寧", RDF_LANG_STRING, "zh-hant-tw")]


def test_iris_are_not_normalised() -> None:
    assert objects(":a :b <HTTP://E/%7eé/../中> .") == [Iri("HTTP://E/%7eé/../中")]


def test_a_base_in_the_text_makes_relative_iris_absolute() -> None:
    assert parse("@base <http://e/x/> . <../a> <b> <c> .", name="x.ttl") == [
        Triple(A, Iri("http://e/x/b"), Iri("http://e/x/c"))
    ]


def test_prefixes_come_with_the_statements() -> None:
    triples, prefixes = parse_with_prefixes("PREFIX x: <http://e/>\nx:a x:b x:c .", name="x.ttl")
    assert (triples, prefixes) == ([Triple(A, B, C)], {"x": "http://e/"})


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf<http://e/a> <http://e/b> <http://e/c> .\n",
        b"<http://e/a>\r\n  <http://e/b>\r\n  <http://e/c> .\r\n",
    ],
    ids=["BOM", "CRLF"],
)
def test_a_file_may_have_a_byte_order_mark_or_dos_line_ends(data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "x.ttl"
    file.write_bytes(data)
    assert read(file, GRAPH) == [Quad(A, B, C, GRAPH)]


def test_a_byte_order_mark_does_not_shift_columns(tmp_path: Path) -> None:
    file = tmp_path / "x.ttl"
    file.write_bytes(b"\xef\xbb\xbffoo:a <http://e/b> <http://e/c> .")
    with pytest.raises(SyntaxFault, match=r"x\.ttl:1:1: unknown prefix 'foo'"):
        read(file, GRAPH)


def test_bytes_that_are_no_utf8_are_told_by_line_column_and_value(tmp_path: Path) -> None:
    file = tmp_path / "x.ttl"
    file.write_bytes('<http://e/a> <http://e/b>\n  "西宁'.encode() + "市".encode("gb18030") + b'" .')
    with pytest.raises(SyntaxFault, match=r"x\.ttl:2:6: not UTF-8 \(byte 0xCA\); save the file in the encoding UTF-8$"):
        read(file, GRAPH)


def test_the_fault_names_the_file_as_the_user_sees_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "graph").mkdir()
    (tmp_path / "graph" / "x.ttl").write_text("<http://e/a>")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SyntaxFault, match=r"^graph/x\.ttl:1:13: the file ends"):
        read(tmp_path / "graph" / "x.ttl", GRAPH)


def test_a_missing_file_and_a_folder_are_input_errors(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.ttl: cannot be read: No such file or directory; check the path"):
        text_of(tmp_path / "none.ttl")
    with pytest.raises(InputError, match="cannot be read: Is a directory"):
        text_of(tmp_path)


def test_two_files_never_share_a_blank_node(tmp_path: Path) -> None:
    one, two = tmp_path / "one.ttl", tmp_path / "two.ttl"
    for file in (one, two):
        file.write_text("_:x <http://e/b> [] .")
    blanks = [{term for quad in read(file, GRAPH) for term in quad if isinstance(term, Blank)} for file in (one, two)]
    assert [len(found) for found in blanks] == [2, 2]
    assert not blanks[0] & blanks[1]


def test_reading_twice_gives_the_same_blank_nodes() -> None:
    turtle = "_:x <http://e/b> [ <http://e/b> ( 1 2 ) ] ."
    assert parse(turtle, name="x.ttl") == parse(turtle, name="x.ttl")


def test_brackets_may_nest_deeply() -> None:
    depth = 20_000
    assert len(parse(HEAD + ":a :b " + "[ :b " * depth + "1" + " ]" * depth + " .", name="x.ttl")) == depth + 1


def test_nquads_come_with_their_graphs_and_labels(tmp_path: Path) -> None:
    file = tmp_path / "graph.nq"
    file.write_text(
        f'_:x <http://e/b> "97.0"^^<{XSD}decimal> <{GRAPH.value}> .\n<http://e/a> <http://e/b> "西"@zh <http://g/> .\n'
    )
    assert list(read_nquads(file)) == [
        Quad(Blank("x"), B, Literal("97.0", XSD + "decimal"), GRAPH),
        Quad(A, B, text("西", "zh"), Iri("http://g/")),
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("<http://e/a> <http://e/b> .", r"graph\.nq:1:\d+: not N-Quads: .*; correct it"),
        ("<http://e/a> <http://e/b> <http://e/c> .", r"graph\.nq: .* stands in no named graph; write the graph's IRI"),
        ('<http://e/a> <http://e/b> "x"@ar--rtl <http://g/> .', r"graph\.nq: a term that only RDF 1\.2 knows"),
    ],
)
def test_nquads_that_are_none_are_input_errors(line: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "graph.nq"
    file.write_text(line + "\n")
    with pytest.raises(InputError, match=said):
        list(read_nquads(file))


def test_a_missing_nquads_file_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"graph\.nq: cannot be read"):
        list(read_nquads(tmp_path / "graph.nq"))
