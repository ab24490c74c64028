"""What a user writes for a parameter, read as an RDF term."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kg.errors import InputError
from kg.names import expand, looks_like_iri
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
        return expand(value)
    if value[:1] in {'"', "'"}:
        return _literal(value)
    for name, form in _LEXICAL.items():
        if form.fullmatch(value):
            return Literal(value, XSD + name)
    return resolve(value)


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
