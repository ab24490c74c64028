"""Rows and statements as data frames of polars, which is an extra."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from kg.errors import InputError
from kg.evidence import INFERRED
from kg.names import compact
from kg.query.typed import Value, value
from kg.terms import Blank, Iri, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from kg.store.snapshot import Snapshot
    from kg.terms import Term

# What a column of 64 bits holds, and the digits of a decimal of 128.
_LARGEST: Final = 2**63 - 1
_DIGITS: Final = 38


def frame(columns: Sequence[str], rows: Sequence[Sequence[Term | None]]) -> pl.DataFrame:
    """Rows of terms as a frame: numbers, truth values, dates and moments where a whole column is of one such kind.

    All else is text: IRIs as CURIEs, literals without language and datatype. None where a variable is unbound.

    Raises:
        InputError: polars is not installed.
    """
    _require()
    import polars as pl

    return pl.DataFrame([_series(name, [row[index] for row in rows]) for index, name in enumerate(columns)])


def texts(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> pl.DataFrame:
    """Rows of texts as a frame.

    Raises:
        InputError: polars is not installed.
    """
    _require()
    import polars as pl

    return pl.DataFrame([list(row) for row in rows], schema=dict.fromkeys(columns, pl.String), orient="row")


def statements(snapshot: Snapshot, *, lang: str, asserted: bool) -> pl.DataFrame:
    """The statements of a snapshot, sorted; see ``kg.graph.Graph.to_polars``."""
    _require()
    import polars as pl

    from kg.find import labels

    quads = [quad for quad in snapshot.engine.quads() if not asserted or quad.graph != INFERRED]
    iris = {term for quad in quads for term in quad[:3] if isinstance(term, Iri)}
    known = labels(snapshot.names, iris, lang)
    names: dict[Term, str] = {term: words for term, words in known.items() if words != compact(term)}
    rows = [
        (
            *map(_text, quad[:3]),
            *map(names.get, quad[:3]),
            compact(quad.graph).partition(":")[2],
            quad.graph == INFERRED,
        )
        for quad in quads
    ]
    words = ("subject", "property", "value", "subject_label", "property_label", "value_label", "graph")
    kinds: dict[str, type[pl.DataType]] = {**dict.fromkeys(words, pl.String), "inferred": pl.Boolean}
    return pl.DataFrame(rows, schema=kinds, orient="row").sort("subject", "property", "value", "graph")


def _series(name: str, terms: list[Term | None]) -> pl.Series:
    import polars as pl

    values = [None if term is None else value(term) for term in terms]
    kind = _kind([each for each, term in zip(values, terms, strict=True) if term is not None])
    if kind is None:
        return pl.Series(name, [None if term is None else _text(term) for term in terms], dtype=pl.String)
    return pl.Series(name, values, dtype=kind, strict=False)


def _kind(values: list[Value]) -> pl.DataType | type[pl.DataType] | None:
    """The type of a column of these values; None for text."""
    import polars as pl

    kinds = {type(each) for each in values}
    if kinds == {int} and all(abs(each) <= _LARGEST for each in values if isinstance(each, int)):
        return pl.Int64
    if kinds and kinds <= {int, Decimal}:
        scale = max(-int(Decimal(each).as_tuple().exponent) for each in values if isinstance(each, int | Decimal))
        wide = max(Decimal(each).adjusted() + 1 for each in values if isinstance(each, int | Decimal))
        return pl.Decimal(_DIGITS, max(scale, 0)) if wide + max(scale, 0) <= _DIGITS else None
    if kinds == {datetime}:
        zoned = {each.tzinfo is not None for each in values if isinstance(each, datetime)}
        return None if len(zoned) > 1 else pl.Datetime("us", "UTC" if zoned.pop() else None)
    if kinds in ({float}, {float, int}):
        return pl.Float64
    return pl.Boolean if kinds == {bool} else pl.Date if kinds == {date} else None


def _text(term: Term) -> str:
    if isinstance(term, Iri):
        return compact(term).strip("<>")
    return f"_:{term.label}" if isinstance(term, Blank) else term.text if isinstance(term, Literal) else ""


def _require() -> None:
    try:
        import polars as pl  # noqa: F401 - only whether it is there
    except ModuleNotFoundError as error:
        raise InputError("data frames need polars; install it: pip install 'npp-kg[polars]'") from error
