"""``kg status``: what is built, from what, and whether it still is what was written."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.build import build
from kg.cli import main
from kg.project import Project
from kg.store.engine import usual
from kg.store.snapshot import NAMES, current

TINY = Path(__file__).parent / "data" / "project"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A copy of the tiny project with its snapshot."""
    home = tmp_path_factory.mktemp("status")
    shutil.copytree(TINY, home / "tiny")
    project = Project(home / "tiny", home / "tiny" / "sources", home / "build")
    build(project)
    return project


@pytest.fixture
def project(built: Project, tmp_path: Path) -> Project:
    """A copy that a test may change."""
    shutil.copytree(built.root.parent, tmp_path / "copy")
    return Project(tmp_path / "copy" / "tiny", tmp_path / "copy" / "tiny" / "sources", tmp_path / "copy" / "build")


def status(project: Project, *arguments: str) -> Result:
    environment = {"KG_PROJECT": str(project.root), "KG_SOURCES": str(project.sources), "KG_BUILD": str(project.build)}
    return CliRunner().invoke(main, ["status", *arguments], env=environment)


def facts(project: Project) -> dict[str, object]:
    done = status(project, "-f", "json")
    assert done.exit_code == 0
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_the_text_tells_what_is_built_and_from_what(built: Project) -> None:
    done = status(built)
    assert (done.exit_code, done.stderr) == (0, "")
    lines = [re.split(r"  +", line, maxsplit=1) for line in done.stdout.splitlines()]
    manifest = current(built).manifest
    assert lines == [
        ["snapshot", built.shown(built.build / manifest.digest[:16])],
        ["state", "up to date"],
        ["digest", built.digest("columns")],
        ["built", f"{manifest.built} in {manifest.seconds:.1f} s"],
        ["by", f"kg 0.1.0, reasoner columns, store {usual()}"],
        ["graph:ontology", "5"],
        ["graph:reference", "2"],
        ["graph:news", "10"],
        ["graph:inferred", "1"],
        ["graph:texts", "1"],
        ["asserted", "16"],
        ["inferred", "1"],
        ["findings", "none"],
        ["text of news", "here, and in the snapshot"],
    ]


def test_json_tells_the_same_facts(built: Project) -> None:
    manifest = current(built).manifest
    assert facts(built) == {
        "snapshot": built.shown(built.build / manifest.digest[:16]),
        "fresh": True,
        "digest": built.digest("columns"),
        "built": manifest.built,
        "seconds": manifest.seconds,
        "version": "0.1.0",
        "reasoner": "columns",
        "store": usual(),
        "graphs": {"inferred": 1, "news": 10, "ontology": 5, "reference": 2, "texts": 1},
        "asserted": 16,
        "inferred": 1,
        "findings": {},
        "options": [],
        "texts": {"news": "used"},
    }


def test_changed_files_are_told_with_the_next_step(project: Project) -> None:
    with (project.graph / "decisions.ttl").open("a", encoding="utf-8") as file:
        file.write("# one more\n")
    assert facts(project)["fresh"] is False
    assert "files have changed since; run 'kg build'" in status(project).stdout


def test_a_text_that_came_after_the_build_is_told(project: Project) -> None:
    (project.sources / "news.txt").rename(project.root / "away.txt")
    build(project)
    assert facts(project)["texts"] == {"news": "absent"}
    (project.root / "away.txt").rename(project.sources / "news.txt")
    assert facts(project)["texts"] == {"news": "unused"}
    assert "here, but not when the snapshot was built" in status(project).stdout


def test_a_text_that_is_not_the_cited_one_is_told(project: Project) -> None:
    (project.sources / "news.txt").write_text("乙市入选国家节水试点。\n", encoding="utf-8")
    build(project)
    assert facts(project)["texts"] == {"news": "differs"}


def test_without_a_snapshot_it_exits_2_with_the_next_step(project: Project) -> None:
    shutil.rmtree(project.build)
    done = status(project)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "no snapshot yet; run 'kg build'" in done.stderr


def test_verify_reads_every_file(built: Project) -> None:
    done = status(built, "--verify")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[-1] == f"all {len(current(built).manifest.files)} files are as they were written"
    assert json.loads(status(built, "--verify", "-f", "json").stdout)["verified"] is True


def test_verify_names_a_file_in_which_one_byte_has_changed(project: Project) -> None:
    names = current(project).path / NAMES
    content = bytearray(names.read_bytes())
    content[-1] ^= 1
    when = names.stat()
    names.write_bytes(content)
    os.utime(names, ns=(when.st_atime_ns, when.st_mtime_ns))  # as a failing disk would leave it
    assert status(project).exit_code == 0
    done = status(project, "--verify")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "make a new one with 'kg build --force':\n  names.sqlite has changed\n" in done.stderr
    build(project, force=True)
    assert status(project, "--verify").exit_code == 0


def test_a_snapshot_cut_short_is_noticed_without_verify(project: Project) -> None:
    current(project).graph.write_bytes(b"")
    done = status(project)
    assert done.exit_code == 2
    assert "graph.nq has 0 bytes instead of" in done.stderr
    assert done.stderr.endswith("run 'kg build'\n")


def test_findings_are_listed_in_the_language_asked_for(project: Project) -> None:
    with (project.graph / "sources" / "news.ttl").open("a", encoding="utf-8") as file:
        file.write("place:jia skos:note '注'@zh .\n")
    build(project)
    asked = status(project, "--findings", "--lang", "zh").stdout.splitlines()
    assert asked[-1] == "warning: place:jia skos:note: 城市不宜有注记。 (nsh:CityName-note)"
    asked = status(project, "--findings", "--lang", "en").stdout.splitlines()
    assert asked[-1] == "warning: place:jia skos:note: A city had better have no note. (nsh:CityName-note)"
    listed = json.loads(status(project, "--findings", "-f", "json").stdout)["listed"]
    assert listed == [
        {
            "severity": "warning",
            "shape": "nsh:CityName-note",
            "focus": "place:jia",
            "path": "skos:note",
            "value": "",
            "zh": "城市不宜有注记。",
            "en": "A city had better have no note.",
        }
    ]
