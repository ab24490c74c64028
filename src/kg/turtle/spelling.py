"""How one term is written in Turtle: the shortest form that reads back as the very same term."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kg.errors import InputError
from kg.names import PREFIXES
from kg.terms import XSD, XSD_STRING, Iri, escape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.terms import Literal

# Local names that Turtle and SPARQL both read without escapes.
_LOCAL: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_PART = r"(?:[^\x00-\x20<>\"{}|^`\\%#]|%[0-9A-Fa-f]{2})*"
_IRI: Final = re.compile(rf"[A-Za-z][A-Za-z0-9+.-]*:{_PART}(?:#{_PART})?")
_LANGUAGE: Final = re.compile(r"[A-Za-z]+(?:-[A-Za-z0-9]+)*")
_QUOTES: Final = re.compile(r'"{2,}|"\Z')

# The forms that need no quotes: https://www.w3.org/TR/turtle/#abbrev; of these the ones that every reader takes
# (Jena 4.5 refuses a number that has no digit before its dot).
BARE: Final = {
    XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    XSD + "decimal": re.compile(r"[+-]?[0-9]+\.[0-9]+"),
    XSD + "double": re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?[eE][+-]?[0-9]+"),
    XSD + "boolean": re.compile(r"true|false"),
}


class Speller:
    """Writes terms with a set of prefixes, and remembers which of them it used."""

    def __init__(self, prefixes: Mapping[str, str] = PREFIXES) -> None:
        # Of two prefixes for one namespace, one is always chosen: ours, else the first in the alphabet.
        ranked = sorted(prefixes.items(), key=lambda item: (PREFIXES.get(item[0]) != item[1], item[0]), reverse=True)
        self._prefixes = {namespace: prefix for prefix, namespace in ranked}
        self._spelled: dict[str, str] = {}
        self.used: dict[str, str] = {}

    def iri(self, iri: Iri) -> str:
        """The IRI as a prefixed name if a prefix fits, else in angle brackets.

        Raises:
            InputError: it is no absolute IRI, so that no reader would take it back.
        """
        value = iri.value
        spelled = self._spelled.get(value)
        if spelled is None:
            spelled = self._spelled[value] = self._spell(value)
        return spelled

    def _spell(self, value: str) -> str:
        if not _IRI.fullmatch(value):
            raise InputError(f"<{value}> is not an absolute IRI; percent-encode what cannot stand in one")
        cut = max(value.rfind("/"), value.rfind("#"), value.rfind(":") if "/" not in value else -1) + 1
        prefix = self._prefixes.get(value[:cut])
        if prefix is None or not _LOCAL.fullmatch(value, cut):
            return f"<{value}>"
        self.used[prefix] = value[:cut]
        return f"{prefix}:{value[cut:]}"

    def literal(self, literal: Literal) -> str:
        """The literal on one line."""
        bare = BARE.get(literal.datatype)
        if bare is not None and bare.fullmatch(literal.text):
            return literal.text
        return f'"{escape(literal.text)}"{self._suffix(literal)}'

    def text(self, literal: Literal) -> str:
        """The literal with its line breaks as line breaks, between three quotes."""
        parts = literal.text.split("\n")
        quoted = "\n".join(escape(part).replace('\\"', '"') for part in parts)
        quoted = _QUOTES.sub(lambda match: match[0].replace('"', '\\"'), quoted)
        return f'"""{quoted}"""{self._suffix(literal)}'

    def _suffix(self, literal: Literal) -> str:
        if literal.language:
            if not _LANGUAGE.fullmatch(literal.language):
                raise InputError(f"'{literal.language}' of '{literal.text}' is no language tag; write one such as zh")
            return f"@{literal.language}"
        if literal.datatype == XSD_STRING:
            return ""
        return f"^^{self.iri(Iri(literal.datatype))}"
