"""Checks by SHACL: what is found, how it is told, and what a bad file of shapes says."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from kg.check import SEVERITIES, Finding, validate
from kg.errors import InputError, SyntaxFault
from kg.names import expand
from kg.project import locate
from kg.terms import XSD, Iri, Literal, Triple
from kg.turtle.read import parse, read

ROOT = Path(__file__).parents[1]
DATA = Path(__file__).parent / "data" / "check"
SHAPES = DATA / "shapes.ttl"
PREFIXES = """
    @prefix ex: <http://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def graph() -> list[Triple]:
    return parse((DATA / "graph.ttl").read_text("utf-8"), name="graph.ttl")


def findings(tmp_path: Path, shapes: str, data: str) -> list[Finding]:
    path = tmp_path / "shapes.ttl"
    path.write_text(PREFIXES + shapes, encoding="utf-8")
    return validate(parse(PREFIXES + data, name="data.ttl"), path)


def test_findings_are_told_in_both_languages_the_worst_first() -> None:
    assert validate(graph(), SHAPES) == [
        Finding(
            severity="violation",
            shape=expand("nsh:Area-code"),
            focus=expand("place:xining"),
            path="npp:code",
            value=None,
            message_zh="没有代码。",
            message_en="No code.",
        ),
        Finding(
            severity="violation",
            shape=expand("nsh:Rank"),
            focus=expand("place:lhasa"),
            path="npp:rank|(npp:above/npp:rank)+",
            value=Literal("second", XSD + "integer"),
            message_zh="等级须为整数。",
            message_en="等级须为整数。",
        ),
        Finding(
            severity="warning",
            shape=expand("nsh:Area"),
            focus=expand("place:xining"),
            path="^npp:seatOf",
            value=expand("body:bureau"),
            message_zh="Value does not have class npp:Office",
            message_en="Value does not have class npp:Office",
        ),
        Finding(
            severity="warning",
            shape=expand("nsh:Value"),
            focus=expand("obs:share"),
            path="",
            value=None,
            message_zh="obs:share 的值 104.50 不是 c:percent。",
            message_en="The value 104.50 is no c:percent.",
        ),
        Finding(
            severity="info",
            shape=expand("nsh:Area"),
            focus=expand("place:haidong"),
            path="npp:within/npp:within*/npp:name",
            value=None,
            message_zh="Nothing around it has a name.",
            message_en="Nothing around it has a name.",
        ),
    ]


def test_order_and_repetition_of_the_triples_change_nothing() -> None:
    triples = graph()
    assert validate([*triples[::-1], *triples], SHAPES) == validate(triples, SHAPES)


def test_a_graph_in_order_has_no_findings() -> None:
    assert validate([], SHAPES) == []


def test_severities_are_listed_from_the_worst() -> None:
    assert SEVERITIES == ("violation", "warning", "info")


def test_a_message_is_known_by_its_words_though_a_value_is_in_the_other_language(tmp_path: Path) -> None:
    shapes = """
        ex:Named a sh:NodeShape ; sh:targetSubjectsOf ex:name ; sh:sparql [
            sh:message "Name {?name} (in brackets)."@en , "名称“{?name}”有误。"@zh ;
            sh:select "SELECT $this ?name WHERE { $this <http://example.org/name> ?name }" ] .
    """
    (first, second) = findings(tmp_path, shapes, 'ex:a ex:name "西宁" . ex:b ex:name "Xining" .')
    assert (first.message_zh, first.message_en) == ("名称“西宁”有误。", "Name 西宁 (in brackets).")
    assert (second.message_zh, second.message_en) == ("名称“Xining”有误。", "Name Xining (in brackets).")


def test_each_row_of_a_query_is_a_finding(tmp_path: Path) -> None:
    shapes = """
        ex:Pair a sh:NodeShape ; sh:targetClass ex:C ; sh:sparql [ sh:message "{?v}"@en ;
            sh:select "SELECT $this ?v WHERE { $this <http://example.org/p> ?v }" ] .
    """
    found = findings(tmp_path, shapes, "ex:a a ex:C ; ex:p 1 , 2 . ex:b a ex:C ; ex:p 3 . ex:c ex:p 4 .")
    assert [(finding.focus, finding.message_en) for finding in found] == [
        (Iri("http://example.org/a"), "1"),
        (Iri("http://example.org/a"), "2"),
        (Iri("http://example.org/b"), "3"),
    ]


