"""Hostile queries: whatever is asked, the program answers or refuses; it never hangs, crashes or tells a part as whole.

Nothing here is timed: that a query ends is told by its exit code (``benchmarks/limits.py`` has the times).
"""

from __future__ import annotations

import io
import json
import os
import pickle
import signal
import subprocess
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.errors import CrashedQuery, InputError, KgError, ResourceLimit, TimeLimit
from kg.project import Project
from kg.query import QueryError, child, prepare, results, worker
from kg.query.run import first, run
from kg.query.worker import Limits, confined
from kg.store import engine
from kg.store.snapshot import Snapshot

DATA = Path(__file__).parent / "data" / "query"
BOMBS = tomllib.loads((DATA / "hostile" / "bombs.toml").read_text("utf-8"))
BYTES = tomllib.loads((DATA / "hostile" / "bytes.toml").read_text("utf-8"))
FOLDER = Path(__file__).parents[1] / "ontology" / "questions"
QUESTIONS = [path for path in sorted(FOLDER.glob("*.rq")) if not path.stem.endswith(".nearby")]
MUTATIONS = 10_000
SOME = Limits(seconds=20, memory=1_000_000_000)

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")


@pytest.fixture(scope="module")
def small(little: Snapshot) -> Snapshot:
    return little


Kg = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture(scope="module")
def kg(small: Snapshot) -> Kg:
    """Run ``kg query`` as a process of its own, as a user does."""
    program = [sys.executable, "-c", "from kg.cli import main; main(prog_name='kg')", "query"]
    environment = {**os.environ, "KG_PROJECT": str(DATA), "KG_BUILD": str(small.path.parent), "LC_ALL": "C.UTF-8"}

    def call(*arguments: str | bytes, query: bytes | None = None, **more: str) -> subprocess.CompletedProcess[bytes]:
        command = [*program, *arguments, *([] if query is None else ["-"])]
        return subprocess.run(
            command, input=query or b"", capture_output=True, env={**environment, **more}, check=False, timeout=300
        )

    return call


def written_out(bomb: dict[str, object]) -> str:
    """The query of a bomb, its pieces repeated."""
    query = str(bomb["query"])
    pieces = bomb.get("repeat", {})
    assert isinstance(pieces, dict)
    for name, (piece, count) in pieces.items():
        turns = (piece.replace("{i}", str(i)).replace("{next}", str(i + 1)) for i in range(count))
        query = query.replace(f"{{{name}}}", "".join(turns))
    return query


# The corpus: every query ends, with a code that is lawful for it.


def test_there_are_as_many_hostile_queries_as_were_written() -> None:
    assert (len(BOMBS), len(BYTES)) == (47, 12)


@pytest.mark.parametrize("store", sorted(engine.ENGINES))
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_answered_refused_or_ended(kg: Kg, name: str, store: str) -> None:
    bomb = BOMBS[name]
    patience = "0.5" if 124 in bomb["ends"] else "100"
    ran = kg("--timeout", patience, "--memory", "400MB", "-f", "json", query=written_out(bomb).encode(), KG_STORE=store)
    said = ran.stderr.decode()
    assert ran.returncode in bomb["ends"], said[:500]
    assert bomb.get("says", "") in said
    if ran.returncode == 0:
        assert json.loads(ran.stdout)
    else:
        assert ran.stdout == b""
        assert said.startswith("kg: ")
        assert "Traceback" not in said
    if ran.returncode in {1, 124}:
        assert said.count("\n") == 1


@pytest.mark.parametrize("name", BYTES)
def test_bytes_that_are_no_text_are_refused_with_their_place(kg: Kg, name: str) -> None:
    content = bytes.fromhex(BYTES[name]["bytes"])
    ran = kg(query=content)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert BYTES[name]["says"] in ran.stderr.decode()
    assert "Traceback" not in ran.stderr.decode()


def test_bytes_that_are_no_text_are_refused_as_an_argument_too(kg: Kg) -> None:
    ran = kg(b"ASK { ?s ?p '\xff\xfe' }")
    assert ran.returncode == 2
    assert "half a character" in ran.stderr.decode()


# The bounds: what ends for which reason, and how that is told.


