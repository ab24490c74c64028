"""The words of RDFS, OWL and SKOS in plain words, as a proof tells axioms and names."""

from __future__ import annotations

from typing import Final

from kg import names
from kg.evidence import Label
from kg.terms import Iri

_RDFS: Final = names.STANDARD["rdfs"]
_OWL: Final = names.STANDARD["owl"]
_SKOS: Final = names.STANDARD["skos"]

# Between subject and object: "设于 是……的子属性 位于" would read badly, so each stands as a verb.
AXIOMS: Final = {
    Iri(_RDFS + "subClassOf"): Label("的上位类是", "is a subclass of"),
    Iri(_RDFS + "subPropertyOf"): Label("的上位属性是", "is a sub-property of"),
    Iri(_RDFS + "domain"): Label("的定义域是", "has the domain"),
    Iri(_RDFS + "range"): Label("的值域是", "has the range"),
    Iri(_OWL + "inverseOf"): Label("的逆属性是", "is the inverse of"),
    Iri(_OWL + "propertyChainAxiom"): Label("可由属性链得出：", "follows from the chain"),
    Iri(_OWL + "equivalentClass"): Label("的等价类是", "is the same class as"),
    Iri(_OWL + "equivalentProperty"): Label("的等价属性是", "is the same property as"),
    Iri(_OWL + "disjointWith"): Label("的互斥类是", "is disjoint with"),
    Iri(_OWL + "intersectionOf"): Label("是交集：", "is the intersection of"),
    Iri(_OWL + "unionOf"): Label("是并集：", "is the union of"),
    Iri(_OWL + "oneOf"): Label("的全部成员是", "has just the members"),
    Iri(_OWL + "hasKey"): Label("的键是", "has the key"),
    Iri(_OWL + "onProperty"): Label("限定的属性是", "restricts"),
    Iri(_OWL + "hasValue"): Label("要求的值是", "asks for the value"),
    Iri(_OWL + "someValuesFrom"): Label("要求有值属于", "asks for some value of"),
    Iri(_OWL + "allValuesFrom"): Label("要求值都属于", "asks that all values are of"),
    Iri(_OWL + "sameAs"): Label("即", "is the same as"),
    Iri(_RDFS + "label"): Label("的名称是", "has the label"),
    Iri(_SKOS + "prefLabel"): Label("的首选名称是", "has the preferred label"),
    Iri(_SKOS + "altLabel"): Label("又名", "has the alternative label"),
}

KINDS: Final = {
    Iri(_OWL + "Class"): Label("类", "class"),
    Iri(_OWL + "ObjectProperty"): Label("对象属性", "object property"),
    Iri(_OWL + "DatatypeProperty"): Label("数据属性", "data property"),
    Iri(_OWL + "AnnotationProperty"): Label("注释属性", "annotation property"),
    Iri(_OWL + "TransitiveProperty"): Label("传递属性", "transitive property"),
    Iri(_OWL + "SymmetricProperty"): Label("对称属性", "symmetric property"),
    Iri(_OWL + "FunctionalProperty"): Label("函数型属性", "functional property"),
    Iri(_OWL + "InverseFunctionalProperty"): Label("反函数型属性", "inverse-functional property"),
}
