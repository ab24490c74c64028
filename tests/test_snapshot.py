"""Snapshots: one answers, whole, whatever happens to the process that makes the next one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from kg.errors import FindingsError, SnapshotError
from kg.project import Project
from kg.store import engine, manifest, snapshot, staging
from kg.store.manifest import File, Manifest
from kg.store.snapshot import Snapshot
from kg.terms import Iri, Quad

KILLED = Path(__file__).parent / "killed_publishing.py"

MAKE_ONE_MORE = """
import sys
from pathlib import Path
from kg.project import Project
from kg.store import staging
from kg.store.manifest import Manifest
build = Path(sys.argv[1])
project = Project(root=build, sources=build, build=build)
with staging.workplace(project, lambda text: print(text, flush=True)) as folder:
    staging.publish(project, folder, Manifest("c" * 64, "", "", "", {}, 0, 0, 0.0))
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(root=tmp_path, sources=tmp_path, build=tmp_path / "build")


def facts(digest: str) -> Manifest:
    built, counted, findings = "2026-01-31T00:00:00Z", {"news": 1}, {"warning": 2}
    return Manifest(digest, built, "0.1.0", "owlrl", counted, 1, 0, 0.5, "sparq", findings, texts=["news"])


def digest_of(name: str) -> str:
    return sha256(name.encode()).hexdigest()


def said_by(name: str) -> Quad:
    return Quad(Iri("urn:s"), Iri("urn:p"), Iri(f"urn:{name}"), Iri("urn:g"))


def publish(project: Project, name: str) -> Snapshot:
    """A snapshot of one statement that tells its name."""
    with staging.workplace(project) as folder:
        engine.create(folder / snapshot.STORE, [said_by(name)])
        (folder / snapshot.GRAPH).write_text(name, encoding="utf-8")
        (folder / snapshot.NAMES).touch()
        return staging.publish(project, folder, facts(digest_of(name)))


def listing(project: Project) -> set[str]:
    return {path.name for path in project.build.iterdir()}


def test_without_a_snapshot_the_next_step_is_told(project: Project) -> None:
    with pytest.raises(SnapshotError, match="no snapshot yet; run 'kg build'"):
        snapshot.current(project)


def test_a_published_snapshot_answers_from_the_folder_of_its_digest(project: Project) -> None:
    publish(project, "first")
    current = snapshot.current(project)
    assert current.path == project.build / digest_of("first")[:16]
    assert list(current.engine.quads()) == [said_by("first")]
    assert current.names == current.path / "names.sqlite"
    assert current.graph.read_text("utf-8") == "first"
    assert current.manifest.texts == ["news"]


def test_the_manifest_records_every_file_and_survives_json(project: Project) -> None:
    written = publish(project, "first").manifest
    assert manifest.from_json(written.to_json()) == written
    assert written.files["graph.nq"] == File(
        5, digest_of("first"), (project.build / digest_of("first")[:16] / "graph.nq").stat().st_mtime_ns
    )
    on_disk = {path.relative_to(project.build / digest_of("first")[:16]).as_posix() for path in _files(project.build)}
    assert set(written.files) == {path for path in on_disk if not path.startswith("..")} - {"manifest.json"}


def _files(build: Path) -> list[Path]:
    return [path for path in (build / digest_of("first")[:16]).rglob("*") if path.is_file()]


def make_half(project: Project) -> None:
    with staging.workplace(project) as folder:
        (folder / "half").touch()
        raise FindingsError("only half of it was made")


def test_what_fails_while_it_is_made_leaves_the_last_snapshot_and_nothing_else(project: Project) -> None:
    publish(project, "first")
    before = listing(project)
    with pytest.raises(FindingsError, match="half"):
        make_half(project)
    assert listing(project) == before
    assert snapshot.current(project).manifest.digest == digest_of("first")


