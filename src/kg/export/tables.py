r"""Two tables, things and links: as CSV, as Parquet, and as neo4j-admin's import and Cypher's LOAD CSV read them.

A folder is filled. Several values in one cell of CSV or Parquet stand apart by ``;``, and ``\;`` is a semicolon.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Final

from kg.errors import InputError
from kg.export.entities import Link, Thing, links, number_kind, things

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kg.export.statements import Statements

    Row = list[str]

THINGS: Final = "nodes"
LINKS: Final = "edges"
# What parts values where a semicolon is one: the unit separator of ASCII, which no text of ours holds.
_UNIT: Final = "\x1f"
_COMMAND: Final = """\
// Into a database of its own, while it is stopped:
//   neo4j-admin database import full --nodes=nodes.csv --relationships=edges.csv --multiline-fields=true{option}
// Into one that runs: put the two files into its import folder, and run this."""
_LINK_HEADINGS: Final = ["start", "end", "type", "inferred", "graphs"]


class _Columns:
    """What the things have: languages of names, and attributes with the kind and number of their values."""

    def __init__(self, found: Iterator[Thing]) -> None:
        languages: set[str] = set()
        kinds: dict[str, set[str]] = {}
        self.several: set[str] = set()
        self.keys: set[str] = set()
        for thing in found:
            self.keys.add(thing.key)
            languages |= thing.labels.keys()
            for name, values in thing.values.items():
                kinds.setdefault(name, set()).update(map(number_kind, values))
                if len(values) > 1:
                    self.several.add(name)
        self.languages = sorted(languages, key=lambda tag: (tag != "zh", tag != "en", tag))
        self.kinds = {name: next(iter(kinds[name])) if len(kinds[name]) == 1 else "string" for name in sorted(kinds)}

    def headings(self) -> Row:
        return ["id", "iri", "class", "classes", *(f"label_{tag}" for tag in self.languages), *self.kinds]

    def row(self, thing: Thing, join: Callable[[list[str]], str]) -> Row:
        named = [thing.labels.get(tag, "") for tag in self.languages]
        values = []
        for name in self.kinds:
            texts = [value.text for value in thing.values.get(name, ())]
            values.append(join(texts) if name in self.several else "".join(texts))
        return [thing.key, thing.iri, thing.kind, join(thing.classes), *named, *values]


def to_csv(statements: Statements, folder: Path) -> None:
    """Write ``nodes.csv`` and ``edges.csv``: RFC 4180, UTF-8, headings first.

    Every attribute is a column; an edge whose end is not among the nodes is left out.
    """
    columns = _Columns(things(statements))
    _write(folder / f"{THINGS}.csv", columns.headings(), (columns.row(thing, _escaped) for thing in things(statements)))
    _write(folder / f"{LINKS}.csv", _LINK_HEADINGS, (_link(link) for link in _whole(statements, columns)))


def to_parquet(statements: Statements, folder: Path) -> None:
    """Write ``nodes.parquet`` and ``edges.parquet``: as the CSV, numbers and truth values as such, no empty texts."""
    import duckdb

    to_csv(statements, folder)
    columns = _Columns(things(statements))
    kinds = {"long": "BIGINT", "double": "DOUBLE", "boolean": "BOOLEAN", "string": "VARCHAR"}
    typed = {
        name: kinds[kind] for name, kind in columns.kinds.items() if name not in columns.several and kind != "string"
    }
    with duckdb.connect(config={"autoinstall_known_extensions": False}) as base:
        for name, special in ((THINGS, typed), (LINKS, {"inferred": "BOOLEAN"})):
            source, made = folder / f"{name}.csv", folder / f"{name}.parquet"
            casts = ", ".join(f'TRY_CAST("{column}" AS {kind}) AS "{column}"' for column, kind in special.items())
            replacing = f" REPLACE ({casts})" if casts else ""
            base.execute(
                f"COPY (SELECT *{replacing} FROM read_csv(?, all_varchar = true, header = true, delim = ',',"  # noqa: S608 - columns are called by names of properties
                " quote = '\"', escape = '\"')) TO ? (FORMAT parquet)",
                [str(source), str(made)],
            )
            source.unlink()


