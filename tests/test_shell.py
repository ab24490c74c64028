"""The shell of ``kg query``: what is offered, what is answered, what keys do, and a conversation on a real terminal."""

from __future__ import annotations

import csv
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from kg.cli.shell import Terminal
from kg.errors import SnapshotError
from kg.project import locate
from kg.query.table import table
from kg.query.worker import Limits
from kg.shell.answers import HELP, Answers, Leave, Settings
from kg.shell.colours import STYLES, coloured
from kg.shell.editor import editor, state_folder
from kg.shell.offers import Offers
from kg.shell.place import is_whole
from kg.shell.session import converse
from kg.store.snapshot import Snapshot, current
from kg.terms import Iri

LITTLE = Path(__file__).parent / "data" / "query"
PATIENCE = 60  # seconds until a terminal that says nothing is a failure


class Paper(Terminal):
    """A screen that keeps what is written to it; files are written as ever."""

    def __init__(self, columns: int = 100) -> None:
        self.shown: list[str] = []
        self.told: list[str] = []
        self._columns = columns

    def columns(self) -> int:
        return self._columns

    def show(self, lines: Sequence[str]) -> None:
        self.shown += lines

    def tell(self, words: str) -> None:
        self.told.append(words)


Asked = Callable[[], Snapshot]


@pytest.fixture(scope="module")
def graph(little: Snapshot) -> Asked:
    return lambda: little


@pytest.fixture
def paper() -> Paper:
    return Paper()


@pytest.fixture
def answers(graph: Asked, paper: Paper) -> Answers:
    return Answers(graph, Settings(most=1_000), paper)


@pytest.fixture(scope="module")
def offers(graph: Asked) -> Offers:
    return Offers(graph(), Answers(graph, Settings(), Paper()).vocabulary())


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


# What completes the word at the cursor.


@pytest.mark.parametrize(
    ("before", "first"),
    [
        ("sel", "SELECT"),
        ("SELECT ?d { ?d a npp:City } ord", "ORDER"),
        ("SELECT ?d { ?d npp:recipient 西宁", "place:xining"),
        ("SELECT ?d { ?d npp:recipient xining", "place:xining"),
        ("SELECT ?d { ?d npp:recipient Lanz", "place:lanzhou"),
        ("SELECT ?d { ?d npp:recipient place:lan", "place:lanzhou"),
        ("SELECT ?d { ?d npp:recipient pla", "place:"),
        ("SELECT ?d { ?d npp:recip", "npp:recipient"),
        ("SELECT ?d { ?d 入选者", "npp:recipient"),
        ("SELECT ?d { ?d labelM", "npp:labelMatches"),
        ("SELECT ?d { ?d a npp:Des", "npp:Designation"),
        ("SELECT ?d { ?d a 城市", "npp:City"),
        ("SELECT ?d { ?d a ?c FILTER(STRLE", "STRLEN("),
        ("SELECT ?d (COUNT(?x) AS ?n) { ?d a ?c . FILTER(?", "d"),
        ('SELECT ?d { ?d skos:prefLabel "财政', '"财政部"@zh'),
        ('SELECT ?d { ?d skos:prefLabel "Ministry of', '"Ministry of Finance"@en'),
        ("SELECT ?d { GRAPH graph:inf", "graph:inferred"),
        ("SELECT ?d FROM ", "graph:inferred"),
    ],
)
def test_the_likeliest_completion_comes_first(offers: Offers, before: str, first: str) -> None:
    found = offers.at(before)
    assert found[0].text == first
    assert before.endswith(before[len(before) - found[0].replaces :])


def test_an_offer_says_what_it_is(offers: Offers) -> None:
    (offer,) = [each for each in offers.at("ASK { ?d npp:recipient 西宁市") if each.text == "place:xining"]
    assert (offer.replaces, offer.beside) == (3, "西宁市 Xining · 城市")
    assert offers.at("ASK { ?d npp:rec")[0].beside == "入选者 recipient"


