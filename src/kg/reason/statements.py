"""Named graphs as text in a database: read from files at the speed of the disk, looked up, and given numbers.

Table ``line``: ``s``, ``p``, ``o`` in canonical N-Triples, and ``f``, the number of the file. Once the terms are
numbered, ``given`` has the same in numbers and ``asserted`` the part of it that is reasoned about, ``term`` has the
text of each number, and ``line`` is gone.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.reason.database import Refused
from kg.terms import Quad, from_ntriples, ntriples
from kg.turtle.lines import write_carefully, write_lines
from kg.turtle.read import shown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from kg.reason.database import Database
    from kg.terms import Iri, Term, Triple

_TEXTS: Final = {"s": "VARCHAR", "p": "VARCHAR", "o": "VARCHAR", "f": "INTEGER"}
# Statements that need no parser: absolute IRIs in ASCII without anything that a parser could object to, and literals in
# their canonical form, of a language or of a datatype of XML Schema. Anything else is left to the parser.
_PART: Final = "[A-Za-z0-9/._~?=&;,+!-]*"
_IRI: Final = f"<https?://[A-Za-z0-9.-]+/{_PART}(#{_PART})?>"
_TAG: Final = "@[a-z]{2,3}(-[a-z]{4})?(-[a-z]{2})?"
_TYPED: Final = r"\^\^<http://www\.w3\.org/2001/XMLSchema#([a-rt-zA-Z][A-Za-z]*|short)>"
_LITERAL: Final = rf'"([^"\\\x00-\x1f\x7f]|\\[tbnrf"\\])*"({_TAG}|{_TYPED})?'
_BLANK: Final = "_:[A-Za-z0-9]+"
_PLAIN: Final = rf"({_IRI}|{_BLANK}) {_IRI} ({_IRI}|{_BLANK}|{_LITERAL}) \."
# What pyoxigraph writes for what RDF 1.1 does not know, and the two characters that it escapes and we do not.
_DOUBTFUL: Final = r"<<\(|--(ltr|rtl) \.$|\\uFFF[EF]"


class Source(NamedTuple):
    """Where statements came from: a file, or None for values of Python, and the graph they stand in."""

    path: Path | None
    graph: Iri


class Statements:
    """Statements of named graphs in a database, until their terms are numbered as text.

    Attributes:
        sources: what they came from, by number.
        aside: the numbers of those that are stored and not reasoned about.
    """

    def __init__(self, database: Database) -> None:
        self.sources: list[Source] = []
        self.aside: set[int] = set()
        self._numbered = False
        self._database = database
        database.run(f"CREATE TABLE line ({', '.join(f'{name} {kind}' for name, kind in _TEXTS.items())})")

    def read(self, path: Path, graph: Iri) -> None:
        """Adds the statements of a Turtle file to a graph.

        Blank nodes are renamed after the file. A file of plain N-Triples is read by the database alone; any other is
        parsed by pyoxigraph, and one at which that stumbles by the careful reader, whose errors say more.

        Raises:
            InputError: the file is missing or cannot be read.
            SyntaxFault: it is not Turtle in UTF-8; the text says file, line, column, what is wrong and what to do.
        """
        number = len(self.sources)
        self.sources.append(Source(path, graph))
        stem = f"f{zlib.crc32(shown(path).encode()):08x}n"
        try:
            self._take(path, number, stem, f"regexp_full_match(line, '{_PLAIN}')")
        except (OSError, Refused):
            self._parse(path, number, stem)

    def _parse(self, path: Path, number: int, stem: str) -> None:
        target = self._database.folder / "parsed.nt"
        try:
            write_lines(path, target)
            self._take(target, number, stem, f"NOT regexp_matches(line, '{_DOUBTFUL}')")
        except (OSError, ValueError, Refused):
            write_carefully(path, target)
            self._take(target, number, stem, "TRUE")
        finally:
            target.unlink(missing_ok=True)

    def _take(self, path: Path, number: int, stem: str, condition: str) -> None:
        """Adds the lines of a file of N-Triples, if each meets the condition."""
        start, end = "length(s) + length(p) + 3", "-3"

        def renamed(column: str) -> str:
            return f"CASE WHEN starts_with({column}, '_:') THEN '_:{stem}' || {column}[3:] ELSE {column} END"

        self._database.run(
            f"INSERT INTO line SELECT {renamed('s')}, p, {renamed('o')}, {number} FROM "
            f"(SELECT s, p, line[{start}:{end}] AS o FROM "
            "(SELECT line, split_part(line, ' ', 1) AS s, split_part(line, ' ', 2) AS p FROM "
            f"(SELECT CASE WHEN {condition} THEN line ELSE error('not plain') END AS line "
            f"FROM {self._database.lines(path)})))"
        )

    def add(self, triples: Iterable[Triple], graph: Iri, *, aside: bool = False) -> None:
        """Adds statements to a graph; blank nodes keep their labels.

        Args:
            triples: the statements.
            graph: the graph.
            aside: store them, and do not reason about them.
        """
        number = len(self.sources)
        self.sources.append(Source(None, graph))
        if aside:
            self.aside.add(number)
        rows = ((ntriples(s), ntriples(p), ntriples(o), number) for s, p, o in triples)
        self._database.fill_mixed("line", _TEXTS, rows)

    def quads(self, predicates: Collection[Iri] = (), *, aside: bool = True) -> Iterator[Quad]:
        """The statements as values, in no order that means anything. To be asked before terms are numbered.

        Args:
            predicates: those that are wanted; all if there are none.
            aside: also those that are not reasoned about.
        """
        conditions = [] if aside else [f"f NOT IN ({self._aside()})"]
        if predicates:
            wanted = ", ".join(f"'{ntriples(predicate)}'" for predicate in predicates)
            conditions.append(f"p IN ({wanted})")
        chosen = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        known: dict[str, Term] = {}

        def term(text: str) -> Term:
            return known.get(text) or known.setdefault(text, from_ntriples(text))

        for subject, predicate, given, file in self._database.each(f"SELECT s, p, o, f FROM line {chosen}"):
            graph = self.sources[int(file)].graph
            yield Quad(term(subject), term(predicate), from_ntriples(given), graph)  # type: ignore[arg-type] # as it was read

    def number(self, words: Iterable[Term]) -> None:
        """Numbers all terms, and the words, in the order of their N-Triples, from 0."""
        database = self._database
        database.run("CREATE TABLE word (text VARCHAR)")
        database.fill_mixed("word", {"text": "VARCHAR"}, ((ntriples(word),) for word in words))
        columns = " UNION ".join(f"SELECT {column} AS text FROM line" for column in "spo")
        database.run(
            "CREATE TABLE term AS SELECT (row_number() OVER (ORDER BY text) - 1)::INTEGER AS id, text "
            f"FROM ({columns} UNION SELECT text FROM word)"
        )
        joins = " ".join(f"JOIN term {column} ON {column}.text = l.{column}" for column in "spo")
        database.run(f"CREATE TABLE given AS SELECT s.id AS s, p.id AS p, o.id AS o, l.f AS f FROM line l {joins}")
        database.run(f"CREATE VIEW asserted AS SELECT s, p, o FROM given WHERE f NOT IN ({self._aside()})")
        database.run("DROP TABLE line")
        database.run("DROP TABLE word")
        self._numbered = True

    def paths(self, *terms: Term) -> list[Path]:
        """The files that have a statement with this subject, or with this subject, predicate and object, in order."""
        conditions = []
        for column, term in zip("spo", terms, strict=False):
            text = "'" + ntriples(term).replace("'", "''") + "'"
            conditions.append(
                f"{column} = (SELECT id FROM term WHERE text = {text})" if self._numbered else f"{column} = {text}"
            )
        table = "given" if self._numbered else "line"
        found = self._database.rows(f"SELECT DISTINCT f FROM {table} WHERE {' AND '.join(conditions)} ORDER BY f")
        return [path for (file,) in found if (path := self.sources[file].path)]

    def _aside(self) -> str:
        return ", ".join(map(str, sorted(self.aside))) or "-1"
