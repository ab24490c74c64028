"""Table 5: what axioms about properties mean.

https://www.w3.org/TR/owl2-profiles/#tab-rules-properties
"""

from __future__ import annotations

from typing import Final

from kg.rules.patterns import rule

_ANNOTATIONS: Final = (
    "rdfs:label",
    "rdfs:comment",
    "rdfs:seeAlso",
    "rdfs:isDefinedBy",
    "owl:deprecated",
    "owl:versionInfo",
    "owl:priorVersion",
    "owl:backwardCompatibleWith",
    "owl:incompatibleWith",
)

RULES: Final = (
    rule(
        "prp-ap",
        5,
        "",
        " . ".join(f"{name} rdf:type owl:AnnotationProperty" for name in _ANNOTATIONS),
        zh="标签、注释等内置属性都是注释属性。",
        en="The built-in properties such as labels and comments are annotation properties.",
    ),
    rule(
        "prp-dom",
        5,
        "?p rdfs:domain ?c . ?x ?p ?y",
        "?x rdf:type ?c",
        zh="具有某属性的事物，属于该属性的定义域。",
        en="What has a property belongs to the property's domain.",
    ),
    rule(
        "prp-rng",
        5,
        "?p rdfs:range ?c . ?x ?p ?y",
        "?y rdf:type ?c",
        zh="作为某属性之值的事物，属于该属性的值域。",
        en="What is the value of a property belongs to the property's range.",
    ),
    rule(
        "prp-fp",
        5,
        "?p rdf:type owl:FunctionalProperty . ?x ?p ?y1 . ?x ?p ?y2",
        "?y1 owl:sameAs ?y2",
        distinct="?y1 != ?y2",
        zh="函数型属性至多有一个值，所以两个值是同一事物。",
        en="A functional property has at most one value, so two values are the same thing.",
    ),
    rule(
        "prp-ifp",
        5,
        "?p rdf:type owl:InverseFunctionalProperty . ?x1 ?p ?y . ?x2 ?p ?y",
        "?x1 owl:sameAs ?x2",
        distinct="?x1 != ?x2",
        zh="反函数型属性的一个值只属于一个事物，所以共有此值的是同一事物。",
        en="A value of an inverse-functional property belongs to one thing only, so those that share it are the same.",
    ),
    rule(
        "prp-irp",
        5,
        "?p rdf:type owl:IrreflexiveProperty . ?x ?p ?x",
        "false",
        zh="非自反属性不能联系事物与其自身。",
        en="An irreflexive property cannot link a thing to itself.",
    ),
    rule(
        "prp-symp",
        5,
        "?p rdf:type owl:SymmetricProperty . ?x ?p ?y",
        "?y ?p ?x",
        zh="对称属性反过来也成立。",
        en="A symmetric property holds the other way round too.",
    ),
    rule(
        "prp-asyp",
        5,
        "?p rdf:type owl:AsymmetricProperty . ?x ?p ?y . ?y ?p ?x",
        "false",
        zh="非对称属性不能双向成立。",
        en="An asymmetric property cannot hold both ways.",
    ),
    rule(
        "prp-trp",
        5,
        "?p rdf:type owl:TransitiveProperty . ?x ?p ?y . ?y ?p ?z",
        "?x ?p ?z",
        zh="传递属性可以逐步相接。",
        en="A transitive property reaches on from step to step.",
    ),
    rule(
        "prp-spo1",
        5,
        "?p1 rdfs:subPropertyOf ?p2 . ?x ?p1 ?y",
        "?x ?p2 ?y",
        zh="子属性成立时，其上位属性也成立。",
        en="Where a property holds, the properties above it hold.",
    ),
    rule(
        "prp-spo2",
        5,
        "?p owl:propertyChainAxiom ?x . ?x = (?p[1] ... ?p[n]) . every i: ?u[i] ?p[i] ?u[i+1]",
        "?u[1] ?p ?u[n+1]",
        zh="属性链的各环依次相接时，链首与链尾之间该属性成立。",
        en="Where the links of a property chain meet end to end, the property holds from the first to the last.",
    ),
    rule(
        "prp-eqp1",
        5,
        "?p1 owl:equivalentProperty ?p2 . ?x ?p1 ?y",
        "?x ?p2 ?y",
        zh="等价属性的一个成立时，另一个也成立。",
        en="Where a property holds, an equivalent one holds.",
    ),
    rule(
        "prp-eqp2",
        5,
        "?p1 owl:equivalentProperty ?p2 . ?x ?p2 ?y",
        "?x ?p1 ?y",
        zh="等价属性的一个成立时，另一个也成立。",
        en="Where a property holds, an equivalent one holds.",
    ),
    rule(
        "prp-pdw",
        5,
        "?p1 owl:propertyDisjointWith ?p2 . ?x ?p1 ?y . ?x ?p2 ?y",
        "false",
        zh="互斥的两个属性不能联系同一对事物。",
        en="Two disjoint properties cannot link the same pair.",
    ),
    rule(
        "prp-adp",
        5,
        "?x rdf:type owl:AllDisjointProperties . ?x owl:members ?l . ?l = (?p[1] ... ?p[n])"
        " . ?u ?p[i] ?v . ?u ?p[j] ?v",
        "false",
        zh="声明为两两互斥的属性，任意两个都不能联系同一对事物。",
        en="Of properties said to be all disjoint, no two can link the same pair.",
    ),
    rule(
        "prp-inv1",
        5,
        "?p1 owl:inverseOf ?p2 . ?x ?p1 ?y",
        "?y ?p2 ?x",
        zh="一个属性成立时，其逆属性反向成立。",
        en="Where a property holds, its inverse holds the other way round.",
    ),
    rule(
        "prp-inv2",
        5,
        "?p1 owl:inverseOf ?p2 . ?x ?p2 ?y",
        "?y ?p1 ?x",
        zh="一个属性成立时，其逆属性反向成立。",
        en="Where a property holds, its inverse holds the other way round.",
    ),
    rule(
        "prp-key",
        5,
        "?c owl:hasKey ?u . ?u = (?p[1] ... ?p[n]) . ?x rdf:type ?c . every i: ?x ?p[i] ?z[i]"
        " . ?y rdf:type ?c . every i: ?y ?p[i] ?z[i]",
        "?x owl:sameAs ?y",
        distinct="?x != ?y",
        zh="同类事物若键属性的值全部相同，就是同一事物。",
        en="Members of a class that share a value for every property of its key are the same thing.",
    ),
    rule(
        "prp-npa1",
        5,
        "?x owl:sourceIndividual ?i1 . ?x owl:assertionProperty ?p . ?x owl:targetIndividual ?i2 . ?i1 ?p ?i2",
        "false",
        zh="被否定的事实不能成立。",
        en="What is denied cannot hold.",
    ),
    rule(
        "prp-npa2",
        5,
        "?x owl:sourceIndividual ?i . ?x owl:assertionProperty ?p . ?x owl:targetValue ?lt . ?i ?p ?lt",
        "false",
        zh="被否定的值不能成立。",
        en="A value that is denied cannot hold.",
    ),
)
