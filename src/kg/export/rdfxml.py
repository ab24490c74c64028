"""RDF/XML, after a look at what XML cannot hold."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.errors import InputError
from kg.terms import Iri, Literal
from kg.turtle.formats import to_rdfxml
from kg.turtle.order import RDF_TYPE
from kg.turtle.spelled import term
from kg.turtle.spelling import Speller

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.export.statements import Statements
    from kg.turtle.spelled import Spelled

# https://www.w3.org/TR/xml/#NT-Char, and the names that every reader of RDF/XML takes for a property.
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MAYBE_NOT_XML: Final = re.compile(r"\\u00|\\[bf]|[\ufffe\uffff]")
_XML_NAME: Final = re.compile(r"[^\W\d][\w.-]*")
_TYPE: Final = f"<{RDF_TYPE.value}>"
_PIECE: Final = 1 << 20


def rdfxml(statements: Statements, prefixes: Mapping[str, str]) -> Iterator[bytes]:
    """The graph as RDF/XML in UTF-8.

    Raises:
        InputError: the graph holds what XML cannot: a control character, or a predicate that ends in no XML name.
    """
    speller, checked = Speller(prefixes), set[str]()
    with tempfile.TemporaryDirectory() as folder:
        lines, page = Path(folder) / "lines.nt", Path(folder) / "page.rdf"
        with lines.open("w", encoding="utf-8", newline="\n") as file:
            for statement in statements.united():
                _check(statement, speller, checked)
                file.write(f"{statement[0]} {statement[1]} {statement[2]} .\n")
        to_rdfxml(lines, page, prefixes=speller.used)
        with page.open("rb") as file:
            while piece := file.read(_PIECE):
                # A reader of XML takes a bare carriage return for a line feed.
                yield piece.replace(b"\r", b"&#13;")


def _check(statement: Spelled, speller: Speller, checked: set[str]) -> None:
    subject, predicate, said, _ = statement
    if predicate not in checked:
        value = predicate[1:-1]
        cut = max(value.rfind("/"), value.rfind("#"), value.rfind(":")) + 1
        if not _XML_NAME.fullmatch(value, cut):
            raise InputError(f"RDF/XML cannot name the predicate <{value}>; export another format, such as ttl")
        speller.iri(Iri(value))
        checked.add(predicate)
    if predicate == _TYPE and said[0] == "<":
        speller.iri(Iri(said[1:-1]))
    if said[0] == '"' and _MAYBE_NOT_XML.search(said):
        text = term(said)
        if isinstance(text, Literal) and (bad := _NOT_XML.search(text.text)):
            where = f"the text of {subject[1:-1]}" if subject[0] == "<" else "a text"
            raise InputError(f"RDF/XML cannot hold U+{ord(bad[0]):04X}, in {where}; export another format, such as ttl")
