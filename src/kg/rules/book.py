"""The rule book: every rule of OWL 2 RL/RDF, in the order of the specification.

OWL 2 Profiles, section 4.3, tables 4 to 9:
https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.errors import UnknownName
from kg.rules import axioms, classes, datatypes, equality, properties, schema

if TYPE_CHECKING:
    from kg.rules.patterns import Rule

BOOK: Final = (
    *equality.RULES,
    *properties.RULES,
    *classes.RULES,
    *axioms.RULES,
    *datatypes.RULES,
    *schema.RULES,
)

_BY_NAME: Final = {rule.name: rule for rule in BOOK}


def named(name: str) -> Rule:
    """The rule with this name.

    Raises:
        UnknownName: there is none; the text offers the nearest.

    >>> named("prp-trp").en
    'A transitive property reaches on from step to step.'
    """
    if name not in _BY_NAME:
        import difflib

        near = difflib.get_close_matches(name, _BY_NAME, n=3)
        hint = f"did you mean {', '.join(near)}?" if near else "'kg rules' lists them"
        raise UnknownName(f"there is no rule '{name}'; {hint}")
    return _BY_NAME[name]
