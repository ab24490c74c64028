"""Terms as numbers and back: the dictionary that the columns of the engine are written in.

Numbers are given in the order of the terms' N-Triples, so literals come first, then IRIs, then blank nodes: that
sorting by numbers sorts by terms, and what kind a term is can be told by comparing its number.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import count
from typing import TYPE_CHECKING

from kg.reason.datatypes import value
from kg.reason.vocabulary import is_standard
from kg.terms import RDF_LANG_STRING, XSD_STRING, Blank, Iri, Literal, ntriples

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.reason.database import Row
    from kg.reason.facts import Statement
    from kg.terms import Term


class Code:
    """The numbers of terms; made of the statements and words that are to be numbered in order, and then open.

    A term that is met later gets the next number; it must be an IRI.

    Attributes:
        literals: literals are the numbers below this one.
        blanks: blank nodes are the numbers from this one up to ``end``, not included.
        end: from here on are the IRIs that were met later.
    """

    def __init__(self, statements: Sequence[Statement], words: Iterable[Term]) -> None:
        met: defaultdict[Term, int] = defaultdict(count().__next__)
        flat = [met[term] for statement in statements for term in statement]
        for word in words:
            met[word]
        found = sorted(met, key=ntriples)
        self._terms: list[Term] = found
        place = [0] * len(found)
        for number, term in enumerate(found):
            place[met[term]] = number
            met[term] = number
        met.default_factory = None
        self._numbers: dict[Term, int] = met
        self._flat = [place[number] for number in flat]
        self.literals = sum(isinstance(term, Literal) for term in found)
        self.end = len(found)
        self.blanks = self.end - sum(isinstance(term, Blank) for term in found)

    def rows(self) -> Iterator[Row]:
        """The statements that this was made of, in numbers, in their order."""
        places = iter(self._flat)
        return zip(places, places, places, strict=True)

    def number(self, term: Term) -> int:
        """The term's number."""
        found = self._numbers.get(term)
        if found is None:
            found = self._numbers[term] = len(self._terms)
            self._terms.append(term)
        return found

    def term(self, number: int) -> Term:
        """The term with this number."""
        return self._terms[number]

    def statements(self, rows: Iterable[Row]) -> list[Statement]:
        """The statements that the rows stand for, in their order."""
        terms = self._terms
        return [(terms[subject], terms[predicate], terms[value]) for subject, predicate, value in rows]

    def standard(self) -> list[int]:
        """The numbers of the words of RDF, RDFS, OWL and XML Schema."""
        return [number for number, term in enumerate(self._terms) if isinstance(term, Iri) and is_standard(term)]

    def in_order(self) -> bool:
        """Whether the order of numbers is still that of the terms: nothing was met later."""
        return len(self._terms) == self.end

    def all_literals(self) -> list[Literal]:
        """The literals, by number."""
        return self._terms[: self.literals]  # type: ignore[return-value] # that is where literals are


class Values:
    """Which literals are lawful and which mean the same.

    Attributes:
        unlawful: whether a literal is not of its own datatype.
        same: of every literal that means the same as one with a smaller number: that one, the smallest.
    """

    def __init__(self, literals: Sequence[Literal]) -> None:
        # Strings in and without a language are lawful as they stand and mean themselves, unless others get near them.
        plain = {XSD_STRING, RDF_LANG_STRING}
        typed = [(number, literal) for number, literal in enumerate(literals) if literal.datatype not in plain]
        found = [(number, value(literal)) for number, literal in typed]
        self.unlawful = any(known is None for _, known in found)
        spaces = {known[0] for _, known in found if known}
        if any(literal.language != literal.language.lower() for literal in literals):
            spaces.add("langString")
        found += [
            (number, value(literal))
            for number, literal in enumerate(literals)
            if (literal.datatype == XSD_STRING and "string" in spaces)
            or (literal.datatype == RDF_LANG_STRING and "langString" in spaces)
        ]
        least: dict[object, int] = {}
        self.same: dict[int, int] = {}
        for number, known in sorted(found, key=lambda pair: pair[0]):
            if known is not None and least.setdefault(known, number) != number:
                self.same[number] = least[known]
        self._equal: defaultdict[int, list[int]] = defaultdict(list)
        for number, smallest in self.same.items():
            self._equal[smallest].append(number)

    def __contains__(self, number: int) -> bool:
        """Whether the literal is written in several ways."""
        return number in self.same or number in self._equal

    def equal(self, number: int) -> list[int]:
        """The numbers of all literals that mean the same as this one, itself among them; of another term, itself."""
        smallest = self.same.get(number, number)
        return [smallest, *self._equal.get(smallest, ())]
