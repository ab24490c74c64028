"""One reasoner in a process of its own: from a file of N-Triples to the closure, with time and peak memory.

    python benchmarks/engines.py ENGINE FOLDER GIGABYTES

``FOLDER`` holds ``data.nt``, for reasonable also ``data.ttl``, the same bytes, and for nemo ``program.rls``. When the
clock has stopped, the closure is written to ``FOLDER/ENGINE.nt``, and the figures as a line of JSON to standard output.
The interpreter needs the engine alone: nothing here imports ``kg`` but our own engines and owlrl.
"""
# ruff: noqa: PLC0415 - an interpreter has the one engine that it is asked for

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

# What an engine gives back once its clock has stopped: the closure, line by line of N-Triples.
Lines = Iterator[str]

# Any: these libraries ship no types, and what they give back differs.
_Foreign = Any


def columns(folder: Path, memory: str | None) -> Callable[[], Lines]:
    """Ours, from the file to the closure in the database, as ``kg build`` has it."""
    from kg.reason.concluding import conclude
    from kg.reason.database import Database
    from kg.reason.statements import Statements
    from kg.reason.stored import Stored
    from kg.terms import Iri

    database = Database(memory=memory)
    statements = Statements(database)
    graph = Iri("urn:x:graph")
    statements.read(folder / "data.nt", graph)
    found = conclude(database, statements)

    def lines() -> Lines:
        written = folder / "columns.nq"
        Stored(database, statements, found, graph).write(written)
        with written.open(encoding="utf-8") as file:
            yield from (line.replace(" <urn:x:graph> .\n", " .\n") for line in file)
        database.close()

    return lines


def ours(folder: Path, reasoner: str) -> Callable[[], Lines]:
    """``kg.reason.close``, whose names stand for their representatives."""
    from kg.names import STANDARD
    from kg.reason import close
    from kg.terms import Iri, Triple, ntriples
    from kg.turtle.read import parse

    triples = parse((folder / "data.nt").read_text(encoding="utf-8"), name="data.nt")
    closure = close(triples, reasoner=reasoner)
    same = Iri(STANDARD["owl"] + "sameAs")

    def lines() -> Lines:
        merged = (Triple(name, same, other) for name, other in closure.representatives.items())
        for statements in (triples, closure.inferred, merged):
            for triple in statements:
                yield " ".join(map(ntriples, triple)) + " .\n"

    return lines


def reasonable(folder: Path) -> Callable[[], Lines]:
    """The library reasonable."""
    import reasonable as library  # type: ignore[import-not-found] # in an environment of its own

    reasoner = library.PyReasoner()
    reasoner.load_file(str(folder / "data.ttl"))
    found = reasoner.reason()
    return lambda: (f"{s.n3()} {p.n3()} {o.n3()} .\n" for s, p, o in found)


def sparq(folder: Path) -> Callable[[], Lines]:
    """The library sparq-rdf."""
    import sparq as library  # type: ignore[import-not-found] # in an environment of its own

    graph = library.Graph.load(str(folder / "data.nt"), "ntriples")
    graph.reason("owl")

    def lines() -> Lines:
        for row in json.loads(graph.query_json("SELECT DISTINCT ?p { ?s ?p ?o }"))["results"]["bindings"]:
            predicate = f"<{row['p']['value']}>"
            said = json.loads(graph.query_json(f"SELECT ?s ?o {{ ?s {predicate} ?o }}"))["results"]["bindings"]
            for pair in said:
                yield f"{_of_json(pair['s'])} {predicate} {_of_json(pair['o'])} .\n"

    return lines


def nemo(folder: Path) -> Callable[[], Lines]:
    """The library nemo-python, with the rules that ``kg.rules`` compiles for the ontology."""
    import nmo_python as library  # type: ignore[import-not-found] # in an environment of its own

    engine = library.NemoEngine(library.load_string((folder / "program.rls").read_text(encoding="utf-8")))
    engine.reason()
    kinds = json.loads((folder / "program.json").read_text(encoding="utf-8"))

    def lines() -> Lines:
        for relation, (predicate, value) in kinds.items():
            for row in engine.result(relation):
                yield f"{_of_nemo(row[0])} {predicate} {value or _of_nemo(row[1])} .\n"

    return lines


def bulk_load(folder: Path) -> Callable[[], Lines]:
    """No reasoner: pyoxigraph reads the file into a store on disk, as a measure of what reading and writing cost."""
    import pyoxigraph

    store = pyoxigraph.Store(str(folder / "store"))
    store.bulk_load(path=str(folder / "data.nt"), format=pyoxigraph.RdfFormat.N_TRIPLES)
    return lambda: iter(())


ENGINES: Final[dict[str, Callable[[Path], Callable[[], Lines]]]] = {
    "columns": lambda folder: columns(folder, None),
    "columns-1GB": lambda folder: columns(folder, "1GB"),
    "columns-4GB": lambda folder: columns(folder, "4GB"),
    "owlrl": lambda folder: ours(folder, "owlrl"),
    "nemo": nemo,
    "sparq": sparq,
    "reasonable": reasonable,
    "bulk_load": bulk_load,
}


def main(engine: str, folder: Path, gigabytes: int) -> None:
    """Run the engine within so much memory, print the figures, write the closure."""
    resource.setrlimit(resource.RLIMIT_AS, (gigabytes << 30, gigabytes << 30))
    started = time.perf_counter()
    try:
        lines = ENGINES[engine](folder)
    except ImportError as error:
        print(json.dumps({"missing": str(error)}))
        return
    seconds, spent = time.perf_counter() - started, time.process_time()
    peak = _peak()
    with (folder / f"{engine}.nt").open("w", encoding="utf-8") as file:
        file.writelines(line for line in lines() if line[0] != '"')  # no literals as subjects
    print(json.dumps({"seconds": seconds, "spent": spent, "megabytes": peak}))


def _peak() -> float:
    """Megabytes that this process had at most; ru_maxrss would count what the one that started it had."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise OSError("this system does not tell how much memory a process had at most")


def _of_json(term: dict[str, str]) -> str:
    """A term of SPARQL's JSON results, in N-Triples."""
    if term["type"] == "uri":
        return f"<{term['value']}>"
    if term["type"] == "bnode":
        return f"_:{term['value']}"
    language, datatype = term.get("xml:lang"), term.get("datatype")
    return json.dumps(term["value"], ensure_ascii=False) + (
        f"@{language}" if language else f"^^<{datatype}>" if datatype else ""
    )


def _of_nemo(value: _Foreign) -> str:
    """A term of Nemo, in N-Triples: IRIs, blank nodes and plain strings come as such already, numbers as numbers."""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float):
        return f'"{value}"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    language = value.language()
    return json.dumps(value.value(), ensure_ascii=False) + (
        f"@{language}" if language else f"^^<{value.datatype().strip('<>')}>"
    )


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
