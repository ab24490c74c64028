"""One store in a process of its own: a table of queries asked of it, with the median time and a digest of each answer.

    python benchmarks/stores.py STORE FOLDER RUNS SECONDS

``FOLDER`` holds ``union.nt``, ``queries.json`` and what ``query.py`` has made beside them. Stores are loaded once, into
the folder where they can be kept. A query that takes longer than ``SECONDS`` is given up, and so is its store's
process: the figures of the queries before it have been written, a line of JSON each, as they came.
"""
# ruff: noqa: PLC0415 - an interpreter has the one library that it is asked for

from __future__ import annotations

import json
import os
import re
import signal
import statistics
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"

# From the text of a query to the answer: SPARQL JSON for SELECT and ASK, N-Triples for CONSTRUCT, both as bytes.
Ask = Callable[[str], bytes]
# Any: these libraries ship no types, and what they give back differs.
_Foreign = Any


def ours(folder: Path) -> Ask:
    """``kg query`` without its command line: checks, a process of its own, JSON."""
    from kg.query.job import Job, perform
    from kg.query.worker import Limits
    from kg.store.snapshot import reopened

    snapshot = reopened(Path((folder / "snapshot").read_text(encoding="utf-8")))
    limits = Limits(60.0)

    def ask(text: str) -> bytes:
        form = "nt" if "CONSTRUCT" in text else "json"
        return perform(snapshot, Job(text, form=form), limits).content

    return ask


def engine(folder: Path, name: str) -> Ask:
    """The same in this process, without checks: what the store's room costs over the bare engines."""
    os.environ["KG_STORE"] = name
    from kg.store.answer import Graph
    from kg.store.engine import open as opened
    from kg.terms import ntriples

    store = opened(Path((folder / "snapshot").read_text(encoding="utf-8")) / "store")

    def ask(text: str) -> bytes:
        answer = store.query(text)
        if isinstance(answer, Graph):
            return "".join(f"{' '.join(map(ntriples, triple))} .\n" for triple in answer).encode()
        return answer.serialize("json")

    return ask


def pyoxigraph(folder: Path) -> Ask:
    """Bare pyoxigraph on the snapshot's own files."""
    import pyoxigraph as ox

    path = Path((folder / "snapshot").read_text(encoding="utf-8")) / "store" / "oxigraph"
    store = ox.Store.read_only(str(path))

    def ask(text: str) -> bytes:
        answer: _Foreign = store.query(text)
        form = ox.RdfFormat.N_TRIPLES if isinstance(answer, ox.QueryTriples) else ox.QueryResultsFormat.JSON
        return answer.serialize(format=form) or b""

    return ask


def sparq(folder: Path) -> Ask:
    """Bare sparq-rdf on the snapshot's own files."""
    import sparq as library

    path = Path((folder / "snapshot").read_text(encoding="utf-8")) / "store" / "sparq"
    graph: _Foreign = library.Graph.open(str(path))

    def term(each: _Foreign) -> str:
        if each.kind == "uri":
            return f"<{each.value}>"
        if each.kind == "bnode":
            return f"_:{each.value}"
        return json.dumps(each.value) + (f"@{each.language}" if each.language else f"^^<{each.datatype}>")

    def ask(text: str) -> bytes:
        if "CONSTRUCT" in text:
            return "".join(f"{' '.join(map(term, triple))} .\n" for triple in graph.construct(text)).encode()
        return str(graph.query_json(text)).encode()

    return ask


def rdflib(folder: Path, store: str = "default") -> Ask:
    """A graph of rdflib in memory, or that of oxrdflib, which is pyoxigraph behind it."""
    import rdflib as library

    graph: _Foreign = library.Graph(store=store)
    graph.parse(folder / "union.nt", format="ox-nt" if store == "Oxigraph" else "nt")

    def ask(text: str) -> bytes:
        answer = graph.query(text)
        content: bytes = answer.serialize(format="nt" if answer.type == "CONSTRUCT" else "json")
        return content

    return ask


def maplib(folder: Path) -> Ask:
    """maplib, whose answers are data frames of polars."""
    from maplib import Model

    model: _Foreign = Model()
    model.read(str(folder / "union.nt"), format="ntriples")

    def ask(text: str) -> bytes:
        answer = model.query(text)
        return f"{getattr(answer, 'height', answer)}".encode()

    return ask


def virtuoso(folder: Path) -> Ask:
    """Virtuoso over HTTP, on loopback; the tests' own server."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    import servers

    home = folder / "virtuoso"
    home.mkdir(exist_ok=True)
    context = servers.virtuoso(home)
    server = context.__enter__()
    _KEPT.append(context)
    lines = folder / "union.nq"
    with (folder / "union.nt").open(encoding="utf-8") as union, lines.open("w", encoding="utf-8") as quads:
        quads.writelines(f"{line[:-3]} <urn:union> .\n" for line in union)
    servers._PATIENCE = 600.0  # noqa: SLF001 - a million statements take longer than a test's
    servers.load(server, home, lines)

    def ask(text: str) -> bytes:
        accept = "application/n-triples" if "CONSTRUCT" in text else "application/sparql-results+json"
        form = {"query": text, "default-graph-uri": "urn:union"}
        request = urllib.request.Request(server.query, urllib.parse.urlencode(form).encode(), {"accept": accept})  # noqa: S310 - loopback
        with urllib.request.urlopen(request) as answer:  # noqa: S310 - likewise
            content: bytes = answer.read()
            return content

    return ask


def jena(folder: Path) -> Ask:
    """Jena's ARQ over TDB2; its own clock, for each query starts a machine of Java: see ``_jena_seconds``."""
    location = folder / "tdb2"
    if not location.is_dir():
        _java("tdb2.tdbloader", "--loc", str(location), str(folder / "union.nt"))

    def ask(text: str) -> bytes:
        form = "NT" if "CONSTRUCT" in text else "JSON"
        return _java("tdb2.tdbquery", "--loc", str(location), f"--results={form}", text).encode()

    return ask


