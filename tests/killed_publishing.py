"""Publish a snapshot in a child for every step that it takes, and kill the child just before that step.

A step is an audit event that touches a file (https://docs.python.org/3/library/audit_events.html). The argument is the
folder of snapshots. Stdout tells, one line of JSON a step, the event, how the child ended, whether the snapshot that
then answered is the one before ("old"), the child's ("new") or damaged ("none"), and whether the next build succeeded.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from hashlib import sha256
from itertools import count
from pathlib import Path

from kg.project import Project
from kg.store import staging
from kg.store.manifest import Manifest
from kg.store.snapshot import current

STEPS = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.truncate", "os.scandir", "shutil.rmtree"}


def publish(project: Project, digest: str) -> None:
    with staging.workplace(project) as folder:
        (folder / "store").mkdir()
        for name in ("store/table", "graph.nq", "names.sqlite"):
            (folder / name).write_text(digest, encoding="utf-8")
        staging.publish(project, folder, Manifest(digest, "", "", "", {}, 0, 0, 0.0))


def publish_until(project: Project, digest: str, step: int, report: int) -> None:
    """Publish, and die at the step of that number, from 0, after writing its name to ``report``."""
    seen = 0

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if event not in STEPS:
            return
        if seen == step:
            os.write(report, f"{event} {arguments[0]}".encode())
            os.kill(os.getpid(), signal.SIGKILL)
        seen += 1

    sys.addaudithook(watch)
    publish(project, digest)


def killed(project: Project, digest: str, step: int) -> tuple[str, int]:
    """The step at which a child was killed, and the exit code of the child."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        publish_until(project, digest, step, writing)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as told:
        event = told.read()
    return event, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def answering(project: Project) -> str:
    """The digest of the snapshot that answers, "" if it is not whole."""
    snapshot = current(project)
    whole = not snapshot.damage() and snapshot.graph.read_text("utf-8") == snapshot.manifest.digest
    return snapshot.manifest.digest if whole else ""


def main() -> None:
    build = Path(sys.argv[1])
    project = Project(root=build, sources=build, build=build)
    for step in count():
        before, attempted, after = (sha256(f"{name} {step}".encode()).hexdigest() for name in ("old", "new", "next"))
        publish(project, before)
        event, ended = killed(project, attempted, step)
        found = {before: "old", attempted: "new"}.get(answering(project), "none")
        publish(project, after)
        line = {"event": event, "ended": ended, "answering": found, "next": answering(project) == after}
        sys.stdout.write(json.dumps(line) + "\n")
        if ended == 0:
            break


if __name__ == "__main__":
    main()
