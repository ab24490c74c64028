"""The closure by columns: what ``kg.reason.columns`` draws, handed back in terms, and only what is asked for.

A clash is rare and its telling needs look-ups in all directions, so columns only answer whether there may be one; where
there may, ``kg.reason.clashes`` is asked, as for any engine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from kg.reason import expansion, lists, plans
from kg.reason import vocabulary as owl
from kg.reason.clashes import Clash, find
from kg.reason.coding import Code, Values
from kg.reason.columns import Columns
from kg.reason.contradictions import of_equality
from kg.reason.database import Database
from kg.reason.datatypes import KNOWN, belongs, value
from kg.reason.division import WORDS
from kg.reason.facts import Facts
from kg.reason.statements import Statements
from kg.terms import Iri, Literal, Triple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.reason.facts import Statement
    from kg.reason.representatives import Representatives


_UNNAMED: Final = Iri("urn:x-kg:graph")


class Drawn(NamedTuple):
    """What the engine gives back: see ``kg.reason.closing.Closure``; ``inferred`` may hold generalised statements."""

    inferred: list[Statement]
    clashes: list[Clash]
    names: Representatives


def draw(
    triples: Sequence[Triple],
    *,
    memory: str | None,
    progress: Callable[[str], None],
    expand: bool = False,
    full: bool = False,
) -> Drawn:
    """All that follows from the triples.

    Args:
        triples: ontology and data together.
        memory: the most that the database may use, such as ``2GB``; None for no bound of ours.
        progress: told what is being done as it begins.
        expand: write every statement under every name of what it speaks of, and every sameAs.
        full: leave no trivia out, and expand.

    Raises:
        InputError: a list that an axiom uses is not well formed, or ``memory`` is no amount.
    """
    progress("loading")
    with Database(memory=memory) as database:
        statements = Statements(database)
        statements.add(triples, _UNNAMED)
        statements.number(WORDS)
        columns, clashes, told = _concluded(database, progress, expand=expand, full=full)
        progress("handing back")
        rows = database.rows(f"{told} EXCEPT SELECT s, p, o FROM asserted ORDER BY s, p, o")
        return Drawn(columns.code.statements(rows), clashes, columns.names)


def conclude(
    database: Database, *, progress: Callable[[str], None], expand: bool, full: bool
) -> tuple[list[Clash], dict[Iri, Iri], str]:
    """All that follows from the statements in a database, which stays there.

    Args:
        database: with the tables that ``kg.reason.statements`` leaves.
        progress: as for ``draw``, like the rest.
        expand: write every statement under every name of what it speaks of, and every sameAs.
        full: leave no trivia out that RDF has a form for, and expand.

    Returns:
        The contradictions; of every IRI that gave way the one that stands for it; and a query for what follows.

    Raises:
        InputError: a list that an axiom uses is not well formed.
    """
    columns, clashes, told = _concluded(database, progress, expand=expand, full=full)
    names = {} if expand or full else columns.names.replaced()
    return clashes, names, f"{told} AND {_has_form(columns.code)}"


def _concluded(
    database: Database, progress: Callable[[str], None], *, expand: bool, full: bool
) -> tuple[Columns, list[Clash], str]:
    """The columns closed, what clashes, and the query for what is told of the closure."""
    code = Code(database, WORDS)
    values = Values(code)
    columns = Columns(database, code, values, progress, full=full)
    lists.check(Facts(columns.axioms()))
    columns.close()
    progress("looking for clashes")
    clashes = _clashes(columns) if _may_clash(columns, values) else []
    table = expansion.in_columns(columns, full=full) if expand or full else "known"
    condition = "TRUE" if full else _worth_telling(code, expand=expand)
    return columns, clashes, f"SELECT s, p, o FROM {table} WHERE p >= 0 AND {condition}"


def _has_form(code: Code) -> str:
    """The condition that RDF has such a statement: no literal is its subject, and its predicate is an IRI."""
    return f"s >= {code.literals} AND p >= {code.literals} AND p < {code.blanks}"


def _worth_telling(code: Code, *, expand: bool) -> str:
    """The condition that a statement is of none of ``kg.reason.trivia.KINDS``; the tests hold the two together.

    Where names are expanded, sameAs between them is told.
    """

    def numbers(*terms: Iri) -> str:
        return ", ".join(str(code.number(term)) for term in terms)

    reflexive = numbers(owl.SUB_CLASS_OF, owl.SUB_PROPERTY_OF, owl.EQUIVALENT_CLASS, owl.EQUIVALENT_PROPERTY)
    upward = numbers(owl.TYPE, owl.SUB_CLASS_OF, owl.DOMAIN, owl.RANGE)
    return " AND ".join(
        [
            _has_form(code),
            "TRUE" if expand else f"p <> {numbers(owl.SAME_AS)}",
            f"NOT (p IN ({reflexive}) AND s = o)",
            f"NOT (p IN ({upward}) AND o IN ({numbers(owl.THING, owl.RESOURCE)}))",
            f"NOT (p = {numbers(owl.SUB_CLASS_OF)} AND s = {numbers(owl.NOTHING)})",
            f"s NOT IN ({', '.join(map(str, code.standard()))})",
        ]
    )


def _may_clash(columns: Columns, values: Values) -> bool:
    """Whether any rule that concludes false may have its premises; True too often rather than too seldom."""
    return (
        values.unlawful
        or any(_differ(columns.code, pair) for pair in columns.literal_pairs)
        or _has_equal_different(columns)
        or _has_stray_literal(columns)
        or any(
            columns.database.rows(plans.contradictions(group.shape, group.table, "meant"))
            for group in columns.clashes.groups.values()
            if group.possible(columns.present)
        )
    )


def _differ(code: Code, pair: tuple[int, ...]) -> bool:
    first, second = (code.term(number) for number in pair)
    return isinstance(first, Literal) and isinstance(second, Literal) and value(first) != value(second)


def _has_equal_different(columns: Columns) -> bool:
    """Whether a thing is different from itself, or stands twice among things that all differ."""
    different = columns.code.number(owl.DIFFERENT_FROM)
    rows = columns.database.rows(f"SELECT s, p, o FROM known WHERE p = {different} AND s = o")
    facts = Facts([*columns.axioms(), *columns.code.statements(rows)])
    return any(True for _ in of_equality(facts))


def _has_stray_literal(columns: Columns) -> bool:
    """Whether a literal is typed with a datatype that does not hold its value."""
    code = columns.code
    datatypes = ", ".join(str(code.number(Iri(name))) for name in KNOWN)
    rows = columns.database.rows(
        "SELECT k.s, k.o FROM known k JOIN term l ON l.id = k.s JOIN term d ON d.id = k.o "
        f"WHERE k.p = {code.number(owl.TYPE)} AND k.s < {code.literals} AND k.o IN ({datatypes}) "
        "AND NOT ends_with(l.text, '^^' || d.text)"
    )
    code.terms(number for row in rows for number in row)
    pairs = ((code.term(subject), code.term(kind)) for subject, kind in rows)
    return any(
        isinstance(literal, Literal)
        and isinstance(datatype, Iri)
        and literal.datatype != datatype.value
        and not belongs(literal, datatype.value)
        for literal, datatype in pairs
    )


def _clashes(columns: Columns) -> list[Clash]:
    statements = columns.code.statements(columns.database.rows("SELECT s, p, o FROM known WHERE p >= 0"))
    term = columns.code.term
    pairs = {(term(one), term(other)) for one, other in columns.literal_pairs}
    asserted = columns.code.statements(columns.database.rows("SELECT DISTINCT s, p, o FROM asserted"))
    return find(Facts(statements), frozenset(asserted), columns.names, pairs)
