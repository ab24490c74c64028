"""What the Python face gives back: values to work with that also show themselves, as text and in Jupyter."""

from __future__ import annotations

import html
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from kg.query.markup import STYLE, html_table
from kg.query.table import align, table
from kg.query.typed import Value, value
from kg.terms import Iri, Literal, Term

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

    from kg.ask.support import Support

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a SELECT.

    Attributes:
        columns: the variables, without question marks.
        rows: as wide as ``columns``; None where a variable is unbound.
        cut: whether there were more rows than asked for.
        warnings: what is odd about the query, such as a name that the graph does not know.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    cut: bool = False
    warnings: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[tuple[Term | None, ...]]:
        return iter(self.rows)

    def __str__(self) -> str:
        return "\n".join(table(self.columns, self.rows))

    def _repr_html_(self) -> str:
        return f"<style>{STYLE}</style>{html_table(self.columns, self.rows)}"

    def to_polars(self) -> pl.DataFrame:
        """The rows as a data frame: numbers, truth values and dates as such, IRIs as CURIEs, all else as texts.

        Raises:
            InputError: polars is not installed.
        """
        from kg.graph.frames import frame

        return frame(self.columns, self.rows)

    def values(self) -> list[dict[str, Value]]:
        """The rows as dictionaries of plain values: numbers, dates, truth values; IRIs and all else as texts."""
        return [{name: _plain(term) for name, term in zip(self.columns, row, strict=True)} for row in self.rows]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The answer to a question of the catalogue, in words; false where no source answers it.

    Attributes:
        question: as it was asked.
        columns: the headings.
        rows: texts, as wide as ``columns``.
        support: for each row, what it rests on.
        nearby: where there is no row, what is known nearby, if anything.
    """

    question: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    support: tuple[Support, ...]
    nearby: Sheet | None = None

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        return iter(self.rows)

    def to_polars(self) -> pl.DataFrame:
        """The rows as a data frame of texts.

        Raises:
            InputError: polars is not installed.
        """
        from kg.graph.frames import texts

        return texts(self.columns, self.rows)

    def __str__(self) -> str:
        if not self.rows:
            return f"{self.question}: no source says so" + (f"; known nearby:\n{self.nearby}" if self.nearby else "")
        return "\n".join(align([self.columns, *self.rows], [False] * len(self.columns)))

    def _repr_html_(self) -> str:
        told = f"<style>{STYLE}</style><p><b>{html.escape(self.question)}</b></p>"
        if not self.rows:
            return f"{told}<p>no source says so</p>{self.nearby._repr_html_() if self.nearby else ''}"
        return told + html_table(self.columns, [tuple(Literal(cell) for cell in row) for row in self.rows])


@dataclass(frozen=True, slots=True)
class Told(Generic[_Item]):
    """Values, and the text that tells them."""

    items: tuple[_Item, ...]
    text: str

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[_Item]:
        return iter(self.items)

    def __getitem__(self, index: int) -> _Item:
        return self.items[index]

    def __str__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return f'<pre style="line-height:1.5">{html.escape(self.text)}</pre>'


@dataclass(frozen=True, slots=True)
class Picture:
    """A page to look around in, which loads nothing; ``nodes`` is how many it draws."""

    html: str
    nodes: int

    def save(self, path: str | Path) -> Path:
        """Write the page to a file, whole or not at all; its path."""
        target = Path(path)
        aside = target.with_name(f".{target.name}.part")
        aside.write_text(self.html, "utf-8")
        return aside.replace(target)

    def _repr_html_(self) -> str:
        page = html.escape(self.html, quote=True)
        may = "allow-scripts allow-downloads"
        look = "width:100%;height:640px;border:1px solid #8884"
        return f'<iframe sandbox="{may}" srcdoc="{page}" style="{look}"></iframe>'


def _plain(term: Term | None) -> Value:
    if term is None:
        return None
    known = value(term)
    if known is not None:
        return known
    return term.value if isinstance(term, Iri) else term.text if isinstance(term, Literal) else f"_:{term.label}"