def test_only_what_can_stand_there_is_offered(offers: Offers) -> None:
    assert offers.at("ASK { ?d a npp:City ; ")[0].text == "skos:prefLabel"
    verbs = {offer.text for offer in offers.at("ASK { ?d ")}
    assert {"npp:recipient", "npp:value", "skos:prefLabel"} <= verbs
    assert "npp:City" not in verbs
    assert {offer.text for offer in offers.at("ASK { ?d a ")} == {"npp:City", "npp:Designation", "npp:Programme"}
    assert {offer.text for offer in offers.at("ASK {} ")} == {"GROUP", "HAVING", "LIMIT", "OFFSET", "ORDER", "VALUES"}
    assert [offer.text for offer in offers.at("SELECT ?town ?x { ?x a ?t")] == ["town"]
    assert [offer.text for offer in offers.at("SELECT ?town ?x { ?x a ?t", "} ORDER BY ?two")] == ["town", "two"]


def test_nothing_is_offered_unasked_for_an_empty_word_nor_in_a_comment(offers: Offers) -> None:
    assert offers.at("ASK { ", asked=False) == []
    assert offers.at("ASK { # 西宁") == []


def test_where_the_query_is_wrong_before_the_cursor_everything_is_offered(offers: Offers) -> None:
    assert {offer.text for offer in offers.at("SELECT } { ?d recip")} >= {"npp:recipient"}
    assert offers.at("SELECT } sel")[0].text == "SELECT"


# Whole or not, and colours.


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("SELECT ?x { ?x a npp:City }", True),
        ("SELECT ?x { ?x a npp:City", False),
        ("SELECT ?x { ?x a npp:City } ORDER BY", False),
        ("SELECT ?x { ?x a '''", False),
        ("SELECT ?x { ?x a 'open", True),
        ("SELECT } ?x", True),
        ("PREFIX q: <urn:q>", False),
    ],
)
def test_a_query_is_whole_where_nothing_is_wanting_at_its_end(text: str, whole: bool) -> None:  # noqa: FBT001 - a case
    assert is_whole(text) is whole


def test_colours_follow_the_tokens() -> None:
    lines = coloured("PREFIX q: <urn:q>\nSELECT (STRLEN(?x) AS ?n) { q:a 城 foo:b 'x'@zh, 5 } # no")
    pieces = [piece for line in lines for piece in line if piece[0]]
    assert pieces == [
        ("keyword", "PREFIX"),
        ("prefix", "q:"),
        ("name", ""),
        ("iri", "<urn:q>"),
        ("keyword", "SELECT"),
        ("function", "STRLEN"),
        ("variable", "?x"),
        ("keyword", "AS"),
        ("variable", "?n"),
        ("prefix", "q:"),
        ("name", "a"),
        ("wrong", "城"),
        ("wrong", "foo:"),
        ("name", "b"),
        ("string", "'x'"),
        ("string", "@zh"),
        ("number", "5"),
        ("comment", "# no"),
    ]
    assert {style for style, _ in pieces} <= STYLES.keys()
    assert ["".join(text for _, text in line) for line in coloured("ASK {\n'''a\nb'''\n}")] == [
        "ASK {",
        "'''a",
        "b'''",
        "}",
    ]


# Answers.


def test_a_query_is_answered_with_curies_and_its_rows_counted(answers: Answers, paper: Paper) -> None:
    answers.take("SELECT ?x ?n { ?x a npp:City ; skos:prefLabel ?n FILTER(LANG(?n) = 'zh') } ORDER BY ?x;")
    assert paper.shown == [
        "x              n",
        "─────────────  ──────",
        "place:lanzhou  兰州市",
        "place:xining   西宁市",
    ]
    assert re.fullmatch(r"2 rows in [0-9.]+ m?s", paper.told[0])


def test_other_forms_are_answered_too(answers: Answers, paper: Paper) -> None:
    answers.take("ASK { place:xining a npp:City }")
    answers.take("CONSTRUCT { ?x a npp:Made } { ?x a npp:City }")
    assert paper.shown[0] == "true"
    assert "place:lanzhou a npp:Made ; ." in " ".join(" ".join(paper.shown).split())
    assert paper.told[-1].startswith("2 statements in ")