def full(*_: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("step", ["fsync", "rename", "replace"])
def test_a_full_disk_is_an_error_and_leaves_the_last_snapshot(
    step: str, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(project, "first")
    with monkeypatch.context() as patched:
        patched.setattr(os, step, full)
        with pytest.raises(SnapshotError, match="No space left on device; make room there, or set KG_BUILD"):
            publish(project, "second")
    assert snapshot.current(project).manifest.digest == digest_of("first")
    assert not [name for name in listing(project) if name.startswith(".staging")]
    assert publish(project, "second").manifest.digest == digest_of("second")


def test_a_folder_that_cannot_be_written_is_an_error(project: Project) -> None:
    project.build.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(SnapshotError, match="KG_BUILD"):
        publish(project, "first")


def test_a_lock_that_cannot_be_written_is_an_error(project: Project) -> None:
    (project.build / ".lock").mkdir(parents=True)
    with pytest.raises(SnapshotError, match=r"cannot be written.*KG_BUILD"):
        publish(project, "first")


def test_two_snapshots_are_kept_beside_the_one_that_answers(project: Project) -> None:
    for at, name in enumerate(["first", "second", "third", "fourth"]):
        made = publish(project, name)
        os.utime(made.path / "manifest.json", ns=(at, at))
        made.close()
    assert listing(project) == {".lock", "current", *(digest_of(name)[:16] for name in ("second", "third", "fourth"))}


def test_a_snapshot_that_somebody_reads_is_not_removed(project: Project) -> None:
    read = publish(project, "first")
    os.utime(read.path / "manifest.json", ns=(0, 0))
    for name in ("second", "third", "fourth", "fifth"):
        publish(project, name).close()
    assert list(read.engine.quads()) == [said_by("first")]
    assert read.path.is_dir()
    read.close()
    publish(project, "sixth")
    assert not read.path.exists()


def test_what_killed_builds_left_is_removed_by_the_next(project: Project) -> None:
    (project.build / ".staging-4711" / "store").mkdir(parents=True)
    (project.build / ".removed-0123456789abcdef").mkdir()
    (project.build / ".current-4711").touch()
    (project.build / "notes-of-mine.txt").touch()
    publish(project, "first")
    assert listing(project) == {".lock", "current", "notes-of-mine.txt", digest_of("first")[:16]}


def test_a_snapshot_made_again_takes_a_new_folder_and_readers_of_the_old_keep_theirs(project: Project) -> None:
    old = publish(project, "first")
    new = publish(project, "first")
    assert new.path.name == f"{digest_of('first')[:16]}-2"
    assert snapshot.current(project).path == new.path
    assert list(old.engine.quads()) == list(new.engine.quads())
    old.close()
    publish(project, "second")
    publish(project, "first").close()
    assert not old.path.exists()


def test_an_earlier_snapshot_of_the_same_inputs_answers_again(project: Project) -> None:
    publish(project, "first")
    publish(project, "second")
    with staging.workplace(project):
        found = staging.kept(project, digest_of("first"), "sparq")
    assert found
    assert snapshot.current(project).path == found.path == project.build / digest_of("first")[:16]


def test_an_earlier_snapshot_that_is_damaged_is_not_used_again(project: Project) -> None:
    publish(project, "first").graph.unlink()
    publish(project, "second")
    with staging.workplace(project):
        assert staging.kept(project, digest_of("first"), "sparq") is None
    assert snapshot.current(project).manifest.digest == digest_of("second")


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        ("graph.nq", None, "graph.nq: No such file"),
        ("graph.nq", b"fir", "graph.nq has 3 bytes instead of 5"),
        ("manifest.json", b"{", "damaged"),
        ("manifest.json", b"[]", "not a manifest"),
        ("manifest.json", b'{"files": {}}', "not a manifest"),
        ("manifest.json", b"\xff", "damaged"),
        ("manifest.json", None, "the snapshot is missing"),
        ("../current", b"../../etc", "names no snapshot"),
        ("../current", b"\xff\x00", "current"),
        ("../current", b"0000000000000000", "the snapshot is missing"),
    ],
    ids=[
        "no file",
        "short file",
        "no JSON",
        "a list",
        "no facts",
        "no text",
        "no manifest",
        "no name",
        "bytes",
        "no folder",
    ],
)
def test_a_damaged_snapshot_says_what_is_wrong_and_what_to_do(
    file: str, content: bytes | None, told: str, project: Project
) -> None:
    path = publish(project, "first").path / file
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SnapshotError, match=told) as caught:
        snapshot.current(project)
    assert str(caught.value).endswith("run 'kg build'")


def test_a_manifest_of_wrong_types_is_none() -> None:
    content = json.loads(facts(digest_of("first")).to_json())
    with pytest.raises(ValueError, match="not a manifest: asserted"):
        manifest.from_json(json.dumps(content | {"asserted": "many"}))


def test_a_changed_byte_is_found_by_the_digests(project: Project) -> None:
    made = publish(project, "first")
    assert made.damage() == []
    when = made.graph.stat()
    made.graph.write_text("fIrst", encoding="utf-8")
    with pytest.raises(SnapshotError, match=r"graph\.nq has changed; run 'kg build'"):
        snapshot.current(project)
    os.utime(made.graph, ns=(when.st_atime_ns, when.st_mtime_ns))  # as a failing disk would leave it
    assert snapshot.current(project).damage() == ["graph.nq has changed"]


def test_a_second_build_says_for_whom_it_waits_and_then_succeeds(project: Project) -> None:
    with staging.workplace(project) as folder:
        second = subprocess.Popen(
            [sys.executable, "-c", MAKE_ONE_MORE, str(project.build)], stdout=subprocess.PIPE, text=True
        )
        assert second.stdout
        told = second.stdout.readline()
        staging.publish(project, folder, facts(digest_of("first")))
        assert snapshot.current(project).manifest.digest == digest_of("first")
    second.stdout.close()
    assert second.wait() == 0
    assert told == f"process {os.getpid()} is building; waiting until it is done\n"
    assert snapshot.current(project).manifest.digest == "c" * 64


def test_killed_before_any_step_the_last_snapshot_answers_and_the_next_build_succeeds(tmp_path: Path) -> None:
    run = subprocess.run([sys.executable, KILLED, tmp_path], stdout=subprocess.PIPE, text=True, check=True)
    steps = [json.loads(line) for line in run.stdout.splitlines()]
    assert [step["ended"] for step in steps] == [-9] * (len(steps) - 1) + [0]
    switch = next(at for at, step in enumerate(steps) if step["event"].startswith(f"os.rename {tmp_path}/.current"))
    assert [step["answering"] for step in steps] == ["old"] * (switch + 1) + ["new"] * (len(steps) - switch - 1)
    assert all(step["next"] for step in steps)
    kinds = {step["event"].partition(" ")[0] for step in steps}
    assert kinds >= {"open", "os.mkdir", "os.rename", "os.remove", "shutil.rmtree"}
    assert len(steps) > 40
