"""What bounding a query costs, and how soon a hostile one ends.

    python benchmarks/limits.py [RUNS]

Needs a built snapshot (``kg build``). Seconds over a limit are those of the whole process, its start included.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from kg.project import locate
from kg.query.job import Job, evaluated, perform
from kg.query.worker import Limits, forked, spawned
from kg.store.snapshot import current

KG = str(Path(sys.executable).parent / "kg")
TRIPLES = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
HOSTILE = {
    "cartesian product, counted": f"SELECT (COUNT(*) AS ?n) {{ {TRIPLES} }}",
    "cartesian product, sorted": f"SELECT * {{ {TRIPLES} }} ORDER BY ?c",
    "cartesian product, all of it": f"SELECT * {{ {TRIPLES} }}",
    "paths from everywhere": "SELECT (COUNT(*) AS ?n) { ?a (!npp:x|^!npp:x)* ?b }",
    "one long text": f'SELECT (GROUP_CONCAT(STR(?c); separator="{"-" * 1000}") AS ?t) {{ {TRIPLES} }}',
}
ONE = "SELECT * { ?s ?p ?o } LIMIT 1"


def median(work: Callable[[], object], runs: int) -> float:
    """The median time of the work, in milliseconds."""
    taken = []
    for _ in range(runs):
        begun = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)


def costs(runs: int) -> None:
    """Print what a process of its own costs; forked before the store is opened, as ``kg`` does it."""
    snapshot, limits = current(locate()), Limits()
    nothing_forked = median(partial(forked, bytes, limits), runs)
    nothing_spawned = median(partial(spawned, bytes, limits), runs)
    one_forked = median(partial(perform, snapshot, Job(ONE), limits), runs)

    def here() -> None:
        evaluated(current(locate()), Job(ONE))

    print(f"nothing, forked                {nothing_forked:8.1f} ms")
    print(f"nothing, in a new interpreter  {nothing_spawned:8.1f} ms")
    print(f"one row, forked                {one_forked:8.1f} ms")
    print(f"one row, in this process       {median(here, runs):8.1f} ms")


def ends(seconds: str, memory: str) -> None:
    """Print when and how each hostile query ends."""
    print(f"\n--timeout {seconds} --memory {memory}")
    for name, query in HOSTILE.items():
        begun = time.perf_counter()
        command = [KG, "query", "--timeout", seconds, "--memory", memory, query]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - the command above
        taken = time.perf_counter() - begun
        print(f"{name:30} {taken:6.2f} s  exit {ran.returncode:3}  {ran.stderr.strip()[:60]}")


if __name__ == "__main__":
    costs(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
    ends("2", "2GB")
    ends("5", "500MB")
