"""Literals as values of Python, for formats that know numbers, dates and truth values."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from kg.terms import XSD, Literal

if TYPE_CHECKING:
    from kg.terms import Term

Value = bool | int | Decimal | float | date | datetime | str | None

# Types derived from xsd:integer: https://www.w3.org/TR/xmlschema11-2/#built-in-datatypes
_INTEGERS: Final = frozenset(
    XSD + name
    for name in (
        "integer",
        "int",
        "long",
        "short",
        "byte",
        "nonNegativeInteger",
        "positiveInteger",
        "nonPositiveInteger",
        "negativeInteger",
        "unsignedInt",
        "unsignedLong",
        "unsignedShort",
        "unsignedByte",
    )
)
_FORMS: Final = {
    "integer": re.compile(r"[+-]?[0-9]+"),
    "decimal": re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)"),
    "double": re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?"),
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "dateTime": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9:]{5})?"),
}


def value(term: Term) -> Value:
    """The value of a literal of a number, truth value, date or moment; None for whatever else.

    None too for what has no such value: ``INF``, ``NaN``, a date with a time zone, a lexical form that is wrong.

    >>> value(Literal("62.0", XSD + "decimal")), value(Literal("2025-03-01", XSD + "date"))
    (Decimal('62.0'), datetime.date(2025, 3, 1))
    """
    if not isinstance(term, Literal) or not term.datatype.startswith(XSD):
        return None
    kind = "integer" if term.datatype in _INTEGERS else term.datatype.removeprefix(XSD)
    kind = "double" if kind == "float" else kind
    if kind == "boolean":
        return {"true": True, "1": True, "false": False, "0": False}.get(term.text)
    if kind not in _FORMS or not _FORMS[kind].fullmatch(term.text):
        return None
    try:
        return _read(kind, term.text)
    except ValueError:
        # A day that no calendar has, or a number of more digits than Python reads.
        return None


def _read(kind: str, text: str) -> Value:
    if kind == "integer":
        return int(text)
    if kind == "decimal":
        return Decimal(text)
    if kind == "double":
        return float(text)
    return date.fromisoformat(text) if kind == "date" else datetime.fromisoformat(text)
