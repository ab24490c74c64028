"""Table 4: what owl:sameAs and owl:differentFrom mean.

https://www.w3.org/TR/owl2-profiles/#tab-rules-equality
"""

from __future__ import annotations

from typing import Final

from kg.rules.patterns import Plain, rule

_REPRESENTATIVES: Final = Plain(
    zh="以代表代替：同一事物的多个名称中取一个，在每个三元组中代表全部",
    en="by representatives: of the names of one thing one stands for all, in every triple",
)

RULES: Final = (
    rule(
        "eq-ref",
        4,
        "?s ?p ?o",
        "?s owl:sameAs ?s . ?p owl:sameAs ?p . ?o owl:sameAs ?o",
        zh="每个事物都与自身相同。",
        en="Everything is the same as itself.",
        handled=_REPRESENTATIVES,
    ),
    rule(
        "eq-sym",
        4,
        "?x owl:sameAs ?y",
        "?y owl:sameAs ?x",
        zh="若甲与乙相同，则乙与甲相同。",
        en="If one thing is the same as another, the other is the same as the one.",
        handled=_REPRESENTATIVES,
    ),
    rule(
        "eq-trans",
        4,
        "?x owl:sameAs ?y . ?y owl:sameAs ?z",
        "?x owl:sameAs ?z",
        zh="与同一事物相同的事物彼此相同。",
        en="Things that are the same as one thing are the same as each other.",
        handled=_REPRESENTATIVES,
    ),
    rule(
        "eq-rep-s",
        4,
        "?s owl:sameAs ?s2 . ?s ?p ?o",
        "?s2 ?p ?o",
        zh="相同的事物具有相同的属性值。",
        en="What is said of a thing is true of what is the same as it.",
        handled=_REPRESENTATIVES,
    ),
    rule(
        "eq-rep-p",
        4,
        "?p owl:sameAs ?p2 . ?s ?p ?o",
        "?s ?p2 ?o",
        zh="相同的属性联系相同的事物。",
        en="Things that a property links are linked by what is the same property.",
        handled=_REPRESENTATIVES,
    ),
    rule(
        "eq-rep-o",
        4,
        "?o owl:sameAs ?o2 . ?s ?p ?o",
        "?s ?p ?o2",
        zh="取某事物为值，也就取与其相同的事物为值。",
        en="What has a thing for a value has for a value what is the same as it.",
        handled=_REPRESENTATIVES,
    ),
    rule(
        "eq-diff1",
        4,
        "?x owl:sameAs ?y . ?x owl:differentFrom ?y",
        "false",
        zh="两个事物不能既相同又不同。",
        en="Two things cannot be both the same and different.",
    ),
    rule(
        "eq-diff2",
        4,
        "?x rdf:type owl:AllDifferent . ?x owl:members ?l . ?l = (?z[1] ... ?z[n]) . ?z[i] owl:sameAs ?z[j]",
        "false",
        zh="声明为两两不同的事物，任意两个都不能相同。",
        en="Of things said to be all different, no two can be the same.",
    ),
    rule(
        "eq-diff3",
        4,
        "?x rdf:type owl:AllDifferent . ?x owl:distinctMembers ?l . ?l = (?z[1] ... ?z[n]) . ?z[i] owl:sameAs ?z[j]",
        "false",
        zh="声明为两两不同的事物，任意两个都不能相同。",
        en="Of things said to be all different, no two can be the same.",
    ),
)
