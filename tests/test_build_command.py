"""``kg build`` on the command line: its options, what a terminal is told, and that stopping it leaves nothing."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.build import STAGES
from kg.cli import main
from kg.names import STANDARD, expand, npp
from kg.project import Project
from kg.store.snapshot import current
from kg.terms import Iri, Quad

TINY = Path(__file__).parent / "data" / "project"
INTERRUPTED = Path(__file__).with_name("interrupted_build.py")
NEWS = "graph/sources/news.ttl"
SAME = Iri(STANDARD["owl"] + "sameAs")
TYPE = Iri(STANDARD["rdf"] + "type")
THING = Iri(STANDARD["owl"] + "Thing")
JIA, SHI = expand("place:jia"), expand("place:jia-shi")
CLASH = "prog:water a npp:City ; skos:prefLabel '甲'@zh ."
TWO_NAMES = f"place:jia <{SAME.value}> place:jia-shi . place:jia-shi npp:value 7 ."


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A copy of the tiny project, which no snapshot has been made of."""
    shutil.copytree(TINY, tmp_path / "tiny")
    return Project(tmp_path / "tiny", tmp_path / "tiny" / "sources", tmp_path / "build")


def add(project: Project, turtle: str) -> None:
    with (project.root / NEWS).open("a", encoding="utf-8") as target:
        target.write(f"{turtle}\n")


def environment(project: Project) -> dict[str, str]:
    places = {"KG_PROJECT": project.root, "KG_SOURCES": project.sources, "KG_BUILD": project.build}
    return {name: str(path) for name, path in places.items()} | {"LC_ALL": "C.UTF-8"}


def run(project: Project, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["build", "--lang", "en", *arguments], env=environment(project))


def shown(project: Project, file: str) -> str:
    return project.shown(project.root / file)


def stored(project: Project) -> set[Quad]:
    return set(current(project).engine.quads())


def inferred(project: Project) -> set[tuple[object, ...]]:
    return {quad.triple for quad in stored(project) if quad.graph.value.endswith("/inferred")}


# Names of one thing.


def test_of_two_names_one_stands_for_both(project: Project) -> None:
    add(project, TWO_NAMES)
    assert run(project).exit_code == 0
    assert {quad.subject for quad in stored(project) if quad.predicate == npp("value")} == {JIA}


def test_every_statement_is_written_under_every_name_where_that_is_asked_for(project: Project) -> None:
    add(project, TWO_NAMES)
    assert run(project, "--expand-same-as").exit_code == 0
    assert {quad.subject for quad in stored(project) if quad.predicate == npp("value")} == {JIA, SHI}
    said = {name: {quad[1:3] for quad in stored(project) if quad.subject == name} for name in (JIA, SHI)}
    assert said[JIA] - {(SAME, SHI)} == said[SHI] - {(SAME, JIA)}
    assert (SHI, SAME, JIA) in inferred(project)


# The full set.


def test_trivia_are_written_where_they_are_asked_for(project: Project) -> None:
    assert run(project).exit_code == 0
    short = inferred(project)
    assert run(project, "--trivial").exit_code == 0
    full = inferred(project)
    assert short < full
    assert {(JIA, SAME, JIA), (npp("City"), Iri(STANDARD["rdfs"] + "subClassOf"), THING)} <= full - short
    assert current(project).manifest.options == ["trivial"]


# Contradictions.


def test_a_clash_ends_the_build_with_rule_statements_and_files_and_the_old_snapshot_answers(project: Project) -> None:
    assert run(project).exit_code == 0
    before = current(project).path
    add(project, CLASH)
    result = run(project)
    assert (result.exit_code, result.stdout) == (1, "")
    first, rule, *statements = result.stderr.splitlines()
    assert first == "kg: 1 contradiction; the last snapshot stays as it was"
    assert rule == "  cax-dw: npp:Place and npp:Programme are disjoint, and prog:water belongs to both"
    assert sorted(re.split(r"\s{4,}", line.strip()) for line in statements) == [
        ["npp:Place owl:disjointWith npp:Programme .", shown(project, "ontology/npp.ttl")],
        ["prog:water a npp:Place .", "inferred"],
        ["prog:water a npp:Programme .", shown(project, NEWS)],
    ]
    assert current(project).path == before


