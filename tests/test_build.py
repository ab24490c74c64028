"""The build: what it makes of files, when it does nothing, why it stops, and that being killed harms nothing."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.build import STAGES, build
from kg.cli import main
from kg.errors import FindingsError, InputError, SnapshotError, SyntaxFault, UnknownName
from kg.names import expand, npp
from kg.project import Project, graph_name
from kg.store import engine
from kg.store.snapshot import current
from kg.terms import XSD, Iri, Literal, Quad, text

HEAVY = ("opencc", "owlrl", "pyoxigraph", "pypinyin", "pyshacl", "rdflib")
TINY = Path(__file__).parent / "data" / "project"
TYPE = Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
JIA = expand("place:jia")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A copy of the tiny project: 17 statements, one of them twice, that imply one more and cite one text."""
    shutil.copytree(TINY, tmp_path / "tiny")
    return Project(tmp_path / "tiny", tmp_path / "tiny" / "sources", tmp_path / "build")


def add(project: Project, turtle: str, file: str = "graph/sources/news.ttl") -> None:
    with (project.root / file).open("a", encoding="utf-8") as target:
        target.write(f"{turtle}\n")


def run(project: Project, *arguments: str) -> Result:
    environment = {"KG_PROJECT": str(project.root), "KG_SOURCES": str(project.sources), "KG_BUILD": str(project.build)}
    return CliRunner().invoke(main, list(arguments), env=environment | {"LC_ALL": "C.UTF-8"})


def count(project: Project) -> int:
    """How many statements a query of the snapshot that answers counts."""
    rows = current(project).engine.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert isinstance(rows, engine.Rows)
    ((found,),) = rows
    assert isinstance(found, Literal)
    return int(found.text)


