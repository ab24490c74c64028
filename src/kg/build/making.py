"""A build, stage by stage; where one fails, the snapshot that answered before still answers."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from kg import __version__
from kg.errors import InputError, SnapshotError
from kg.store import engine, snapshot, staging
from kg.store.manifest import Manifest
from kg.store.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from kg.build.words import Words
    from kg.check import Finding
    from kg.project import Project
    from kg.reason import Clash
    from kg.terms import Quad

STAGES: Final = ("reading", "taking words", "checking", "reasoning", "indexing names", "storing", "publishing")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build came to.

    Attributes:
        snapshot: the one that answers now.
        changed: whether it is another one than before.
        findings: of the check, those that do not stop a build; empty where nothing was checked.
        notes: what the user should know of texts that could not be used.
        clashes: the contradictions that were allowed.
    """

    snapshot: Snapshot
    changed: bool
    findings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)

    @property
    def manifest(self) -> Manifest:
        """The facts about the snapshot."""
        return self.snapshot.manifest


class _Wishes(NamedTuple):
    """How a snapshot is to be made; see ``build``."""

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


@dataclass(frozen=True, slots=True)
class _Graph:
    """All that is to be stored, and what the manifest says of how it came to be."""

    quads: list[Quad]
    asserted: int
    inferred: int
    findings: list[Finding]
    clashes: list[Clash]
    told: list[dict[str, Any]]  # Any: as it goes into JSON
    words: Words
    rewritten: list[tuple[Quad, Quad]]


def build(  # noqa: PLR0913 - what is asked for is the user's to say
    project: Project,
    *,
    reasoner: str = "columns",
    force: bool = False,
    lang: str = "zh",
    memory: int | None = None,
    expand_same_as: bool = False,
    allow_clashes: bool = False,
    trivial: bool = False,
    progress: Callable[[str], None] = lambda _: None,
) -> Outcome:
    """Make the snapshot of the project as it is now and let it answer; if there is one already, do nothing.

    Args:
        project: what to build.
        reasoner: one of ``kg.reason.ENGINES``.
        force: make it even if there is one.
        lang: ``zh`` or ``en``, of the messages of findings.
        memory: bytes that the reasoner's database may use before it writes to a temporary folder; None for no bound.
        expand_same_as: store every statement under every name of what it speaks of, and every sameAs.
        allow_clashes: count contradictions among the findings and go on.
        trivial: store what follows from any graph too (``kg.reason.trivia``).
        progress: told the name of each of ``STAGES`` as it begins, what is being done within it, and in a sentence if
            another build has to end first.

    Raises:
        InputError: a file cannot be read, does not parse, or a passage does not fit its text.
        FindingsError: shapes are violated or statements contradict each other.
        SnapshotError: the snapshot cannot be written.
    """
    wishes = _Wishes(reasoner, lang, memory, expand_same_as, allow_clashes, trivial)
    digest = project.digest(reasoner, *wishes.options)
    if not force and (answering := _answering(project, digest)):
        return Outcome(answering, changed=False)
    with staging.workplace(project, progress) as folder:
        if not force and (answering := _answering(project, digest)):
            return Outcome(answering, changed=False)
        if not force and (earlier := staging.kept(project, digest, engine.usual())):
            return Outcome(earlier, changed=True)
        started = time.monotonic()
        before = _versions(project)
        digest = project.digest(reasoner, *wishes.options)
        graph = _graph(project, wishes, progress)
        _write(folder, graph, progress)
        progress("publishing")
        _refuse_changes(project, before)
        manifest = _manifest(graph, digest, wishes, time.monotonic() - started)
        made = staging.publish(project, folder, manifest)
        return Outcome(made, changed=True, findings=graph.findings, notes=graph.words.notes, clashes=graph.clashes)


def _answering(project: Project, digest: str) -> Snapshot | None:
    """The snapshot that answers, if it is whole and of just these inputs."""
    try:
        found = snapshot.current(project)
    except SnapshotError:
        return None
    made = found.manifest
    return found if made.digest == digest and made.store == engine.usual() else None


