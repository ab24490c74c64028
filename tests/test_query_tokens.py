"""The tokenizer and the grammar against the specification's own examples, and against anything at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.query.grammar import first_fault
from kg.query.tokens import join, significant, tokenize, variables

SUITE = Path(__file__).parents[2] / "shared" / "conformance" / "sparql"

# Pieces between which the borders of tokens are easily mistaken.
WORDS = ["?x", "$x", "npp:a", "<urn:a>", '"""', "'''", "\r\n", "@zh", "_:b", "%41", "5.", ".5e3", "^^"]
PIECES = st.sampled_from("?$:<>'\"\\#@.^&|5e-_%{}() \n\r\t西，\U0001f600xaz") | st.sampled_from(WORDS)


def kinds(text: str) -> list[tuple[str, str]]:
    return [(token.kind, token.text) for token in tokenize(text) if token.kind != "space"]


@given(st.text() | st.lists(PIECES).map("".join))
def test_tokens_joined_are_the_text(text: str) -> None:
    assert join(tokenize(text)) == text


@given(st.lists(PIECES).map("".join))
def test_places_are_those_of_the_text(text: str) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for token in tokenize(text):
        first = token.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[0]
        assert lines[token.line - 1][token.column - 1 :].startswith(first)


# Each line is read from the terminals of https://www.w3.org/TR/sparql11-query/#sparqlGrammar.
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5.", [("number", "5"), ("mark", ".")]),
        ("5.0e-3", [("number", "5.0e-3")]),
        ("?x<?y&&?z", [("variable", "?x"), ("mark", "<"), ("variable", "?y"), ("mark", "&&"), ("variable", "?z")]),
        ("npp:a.", [("curie", "npp:a"), ("mark", ".")]),
        ("npp:a.b", [("curie", "npp:a.b")]),
        (r"npp:a\,b", [("curie", r"npp:a\,b")]),
        ("npp:a?/npp:b*", [("curie", "npp:a"), ("mark", "?"), ("mark", "/"), ("curie", "npp:b"), ("mark", "*")]),
        ("'it''s'", [("string", "'it'"), ("string", "'s'")]),
        ('"""a"b""c"""', [("string", '"""a"b""c"""')]),
        ('""', [("string", '""')]),
        ('"a"@zh-Hans', [("string", '"a"'), ("language", "@zh-Hans")]),
        ("<a b>", [("mark", "<"), ("word", "a"), ("word", "b"), ("mark", ">")]),
        ("?城市a:b", [("variable", "?城市a"), ("curie", ":b")]),
        ("?x　?y", [("variable", "?x"), ("stray", "　"), ("variable", "?y")]),  # U+3000 is no space of SPARQL
        ("_:b1.", [("blank", "_:b1"), ("mark", ".")]),
        ("a:b#c\n?d", [("curie", "a:b"), ("comment", "#c"), ("variable", "?d")]),
        ("'a\nb", [("open string", "'a"), ("word", "b")]),
    ],
)
def test_a_text_is_cut_as_the_specification_says(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


def test_variables_in_strings_comments_and_iris_are_none() -> None:
    text = 'SELECT ?a { <urn:?b> ?a \'?c\', """\n?d""" # ?e\n, $f }'
    assert variables(tokenize(text)) == ["a", "f"]


# W3C tests named "bad" that break a rule which no grammar holds: labels of blank nodes across patterns, variables set
# twice, rows of VALUES of another width, escapes of half a character, a list that says nothing.
BEYOND_GRAMMAR = {
    "sparql10/syntax-sparql3": {"syn-bad-bnode-dot", "syn-bad-lone-list"}
    | {f"syn-blabel-cross-{where}-bad" for where in ("graph", "optional", "union")},
    "sparql10/syntax-sparql4": {f"syn-bad-{number}" for number in (34, 35, 36, 37, 38)}
    | {f"syn-bad-{where}-breaks-BGP" for where in ("GRAPH", "OPT", "UNION")},
    "sparql11/syntax-query": {"syn-bad-01", "syn-bad-02", "syn-bad-03", "syn-invalid-codepoint-escaped-bad-01"}
    | {"syn-bad-values-too-few", "syn-bad-values-too-many"},
}
# Tests not named so that are negative ones, or use path syntax that SPARQL 1.1 dropped before it was done.
REFUSED = {
    "sparql11/construct": {"constructwhere05", "constructwhere06"},
    "sparql11/property-path": {
        "path-2-1",
        "path-2-3",
        "path-3-1",
        "path-3-2",
        "path-3-4",
        "pp04",
        "pp05",
        "pp13",
        "pp15",
    },
    "sparql11/syntax-query": {"syntax-bindings-09"},
}


def listed(names: dict[str, set[str]]) -> set[str]:
    return {f"{folder}/{name}" for folder, all_of in names.items() for name in all_of}


def suite() -> dict[str, bool]:
    """Each query of the W3C's tests and whether the grammar takes it."""
    files = sorted(SUITE.rglob("*.rq"))
    return {
        str(path.relative_to(SUITE).with_suffix("")): first_fault(significant(tokenize(path.read_text("utf-8"))))
        is None
        for path in files
    }


@pytest.mark.skipif(not SUITE.is_dir(), reason="the W3C's SPARQL tests are not beside this checkout")
def test_the_grammar_takes_the_lawful_queries_of_the_w3c_and_no_other() -> None:
    found = suite()
    bad = {name for name in found if "bad" in name.rpartition("/")[2]}
    assert (len(found), len(bad)) == (823, 76)
    assert {name for name in bad if found[name]} == listed(BEYOND_GRAMMAR)
    assert {name for name in found if not found[name]} - bad == listed(REFUSED)
