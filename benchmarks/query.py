"""Asking a million statements: whole processes of ``kg query``, and queries side by side in ten stores.

    python benchmarks/query.py FOLDER [--triples 1M] [--stores "kg query,pyoxigraph,sparq-rdf,..."] [--runs 5]

``FOLDER`` is made where it is not there: the project's own graph and a made-up nation (``generate.py``) in one
snapshot, and the same statements as ``union.nt``. Asked are the questions of the catalogue and twelve shapes of query.
Each store runs in a process of its own (``stores.py``); ``--python`` names an interpreter that has the libraries.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from kg.ask.answering import terms_of
from kg.ask.catalogue import load
from kg.find import write_index
from kg.names import PREFIXES
from kg.project import locate
from kg.query.run import prepare
from kg.store import engine, snapshot, staging
from kg.store.lines import lines
from kg.store.manifest import Manifest
from kg.turtle.read import read_nquads

HERE: Final = Path(__file__).parent
GRAPH: Final = "<https://w3id.org/npp/id/graph/national>"
STORES: Final = "kg query,kg sparq,kg oxigraph,pyoxigraph,sparq-rdf,oxrdflib,maplib,virtuoso,jena,rdflib"
SHAPES: Final = {
    "point": "SELECT ?p ?o { des:n7 ?p ?o }",
    "star": "SELECT ?d ?name ?cohort ?who { ?d a npp:Designation ; skos:prefLabel ?name ; npp:inCohort ?cohort ;"
    " npp:recipient ?who FILTER(LANG(?name) = 'zh') }",
    "join": "SELECT (COUNT(*) AS ?n) { ?d npp:recipient ?r . ?r npp:locatedIn ?c . ?c npp:locatedIn ?p }",
    "path, bound": "SELECT ?x { place:n350506013 npp:locatedIn* ?x }",
    "path, unbound": "SELECT (COUNT(*) AS ?n) { ?x npp:locatedIn+ ?y }",
    "group": "SELECT ?c (COUNT(?d) AS ?n) { ?d npp:inCohort ?c } GROUP BY ?c ORDER BY DESC(?n) ?c LIMIT 50",
    "optional": "SELECT ?d ?g { ?d a npp:Designation OPTIONAL { ?d npp:hasGoal ?g } }",
    "contains": "SELECT DISTINCT ?x { ?x skos:prefLabel|skos:altLabel ?l FILTER(CONTAINS(?l, '零碳')) }",
    "regex": "SELECT ?x ?l { ?x skos:prefLabel ?l FILTER(REGEX(?l, '^海.*[乡镇]$')) }",
    "top ten": "SELECT ?o ?v { ?o npp:value ?v } ORDER BY DESC(?v) ?o LIMIT 10",
    "count distinct": "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s npp:sourcedFrom ?o }",
    "construct": "CONSTRUCT { ?d npp:about ?c } WHERE { ?d npp:inCohort ?c }",
}
# Known to ``kg query`` alone.
BY_NAME: Final = {"contains, by name": "SELECT ?x { ?x npp:labelMatches '零碳' }"}


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--triples", default="1M")
    parser.add_argument("--stores", default=STORES)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=60, help="after which a store's process is ended")
    parser.add_argument("--python", default=sys.executable)
    options = parser.parse_args()
    folder = options.folder.resolve()
    if not (folder / "queries.json").is_file():
        prepared(folder, options.triples)
    processes(folder, options.runs)
    figures = {name: list(measured(name, folder, options)) for name in options.stores.split(",")}
    told(figures)


def prepared(folder: Path, triples: str) -> None:
    """Make the snapshot, the statements as a file, and the queries."""
    folder.mkdir(parents=True, exist_ok=True)
    project = locate()
    own = snapshot.current(project)
    made, quads = folder / "national.nt", folder / "all.nq"
    subprocess.run([sys.executable, str(HERE / "generate.py"), "--triples", triples, "-o", str(made)], check=True)  # noqa: S603 - our own
    with made.open(encoding="utf-8") as national, own.graph.open(encoding="utf-8") as real:
        statements = {*real, *(f"{line[:-2]}{GRAPH} .\n" for line in national)}
    quads.write_text("".join(sorted(statements)), encoding="utf-8")
    with (folder / "union.nt").open("wb") as union:
        union.writelines(line.triple for line in lines(quads) if line.new)
    home = replace(project, build=folder / "builds")
    with staging.workplace(home) as place:
        engine.load(place / snapshot.STORE, quads)
        write_index(place / snapshot.NAMES, read_nquads(quads))
        (place / snapshot.FINDINGS).write_text("[]\n", encoding="utf-8")
        quads.rename(place / snapshot.GRAPH)
        facts = Manifest("0" * 64, own.manifest.built, own.manifest.version, "none", {}, 0, 0, 0.0, engine.usual())
        whole = staging.publish(home, place, facts)
    (folder / "snapshot").write_text(str(whole.path), encoding="utf-8")
    asked = {question.slug: question_text(question, whole) for question in load(project.questions)}
    head = "".join(f"PREFIX {prefix}: <{name}>\n" for prefix, name in PREFIXES.items())
    texts = {name: head + text for name, text in (SHAPES | BY_NAME | asked).items()}
    (folder / "queries.json").write_text(json.dumps(texts, ensure_ascii=False, indent=1), encoding="utf-8")


def question_text(question: Any, whole: snapshot.Snapshot) -> str:  # noqa: ANN401 - a question of the catalogue
    """A question with its parameters bound to their defaults."""
    return prepare(question.text, bindings=terms_of(whole.names, question, {})).text


def processes(folder: Path, runs: int) -> None:
    """What a whole process of one row takes, over that of Python alone, and beside the bare libraries."""
    builds = Path((folder / "snapshot").read_text(encoding="utf-8"))
    ask = "SELECT ?o { <https://w3id.org/npp/id/designation/n7> npp:inCohort ?o }"
    bare = ask.replace("npp:inCohort", "<https://w3id.org/npp/ns#inCohort>")
    printing = f"print(s.query({bare!r}).serialize(format=ox.QueryResultsFormat.TSV).decode())"
    kg = str(Path(sys.executable).parent / "kg")
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "kg query, one row": [kg, "query", ask],
        "pyoxigraph, a bare script": [
            sys.executable,
            "-c",
            f"import pyoxigraph as ox; s = ox.Store.read_only({str(builds / 'store' / 'oxigraph')!r}); {printing}",
        ],
        "sparq-rdf, a bare script": [
            sys.executable,
            "-c",
            f"import sparq\nprint(sparq.Graph.open({str(builds / 'store' / 'sparq')!r}).query_json({bare!r}))",
        ],
    }
    around = {**os.environ, "KG_BUILD": str(builds.parent)}
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(4 * runs):
        for name, command in commands.items():
            begun = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True, env=around)  # noqa: S603 - the commands above
            times[name].append((time.perf_counter() - begun) * 1000)
    alone = statistics.median(times["python -c pass"])
    print("| process | median ms | over Python |\n|---|---|---|")
    for name, taken in times.items():
        print(f"| {name} | {statistics.median(taken):.0f} | {statistics.median(taken) - alone:.0f} |")


def measured(store: str, folder: Path, options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """The figures of a store, as many as came."""
    command = [options.python, str(HERE / "stores.py"), store, str(folder), str(options.runs), str(options.seconds)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    if done.returncode:
        print(f"{store}: ended with {done.returncode}: {done.stderr.strip()[-200:]}", file=sys.stderr)
    for line in done.stdout.splitlines():
        if line.startswith("{"):
            yield json.loads(line)


def told(figures: dict[str, list[dict[str, Any]]]) -> None:
    """Print the medians, a row a query; ``≠`` where an answer is another one than that of ``kg query``."""
    by_name = {store: {each["name"]: each for each in found if "name" in each} for store, found in figures.items()}
    first = next(iter(by_name.values()))
    print(f"\n| query | rows | {' | '.join(by_name)} |\n|---|---{'|---' * len(by_name)}|")
    for name, base in first.items():
        cells = [_cell(found.get(name), base) for found in by_name.values()]
        print(f"| {name} | {base.get('rows', '')} | {' | '.join(cells)} |")


def _cell(found: dict[str, Any] | None, base: dict[str, Any]) -> str:
    if found is None or "ms" not in found:
        return "" if found is None else "✗"
    differs = found["rows"] != base.get("rows") or (found["digest"] and found["digest"] != base.get("digest"))
    return f"{found['ms']:.1f}{' ≠' if differs else ''}"


if __name__ == "__main__":
    main()
