"""Checks of the data against the shapes: what is missing, wrong or worth a look, by SHACL.

Validate what was asserted, before reasoning: a range would type whatever stands there, and so hide a wrong class.
Validate all graphs as one: pySHACL looks at named graphs one at a time.
SHACL: https://www.w3.org/TR/shacl/
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.check.findings import SEVERITIES, Finding, Severity, findings
from kg.check.report import report
from kg.errors import SyntaxFault
from kg.turtle.read import parse, shown, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kg.terms import Triple

__all__ = ["SEVERITIES", "Finding", "Severity", "validate"]


def validate(triples: Iterable[Triple], shapes: Path) -> list[Finding]:
    """What the shapes find in the triples, the worst first, then by shape, focus, path and value.

    A class's instances are those of its subclasses too, as far as the triples say what is a subclass; nothing else is
    inferred. Nothing is fetched: imports are not followed.

    Args:
        triples: ontology and data of all graphs, as asserted.
        shapes: a Turtle file.

    Raises:
        InputError: the file cannot be read.
        SyntaxFault: it is not Turtle, or its shapes are not such as SHACL understands.
    """
    name = shown(shapes)
    rules = parse(text_of(shapes), name=name)
    try:
        told = report(triples, rules)
    except Exception as fault:
        raise SyntaxFault(f"{name}: the shapes cannot be used: {fault}; see https://www.w3.org/TR/shacl/") from fault
    try:
        return findings(told, rules)
    except SyntaxFault as fault:
        raise SyntaxFault(f"{name}: {fault}") from fault
