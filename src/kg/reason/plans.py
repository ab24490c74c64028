"""The relational plan of a shape of rules, in plain SQL.

Tables of statements have the columns ``s``, ``p``, ``o``, and some ``m``, the number of a literal that has the same
value as ``o`` and stands for it; a shape's table of constants has one column for each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from kg.reason.shapes import Shape, is_column, is_variable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.reason.shapes import Place

_COLUMNS: Final = ("s", "p", "o")


class _Join(NamedTuple):
    """The parts of a plan: what stands for each variable, the tables, and what holds between them."""

    found: dict[str, str]
    tables: list[str]
    conditions: list[str]


def conclusions(shape: Shape, constants: str, sources: Sequence[str]) -> str:
    """A query for all that the rules of a shape conclude, as rows of subject, predicate and object.

    Args:
        shape: the shape; it has a head.
        constants: its table of constants.
        sources: of each premise, the table that it is looked up in.

    >>> shape = Shape((("v0", 7, "c0"),), ("v0", 7, "c1"), ())
    >>> conclusions(shape, "rules", ["known"])
    'SELECT DISTINCT a0.s AS s, 7 AS p, r.c1 AS o FROM rules r, known a0 WHERE a0.p = 7 AND a0.o = r.c0'
    """
    joined = _join(shape, constants, sources, by_value=False)
    head = shape.head or ()
    chosen = (f"{_said(place, joined.found)} AS {name}" for place, name in zip(head, _COLUMNS, strict=True))
    return f"SELECT DISTINCT {', '.join(chosen)} FROM {', '.join(joined.tables)}{_where(joined)}"


def contradictions(shape: Shape, constants: str, source: str) -> str:
    """A query that has a row if the premises of a rule of the shape hold; literals are compared by value."""
    joined = _join(shape, constants, [source] * len(shape.body), by_value=True)
    return f"SELECT 1 FROM {', '.join(joined.tables)}{_where(joined)} LIMIT 1"


def is_about_groups(shape: Shape) -> bool:
    """Whether a rule of this shape says that any two are the same of those that have something in common."""
    return _half(shape) is not None


def alike(shape: Shape, constants: str, source: str) -> str:
    """A query for what a rule about groups makes one: each member but the least, and the least of its group.

    Groups instead of pairs: a rule that says "of those that have this in common, any two are the same", such as those
    of keys and functional properties, would pair every member with every other. Literals in common are compared by
    value.

    Raises:
        ValueError: the rule is not about groups.
    """
    half = _half(shape)
    if half is None:
        raise ValueError(f"{shape} is not about groups")
    member, part = half
    joined = _join(part, constants, [source] * len(part.body), by_value=True)
    member_column = joined.found[member].replace(".m", ".o")
    shared = [column for name, column in joined.found.items() if name != member and name in _shared(shape, member)]
    key = [*(f"r.{column}" for column in shape.columns), *shared]
    return (
        f"SELECT DISTINCT one, least FROM (SELECT {member_column} AS one, MIN({member_column}) OVER "
        f"(PARTITION BY {', '.join(key)}) AS least FROM {', '.join(joined.tables)}{_where(joined)}) WHERE one <> least"
    )


def pairs(shape: Shape, constants: str, source: str, literals: int) -> str:
    """A query for every two that a rule about groups makes one and of which the second is a literal.

    Args:
        shape: the shape of the rules.
        constants: their table of constants.
        source: the table that premises are looked up in.
        literals: literals are the numbers below this one.
    """
    joined = _join(shape, constants, [source] * len(shape.body), by_value=True)
    ends = shape.head[::2] if shape.head else ()
    one, other = (joined.found[str(place)].replace(".m", ".o") for place in ends)
    joined.conditions.extend((f"{one} <> {other}", f"{other} < {literals}"))
    return f"SELECT DISTINCT {one} AS one, {other} AS other FROM {', '.join(joined.tables)}{_where(joined)}"


def _join(shape: Shape, constants: str, sources: Sequence[str], *, by_value: bool) -> _Join:
    found: dict[str, str] = {}
    conditions: list[str] = []
    tables = [f"{constants} r"] if shape.columns else []
    for number, (atom, source) in enumerate(zip(shape.body, sources, strict=True)):
        tables.append(f"{source} a{number}")
        for place, name in zip(atom, _COLUMNS, strict=True):
            column = f"a{number}.{'m' if by_value and name == 'o' else name}"
            if isinstance(place, str) and is_variable(place) and place not in found:
                found[place] = column
                if name == "p":
                    conditions.append(f"{column} >= 0")
            else:
                plain = is_column(place) or isinstance(place, int)
                conditions.append(f"{column.replace('.m', '.o') if plain else column} = {_said(place, found)}")
    conditions.extend(
        f"{found[one]} <> {found[other]}" for one, other in shape.distinct if one in found and other in found
    )
    return _Join(found, tables, conditions)


def _said(place: Place, found: dict[str, str]) -> str:
    if isinstance(place, int):
        return str(place)
    return f"r.{place}" if is_column(place) else found[place]


def _where(joined: _Join) -> str:
    return f" WHERE {' AND '.join(joined.conditions)}" if joined.conditions else ""


def _swapped(atom: tuple[Place, Place, Place], names: dict[Place, Place]) -> tuple[Place, Place, Place]:
    return names.get(atom[0], atom[0]), names.get(atom[1], atom[1]), names.get(atom[2], atom[2])


def _half(shape: Shape) -> tuple[str, Shape] | None:
    """The one of two things that a symmetric rule makes one, and the premises about it."""
    head = shape.head
    if head is None or not (is_variable(head[0]) and is_variable(head[2])):
        return None
    one, other = str(head[0]), str(head[2])
    swap: dict[Place, Place] = {one: other, other: one}
    if {_swapped(atom, swap) for atom in shape.body} != set(shape.body):
        return None
    if any(one in atom and other in atom for atom in shape.body):
        return None
    return one, Shape(tuple(atom for atom in shape.body if other not in atom), shape.head, ())


def _shared(shape: Shape, member: str) -> set[Place]:
    """The variables that the premises about both things have in common."""
    return {place for atom in shape.body for place in atom if is_variable(place) and place != member}
