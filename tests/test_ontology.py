"""The ontology as a text that people and tools read: complete in both languages, and of one piece."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, GEO, ORG, PROV, SDO, SKOS, SOSA, TIME, VANN

from kg.names import NPP, npp

ONTOLOGY = Path(__file__).parents[1] / "ontology"
TERMS = Graph().parse(ONTOLOGY / "npp.ttl")
SHAPES = Graph().parse(ONTOLOGY / "shapes.ttl")
ALIGNMENTS = Graph().parse(ONTOLOGY / "align.ttl")
NAMESPACE = Namespace(NPP)
HEADER = URIRef(NPP.removesuffix("#"))

DECLARED = {
    term
    for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    for term in TERMS.subjects(RDF.type, kind)
    if isinstance(term, URIRef) and term.startswith(NPP)
}
CLASSES = {term for term in DECLARED if (term, RDF.type, OWL.Class) in TERMS}
PROPERTIES = DECLARED - CLASSES
LITERATE = [RDFS.label, SKOS.definition, SKOS.example]


def used(graph: Graph) -> set[URIRef]:
    """The npp: terms anywhere in the triples and in the queries of a graph."""
    named = {term for term in chain.from_iterable(graph) if isinstance(term, URIRef) and term.startswith(NPP)}
    texts = [str(term) for term in graph.objects() if isinstance(term, Literal)]
    return named | {NAMESPACE[name] for text in texts for name in re.findall(r"\bnpp:(\w+)", text)}


def text(term: URIRef, predicate: URIRef, language: str) -> str:
    """The one text of a term in a language; the empty one where there is none or are several."""
    values = [v for v in TERMS.objects(term, predicate) if isinstance(v, Literal) and v.language == language]
    return str(values[0]) if len(values) == 1 else ""


@pytest.mark.parametrize("predicate", LITERATE, ids=["label", "definition", "example"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_term_has_it_once_in_each_language(predicate: URIRef, language: str) -> None:
    assert [term for term in sorted(DECLARED) if not text(term, predicate, language).strip()] == []


def test_there_are_as_many_terms_as_the_changelog_tells() -> None:
    assert (len(CLASSES), len(PROPERTIES)) == (45, 88)


def test_every_term_says_where_it_is_defined() -> None:
    defined = {term: list(TERMS.objects(term, RDFS.isDefinedBy)) for term in DECLARED}
    assert defined == {term: [HEADER] for term in DECLARED}  # a list of its own for each


def test_no_two_classes_and_no_two_properties_share_a_label() -> None:
    for terms in (CLASSES, PROPERTIES):
        for language in ("zh", "en"):
            labels = sorted(text(term, RDFS.label, language) for term in terms)
            assert labels == sorted(set(labels))


def test_the_definition_of_a_class_starts_with_the_class_above_it() -> None:
    for term in CLASSES:
        for above in TERMS.objects(term, RDFS.subClassOf):
            assert isinstance(above, URIRef)
            assert text(term, SKOS.definition, "zh").startswith(text(above, RDFS.label, "zh") + "：")
            assert re.match(rf"An? {text(above, RDFS.label, 'en')}\b", text(term, SKOS.definition, "en"))


def test_the_definition_of_a_class_at_the_top_starts_with_a_genus() -> None:
    for term in CLASSES - set(TERMS.subjects(RDFS.subClassOf)):
        assert re.match(r"\w{1,4}：", text(term, SKOS.definition, "zh")), term
        assert re.match(r"An? \w", text(term, SKOS.definition, "en")), term


def test_the_definition_of_a_property_starts_by_saying_that_it_is_a_relation_or_an_attribute() -> None:
    attributes = set(TERMS.subjects(RDF.type, OWL.DatatypeProperty))
    for term in PROPERTIES:
        zh, en = ("属性：", "Attribute of ") if term in attributes else ("关系：", "Relation of ")
        assert text(term, SKOS.definition, "zh").startswith(zh)
        assert text(term, SKOS.definition, "en").startswith(en)


def test_the_header_is_complete() -> None:
    header = {p: set(TERMS.objects(HEADER, p)) for p in TERMS.predicates(HEADER)}
    both = {"zh", "en"}
    for predicate in (DCTERMS.title, DCTERMS.description, DCTERMS.creator, RDFS.label):
        assert {v.language for v in header.pop(predicate) if isinstance(v, Literal)} == both
    assert header == {
        RDF.type: {OWL.Ontology},
        OWL.versionInfo: {Literal("0.1.0")},
        OWL.versionIRI: {URIRef(f"{HEADER}/0.1.0")},
        DCTERMS.license: {URIRef("https://creativecommons.org/licenses/by/4.0/")},
        VANN.preferredNamespacePrefix: {Literal("npp")},
        VANN.preferredNamespaceUri: {Literal(NPP)},
    }


@pytest.mark.parametrize("graph", [TERMS, SHAPES, ALIGNMENTS], ids=["npp", "shapes", "align"])
def test_every_npp_term_that_is_used_is_declared(graph: Graph) -> None:
    assert used(graph) - DECLARED == set()


def test_an_undeclared_term_in_a_query_or_a_triple_would_be_found() -> None:
    query = "SELECT * { ?x npp:c/npp:about ?y }"
    graph = Graph().parse(data=f'@prefix npp: <{NPP}> . npp:a npp:b "{query}" .', format="turtle")
    assert used(graph) - DECLARED == {NAMESPACE.a, NAMESPACE.b, NAMESPACE.c}


def test_the_levels_the_kinds_of_place_and_the_top_classes_are_disjoint() -> None:
    groups = {
        frozenset(TERMS.items(members))
        for group in TERMS.subjects(RDF.type, OWL.AllDisjointClasses)
        for members in TERMS.objects(group, OWL.members)
    }
    top = CLASSES - set(TERMS.subjects(RDFS.subClassOf))
    places = {NAMESPACE[c] for c in ("AdministrativeArea", "Region", "FunctionalZone", "Facility", "WaterBody")}
    levels = {NAMESPACE[c] for c in ("Country", "Province", "City", "County", "Township")}
    assert groups == {frozenset(top), frozenset(places), frozenset(levels)}
    assert set(TERMS.subject_objects(OWL.disjointWith)) == {
        (NAMESPACE.PublicBody, NAMESPACE.Enterprise),
        (NAMESPACE.Ministry, NAMESPACE.LocalAuthority),
    }


def ends(term: URIRef, predicate: URIRef) -> set[URIRef]:
    """The classes that the domain (or range) of a property and of those above it give, and the classes above them."""
    given = {c for p in TERMS.transitive_objects(term, RDFS.subPropertyOf) for c in TERMS.objects(p, predicate)}
    inverses = chain(TERMS.objects(term, OWL.inverseOf), TERMS.subjects(OWL.inverseOf, term))
    other = RDFS.domain if predicate == RDFS.range else RDFS.range
    given |= {c for p in inverses for c in TERMS.objects(p, other)}
    return {above for c in given for above in TERMS.transitive_objects(c, RDFS.subClassOf) if isinstance(above, URIRef)}


def test_a_property_made_by_a_chain_has_no_domain_or_range_that_its_links_do_not_give() -> None:
    made = dict(TERMS.subject_objects(OWL.propertyChainAxiom))
    assert len(made) == 9
    for term, head in made.items():
        first, *_, last = (link for link in TERMS.items(head) if isinstance(link, URIRef))
        assert isinstance(term, URIRef)
        assert set(TERMS.objects(term, RDFS.domain)) <= ends(first, RDFS.domain), term
        assert set(TERMS.objects(term, RDFS.range)) <= ends(last, RDFS.range), term


def test_what_a_peer_or_a_co_issuer_is_stays_a_question() -> None:
    """Inferred, they grow with the square of a cohort."""
    assert {NAMESPACE.peerOf, NAMESPACE.coIssuerWith, NAMESPACE.signatoryCount}.isdisjoint(DECLARED)


def test_no_property_is_functional() -> None:
    """It would make rival values one, in silence; shapes count instead."""
    assert list(TERMS.subjects(RDF.type, OWL.FunctionalProperty)) == []
    assert list(TERMS.subjects(RDF.type, OWL.InverseFunctionalProperty)) == [NAMESPACE.identifiedBy]


def test_a_component_is_not_thereby_located() -> None:
    for name in ("componentOf", "centreOf", "clusterOf"):
        assert NAMESPACE.locatedIn not in set(TERMS.transitive_objects(NAMESPACE[name], RDFS.subPropertyOf))


def test_every_alignment_goes_from_a_term_of_ours_to_a_term_of_others() -> None:
    stated = {(s, p, o) for s, p, o in ALIGNMENTS if (s, RDF.type, OWL.Ontology) not in ALIGNMENTS}
    assert {p for _, p, _ in stated} == {RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch}
    assert {s for s, _, _ in stated} <= DECLARED
    assert not any(str(o).startswith(NPP) for _, _, o in stated)
    assert {s for s, p, _ in stated if p == RDFS.subClassOf} <= CLASSES
    assert {s for s, p, _ in stated if p == RDFS.subPropertyOf} <= PROPERTIES


def test_every_target_in_a_vocabulary_that_rdflib_ships_is_a_term_of_it() -> None:
    shipped = [DCTERMS, FOAF, GEO, ORG, PROV, SDO, SKOS, SOSA, TIME]
    known = {str(term) for namespace in shipped for term in dir(namespace)}
    known.add(f"{SDO}Certification")  # newer than rdflib's copy: https://github.com/schemaorg/schemaorg/issues/3230
    targets = {str(o) for _, p, o in ALIGNMENTS if p in {RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch}}
    of_shipped = {target for target in targets if target.startswith(tuple(map(str, shipped)))}
    assert len(of_shipped) == 34
    assert of_shipped - known == set()


def test_the_alignments_make_no_designation_an_entity() -> None:
    """PROV holds activities and entities apart, and a designation is an activity with evidence."""
    apart = {NAMESPACE.evidence, NAMESPACE.sourcedFrom, NAMESPACE.about}
    for term in apart:
        assert not any(str(o).startswith(str(PROV)) for o in ALIGNMENTS.objects(term, RDFS.subPropertyOf))


def test_the_ontology_is_where_the_program_looks() -> None:
    assert npp("Designation").value == str(NAMESPACE.Designation)
    assert NAMESPACE.Designation in CLASSES
