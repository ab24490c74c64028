"""Damaged stores of every engine: seen when a snapshot is opened, told in a line, and made anew by a build."""

from __future__ import annotations

import os
import random
import shutil
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest

from kg.errors import KgError, SnapshotError
from kg.project import Project
from kg.query.job import Job, evaluated
from kg.query.worker import Limits, confined
from kg.store import engine, snapshot, staging
from kg.store.manifest import Manifest
from kg.terms import Iri, Quad, text

CASES = 60
HIDDEN = 12
KINDS = ("cut", "emptied", "zeroed", "scrambled", "flipped", "longer", "removed")
SAME_SIZE = ("zeroed", "scrambled", "flipped")
QUADS = [
    Quad(Iri(f"urn:s{number % 97}"), Iri(f"urn:p{number % 7}"), text(f"名{number}", "zh"), Iri("urn:g"))
    for number in range(1_000)
]


def publish(project: Project, name: str) -> snapshot.Snapshot:
    with staging.workplace(project) as folder:
        engine.create(folder / snapshot.STORE, QUADS, engine=name)
        for other in (snapshot.NAMES, snapshot.GRAPH, snapshot.FINDINGS):
            (folder / other).write_text("", encoding="utf-8")
        digest = sha256(name.encode()).hexdigest()
        facts = Manifest(
            digest, "2026-01-31T00:00:00Z", "0.1.0", "columns", {"g": len(QUADS)}, len(QUADS), 0, 0.5, name
        )
        return staging.publish(project, folder, facts)


@pytest.fixture(scope="module", params=sorted(engine.ENGINES))
def whole(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """An engine's name and a folder of builds with a snapshot of its."""
    home = tmp_path_factory.mktemp("damage")
    publish(Project(home, home, home / "build"), request.param)
    return request.param, home


def damaged(home: Path, number: int, kinds: tuple[str, ...]) -> Path:
    """A file of the store, which now is not what it was: another file or another way for each number."""
    chance = random.Random(number)
    (store,) = home.glob(f"build/*/{snapshot.STORE}")
    files = sorted(path for path in store.rglob("*") if path.is_file() and path.stat().st_size)
    file, kind = files[number % len(files)], kinds[number % len(kinds)]
    content = bytearray(file.read_bytes())
    if kind == "removed":
        file.unlink()
        return file
    if kind == "flipped":
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    else:
        content = {
            "cut": content[: len(content) // 2],
            "emptied": bytearray(),
            "zeroed": bytearray(len(content)),
            "scrambled": bytearray(byte ^ 0xA5 for byte in content),
            "longer": content + b"\0",
        }[kind]
    file.write_bytes(content)
    return file


def told(found: snapshot.Snapshot) -> str:
    """What a user is told of a query: of its answer, or of why there is none."""
    job = Job("SELECT ?s ?o { ?s <urn:p1> ?o } ORDER BY ?o", form="json")
    try:
        content, *_ = confined(partial(evaluated, found, job), Limits(20))
    except KgError as error:
        return str(error)
    return content.decode()


@pytest.mark.parametrize("number", range(CASES))
def test_damage_is_seen_at_opening_and_a_build_makes_a_whole_one(
    number: int, whole: tuple[str, Path], tmp_path: Path
) -> None:
    name, home = whole
    shutil.copytree(home / "build", tmp_path / "build")
    project = Project(tmp_path, tmp_path, tmp_path / "build")
    file = damaged(tmp_path, number, KINDS)
    with pytest.raises(SnapshotError, match="the snapshot is damaged") as caught:
        snapshot.current(project)
    assert file.name in str(caught.value)
    assert str(caught.value).endswith("run 'kg build'")
    assert staging.kept(project, sha256(name.encode()).hexdigest(), name) is None


@pytest.mark.parametrize("number", range(HIDDEN))
def test_damage_with_the_size_and_time_of_before_is_no_traceback_and_seen_by_the_digests(
    number: int, whole: tuple[str, Path], tmp_path: Path
) -> None:
    _, home = whole
    shutil.copytree(home / "build", tmp_path / "build")
    times = {path: path.stat() for path in (tmp_path / "build").rglob("*") if path.is_file()}
    file = damaged(tmp_path, number, SAME_SIZE)
    os.utime(file, ns=(times[file].st_atime_ns, times[file].st_mtime_ns))
    found = snapshot.current(Project(tmp_path, tmp_path, tmp_path / "build"))
    assert found.damage() == [f"{file.relative_to(found.path).as_posix()} has changed"]
    assert told(found).count("\n") == 0
    found.close()


def test_a_copy_with_other_times_is_whole(whole: tuple[str, Path], tmp_path: Path) -> None:
    _, home = whole
    shutil.copytree(home / "build", tmp_path / "build", copy_function=shutil.copyfile)
    assert snapshot.current(Project(tmp_path, tmp_path, tmp_path / "build")).damage() == []