def test_an_error_is_told_and_forgotten(answers: Answers, paper: Paper) -> None:
    answers.take("SELECT ?x { ?x npp:recipeint ?y }")
    answers.take("SELECT ?x { ?x foo:bar ?y }")
    answers.take("INSERT DATA { place:xining a npp:Town }")
    assert paper.told[0].splitlines() == [
        "kg: query:1:16: nothing in the graph is called npp:recipeint; did you mean npp:recipient, npp:recipientOf?",
        "  1 | SELECT ?x { ?x npp:recipeint ?y }",
        "    |                ^",
    ]
    assert paper.told[1].startswith("kg: query:1:16: unknown prefix 'foo:'")
    assert paper.told[2].startswith("kg: query:1:1: INSERT would change the graph")
    assert paper.shown == []


def test_an_empty_answer_says_why(answers: Answers, paper: Paper) -> None:
    answers.take('SELECT ?b { ?b skos:prefLabel "财政部" }')
    assert paper.told == ['0 rows: the graph has no `"财政部"`, but `"财政部"@zh`']
    answers.take("SELECT ?b { ?b a npp:City FILTER(?b = place:nowhere) }")
    assert paper.told[1].startswith("warning: query:1:39: nothing in the graph is called place:nowhere")
    assert paper.told[2].startswith("0 rows")


def test_the_limits_hold(graph: Asked, paper: Paper) -> None:
    answers = Answers(graph, Settings(limits=Limits(seconds=0.5), most=2), paper)
    answers.take("SELECT ?x { ?x skos:prefLabel ?n }")
    assert paper.told == ["the first 2 rows; there are more: LIMIT and OFFSET page, .save writes all"]
    assert len(paper.shown) == 4
    answers.take("SELECT (COUNT(*) AS ?n) { GRAPH ?g { " + " . ".join(f"?a{i} ?b{i} ?c{i}" for i in range(6)) + " } }")
    assert paper.told[1].startswith("kg: no answer within 0.5 s")


def test_asserted_and_graphs_hold(graph: Asked, paper: Paper) -> None:
    Answers(graph, Settings(asserted=True), paper).take("ASK { ?x npp:recipientOf ?y }")
    Answers(graph, Settings(graphs=("news",)), paper).take("ASK { ?x a npp:City }")
    Answers(graph, Settings(), paper).take("ASK { ?x npp:recipientOf ?y . ?z a npp:City }")
    assert paper.shown == ["false", "false", "true"]


def test_save_writes_the_whole_answer_in_the_format_of_the_name(graph: Asked, paper: Paper, tmp_path: Path) -> None:
    answers = Answers(graph, Settings(most=2), paper)
    answers.take(f".save {tmp_path}/none.csv")
    assert paper.told == ["kg: ask a query, then write a file's name after .save, say .save answer.csv"]
    answers.take("SELECT ?x ?n { ?x skos:prefLabel ?n }")
    answers.take(f".save {tmp_path}/all.csv")
    rows = list(csv.reader((tmp_path / "all.csv").read_text("utf-8").splitlines()))
    assert len(rows) == 21  # the headings, and the twenty labels of tests/data/query
    assert paper.told[-1] == f"{tmp_path}/all.csv: {(tmp_path / 'all.csv').stat().st_size:,} bytes"
    answers.take(f".save {tmp_path}/all.doc")
    answers.take(f".save {tmp_path}/no/folder.csv")
    answers.take(f".save {tmp_path}/all.ttl")
    assert "no format has the extension '.doc'" in paper.told[-3]
    assert "cannot be written" in paper.told[-2]
    assert "no format 'ttl' for the answer of SELECT" in paper.told[-1]
    assert sorted(path.name for path in tmp_path.glob("*.*")) == ["all.csv"]


def test_schema_tells_classes_and_what_is_said_of_one(answers: Answers, paper: Paper) -> None:
    answers.take(".schema")
    assert [line.split() for line in paper.shown[2:]] == [
        ["npp:City", "城市", "city", "2"],
        ["npp:Designation", "入选", "designation", "2"],
        ["npp:Programme", "计划", "programme", "2"],
    ]
    for name in ("Designation", "入选"):
        paper.shown.clear()
        answers.take(f".schema {name}")
        assert paper.shown[:2] == ["npp:Designation  入选 designation", "  entities: 2"]
        said = {line.split()[0]: line for line in paper.shown[5:]}
        assert said.keys() == {"rdf:type", "skos:prefLabel", "npp:recipient", "npp:underProgramme", "npp:evidence"}
        assert said["npp:recipient"].split() == ["npp:recipient", "入选者", "recipient", "2", "place:xining"]


