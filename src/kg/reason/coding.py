"""Terms as numbers and back: the dictionary that the columns of the engine are written in.

Numbers are given in the order of the terms' N-Triples, so literals come first, then IRIs, then blank nodes: that
sorting by numbers sorts by terms, and what kind a term is can be told by comparing its number. The dictionary is a
table; only the terms that are asked for become values of Python.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from kg.reason.datatypes import KNOWN, value
from kg.reason.vocabulary import STANDARDS
from kg.terms import RDF_LANG_STRING, XSD, Literal, from_ntriples, ntriples

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.reason.database import Database, Row
    from kg.reason.datatypes import Value
    from kg.reason.facts import Statement
    from kg.terms import Term

_FEW: Final = 500

# Literals that are lawful and the only plain way to write their value, told by their text alone: strings, strings in a
# language in lower case, whole numbers and fractions without a needless sign or zero, days of this calendar, and what
# is of a datatype of which nothing is known. All others are looked at one by one.
_DATATYPE: Final = r"regexp_extract(text, '\^\^<([^<>]*)>$', 1)"
_SETTLED: Final = f"""CASE
    WHEN text[-1:] = '"' THEN TRUE
    WHEN text[-1:] <> '>' THEN NOT regexp_matches(text, '@[^"@]*[A-Z][^"@]*$')
    WHEN {_DATATYPE} NOT IN ({", ".join(f"'{name}'" for name in sorted(KNOWN))}) THEN TRUE
    WHEN {_DATATYPE} = '{XSD}integer' THEN regexp_matches(text, '^"(0|-?[1-9][0-9]*)"')
    WHEN {_DATATYPE} = '{XSD}decimal' THEN regexp_matches(text, '^"-?(0|[1-9][0-9]*)\\.[0-9]*[1-9]"')
    WHEN {_DATATYPE} = '{XSD}date'
        THEN regexp_matches(text, '^"[1-9][0-9]{{3}}-[0-9]{{2}}-[0-9]{{2}}"')
            AND try_cast(text[2:11] AS DATE) IS NOT NULL
    ELSE FALSE END"""


class Code:
    """The numbers of terms, as ``kg.reason.statements.Statements.number`` gave them.

    Args:
        database: with the table ``term``.
        words: terms that will be asked for.

    Attributes:
        literals: literals are the numbers below this one.
        blanks: blank nodes are the numbers from this one up to ``end``, not included.
        end: how many terms there are.
    """

    def __init__(self, database: Database, words: Iterable[Term]) -> None:
        self._database = database
        self._terms: dict[int, Term] = {}
        self._numbers: dict[Term, int] = {}
        counts = "count(*), count(*) FILTER (text < '<'), count(*) FILTER (text < '_')"
        ((self.end, self.literals, self.blanks),) = database.rows(f"SELECT {counts} FROM term")
        for number in self.numbers([ntriples(word) for word in words]).values():
            self.term(number)

    def numbers(self, texts: Sequence[str]) -> dict[str, int]:
        """The numbers of the terms with these N-Triples, as far as they have one; learns the terms."""
        database = self._database
        database.run("CREATE TABLE wanted (text VARCHAR)")
        database.fill_mixed("wanted", {"text": "VARCHAR"}, ((text,) for text in texts))
        found = list(database.each("SELECT id, text FROM wanted JOIN term USING (text)"))
        database.run("DROP TABLE wanted")
        self._learn(found)
        return {text: int(number) for number, text in found}

    def number(self, term: Term) -> int:
        """The term's number.

        Raises:
            KeyError: it has none.
        """
        found = self._numbers.get(term)
        return self.numbers([ntriples(term)])[ntriples(term)] if found is None else found

    def term(self, number: int) -> Term:
        """The term with this number."""
        found = self._terms.get(number)
        return self.terms([number])[number] if found is None else found

    def terms(self, numbers: Iterable[int]) -> Mapping[int, Term]:
        """A dictionary that has at least these numbers and their terms."""
        missing = sorted({number for number in numbers if number not in self._terms})
        if not missing:
            return self._terms
        database = self._database
        if len(missing) < _FEW:
            condition = f"id IN ({', '.join(map(str, missing))})"
            self._learn(database.each(f"SELECT id, text FROM term WHERE {condition}"))
        else:
            database.create("wanted", ["id"])
            database.fill("wanted", ["id"], ((number,) for number in missing))
            self._learn(database.each("SELECT id, text FROM wanted JOIN term USING (id)"))
            database.run("DROP TABLE wanted")
        return self._terms

    def _learn(self, rows: Iterable[tuple[object, ...]]) -> None:
        for number, text in rows:
            term = from_ntriples(str(text))
            self._terms[number] = term  # type: ignore[index] # a number and a text, as the queries say
            self._numbers[term] = number  # type: ignore[assignment] # likewise

    def statements(self, rows: Sequence[Row]) -> list[Statement]:
        """The statements that the rows stand for, in their order."""
        terms = self.terms({number for row in rows for number in row})
        return [(terms[subject], terms[predicate], terms[given]) for subject, predicate, given in rows]

    def standard(self) -> list[int]:
        """The numbers of the words of RDF, RDFS, OWL and XML Schema."""
        names = " OR ".join(f"starts_with(text, '<{namespace}')" for namespace in STANDARDS)
        return [row[0] for row in self._database.rows(f"SELECT id FROM term WHERE {names} ORDER BY id")]

    def all_literals(self) -> list[Literal]:
        """The literals, by number."""
        terms = self.terms(range(self.literals))
        return [terms[number] for number in range(self.literals)]  # type: ignore[misc] # that is where literals are

    def unsettled(self) -> list[tuple[int, Literal]]:
        """The literals, by number, of which the text alone does not tell that none other means the same."""
        condition = f"id < {self.literals} AND NOT ({_SETTLED})"
        found = [row[0] for row in self._database.rows(f"SELECT id FROM term WHERE {condition} ORDER BY id")]
        terms = self.terms(found)
        return [(number, terms[number]) for number in found]  # type: ignore[misc] # literals, as the condition says


class Values:
    """Which literals are lawful and which mean the same.

    Attributes:
        unlawful: whether a literal is not of its own datatype.
        same: of every literal that means the same as one with a smaller number: that one, the smallest.
    """

    def __init__(self, code: Code) -> None:
        read = [(number, value(literal)) for number, literal in code.unsettled()]
        self.unlawful = any(known is None for _, known in read)
        found = [(number, known) for number, known in read if known is not None]
        plain = {text: known for _, known in found if (text := _plain(known))}
        found += [(number, plain[text]) for text, number in code.numbers(list(plain)).items()]
        least: dict[Value, int] = {}
        self.same: dict[int, int] = {}
        for number, known in sorted(dict(found).items()):
            if least.setdefault(known, number) != number:
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


def _plain(known: Value) -> str:
    """The N-Triples of the settled literal of this value, "" where there is none."""
    space, content = known
    if space == "decimal":
        number = f"{content:f}"
        whole, _, fraction = number.partition(".")
        fraction = fraction.rstrip("0")
        if fraction:
            return f'"{whole}.{fraction}"^^<{XSD}decimal>'
        return f'"{"0" if whole == "-0" else whole}"^^<{XSD}integer>'
    if space == "string":
        return ntriples(Literal(str(content)))
    if space == "langString" and isinstance(content, tuple):
        return ntriples(Literal(content[0], RDF_LANG_STRING, content[1]))
    return ""
