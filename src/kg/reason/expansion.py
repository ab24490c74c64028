"""The whole of owl:sameAs written out: every statement under every name of what it speaks of, and every link.

What ``kg.reason.representatives`` says once, the rules eq-* say for all names; some who ask want it that way. For n
names of one thing that is n * n links, and every statement n times over.
https://www.w3.org/TR/owl2-profiles/#tab-rules-equality
"""

from __future__ import annotations

from collections import defaultdict
from itertools import product
from typing import TYPE_CHECKING

from kg.reason.datatypes import value
from kg.reason.vocabulary import SAME_AS
from kg.terms import Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.reason.columns import Columns
    from kg.reason.facts import Statement
    from kg.reason.representatives import Representatives
    from kg.terms import Term

# The names of each thing that has more than one, by any of them.
Names = dict["Term", list["Term"]]


def in_columns(columns: Columns, *, full: bool) -> str:
    """The name of a table of all statements, expanded.

    Args:
        columns: closed; its table ``known`` stays as it is.
        full: also that everything is the same as itself, and one form of a literal the same as the others of its value.
    """
    database, same = columns.database, columns.code.number(SAME_AS)
    database.create("names", ("chosen", "name"))
    database.fill("names", ("chosen", "name"), columns.merged())
    if full:
        forms = "(SELECT id, same FROM value UNION SELECT same, same FROM value)"
        database.run(f"INSERT INTO names SELECT a.id, b.id FROM {forms} a JOIN {forms} b ON a.same = b.same")
    database.run(
        "CREATE TABLE told AS "
        "SELECT COALESCE(a.name, k.s) AS s, COALESCE(b.name, k.p) AS p, COALESCE(c.name, k.o) AS o "
        "FROM known k LEFT JOIN names a ON a.chosen = k.s LEFT JOIN names b ON b.chosen = k.p "
        "LEFT JOIN names c ON c.chosen = k.o WHERE k.p >= 0 "
        f"UNION SELECT a.name, {same}, b.name FROM names a JOIN names b ON a.chosen = b.chosen WHERE a.name <> b.name"
    )
    if full:
        terms = " UNION ".join(f"SELECT {column} AS t FROM told" for column in "spo")
        database.run(
            f"INSERT INTO told SELECT t, {same}, t FROM ({terms} UNION SELECT {same}) "
            f"EXCEPT SELECT s, p, o FROM told WHERE p = {same}"
        )
    return "told"


def of_statements(statements: Iterable[Statement], names: Representatives, *, full: bool) -> set[Statement]:
    """The statements, which are about representatives, expanded; ``full`` is as for ``in_columns``."""
    found = set(statements)
    groups = names.groups()
    if full:
        groups |= _forms({given for _, _, given in found if isinstance(given, Literal)})
    for statement in list(found):
        found.update(_copies(statement, groups))
    found.update((one, SAME_AS, other) for group in groups.values() for one, other in product(group, group))
    terms = {term for statement in found for term in statement} | {SAME_AS}
    if not full:
        return {statement for statement in found if statement[1] != SAME_AS or statement[0] != statement[2]}
    return found | {(term, SAME_AS, term) for term in terms}


def _copies(statement: Statement, groups: Mapping[Term, list[Term]]) -> Iterable[Statement]:
    subject, predicate, given = (groups.get(term, [term]) for term in statement)
    return product(subject, predicate, given)


def _forms(literals: set[Literal]) -> Names:
    """The forms of each value that is written in more than one way, by any of them."""
    found: dict[object, list[Term]] = defaultdict(list)
    for literal in literals:
        if (meant := value(literal)) is not None:
            found[meant].append(literal)
    return {literal: group for group in found.values() if len(group) > 1 for literal in group}
