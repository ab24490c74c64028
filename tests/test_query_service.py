"""``SERVICE``: other servers are asked where they are allowed, at addresses that are allowed, and nowhere else."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pyoxigraph
import pytest
from click.testing import Result

from kg.errors import EndpointError, InputError
from kg.query import elsewhere
from kg.query.allowed import NotAllowed, is_public, permitted, place, resolved
from kg.query.elsewhere import asked, rows

Run = Callable[..., Result]

ELSEWHERE = """
@prefix q: <https://example.org/q#> .
@prefix npp: <https://w3id.org/npp/ns#> .
<https://w3id.org/npp/id/place/xining> q:altitude 2261 ; q:name "西宁"@zh, "Xining"@en .
<https://w3id.org/npp/id/place/lanzhou> q:altitude 1520 ; q:name "兰州"@zh ; q:twin _:b .
<https://w3id.org/npp/id/place/yinchuan> q:altitude 1110 ; q:twin _:b .
"""


class Server(ThreadingHTTPServer):
    """A SPARQL endpoint at /sparql, and servers that misbehave at other paths."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.store = pyoxigraph.Store()
        self.store.load(ELSEWHERE.encode(), format=pyoxigraph.RdfFormat.TURTLE)
        self.seen: list[tuple[str, str, str]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self.answer(parse_qs(urlsplit(self.path).query).get("query", [""])[0])

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.answer(parse_qs(body).get("query", [""])[0])

    def answer(self, query: str) -> None:
        path = urlsplit(self.path).path
        self.server.seen.append((self.command, path, query))
        rest = self.path.partition("?")[2]
        port = self.server.server_address[1]
        moved = {
            "/moved": f"/sparql?{rest}",
            "/lost": "/sparql",
            "/loop": f"/loop?{rest}",
            "/other-name": f"http://localhost:{port}/sparql?{rest}",
            "/metadata": "http://169.254.169.254/latest/",
            "/file": "file:///etc/passwd",
        }
        if path in moved:
            self.reply(303 if path == "/lost" else 307, b"", ("Location", moved[path]))
        elif path == "/busy":
            self.reply(503, b"come back \x1b[31mlater")
        elif path == "/page":
            self.reply(200, b"<html>", ("Content-Type", "text/html"))
        elif path == "/large":
            self.reply(200, b'{"head":' + b" " * elsewhere.MOST_BYTES + b"{}}")
        elif path == "/injected":
            self.reply(200, select("x", {"type": "uri", "value": "https://a> } SERVICE <http://127.0.0.1/"}))
        else:
            found = self.server.store.query(query)
            assert isinstance(found, pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean)
            self.reply(200, found.serialize(format=pyoxigraph.QueryResultsFormat.JSON) or b"")

    def reply(self, status: int, body: bytes, *headers: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in headers or (("Content-Type", "application/sparql-results+json"),):
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def select(name: str, *terms: dict[str, str]) -> bytes:
    return json.dumps({"head": {"vars": [name]}, "results": {"bindings": [{name: term} for term in terms]}}).encode()


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def service(server: Server, inner: str, path: str = "/sparql") -> str:
    return (
        f"PREFIX q: <https://example.org/q#>\nSELECT * {{ ?x a npp:City . SERVICE <{server.url}{path}> {{ {inner} }} }}"
    )


# What it gives.


def test_what_the_other_server_says_is_joined_to_what_is_here(query: Run, server: Server) -> None:
    text = service(server, "?x q:altitude ?high ; q:name ?name FILTER(LANG(?name) = 'zh')") + " ORDER BY ?high"
    answer = query("--allow-service", server.url, "-f", "csv", text)
    assert answer.stderr == ""
    assert list(map(sorted, (line.split(",") for line in answer.stdout.split()))) == [
        ["high", "name", "x"],
        sorted(["1520", "兰州", "https://w3id.org/npp/id/place/lanzhou"]),
        sorted(["2261", "西宁", "https://w3id.org/npp/id/place/xining"]),
    ]
    ((method, path, sent),) = server.seen
    assert (method, path) == ("GET", "/sparql")
    assert "npp:" not in sent


def test_literals_keep_their_language_and_type(query: Run, server: Server) -> None:
    text = service(server, "?x q:altitude ?high ; q:name ?name")
    found = json.loads(query("--allow-service", server.url, "-f", "json", text).stdout)["results"]["bindings"]
    assert {(row["name"]["value"], row["name"]["xml:lang"]) for row in found} == {
        ("西宁", "zh"),
        ("Xining", "en"),
        ("兰州", "zh"),
    }
    assert {row["high"]["datatype"] for row in found} == {"http://www.w3.org/2001/XMLSchema#integer"}


def test_a_clause_may_stand_in_an_optional_and_be_asked_with_parameters(query: Run, server: Server) -> None:
    text = (
        "PREFIX q: <https://example.org/q#> SELECT ?x ?high { ?x a npp:City OPTIONAL { SERVICE $server"
        " { ?x q:altitude ?high FILTER(?high > $least) } } } ORDER BY ?x"
    )
    answer = query(
        *("--allow-service", f"{server.url}/", "-p", f"server=<{server.url}/sparql>", "-p", "least=2000", text),
        *("-f", "tsv"),
    )
    assert [line.split("\t")[1] for line in answer.stdout.splitlines()] == ["?high", "", "2261"]


def test_a_clause_without_variables_is_asked_whether_it_holds(query: Run, server: Server) -> None:
    for high, expected in ((2261, "true"), (1, "false")):
        text = service(server, f"place:xining q:altitude {high}").replace("SELECT *", "ASK")
        assert query("--allow-service", server.url, text).stdout.strip() == expected
    assert server.seen[0][2].startswith("PREFIX place: <https://w3id.org/npp/id/place/>\n")


def test_a_blank_node_stays_one_and_is_told(query: Run, server: Server) -> None:
    text = service(server, "?y q:twin ?z").replace("?x a npp:City . ", "")
    answer = query("--allow-service", server.url, "-f", "json", text)
    found = {row["z"]["value"] for row in json.loads(answer.stdout)["results"]["bindings"]}
    assert found == {"urn:blank:0:0"}
    assert "blank nodes of the other server have no name here" in answer.stderr


def test_a_long_query_is_posted(query: Run, server: Server) -> None:
    text = service(server, f"?x q:altitude ?high FILTER(STR(?x) != '{'x' * 3_000}')")
    assert len(query("--allow-service", server.url, "-f", "csv", text).stdout.splitlines()) == 3
    assert server.seen[0][0] == "POST"


def test_terms_of_the_other_server_are_not_checked_against_ours(query: Run, server: Server) -> None:
    text = service(server, "?x npp:nowhereElse ?y")
    answer = query("--allow-service", server.url, "-f", "csv", text)
    assert answer.exit_code == 0
    assert "nothing in the graph is called" not in answer.stderr


def test_a_query_that_does_not_parse_asks_nobody(query: Run, server: Server) -> None:
    answer = query("--allow-service", server.url, service(server, "?x q:altitude ?high")[:-2])
    assert "is never closed" in answer.stderr
    assert server.seen == []


def test_it_is_explained_without_counting_there(query: Run, server: Server) -> None:
    answer = query("--allow-service", server.url, "--explain", "-f", "json", service(server, "?x q:altitude ?high"))
    told = json.loads(answer.stdout)
    assert [(each["pattern"], each["alone"]["matches"]) for each in told["patterns"]] == [
        ("?x a npp:City", 2),
        ("?x q:altitude ?high", None),
    ]
    assert told["whole"]["matches"] == 2
    assert len(server.seen) == 1


# What is refused.


@pytest.mark.parametrize(
    ("prefix", "inner", "says"),
    [
        ((), "?x q:altitude ?y", "SERVICE asks another server, which nobody has allowed"),
        (("https://example.org/",), "?x q:altitude ?y", "is not allowed; --allow-service http://127.0.0.1:"),
        (("{url}",), "SERVICE <{url}> { ?x q:altitude ?y }", "a SERVICE within a SERVICE"),
        (("ftp://example.org/",), "?x q:altitude ?y", "'ftp://example.org/' is not the address of a server"),
        (("https://",), "?x q:altitude ?y", "'https://' is not the address of a server"),
    ],
)
def test_what_is_not_allowed_is_not_asked(
    query: Run, server: Server, prefix: tuple[str, ...], inner: str, says: str
) -> None:
    options = [word for each in prefix for word in ("--allow-service", each.replace("{url}", server.url))]
    answer = query(*options, service(server, inner.replace("{url}", server.url)))
    assert answer.exit_code == 2
    assert says in answer.stderr
    assert server.seen == []


def test_a_server_that_a_variable_names_is_not_asked(query: Run, server: Server) -> None:
    answer = query("--allow-service", server.url, "SELECT * { ?s npp:url ?u SERVICE ?u { ?a ?b ?c } }")
    assert "a server that a variable names is not asked; write its IRI" in answer.stderr


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/metadata", "http://169.254.169.254/latest/ is not allowed"),
        ("/other-name", "is not allowed; --allow-service http://localhost:"),
        ("/file", "'file:///etc/passwd' is not the address of a server"),
        ("/loop", "redirects more than 5 times"),
        ("/busy", ": 503 Service Unavailable: come back  [31mlater"),
        ("/page", "answers in text/html, not in SPARQL JSON"),
        ("/large", "answers with more than 20,000,000 bytes"),
        ("/injected", "the other server's answer is not what SPARQL JSON allows"),
    ],
)
def test_a_server_that_misbehaves_ends_the_query_in_one_message(
    query: Run, server: Server, path: str, says: str
) -> None:
    answer = query("--allow-service", server.url, service(server, "?x q:altitude ?high", path))
    assert answer.exit_code == 2
    assert says in answer.stderr
    assert answer.stdout == ""


