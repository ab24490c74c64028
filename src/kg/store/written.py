"""Results in the formats of the W3C, written from terms.

https://www.w3.org/TR/sparql11-results-json/, https://www.w3.org/TR/rdf-sparql-XMLres/ and
https://www.w3.org/TR/sparql11-results-csv-tsv/.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeAlias

from kg.errors import InputError
from kg.terms import XSD, XSD_STRING, Blank, Iri, Term, ntriples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Row: TypeAlias = tuple[Term | None, ...]

FORMATS: Final = ("json", "xml", "csv", "tsv")

# What XML 1.0 cannot carry, not even escaped: https://www.w3.org/TR/xml/#charsets
_NOT_IN_XML: Final = rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]"
_QUOTED_IN_CSV: Final = r'[",\r\n]'
# The values that Turtle, and so TSV, has without quotes: https://www.w3.org/TR/turtle/#sec-grammar-grammar
_BARE: Final = {
    f"{XSD}boolean": r"true|false",
    f"{XSD}integer": r"[+-]?[0-9]+",
    f"{XSD}decimal": r"[+-]?[0-9]*\.[0-9]+",
    f"{XSD}double": r"[+-]?([0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+",
}
_XML_ESCAPES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#xD;"})
_XML_HEAD: Final = '<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#">'


def check(form: str) -> None:
    """Raise unless this is a format of results.

    Raises:
        InputError: it is not; the text names those there are.
    """
    if form not in FORMATS:
        raise InputError(f"no format '{form}' for this kind of result; choose one of {', '.join(FORMATS)}")


def checked(form: str, content: bytes) -> bytes:
    """The content of a format, if the format can carry it.

    Raises:
        InputError: a character that XML cannot carry.
    """
    if form == "xml" and (bad := re.search(_NOT_IN_XML, content)):
        raise InputError(f"a value holds the character {bad[0].decode()!a}, which XML cannot carry; choose json")
    return content


def boolean(form: str, *, value: bool) -> bytes:
    """A truth value."""
    word = "true" if value else "false"
    if form == "json":
        return f'{{"head":{{}},"boolean":{word}}}'.encode()
    if form == "xml":
        return f"{_XML_HEAD}<head></head><boolean>{word}</boolean></sparql>".encode()
    return word.encode()


def rows(form: str, variables: Sequence[str], solutions: Iterable[Row]) -> bytes:
    """A table."""
    write: Callable[[Sequence[str], Iterable[Row]], str] = {"json": _json, "xml": _xml, "csv": _csv, "tsv": _tsv}[form]
    return write(variables, solutions).encode()


def described(term: Term) -> dict[str, str]:
    """A term as https://www.w3.org/TR/sparql11-results-json/#select-encode-terms has it."""
    if isinstance(term, Iri):
        return {"type": "uri", "value": term.value}
    if isinstance(term, Blank):
        return {"type": "bnode", "value": term.label}
    if term.language:
        return {"type": "literal", "value": term.text, "xml:lang": term.language}
    if term.datatype == XSD_STRING:
        return {"type": "literal", "value": term.text}
    return {"type": "literal", "value": term.text, "datatype": term.datatype}


def _json(variables: Sequence[str], solutions: Iterable[Row]) -> str:
    import json

    bindings = [
        {name: described(term) for name, term in zip(variables, row, strict=True) if term is not None}
        for row in solutions
    ]
    content = {"head": {"vars": list(variables)}, "results": {"bindings": bindings}}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _xml(variables: Sequence[str], solutions: Iterable[Row]) -> str:
    names = [name.translate(_XML_ESCAPES) for name in variables]
    head = "".join(f'<variable name="{name}"/>' for name in names)
    lines = [f"{_XML_HEAD}<head>{head}</head><results>"]
    for row in solutions:
        cells = zip(names, row, strict=True)
        bound = "".join(f'<binding name="{name}">{_element(term)}</binding>' for name, term in cells if term)
        lines.append(f"<result>{bound}</result>")
    return "".join([*lines, "</results></sparql>"])


def _element(term: Term) -> str:
    if isinstance(term, Iri):
        return f"<uri>{term.value.translate(_XML_ESCAPES)}</uri>"
    if isinstance(term, Blank):
        return f"<bnode>{term.label.translate(_XML_ESCAPES)}</bnode>"
    tag = ""
    if term.language:
        tag = f' xml:lang="{term.language}"'
    elif term.datatype != XSD_STRING:
        tag = f' datatype="{term.datatype.translate(_XML_ESCAPES)}"'
    return f"<literal{tag}>{term.text.translate(_XML_ESCAPES)}</literal>"


def _csv(variables: Sequence[str], solutions: Iterable[Row]) -> str:
    lines = [",".join(map(_field, variables))]
    lines += [",".join("" if term is None else _field(_value(term)) for term in row) for row in solutions]
    return "".join(f"{line}\r\n" for line in lines)


def _value(term: Term) -> str:
    if isinstance(term, Iri):
        return term.value
    return f"_:{term.label}" if isinstance(term, Blank) else term.text


def _field(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if re.search(_QUOTED_IN_CSV, text) else text


def _tsv(variables: Sequence[str], solutions: Iterable[Row]) -> str:
    lines = ["\t".join(f"?{name}" for name in variables)]
    lines += ["\t".join("" if term is None else _turtle(term) for term in row) for row in solutions]
    return "".join(f"{line}\n" for line in lines)


def _turtle(term: Term) -> str:
    if isinstance(term, Iri | Blank):
        return ntriples(term)
    bare = _BARE.get(term.datatype)
    return term.text if bare and re.fullmatch(bare, term.text) else ntriples(term)