_KEPT: list[_Foreign] = []
STORES: Final[dict[str, Callable[[Path], Ask]]] = {
    "kg query": ours,
    "kg sparq": lambda folder: engine(folder, "sparq"),
    "kg oxigraph": lambda folder: engine(folder, "oxigraph"),
    "pyoxigraph": pyoxigraph,
    "sparq-rdf": sparq,
    "rdflib": rdflib,
    "oxrdflib": lambda folder: rdflib(folder, "Oxigraph"),
    "maplib": maplib,
    "virtuoso": virtuoso,
    "jena": jena,
}


def _java(command: str, *arguments: str) -> str:
    classes = "/usr/share/java/*"
    run = ["java", "-Xmx4G", "-cp", classes, command, *arguments]
    return subprocess.run(run, check=True, capture_output=True, text=True).stdout  # noqa: S603 - Debian's own program


def _jena_seconds(folder: Path, text: str, runs: int) -> list[float]:
    """The time of a query within one machine of Java, warm, as Jena tells it."""
    arguments = ("--loc", str(folder / "tdb2"), "--time", f"--repeat=2,{runs}", "--results=none", text)
    run = ["java", "-Xmx4G", "-cp", "/usr/share/java/*", "tdb2.tdbquery", *arguments]
    told = subprocess.run(run, check=True, capture_output=True, text=True)  # noqa: S603 - Debian's own program
    return [float(found) for found in re.findall(r"([\d.]+) sec", told.stdout + told.stderr)][-runs:]


def digest(content: bytes) -> tuple[int, str]:
    """How many rows or statements an answer has, and a digest of them whatever their order, numbers by value."""
    text = content.decode()
    if text.isdecimal():
        return int(text), ""
    if text.startswith("{"):
        found = json.loads(text)
        if "boolean" in found:
            return int(found["boolean"]), str(found["boolean"])
        rows = [tuple(sorted((n, _value(c)) for n, c in row.items())) for row in found["results"]["bindings"]]
    else:
        rows = [(line,) for line in text.splitlines() if line and not line.startswith("#")]
        return len(rows), ""  # spellings of literals differ
    told = "\n".join(f"{row} {count}" for row, count in sorted(Counter(rows).items(), key=str))
    return len(rows), sha256(told.encode()).hexdigest()[:12]


def _value(cell: dict[str, str]) -> str:
    if cell["type"] == "bnode":
        return "_:"
    kind = cell.get("datatype", "")
    if kind.startswith(_XSD) and kind[len(_XSD) :] in {"integer", "decimal", "double", "int", "nonNegativeInteger"}:
        return f"{float(cell['value']):.9g}"
    # What GROUP_CONCAT joins comes in any order.
    return f"{' '.join(sorted(cell['value'].split(' ')))}@{cell.get('xml:lang', '').lower()}"


def main(store: str, folder: Path, runs: int, seconds: int) -> None:
    """Print a line of JSON for each query: its name, the median in milliseconds, rows and digest of the answer."""
    begun = time.perf_counter()
    ask = STORES[store](folder)
    print(json.dumps({"opened": time.perf_counter() - begun}), flush=True)
    for name, text in json.loads((folder / "queries.json").read_text(encoding="utf-8")).items():
        if "npp:labelMatches" in text and store != "kg query":
            continue
        signal.alarm(seconds)
        try:
            rows, told = digest(ask(text))
            taken = _jena_seconds(folder, text, runs) if store == "jena" else [_timed(ask, text) for _ in range(runs)]
        except Exception as error:  # noqa: BLE001 - whatever another library raises is its answer
            print(json.dumps({"name": name, "failed": f"{type(error).__name__}: {str(error)[:80]}"}), flush=True)
            continue
        finally:
            signal.alarm(0)
        print(
            json.dumps({"name": name, "ms": statistics.median(taken) * 1000, "rows": rows, "digest": told}), flush=True
        )


def _late(_number: int, _frame: object) -> None:
    raise TimeoutError("too late")


def _timed(ask: Ask, text: str) -> float:
    begun = time.perf_counter()
    ask(text)
    return time.perf_counter() - begun


if __name__ == "__main__":
    if sys.argv[1] == "virtuoso":  # a server of its own, which must not outlive this process
        signal.signal(signal.SIGALRM, _late)
    try:
        main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
    finally:
        for context in _KEPT:
            context.__exit__(None, None, None)
