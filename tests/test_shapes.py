"""Every shape bites: one change in a small graph that conforms gives one finding, of that shape."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from rdflib import OWL, RDF, RDFS, Graph, Literal, URIRef
from rdflib.namespace import SH, SKOS
from rdflib.plugins.sparql import prepareQuery

from kg.check import validate
from kg.names import KINDS, NPP, expand
from kg.terms import Iri
from kg.turtle.read import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.terms import Term, Triple

ROOT = Path(__file__).parents[1]
DATA = Path(__file__).parent / "data" / "shapes"
NSH = "https://w3id.org/npp/shapes#"
GOOD = (DATA / "good.ttl").read_text("utf-8")
CASES: list[dict[str, str]] = tomllib.loads((DATA / "cases.toml").read_text("utf-8"))["case"]

ONTOLOGY = Graph().parse(ROOT / "ontology" / "npp.ttl")
SHAPES = Graph().parse(ROOT / "ontology" / "shapes.ttl")
CHECKS = sorted({str(shape).removeprefix(NSH) for shape in SHAPES.subjects(SH.message)})


class Told(NamedTuple):
    """A finding, as somebody reads it."""

    severity: str
    shape: Iri
    focus: Term
    zh: str
    en: str


@pytest.fixture(autouse=True, scope="module")
def queries_parsed_once() -> Iterator[None]:
    """The shapes' queries are the same in every case, and to parse them takes most of the time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("rdflib.plugins.sparql.prepareQuery", cache(prepareQuery))
        yield


@cache
def ontology() -> list[Triple]:
    return parse((ROOT / "ontology" / "npp.ttl").read_text("utf-8"), name="npp.ttl")


def validated(text: str) -> list[Told]:
    """What is found in this Turtle with the ontology beside it, as kg build has it."""
    found = validate([*ontology(), *parse(text, name="good.ttl")], ROOT / "ontology" / "shapes.ttl")
    return [Told(f.severity, f.shape, f.focus, f.message_zh, f.message_en) for f in found]


def broken(case: dict[str, str]) -> str:
    """The good graph with the change of this case."""
    text = GOOD
    if "at" in case:
        begin = text.index(f"\n{case['at']} a ")
        end = text.index(" .\n", begin) + 3
        block = text[begin:end]
        assert block.count(case["old"]) == 1, f"'{case['old']}' stands {block.count(case['old'])} times in {case['at']}"
        text = text[:begin] + block.replace(case["old"], case["new"]) + text[end:]
    return text + case.get("add", "")


def expected(case: dict[str, str]) -> Told:
    shape = NSH + case["shape"]
    written = {m.language: str(m) for m in SHAPES.objects(URIRef(shape), SH.message) if isinstance(m, Literal)}
    focus = Iri(case["focus"]) if re.match(r"https?://|mailto:", case["focus"]) else expand(case["focus"])
    zh, en = (case.get(language, written[language]) for language in ("zh", "en"))
    return Told(case["severity"], Iri(shape), focus, zh, en)


def test_the_good_graph_conforms() -> None:
    assert validated(GOOD) == []


@pytest.mark.parametrize("case", CASES, ids=[f"{case['shape']}-{number}" for number, case in enumerate(CASES)])
def test_one_change_gives_one_finding_of_its_shape(case: dict[str, str]) -> None:
    assert validated(broken(case)) == [expected(case)]


def test_every_shape_with_a_message_has_a_case() -> None:
    assert sorted({case["shape"] for case in CASES}) == CHECKS
    assert len(CHECKS) == 120


def test_every_message_that_tells_values_is_spelt_out_in_its_cases() -> None:
    told = {shape for shape, text in SHAPES.subject_objects(SH.message) if "{?" in str(text)}
    templates = {str(shape).removeprefix(NSH) for shape in told}
    assert {case["shape"] for case in CASES if "zh" in case and "en" in case} == templates


def test_every_message_is_there_once_in_zh_and_once_in_en() -> None:
    for check in CHECKS:
        messages = list(SHAPES.objects(URIRef(NSH + check), SH.message))
        assert sorted(m.language or "" for m in messages if isinstance(m, Literal)) == ["en", "zh"], check


def test_severity_and_message_stand_on_a_shape_with_a_name() -> None:
    """PySHACL ignores the severity of a SPARQL constraint, and a finding is looked up by the name of its shape."""
    kinds = {SH.NodeShape, SH.PropertyShape}
    for predicate in (SH.severity, SH.message):
        for shape in SHAPES.subjects(predicate):
            assert isinstance(shape, URIRef)
            assert SHAPES.value(shape, RDF.type) in kinds, shape


def test_every_property_shape_belongs_to_a_shape_with_a_target() -> None:
    targets = (SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf)
    for shape in SHAPES.subjects(RDF.type, SH.PropertyShape):
        owners = list(SHAPES.subjects(SH.property, shape))
        assert len(owners) == 1, shape
        assert any(SHAPES.value(owners[0], target) for target in targets), shape


def most_specific(term: URIRef, predicate: URIRef) -> Iterator[URIRef]:
    """The domains (or ranges) of a property, or else those of the properties above it."""
    own = [found for found in ONTOLOGY.objects(term, predicate) if isinstance(found, URIRef)]
    yield from own
    if not own:
        for above in ONTOLOGY.objects(term, RDFS.subPropertyOf):
            assert isinstance(above, URIRef)
            yield from most_specific(above, predicate)


def test_every_domain_and_range_of_the_ontology_is_checked() -> None:
    objects = set(ONTOLOGY.subjects(RDF.type, OWL.ObjectProperty))
    of_ours = {p for kind in (OWL.ObjectProperty, OWL.DatatypeProperty) for p in ONTOLOGY.subjects(RDF.type, kind)}
    ours = {p for p in of_ours if isinstance(p, URIRef) and p.startswith(NPP)}
    domains = {(p, c) for p in ours for c in most_specific(p, RDFS.domain)}
    ranges = {(p, c) for p in ours & objects for c in most_specific(p, RDFS.range)}

    checked = {s: c for s, c in SHAPES.subject_objects(SH["class"]) if str(s).startswith(f"{NSH}Is-")}
    assert {(p, c) for s, c in checked.items() for p in SHAPES.objects(s, SH.targetSubjectsOf)} == domains
    assert {(p, c) for s, c in checked.items() for p in SHAPES.objects(s, SH.targetObjectsOf)} == ranges


def test_the_kinds_an_iri_may_have_are_those_of_the_program() -> None:
    pattern = str(SHAPES.value(URIRef(f"{NSH}Iri"), SH.pattern))
    allowed = pattern.partition("/id/(")[2].partition(")")[0].split("|")
    assert sorted(allowed) == sorted(set(KINDS.values()) - {"graph"})


def test_the_concepts_a_shape_allows_are_described_in_the_reference_data() -> None:
    concepts = Graph().parse(ROOT / "graph" / "reference" / "concepts.ttl")
    described = set(concepts.subjects(RDF.type, SKOS.Concept))
    allowed = {concept for listed in SHAPES.objects(None, SH["in"]) for concept in SHAPES.items(listed)}
    assert len(allowed) == 28
    assert allowed <= described