def test_schema_tells_the_use_of_a_property_and_offers_the_nearest_name(answers: Answers, paper: Paper) -> None:
    answers.take(".schema issuedBy")
    assert paper.shown == [
        "npp:issuedBy  发布机关 issued by",
        "  statements: 1",
        "  example: prog:green npp:issuedBy body:mof",
    ]
    answers.take(".schema Designaton")
    assert paper.told == ["kg: no class or property is called 'Designaton'; did you mean npp:Designation?"]


def test_the_other_commands(answers: Answers, paper: Paper) -> None:
    answers.take(".help")
    assert paper.shown == HELP.splitlines()
    assert max(map(len, paper.shown)) <= 80
    paper.shown.clear()
    answers.take(".find 财政")
    assert paper.shown[2].split() == ["body:mof", "财政部", "Ministry", "of", "Finance"]
    paper.shown.clear()
    answers.take(".prefixes")
    assert ["place", "https://w3id.org/npp/id/place/"] in [line.split() for line in paper.shown]
    paper.shown.clear()
    answers.take(".explain")
    answers.take(".explain SELECT ?d { ?d npp:recipient place:xining }")
    assert paper.told == ["kg: no query to explain yet; ask one, or write it after .explain"]
    assert paper.shown[4].split()[:5] == ["1", "?d", "npp:recipient", "place:xining", "2"]
    answers.take(".explian")
    answers.take(".find 没有这个")
    answers.take("")
    assert paper.told[1:] == [
        "kg: no command '.explian'; did you mean .explain?",
        (
            "kg: nothing in the graph is called '没有这个'; a query begins with SELECT or ASK,"
            " a command with a full stop, and .help tells more"
        ),
    ]
    for word in (".quit", "exit", "quit"):
        with pytest.raises(Leave):
            answers.take(word)


def test_a_name_alone_is_looked_up_and_words_are_not_taken_for_a_query(answers: Answers, paper: Paper) -> None:
    answers.take("兰州")
    assert paper.shown[2].split() == ["place:lanzhou", "兰州市", "Lanzhou", "城市"]
    answers.take("show me all of it")
    answers.take("DELETE WHERE")
    answers.take("selct ?x { ?x a npp:City }")
    assert paper.told[0].startswith("kg: nothing in the graph is called 'show me all of it'; a query begins with")
    assert "DELETE would change the graph" in paper.told[1]
    assert "did you mean SELECT?" in paper.told[2]


def test_a_table_fits_the_screen_and_its_columns_stay_aligned(graph: Asked) -> None:
    paper = Paper(columns=40)
    Answers(graph, Settings(), paper).take("SELECT ?x ?n { ?x a npp:Designation ; skos:prefLabel ?n } ORDER BY ?x")
    assert paper.shown == [
        "x                     n",
        "────────────────────  ────────────────",
        "des:xining-green      西宁入选绿色试点",
        "des:xining-logistics  西宁入选物流试点",
    ]
    narrow = Paper(columns=30)
    Answers(graph, Settings(), narrow).take("SELECT ?x ?n { ?x a npp:Designation ; skos:prefLabel ?n } ORDER BY ?x")
    assert narrow.shown[2:] == ["des:xining-gr…  西宁入选绿色…", "des:xining-lo…  西宁入选物流…"]


def test_prefixes_of_the_query_shorten_its_table() -> None:
    iri = Iri("https://example.org/deep/thing")
    assert table(["x"], [(iri,)])[2] == "<https://example.org/deep/thing>"
    assert table(["x"], [(iri,)], {"ex": "https://example.org/deep/"})[2] == "ex:thing"
    # A prefix of ours never stands for something else, and what follows a prefix is a plain name.
    assert table(["x"], [(iri,)], {"place": "https://example.org/deep/"})[2] == "<https://example.org/deep/thing>"
    assert table(["x"], [(iri,)], {"ex": "https://example.org/"})[2] == "<https://example.org/deep/thing>"


