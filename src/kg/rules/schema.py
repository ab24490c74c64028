"""Table 9: what follows from axioms about classes and properties for classes and properties.

https://www.w3.org/TR/owl2-profiles/#tab-rules-schema
"""

from __future__ import annotations

from typing import Final

from kg.rules.patterns import rule

RULES: Final = (
    rule(
        "scm-cls",
        9,
        "?c rdf:type owl:Class",
        "?c rdfs:subClassOf ?c . ?c owl:equivalentClass ?c . ?c rdfs:subClassOf owl:Thing"
        " . owl:Nothing rdfs:subClassOf ?c",
        zh="每个类都是自身和 owl:Thing 的子类，owl:Nothing 是它的子类。",
        en="Every class is below itself and owl:Thing, and above owl:Nothing.",
    ),
    rule(
        "scm-sco",
        9,
        "?c1 rdfs:subClassOf ?c2 . ?c2 rdfs:subClassOf ?c3",
        "?c1 rdfs:subClassOf ?c3",
        zh="子类的子类也是子类。",
        en="A class below a class is below what that one is below.",
    ),
    rule(
        "scm-eqc1",
        9,
        "?c1 owl:equivalentClass ?c2",
        "?c1 rdfs:subClassOf ?c2 . ?c2 rdfs:subClassOf ?c1",
        zh="等价的类互为子类。",
        en="Equivalent classes are below each other.",
    ),
    rule(
        "scm-eqc2",
        9,
        "?c1 rdfs:subClassOf ?c2 . ?c2 rdfs:subClassOf ?c1",
        "?c1 owl:equivalentClass ?c2",
        zh="互为子类的类等价。",
        en="Classes below each other are equivalent.",
    ),
    rule(
        "scm-op",
        9,
        "?p rdf:type owl:ObjectProperty",
        "?p rdfs:subPropertyOf ?p . ?p owl:equivalentProperty ?p",
        zh="每个对象属性都是自身的子属性，并与自身等价。",
        en="Every object property is below and equivalent to itself.",
    ),
    rule(
        "scm-dp",
        9,
        "?p rdf:type owl:DatatypeProperty",
        "?p rdfs:subPropertyOf ?p . ?p owl:equivalentProperty ?p",
        zh="每个数据属性都是自身的子属性，并与自身等价。",
        en="Every data property is below and equivalent to itself.",
    ),
    rule(
        "scm-spo",
        9,
        "?p1 rdfs:subPropertyOf ?p2 . ?p2 rdfs:subPropertyOf ?p3",
        "?p1 rdfs:subPropertyOf ?p3",
        zh="子属性的子属性也是子属性。",
        en="A property below a property is below what that one is below.",
    ),
    rule(
        "scm-eqp1",
        9,
        "?p1 owl:equivalentProperty ?p2",
        "?p1 rdfs:subPropertyOf ?p2 . ?p2 rdfs:subPropertyOf ?p1",
        zh="等价的属性互为子属性。",
        en="Equivalent properties are below each other.",
    ),
    rule(
        "scm-eqp2",
        9,
        "?p1 rdfs:subPropertyOf ?p2 . ?p2 rdfs:subPropertyOf ?p1",
        "?p1 owl:equivalentProperty ?p2",
        zh="互为子属性的属性等价。",
        en="Properties below each other are equivalent.",
    ),
    rule(
        "scm-dom1",
        9,
        "?p rdfs:domain ?c1 . ?c1 rdfs:subClassOf ?c2",
        "?p rdfs:domain ?c2",
        zh="定义域的上位类也是定义域。",
        en="A class above a property's domain is a domain of it.",
    ),
    rule(
        "scm-dom2",
        9,
        "?p2 rdfs:domain ?c . ?p1 rdfs:subPropertyOf ?p2",
        "?p1 rdfs:domain ?c",
        zh="上位属性的定义域也是子属性的定义域。",
        en="A property has the domain of the properties above it.",
    ),
    rule(
        "scm-rng1",
        9,
        "?p rdfs:range ?c1 . ?c1 rdfs:subClassOf ?c2",
        "?p rdfs:range ?c2",
        zh="值域的上位类也是值域。",
        en="A class above a property's range is a range of it.",
    ),
    rule(
        "scm-rng2",
        9,
        "?p2 rdfs:range ?c . ?p1 rdfs:subPropertyOf ?p2",
        "?p1 rdfs:range ?c",
        zh="上位属性的值域也是子属性的值域。",
        en="A property has the range of the properties above it.",
    ),
    rule(
        "scm-hv",
        9,
        "?c1 owl:hasValue ?i . ?c1 owl:onProperty ?p1 . ?c2 owl:hasValue ?i . ?c2 owl:onProperty ?p2"
        " . ?p1 rdfs:subPropertyOf ?p2",
        "?c1 rdfs:subClassOf ?c2",
        zh="同值的两个取值限制，子属性上的在上位属性上的之下。",
        en="Of two restrictions to one value, the one on the lower property is below the one on the higher.",
    ),
    rule(
        "scm-svf1",
        9,
        "?c1 owl:someValuesFrom ?y1 . ?c1 owl:onProperty ?p . ?c2 owl:someValuesFrom ?y2 . ?c2 owl:onProperty ?p"
        " . ?y1 rdfs:subClassOf ?y2",
        "?c1 rdfs:subClassOf ?c2",
        zh="同一属性的两个存在限制，限于子类的在限于上位类的之下。",
        en="Of two restrictions that ask for a value of one property, the one for the lower class is below the other.",
    ),
    rule(
        "scm-svf2",
        9,
        "?c1 owl:someValuesFrom ?y . ?c1 owl:onProperty ?p1 . ?c2 owl:someValuesFrom ?y . ?c2 owl:onProperty ?p2"
        " . ?p1 rdfs:subPropertyOf ?p2",
        "?c1 rdfs:subClassOf ?c2",
        zh="限于同一类的两个存在限制，子属性上的在上位属性上的之下。",
        en="Of two restrictions that ask for a value of one class, the one on the lower property is below the other.",
    ),
    rule(
        "scm-avf1",
        9,
        "?c1 owl:allValuesFrom ?y1 . ?c1 owl:onProperty ?p . ?c2 owl:allValuesFrom ?y2 . ?c2 owl:onProperty ?p"
        " . ?y1 rdfs:subClassOf ?y2",
        "?c1 rdfs:subClassOf ?c2",
        zh="同一属性的两个全称限制，限于子类的在限于上位类的之下。",
        en="Of two restrictions that bind all values of one property, the one to the lower class is below the other.",
    ),
    rule(
        "scm-avf2",
        9,
        "?c1 owl:allValuesFrom ?y . ?c1 owl:onProperty ?p1 . ?c2 owl:allValuesFrom ?y . ?c2 owl:onProperty ?p2"
        " . ?p1 rdfs:subPropertyOf ?p2",
        "?c2 rdfs:subClassOf ?c1",
        zh="限于同一类的两个全称限制，上位属性上的在子属性上的之下。",
        en="Of two restrictions that bind all values to one class, the one on the higher property is below the other.",
    ),
    rule(
        "scm-int",
        9,
        "?c owl:intersectionOf ?x . ?x = (?c[1] ... ?c[n])",
        "?c rdfs:subClassOf ?c[i]",
        zh="交集是其中每个类的子类。",
        en="An intersection is below every class of it.",
    ),
    rule(
        "scm-uni",
        9,
        "?c owl:unionOf ?x . ?x = (?c[1] ... ?c[n])",
        "?c[i] rdfs:subClassOf ?c",
        zh="并集中的每个类都是它的子类。",
        en="Every class of a union is below it.",
    ),
)
