"""The ontology is in OWL 2 RL: every triple of it is read as an axiom that the profile's grammar allows.

The grammar is that of OWL 2 Profiles, section 4.2 (https://www.w3.org/TR/owl2-profiles/#OWL_2_RL); how RDF spells it,
that of the Mapping to RDF Graphs, section 3 (https://www.w3.org/TR/owl2-mapping-to-rdf/); that only simple properties
may be counted and that chains are regular, section 11.2 of the Structural Specification. A triple that none of it
accounts for is a complaint too, so that nothing passes because nobody looked.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from rdflib import OWL, RDF, RDFS, XSD, BNode, Graph, Literal, URIRef

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rdflib.term import Node

ROOT = Path(__file__).parents[1]

# Section 4.2.1: the datatypes of OWL 2 but owl:real and owl:rational. xsd:date is none of OWL 2.
NAMES: Final = """
    decimal integer nonNegativeInteger nonPositiveInteger positiveInteger negativeInteger long int short byte
    unsignedLong unsignedInt unsignedShort unsignedByte float double string normalizedString token language Name
    NCName NMTOKEN boolean hexBinary base64Binary anyURI dateTime dateTimeStamp
"""
DATATYPES: Final = {RDF.PlainLiteral, RDF.XMLLiteral, RDFS.Literal} | {XSD[name] for name in NAMES.split()}
KINDS: Final = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
ANNOTATIONS: Final = {RDFS.label, RDFS.comment, RDFS.seeAlso, RDFS.isDefinedBy, OWL.versionInfo, OWL.deprecated}
# Of an object property; the last four only of a simple one. owl:ReflexiveProperty is not in the profile.
FREE: Final = {OWL.TransitiveProperty, OWL.SymmetricProperty}
SIMPLE: Final = {
    OWL.FunctionalProperty,
    OWL.InverseFunctionalProperty,
    OWL.IrreflexiveProperty,
    OWL.AsymmetricProperty,
}
AXIOMS: Final = {
    RDFS.subClassOf: "sub super",
    OWL.equivalentClass: "equivalent equivalent",
    OWL.disjointWith: "sub sub",
    RDFS.subPropertyOf: "property property",
    OWL.equivalentProperty: "property property",
    OWL.propertyDisjointWith: "property property",
    OWL.inverseOf: "object object",
}


class Reading:
    """One pass over an ontology; ``complaints`` are its triples and terms outside OWL 2 RL."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.left = set(graph)
        self.complaints: list[str] = []
        for term in {t for triple in graph for t in triple}:
            if len(self.kinds(term)) > 1:
                self.complain(term, "is a property of two kinds")
        for subject, predicate, object_ in sorted(graph):
            self.triple(subject, predicate, object_)
        self.restrictions_on_chains()
        for subject, predicate, object_ in sorted(self.left):
            self.complain(subject, f"{predicate} {object_}: no axiom of OWL 2 RL")

    def complain(self, term: Node, why: str) -> None:
        self.complaints.append(f"{term}: {why}")

    def require(self, term: Node, *, holds: bool, why: str) -> None:
        if not holds:
            self.complain(term, why)

    def kinds(self, term: Node) -> set[URIRef]:
        return {kind for kind in KINDS if (term, RDF.type, kind) in self.graph} | (
            {OWL.AnnotationProperty} if term in ANNOTATIONS else set()
        )

    def take(self, subject: Node, predicate: URIRef) -> Node | None:
        """The one value, accounted for; None where there is none or more than one."""
        values = list(self.graph.objects(subject, predicate))
        self.left -= {(subject, predicate, value) for value in values}
        return values[0] if len(values) == 1 else None

    def items(self, head: Node | None) -> list[Node]:
        """The members of a list, its triples accounted for."""
        found: list[Node] = []
        while head is not None and head != RDF.nil:
            self.left.discard((head, RDF.type, RDF.List))
            item = self.take(head, RDF.first)
            found += [] if item is None else [item]
            head = self.take(head, RDF.rest)
        return found

    def triple(self, subject: Node, predicate: Node, object_: Node) -> None:
        """Account for a triple that is, or opens, an axiom."""
        accounted = True
        if predicate == RDF.type:
            accounted = self.type(subject, object_)
        elif predicate in AXIOMS:
            self.pair(AXIOMS[URIRef(str(predicate))], subject, object_)
        elif predicate in {RDFS.domain, RDFS.range}:
            data = predicate == RDFS.range and self.kinds(subject) == {OWL.DatatypeProperty}
            self.role("property", subject)
            self.role("data" if data else "super", object_)
        elif predicate in {OWL.propertyChainAxiom, OWL.hasKey}:
            self.listing(subject, self.items(object_), chain=predicate == OWL.propertyChainAxiom)
        elif predicate in {OWL.versionIRI, OWL.imports}:
            accounted = (subject, RDF.type, OWL.Ontology) in self.graph and isinstance(object_, URIRef)
        else:
            accounted = self.fact(predicate, object_)
        if accounted:
            self.left.discard((subject, predicate, object_))

    def pair(self, roles: str, subject: Node, object_: Node) -> None:
        """An axiom of two terms, each in its place."""
        for role, term in zip(roles.split(), (subject, object_), strict=True):
            self.role(role, term)
        if roles.startswith("property"):
            self.require(subject, holds=self.kinds(subject) == self.kinds(object_), why="not of the kind of the other")

    def listing(self, subject: Node, members: list[Node], *, chain: bool) -> None:
        """A chain or a key: a term and a list of properties."""
        self.role("object" if chain else "sub", subject)
        self.require(subject, holds=len(members) > chain, why="too short a list")
        for member in members:
            self.role("object" if chain else "property", member)

    def fact(self, predicate: Node, object_: Node) -> bool:
        """Whether this is the predicate of an annotation or an assertion that stands by itself."""
        kinds = self.kinds(predicate)
        if isinstance(object_, Literal) and kinds == {OWL.DatatypeProperty}:
            return object_.datatype is None or object_.datatype in DATATYPES
        is_named = not isinstance(object_, Literal)
        individual = predicate in {OWL.sameAs, OWL.differentFrom} or kinds == {OWL.ObjectProperty}
        return predicate in ANNOTATIONS or kinds == {OWL.AnnotationProperty} or (individual and is_named)

    def type(self, subject: Node, object_: Node) -> bool:
        """Account for a declaration, a characteristic, a disjointness of many, or the class of an individual."""
        named = isinstance(subject, URIRef)
        if object_ in KINDS | {OWL.Ontology, OWL.NamedIndividual} or (object_ in {OWL.Class, RDFS.Datatype} and named):
            return named
        if object_ in FREE | SIMPLE:
            self.role("property" if object_ == OWL.FunctionalProperty else "object", subject)
            return True
        if object_ in {OWL.AllDisjointClasses, OWL.AllDisjointProperties, OWL.AllDifferent}:
            role = {OWL.AllDisjointClasses: "sub", OWL.AllDisjointProperties: "property"}.get(URIRef(str(object_)))
            members = self.items(self.take(subject, OWL.members))
            for member in members if role else []:
                self.role(role or "", member)
            return not named and len(members) > 1
        if (object_, RDF.type, OWL.Class) in self.graph:
            self.role("super", object_)
            return True
        return False  # owl:ReflexiveProperty, owl:Restriction outside an axiom, an undeclared class

    def role(self, role: str, term: Node) -> None:
        """Complain unless the term may stand in this place of an axiom."""
        if role in {"property", "object"}:
            allowed = {OWL.ObjectProperty} if role == "object" else KINDS
            self.require(term, holds=bool(self.kinds(term) & allowed), why=f"not declared as a property ({role})")
        elif role == "data":
            self.data(term)
        elif isinstance(term, BNode):
            self.expression(role, term)
        else:
            declared = (term, RDF.type, OWL.Class) in self.graph or term == OWL.Nothing
            self.require(term, holds=declared and term != OWL.Thing, why=f"not a class that may be a {role} class")

    def data(self, term: Node) -> None:
        if isinstance(term, BNode):
            self.left.discard((term, RDF.type, RDFS.Datatype))
            parts = self.items(self.take(term, OWL.intersectionOf))
            self.require(term, holds=len(parts) > 1, why="not an intersection of datatypes")
            for part in parts:
                self.data(part)
        else:
            self.require(term, holds=term in DATATYPES, why="not a datatype of OWL 2 RL")

    def expression(self, role: str, node: BNode) -> None:
        """Account for a class expression, section 4.2.3."""
        self.left -= {(node, RDF.type, OWL.Class), (node, RDF.type, OWL.Restriction)}
        if (node, OWL.onProperty, None) in self.graph:
            self.restriction(role, node)
            return
        joined = {OWL.intersectionOf: "sub super equivalent", OWL.unionOf: "sub", OWL.oneOf: "sub"}
        for constructor, roles in joined.items():
            if (node, constructor, None) in self.graph:
                parts = self.items(self.take(node, constructor))
                self.require(node, holds=role in roles.split() and bool(parts), why=f"{constructor} as {role} class")
                for part in parts if constructor != OWL.oneOf else []:
                    self.role(role, part)
                return
        complement = self.take(node, OWL.complementOf)
        self.require(node, holds=role == "super" and complement is not None, why=f"no {role} class of OWL 2 RL")
        if complement is not None:
            self.role("sub", complement)

    def restriction(self, role: str, node: BNode) -> None:
        """Account for a restriction; a counted property must be simple, which is looked at with the chains."""
        on = self.take(node, OWL.onProperty)
        data = on is not None and self.kinds(on) == {OWL.DatatypeProperty}
        self.role("property", on or node)
        fillers = {
            OWL.someValuesFrom: ("sub", "sub"),
            OWL.allValuesFrom: ("super", "super"),
            OWL.hasValue: ("sub super equivalent", ""),
            OWL.maxCardinality: ("super", ""),
            OWL.maxQualifiedCardinality: ("super", "sub"),
        }
        for predicate, (roles, filler) in fillers.items():
            if (node, predicate, None) not in self.graph:
                continue
            value = self.take(node, predicate)
            self.require(node, holds=role in roles.split(), why=f"{predicate} as {role} class")
            if "Cardinality" in predicate:
                self.require(node, holds=str(value) in {"0", "1"}, why=f"{predicate} above 1")
                value = self.take(node, OWL.onDataRange if data else OWL.onClass)
            if filler and value is not None and (value != OWL.Thing or predicate == OWL.allValuesFrom):
                self.role("data" if data else filler, value)
            return
        self.complain(node, "a restriction that OWL 2 RL does not have")

    def restrictions_on_chains(self) -> None:
        """Complain of counted properties that are not simple, and of chains without an order."""
        name = self.same_but_for_direction()
        above = closure((name(a), name(b)) for a, b in self.graph.subject_objects(RDFS.subPropertyOf))
        lists = self.graph.subject_objects(OWL.propertyChainAxiom)
        chains = [(made, list(self.graph.items(members))) for made, members in lists]
        transitive = self.graph.subjects(RDF.type, OWL.TransitiveProperty)
        composite = {name(p) for p in [*(made for made, _ in chains), *transitive]}
        composite |= {b for a, b in above if a in composite}
        counted = {p for kind in SIMPLE for p in self.graph.subjects(RDF.type, kind)}
        counted |= {p for pair in self.graph.subject_objects(OWL.propertyDisjointWith) for p in pair}
        for bound in (OWL.maxCardinality, OWL.maxQualifiedCardinality):
            counted |= {p for node in self.graph.subjects(bound) for p in self.graph.objects(node, OWL.onProperty)}
        for term in counted:
            self.require(term, holds=name(term) not in composite, why="counted, and not simple")

        before = closure((name(link), name(made)) for made, links in chains for link in lesser(made, links))
        for low, high in before:
            ordered = low != high and (high, low) not in above
            self.require(URIRef(high), holds=ordered, why=f"its chains have no order: {low}")

    def same_but_for_direction(self) -> Callable[[Node], str]:
        """One name for a property and its inverses: their order is the same (section 11.2)."""
        pairs = list(self.graph.subject_objects(OWL.inverseOf))
        either = closure((str(x), str(y)) for a, b in pairs for x, y in ((a, b), (b, a)))
        return lambda term: min({str(term), *(b for a, b in either if a == str(term))})