def test_where_nothing_is_built_there_is_no_conversation(tmp_path: Path, paper: Paper) -> None:
    with pytest.raises(SnapshotError):
        converse(lambda: current(replace(locate(LITTLE), build=tmp_path)), Settings(), paper)


# Keys.


def typed(graph: Asked, keys: str) -> Paper:
    """What a conversation comes to in which these keys are pressed."""
    paper = Paper()
    with create_pipe_input() as source:
        source.send_text(keys)
        converse(graph, Settings(most=1_000), paper, source=source, sink=DummyOutput())
    return paper


CTRL_C, CTRL_D, ALT_ENTER, UP = "\x03", "\x04", "\x1b\r", "\x1b[A"


def test_enter_runs_a_whole_query_and_otherwise_begins_a_line(graph: Asked, tmp_path: Path) -> None:
    paper = typed(graph, "SELECT ?x {\r?x a npp:City\r} ORDER BY ?x" + ALT_ENTER + "LIMIT 1\r" + CTRL_D)
    assert paper.shown == ["x", "─────────────", "place:lanzhou"]
    kept = (tmp_path / "state" / "kg" / "history").read_text("utf-8")
    assert "+SELECT ?x {\n+?x a npp:City\n+} ORDER BY ?x\n+LIMIT 1\n" in kept
    assert (tmp_path / "state" / "kg" / "history").stat().st_mode & 0o777 == 0o600


def test_an_empty_line_runs_what_is_not_whole(graph: Asked) -> None:
    paper = typed(graph, "SELECT ?x {\r?x a npp:City\r\r" + CTRL_D)
    assert paper.told[1].startswith("kg: query:1:11: '{' is never closed")


def test_what_was_asked_before_comes_back(graph: Asked) -> None:
    typed(graph, "ASK { place:xining a npp:City }\r" + CTRL_D)
    paper = typed(graph, UP + "\r" + CTRL_D)
    assert paper.shown == ["true"]


def test_ctrl_c_drops_what_is_typed_and_stays(graph: Asked) -> None:
    paper = typed(graph, "SELECT ?x {" + CTRL_C + "ASK {}\r.quit\r")
    assert paper.shown == ["true"]
    assert "stopped" not in paper.told


def test_a_folder_that_cannot_be_written_keeps_no_history(
    graph: Asked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    assert typed(graph, "ASK {}\r" + CTRL_D).shown == ["true"]
    monkeypatch.setenv("XDG_STATE_HOME", "not/absolute")
    assert state_folder() == Path.home() / ".local" / "state" / "kg"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (".sch", [".schema"]),
        (".schema 城", ["npp:City"]),
        (".explain ASK { ?x a npp:Ci", ["npp:City"]),
        ("ASK { ?x a npp:Ci", ["npp:City"]),
    ],
)
def test_the_editor_offers_commands_and_what_they_take(answers: Answers, text: str, expected: list[str]) -> None:
    with create_pipe_input() as source:
        completer = editor(answers, source=source, sink=DummyOutput()).completer
    assert completer is not None
    found = completer.get_completions(Document(text), CompleteEvent(completion_requested=True))
    assert [each.text for each in found] == expected


# A real terminal.

_SESSION = "import fcntl, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); from kg.cli import main; main()"
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\x1b\][^\x07]*\x07|\r")


class Conversation:
    """A program on a terminal of its own: what it writes is read, and waited for."""

    def __init__(self, process: subprocess.Popen[bytes], master: int) -> None:
        self.process = process
        self._master = master
        self._read = ""
        self._deadline = time.monotonic() + PATIENCE

    def type(self, keys: str) -> None:
        os.write(self._master, keys.encode())

    def ask(self, keys: str) -> None:
        """Press keys at the next prompt: what comes before it is for no editor."""
        self.until("kg> ")
        self.type(keys)

    def until(self, words: str) -> str:
        """What is written up to these words, which are waited for."""
        while words not in self._plain():
            self.wait()
        before, _, self._read = self._plain().partition(words)
        return before

    def wait(self) -> None:
        """Wait for more to be written, for a moment at most."""
        assert time.monotonic() < self._deadline, f"still waiting after {PATIENCE} s; read: {self._plain()!r}"
        if select.select([self._master], [], [], 0.05)[0]:
            self._read += os.read(self._master, 65_536).decode("utf-8", "replace")

    def children(self) -> list[str]:
        """The processes that the program has started and not yet reaped."""
        pid = self.process.pid
        return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()

    def _plain(self) -> str:
        return _ESCAPES.sub("", self._read)


