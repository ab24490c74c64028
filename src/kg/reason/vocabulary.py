"""The words of RDF, RDFS and OWL that the rules of OWL 2 RL speak of.

See OWL 2 Profiles, section 4.3: https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules
"""

from __future__ import annotations

from typing import Final

from kg.names import STANDARD
from kg.terms import XSD, Iri

RDF: Final = STANDARD["rdf"]
RDFS: Final = STANDARD["rdfs"]
OWL: Final = STANDARD["owl"]

TYPE: Final = Iri(RDF + "type")
FIRST: Final = Iri(RDF + "first")
REST: Final = Iri(RDF + "rest")
PROPERTY: Final = Iri(RDF + "Property")

DATATYPE: Final = Iri(RDFS + "Datatype")
DOMAIN: Final = Iri(RDFS + "domain")
RANGE: Final = Iri(RDFS + "range")
SUB_CLASS_OF: Final = Iri(RDFS + "subClassOf")
SUB_PROPERTY_OF: Final = Iri(RDFS + "subPropertyOf")
RESOURCE: Final = Iri(RDFS + "Resource")

ALL_DIFFERENT: Final = Iri(OWL + "AllDifferent")
ALL_DISJOINT_CLASSES: Final = Iri(OWL + "AllDisjointClasses")
ALL_DISJOINT_PROPERTIES: Final = Iri(OWL + "AllDisjointProperties")
ALL_VALUES_FROM: Final = Iri(OWL + "allValuesFrom")
ASSERTION_PROPERTY: Final = Iri(OWL + "assertionProperty")
ASYMMETRIC_PROPERTY: Final = Iri(OWL + "AsymmetricProperty")
CLASS: Final = Iri(OWL + "Class")
COMPLEMENT_OF: Final = Iri(OWL + "complementOf")
DIFFERENT_FROM: Final = Iri(OWL + "differentFrom")
DISJOINT_WITH: Final = Iri(OWL + "disjointWith")
DISTINCT_MEMBERS: Final = Iri(OWL + "distinctMembers")
EQUIVALENT_CLASS: Final = Iri(OWL + "equivalentClass")
EQUIVALENT_PROPERTY: Final = Iri(OWL + "equivalentProperty")
FUNCTIONAL_PROPERTY: Final = Iri(OWL + "FunctionalProperty")
HAS_KEY: Final = Iri(OWL + "hasKey")
HAS_VALUE: Final = Iri(OWL + "hasValue")
INTERSECTION_OF: Final = Iri(OWL + "intersectionOf")
INVERSE_FUNCTIONAL_PROPERTY: Final = Iri(OWL + "InverseFunctionalProperty")
IRREFLEXIVE_PROPERTY: Final = Iri(OWL + "IrreflexiveProperty")
MAX_CARDINALITY: Final = Iri(OWL + "maxCardinality")
MAX_QUALIFIED_CARDINALITY: Final = Iri(OWL + "maxQualifiedCardinality")
MEMBERS: Final = Iri(OWL + "members")
NOTHING: Final = Iri(OWL + "Nothing")
ONE_OF: Final = Iri(OWL + "oneOf")
ON_CLASS: Final = Iri(OWL + "onClass")
ON_PROPERTY: Final = Iri(OWL + "onProperty")
PROPERTY_CHAIN_AXIOM: Final = Iri(OWL + "propertyChainAxiom")
PROPERTY_DISJOINT_WITH: Final = Iri(OWL + "propertyDisjointWith")
SAME_AS: Final = Iri(OWL + "sameAs")
SOME_VALUES_FROM: Final = Iri(OWL + "someValuesFrom")
SOURCE_INDIVIDUAL: Final = Iri(OWL + "sourceIndividual")
TARGET_INDIVIDUAL: Final = Iri(OWL + "targetIndividual")
TARGET_VALUE: Final = Iri(OWL + "targetValue")
THING: Final = Iri(OWL + "Thing")
UNION_OF: Final = Iri(OWL + "unionOf")

# Predicates whose object is the head of a list.
LISTED: Final = (
    PROPERTY_CHAIN_AXIOM,
    HAS_KEY,
    INTERSECTION_OF,
    UNION_OF,
    ONE_OF,
    MEMBERS,
    DISTINCT_MEMBERS,
)

STANDARDS: Final = (RDF, RDFS, OWL, XSD)


def is_standard(iri: Iri) -> bool:
    """Whether the IRI is a word of RDF, RDFS, OWL or XML Schema itself.

    >>> is_standard(THING), is_standard(Iri("https://w3id.org/npp/ns#Place"))
    (True, False)
    """
    return iri.value.startswith(STANDARDS)
