"""Specialised rules as rows of numbers: rules of one shape become one table, so that one join runs them all.

An ontology of 100,000 classes has 100,000 rules of the shape "what is of class C0 is of class C1": one table of two
columns, one join. Long bodies are cut into steps of two atoms by auxiliary predicates (numbers below 0), so chains of
any length have the shape "x C0 y, y C1 z, hence x C2 z", and common beginnings are worked out once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

# A place of an atom: the name of a variable, or the number of a term.
Place: TypeAlias = "str | int"
Atom: TypeAlias = tuple[Place, Place, Place]

# What two atoms share with the rest of a rule, if it is to fit a statement's subject and object.
_WIDTH = 2


class Rule(NamedTuple):
    """A specialised rule in numbers: premises about data, and what follows; ``head`` is None for ``false``."""

    body: tuple[Atom, ...]
    head: Atom | None
    distinct: tuple[tuple[str, str], ...] = ()


class Shape(NamedTuple):
    """What rules have in common that differ in constants only.

    Places are the names ``v0``, ``v1``, … of variables and ``c0``, ``c1``, … of the columns that hold the constants; a
    number is a constant that all rules of the shape have.
    """

    body: tuple[tuple[Place, Place, Place], ...]
    head: tuple[Place, Place, Place] | None
    distinct: tuple[tuple[str, str], ...]

    @property
    def columns(self) -> list[str]:
        """The names of the columns of constants, in order."""
        used = {place for atom in (*self.body, *([self.head] if self.head else [])) for place in atom}
        return sorted((str(place) for place in used if is_column(place)), key=lambda name: int(name[1:]))


class Many(NamedTuple):
    """Rules of one shape, of at most two premises: a row of constants for each."""

    shape: Shape
    rows: list[tuple[int, ...]]


def is_column(place: Place) -> bool:
    """Whether the place of a shape is filled by a constant that differs from rule to rule."""
    return isinstance(place, str) and place.startswith("c")


def is_variable(place: Place) -> bool:
    """Whether the place of a shape is a variable."""
    return isinstance(place, str) and place.startswith("v")


def shape_of(rule: Rule, fixed: Collection[int]) -> tuple[Shape, tuple[int, ...]]:
    """The shape of a rule and its row of constants.

    Args:
        rule: the rule.
        fixed: constants that stay in the shape, such as rdf:type.

    >>> shape_of(Rule((("x", 7, 3),), ("x", 7, 4)), {7})
    (Shape(body=(('v0', 7, 'c0'),), head=('v0', 7, 'c1'), distinct=()), (3, 4))
    """
    names: dict[Place, str] = {}
    row: list[int] = []

    def place(given: Place) -> Place:
        if given in fixed:
            return given
        if given not in names:
            if isinstance(given, int):
                names[given] = f"c{len(row)}"
                row.append(given)
            else:
                names[given] = f"v{len(names) - len(row)}"
        return names[given]

    def atom(given: Atom) -> Atom:
        return place(given[0]), place(given[1]), place(given[2])

    body = tuple(atom(premise) for premise in rule.body)
    head = atom(rule.head) if rule.head else None
    distinct = tuple((str(place(one)), str(place(other))) for one, other in rule.distinct)
    return Shape(body, head, distinct), tuple(row)


class Cutter:
    """Cuts rules of many premises into rules of two, by auxiliary predicates that it names."""

    def __init__(self) -> None:
        self._names: dict[object, int] = {}

    def cut(self, rule: Rule) -> Iterator[Rule]:
        """Rules of two premises that come to the same; a rule whose parts share too much is given as it is."""
        body = list(_connected(rule.body))
        while len(body) > _WIDTH:
            first, second, *rest = body
            later = variables([*rest, *([rule.head] if rule.head else [])]) | {
                x for pair in rule.distinct for x in pair
            }
            shared = [name for name in _in_order([first, second]) if name in later]
            if len(shared) > _WIDTH or not shared:
                break
            step = (shared[0], self._name(first, second, shared), shared[-1])
            yield Rule((first, second), step)
            body = [step, *rest]
        yield Rule(tuple(body), rule.head, rule.distinct)

    def _name(self, first: Atom, second: Atom, shared: list[str]) -> int:
        places = {name: f"x{number}" for number, name in enumerate(_in_order([first, second]))}
        key = tuple(places[place] if isinstance(place, str) else place for place in (*first, *second, *shared))
        return self._names.setdefault(key, -1 - len(self._names))


def variables(atoms: Iterable[Atom]) -> set[str]:
    """The variables in the atoms."""
    return {place for atom in atoms for place in atom if isinstance(place, str)}


def _in_order(atoms: Iterable[Atom]) -> list[str]:
    return list(dict.fromkeys(place for atom in atoms for place in atom if isinstance(place, str)))


def _connected(body: tuple[Atom, ...]) -> Iterator[Atom]:
    """The premises in an order in which each, if possible, shares a variable with one before it."""
    waiting = list(body)
    seen: set[str] = set()
    while waiting:
        found = next((atom for atom in waiting if variables([atom]) & seen), waiting[0])
        waiting.remove(found)
        seen |= variables([found])
        yield found
