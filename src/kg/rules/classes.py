"""Table 6: what class expressions mean.

https://www.w3.org/TR/owl2-profiles/#tab-rules-classes
"""

from __future__ import annotations

from typing import Final

from kg.rules.patterns import rule

_AT_MOST: Final = "?x owl:maxQualifiedCardinality {} . ?x owl:onProperty ?p . ?x owl:onClass {} . ?u rdf:type ?x"

RULES: Final = (
    rule(
        "cls-thing",
        6,
        "",
        "owl:Thing rdf:type owl:Class",
        zh="owl:Thing 是类。",
        en="owl:Thing is a class.",
    ),
    rule(
        "cls-nothing1",
        6,
        "",
        "owl:Nothing rdf:type owl:Class",
        zh="owl:Nothing 是类。",
        en="owl:Nothing is a class.",
    ),
    rule(
        "cls-nothing2",
        6,
        "?x rdf:type owl:Nothing",
        "false",
        zh="owl:Nothing 没有成员。",
        en="Nothing belongs to owl:Nothing.",
    ),
    rule(
        "cls-int1",
        6,
        "?c owl:intersectionOf ?x . ?x = (?c[1] ... ?c[n]) . every i: ?y rdf:type ?c[i]",
        "?y rdf:type ?c",
        zh="同时属于各个类的事物，属于它们的交集。",
        en="What belongs to every one of some classes belongs to their intersection.",
    ),
    rule(
        "cls-int2",
        6,
        "?c owl:intersectionOf ?x . ?x = (?c[1] ... ?c[n]) . ?y rdf:type ?c",
        "?y rdf:type ?c[i]",
        zh="属于交集的事物，属于其中每个类。",
        en="What belongs to an intersection belongs to every class of it.",
    ),
    rule(
        "cls-uni",
        6,
        "?c owl:unionOf ?x . ?x = (?c[1] ... ?c[n]) . ?y rdf:type ?c[i]",
        "?y rdf:type ?c",
        zh="属于其中一个类的事物，属于它们的并集。",
        en="What belongs to one of some classes belongs to their union.",
    ),
    rule(
        "cls-com",
        6,
        "?c1 owl:complementOf ?c2 . ?x rdf:type ?c1 . ?x rdf:type ?c2",
        "false",
        zh="事物不能既属于一个类又属于它的补集。",
        en="Nothing belongs both to a class and to its complement.",
    ),
    rule(
        "cls-svf1",
        6,
        "?x owl:someValuesFrom ?y . ?x owl:onProperty ?p . ?u ?p ?v . ?v rdf:type ?y",
        "?u rdf:type ?x",
        zh="该属性有一个值属于所限的类，则该事物满足此存在限制。",
        en="What has, for the property, a value of the class belongs to the restriction that asks for one.",
    ),
    rule(
        "cls-svf2",
        6,
        "?x owl:someValuesFrom owl:Thing . ?x owl:onProperty ?p . ?u ?p ?v",
        "?u rdf:type ?x",
        zh="该属性有任何一个值，该事物就满足此存在限制。",
        en="What has any value for the property belongs to the restriction that asks for one.",
    ),
    rule(
        "cls-avf",
        6,
        "?x owl:allValuesFrom ?y . ?x owl:onProperty ?p . ?u rdf:type ?x . ?u ?p ?v",
        "?v rdf:type ?y",
        zh="受全称限制的事物，其该属性的每个值都属于所限的类。",
        en="Every value that a member of the restriction has for the property belongs to the class it allows.",
    ),
    rule(
        "cls-hv1",
        6,
        "?x owl:hasValue ?y . ?x owl:onProperty ?p . ?u rdf:type ?x",
        "?u ?p ?y",
        zh="受取值限制的事物，其该属性具有该值。",
        en="A member of a restriction to a value has that value for the property.",
    ),
    rule(
        "cls-hv2",
        6,
        "?x owl:hasValue ?y . ?x owl:onProperty ?p . ?u ?p ?y",
        "?u rdf:type ?x",
        zh="该属性具有该值的事物，满足此取值限制。",
        en="What has the value for the property belongs to the restriction to that value.",
    ),
    rule(
        "cls-maxc1",
        6,
        "?x owl:maxCardinality 0 . ?x owl:onProperty ?p . ?u rdf:type ?x . ?u ?p ?y",
        "false",
        zh="限制为没有值的事物，该属性不能有值。",
        en="What may have no value for the property cannot have one.",
    ),
    rule(
        "cls-maxc2",
        6,
        "?x owl:maxCardinality 1 . ?x owl:onProperty ?p . ?u rdf:type ?x . ?u ?p ?y1 . ?u ?p ?y2",
        "?y1 owl:sameAs ?y2",
        distinct="?y1 != ?y2",
        zh="至多有一个值的属性，两个值是同一事物。",
        en="Where a thing may have one value for the property, two values are the same thing.",
    ),
    rule(
        "cls-maxqc1",
        6,
        f"{_AT_MOST.format(0, '?c')} . ?u ?p ?y . ?y rdf:type ?c",
        "false",
        zh="限制为没有该类之值的事物，该属性不能有该类的值。",
        en="What may have no value of the class for the property cannot have one.",
    ),
    rule(
        "cls-maxqc2",
        6,
        f"{_AT_MOST.format(0, 'owl:Thing')} . ?u ?p ?y",
        "false",
        zh="限制为没有任何值的事物，该属性不能有值。",
        en="What may have no value of any class for the property cannot have one.",
    ),
    rule(
        "cls-maxqc3",
        6,
        f"{_AT_MOST.format(1, '?c')} . ?u ?p ?y1 . ?y1 rdf:type ?c . ?u ?p ?y2 . ?y2 rdf:type ?c",
        "?y1 owl:sameAs ?y2",
        distinct="?y1 != ?y2",
        zh="至多有一个该类的值的属性，两个该类的值是同一事物。",
        en="Where a thing may have one value of the class for the property, two of that class are the same thing.",
    ),
    rule(
        "cls-maxqc4",
        6,
        f"{_AT_MOST.format(1, 'owl:Thing')} . ?u ?p ?y1 . ?u ?p ?y2",
        "?y1 owl:sameAs ?y2",
        distinct="?y1 != ?y2",
        zh="至多有一个任意类的值的属性，两个值是同一事物。",
        en="Where a thing may have one value of any class for the property, two values are the same thing.",
    ),
    rule(
        "cls-oo",
        6,
        "?c owl:oneOf ?x . ?x = (?y[1] ... ?y[n])",
        "?y[i] rdf:type ?c",
        zh="枚举类列出的每个事物都属于该类。",
        en="Every thing that an enumerated class lists belongs to it.",
    ),
)
