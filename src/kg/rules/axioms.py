"""Table 7: what axioms about classes mean.

https://www.w3.org/TR/owl2-profiles/#tab-rules-class-axioms
"""

from __future__ import annotations

from typing import Final

from kg.rules.patterns import rule

RULES: Final = (
    rule(
        "cax-sco",
        7,
        "?c1 rdfs:subClassOf ?c2 . ?x rdf:type ?c1",
        "?x rdf:type ?c2",
        zh="属于子类的事物，也属于其上位类。",
        en="What belongs to a class belongs to the classes above it.",
    ),
    rule(
        "cax-eqc1",
        7,
        "?c1 owl:equivalentClass ?c2 . ?x rdf:type ?c1",
        "?x rdf:type ?c2",
        zh="属于一个类的事物，也属于与其等价的类。",
        en="What belongs to a class belongs to an equivalent one.",
    ),
    rule(
        "cax-eqc2",
        7,
        "?c1 owl:equivalentClass ?c2 . ?x rdf:type ?c2",
        "?x rdf:type ?c1",
        zh="属于一个类的事物，也属于与其等价的类。",
        en="What belongs to a class belongs to an equivalent one.",
    ),
    rule(
        "cax-dw",
        7,
        "?c1 owl:disjointWith ?c2 . ?x rdf:type ?c1 . ?x rdf:type ?c2",
        "false",
        zh="互斥的两个类没有共同成员。",
        en="Two disjoint classes have no member in common.",
    ),
    rule(
        "cax-adc",
        7,
        "?x rdf:type owl:AllDisjointClasses . ?x owl:members ?l . ?l = (?c[1] ... ?c[n])"
        " . ?z rdf:type ?c[i] . ?z rdf:type ?c[j]",
        "false",
        zh="声明为两两互斥的类，任意两个都没有共同成员。",
        en="Of classes said to be all disjoint, no two have a member in common.",
    ),
)
