"""What a store is to hold, in a database: statements about representatives, asserted and inferred, as sorted N-Quads.

Of several names of one thing a store has one, with the statement that it stands for the others. Table ``stored``:
``s``, ``p``, ``o``, and ``g``, the place of the graph among the sorted names of all; in N-Quads the lines are in the
order of these numbers, because where a term's text is the beginning of another's, that one goes on with a character
after the space, which ends this one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.reason.coding import Code, Values
from kg.reason.vocabulary import SAME_AS, TYPE
from kg.terms import Quad, from_ntriples, ntriples
from kg.turtle.blanks import all_labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kg.reason.concluding import Conclusions
    from kg.reason.database import Database
    from kg.reason.statements import Statements
    from kg.terms import Iri, Literal

_STATEMENT: Final = ("s", "p", "o")


class Stored:
    """The statements to be stored, each once in each of its graphs.

    Args:
        database: with the table ``given``.
        statements: what was read into it.
        found: what follows from them.
        graph: the graph of what is inferred.

    Attributes:
        asserted: how many different statements are asserted, those that are stored aside apart.
        inferred: how many are inferred.
    """

    def __init__(self, database: Database, statements: Statements, found: Conclusions, graph: Iri) -> None:
        self._database = database
        self._code = Code(database, [SAME_AS, TYPE])
        self._same = self._code.number(SAME_AS)
        self._graphs = sorted({*(source.graph for source in statements.sources), graph}, key=ntriples)
        self._renaming = bool(found.representatives)
        self._place(statements, found)
        self._write_asserted(found.beside)
        known = f"SELECT s, p, o FROM renamed WHERE f NOT IN ({_listed(statements.aside)})"
        self.asserted = database.number(f"SELECT count(*) FROM (SELECT DISTINCT s, p, o FROM ({known}))")
        place = self._graphs.index(graph)
        database.run(
            f"INSERT INTO stored SELECT s, p, o, {place} FROM (({found.inferred}) UNION "
            f"SELECT old, {self._same}, new FROM standing EXCEPT {known})"
        )
        self.inferred = database.number(f"SELECT count(*) FROM stored WHERE g = {place}")
        self._label_blanks()

    def _place(self, statements: Statements, found: Conclusions) -> None:
        database = self._database
        database.create("source", ("f", "g"))
        rows = ((file, self._graphs.index(source.graph)) for file, source in enumerate(statements.sources))
        database.fill("source", ("f", "g"), rows)
        names = {ntriples(name) for pair in found.representatives.items() for name in pair}
        numbers = self._code.numbers(sorted(names))
        database.create("standing", ("old", "new"))
        pairs = ((numbers[ntriples(old)], numbers[ntriples(new)]) for old, new in found.representatives.items())
        database.fill("standing", ("old", "new"), pairs)

    def _write_asserted(self, beside: int | None) -> None:
        """What was asserted, about representatives; a statement that says which names are the same stays as it is."""
        database = self._database
        table = "given" if beside is None else f"(SELECT * FROM given WHERE f <> {beside})"
        if self._renaming:
            names = ", ".join(f"COALESCE(n{column}.new, x.{column}) AS {column}" for column in _STATEMENT)
            joins = " ".join(
                f"LEFT JOIN standing n{column} ON n{column}.old = x.{column} AND x.p <> {self._same}"
                for column in _STATEMENT
            )
            written = ", ".join(f"x.{column} AS w{column}" for column in _STATEMENT)
            database.run(f"CREATE TABLE renamed AS SELECT {names}, x.f, {written} FROM {table} x {joins}")
        else:
            database.run(f"CREATE VIEW renamed AS SELECT s, p, o, f, s AS ws, p AS wp, o AS wo FROM {table}")
        database.run("CREATE TABLE stored AS SELECT DISTINCT s, p, o, g FROM renamed JOIN source USING (f)")

    def rewritten(self, statements: Statements) -> list[tuple[Quad, Quad]]:
        """The asserted statements that are stored under other names, as written and as stored.

        With them those that were written just so, where others that were written otherwise came to be the same. None of
        them has a blank node: its label is not that of the store, and a list is never told of by another name.
        """
        if not self._renaming:
            return []
        limit, aside = self._code.blanks, _listed(statements.aside)
        self._database.create("form", ("id", "same"))
        self._database.fill("form", ("id", "same"), Values(self._code).same.items())
        # A literal by its value, of which a store may have another form.
        meant = "SELECT x.*, COALESCE(v.same, x.o) AS m FROM renamed x LEFT JOIN form v ON v.id = x.o"
        changed = f"SELECT s, p, m FROM ({meant}) WHERE s <> ws OR p <> wp OR o <> wo"
        rows = self._database.rows(
            f"SELECT ws, wp, wo, s, p, o, f FROM ({meant}) SEMI JOIN ({changed}) USING (s, p, m) "
            f"WHERE ws < {limit} AND wo < {limit} AND f NOT IN ({aside}) ORDER BY ALL"
        )
        terms = self._code.terms({number for row in rows for number in row[:-1]})
        found = []
        for row in rows:
            graph = statements.sources[row[-1]].graph
            ws, wp, wo, s, p, o = (terms[number] for number in row[:-1])
            found.append((Quad(ws, wp, wo, graph), Quad(s, p, o, graph)))  # type: ignore[arg-type] # as they were read
        return found

    def _label_blanks(self) -> None:
        """Names blank nodes after the graph alone, and numbers them in the order of their names."""
        database, code = self._database, self._code
        rows = database.rows(f"SELECT s, p, o, g FROM stored WHERE s >= {code.blanks} OR o >= {code.blanks}")
        if not rows:
            return
        terms = code.terms({number for row in rows for number in row[:3]})
        quads = [Quad(terms[s], terms[p], terms[o], self._graphs[g]) for s, p, o, g in rows]  # type: ignore[arg-type] # likewise
        labels = {blank: f"_:{label}" for blank, label in all_labels(quads).items()}
        ordered = sorted(labels, key=labels.__getitem__)
        # Those of asserted statements alone; others are in no statement that is stored.
        numbers = {code.number(blank): code.blanks + place for place, blank in enumerate(ordered)}
        database.run(f"DELETE FROM stored WHERE s >= {code.blanks} OR o >= {code.blanks}")
        database.run(f"DELETE FROM term WHERE id >= {code.blanks}")
        named = ((code.blanks + place, labels[blank]) for place, blank in enumerate(ordered))
        database.fill_mixed("term", {"id": "INTEGER", "text": "VARCHAR"}, named)
        database.fill(
            "stored",
            (*_STATEMENT, "g"),
            ((numbers.get(s, s), p, numbers.get(o, o), g) for s, p, o, g in rows),
        )

    def write(self, path: Path) -> None:
        r"""Writes canonical N-Quads: sorted lines that end in ``\n``, as ``kg.turtle.write.nquads`` gives them."""
        graphs = " ".join(f"WHEN {place} THEN ' {ntriples(graph)} .'" for place, graph in enumerate(self._graphs))
        joins = " ".join(f"JOIN term {name} ON {name}.id = x.{name[0]}" for name in ("ss", "pp", "oo"))
        self._database.write(
            f"SELECT ss.text || ' ' || pp.text || ' ' || oo.text || CASE x.g {graphs} END FROM stored x "
            f"{joins} ORDER BY x.s, x.p, x.o, x.g",
            path,
        )

    def nodes(self) -> Iterator[tuple[str, int, bool]]:
        """Of each IRI that is a subject or object: itself, in how many ties it stands, whether anything is said of it.

        Types are no ties; that two names are the same is neither a tie nor said of them. In the order of their numbers,
        which are what ``texts`` and ``links`` give.
        """
        low, high = self._code.literals, self._code.blanks
        between, is_node = (f"{column} >= {low} AND {column} < {high}" for column in "so")
        is_tie = f"p NOT IN ({self._code.number(TYPE)}, {self._same})"
        places = (
            f"SELECT s AS id, ({is_node} AND {is_tie})::INTEGER AS tie, (p <> {self._same})::INTEGER AS said "
            f"FROM stored WHERE {between} "
            f"UNION ALL SELECT o, ({is_tie})::INTEGER, 0 FROM stored WHERE {between} AND {is_node}"
        )
        self._database.run(
            "CREATE TABLE node AS SELECT id, (row_number() OVER (ORDER BY id) - 1)::INTEGER AS place, "
            f"sum(tie)::INTEGER AS ties, max(said) = 1 AS said FROM ({places}) GROUP BY id"
        )
        rows = self._database.each("SELECT text, ties, said FROM node JOIN term USING (id) ORDER BY id")
        return ((text[1:-1], ties, said) for text, ties, said in rows)

    def texts(self, predicates: Iterable[Iri]) -> Iterator[tuple[int, str, Literal]]:
        """The literals that nodes have for these predicates: node, predicate, literal; in the order of N-Quads."""
        rows = self._database.each(
            f"SELECT n.place, p.text, o.text FROM {self._said(predicates)} JOIN term p ON p.id = x.p "
            f"JOIN term o ON o.id = x.o WHERE x.o < {self._code.literals} ORDER BY x.s, x.p, x.o, x.g"
        )
        return ((node, predicate[1:-1], from_ntriples(given)) for node, predicate, given in rows)  # type: ignore[misc] # literals, as asked

    def links(self, predicates: Iterable[Iri]) -> Iterator[tuple[int, str, int]]:
        """The nodes that nodes have for these predicates: node, predicate, node; in the order of N-Quads."""
        rows = self._database.each(
            f"SELECT n.place, p.text, o.place FROM {self._said(predicates)} JOIN term p ON p.id = x.p "
            "JOIN node o ON o.id = x.o ORDER BY x.s, x.p, x.o, x.g"
        )
        return ((node, predicate[1:-1], other) for node, predicate, other in rows)

    def _said(self, predicates: Iterable[Iri]) -> str:
        numbers = self._code.numbers([ntriples(predicate) for predicate in predicates])
        return f"(SELECT * FROM stored WHERE p IN ({_listed(set(numbers.values()))})) x JOIN node n ON n.id = x.s"

    def graphs(self) -> dict[Iri, int]:
        """How many statements each graph has that has any, by name."""
        rows = self._database.rows("SELECT g, count(*) FROM stored GROUP BY g ORDER BY g")
        return {self._graphs[place]: count for place, count in rows}


def _listed(numbers: set[int]) -> str:
    return ", ".join(map(str, sorted(numbers))) or "-1"
