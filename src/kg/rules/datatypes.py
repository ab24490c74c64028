"""Table 8: what datatypes and literals mean.

The table runs over all literals ``?lt`` and datatypes ``?dt`` of which the plain words are true, so none of its rules
can be run as a pattern over a graph; each entry says what is done for the literals that the graph holds.
https://www.w3.org/TR/owl2-profiles/#tab-rules-datatypes
"""

from __future__ import annotations

from typing import Final

from kg.rules.patterns import Plain, rule

RULES: Final = (
    rule(
        "dt-type1",
        8,
        "",
        "?dt rdf:type rdfs:Datatype",
        zh="OWL 2 RL 支持的每个数据类型都是数据类型。",
        en="Every datatype that OWL 2 RL supports is a datatype.",
        handled=Plain(
            zh="以已知的数据类型代替：每个都是 rdfs:Datatype，对任何图都一样，不写出",
            en="by knowing the datatypes: that each is an rdfs:Datatype is the same for every graph and not written",
        ),
    ),
    rule(
        "dt-type2",
        8,
        "",
        "?lt rdf:type ?dt",
        zh="字面量属于其值所在的每个数据类型。",
        en="A literal belongs to every datatype that its value is in.",
        handled=Plain(
            zh="以数据类型检查代替：公理所涉及的数据类型，才写到字面量上",
            en="by datatype checks: literals are typed with the datatypes that axioms speak of",
        ),
    ),
    rule(
        "dt-eq",
        8,
        "",
        "?lt1 owl:sameAs ?lt2",
        zh="值相同的字面量相同。",
        en="Literals of one value are the same.",
        handled=Plain(
            zh="以比较值代替：规则比较字面量时比较其值；字面量保持原来的写法",
            en="by comparing values where a rule compares literals; each literal keeps its lexical form",
        ),
    ),
    rule(
        "dt-diff",
        8,
        "",
        "?lt1 owl:differentFrom ?lt2",
        zh="值不同的字面量不同。",
        en="Literals of different values are different.",
        handled=Plain(
            zh="以比较值代替：规则使两个字面量相同而其值不同时，是 eq-diff1 的矛盾",
            en="by comparing values where a rule makes two literals the same: different ones are an eq-diff1 clash",
        ),
    ),
    rule(
        "dt-not-type",
        8,
        "?lt rdf:type ?dt",
        "false",
        zh="字面量不能属于不含其值的数据类型。",
        en="A literal cannot belong to a datatype that its value is not in.",
        handled=Plain(
            zh="以数据类型检查代替：逐一核对字面量自身的数据类型和规则赋予的数据类型",
            en="by datatype checks: each literal against its own datatype and those that rules type it with",
        ),
    ),
)
