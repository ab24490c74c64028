"""``kg find``: entities by any of their names."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from kg.cli import options
from kg.errors import NothingToAnswer
from kg.names import compact

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.find import Hit, Names

_EXAMPLES: Final = """\b
  kg find 西宁              Chinese; two characters suffice
  kg find 財政部            traditional characters
  kg find xi ning           pinyin; xīníng, xi1ning2 and the initials xn do too
  kg find bank china        words of an English name, in any order
  kg find 630123            a code
  kg find 城关 --kind 乡级行政区"""

_EXTENSIONS: Final = {".txt": "table", ".tsv": "tsv", ".json": "json"}

_HEADINGS: Final = {
    "zh": ("名称", "英文名", "类", "标识", "位于", "匹配的名称"),
    "en": ("name", "Chinese name", "class", "CURIE", "in", "name found"),
}
_FIELDS: Final = ("label_zh", "label_en", "class", "curie", "where_zh", "where_en", "matched", "match")


@click.command(short_help="Find an entity by any of its names.", epilog=_EXAMPLES)
@click.argument("text", nargs=-1, required=True)
@click.option("-n", "--limit", type=click.IntRange(min=1), default=20, show_default=True, help="How many at most.")
@click.option("--kind", metavar="CLASS", help="Only of this class or one below it: npp:City, City, 城市 or city.")
@options.language
@options.output_format("table", "tsv", "json")
@options.output
def command(
    text: tuple[str, ...], *, limit: int, kind: str | None, lang: str, chosen: str | None, output: Path | None
) -> None:
    """Find an entity by any of its names, in Chinese, English or pinyin, or by its code or CURIE.

    A name that is TEXT comes first, then names that begin with it, then names that contain it; of these the short ones
    and the much connected entities first. On a terminal a table, else TSV. Where nothing is found, the exit code is 1.
    """
    from kg import find

    sought = " ".join(text).strip()
    if not sought:
        raise click.UsageError("TEXT is empty; give a part of a name, say 'kg find 西宁'")
    snapshot = options.snapshot(options.located())
    kinds = [find.kind_named(snapshot.names, kind)] if kind else None
    hits = find.search(snapshot.names, sought, limit=limit, kinds=kinds)
    if not hits:
        raise NothingToAnswer(f"nothing is called '{sought}'{_advice(snapshot.names, sought, kind)}")
    default = "table" if sys.stdout.isatty() else "tsv"
    form = options.decide_format(chosen, output, _EXTENSIONS, default)
    writers = {"table": _table, "tsv": _tsv, "json": _json}
    lines = writers[form](hits, lang)
    options.write(((line + "\n").encode() for line in lines), output)


def _advice(names: Names, sought: str, kind: str | None) -> str:
    """What to try instead: the query without its class, a name like it, or less of it."""
    from kg import find

    if kind and (hits := find.search(names, sought, limit=3)):
        told = ", ".join(f"{hit.matched} ({compact(hit.iri)})" for hit in hits)
        return f" in the class {kind}; without --kind there is {told}"
    near = ", ".join(f"{name} ({curie})" for name, curie in find.nearest(names, sought))
    return f"; did you mean {near}?" if near else "; try fewer characters, another name, or its pinyin"


def _table(hits: Sequence[Hit], lang: str) -> Iterator[str]:
    """Columns side by side; those with nothing in them are left out."""
    from kg.query.faults import width

    rows = [_HEADINGS[lang], *(_row(hit, lang) for hit in hits)]
    used = [place for place in range(len(rows[0])) if any(row[place] for row in rows[1:])]
    widths = {place: max(width(row[place]) for row in rows) for place in used}
    for row in rows:
        cells = (row[place] + " " * (widths[place] - width(row[place])) for place in used)
        yield "  ".join(cells).rstrip()


def _row(hit: Hit, lang: str) -> tuple[str, ...]:
    """The cells of a hit in the order of the headings; the name found only where it is none of the labels."""
    matched = "" if hit.matched in {hit.label_zh, hit.label_en, compact(hit.iri)} else hit.matched
    of_kind = _class(hit, lang)
    if lang == "en":
        return hit.label_en, hit.label_zh, of_kind, compact(hit.iri), hit.where_en or hit.where_zh, matched
    return hit.label_zh, hit.label_en, of_kind, compact(hit.iri), hit.where_zh or hit.where_en, matched


def _class(hit: Hit, lang: str) -> str:
    labels = (hit.kind_en, hit.kind_zh) if lang == "en" else (hit.kind_zh, hit.kind_en)
    return labels[0] or labels[1] or (compact(hit.kind) if hit.kind else "")


def _fields(hit: Hit) -> tuple[str, ...]:
    """What a program gets of a hit, in the order of ``_FIELDS``, whatever the language."""
    of_kind = compact(hit.kind) if hit.kind else ""
    match = hit.score.name.lower().replace("_", "-")
    return (hit.label_zh, hit.label_en, of_kind, compact(hit.iri), hit.where_zh, hit.where_en, hit.matched, match)


def _tsv(hits: Sequence[Hit], _lang: str) -> Iterator[str]:
    """A header and a line a hit; a tab or a line break in a name is a space."""
    yield "\t".join(_FIELDS)
    for hit in hits:
        yield "\t".join(" ".join(value.split()) for value in _fields(hit))


def _json(hits: Sequence[Hit], _lang: str) -> Iterator[str]:
    """A list of objects with the fields of the TSV and the IRI."""
    import json

    objects = [{"iri": hit.iri.value, **dict(zip(_FIELDS, _fields(hit), strict=True))} for hit in hits]
    yield json.dumps(objects, ensure_ascii=False, indent=2)