def test_queries_parsed_once_give_what_pyshacl_gives_parsing_them_each_time() -> None:
    import pyshacl
    import rdflib

    data = rdflib.Graph().parse(DATA / "graph.ttl")
    for number in range(200, 230):
        subject = rdflib.URIRef(f"https://w3id.org/npp/id/observation/n{number}")
        data.add((subject, rdflib.URIRef("https://w3id.org/npp/ns#value"), rdflib.Literal(number % 7 * 50)))
        data.add((subject, rdflib.URIRef("https://w3id.org/npp/ns#kind"), subject))
    with_each = pyshacl.validate(data, shacl_graph=rdflib.Graph().parse(SHAPES))[1]
    assert isinstance(with_each, rdflib.Graph)
    focus = rdflib.URIRef("http://www.w3.org/ns/shacl#focusNode")
    asserted = parse(data.serialize(format="nt"), name="nt")
    ours = validate(asserted, SHAPES)
    assert sorted(str(node) for node in with_each.objects(predicate=focus)) == sorted(
        finding.focus.value for finding in ours if isinstance(finding.focus, Iri)
    )
    assert len(ours) > 15


def test_nothing_is_printed_about_an_unlawful_literal(capfd: pytest.CaptureFixture[str]) -> None:
    validate(graph(), SHAPES)
    assert capfd.readouterr() == ("", "")


def test_rdflib_and_the_loggers_are_as_before() -> None:
    import rdflib
    from rdflib import term

    loggers = [logging.getLogger(name) for name in ("rdflib.term", "pyshacl-validate")]

    def state() -> list[object]:
        logged = [(logger.disabled, logger.level, list(logger.handlers)) for logger in loggers]
        return [rdflib.NORMALIZE_LITERALS, dict(term._toPythonMapping), logged]  # noqa: SLF001 - pySHACL overwrites it

    before = state()
    validate(graph(), SHAPES)
    assert state() == before


def test_shapes_that_are_no_turtle_are_told_by_line_and_column(tmp_path: Path) -> None:
    with pytest.raises(SyntaxFault, match=r"shapes\.ttl:5:25: unknown prefix 'foo'"):
        findings(tmp_path, "\n ex:S a sh:NodeShape ;; foo:bar 1 .", "ex:a a ex:C .")


def test_shapes_that_are_not_there_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.ttl"):
        validate([], tmp_path / "none.ttl")


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        ("sh:property [ sh:minCount 1 ]", "PropertyShape"),
        ('sh:property [ sh:path ex:p ; sh:minCount "x" ]', "minCount must be a literal"),
        ('sh:property [ sh:path ex:p ; sh:pattern "(" ]', "unterminated subpattern"),
        ("sh:property [ sh:path [ ex:p ex:q ] ; sh:minCount 1 ]", "not a known property for a sh:path"),
        ("sh:property ex:Nowhere", "http://example.org/Nowhere"),
        ("sh:sparql ex:Nowhere", "sh:select"),
        ('sh:sparql [ sh:select "SELECT $this WHERE { $this" ]', "Expected"),
        ('sh:sparql [ sh:select "SELECT $this WHERE { $this foo:p ?x }" ]', "Unknown namespace prefix : foo"),
        ("sh:node ex:S", "Recursive Shape"),
        ("sh:nodeKind sh:Literal ; sh:severity ex:Grave", "severity <http://example.org/Grave>"),
    ],
)
def test_shapes_that_cannot_be_used_are_an_error_and_no_traceback(
    shape: str, said: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SyntaxFault) as raised:
        findings(tmp_path, f"ex:S a sh:NodeShape ; sh:targetClass ex:C ; {shape} .", 'ex:a a ex:C ; ex:p "x" .')
    assert said in str(raised.value)
    assert str(raised.value).startswith(f"{tmp_path / 'shapes.ttl'}: ")
    assert capfd.readouterr() == ("", "")


def test_the_graph_of_this_project_violates_no_shape() -> None:
    project = locate(ROOT)
    asserted = [quad.triple for item in project.inputs() for quad in read(item.path, item.graph)]
    found = validate(asserted, project.shapes)
    assert [finding for finding in found if finding.severity == "violation"] == []
    assert found != []