def test_a_clash_that_is_allowed_is_recorded_with_its_statements_and_files(project: Project) -> None:
    add(project, CLASH)
    result = run(project, "--allow-clashes")
    assert result.exit_code == 0
    assert "1 contradiction" in result.stdout
    snapshot = current(project)
    assert snapshot.manifest.findings["contradiction"] == 1
    (clash,) = [
        each for each in json.loads(snapshot.findings.read_text("utf-8")) if each["severity"] == "contradiction"
    ]
    assert (clash["shape"], clash["focus"]) == ("cax-dw", "prog:water")
    assert sorted(map(tuple, clash["statements"])) == [
        ("npp:Place owl:disjointWith npp:Programme .", shown(project, "ontology/npp.ttl")),
        ("prog:water a npp:Place .", "inferred"),
        ("prog:water a npp:Programme .", shown(project, NEWS)),
    ]


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "npp:Place and npp:Programme are disjoint, and prog:water"), ("zh", "互斥的两个类没有共同成员。")],
)
def test_status_lists_an_allowed_clash_with_its_statements(project: Project, language: str, words: str) -> None:
    add(project, CLASH)
    assert run(project, "--allow-clashes").exit_code == 0
    arguments = ["status", "--findings", "--lang", language]
    lines = CliRunner().invoke(main, arguments, env=environment(project)).stdout.splitlines()
    (place,) = [number for number, line in enumerate(lines) if line.startswith("contradiction: ")]
    assert words in lines[place]
    assert "cax-dw" in lines[place]
    assert {tuple(re.split(r"\s{4,}", line.strip())) for line in lines[place + 1 : place + 4]} == {
        ("npp:Place owl:disjointWith npp:Programme .", shown(project, "ontology/npp.ttl")),
        ("prog:water a npp:Place .", "inferred"),
        ("prog:water a npp:Programme .", shown(project, NEWS)),
    }


# Memory.


def test_a_bound_of_memory_changes_nothing(project: Project) -> None:
    assert run(project).exit_code == 0
    before = stored(project)
    assert run(project, "--force", "--memory", "200MB").exit_code == 0
    assert stored(project) == before


@pytest.mark.parametrize(
    ("size", "fault"),
    [("much", "'much' is no size; write it as 500MB or 2GB"), ("1MB", "1MB is too little to work in")],
)
def test_a_bound_that_is_no_size_or_too_little_is_refused(project: Project, size: str, fault: str) -> None:
    result = run(project, "--memory", size)
    assert result.exit_code == 2
    assert fault in result.stderr


# On a terminal.


def test_a_terminal_is_told_each_stage_and_each_round_on_one_line_and_a_pipe_nothing(project: Project) -> None:
    assert run(project).stderr == ""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", "from kg.cli import main; main()", "build", "--force"]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=theirs, env=os.environ | environment(project), check=True)
    os.close(theirs)
    with os.fdopen(ours, "rb", buffering=0) as terminal:
        told = b"".join(iter(lambda: _chunk(terminal.fileno()), b"")).decode()
    lines = told.split("\r\x1b[2K")
    assert lines[0] == lines[-1] == ""
    stages = [line for line in lines if ": " not in line and line]
    assert stages == [f"{place}/{len(STAGES)} {stage} …" for place, stage in enumerate(STAGES, start=1)]
    assert {"4/7 reasoning: compiling …", "4/7 reasoning: round 1 …", "4/7 reasoning: looking for clashes …"} <= set(
        lines
    )


def _chunk(handle: int) -> bytes:
    try:
        return os.read(handle, 4096)
    except OSError:  # Linux says so at the end
        return b""


# Ctrl-C.


def interrupted(project: Project, tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    (tmp_path / "temporary").mkdir()
    there = os.environ | environment(project) | {"TMPDIR": str(tmp_path / "temporary")}
    command = [sys.executable, str(INTERRUPTED), *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=there, check=False, start_new_session=True)


def left(project: Project, tmp_path: Path) -> set[str]:
    return {path.name for path in (*project.build.iterdir(), *(tmp_path / "temporary").iterdir())}


@pytest.mark.parametrize("stage", ["checking", "round 1", "indexing names", "storing"])
def test_stopping_a_build_leaves_nothing_behind(project: Project, tmp_path: Path, stage: str) -> None:
    result = interrupted(project, tmp_path, stage)
    assert (result.returncode, result.stdout) == (130, "")
    assert result.stderr == "kg: stopped; the last snapshot stays as it was\n"
    assert left(project, tmp_path) <= {".lock"}


def test_stopping_in_the_midst_of_a_statement_of_the_database_leaves_nothing_behind(
    project: Project, tmp_path: Path
) -> None:
    assert run(project).exit_code == 0
    before = {path.name for path in project.build.iterdir()}
    add(project, f"npp:next a <{STANDARD['owl']}TransitiveProperty> .")
    add(project, "\n".join(f"<urn:x{number:04}> npp:next <urn:x{number + 1:04}> ." for number in range(1500)))
    result = interrupted(project, tmp_path, "round 6", "later")
    assert result.returncode == 130, result.stderr
    assert result.stderr == "kg: stopped; the last snapshot stays as it was\n"
    assert {path.name for path in project.build.iterdir()} == before
    assert list((tmp_path / "temporary").iterdir()) == []