def test_a_redirect_below_the_prefix_is_followed_and_one_that_loses_the_query_is_not(
    query: Run, server: Server
) -> None:
    answer = query("--allow-service", server.url, "-f", "csv", service(server, "?x q:altitude ?high", "/moved"))
    assert len(answer.stdout.splitlines()) == 3
    long = service(server, f"?x q:altitude ?high FILTER(STR(?x) != '{'x' * 3_000}')", "/lost")
    assert "redirects in a way that loses the query" in query("--allow-service", server.url, long).stderr


def test_silent_passes_over_a_failure_but_not_over_what_is_not_allowed(query: Run, server: Server) -> None:
    text = service(server, "?x q:altitude ?high", "/busy").replace("SERVICE", "SERVICE SILENT")
    answer = query("--allow-service", server.url, "-f", "csv", text)
    assert len(answer.stdout.splitlines()) == 3
    assert "SILENT passes over it" in answer.stderr
    text = service(server, "?x q:altitude ?high", "/metadata").replace("SERVICE", "SERVICE SILENT")
    assert query("--allow-service", server.url, text).exit_code == 2


def test_the_time_of_the_query_bounds_a_server_that_never_answers(query: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        url = f"http://127.0.0.1:{deaf.getsockname()[1]}/"
        answer = query("--allow-service", url, "--timeout", "1", f"ASK {{ SERVICE <{url}> {{ ?a ?b ?c }} }}")
    assert (answer.exit_code, answer.stdout) == (124, "")


# Places and addresses.


@pytest.mark.parametrize(
    ("url", "prefix", "named"),
    [
        ("https://example.org/sparql", "https://example.org", False),
        ("https://EXAMPLE.org:443/sparql", "https://example.org/sp", False),
        ("http://127.0.0.1:7878/query", "http://127.0.0.1:7878/", True),
        ("http://[::1]:7878/query", "http://[::1]:7878", True),
        ("http://localhost/query", "http://localhost/", True),
    ],
)
def test_a_url_below_a_prefix_is_permitted(url: str, prefix: str, *, named: bool) -> None:
    assert permitted(url, [prefix])[1] is named


@pytest.mark.parametrize(
    ("url", "prefix"),
    [
        ("https://example.org.evil.net/sparql", "https://example.org"),
        ("https://evil.net/https://example.org/", "https://example.org"),
        ("http://example.org/sparql", "https://example.org/"),
        ("https://example.org:8443/sparql", "https://example.org/"),
        ("https://example.org/other", "https://example.org/sparql"),
        ("http://127.0.0.2/", "http://127.0.0.1/"),
        ("http://2130706433/", "http://127.0.0.1/"),
    ],
)
def test_a_url_beside_a_prefix_is_not(url: str, prefix: str) -> None:
    with pytest.raises(NotAllowed):
        permitted(url, [prefix])


@pytest.mark.parametrize(
    "url",
    [
        "https://user@example.org/",
        "https://example.org\\@evil.net/",
        "https://example.org/a/../../etc",
        "https://example.org/%2e%2e/x",
        "https://example.org/a b",
        "https://example.org/\n",
        "https://例子.org/",
        "https://[::1/",
        "https://example.org:99999/",
        "//example.org/",
        "",
    ],
)
def test_a_malformed_url_is_refused(url: str) -> None:
    with pytest.raises(InputError):
        place(url)


# The registries of special addresses: https://www.iana.org/assignments/iana-ipv4-special-registry/, and that for IPv6;
# translations: RFC 4291 2.5.5 (mapped, compatible), RFC 3056 (6to4), RFC 6052 (64:ff9b::/96).
@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.1.2.3", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254"),  # noqa: S104 - an address to refuse
        *("100.64.0.1", "192.0.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "239.255.255.255", "240.0.0.1"),
        *("255.255.255.255", "::", "::1", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1"),
        *("::ffff:10.0.0.1", "::ffff:127.0.0.1", "::127.0.0.1", "2002:7f00:1::", "2002:c0a8:101::1"),
        *("64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe"),
    ],
)
def test_an_address_of_no_public_network_is_known(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "8.8.8.8", "2606:4700:4700::1111", "64:ff9b::808:808", "2002:808:808::1"]
)
def test_an_address_of_the_public_network_is_known(address: str) -> None:
    assert is_public(ip_address(address))


