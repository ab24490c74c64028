"""Table 8 of the rules in columns: what is true of the literals that a graph holds.

dt-type1, dt-type2, dt-eq and dt-diff run over all literals there could be, so each is done for those that are there
and as far as something can follow: literals are typed with the datatypes that axioms speak of, what is said of one form
of a value is said of its other forms, and the full set adds the rest.
https://www.w3.org/TR/owl2-profiles/#tab-rules-datatypes
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.reason.datatypes import KNOWN, belongs, value
from kg.reason.shapes import Rule
from kg.reason.vocabulary import DATATYPE, DIFFERENT_FROM, RANGE, SAME_AS, TYPE
from kg.terms import Iri

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.reason.coding import Code, Values
    from kg.reason.database import Database, Row

# Predicates of the engine's own; below those of kg.reason.shapes and of the lists in kg.reason.compiling.
_FORM: Final = -2_000_000_001  # from a literal to another form of its value
_VALUE: Final = -2_000_000_002  # from a literal to the least form of its value
_MEANT: Final = -2_000_000_003  # from what is the same as a literal to the least form of its value


def forms(values: Values) -> tuple[list[Row], list[Rule]]:
    """What holds of one form of a value as a subject holds of the others: dt-eq and eq-rep-s.

    Objects are not copied: rules compare them by value where they are compared, and a literal keeps its form.
    """
    facts: list[Row] = []
    for one, least in values.same.items():
        facts += [(one, _FORM, least), (least, _FORM, one)]
    return facts, [Rule((("l", _FORM, "k"), ("l", "p", "x")), ("k", "p", "x"))] if facts else []


def typed(database: Database, code: Code) -> list[Row]:
    """Rule dt-type2 for the datatypes that axioms speak of; prp-rng sees to what is only a range."""
    numbers = ", ".join(str(code.number(Iri(name))) for name in KNOWN)
    passed = f"{code.number(TYPE)}, {code.number(RANGE)}"
    spoken_of = database.rows(
        f"SELECT s FROM known WHERE p NOT IN ({passed}) AND s IN ({numbers}) UNION "
        f"SELECT o FROM known WHERE p NOT IN ({passed}) AND o IN ({numbers})"
    )
    return _typed(code, (number for (number,) in spoken_of))


def everything(code: Code, values: Values) -> tuple[list[Row], list[Rule]]:
    """The full set: dt-type1, dt-type2 for every datatype, and dt-diff for what is the same as literals."""
    datatypes = [code.number(Iri(name)) for name in sorted(KNOWN)]
    facts: list[Row] = [(number, code.number(TYPE), code.number(DATATYPE)) for number in datatypes]
    facts += _typed(code, datatypes)
    lawful = (number for number, literal in enumerate(code.all_literals()) if value(literal))
    facts += [(number, _VALUE, values.same.get(number, number)) for number in lawful]
    same, different = code.number(SAME_AS), code.number(DIFFERENT_FROM)
    return facts, [
        Rule((("x", same, "l"), ("l", _VALUE, "v")), ("x", _MEANT, "v")),
        Rule((("l", same, "x"), ("l", _VALUE, "v")), ("l", _MEANT, "v")),
        Rule((("x", _MEANT, "v"), ("y", _MEANT, "w")), ("x", different, "y"), (("v", "w"),)),
    ]


def _typed(code: Code, datatypes: Iterable[int]) -> list[Row]:
    type_ = code.number(TYPE)
    names = [(number, datatype.value) for number in datatypes if isinstance(datatype := code.term(number), Iri)]
    return [
        (number, type_, datatype)
        for number, literal in enumerate(code.all_literals() if names else ())
        if value(literal) is not None
        for datatype, name in names
        if belongs(literal, name)
    ]