@pytest.fixture(params=[pytest.param("fork", marks=needs_fork), "spawn"])
def start(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways to start a process; forking is safe here, for what is confined below touches no lock."""
    monkeypatch.setattr(worker, "can_fork", lambda: request.param == "fork")
    return str(request.param)


pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")


@pytest.mark.usefixtures("start")
def test_work_gives_its_value() -> None:
    assert confined(partial(divmod, 7, 2)) == (3, 1)
    assert confined(partial(complex, 1, 2)) == 1 + 2j


@pytest.mark.usefixtures("start")
def test_a_large_value_arrives_whole() -> None:
    assert confined(partial(bytes, 30_000_000)) == bytes(30_000_000)


@pytest.mark.usefixtures("start")
def test_an_error_arrives_as_it_was_raised() -> None:
    with pytest.raises(QueryError, match=r"q\.rq:2:1: unknown prefix 'foo:'") as caught:
        confined(partial(prepare, "ASK {\nfoo:x ?p ?o }", name="q.rq"))
    assert (caught.value.line, caught.value.column) == (2, 1)


@pytest.mark.usefixtures("start")
def test_work_without_end_ends_when_its_time_is_up() -> None:
    with pytest.raises(TimeLimit, match=r"no answer within 0\.5 s; --timeout allows more"):
        confined(partial(time.sleep, 3_600), Limits(seconds=0.5))


@pytest.mark.usefixtures("start")
def test_work_that_takes_too_much_memory_is_told_as_such() -> None:
    with pytest.raises(ResourceLimit, match=r"needs more than 200 MB of memory; --memory allows more"):
        confined(partial(bytearray, 400_000_000), replace(SOME, memory=200_000_000))


@pytest.mark.usefixtures("start")
def test_work_may_take_the_memory_it_is_allowed() -> None:
    assert len(confined(partial(bytearray, 150_000_000), replace(SOME, memory=600_000_000))) == 150_000_000


@pytest.mark.usefixtures("start")
def test_a_crash_is_told_with_its_signal() -> None:
    with pytest.raises(CrashedQuery, match="SIGABRT"):
        confined(os.abort)


@pytest.mark.usefixtures("start")
def test_a_process_that_the_system_killed_was_too_large() -> None:
    with pytest.raises(ResourceLimit):
        confined(partial(signal.raise_signal, signal.SIGKILL))


@pytest.mark.usefixtures("start")
def test_a_process_that_ends_without_a_word_is_no_empty_answer() -> None:
    with pytest.raises(CrashedQuery, match="exit code 0"):
        confined(partial(os._exit, 0))


@pytest.mark.usefixtures("start")
def test_a_fault_of_ours_is_told_and_is_no_answer() -> None:
    with pytest.raises(CrashedQuery, match="ZeroDivisionError"):
        confined(partial(divmod, 1, 0))


@pytest.mark.parametrize("value", [(True, b"x" * 100), (False, InputError("no"))])
def test_an_outcome_cut_short_anywhere_is_none(value: tuple[bool, object]) -> None:
    content = b"".join(child.framed(value))
    whole = child.unframed(content)
    assert whole is not None
    assert str(whole[1]) == str(value[1])
    assert [child.unframed(content[:length]) for length in range(len(content))] == [None] * len(content)
    assert child.unframed(content + b"x") is None


@needs_fork
def test_no_child_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "can_fork", lambda: True)
    for work in (bytes, os.abort, partial(time.sleep, 3_600)):
        pids: list[int] = []
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "fork", partial(remembered, os.fork, pids))
            with suppress(KgError):
                confined(work, Limits(seconds=0.2))
        assert len(pids) == 1
        with pytest.raises(ChildProcessError):
            os.waitpid(pids[0], os.WNOHANG)


def remembered(fork: Callable[[], int], pids: list[int]) -> int:
    pid = fork()
    if pid:
        pids.append(pid)
    return pid


@needs_fork
def test_a_forked_child_neither_flushes_our_buffers_nor_runs_our_exit_handlers() -> None:
    program = (
        "import atexit, sys; from kg.query.worker import confined; atexit.register(print, 'end')\n"
        "print('begin'); confined(bytes)"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert ran.stdout.split() == [b"begin", b"end"]


@needs_fork
def test_an_interrupt_ends_the_child_with_the_program() -> None:
    program = (
        "import os, signal, sys, threading, time; from functools import partial\n"
        "from kg.query import worker; from kg.query.worker import Limits, confined\n"
        "fork, pids = os.fork, []\n"
        "def remembered():\n"
        "    pid = fork()\n"
        "    if pid: pids.append(pid); signal.setitimer(signal.ITIMER_REAL, 0.3)\n"
        "    return pid\n"
        "os.fork = remembered\n"
        "signal.signal(signal.SIGALRM, lambda *_: signal.raise_signal(signal.SIGINT))\n"
        "try: confined(partial(time.sleep, 3600), Limits(60))\n"
        "except KeyboardInterrupt: print('interrupted')\n"
        "try: os.kill(pids[0], 0)\n"
        "except ProcessLookupError: print('gone')\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, timeout=50)
    assert ran.stdout.split() == [b"interrupted", b"gone"]


def test_with_threads_beside_it_a_process_is_not_forked(small: Snapshot) -> None:
    assert small.engine.graphs()  # the store's threads now run in this process
    assert not worker.can_fork()


def test_a_snapshot_is_opened_again_in_another_process(small: Snapshot) -> None:
    again = pickle.loads(pickle.dumps(small))  # noqa: S301 - dumped on this line
    assert again.path == small.path
    assert again.engine is not small.engine
    assert again.engine.graphs() == small.engine.graphs()


def test_a_whole_query_answers_the_same_however_its_process_starts(kg: Kg) -> None:
    query = "SELECT ?s ?o { ?s skos:prefLabel ?o } ORDER BY ?s ?o"
    forked, spawned = kg(query), kg(query, KG_START="spawn")
    assert forked.returncode == spawned.returncode == 0
    assert forked.stdout == spawned.stdout
    assert forked.stdout.count(b"\n") > 10


# What is written where a query fails or is cut.

# Of named graphs, so that it takes time and little memory, whichever engine is usual.
ENDLESS = "SELECT * { GRAPH ?x { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?p ?q ?r } }"


@pytest.mark.parametrize("form", results.FORMATS)
def test_a_failed_query_leaves_no_file_of_any_format(kg: Kg, tmp_path: Path, form: str) -> None:
    output = tmp_path / "answer"
    query = ENDLESS if form not in {"ttl", "nt"} else ENDLESS.replace("SELECT *", "CONSTRUCT { ?a ?b ?c . ?p ?q ?r }")
    ran = kg("--timeout", "0.5", "-f", form, "-o", str(output), query)
    assert (ran.returncode, ran.stdout) == (124, b"")
    assert list(tmp_path.iterdir()) == []


def test_a_failed_query_leaves_the_file_that_was_there(kg: Kg, tmp_path: Path) -> None:
    output = tmp_path / "answer.tsv"
    output.write_text("as it was", encoding="utf-8")
    assert kg("--timeout", "0.5", "-o", str(output), ENDLESS).returncode == 124
    assert output.read_text("utf-8") == "as it was"


@pytest.mark.parametrize("form", ["table", "tsv", "csv", "json", "xml"])
def test_a_bound_of_rows_that_was_asked_for_is_told_and_is_no_failure(kg: Kg, form: str) -> None:
    ran = kg("--max-rows", "3", "-f", form, "SELECT ?s { ?s a ?c } ORDER BY ?s ?c")
    whole = kg("-f", form, "SELECT ?s { ?s a ?c } ORDER BY ?s ?c LIMIT 3")
    assert (ran.returncode, ran.stdout) == (0, whole.stdout)
    assert ran.stderr.decode() == "kg: the first 3 rows; there are more\n"


def test_a_bound_that_is_just_met_cuts_nothing(kg: Kg) -> None:
    ran = kg("--max-rows", "3", "SELECT ?x { VALUES ?x { 1 2 3 } }")
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_zero_is_no_bound(kg: Kg) -> None:
    ran = kg("--max-rows", "0", "-f", "csv", f"SELECT ?x {{ VALUES ?x {{ {'1 ' * 1_500} }} }}")
    assert (ran.returncode, ran.stdout.count(b"1\r\n")) == (0, 1_500)


def test_statements_are_bounded_as_rows_are(kg: Kg) -> None:
    ran = kg("--max-rows", "2", "-f", "nt", "CONSTRUCT WHERE { ?s ?p ?o }")
    assert (ran.returncode, ran.stdout.count(b"\n")) == (0, 2)
    assert ran.stderr.decode() == "kg: the first 2 statements; there are more\n"


def test_the_first_rows_are_those_of_the_whole_answer_term_for_term(small: Snapshot) -> None:
    query = (
        'SELECT * { { BIND("西宁"@zh AS ?a) BIND(1.50 AS ?b) } UNION { BIND("\\u0001\\n" AS ?a) BIND(true AS ?b) }'
        ' UNION { BIND(<urn:a> AS ?b) } UNION { BIND("P1D"^^xsd:duration AS ?a) } }'
    )
    whole = list(results_of(small, query))
    kept, cut = first(run(small, query), 3)
    assert list(rows(kept.result)) == whole[:3]
    assert (len(whole), cut) == (4, True)


def results_of(small: Snapshot, query: str) -> Iterator[object]:
    return rows(run(small, query).result)


def rows(result: object) -> Iterator[object]:
    assert isinstance(result, engine.Rows)
    return iter(result)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_on_a_terminal_a_thousand_rows_are_shown_and_the_rest_is_a_failure(small: Snapshot) -> None:
    import pty

    query = f"SELECT ?x {{ VALUES ?x {{ {'7 ' * 1_200} }} }}"
    program = [sys.executable, "-c", "from kg.cli import main; main(prog_name='kg')", "query", query]
    environment = {**os.environ, "KG_PROJECT": str(DATA), "KG_BUILD": str(small.path.parent)}
    leader, follower = pty.openpty()
    with subprocess.Popen(program, stdout=follower, stderr=subprocess.PIPE, env=environment) as ran:
        os.close(follower)
        shown = terminal(leader)
        assert ran.stderr is not None
        said = ran.stderr.read().decode()
    assert shown.count(b"7\r\n") == 1_000
    assert said == "kg: the first 1,000 rows; there are more; --max-rows N shows more, --max-rows 0 all\n"
    assert ran.returncode == 1


def terminal(descriptor: int) -> bytes:
    content = io.BytesIO()
    try:
        while chunk := os.read(descriptor, 65_536):
            content.write(chunk)
    except OSError:  # a terminal that nobody holds any more
        pass
    os.close(descriptor)
    return content.getvalue()


# The other commands that ask.


def called(project: Project, *arguments: str) -> Result:
    environment = {"KG_PROJECT": str(project.root), "KG_BUILD": str(project.build), "LC_ALL": "C.UTF-8"}
    return CliRunner().invoke(main, list(arguments), env=environment)


@pytest.mark.usefixtures("snapshot")
@pytest.mark.parametrize("form", ["table", "json"])
def test_a_question_is_ended_when_its_time_is_up(project: Project, form: str) -> None:
    ran = called(project, "ask", "programmes", "-f", form, "--timeout", "0.001")
    assert (ran.exit_code, ran.stdout) == (124, "")
    assert ran.stderr.startswith("kg: no answer within 0.001 s")


@pytest.mark.usefixtures("snapshot")
def test_a_question_shows_as_many_rows_as_were_asked_for(project: Project) -> None:
    whole = called(project, "ask", "programmes", "-f", "tsv")
    ran = called(project, "ask", "programmes", "-f", "tsv", "--max-rows", "3")
    assert (ran.exit_code, ran.stdout) == (0, "".join(whole.stdout.splitlines(keepends=True)[:4]))
    assert ran.stderr.endswith("kg: the first 3 rows; there are more\n")
    bound = called(project, "ask", "programmes", "-f", "json", "--max-rows", "3")
    assert len(json.loads(bound.stdout)["results"]["bindings"]) == 3


@pytest.mark.usefixtures("snapshot")
def test_a_page_of_an_endless_query_is_not_written(project: Project, tmp_path: Path) -> None:
    (tmp_path / "endless.rq").write_text(ENDLESS, encoding="utf-8")
    page = tmp_path / "page.html"
    ran = called(project, "view", "--query", str(tmp_path / "endless.rq"), "--timeout", "0.5", "-o", str(page))
    assert ran.exit_code == 124
    assert not page.exists()


@pytest.mark.parametrize("size", ["", "2", "GB", "2TB", "-1GB", "1.2.3GB", "10MB", "NaNGB"])
def test_a_size_that_is_none_or_too_small_is_refused(kg: Kg, size: str) -> None:
    ran = kg("--memory", size, "ASK {}")
    assert ran.returncode == 2
    assert "Invalid value for '--memory'" in ran.stderr.decode()


# Mutations: every question of the catalogue, broken at random.


def test_every_question_is_mutated() -> None:
    assert len(QUESTIONS) == 24


def ends(snapshot: Snapshot, begin: int, end: int) -> Counter[str]:
    """How the mutations of these numbers ended, counted.

    They share a process. One that ends it is counted by the signal, and the next process goes on behind it.
    """
    script = Path(__file__).with_name("mutated_questions.py")
    found: Counter[str] = Counter()
    while begin < end:
        command = [sys.executable, str(script), str(snapshot.path), str(FOLDER), str(begin), str(end)]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        lines = [line.split() for line in ran.stdout.splitlines()]
        found.update(how for _, how in lines if how != "asked")
        begin = int(lines[-1][0]) + 1
        if ran.returncode:
            is_late = ran.returncode == -signal.SIGPROF
            found["late" if is_late else f"mutation {begin - 1}: {ran.returncode} {ran.stderr[-300:]}"] += 1
    return found


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="there are no timers of processor time")
def test_ten_thousand_mutations_of_the_questions_are_answered_refused_or_late(snapshot: Snapshot) -> None:
    half = MUTATIONS // 2
    with ThreadPoolExecutor(2) as pool:
        first_half = pool.submit(ends, snapshot, 0, half)
        second_half = pool.submit(ends, snapshot, half, MUTATIONS)
        found = first_half.result() + second_half.result()
    assert set(found) <= {"answered", "refused", "late"}
    assert found.total() == MUTATIONS
    assert found["answered"] > MUTATIONS // 20
    assert found["refused"] > MUTATIONS // 2