def lesser(made: Node, links: list[Node]) -> list[Node]:
    """The links that must come before the property a chain makes: all, but for itself at one end."""
    if links == [made, made]:
        return []
    return links[1:] if links[0] == made else links[:-1] if links[-1] == made else links


def closure(pairs: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """The transitive closure of a relation."""
    known = set(pairs)
    while True:
        more = {(a, d) for a, b in known for c, d in known if b == c} - known
        if not more:
            return known
        known |= more


def complaints(turtle: str) -> list[str]:
    return Reading(Graph().parse(data=turtle, format="turtle")).complaints


PREFIXES = f"""
@prefix : <https://example.org/> . @prefix owl: <{OWL}> . @prefix rdf: <{RDF}> .
@prefix rdfs: <{RDFS}> . @prefix xsd: <{XSD}> .
:A a owl:Class . :B a owl:Class . :C a owl:Class .
:p a owl:ObjectProperty . :q a owl:ObjectProperty . :r a owl:ObjectProperty .
:t a owl:ObjectProperty , owl:TransitiveProperty .
:d a owl:DatatypeProperty . :n a owl:AnnotationProperty .
"""

WITHIN = [
    ":A rdfs:subClassOf :B , owl:Nothing ; rdfs:label 'a' ; :n :B , 'x'@en .",
    "[ a owl:Class ; owl:unionOf ( :A :B ) ] rdfs:subClassOf :C .",
    "[ owl:intersectionOf ( :A [ owl:unionOf ( :B :C ) ] ) ] rdfs:subClassOf [ owl:intersectionOf ( :B :C ) ] .",
    "[ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom owl:Thing ] rdfs:subClassOf :A .",
    "[ a owl:Restriction ; owl:onProperty :d ; owl:someValuesFrom xsd:integer ] rdfs:subClassOf :A .",
    "[ owl:oneOf ( :x :y ) ] rdfs:subClassOf :A .",
    ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:allValuesFrom :B ] .",
    ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:maxCardinality 1 ] .",
    ":A rdfs:subClassOf [ owl:onProperty :p ; owl:maxQualifiedCardinality 0 ; owl:onClass owl:Thing ] .",
    ":A rdfs:subClassOf [ a owl:Class ; owl:complementOf :B ] .",
    ":A owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( :B [ owl:onProperty :p ; owl:hasValue :x ] ) ] .",
    "[] a owl:AllDisjointClasses ; owl:members ( :A :B :C ) .",
    ":A owl:disjointWith :B ; owl:hasKey ( :p :d ) .",
    ":p a owl:TransitiveProperty ; owl:inverseOf :q ; rdfs:domain :A ; rdfs:range :B .",
    ":p owl:propertyChainAxiom ( :p :q ) . :r owl:propertyChainAxiom ( :q :p ) .",
    ":p owl:propertyChainAxiom ( :p :p ) . :q rdfs:subPropertyOf :p .",
    ":d a owl:FunctionalProperty ; rdfs:range xsd:decimal . :x :d 1.5 ; :p :y ; a :A .",
    ":n rdfs:subPropertyOf rdfs:label . :x owl:sameAs :y .",
    "<https://example.org/> a owl:Ontology ; owl:versionIRI <https://example.org/1> .",
]