def _versions(project: Project) -> dict[Path, str]:
    """The digest of every file that a build reads, so that a change in the midst of it can be told."""
    inputs = [item.path for item in project.inputs()]
    files = [*inputs, project.shapes, *(project.text_of(path.stem) for path in inputs)]
    return {path: sha256(path.read_bytes()).hexdigest() for path in files if path.is_file()}


def _refuse_changes(project: Project, before: Mapping[Path, str]) -> None:
    """Raise if what was read is not what lies there now: no digest would tell what the snapshot was made of."""
    changed = sorted({path for path, _ in before.items() ^ _versions(project).items()})
    if changed:
        listed = ", ".join(map(project.shown, changed))
        raise InputError(f"{listed}: changed while it was read; run 'kg build' again")


def _graph(project: Project, wishes: _Wishes, progress: Callable[[str], None]) -> _Graph:
    from kg.build.findings import of_clashes, of_findings, told, told_of_clash
    from kg.build.merging import merged
    from kg.build.words import words
    from kg.check import validate
    from kg.reason import close
    from kg.turtle.write import canonical

    progress("reading")
    read = _read(project)
    asserted = [quad for quads in read.values() for quad in quads]
    progress("taking words")
    taken = words(project, asserted)
    progress("checking")
    findings = validate([quad.triple for quad in (*asserted, *taken.quads)], project.shapes)
    if violations := [finding for finding in findings if finding.severity == "violation"]:
        raise of_findings(violations, read, project, wishes.lang)
    progress("reasoning")
    more = {name.replace("-", "_"): True for name in wishes.options if name != "allow-clashes"}
    memory = None if wishes.memory is None else f"{wishes.memory // 1024}KiB"
    triples = [quad.triple for quad in asserted]
    closure = close(triples, reasoner=wishes.reasoner, memory=memory, progress=progress, **more)
    if closure.clashes and not wishes.allow_clashes:
        raise of_clashes(closure.clashes, read, project, wishes.lang)
    found = merged(asserted, taken.quads, closure)
    every = [*(told_of_clash(clash, read, project) for clash in closure.clashes), *map(told, findings)]
    return _Graph(
        canonical(found.quads), found.asserted, found.inferred, findings, closure.clashes, every, taken, found.rewritten
    )


def _read(project: Project) -> Mapping[Path, list[Quad]]:
    from kg.turtle.read import read

    return {item.path: read(item.path, item.graph) for item in project.inputs()}


def _write(folder: Path, graph: _Graph, progress: Callable[[str], None]) -> None:
    """The index of names, the findings, the statements as a file and the store, into ``folder``."""
    import json
    import sqlite3

    from kg.find import write_index
    from kg.store import originals
    from kg.turtle.write import nquads

    progress("indexing names")
    try:
        write_index(folder / snapshot.NAMES, graph.quads)
    except sqlite3.Error as error:
        raise SnapshotError(f"no snapshot was made: the index of names cannot be written: {error}") from error
    progress("storing")
    if graph.rewritten:
        originals.write(folder / snapshot.ORIGINALS, graph.rewritten)
    listed = json.dumps(graph.told, ensure_ascii=False, indent=1)
    (folder / snapshot.FINDINGS).write_text(listed + "\n", encoding="utf-8")
    with (folder / snapshot.GRAPH).open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(nquads(graph.quads))
    engine.load(folder / snapshot.STORE, folder / snapshot.GRAPH)


def _manifest(graph: _Graph, digest: str, wishes: _Wishes, seconds: float) -> Manifest:
    from collections import Counter

    findings = Counter(finding["severity"] for finding in graph.told)
    return Manifest(
        digest=digest,
        built=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        version=__version__,
        reasoner=wishes.reasoner,
        store=engine.usual(),
        options=wishes.options,
        graphs=dict(sorted(Counter(quad.graph.value.rpartition("/")[2] for quad in graph.quads).items())),
        asserted=graph.asserted,
        inferred=graph.inferred,
        seconds=round(seconds, 3),
        findings=dict(sorted(findings.items())),
        texts=graph.words.sources,
    )
