"""What a snapshot is filled with, from the files to the store, without a value of Python for every statement.

Statements go from the files into the database that reasons, from there into ``graph.nq``, and from that into the store;
the store is loaded while names are indexed. Only what shapes are checked on, passages, names and errors are values.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.errors import SnapshotError
from kg.project import graph_name
from kg.store import snapshot

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kg.build.words import Words
    from kg.check import Finding
    from kg.find.gather import Gathered
    from kg.project import Project
    from kg.reason import Clash
    from kg.reason.concluding import Conclusions
    from kg.reason.database import Database
    from kg.reason.statements import Statements
    from kg.terms import Iri


class Wishes(NamedTuple):
    """How a snapshot is to be made; see ``kg.build.build``."""

    reasoner: str
    lang: str
    memory: int | None
    expand_same_as: bool
    allow_clashes: bool
    trivial: bool

    @property
    def options(self) -> list[str]:
        """What makes another snapshot of the same files, beside the reasoner."""
        chosen = {"expand-same-as": self.expand_same_as, "allow-clashes": self.allow_clashes, "trivial": self.trivial}
        return [name for name, wished in chosen.items() if wished]


class Contents(NamedTuple):
    """What the manifest says of how a snapshot came to be."""

    graphs: dict[Iri, int]
    asserted: int
    inferred: int
    findings: list[Finding]
    clashes: list[Clash]
    told: list[dict[str, Any]]  # Any: as it goes into JSON
    words: Words


def fill(project: Project, wishes: Wishes, folder: Path, progress: Callable[[str], None]) -> Contents:
    """Make store, statements, index of names and findings in an empty folder; see ``kg.build.build``."""
    from kg.find import gathered
    from kg.reason.database import Database
    from kg.reason.stored import Stored

    memory = None if wishes.memory is None else f"{wishes.memory // 1024}KiB"
    with Database(memory=memory) as database:
        statements, taken = _read(project, database, progress)
        progress("checking")
        findings = _check(project, statements, wishes.lang)
        progress("reasoning")
        found, told = _conclude(project, wishes, database, statements, progress)
        stored = Stored(database, statements, found, graph_name("inferred"))
        stored.write(folder / snapshot.GRAPH)
        rewritten = stored.rewritten(statements)
        names = gathered(stored)
        graphs = stored.graphs()
    told += map(_told, findings)
    listed = json.dumps(told, ensure_ascii=False, indent=1)
    (folder / snapshot.FINDINGS).write_text(listed + "\n", encoding="utf-8")
    if rewritten:
        from kg.store import originals

        originals.write(folder / snapshot.ORIGINALS, rewritten)
    _store(folder, names, progress)
    return Contents(graphs, stored.asserted, stored.inferred, findings, found.clashes, told, taken)


def _read(project: Project, database: Database, progress: Callable[[str], None]) -> tuple[Statements, Words]:
    from kg.build.words import GRAPH, SAID, words
    from kg.reason.statements import Statements

    progress("reading")
    statements = Statements(database)
    for item in project.inputs():
        statements.read(item.path, item.graph)
    progress("taking words")
    taken = words(project, statements.quads(SAID))
    statements.add((quad.triple for quad in taken.quads), GRAPH, aside=True)
    return statements, taken


def _check(project: Project, statements: Statements, lang: str) -> list[Finding]:
    from kg.build.findings import of_findings
    from kg.check import validate

    findings = validate((quad.triple for quad in statements.quads()), project.shapes)
    if violations := [finding for finding in findings if finding.severity == "violation"]:
        raise of_findings(violations, statements.paths, project, lang)
    return findings


def _told(finding: Finding) -> dict[str, Any]:  # Any: as it goes into JSON
    from kg.build.findings import told

    return dict(told(finding))


def _conclude(
    project: Project,
    wishes: Wishes,
    database: Database,
    statements: Statements,
    progress: Callable[[str], None],
) -> tuple[Conclusions, list[dict[str, Any]]]:  # Any: as it goes into JSON
    from kg.build.findings import of_clashes, told_of_clash
    from kg.reason.concluding import conclude

    found = conclude(
        database,
        statements,
        reasoner=wishes.reasoner,
        progress=progress,
        expand_same_as=wishes.expand_same_as,
        trivial=wishes.trivial,
    )
    if found.clashes and not wishes.allow_clashes:
        raise of_clashes(found.clashes, statements.paths, project, wishes.lang)
    return found, [told_of_clash(clash, statements.paths, project) for clash in found.clashes]


def _store(folder: Path, names: Gathered, progress: Callable[[str], None]) -> None:
    """Load the store from the file of statements, and index names meanwhile."""
    import sqlite3
    from concurrent.futures import ThreadPoolExecutor

    from kg.find import write_gathered
    from kg.store import engine

    progress("indexing names")
    with ThreadPoolExecutor(max_workers=1) as beside:
        loading = beside.submit(engine.load, folder / snapshot.STORE, folder / snapshot.GRAPH)
        try:
            write_gathered(folder / snapshot.NAMES, names)
        except sqlite3.Error as error:
            raise SnapshotError(f"no snapshot was made: the index of names cannot be written: {error}") from error
        progress("storing")
        loading.result()
