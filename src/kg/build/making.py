"""A build, stage by stage; where one fails, the snapshot that answered before still answers."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from kg import __version__
from kg.build.contents import Contents, Wishes, fill
from kg.errors import InputError, SnapshotError
from kg.store import engine, snapshot, staging
from kg.store.manifest import Manifest
from kg.store.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from kg.check import Finding
    from kg.project import Project
    from kg.reason import Clash

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
    wishes = Wishes(reasoner, lang, memory, expand_same_as, allow_clashes, trivial)
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
        made = fill(project, wishes, folder, progress)
        progress("publishing")
        _refuse_changes(project, before)
        manifest = _manifest(made, digest, wishes, time.monotonic() - started)
        published = staging.publish(project, folder, manifest)
        return Outcome(published, changed=True, findings=made.findings, notes=made.words.notes, clashes=made.clashes)


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


def _manifest(made: Contents, digest: str, wishes: Wishes, seconds: float) -> Manifest:
    from collections import Counter

    findings = Counter(finding["severity"] for finding in made.told)
    return Manifest(
        digest=digest,
        built=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        version=__version__,
        reasoner=wishes.reasoner,
        store=engine.usual(),
        options=wishes.options,
        graphs=dict(sorted((graph.value.rpartition("/")[2], count) for graph, count in made.graphs.items())),
        asserted=made.asserted,
        inferred=made.inferred,
        seconds=round(seconds, 3),
        findings=dict(sorted(findings.items())),
        texts=made.words.sources,
    )
