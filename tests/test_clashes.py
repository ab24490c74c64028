"""Contradictions: every rule of OWL 2 RL/RDF that concludes false, by name and triples.

For each rule the folder holds a graph that clashes, the triples it clashes by, and a near miss. They were written
from the tables of OWL 2 Profiles, section 4.3.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.reason import ENGINES, Clash, close
from kg.terms import XSD, Iri, Literal, Triple, ntriples, text
from kg.turtle.read import parse

DATA = Path(__file__).parent / "data" / "reason" / "clashes"
RULES = sorted(path.name.removesuffix(".expected.ttl") for path in DATA.glob("*.expected.ttl"))
# Rules whose case clashes by the last member of a list, which owlrl leaves out.
MISSED_BY_OWLRL = {"eq-diff2", "eq-diff3", "prp-adp"}


def graph(name: str) -> list[Triple]:
    return parse((DATA / name).read_text("utf-8"), name=name)


def ex(local: str) -> Iri:
    return Iri(f"http://example.org/{local}")


def clashes(turtle: str) -> list[Clash]:
    prefixes = """
        @prefix ex: <http://example.org/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
    """
    return close(parse(prefixes + turtle, name="test")).clashes


def lines(clash: Clash) -> list[str]:
    """The triples of the clash in short, sorted."""
    named = [[ntriples(term).replace("http://example.org/", "") for term in triple] for triple in clash.triples]
    return sorted(" ".join(terms) for terms in named)


def owlrl_objects(triples: list[Triple]) -> bool:
    """Whether owlrl, run as it comes, reports an error."""
    from owlrl import DeductiveClosure, OWLRL_Semantics
    from rdflib import Graph, URIRef

    rdf = Graph()
    rdf.parse(data="".join(f"{' '.join(map(ntriples, triple))} .\n" for triple in triples), format="nt")
    DeductiveClosure(OWLRL_Semantics).expand(rdf)
    return any(kind.endswith("ErrorMessage") for kind in rdf.objects() if isinstance(kind, URIRef))


def test_every_rule_that_concludes_false_has_its_case() -> None:
    assert set(RULES) == {
        *("eq-diff1", "eq-diff2", "eq-diff3"),
        *("prp-irp", "prp-asyp", "prp-pdw", "prp-adp", "prp-npa1", "prp-npa2"),
        *("cls-nothing2", "cls-com", "cls-maxc1", "cls-maxqc1", "cls-maxqc2"),
        *("cax-dw", "cax-adc", "dt-not-type"),
    }
    assert len(RULES) == 17


@pytest.mark.parametrize("reasoner", ENGINES)
@pytest.mark.parametrize("rule", RULES)
def test_a_clash_is_told_once_with_its_rule_and_triples(rule: str, reasoner: str) -> None:
    (clash,) = close(graph(f"{rule}.ttl"), reasoner=reasoner).clashes
    assert clash.rule == rule
    assert set(clash.triples) == set(graph(f"{rule}.expected.ttl"))


@pytest.mark.parametrize("reasoner", ENGINES)
@pytest.mark.parametrize("rule", RULES)
def test_a_near_miss_is_no_clash(rule: str, reasoner: str) -> None:
    assert close(graph(f"{rule}.miss.ttl"), reasoner=reasoner).clashes == []


@pytest.mark.parametrize("rule", RULES)
def test_owlrl_objects_to_the_same_graphs_but_for_the_last_member_of_a_list(rule: str) -> None:
    assert owlrl_objects(graph(f"{rule}.ttl")) is (rule not in MISSED_BY_OWLRL)
    assert not owlrl_objects(graph(f"{rule}.miss.ttl"))


@pytest.mark.parametrize("rule", RULES)
def test_no_clash_leaves_anything_in_what_is_inferred(rule: str) -> None:
    inferred = close(graph(f"{rule}.ttl")).inferred
    asserted = {term for triple in graph(f"{rule}.ttl") for term in triple}
    assert {term for triple in inferred for term in triple} <= asserted


def test_a_clash_is_told_in_words() -> None:
    (clash,) = clashes("ex:City owl:disjointWith ex:County . ex:a a ex:City , ex:County .")
    assert clash.text == (
        "<http://example.org/City> and <http://example.org/County> are disjoint, "
        "and <http://example.org/a> belongs to both"
    )


def test_a_clash_of_inferred_types_tells_the_types_as_inferred() -> None:
    (clash,) = clashes("""
        ex:City owl:disjointWith ex:County . ex:capitalOf rdfs:domain ex:City .
        ex:a ex:capitalOf ex:b ; a ex:County .
    """)
    assert Triple(ex("a"), Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), ex("City")) in clash.triples


def test_disjointness_stated_both_ways_is_one_clash() -> None:
    found = clashes("ex:A owl:disjointWith ex:B . ex:B owl:disjointWith ex:A . ex:x a ex:A , ex:B .")
    assert [clash.rule for clash in found] == ["cax-dw"]


def test_a_clash_between_merged_names_tells_both_and_what_made_them_one() -> None:
    (clash,) = clashes("""
        ex:Enterprise owl:disjointWith ex:PublicBody . ex:identifiedBy a owl:InverseFunctionalProperty .
        ex:firm a ex:Enterprise ; ex:identifiedBy ex:code .
        ex:office a ex:PublicBody ; ex:identifiedBy ex:code .
    """)
    assert clash.rule == "cax-dw"
    assert lines(clash) == [
        "<Enterprise> <http://www.w3.org/2002/07/owl#disjointWith> <PublicBody>",
        "<firm> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <Enterprise>",
        "<firm> <http://www.w3.org/2002/07/owl#sameAs> <office>",
        "<office> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <PublicBody>",
    ]


def test_a_difference_from_itself_is_a_clash() -> None:
    (clash,) = clashes("ex:a owl:differentFrom ex:a .")
    assert clash.rule == "eq-diff1"


def test_two_values_of_a_functional_property_clash() -> None:
    (clash,) = clashes("ex:age a owl:FunctionalProperty . ex:a ex:age 7 , 8 . ex:b ex:age 7 . ex:c ex:size 7 , 8 .")
    assert clash.rule == "eq-diff1"
    seven, eight = Literal("7", XSD + "integer"), Literal("8", XSD + "integer")
    assert {triple.object for triple in clash.triples} >= {seven, eight}
    assert {triple.subject for triple in clash.triples} == {ex("a"), ex("age")}


def test_one_value_written_two_ways_is_no_clash() -> None:
    assert clashes("ex:age a owl:FunctionalProperty . ex:a ex:age 7 , 07 , 7.0 .") == []


def test_one_value_written_two_ways_clashes_where_it_must_not_be_shared() -> None:
    (clash,) = clashes("ex:least owl:propertyDisjointWith ex:most . ex:a ex:least 7 ; ex:most 7.0 .")
    assert clash.rule == "prp-pdw"


def test_a_literal_outside_the_range_of_its_property_clashes_with_the_range() -> None:
    (clash,) = clashes('ex:count rdfs:range xsd:integer . ex:a ex:count 7 , "seven" .')
    assert clash.rule == "dt-not-type"
    assert set(clash.triples) == {
        Triple(ex("a"), ex("count"), text("seven")),
        Triple(ex("count"), Iri("http://www.w3.org/2000/01/rdf-schema#range"), Iri(XSD + "integer")),
    }


def test_a_literal_that_a_restriction_types_wrongly_clashes() -> None:
    (clash,) = clashes("""
        ex:Counted owl:allValuesFrom xsd:integer ; owl:onProperty ex:count .
        ex:a a ex:Counted ; ex:count "seven" . ex:b ex:count "eight" .
    """)
    assert (clash.rule, clash.triples) == ("dt-not-type", (Triple(ex("a"), ex("count"), text("seven")),))


def test_a_name_that_is_the_same_as_an_unlawful_literal_clashes() -> None:
    (clash,) = clashes('ex:x owl:sameAs "abc"^^xsd:byte .')
    assert clash.rule == "dt-not-type"


def test_a_literal_of_two_disjoint_classes_clashes_with_what_has_it() -> None:
    (clash,) = clashes("""
        ex:A owl:disjointWith ex:B . ex:p rdfs:range ex:A . ex:q rdfs:range ex:B . ex:s ex:p "x" ; ex:q "x" .
    """)
    assert clash.rule == "cax-dw"
    assert lines(clash)[1:] == [
        "<p> <http://www.w3.org/2000/01/rdf-schema#range> <A>",
        "<q> <http://www.w3.org/2000/01/rdf-schema#range> <B>",
        '<s> <p> "x"',
        '<s> <q> "x"',
    ]


def test_clashes_come_in_one_order_whatever_the_order_of_the_graph() -> None:
    triples = [triple for rule in RULES for triple in graph(f"{rule}.ttl")]
    forward, backward = close(triples).clashes, close(triples[::-1]).clashes
    assert forward == backward
    assert {clash.rule for clash in forward} == set(RULES)
