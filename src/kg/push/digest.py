"""Whether two graphs say the same: a digest that neither order nor a server's way of writing numbers changes.

Each statement is hashed alone and the hashes are added up, so that graphs of any size take no memory; statements with
blank nodes, which only make sense together, get the names that RDFC-1.0 gives (https://www.w3.org/TR/rdf-canon/).
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from hashlib import sha256
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.terms import XSD, Blank, Literal, Triple, ntriples
from kg.turtle.formats import canonical_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.terms import Term

_WHOLE: Final = 1 << 256
_NUMBERS: Final = frozenset({f"{XSD}decimal", f"{XSD}integer"})
_INEXACT: Final = frozenset({f"{XSD}double", f"{XSD}float"})
_BOOLEANS: Final = {"1": "true", "0": "false"}


class Fingerprint(NamedTuple):
    """How many statements there are, and their digest in hex."""

    size: int
    digest: str


class Tally:
    """A fingerprint as its statements come, each once.

    Attributes:
        blank: the statements with blank nodes.
    """

    def __init__(self) -> None:
        self.blank: list[Triple] = []
        self._size = 0
        self._total = 0

    def add(self, statement: Triple) -> bool:
        """Count a statement; whether it has no blank node."""
        subject, predicate, thing = statement
        self._size += 1
        if isinstance(subject, Blank) or isinstance(thing, Blank):
            self.blank.append(statement)
            return False
        self._total += _hashed(f"{ntriples(subject)} {ntriples(predicate)} {ntriples(_valued(thing))} .\n")
        return True

    def fingerprint(self) -> Fingerprint:
        """That of the statements so far; values count, not the digits they are written with."""
        valued = [Triple(subject, predicate, _valued(thing)) for subject, predicate, thing in self.blank]
        total = self._total + (sum(map(_hashed, canonical_lines(valued))) if valued else 0)
        return Fingerprint(self._size, f"{total % _WHOLE:064x}")


def fingerprint(statements: Iterable[Triple]) -> Fingerprint:
    """The fingerprint of statements that come each once."""
    tally = Tally()
    for statement in statements:
        tally.add(statement)
    return tally.fingerprint()


def _hashed(line: str) -> int:
    return int.from_bytes(sha256(line.encode()).digest(), "big")


def _valued(term: Term) -> Term:
    """The term, a number or truth value in one form of its own."""
    if not isinstance(term, Literal):
        return term
    text = term.text
    try:
        if term.datatype in _NUMBERS:
            text = f"{Decimal(text).normalize():f}"
        elif term.datatype in _INEXACT:
            text = repr(float(text))
        elif term.datatype == f"{XSD}boolean":
            text = _BOOLEANS.get(text, text)
    except (InvalidOperation, ValueError):  # no number: it stays as it is
        return term
    return Literal(text, term.datatype, term.language)
