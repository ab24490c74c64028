"""Specialised rules in the database: one table of constants for each shape, and what each of them waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from kg.reason import plans
from kg.reason.shapes import Cutter, Many, Rule, Shape, is_column, shape_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from kg.reason.database import Database, Row
    from kg.reason.shapes import Place

# What statements are told apart by: their predicate; of types, the class too.
Key: TypeAlias = "int | tuple[int, int]"


class Group:
    """The rules of one shape.

    Attributes:
        shape: theirs.
        rows: their constants.
        made: whether there is a table of them; there need not be one before there are statements for them.
    """

    def __init__(self, database: Database, shape: Shape, name: str, type_: int) -> None:
        self.shape = shape
        self.rows: set[Row] = set()
        self.made = False
        self._database = database
        self._name = name
        self._type = type_
        self._wanted: list[set[Key] | None] = [set() if _is_told(atom[1]) else None for atom in shape.body]

    def add(self, rows: Collection[Row]) -> None:
        """Takes the rows in, and what statements they start from."""
        self.rows.update(rows)
        for atom, wanted in zip(self.shape.body, self._wanted, strict=True):
            if wanted is not None:
                wanted.update(_keys(atom[1], atom[2], rows, self._type))

    @property
    def table(self) -> str:
        """The name of the table of their constants, made now if it was not."""
        if self.shape.columns and not self.made:
            self._database.create(self._name, self.shape.columns)
            self._database.fill(self._name, self.shape.columns, self.rows)
            self.made = True
        return self._name

    def waits(self, number: int, keys: set[Key]) -> bool:
        """Whether a rule has, in the place of this number, a premise of one of these keys."""
        wanted = self._wanted[number]
        return wanted is None or not wanted.isdisjoint(keys)

    def possible(self, keys: set[Key]) -> bool:
        """Whether there are statements for all places."""
        return all(self.waits(number, keys) for number in range(len(self.shape.body)))


class Tables:
    """All rules that conclude statements, grouped by shape.

    Args:
        database: where their constants go.
        name: what the names of their tables begin with.
        type_: the number of rdf:type.

    Attributes:
        groups: the rules of each shape.
        constants: the numbers of all terms that the rules name.
    """

    def __init__(self, database: Database, name: str, type_: int) -> None:
        self.groups: dict[Shape, Group] = {}
        self._database = database
        self._name = name
        self._type = type_
        self.constants: set[int] = set()
        self._cutter = Cutter()
        self._made = 0

    def clear(self) -> None:
        """Forgets all rules, but not the names of auxiliary predicates."""
        for group in self.groups.values():
            if group.made:
                self._database.run(f"DROP TABLE {group.table}")
        self.groups.clear()
        self.constants.clear()

    def take(self, rules: Iterable[Rule | Many]) -> None:
        """Takes rules in as they are, with all their premises."""
        for group, rows in self._grouped(rules):
            if group.made:
                self._database.fill(group.table, group.shape.columns, rows)

    def add(self, rules: Iterable[Rule | Many], present: set[Key]) -> Iterator[tuple[Group, str]]:
        """Takes rules in, cut; gives each group that grew, with a table of what is new in it, for that moment.

        Groups of which there are no statements for all places, given those that are ``present``, are not given.
        """
        parts = (part for rule in rules for part in ([rule] if isinstance(rule, Many) else self._cutter.cut(rule)))
        for group, rows in self._grouped(parts):
            if not group.made and group.possible(present):
                yield group, group.table
            elif group.made:
                columns, fresh = group.shape.columns, f"{group.table}_new"
                self._database.create(fresh, columns)
                self._database.fill(fresh, columns, rows)
                if group.possible(present):
                    yield group, fresh
                self._database.run(f"INSERT INTO {group.table} SELECT * FROM {fresh}")
                self._database.run(f"DROP TABLE {fresh}")

    def _grouped(self, rules: Iterable[Rule | Many]) -> Iterator[tuple[Group, set[Row]]]:
        """The groups that grow, and what is new in each."""
        new: dict[Shape, set[Row]] = {}
        for part in rules:
            if isinstance(part, Many):
                new.setdefault(part.shape, set()).update(part.rows)
            else:
                shape, row = shape_of(part, {self._type})
                new.setdefault(shape, set()).add(row)
        for shape, rows in new.items():
            if shape not in self.groups:
                self._made += 1
                self.groups[shape] = Group(self._database, shape, f"{self._name}{self._made}", self._type)
            group = self.groups[shape]
            if added := rows - group.rows:
                group.add(added)
                self.constants.update(number for row in added for number in row)
                yield group, added

    def started(self, keys: set[Key], present: set[Key]) -> Iterator[str]:
        """The queries for what follows from statements in ``fresh``, which have these keys, with those in ``known``."""
        for group in self.groups.values():
            body = group.shape.body
            if group.possible(present):
                for number in range(len(body)):
                    if group.waits(number, keys):
                        sources = ["fresh" if place == number else "known" for place in range(len(body))]
                        yield plans.conclusions(group.shape, group.table, sources)


def _is_told(place: object) -> bool:
    return isinstance(place, int) or (isinstance(place, str) and place.startswith("c"))


def _keys(predicate: Place, given: Place, rows: Collection[Row], type_: int) -> Iterable[Key]:
    """The keys of the statements that may stand in a place with this predicate and object, for each row."""
    predicates = [predicate] * len(rows) if isinstance(predicate, int) else [row[int(predicate[1:])] for row in rows]
    if isinstance(given, str) and not is_column(given):
        return predicates
    objects = [given] * len(rows) if isinstance(given, int) else [row[int(given[1:])] for row in rows]
    return (key if key != type_ else (key, other) for key, other in zip(predicates, objects, strict=True))