OUTSIDE = {
    "existential as superclass": ":A rdfs:subClassOf [ owl:onProperty :p ; owl:someValuesFrom :B ] .",
    "union as superclass": ":A rdfs:subClassOf [ a owl:Class ; owl:unionOf ( :B :C ) ] .",
    "union as domain": ":p rdfs:domain [ a owl:Class ; owl:unionOf ( :A :B ) ] .",
    "union as range, inside": ":p rdfs:range [ owl:intersectionOf ( :A [ owl:unionOf ( :B :C ) ] ) ] .",
    "union as equivalent": ":A owl:equivalentClass [ a owl:Class ; owl:unionOf ( :B :C ) ] .",
    "enumeration as superclass": ":A rdfs:subClassOf [ a owl:Class ; owl:oneOf ( :x :y ) ] .",
    "complement as subclass": "[ a owl:Class ; owl:complementOf :A ] rdfs:subClassOf :B .",
    "universal as subclass": "[ a owl:Restriction ; owl:onProperty :p ; owl:allValuesFrom :B ] rdfs:subClassOf :A .",
    "universal over owl:Thing": ":A rdfs:subClassOf [ owl:onProperty :p ; owl:allValuesFrom owl:Thing ] .",
    "minimum": ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:minCardinality 1 ] .",
    "exactly": ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:cardinality 1 ] .",
    "maximum of two": ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:maxCardinality 2 ] .",
    "maximum as subclass": "[ a owl:Restriction ; owl:onProperty :p ; owl:maxCardinality 1 ] rdfs:subClassOf :A .",
    "self": ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:hasSelf true ] .",
    "owl:Thing as superclass": ":A rdfs:subClassOf owl:Thing .",
    "owl:Thing as range": ":p rdfs:range owl:Thing .",
    "disjoint union": ":A owl:disjointUnionOf ( :B :C ) .",
    "reflexive": ":p a owl:ReflexiveProperty .",
    "date": ":d rdfs:range xsd:date .",
    "real": ":d rdfs:range owl:real .",
    "tagged string": ":d rdfs:range rdf:langString .",
    "facets": ":d rdfs:range [ a rdfs:Datatype ; owl:onDatatype xsd:integer ; owl:withRestrictions ( ) ] .",
    "enumerated data": ":d rdfs:range [ a rdfs:Datatype ; owl:oneOf ( 1 2 ) ] .",
    "date in a fact": ":x :d '2025-03-01'^^xsd:date .",
    "undeclared class": ":A rdfs:subClassOf :Z .",
    "undeclared property": ":z rdfs:domain :A .",
    "undeclared predicate": ":A :z :B .",
    "two kinds of property": ":p a owl:DatatypeProperty .",
    "sub-property of another kind": ":d rdfs:subPropertyOf :p .",
    "chain of data": ":p owl:propertyChainAxiom ( :q :d ) .",
    "chain of one": ":p owl:propertyChainAxiom ( :q ) .",
    "chains in a circle": ":p owl:propertyChainAxiom ( :q :r ) . :q owl:propertyChainAxiom ( :p :r ) .",
    "chain through the middle": ":p owl:propertyChainAxiom ( :q :p :r ) .",
    "chain below its link": ":p owl:propertyChainAxiom ( :q :r ) ; rdfs:subPropertyOf :q .",
    "chain by way of an inverse": ":p owl:propertyChainAxiom ( :q :r ) ; owl:inverseOf :q .",
    "transitive and inverse functional": ":p a owl:TransitiveProperty , owl:InverseFunctionalProperty .",
    "made by a chain and functional": ":p owl:propertyChainAxiom ( :q :r ) ; a owl:FunctionalProperty .",
    "above a transitive and asymmetric": ":q a owl:AsymmetricProperty . :t rdfs:subPropertyOf :q .",
    "transitive and counted": ":A rdfs:subClassOf [ owl:onProperty :t ; owl:maxCardinality 1 ] .",
    "named disjointness": ":j a owl:AllDisjointClasses ; owl:members ( :A :B ) .",
    "disjoint with an undeclared class": "[] a owl:AllDisjointClasses ; owl:members ( :A :Z ) .",
    "a stray restriction": "[] a owl:Restriction ; owl:onProperty :p ; owl:hasValue :x .",
    "a stray list": ":A :n 'x' . [] rdf:first :A ; rdf:rest rdf:nil .",
}


def test_the_ontology_is_in_owl_2_rl() -> None:
    assert complaints((ROOT / "ontology" / "npp.ttl").read_text("utf-8")) == []


@pytest.mark.parametrize("axioms", WITHIN)
def test_what_the_grammar_allows_passes(axioms: str) -> None:
    assert complaints(PREFIXES + axioms) == []


@pytest.mark.parametrize("axioms", OUTSIDE.values(), ids=OUTSIDE.keys())
def test_what_the_grammar_does_not_allow_is_found(axioms: str) -> None:
    assert complaints(PREFIXES + axioms) != []


def test_the_declarations_around_the_samples_are_no_complaint_themselves() -> None:
    assert complaints(PREFIXES) == []


def test_the_samples_are_all_there() -> None:
    assert (len(WITHIN), len(OUTSIDE)) == (19, 43)