def to_neo4j(statements: Statements, folder: Path) -> None:
    """Write ``nodes.csv`` and ``edges.csv`` for neo4j-admin, and ``import.cypher`` for a database that runs.

    Headings say types: https://neo4j.com/docs/operations-manual/current/import/. Labels are the classes, and
    ``Entity``. neo4j-admin knows no way to write the sign between values inside one: another is taken, and told, where
    a value has a semicolon.
    """
    columns = _Columns(things(statements))
    between = _UNIT if any(";" in text for text in _texts(statements, columns)) else ";"
    headings = ["id:ID", "iri", "class", ":LABEL", *(f"label_{tag}" for tag in columns.languages)]
    headings += [_heading(name, kind, several=name in columns.several) for name, kind in columns.kinds.items()]
    kinds: set[str] = set()
    classes: set[str] = set()

    def nodes() -> Iterator[Row]:
        for thing in things(statements):
            classes.update(thing.classes)
            row = columns.row(thing, between.join)
            row[3] = between.join(["Entity", *thing.classes])
            yield row

    def edges() -> Iterator[Row]:
        for link in _whole(statements, columns):
            kinds.add(link.kind)
            yield _link(link, between)

    _write(folder / f"{THINGS}.csv", headings, nodes())
    _write(folder / f"{LINKS}.csv", [":START_ID", ":END_ID", ":TYPE", "inferred:boolean", "graphs:string[]"], edges())
    cypher = _cypher(headings, sorted(classes), sorted(kinds), "\\u001F" if between == _UNIT else ";")
    option = " --array-delimiter=U+001F" if between == _UNIT else ""
    (folder / "import.cypher").write_text(f"{_COMMAND.format(option=option)}\n{cypher}", "utf-8")


def _heading(name: str, kind: str, *, several: bool) -> str:
    return f"{name}:{kind}[]" if several else name if kind == "string" else f"{name}:{kind}"


def _texts(statements: Statements, columns: _Columns) -> Iterator[str]:
    """The values of attributes that may have several."""
    for thing in things(statements):
        for name in columns.several & thing.values.keys():
            yield from (value.text for value in thing.values[name])


def _cypher(headings: Row, classes: Row, kinds: Row, between: str) -> str:
    """Statements that load the two files into a running database."""
    special = {"id:ID", ":LABEL"}
    values = ", ".join(f"{_name(head)}: {_read(head, between)}" for head in headings if head not in special)
    nodes, edges = (f"LOAD CSV WITH HEADERS FROM 'file:///{name}.csv' AS row" for name in (THINGS, LINKS))
    lines = [
        "CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;",
        f"{nodes}\nMERGE (n:Entity {{id: row.`id:ID`}})\nSET n += {{{values}}};",
    ]
    lines += [
        f"{nodes}\nWITH row WHERE '{name}' IN split(row.`:LABEL`, '{between}')\n"
        f"MATCH (n:Entity {{id: row.`id:ID`}})\nSET n:`{name}`;"
        for name in classes
    ]
    lines += [
        f"{edges}\nWITH row WHERE row.`:TYPE` = '{kind}'\n"
        "MATCH (a:Entity {id: row.`:START_ID`}), (b:Entity {id: row.`:END_ID`})\n"
        f"MERGE (a)-[r:`{kind}`]->(b)\n"
        f"SET r.inferred = toBoolean(row.`inferred:boolean`), r.graphs = split(row.`graphs:string[]`, '{between}');"
        for kind in kinds
    ]
    return "\n".join(lines) + "\n"


def _name(heading: str) -> str:
    return f"`{heading.partition(':')[0]}`"


def _read(heading: str, between: str) -> str:
    """The Cypher that reads a cell of this column."""
    kind = heading.partition(":")[2]
    cell = f"row.`{heading}`"
    if kind.endswith("[]"):
        return f"split({cell}, '{between}')"
    return {"long": f"toInteger({cell})", "double": f"toFloat({cell})", "boolean": f"toBoolean({cell})"}.get(kind, cell)


def _whole(statements: Statements, columns: _Columns) -> Iterator[Link]:
    """The links both of whose ends are there."""
    return (link for link in links(statements) if link.end in columns.keys)


def _link(link: Link, between: str = ";") -> Row:
    return [link.start, link.end, link.kind, str(link.inferred).lower(), between.join(link.graphs)]


def _escaped(texts: list[str]) -> str:
    return ";".join(text.replace("\\", "\\\\").replace(";", "\\;") for text in texts)


def _write(path: Path, headings: Row, rows: Iterator[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(headings)
        table.writerows(rows)


def into(folder: Path, fill: Callable[[Path], None]) -> None:
    """Fill a folder that is not there yet: whole or not at all.

    Raises:
        InputError: it is there already, or cannot be made.
    """
    import os
    import shutil

    if folder.exists():
        raise InputError(f"{folder}: is there already; choose another folder with -o, or remove it")
    aside = folder.with_name(f".{folder.name}.{os.getpid()}")
    try:
        aside.mkdir()
        fill(aside)
        aside.rename(folder)
    except OSError as error:
        raise InputError(f"{folder}: cannot be written: {error.strerror}; choose another place with -o") from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


TABLES: Final[dict[str, Callable[[Statements, Path], None]]] = {"csv": to_csv, "parquet": to_parquet, "neo4j": to_neo4j}
