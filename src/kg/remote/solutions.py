"""SPARQL results in JSON, read as they come: https://www.w3.org/TR/sparql11-results-json/.

JSON is the one format of the W3C whose end can be seen: a table of CSV or TSV that was cut off between two lines looks
whole. Whatever does not close every bracket, or has words of the server in its midst, is an error and no result.
"""

from __future__ import annotations

import codecs
import json
from typing import TYPE_CHECKING, Any, Final

from kg.errors import EndpointError
from kg.terms import RDF_LANG_STRING, XSD, XSD_STRING, Blank, Iri, Literal, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.store.written import Row

_BLANK: Final = "nodeID://"
_ASKED: Final = "__ASK_RETVAL"
_LARGEST: Final = 256_000_000  # characters of one value
_SHOWN: Final = 160
_DECODER: Final = json.JSONDecoder(strict=False)
_BOOLEANS: Final = {"1": "true", "0": "false"}


class Solutions:
    """The rows of an answer, read once by iterating; they are whole only when that has come to its end.

    Attributes:
        variables: the names of the columns.
        truth: the answer of an ASK; None for rows.
    """

    def __init__(self, chunks: Iterable[bytes], name: str) -> None:
        """Read as far as the first row.

        Args:
            chunks: the answer.
            name: what messages call the server.

        Raises:
            EndpointError: it is no SPARQL result in JSON.
        """
        self.variables: tuple[str, ...] = ()
        self.truth: bool | None = None
        self._text = _Text(chunks, name)
        self._terms: dict[tuple[str, str, str], Term] = {}
        self._text.mark("{")
        has_rows = self._members()
        if has_rows and _ASKED in self.variables:
            # Virtuoso answers ASK with one row, or none.
            self.truth = len(list(self)) > 0

    def __iter__(self) -> Iterator[Row]:
        text = self._text
        more = not text.found("]")
        while more:
            found = text.value()
            if not isinstance(found, dict):
                raise text.fault()
            yield tuple(self._term(found[name]) if name in found else None for name in self.variables)
            more = text.separated("]")
        if text.separated("}"):
            self._rest()
        if text.separated("}"):
            self._rest()
        text.end()

    def _members(self) -> bool:
        """Read the members of the answer until the rows begin; False where it has none and is at its end."""
        text = self._text
        more = True
        while more:
            name = text.name()
            if name == "results":
                text.mark("{")
                while (inner := text.name()) != "bindings":
                    text.value()
                    if not text.separated("}"):
                        raise EndpointError(f"{text.source}: answers without bindings, only {inner}")
                text.mark("[")
                return True
            value = text.value()
            if name == "head" and isinstance(value, dict):
                self.variables = tuple(value.get("vars", ()))
            elif name == "boolean":
                self.truth = value is True
            more = text.separated("}")
        text.end()
        if self.truth is None:
            raise EndpointError(f"{text.source}: answers with JSON that is no SPARQL result")
        return False

    def _rest(self) -> None:
        """Read past what follows the rows in an object."""
        more = True
        while more:
            self._text.name()
            self._text.value()
            more = self._text.separated("}")

    def _term(self, found: dict[str, str]) -> Term:
        """The term of a binding; equal ones give the same object."""
        try:
            kind, value = found["type"], found["value"]
            tag = found.get("xml:lang") or found.get("datatype") or ""
        except (KeyError, TypeError, AttributeError) as error:
            raise self._text.fault() from error
        key = (kind, value, tag)
        known = self._terms.get(key)
        if known is None:
            try:
                value.encode()
            except (UnicodeEncodeError, AttributeError) as error:  # half a character, or no text
                raise self._text.fault() from error
            known = _made(kind, value, found)
            if kind == "uri":
                self._terms[key] = known
        return known


def _made(kind: str, value: str, found: dict[str, str]) -> Term:
    if kind == "bnode" or value.startswith(_BLANK):
        return Blank(value.removeprefix(_BLANK))
    if kind == "uri":
        return Iri(value)
    if language := found.get("xml:lang"):
        return Literal(value, RDF_LANG_STRING, language.lower())
    datatype = found.get("datatype") or XSD_STRING
    if datatype == XSD + "boolean":
        value = _BOOLEANS.get(value, value)
    return Literal(value, datatype)


class _Text:
    """JSON as it comes: a window on the text, of which what was read is forgotten.

    Attributes:
        source: what messages call the server.
    """

    def __init__(self, chunks: Iterable[bytes], source: str) -> None:
        self.source = source
        self._chunks = iter(chunks)
        self._decode = codecs.getincrementaldecoder("utf-8-sig")()
        self._window = ""
        self._place = 0
        self._ended = False

    def mark(self, wanted: str) -> None:
        """Read past this mark.

        Raises:
            EndpointError: something else stands there.
        """
        if not self.found(wanted):
            raise self.fault()

    def found(self, wanted: str) -> bool:
        """Read past this mark if it is the next."""
        while not (rest := self._window[self._place : self._place + 1].strip()):
            if self._place < len(self._window):
                self._place += 1
            elif not self._more():
                return False
        if rest == wanted:
            self._place += 1
            return True
        return False

    def separated(self, closing: str) -> bool:
        """Read past a comma, or past the closing mark: whether it was a comma."""
        if self.found(","):
            return True
        self.mark(closing)
        return False

    def name(self) -> str:
        """Read the name of a member and its colon."""
        found = self.value()
        self.mark(":")
        if not isinstance(found, str):
            raise self.fault()
        return found

    def value(self) -> Any:  # noqa: ANN401 - any value of JSON
        """Read a value, which something has to follow.

        Raises:
            EndpointError: there is none, or it does not end.
        """
        self.found("")  # past white space
        while True:
            try:
                value, end = _DECODER.raw_decode(self._window, self._place)
            except ValueError as error:
                if not self._hopeful() or not self._more():
                    raise self.fault() from error
            else:
                if end < len(self._window) or not self._more():
                    self._place = end
                    return value

    def end(self) -> None:
        """Make sure that nothing follows.

        Raises:
            EndpointError: something does.
        """
        self.found("")
        if self._place < len(self._window):
            raise self.fault()

    def fault(self) -> EndpointError:
        """That this is no SPARQL result, with what stands there instead."""
        while len(self._window) - self._place < _SHOWN and self._more():
            pass
        there = " ".join(self._window[self._place : self._place + _SHOWN].split())
        if not there:
            return EndpointError(f"{self.source}: the answer ends in the midst; nothing of it counts, ask again")
        return EndpointError(f"{self.source}: the answer is broken off or no SPARQL result; it says: {there}")

    def _hopeful(self) -> bool:
        """Whether more text could make a value of what begins here."""
        return self._window[self._place : self._place + 1] in {"", *'{["tfn-0123456789'} and (
            len(self._window) - self._place < _LARGEST
        )

    def _more(self) -> bool:
        """Read on; False at the end."""
        while not self._ended:
            chunk = next(self._chunks, None)
            self._ended = chunk is None
            try:
                text = self._decode.decode(chunk or b"", final=self._ended)
            except UnicodeDecodeError as error:
                raise EndpointError(f"{self.source}: the answer is not UTF-8") from error
            if text:
                self._window = self._window[self._place :] + text
                self._place = 0
                return True
        return False