def resolving(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Let names resolve to these addresses, one list a question; returns the addresses that are connected to."""
    left = list(answers)
    reached: list[str] = []

    def getaddrinfo(_host: str, port: int, **_: object) -> list[tuple[Any, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in left.pop(0)]

    def create_connection(address: tuple[str, int], **_: object) -> socket.socket:
        reached.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    monkeypatch.setattr(socket, "create_connection", create_connection)
    return reached


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fd00::1"])
def test_a_name_of_a_local_address_is_refused_before_anything_is_sent(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    reached = resolving(monkeypatch, ["1.1.1.1", address])
    with pytest.raises(NotAllowed, match=f"rebound.example.org is {address}, an address of this machine"):
        asked("http://rebound.example.org/sparql", "ASK {}", ["http://rebound.example.org/"])
    assert reached == []


def test_the_address_that_was_checked_is_the_one_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    # The second answer is the trap of a name that changes its address between two questions.
    reached = resolving(monkeypatch, ["93.184.215.14"], ["127.0.0.1"])
    with pytest.raises(EndpointError, match="cannot be asked"):
        asked("http://rebound.example.org/sparql", "ASK {}", ["http://rebound.example.org/"])
    assert reached == ["93.184.215.14"]


def test_localhost_is_this_machine_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, ["127.0.0.1", "::1"], ["192.168.0.9"])
    assert resolved(place("http://localhost/"), named=True) == [ip_address("127.0.0.1"), ip_address("::1")]
    with pytest.raises(NotAllowed):
        resolved(place("http://localhost/"), named=True)


# Answers that are none.


@pytest.mark.parametrize(
    "content",
    [
        b"not json",
        b"[]",
        b'{"head": {}}',
        b"[" * 100_000,
        select("x", {"type": "uri", "value": "https://a b"}),
        select("x", {"type": "uri", "value": "x> } # "}),
        select("x", {"type": "literal", "value": "x", "xml:lang": "zh } #"}),
        select("x", {"type": "literal", "value": "x", "datatype": 'urn:x> "'}),
        select("x", {"type": "literal", "value": "\ud800"}),
        select("x", {"type": "triple", "value": "x"}),
        select("x", *({"type": "literal", "value": ""},) * (elsewhere.MOST_ROWS + 1)),
    ],
)
def test_an_answer_that_could_do_harm_is_none(content: bytes) -> None:
    with pytest.raises(EndpointError):
        rows(content, ["x"])


def test_variables_that_nobody_asked_for_are_left_out() -> None:
    assert rows(select("?x } #", {"type": "literal", "value": "x"}), ["x"]) == ([], [{}])