def warm() -> ForkServerContext:
    """Processes that fork from one that has loaded everything, so that a kill hits the build and not the imports."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["__main__", "kg.build.making", "kg.check", "kg.reason", "kg.find.write", *HEAVY])
    return context


def test_what_is_asserted_inferred_and_quoted_stands_in_graphs_of_its_own(project: Project) -> None:
    outcome = build(project)
    assert outcome.changed
    assert outcome.manifest.graphs == {"inferred": 1, "news": 10, "ontology": 5, "reference": 2, "texts": 1}
    assert (outcome.manifest.asserted, outcome.manifest.inferred, outcome.manifest.texts) == (16, 1, ["news"])
    store = current(project).engine
    assert list(store.quads(graph=graph_name("inferred"))) == [
        Quad(JIA, TYPE, npp("Place"), graph_name("inferred")),
    ]
    assert list(store.quads(graph=graph_name("texts"))) == [
        Quad(expand("psg:news-admitted"), npp("exact"), text("甲市入选国家节水试点"), graph_name("texts")),
    ]
    assert {graph.value.rpartition("/")[2]: n for graph, n in store.graphs().items()} == outcome.manifest.graphs


def test_the_file_of_statements_is_sorted_and_keeps_lexical_forms(project: Project) -> None:
    lines = build(project).snapshot.graph.read_text("utf-8").splitlines()
    assert lines == sorted(lines)
    assert len(lines) == 19
    value = f'<{JIA.value}> <{npp("value").value}> "12.0"^^<{XSD}decimal> <{graph_name("news").value}> .'
    assert value in lines


def test_names_can_be_found(project: Project) -> None:
    from kg.find import resolve

    assert resolve(build(project).snapshot.names, "甲市") == JIA


def test_the_same_files_give_the_same_digest_and_the_same_bytes(project: Project, tmp_path: Path) -> None:
    add(project, "place:jia npp:near [ a npp:Place ] , [ a npp:City ; skos:prefLabel '乙市'@zh ] .")
    one = build(project).snapshot
    shutil.copytree(project.root, tmp_path / "moved")
    moved = Project(tmp_path / "moved", tmp_path / "moved" / "sources", tmp_path / "elsewhere")
    other = build(moved).snapshot
    assert one.manifest.digest == other.manifest.digest
    assert one.graph.read_bytes() == other.graph.read_bytes()
    assert replace(one.manifest, built="", seconds=0, files={}) == replace(
        other.manifest, built="", seconds=0, files={}
    )


def test_progress_is_told_stage_by_stage(project: Project) -> None:
    told: list[str] = []
    build(project, progress=told.append)
    assert [stage for stage in told if stage in STAGES] == list(STAGES)
    reasoning = told[told.index("reasoning") + 1 : told.index("indexing names")]
    assert {"compiling", "round 1", "looking for clashes"} <= set(reasoning)
    build(project, progress=told.append)
    assert [stage for stage in told if stage in STAGES] == list(STAGES)
    reasoning = told[told.index("reasoning") + 1 : told.index("indexing names")]
    assert {"compiling", "round 1", "looking for clashes"} <= set(reasoning)


def test_nothing_changed_means_nothing_done(project: Project) -> None:
    first = build(project).snapshot
    again = build(project)
    assert not again.changed
    assert (again.snapshot.path, again.manifest) == (first.path, first.manifest)


def test_nothing_changed_loads_nothing_heavy(project: Project) -> None:
    build(project)
    script = "import sys; from kg.cli import main; main(['build'], standalone_mode=False); print(*sys.modules)"
    environment = os.environ | {
        "KG_PROJECT": str(project.root),
        "KG_SOURCES": str(project.sources),
        "KG_BUILD": str(project.build),
    }
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    message, modules = done.stdout.splitlines()
    assert message.startswith("nothing has changed since ")
    assert {*HEAVY, "sqlite3", "networkx", "igraph", "pyvis"}.isdisjoint(modules.split())


@pytest.mark.parametrize("file", ["ontology/npp.ttl", "ontology/shapes.ttl", "graph/decisions.ttl", "sources/news.txt"])
def test_a_change_of_any_input_is_noticed(file: str, project: Project) -> None:
    build(project)
    add(project, "# one more line", file)
    assert build(project).changed


def test_force_builds_what_has_not_changed(project: Project) -> None:
    first = build(project).snapshot
    forced = build(project, force=True)
    assert forced.changed
    assert forced.snapshot.path != first.path
    assert forced.manifest.digest == first.manifest.digest


def test_a_snapshot_cut_short_is_built_again(project: Project) -> None:
    build(project).snapshot.graph.unlink()
    assert build(project).changed
    assert count(project) == 18


def test_going_back_to_earlier_files_takes_the_earlier_snapshot(project: Project) -> None:
    first = build(project).snapshot
    before = (project.graph / "decisions.ttl").read_bytes()
    add(project, "# decided", "graph/decisions.ttl")
    build(project)
    (project.graph / "decisions.ttl").write_bytes(before)
    outcome = build(project)
    assert (outcome.changed, outcome.snapshot.path, outcome.manifest) == (True, first.path, first.manifest)
    assert current(project).path == first.path


def test_another_reasoner_is_another_digest_and_must_exist(project: Project) -> None:
    build(project)
    with pytest.raises(UnknownName, match="owlrl"):
        build(project, reasoner="crystal-ball")


def test_a_file_that_does_not_parse_stops_the_build_with_its_place(project: Project) -> None:
    build(project)
    add(project, "place:jia foo:bar 1 .")
    with pytest.raises(SyntaxFault, match=r"graph/sources/news\.ttl:\d+:\d+: "):
        build(project)
    assert count(project) == 18


def test_a_violated_shape_stops_the_build_with_focus_path_message_and_file(project: Project) -> None:
    build(project)
    add(project, "place:yi a npp:City .")
    with pytest.raises(FindingsError) as caught:
        build(project)
    told = str(caught.value)
    assert told.startswith("1 violation; the last snapshot stays as it was\n")
    for part in ("graph/sources/news.ttl", "place:yi", "skos:prefLabel", "城市缺少名称。"):
        assert part in told
    with pytest.raises(FindingsError, match=r"A city needs a name\."):
        build(project, lang="en")
    assert count(project) == 18


def test_shapes_see_what_is_asserted_and_not_what_is_inferred(project: Project) -> None:
    shapes = project.shapes.read_text("utf-8").replace("sh:targetClass npp:City", "sh:targetClass npp:Place")
    project.shapes.write_text(shapes, encoding="utf-8")
    add(project, "prog:water npp:hosts place:yi .")
    add(project, "npp:hosts <http://www.w3.org/2000/01/rdf-schema#range> npp:Place .", "ontology/npp.ttl")
    assert build(project).manifest.inferred == 2


def test_a_warning_is_counted_told_and_stops_nothing(project: Project) -> None:
    add(project, "place:jia skos:note '注'@zh .")
    outcome = build(project)
    assert outcome.manifest.findings == {"warning": 1}
    assert [(finding.focus, finding.message_en) for finding in outcome.findings] == [
        (JIA, "A city had better have no note.")
    ]


def test_a_contradiction_stops_the_build_with_rule_statements_and_files(project: Project) -> None:
    build(project)
    add(project, "prog:water a npp:City ; skos:prefLabel '甲'@zh .")
    with pytest.raises(FindingsError) as caught:
        build(project)
    lines = str(caught.value).splitlines()
    assert lines[0] == "1 contradiction; the last snapshot stays as it was"
    assert lines[1].startswith("  cax-dw: ")
    stated = {tuple(line.split("    ")[1:]) for line in lines[2:]}
    news = project.shown(project.graph / "sources" / "news.ttl")
    assert stated == {
        ("prog:water a npp:Programme .", news),
        ("prog:water a npp:Place .", "inferred"),
        ("npp:Place owl:disjointWith npp:Programme .", project.shown(project.ontology / "npp.ttl")),
    }
    assert count(project) == 18


def test_a_contradiction_that_is_allowed_is_a_finding(project: Project) -> None:
    add(project, f"<{npp('County').value}> <http://www.w3.org/2002/07/owl#disjointWith> <{npp('City').value}> .")
    add(project, f"<{JIA.value}> a <{npp('County').value}> , <{npp('City').value}> .")
    outcome = build(project, allow_clashes=True, lang="en")
    assert [clash.rule for clash in outcome.clashes] == ["cax-dw"]
    assert outcome.manifest.findings["contradiction"] == 1
    assert outcome.manifest.options == ["allow-clashes"]
    listed = json.loads(outcome.snapshot.findings.read_text(encoding="utf-8"))
    assert [(each["severity"], each["shape"], each["focus"]) for each in listed[:1]] == [
        ("contradiction", "cax-dw", "place:jia")
    ]
    assert build(project, allow_clashes=True).changed is False
    with pytest.raises(FindingsError, match="cax-dw"):
        build(project)


def test_names_of_one_thing_count_as_one_and_lead_to_each_other(project: Project) -> None:
    add(project, "place:jia <http://www.w3.org/2002/07/owl#sameAs> place:jia-shi .", "graph/sources/news.ttl")
    add(project, "place:jia-shi npp:value 7 .", "graph/sources/news.ttl")
    build(project)
    store = current(project).engine
    valued = {quad.subject for quad in store.quads(predicate=npp("value"))}
    assert len(valued) == 1
    same = {quad.triple for quad in store.quads(predicate=Iri("http://www.w3.org/2002/07/owl#sameAs"))}
    assert {part for triple in same for part in (triple.subject, triple.object)} == {JIA, expand("place:jia-shi")}


def test_without_the_text_there_are_no_words(project: Project) -> None:
    (project.sources / "news.txt").unlink()
    outcome = build(project)
    assert (outcome.manifest.texts, outcome.notes) == ([], [])
    assert "texts" not in outcome.manifest.graphs


def test_another_text_than_the_one_cited_is_noted_and_not_used(project: Project) -> None:
    (project.sources / "news.txt").write_text("乙市入选国家节水试点。\n", encoding="utf-8")
    outcome = build(project)
    assert outcome.manifest.texts == []
    assert len(outcome.notes) == 1
    assert "news.txt" in outcome.notes[0]


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [("1", "10", "SHA-256 of characters 1 to 10 of news"), ("20", "99", "20 to 99 is no stretch")],
    ids=["other words", "beyond the end"],
)
def test_a_passage_that_does_not_fit_its_text_is_named(start: str, end: str, told: str, project: Project) -> None:
    news = project.graph / "sources" / "news.ttl"
    content = (
        news.read_text("utf-8").replace("npp:start 0", f"npp:start {start}").replace("npp:end 10", f"npp:end {end}")
    )
    news.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=rf"psg:news-admitted: .*{told}"):
        build(project)


def test_files_that_change_while_they_are_read_are_not_published(project: Project) -> None:
    def meddle(stage: str) -> None:
        if stage == "storing":
            add(project, "# meanwhile")

    with pytest.raises(InputError, match=r"news\.ttl: changed while it was read; run 'kg build' again"):
        build(project, progress=meddle)
    with pytest.raises(SnapshotError, match="no snapshot yet"):
        current(project)


def test_a_full_disk_leaves_the_last_snapshot(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    build(project)
    add(project, "# changed")
    for target in ("kg.find.write_gathered", "kg.store.engine.load", "kg.reason.stored.Stored.write"):
        with monkeypatch.context() as patched:
            patched.setattr(target, full)
            with pytest.raises(SnapshotError, match="No space left on device"):
                build(project)
        assert not list(project.build.glob(".staging*"))
        assert count(project) == 18
    assert build(project).changed


def test_a_build_waits_for_another_and_takes_its_result(project: Project) -> None:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(
        ["__main__", "duckdb", "kg.build.making", "kg.check", "kg.reason.columns_engine", "kg.find.write"]
    )
    both = [context.Process(target=build, args=(project,)) for _ in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join()
    assert [process.exitcode for process in both] == [0, 0]
    assert count(project) == 18
    assert [path.name for path in project.build.glob("[0-9a-f]*") if path.is_dir()] == [current(project).path.name]


def test_killed_at_fifty_moments_the_last_snapshot_answers_and_the_next_build_succeeds(project: Project) -> None:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(
        ["__main__", "duckdb", "kg.build.making", "kg.check", "kg.reason.columns_engine", "kg.find.write"]
    )
    build(project)
    statements = 18
    moments = random.Random(20260131)
    ended: Counter[int | None] = Counter()
    length = 0.0
    for _ in range(2):  # the first process waits for the one it forks from
        add(project, "# measured")
        begun = time.monotonic()
        process = context.Process(target=build, args=(project,))
        process.start()
        process.join()
        length = time.monotonic() - begun
    for attempt in range(50):
        digest = current(project).manifest.digest
        add(project, f"place:jia npp:attempt {attempt} .")
        attempted = project.digest("columns")
        process = context.Process(target=build, args=(project,))
        process.start()
        process.join(timeout=moments.uniform(0, 1.25 * length))
        process.kill()
        process.join()
        ended[process.exitcode] += 1
        answering = current(project)
        assert answering.manifest.digest in {digest, attempted}
        assert answering.damage() == []
        statements = count(project) if answering.manifest.digest == attempted else statements
        assert count(project) == statements
        if answering.manifest.digest == attempted:
            assert statements == 18 + attempt + 1
    assert ended[-9] > 25
    assert set(ended) <= {0, -9}
    build(project)
    assert count(project) == 18 + 50
    assert not list(project.build.glob(".[src]*-*"))


def test_the_command_prints_an_aligned_summary_and_nothing_else(project: Project) -> None:
    done = run(project, "build")
    assert (done.exit_code, done.stderr) == (0, "")
    lines = dict(line.split(maxsplit=1) for line in done.stdout.splitlines())
    digest = project.digest("columns")
    assert lines | {"time": ""} == {
        "graph:ontology": "5",
        "graph:reference": "2",
        "graph:news": "10",
        "graph:inferred": "1",
        "graph:texts": "1",
        "asserted": "16",
        "inferred": "1",
        "findings": "none",
        "time": "",
        "digest": digest,
        "snapshot": project.shown(project.build / digest[:16]),
    }
    assert [line.index(line.split()[1]) for line in done.stdout.splitlines()[-3:]] == [17, 17, 17]


def test_the_command_tells_findings_on_stderr_and_exits_1(project: Project) -> None:
    add(project, "place:yi a npp:City .")
    done = run(project, "build", "--lang", "en")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "A city needs a name." in done.stderr


def test_the_command_counts_warnings_and_says_how_to_read_them(project: Project) -> None:
    add(project, "place:jia skos:note '注'@zh .")
    done = run(project, "build")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "findings         1 warning; 'kg status --findings' lists them\n" in done.stdout