@contextmanager
def conversation(little: Snapshot, *arguments: str, rows: int = 40) -> Iterator[Conversation]:
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, 100, 0, 0))
    inherited = {name: value for name, value in os.environ.items() if name not in {"LINES", "COLUMNS"}}
    environment = {
        **inherited,
        "KG_PROJECT": str(LITTLE),
        "KG_BUILD": str(little.path.parent),
        "LC_ALL": "C.UTF-8",
        "TERM": "xterm",
        "PROMPT_TOOLKIT_NO_CPR": "1",
        "PAGER": "sed s/^/paged:/",
    }
    command = [sys.executable, "-c", _SESSION, "query", *arguments]
    with subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True
    ) as process:
        os.close(slave)
        try:
            yield Conversation(process, master)
        finally:
            process.kill()
            os.close(master)


def test_a_conversation_on_a_terminal(little: Snapshot) -> None:
    with conversation(little) as talk:
        talk.until("Ctrl-D leaves.")
        talk.ask("SELECT ?x ?n { ?x a npp:City ; skos:prefLabel ?n FILTER(LANG(?n) = 'zh') } ORDER BY ?x\r")
        answer = talk.until("2 rows in ")
        assert "place:lanzhou  兰州市\nplace:xining   西宁市\n" in answer

        talk.ask("SELECT ?x { ?x foo:bar 1 }\r")
        assert "unknown prefix 'foo:'" in talk.until("^")

        # The list shows what is offered; a Tab takes it, Enter closes the list, and the next Enter asks.
        talk.ask("ASK { place:xining a 城")
        talk.until("城市 city")
        talk.type("\t\r }\r")
        talk.until("true\n")

        # A query that would take for ever: once its process is there, Ctrl-C ends it and nothing else.
        talk.ask(
            "SELECT (COUNT(*) AS ?n) { GRAPH ?g { " + " . ".join(f"?a{i} ?b{i} ?c{i}" for i in range(8)) + " } }\r"
        )
        while not talk.children():
            talk.wait()
        talk.type(CTRL_C)
        talk.until("stopped\n")
        assert talk.children() == []
        talk.ask("ASK { place:xining a npp:Town }\r")
        talk.until("false\n")
        talk.ask(CTRL_D)
        assert talk.process.wait(PATIENCE) == 0


def test_an_answer_longer_than_the_screen_goes_through_the_pager(little: Snapshot) -> None:
    with conversation(little, "--max-rows", "15", rows=12) as talk:
        talk.ask("SELECT ?n { ?x skos:prefLabel ?n }\r")
        paged = talk.until("the first 15 rows")
        assert paged.count("paged:") == 17
        talk.ask(".quit\r")
        assert talk.process.wait(PATIENCE) == 0


def test_without_a_terminal_there_is_no_shell(query: Callable[..., Result]) -> None:
    answer = query()
    assert answer.exit_code == 2
    assert "the query ends too early" in answer.stderr


@pytest.mark.parametrize("option", [["--explain"], ["-f", "csv"], ["-o", "x.csv"], ["-p", "x=1"]])
def test_what_belongs_to_one_query_is_refused_with_the_shell(little: Snapshot, option: list[str]) -> None:
    with conversation(little, *option) as talk:
        talk.until("are for one query: give its text or a file")
        assert talk.process.wait(PATIENCE) == 2


def test_nothing_of_the_shell_is_imported_for_a_query(little: Snapshot) -> None:
    code = (
        "import sys; from kg.cli import main; main(['query', 'ASK {}'], standalone_mode=False);"
        "sys.exit(any(name.partition('.')[0] in {'prompt_toolkit', 'pygments'} or name.startswith('kg.shell')"
        " for name in sys.modules))"
    )
    environment = {**os.environ, "KG_PROJECT": str(LITTLE), "KG_BUILD": str(little.path.parent)}
    ran = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=False)
    assert (ran.returncode, ran.stdout) == (0, b"true\n"), ran.stderr
