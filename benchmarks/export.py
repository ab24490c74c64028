"""``kg export`` of a made-up nation beside what others write: seconds, and peak memory, of whole processes.

    python benchmarks/export.py --triples 1M
    python benchmarks/export.py --triples 100k --rdflib

Ours reads a snapshot's file of statements, as ``kg export`` does; rapper and rdflib read the same statements as
N-Triples; ``Store.dump`` writes them out of a loaded store, whose loading is not counted.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any, Final, cast

from generate import ntriples, plan, size
from invented.pilots import nation

_GRAPH: Final = "<https://w3id.org/npp/id/graph/nation>"
_OURS: Final = ("ttl", "nt", "nq", "trig", "jsonld", "xml")


def main() -> None:
    """Write one nation in every way and print the table; or, with the hidden option, be one of the processes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=size, default=100_000, help="about how many (default: 100k)")
    parser.add_argument("--rdflib", action="store_true", help="rdflib's Turtle too, which takes minutes for a million")
    parser.add_argument("--part", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        job, folder = options.part[0], Path(options.part[1])
        if job.isdecimal():
            _prepare(folder, int(job))
        else:
            print(json.dumps(_part(job, folder)))
        return
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        # In a process of its own: memory that this one has held would be counted as that of its children.
        print(subprocess.check_output([sys.executable, __file__, "--part", str(options.triples), temporary], text=True))  # noqa: S603 - this script
        jobs = [f"kg {form}" for form in _OURS] + ["rapper", "Store.dump"] + (["rdflib"] if options.rdflib else [])
        print("| writer | s | MB |\n|---|---|---|")
        for job in jobs:
            if job == "rapper" and not shutil.which("rapper"):
                continue
            seconds, megabytes = _measured(job, folder)
            print(f"| {job} | {seconds:.1f} | {f'{megabytes:.0f}' if megabytes else ''} |", flush=True)


def _prepare(folder: Path, triples: int) -> None:
    """The nation as sorted N-Quads of one graph, and as N-Triples in the same order."""
    lines = sorted(set(ntriples(nation(plan(triples), 1))))
    (folder / "data.nt").write_text("".join(lines), "utf-8")
    with (folder / "graph.nq").open("w", encoding="utf-8") as file:
        file.writelines(f"{line[:-3]} {_GRAPH} .\n" for line in lines)
    print(f"{len(lines):,} triples")


def _measured(job: str, folder: Path) -> tuple[float, float]:
    """Seconds of the job, without starting Python, and the peak of its memory."""
    if job == "rapper":
        command = ["rapper", "-q", "-i", "ntriples", "-o", "turtle", str(folder / "data.nt")]
        start = time.perf_counter()
        with (folder / "rapper.ttl").open("wb") as out:
            subprocess.run(command, stdout=out, check=True)  # noqa: S603 - a tool with arguments of our own
        seconds = time.perf_counter() - start
        return seconds, 0
    told = subprocess.run(  # noqa: S603 - this script
        [sys.executable, __file__, "--part", job, str(folder)], capture_output=True, text=True, check=True
    )
    found: list[float] = json.loads(told.stdout)
    return found[0], found[1]


def _part(job: str, folder: Path) -> tuple[float, float]:
    """Run one job here."""
    work = _work(job, folder)
    start = time.perf_counter()
    work()
    return time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _work(job: str, folder: Path) -> Any:  # noqa: ANN401 - Any: a function without arguments
    if job == "rdflib":
        import rdflib  # noqa: PLC0415 - each process has what it needs alone

        graph = rdflib.Graph().parse(folder / "data.nt", format="nt")
        return lambda: graph.serialize(folder / "rdflib.ttl", format="turtle")
    if job == "Store.dump":
        import pyoxigraph  # noqa: PLC0415 - likewise

        store = pyoxigraph.Store()
        store.bulk_load(path=folder / "data.nt", format=pyoxigraph.RdfFormat.N_TRIPLES)
        return lambda: store.dump(
            output=folder / "dump.nt",
            format=pyoxigraph.RdfFormat.N_TRIPLES,
            from_graph=pyoxigraph.DefaultGraph(),
        )
    from kg.export import export  # noqa: PLC0415 - likewise
    from kg.store.manifest import record  # noqa: PLC0415 - likewise
    from kg.store.snapshot import Snapshot  # noqa: PLC0415 - likewise

    form = job.split()[1]
    file = folder / "graph.nq"
    facts = SimpleNamespace(graphs={"nation": 1}, files={"graph.nq": record(file)})
    snapshot = cast("Snapshot", SimpleNamespace(graph=file, manifest=facts))

    def write() -> None:
        with (folder / f"ours.{form}").open("wb") as out:
            out.writelines(export(snapshot, form))

    return write


if __name__ == "__main__":
    main()
