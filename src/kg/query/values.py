"""What a user writes for a parameter, read as an RDF term."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kg.errors import InputError
from kg.names import PREFIXES, expand, looks_like_iri
from kg.query.tokens import tokenize
from kg.terms import XSD, XSD_STRING, Iri, Literal, Term, text

if TYPE_CHECKING:
    from collections.abc import Callable

# The lexical forms of https://www.w3.org/TR/xmlschema11-2/ that nobody writes for a name.
_LEXICAL: Final = {
    "integer": re.compile(r"[+-]?[0-9]+"),
    "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    "double": re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)[eE][+-]?[0-9]+"),
    "boolean": re.compile(r"true|false"),
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "dateTime": re.compile(
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?"
    ),
}
_ESCAPES: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([\s\S]))")


def read(value: str, resolve: Callable[[str], Iri]) -> Term:
    """The term that a value means.

    An IRI or CURIE with a prefix of ours is itself; what stands in quotes is a literal, with its language or datatype
    after it; a number, date or truth value is one; anything else is a name, looked up by ``resolve``.

    Raises:
        InputError: an illegal IRI, a malformed literal, or what ``resolve`` raises.

    >>> read("place:xining", Iri), read('"财政部"@zh', Iri).language, read("2025", Iri).datatype[-7:]
    (Iri(value='https://w3id.org/npp/id/place/xining'), 'zh', 'integer')
    """
    if looks_like_iri(value):
        return _lawful(value)
    if value.endswith(":") and value[:-1] in PREFIXES:
        raise InputError(f"'{value}' names nothing; write a name after the colon, as in place:xining")
    if value[:1] in {'"', "'"}:
        return _literal(value)
    for name, form in _LEXICAL.items():
        if form.fullmatch(value):
            return Literal(value, XSD + name)
    return resolve(value)


def _lawful(value: str) -> Iri:
    """The IRI of a CURIE or IRI.

    Raises:
        InputError: it is none: see ``kg.names.expand``, and RFC 3987 for the rest.
    """
    iri = expand(value)
    if not _is_iri(iri.value):
        raise InputError(f"'{value}' is not an IRI; see https://www.rfc-editor.org/rfc/rfc3987")
    return iri


def _is_iri(value: str) -> bool:
    """Whether a text that holds no character forbidden in IRIs is one.

    It has a scheme, brackets only around an IPv6 address, a port of digits, percent signs before two digits, and
    characters of ucschar: https://www.rfc-editor.org/rfc/rfc3987#section-2.2
    """
    percent = "%[0-9A-Fa-f]{2}"
    not_in = r"\[\]%#\x7f-\x9f\ud800-\uf8ff\ufdd0-\ufdef\ufff0-\uffff\U000e0000-\U000e0fff\U000f0000-\U0010ffff"
    form = re.compile(
        rf"[A-Za-z][A-Za-z0-9+.-]*:"
        rf"(?://(?:(?:[^{not_in}/?@]|{percent})*@)?(?:\[(?P<address>[^\]]*)\]|(?:[^{not_in}/?:@]|{percent})*)"
        rf"(?::[0-9]*)?(?=[/?#]|$)|(?!//))"
        rf"(?:[^{not_in}]|{percent})*(?:#(?:[^{not_in}]|{percent})*)?"
    )
    found = form.fullmatch(value)
    if not found or any(ord(each) & 0xFFFE == 0xFFFE for each in value):  # noqa: PLR2004 - the last two of a plane
        return False
    if found["address"] is None:
        return True
    from ipaddress import IPv6Address

    try:
        return bool(IPv6Address(found["address"]))
    except ValueError:
        return False


def _literal(value: str) -> Literal:
    """The literal that the value spells as SPARQL does."""
    tokens = tokenize(value)
    marks = [token.text for token in tokens[1:]]
    kinds = [token.kind for token in tokens[1:]]
    if tokens[0].kind == "string":
        content = unescape(tokens[0].text)
        if not kinds:
            return text(content)
        if kinds == ["language"]:
            return text(content, marks[0][1:])
        if marks[0] == "^^" and kinds[1:] in (["iri"], ["curie"]):
            datatype = expand(marks[1]).value
            return Literal(content, datatype) if datatype != XSD_STRING else text(content)
    raise InputError(f"""{value} is not a literal; write "text", "text"@zh or "text"^^xsd:type""")


def unescape(string: str) -> str:
    r"""The content of a string token: without quotes, escapes resolved.

    Raises:
        InputError: an escape that SPARQL does not know, or of half a character.

    >>> unescape(r"'a\tb'"), unescape('\"\"\"x\"y\"\"\"')
    ('a\tb', 'x"y')
    """
    quotes = 3 if string[:3] in {'"""', "'''"} and len(string) >= 6 else 1  # noqa: PLR2004 - two times three quotes
    return _ESCAPE.sub(_character, string[quotes:-quotes])


def _character(match: re.Match[str]) -> str:
    digits = match[1] or match[2]
    if digits:
        number = int(digits, 16)
        if number < 0x110000 and not 0xD800 <= number < 0xE000:  # noqa: PLR2004 - the code points of Unicode
            return chr(number)
    elif match[3] in _ESCAPES:
        return _ESCAPES[match[3]]
    raise InputError(f"{match[0]} is not an escape; use one of \\t \\b \\n \\r \\f \\\" \\' \\\\ \\uXXXX \\UXXXXXXXX")
