"""The fast engine: specialised rules joined with whole columns, until nothing new follows.

The rule book is compiled against the ontology (``kg.rules.specialise``), rules of one shape become one join
(``kg.reason.shapes``), and each round joins only what the round before brought with all there is (semi-naive). Axioms
that come up are compiled in turn. Names of one thing are merged between rounds, and the rounds go on from what that
changed. Statements stay numbers in a database from the first to the last step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.reason import plans
from kg.reason.compiling import Compiled, Compiler
from kg.reason.hierarchy import Hierarchies
from kg.reason.representatives import Representatives
from kg.reason.tables import Tables
from kg.reason.vocabulary import SAME_AS, TYPE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kg.reason.coding import Code, Values
    from kg.reason.database import Database, Row
    from kg.reason.facts import Statement
    from kg.reason.tables import Key

_COLUMNS: Final = ("s", "p", "o")


class Columns:
    """The statements of a graph in a database, and all that follows from them once ``close`` has run.

    Tables: ``asserted`` (as given), ``known`` (about representatives, all so far), ``fresh`` (what the last round
    brought), ``meant`` (``known`` with the values of literals). Predicates below 0 are the engine's own.

    Attributes:
        names: the representatives.
        literal_pairs: the pairs of literals that the rules would make one.
        clashes: the rules that conclude false.
    """

    def __init__(
        self, database: Database, code: Code, values: Values, progress: Callable[[str], None], *, full: bool = False
    ) -> None:
        self.names = Representatives()
        self.literal_pairs: set[Row] = set()
        self.database = database
        self.code = code
        self._type = code.number(TYPE)
        self._same = code.number(SAME_AS)
        self._progress = progress
        self._compiler = Compiler(database, code, values, full=full)
        self._hierarchies = Hierarchies(database, code, full=full)
        self._rules, self._identities, self.clashes = (
            Tables(database, name, self._type) for name in ("rules", "identities", "clashes")
        )
        self._implied: set[int] = set()
        self._rounds = 0
        self._merged: set[int] = set()
        self._keys: set[Key] = set()
        self.present: set[Key] = set()
        self._uncompiled: set[Key] = set()
        self._load(values)

    def close(self) -> None:
        """Draws all conclusions."""
        self._compile()
        while True:
            self._conclude_all()
            if self._compiler.concerns(self._uncompiled):
                self._compile()
            elif not self._identify():
                return

    def axioms(self) -> list[Statement]:
        """The axioms with lists or with several parts, and lists, old and new."""
        return self._compiler.axioms()

    def merged(self) -> list[Row]:
        """Every name that is one with others, after the representative of them all; this one is among them."""
        term, number = self.code.term, self.code.number
        return [(number(self.names.of(term(name))), name) for name in sorted(self._merged)]

    def _load(self, values: Values) -> None:
        database = self.database
        database.create("value", ("id", "same"))
        database.create("links", ("one", "other"))
        database.fill("value", ("id", "same"), values.same.items())
        # In the order of predicates, since most that is looked for has one: blocks without it are passed over.
        rest = self._set_aside("asserted")
        database.run(f"CREATE TABLE known AS SELECT DISTINCT s, p, o FROM asserted WHERE {rest} ORDER BY p")
        same = "LEFT JOIN value v ON v.id = k.o" if values.same else ""
        meaning = "COALESCE(v.same, k.o)" if values.same else "k.o"
        database.run(f"CREATE VIEW meant AS SELECT k.s, k.p, k.o, {meaning} AS m FROM known k {same}")
        database.create("fresh", _COLUMNS)
        self.present = self._keys_of("known")
        self._uncompiled |= self.present
        self._merge()

    def _compile(self) -> None:
        """Compiles the rules against the axioms as they are now, and runs what is new of them on all there is."""
        self._progress("compiling")
        implied = self._compiler.implied()
        if implied != self._implied:
            self._forget()
        self._implied = implied
        compiled = self._compiler.about_axioms(implied)
        compiled.facts.extend(self._hierarchies.begin())
        self._learn(compiled)
        self._conclude_all()
        axioms = self.axioms()
        self._uncompiled = set()
        self._learn(self._compiler.about_data(axioms, implied, self.present))

    def _learn(self, compiled: Compiled) -> None:
        """Takes rules in and runs what is new of them on all there is."""
        self.database.create("found", _COLUMNS)
        self.database.fill("found", _COLUMNS, compiled.facts)
        for group, rows in self._rules.add(compiled.rules, self.present):
            query = plans.conclusions(group.shape, rows, ["known"] * len(group.shape.body))
            self.database.run(f"INSERT INTO found {query}")
        self._identities.take(compiled.identities)
        self.clashes.take(compiled.clashes)
        self._take()

    def _forget(self) -> None:
        """Drops all rules, so that they are made anew and run on all there is."""
        for tables in (self._rules, self._identities, self.clashes):
            tables.clear()

    def _conclude_all(self) -> None:
        while self._keys:
            self._rounds += 1
            self._progress(f"round {self._rounds}")
            self._conclude(self._rules.started(self._keys, self.present))

    def _conclude(self, queries: Iterable[str]) -> None:
        self.database.create("found", _COLUMNS)
        for query in queries:
            self.database.run(f"INSERT INTO found {query}")
        self.database.fill("found", _COLUMNS, self._hierarchies.climb(self._keys))
        self._take()

    def _take(self) -> None:
        """Makes what is new in ``found`` the next ``fresh``; sets the links between names aside."""
        database, rest = self.database, self._set_aside("found")
        implied = ", ".join(map(str, self._implied)) or "-1"
        database.run("DROP TABLE fresh")
        database.run(
            f"CREATE TABLE fresh AS SELECT DISTINCT s, p, o FROM found f WHERE {rest} "
            f"AND s NOT IN ({implied}) AND o NOT IN ({implied}) "
            "AND NOT EXISTS (SELECT 1 FROM known k WHERE k.s = f.s AND k.p = f.p AND k.o = f.o)"
        )
        database.run("DROP TABLE found")
        database.run("INSERT INTO known SELECT * FROM fresh")
        self._keys = self._keys_of("fresh")
        self.present |= self._keys
        self._uncompiled |= self._keys

    def _set_aside(self, table: str) -> str:
        """Sets the links between names in a table of statements aside; returns the condition of the others."""
        database, limit = self.database, self.code.literals
        alike = f"p = {self._same} AND (s < {limit}) = (o < {limit})"
        if database.rows(f"SELECT 1 FROM {table} WHERE {alike} LIMIT 1"):
            links = f"SELECT DISTINCT s, o FROM {table} WHERE {alike} AND s <> o"
            database.run(f"INSERT INTO links {links} AND s >= {limit}")
            self.literal_pairs.update(database.rows(f"{links} AND s < {limit}"))
        return f"NOT ({alike})"

    def _keys_of(self, table: str) -> set[Key]:
        """What the statements in a table are told apart by."""
        keys: set[Key] = {row[0] for row in self.database.rows(f"SELECT DISTINCT p FROM {table}")}
        if self._type in keys:
            types = self.database.rows(f"SELECT DISTINCT o FROM {table} WHERE p = {self._type}")
            keys |= {(self._type, row[0]) for row in types}
        return keys

    def _identify(self) -> bool:
        """Finds what is one and merges it; returns whether there is anything to go on from."""
        self._progress("merging names")
        database, limit = self.database, self.code.literals
        database.create("found", _COLUMNS)
        for group in self._identities.groups.values():
            if not group.possible(self.present):
                continue
            query = plans.alike(group.shape, group.table, "meant")
            database.run(f"INSERT INTO links SELECT least, one FROM ({query}) WHERE least >= {limit}")
            if database.rows(f"SELECT 1 FROM ({query}) WHERE least < {limit} LIMIT 1"):
                pairs = plans.pairs(group.shape, group.table, "meant", limit)
                database.run(f"INSERT INTO found SELECT one, {self._same}, other FROM ({pairs})")
        self._take()
        return self._merge() or bool(self._keys)

    def _merge(self) -> bool:
        """Rewrites names that are one to one name; what that changed is fresh. Returns whether there were any."""
        found = self.database.rows("SELECT DISTINCT one, other FROM links")
        self.database.run("DELETE FROM links")
        term, number = self.code.term, self.code.number
        self.code.terms(place for pair in found for place in pair)
        if not self.names.learn((term(one), term(other)) for one, other in found):
            return False
        self._merged.update(place for pair in found for place in pair)
        chosen = {old: number(self.names.of(term(old))) for old in self._merged}
        replaced = {old: new for old, new in chosen.items() if old != new}
        self._rewrite(replaced)
        if any(not tables.constants.isdisjoint(replaced) for tables in (self._rules, self._identities, self.clashes)):
            self._forget()
            self._compile()
        return True

    def _rewrite(self, replaced: dict[int, int]) -> None:
        self._hierarchies.rename(replaced)
        database = self.database
        database.create("renamed", ("old", "new"))
        database.fill("renamed", ("old", "new"), replaced.items())
        touched = " OR ".join(f"{column} IN (SELECT old FROM renamed)" for column in _COLUMNS)
        pending = "" if not self._keys else " UNION SELECT s, p, o FROM fresh"
        database.run(f"CREATE TABLE moved AS SELECT s, p, o FROM known WHERE {touched}{pending}")
        database.run(
            "CREATE TABLE found AS "
            "SELECT COALESCE(a.new, k.s) AS s, COALESCE(b.new, k.p) AS p, COALESCE(c.new, k.o) AS o "
            "FROM moved k LEFT JOIN renamed a ON a.old = k.s LEFT JOIN renamed b ON b.old = k.p "
            "LEFT JOIN renamed c ON c.old = k.o"
        )
        database.run(
            "DELETE FROM known WHERE EXISTS "
            "(SELECT 1 FROM moved m WHERE m.s = known.s AND m.p = known.p AND m.o = known.o)"
        )
        database.run("DROP TABLE moved")
        database.run("DROP TABLE renamed")
        self._take()
