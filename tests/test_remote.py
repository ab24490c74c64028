"""What a server can do to whoever asks it, played by a server of the tests' own on loopback."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple, cast
from urllib.parse import parse_qs

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.errors import EndpointError, InputError, KgError, ResourceLimit, TimeLimit
from kg.names import PREFIXES
from kg.project import graph_name
from kg.remote import client as clients
from kg.remote.asking import Layout
from kg.remote.client import Client
from kg.remote.endpoint import connect
from kg.remote.engine import Remote
from kg.remote.solutions import Solutions
from kg.store.answer import Boolean, Graph, Rows
from kg.terms import XSD, Blank, Iri, Literal, text

JSON = {"content-type": "application/sparql-results+json"}
ROW = b'{"n":{"type":"literal","value":"1"}}'
TRUE = b'{"head":{},"boolean":true}'
SECRET = "s3cret-pass"  # noqa: S105 - of nobody


class Said(NamedTuple):
    """One answer of the server: its status, headers and body; None for a connection that breaks without a word."""

    status: int | None
    headers: dict[str, str] = {}  # noqa: RUF012 - never changed
    body: bytes = b""


class Heard(NamedTuple):
    """One request: its path, headers and the fields of its form."""

    path: str
    headers: dict[str, str]
    fields: dict[str, list[str]]


class Played(NamedTuple):
    """A server that gives its answers one after the other, the last for ever; and what it heard."""

    url: str
    heard: list[Heard]


@contextmanager
def playing(*answers: Said) -> Iterator[Played]:
    heard: list[Heard] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("content-length", "0"))
            form = parse_qs(self.rfile.read(length).decode())
            names = {name.lower(): value for name, value in self.headers.items()}
            heard.append(Heard(self.path, names, form))
            said = answers[min(len(heard), len(answers)) - 1]
            if said.status is None:
                return
            self.send_response(said.status)
            for name, value in {"content-length": str(len(said.body)), **said.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(said.body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield Played(f"http://127.0.0.1:{server.server_address[1]}/query", heard)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """No credentials but those that a test gives; the path of the netrc file."""
    for name in ("KG_ENDPOINT_USER", "KG_ENDPOINT_PASSWORD", "KG_ENDPOINT_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    return tmp_path / "netrc"


def remote(url: str, *, seconds: float = 20, pauses: list[float] | None = None) -> Remote:
    """The engine of a server, which keeps all in one graph; it notes its pauses and does not make them."""
    client = Client(url, seconds=seconds, pause=(pauses if pauses is not None else []).append)
    return Remote(client, Layout({graph_name("default"): 1}, flat=True, server=""))


def ask(played: Played, pauses: list[float] | None = None, *, seconds: float = 20) -> bool:
    found = remote(played.url, seconds=seconds, pauses=pauses).query("ASK { ?s ?p ?o }", prefixes=PREFIXES)
    assert isinstance(found, Boolean)
    return found.value


def solved(content: bytes, *, piece: int = 7) -> Solutions:
    return Solutions((content[at : at + piece] for at in range(0, len(content), piece)), "here")


def rows_of(*bindings: bytes) -> bytes:
    return b'{"head":{"vars":["n"]},"results":{"bindings":[' + b",".join(bindings) + b"]}}"


# Patience


def test_a_busy_server_is_asked_again_when_it_says() -> None:
    pauses: list[float] = []
    busy = Said(429, {"retry-after": "3"})
    with playing(busy, Said(503, {"retry-after": "7"}), Said(200, JSON, TRUE)) as played:
        assert ask(played, pauses)
    assert pauses == [3, 7]
    assert len(played.heard) == 3


def test_without_a_word_of_when_the_pauses_grow() -> None:
    pauses: list[float] = []
    with playing(Said(503), Said(503), Said(503), Said(200, JSON, TRUE)) as played:
        assert ask(played, pauses)
    first, second, third = pauses
    assert 0.4 <= first <= 0.6
    assert 0.8 <= second <= 1.2
    assert 1.6 <= third <= 2.4


def test_a_date_that_is_past_means_at_once() -> None:
    pauses: list[float] = []
    with playing(Said(503, {"retry-after": formatdate(0, usegmt=True)}), Said(200, JSON, TRUE)) as played:
        assert ask(played, pauses)
    assert pauses == [0]


def test_a_pause_longer_than_the_time_is_not_made() -> None:
    with playing(Said(429, {"retry-after": "3600"})) as played, pytest.raises(TimeLimit, match="wants 3600 s of pause"):
        ask(played)
    assert len(played.heard) == 1


def test_a_server_that_stays_busy_is_told() -> None:
    with playing(Said(503, {"retry-after": "0"})) as played, pytest.raises(EndpointError, match="busy or down"):
        ask(played)
    assert len(played.heard) == 5


def test_a_connection_that_breaks_before_an_answer_is_made_again() -> None:
    with playing(Said(None), Said(200, JSON, TRUE)) as played:
        assert ask(played)
    assert len(played.heard) == 2


def test_a_server_that_only_breaks_connections_is_told() -> None:
    with playing(Said(None)) as played, pytest.raises(EndpointError, match="the connection broke"):
        ask(played)


def test_a_server_that_does_not_answer_in_time_is_given_up() -> None:
    with silence() as url, pytest.raises(TimeLimit, match=r"no answer within 0\.2 s") as late:
        ask(Played(url, []), seconds=0.2)
    assert late.value.exit_code == 124


def test_an_answer_that_trickles_is_given_up() -> None:
    begun = b"HTTP/1.0 200 OK\r\ncontent-type: application/sparql-results+json\r\n\r\n{"
    with silence(begun) as url, pytest.raises(TimeLimit, match="no answer within"):
        ask(Played(url, []), seconds=0.2)


@contextmanager
def silence(before: bytes = b"") -> Iterator[str]:
    """A server that takes a connection, says ``before``, and then nothing."""
    import socket

    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        taken: list[socket.socket] = []

        def take() -> None:
            taken.append(listening.accept()[0])
            taken[0].sendall(before)

        thread = threading.Thread(target=take)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/query"
        thread.join()
        taken[0].close()


def test_nobody_listening_is_one_line_and_exit_code_2() -> None:
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/query"
        found = CliRunner().invoke(main, ["--endpoint", url, "find", "西宁"])
    assert found.exit_code == 2
    assert found.stdout == ""
    assert found.stderr.count("\n") == 1
    assert f"kg: {url}: cannot be reached" in found.stderr


# What is no result


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (Said(404), "there is nothing at this address (404)"),
        (Said(403, {}, b"no"), "does not let you (403)"),
        (Said(405), "takes no such request (405)"),
        (Said(500, {"content-type": "text/plain"}, b"out of\nspace"), "the server failed (500): out of space"),
        (Said(500, {"content-type": "text/html"}, b"<html>"), "the server failed (500)"),
        (Said(200, {"content-type": "text/html; charset=utf-8"}, b"<html>"), "answers with a web page"),
        (Said(400, {"content-type": "text/html"}, b"<html>"), "the server failed (400)"),
        (Said(200, {"content-type": "text/csv"}, b"n\r\n1\r\n"), "answers with text/csv, not application/sparql"),
        (Said(200, {"content-type": ""}, b""), "answers with something, not application/sparql"),
        (Said(200, JSON, b""), "the answer ends in the midst"),
        (Said(200, JSON, b"<html>"), "it says: <html>"),
        (Said(200, JSON, b'{"results":"none"}'), "no SPARQL result"),
        (Said(200, JSON, b"\xff\xfe\xfd"), "is not UTF-8"),
        (Said(400, {"content-type": "text/plain"}, b"too dear for me"), "refuses the query: too dear for me"),
        (Said(200, {**JSON, "content-length": "999"}, TRUE[:-1]), "the connection broke"),
        (Said(200, {**JSON, "content-encoding": "gzip"}, b"no gzip"), "the connection broke"),
        (Said(302, {"location": "http://localhost.example/query"}), "redirects to http://localhost.example/query"),
        (Said(302, {"location": "http://u:p@127.0.0.1/"}), "redirects to http://127.0.0.1/"),
        (Said(301, {"location": "/again"}), "the server failed (301)"),
    ],
)
def test_what_is_no_result_is_one_clear_line(said: Said, words: str) -> None:
    with playing(said) as played, pytest.raises(EndpointError) as told:
        ask(played)
    assert words in str(told.value)
    assert str(told.value).startswith(played.url)
    assert "\n" not in str(told.value)


def test_an_error_within_a_result_is_no_result() -> None:
    # What `oxigraph serve --timeout-s` of 0.5.13 sends when its time is up.
    body = b'{"head":{"vars":["n"]},"results":{"bindings":[' + ROW + b",The SPARQL operation has been cancelled"
    with playing(Said(200, JSON, body)) as played:
        found = remote(played.url).query("SELECT ?n { ?n ?p ?o }")
        assert isinstance(found, Rows)
        with pytest.raises(EndpointError, match="it says: The SPARQL operation has been cancelled"):
            list(found)


def test_rows_that_a_header_says_are_cut_are_refused_at_their_end() -> None:
    with playing(Said(200, {**JSON, "x-sparql-maxrows": "2"}, rows_of(ROW, ROW))) as played:
        found = remote(played.url).query("SELECT ?n { ?n ?p ?o }")
        assert isinstance(found, Rows)
        with pytest.raises(EndpointError, match="cuts results off at 2 rows, and there are more"):
            list(found)
        some = remote(played.url).query("SELECT ?n { ?n ?p ?o }")
        assert isinstance(some, Rows)
        assert some.first(1)[1]
        bound = remote(played.url).query("SELECT ?n { ?n ?p ?o } LIMIT 2")
        assert isinstance(bound, Rows)
        assert len(list(bound)) == 2


def test_columns_of_everything_stand_as_the_query_names_them() -> None:
    kinds = {"type": "literal", "value": "1"}
    rows = [{"o": {**kinds, "value": "3"}, "p": {**kinds, "value": "2"}, "s": kinds}]
    body = json.dumps({"head": {"vars": ["o", "p", "s"]}, "results": {"bindings": rows}}).encode()
    with playing(Said(200, JSON, body)) as played:
        for query, names in (("SELECT * { ?s ?p ?o }", ("s", "p", "o")), ("SELECT ?o ?p ?s {}", ("o", "p", "s"))):
            found = remote(played.url).query(query)
            assert isinstance(found, Rows)
            assert found.variables == names
            ((*cells,),) = found
            assert cells == [text(str("spo".index(name) + 1)) for name in names]


def test_pages_that_hold_less_than_the_server_counts_are_refused() -> None:
    page = Said(200, {**JSON, "x-sparql-maxrows": "1"}, quads_of("a"))
    count = Said(200, JSON, b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"literal","value":"3"}}]}}')
    with playing(page, count, page, page) as played, pytest.raises(EndpointError, match="its pages hold 1 of 3"):
        list(remote(played.url).quads(Iri("urn:s")))


def quads_of(*names: str) -> bytes:
    bindings = [
        {"p": {"type": "uri", "value": f"urn:{name}"}, "o": {"type": "uri", "value": "urn:o"}} for name in names
    ]
    return json.dumps({"head": {"vars": ["p", "o"]}, "results": {"bindings": bindings}}).encode()


def test_pages_that_hold_all_are_one_answer() -> None:
    cut = {**JSON, "x-sparql-maxrows": "2"}
    count = Said(200, JSON, b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"literal","value":"3"}}]}}')
    blanks = Said(200, JSON, b'{"head":{"vars":["s","p","o"]},"results":{"bindings":[]}}')
    first, second = Said(200, cut, quads_of("a", "b")), Said(200, JSON, quads_of("c"))
    with playing(first, count, first, second, blanks) as played:
        found = [quad.predicate.value for quad in remote(played.url).quads(Iri("urn:s"))]
    assert found == ["urn:a", "urn:b", "urn:c"]
    assert played.heard[3].fields["query"][0].endswith("OFFSET 2 LIMIT 2")


def test_statements_that_break_off_are_no_result() -> None:
    kind = {"content-type": "application/n-triples"}
    with playing(Said(200, kind, b"<urn:a> <urn:b> <urn:c> .\n<urn:a> <urn:b> <urn")) as played:
        found = remote(played.url).query("CONSTRUCT WHERE { ?s ?p ?o }")
        assert isinstance(found, Graph)
        with pytest.raises(EndpointError, match=r"broken off or no N-Triples: answer:2:"):
            list(found)


def test_an_answer_beyond_all_bounds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clients, "LARGEST", 1_000)
    large = Said(200, JSON, rows_of(*[ROW] * 100))
    with playing(large) as played, pytest.raises(ResourceLimit, match="larger than 1,000 bytes"):
        remote(played.url).query("SELECT ?n { ?n ?p ?o }")


def test_a_server_with_another_graph_is_told_so() -> None:
    empty = Said(200, JSON, b'{"head":{"vars":["g","n"]},"results":{"bindings":[]}}')
    words = r"holds nothing of this graph; load what 'kg export"
    no = Said(200, JSON, b'{"head":{},"boolean":false}')
    with playing(empty, no) as played, pytest.raises(EndpointError, match=words):
        connect(played.url)


def test_a_graph_without_ontology_says_what_is_missing() -> None:
    counted = {"g": {"type": "uri", "value": graph_name("reference").value}, "n": {"type": "literal", "value": "5"}}
    body = json.dumps({"head": {"vars": ["g", "n"]}, "results": {"bindings": [counted]}}).encode()
    with playing(Said(200, JSON, body)) as played:
        notes = connect(played.url).notes
    assert [note.partition(": ")[2].partition(":")[0] for note in notes] == [
        "the graph 'ontology' is missing",
        "the graph 'inferred' is missing",
    ]


# Where requests go, and what they carry


def test_a_redirect_on_the_same_host_is_followed_with_the_whole_request() -> None:
    for status in (301, 302, 303, 307, 308):
        with playing(Said(status, {"location": "/there"}), Said(200, JSON, TRUE)) as played:
            assert ask(played)
        assert [heard.path for heard in played.heard] == ["/query", "/there"]
        assert played.heard[1].fields == played.heard[0].fields


def test_the_dataset_is_told_by_the_protocol() -> None:
    graphs = {graph_name("reference"): 1, graph_name("inferred"): 1}
    with playing(Said(200, JSON, TRUE)) as played:
        named = Remote(Client(played.url), Layout(graphs, flat=False, server=""))
        named.query("ASK { ?s ?p ?o }")
        named.query("ASK { ?s ?p ?o }", graphs=[graph_name("reference")])
        named.query("ASK FROM <urn:g> { ?s ?p ?o }")
        named.query('ASK { ?s ?p "FROM <urn:g>" }')
    names = [graph.value for graph in graphs]
    asked = [heard.fields.get("default-graph-uri", []) for heard in played.heard]
    assert asked == [names, names[:1], [], names]
    assert [heard.fields.get("named-graph-uri", []) for heard in played.heard] == asked


def test_credentials_are_sent_when_they_are_asked_for_and_to_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_ENDPOINT_USER", "lin")
    monkeypatch.setenv("KG_ENDPOINT_PASSWORD", SECRET)
    with playing(Said(200, JSON, TRUE)) as played:
        assert ask(played)
    assert "authorization" not in played.heard[0].headers
    with playing(Said(401, {"www-authenticate": 'Basic realm="x"'}), Said(200, JSON, TRUE)) as played:
        assert ask(played)
    sent = played.heard[1].headers["authorization"]
    assert base64.b64decode(sent.removeprefix("Basic ")).decode() == f"lin:{SECRET}"


def test_a_digest_is_answered_without_telling_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_ENDPOINT_USER", "lin")
    monkeypatch.setenv("KG_ENDPOINT_PASSWORD", SECRET)
    challenge = Said(401, {"www-authenticate": 'Digest realm="x", nonce="n", qop="auth", algorithm="MD5"'})
    with playing(challenge, challenge, Said(200, JSON, TRUE)) as played:
        assert ask(played)
    sent = played.heard[-1].headers["authorization"]
    assert sent.startswith("Digest ")
    assert SECRET not in sent


def test_a_token_is_borne(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_ENDPOINT_TOKEN", SECRET)
    with playing(Said(401), Said(200, JSON, TRUE)) as played:
        assert ask(played)
    assert played.heard[1].headers["authorization"] == f"Bearer {SECRET}"


def test_netrc_is_read_for_its_own_host_alone(nobody: Path) -> None:
    nobody.write_text(f"machine 127.0.0.1 login lin password {SECRET}\n", encoding="utf-8")
    nobody.chmod(0o600)
    with playing(Said(401), Said(200, JSON, TRUE)) as played:
        assert ask(played)
    assert played.heard[1].headers["authorization"].startswith("Basic ")
    nobody.write_text(f"default login lin password {SECRET}\n", encoding="utf-8")
    with playing(Said(401)) as played, pytest.raises(EndpointError, match=r"asks who you are \(401\); set KG_ENDPOINT"):
        ask(played)


@pytest.mark.parametrize("status", [401, 403, 500, 503])
def test_a_password_is_in_no_message(status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_ENDPOINT_USER", "lin")
    monkeypatch.setenv("KG_ENDPOINT_PASSWORD", SECRET)
    with playing(Said(401), Said(status, {"retry-after": "0"}, b"?")) as played, pytest.raises(EndpointError) as told:
        ask(played._replace(url=f"{played.url}?key={SECRET}"))
    assert SECRET not in str(told.value)


def test_a_broken_netrc_is_told_without_what_is_in_it(nobody: Path) -> None:
    nobody.write_text(f"machine 127.0.0.1 login lin passwrod {SECRET}\n", encoding="utf-8")
    nobody.chmod(0o600)
    with playing(Said(401)) as played, pytest.raises(InputError, match="not the form of a netrc file") as told:
        ask(played)
    assert SECRET not in str(told.value)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        (f"http://lin:{SECRET}@127.0.0.1/query", "holds no credentials"),
        ("ftp://127.0.0.1/query", "is not the address of an endpoint"),
        ("127.0.0.1:7878", "is not the address of an endpoint"),
        ("http://127.0.0.1:port/", "is not the address of an endpoint"),
        ("http:///query", "is not the address of an endpoint"),
        ("http://127.0.0.1/a b", "is not the address of an endpoint"),
    ],
)
def test_an_address_that_is_none_is_refused_before_anything_is_sent(url: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as told:
        Client(url)
    assert SECRET not in str(told.value)


def test_the_variable_names_an_endpoint_too(monkeypatch: pytest.MonkeyPatch) -> None:
    with playing(Said(404)) as played:
        monkeypatch.setenv("KG_ENDPOINT", played.url)
        found = CliRunner().invoke(main, ["show", "西宁"])
    assert (found.exit_code, len(played.heard)) == (2, 1)
    assert "there is nothing at this address (404)" in found.stderr


def test_commands_that_work_on_files_take_no_endpoint() -> None:
    for command in ("build", "rules", "fmt", "cite", "completion"):
        found = CliRunner().invoke(main, ["--endpoint", "http://127.0.0.1/", command])
        assert found.exit_code == 2
        assert f"'kg {command}' works on files" in found.stderr


# Results in JSON


def test_results_are_read_whatever_the_pieces_they_come_in() -> None:
    content = (
        b'\xef\xbb\xbf{ "head": { "link": [], "vars": ["s", "o"] }, "results": { "distinct": false, "bindings": [\n'
        b'{"s":{"type":"bnode","value":"nodeID://b1"},"o":{"type":"typed-literal","datatype":"'
        + f"{XSD}boolean".encode()
        + b'","value":"1"}},\n{"s":{"type":"literal","value":"\\uD83D\\uDE00 \xe8\xa5\xbf","xml:lang":"en-GB"}},'
        b'{"o":{"type":"uri","value":"urn:x"}}\n], "more": [1] }, "rest": {"a": null} }\n'
    )
    expected = [
        (Blank("b1"), Literal("true", f"{XSD}boolean")),
        (text("😀 西", "en-gb"), None),
        (None, Iri("urn:x")),
    ]
    for piece in (1, 2, 7, 1_000):
        found = solved(content, piece=piece)
        assert (found.variables, list(found)) == (("s", "o"), expected)


def test_an_answer_cut_off_anywhere_is_never_taken_for_whole() -> None:
    content = rows_of(ROW, ROW)
    for length in range(len(content)):
        with pytest.raises(EndpointError):
            list(solved(content[:length]))
    assert len(list(solved(content))) == 2


@pytest.mark.parametrize(
    "content",
    [
        rows_of(b'{"n":5}'),
        rows_of(b"5"),
        rows_of(b'{"n":{"type":"uri"}}'),
        rows_of(b'{"n":{"type":"literal","value":"\\ud800"}}'),
        rows_of(b'{"n":{"type":"literal","value":7}}'),
        rows_of(ROW) + b"x",
        b'{"head":{"vars":["n"]},"results":{}}',
        b'{"head":{"vars":["n"]}}',
        b"[]",
    ],
)
def test_json_that_is_no_result_is_an_error(content: bytes) -> None:
    with pytest.raises(EndpointError):
        list(solved(content))


def test_virtuosos_yes_and_no_are_truth_values() -> None:
    yes = b'{"head":{"vars":["__ASK_RETVAL"]},"results":{"bindings":[{"__ASK_RETVAL":{"type":"literal","value":"1"}}]}}'
    assert solved(yes).truth is True
    assert solved(b'{"head":{"vars":["__ASK_RETVAL"]},"results":{"bindings":[]}}').truth is False


def test_only_as_much_is_read_as_is_asked_for() -> None:
    taken = []

    def pieces() -> Iterator[bytes]:
        yield b'{"head":{"vars":["n"]},"results":{"bindings":['
        for number in range(1_000):
            taken.append(number)
            yield ROW + b","

    found = iter(Solutions(pieces(), "here"))
    next(found)
    assert len(taken) < 5


def test_errors_of_this_room_travel_between_processes() -> None:
    import pickle

    error = EndpointError("here: no")
    again = cast("KgError", pickle.loads(pickle.dumps(error)))  # noqa: S301 - made on the line
    assert (type(again), str(again)) == (EndpointError, "here: no")


def test_a_client_is_asked_from_a_fork_on_connections_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    with playing(Said(200, JSON, TRUE)) as played:
        one = remote(played.url)
        assert one.query("ASK {}")
        opened = one.client._http  # noqa: SLF001 - what must not be shared
        monkeypatch.setattr("os.getpid", lambda: -1)
        assert one.query("ASK {}")
        assert one.client._http is not opened  # noqa: SLF001 - likewise
