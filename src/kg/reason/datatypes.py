"""The values of literals: which forms are lawful, which mean the same, which belong to which datatype.

Covers the datatypes of OWL 2 RL (OWL 2 Profiles, section 4.2.1, https://www.w3.org/TR/owl2-profiles/#Entities_3)
and ``xsd:date`` and ``xsd:time``, by their definitions in XML Schema 1.1 part 2, https://www.w3.org/TR/xmlschema11-2/,
XML literals by RDF 1.1 Concepts, section 5.2, and plain literals by https://www.w3.org/TR/rdf-plain-literal/. The text
of an HTML literal is taken as it is, neither parsed nor canonicalised. Of a datatype that is not listed nothing is
concluded.
"""

from __future__ import annotations

import re
from base64 import b64decode
from decimal import Decimal
from struct import pack, unpack
from typing import TYPE_CHECKING, Final

from kg.reason import moments
from kg.reason.vocabulary import RDF, RDFS
from kg.terms import RDF_LANG_STRING, XSD, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

# The value space that a value lies in, and what tells it from others there.
Value = tuple[str, object]

# Whole numbers: the least and the greatest value of each datatype.
_BOUNDS: Final[dict[str, tuple[int | None, int | None]]] = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-(2**7), 2**7 - 1),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 2**8 - 1),
}
_INTEGER: Final = re.compile(r"[+-]?[0-9]+")
_DECIMAL: Final = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_FLOAT: Final = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?|[+-]?INF|NaN")
_NAME_START: Final = "A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
_NAME_START_MORE: Final = "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
_START: Final = _NAME_START + _NAME_START_MORE
_NAME_CHAR: Final = _START + r"\-.0-9\xb7\u0300-\u036f\u203f\u2040"
_STRINGS: Final = {
    "string": re.compile(r".*", re.DOTALL),
    "normalizedString": re.compile(r"[^\t\n\r]*"),
    "token": re.compile(r"([^\t\n\r ]+( [^\t\n\r ]+)*)?"),
    "language": re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*"),
    "Name": re.compile(f"[{_START}:][{_NAME_CHAR}:]*"),
    "NCName": re.compile(f"[{_START}][{_NAME_CHAR}]*"),
    "NMTOKEN": re.compile(f"[{_NAME_CHAR}:]+"),
}
# An IRI or a relative reference: its characters, and no colon in the first step of a relative path.
_ANY_URI: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*:|(?![^/?#]*:))([^\x00-\x20<>\"{}|\\^`%]|%[0-9A-Fa-f]{2})*")
_HEX: Final = re.compile(r"([0-9a-fA-F]{2})*")


def value(literal: Literal) -> Value | None:
    """The value of the literal, or None if its text is not lawful for its datatype.

    Two literals mean the same exactly if their values are equal. A literal of a datatype unknown here has a value
    of its own.

    >>> number = Literal("01.0", XSD + "decimal")
    >>> value(number) == value(Literal("1", XSD + "integer"))
    True
    >>> value(Literal("2025-02-30", XSD + "date")) is None
    True
    """
    read = _READERS.get(literal.datatype)
    if literal.datatype == RDF_LANG_STRING:
        return "langString", (literal.text, literal.language.lower())
    if read is None:
        return "unknown", (literal.datatype, literal.text)
    return read(literal.text)


def is_known(datatype: str) -> bool:
    """Whether the IRI names a datatype whose values this module can tell."""
    return datatype in _SPACES


def belongs(literal: Literal, datatype: str) -> bool:
    """Whether the literal's value lies in the value space of the datatype; True where that is not known.

    >>> belongs(Literal("7", XSD + "integer"), XSD + "decimal"), belongs(Literal("7", XSD + "string"), XSD + "decimal")
    (True, False)
    """
    found = value(literal)
    if found is None:
        return False
    space, content = found
    if space == "unknown" or datatype not in _SPACES:
        return True
    spaces, test = _SPACES[datatype]
    return space in spaces and test(content)


def _bounded(name: str) -> Callable[[object], bool]:
    least, most = _BOUNDS[name]

    def test(number: object) -> bool:
        return (
            isinstance(number, Decimal)
            and number == number.to_integral_value()
            and (least is None or number >= least)
            and (most is None or number <= most)
        )

    return test


def _spelled(pattern: re.Pattern[str]) -> Callable[[object], bool]:
    return lambda text: isinstance(text, str) and bool(pattern.fullmatch(text))


def _any(_: object) -> bool:
    return True


def _whole(name: str) -> Callable[[str], Value | None]:
    test = _bounded(name)

    def read(text: str) -> Value | None:
        if not _INTEGER.fullmatch(text):
            return None
        number = Decimal(text)
        return ("decimal", number) if test(number) else None

    return read


def _decimal(text: str) -> Value | None:
    return ("decimal", Decimal(text)) if _DECIMAL.fullmatch(text) else None


def _binary(space: str, layout: str) -> Callable[[str], Value | None]:
    """A reader of floating-point numbers; NaN is itself, and 0 and -0 are two values (XML Schema 1.1, 3.3.4)."""

    def read(text: str) -> Value | None:
        if not _FLOAT.fullmatch(text):
            return None
        number = float(text.replace("INF", "inf"))
        try:
            number = unpack(layout, pack(layout, number))[0]
        except OverflowError:
            number = float("inf") if number > 0 else float("-inf")
        return space, repr(number)

    return read


def _string(pattern: re.Pattern[str]) -> Callable[[str], Value | None]:
    return lambda text: ("string", text) if pattern.fullmatch(text) else None


def _boolean(text: str) -> Value | None:
    return ("boolean", text in {"true", "1"}) if text in {"true", "false", "1", "0"} else None


def _hex(text: str) -> Value | None:
    return ("hexBinary", bytes.fromhex(text)) if _HEX.fullmatch(text) else None


def _base64(text: str) -> Value | None:
    try:
        return "base64Binary", b64decode(text.replace(" ", ""), validate=True)
    except ValueError:
        return None


def _any_uri(text: str) -> Value | None:
    return ("anyURI", text) if _ANY_URI.fullmatch(text) else None


def _plain(text: str) -> Value | None:
    """A text and, after its last ``@``, the tag of its language; a string if that is empty."""
    content, mark, tag = text.rpartition("@")
    if not mark or (tag and not _STRINGS["language"].fullmatch(tag)):
        return None
    return ("langString", (content, tag.lower())) if tag else ("string", content)


def _xml(text: str) -> Value | None:
    """Elements and text as they may stand inside an element, in canonical form."""
    from xml.etree.ElementTree import ParseError, canonicalize

    try:
        # No entity can be declared inside an element, so nothing grows and nothing is fetched.
        return "XMLLiteral", canonicalize(f"<x>{text}</x>", with_comments=True)
    except (ParseError, ValueError):
        return None


_READERS: Final[dict[str, Callable[[str], Value | None]]] = {
    **{XSD + name: _whole(name) for name in _BOUNDS},
    **{XSD + name: _string(pattern) for name, pattern in _STRINGS.items()},
    XSD + "decimal": _decimal,
    XSD + "float": _binary("float", "f"),
    XSD + "double": _binary("double", "d"),
    XSD + "boolean": _boolean,
    XSD + "hexBinary": _hex,
    XSD + "base64Binary": _base64,
    XSD + "anyURI": _any_uri,
    XSD + "dateTime": moments.date_time,
    XSD + "dateTimeStamp": moments.date_time_stamp,
    XSD + "date": moments.date,
    XSD + "time": moments.time,
    RDF + "PlainLiteral": _plain,
    RDF + "XMLLiteral": _xml,
    RDF + "HTML": lambda text: ("HTML", text),
}

# Of each datatype but rdfs:Literal: the value spaces it draws from, and which of their values are its own.
_NARROWER: Final[dict[str, tuple[frozenset[str], Callable[[object], bool]]]] = {
    **{XSD + name: (frozenset({"decimal"}), _bounded(name)) for name in _BOUNDS},
    **{XSD + name: (frozenset({"string"}), _spelled(pattern)) for name, pattern in _STRINGS.items()},
    **{
        XSD + name: (frozenset({name}), _any)
        for name in ("decimal", "float", "double", "boolean", "hexBinary", "base64Binary", "anyURI", "dateTime", "date")
    },
    XSD + "time": (frozenset({"time"}), _any),
    XSD + "dateTimeStamp": (
        frozenset({"dateTime"}),
        lambda moment: isinstance(moment, tuple) and moment[2] is not None,
    ),
    RDF_LANG_STRING: (frozenset({"langString"}), _any),
    RDF + "PlainLiteral": (frozenset({"string", "langString"}), _any),
    RDF + "XMLLiteral": (frozenset({"XMLLiteral"}), _any),
    RDF + "HTML": (frozenset({"HTML"}), _any),
}
_ALL: Final = frozenset(space for spaces, _ in _NARROWER.values() for space in spaces)
_SPACES: Final = {**_NARROWER, RDFS + "Literal": (_ALL, _any)}

# The datatypes whose values this module can tell, in full.
KNOWN: Final = frozenset(_SPACES)
