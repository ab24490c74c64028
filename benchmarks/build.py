"""``kg build`` of a made-up nation, stage by stage, beside what loading its closure into a store costs alone.

    python benchmarks/build.py --triples 100k                # with checks
    python benchmarks/build.py --triples 1M --no-checks      # pySHACL would take most of an hour
    python benchmarks/build.py --triples 100k --no-checks --profile

The project is a temporary checkout: our ontology, and the nation as its one source. Build and load are processes of
their own, one after the other.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import os
import pstats
import resource
import shutil
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pyoxigraph
from generate import ntriples, plan, size
from invented.pilots import nation

import kg.check
from kg.build import STAGES, build
from kg.project import locate
from kg.store.snapshot import GRAPH, current

_ROOT: Final = Path(__file__).parents[1]


def main() -> None:
    """Build, load, print the table; or, with the hidden option, be one of the two processes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=size, default=100_000, help="about how many (default: 100k)")
    parser.add_argument("--reasoner", default="columns", help="the engine (default: columns)")
    parser.add_argument("--no-checks", action="store_true", help="leave the shapes out")
    parser.add_argument("--profile", action="store_true", help="print where the build spends its time instead")
    parser.add_argument("--part", choices=("build", "load"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part == "load":
        _load()
    elif options.part == "build":
        _build(options.reasoner, checks=not options.no_checks, profile=options.profile)
    else:
        with TemporaryDirectory() as temporary:
            _prepare(Path(temporary), options.triples)
            _compare(profile=options.profile)


def _prepare(folder: Path, triples: int) -> None:
    """Makes the checkout, and has every process take it for the project."""
    shutil.copytree(_ROOT / "ontology", folder / "ontology")
    (folder / "graph" / "sources").mkdir(parents=True)
    with (folder / "graph" / "sources" / "national.ttl").open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(ntriples(nation(plan(triples), 1)))
    os.environ |= {"KG_PROJECT": str(folder), "KG_BUILD": str(folder / "build"), "KG_SOURCES": str(folder / "none")}


def _compare(*, profile: bool) -> None:
    again = [sys.executable, __file__, *sys.argv[1:], "--part"]
    if profile:
        subprocess.run([*again, "build"], check=True)  # noqa: S603 - this script
        return
    built, loaded = (
        json.loads(subprocess.run([*again, part], check=True, capture_output=True).stdout)  # noqa: S603 - this script
        for part in ("build", "load")
    )
    print(f"{built['asserted']:,} statements asserted, {built['inferred']:,} inferred\n")
    for stage, seconds in built["stages"].items():
        print(f"{stage:<24}{seconds:>8.1f} s")
    total = sum(built["stages"].values()) - built["stages"]["checking"]
    print(f"\n{'':<24}{'seconds':>10}{'CPU s':>8}{'peak MB':>9}")
    for name, seconds, told in (
        ("build, checks apart", total, built),
        ("bulk_load of closure", loaded["seconds"], loaded),
    ):
        print(f"{name:<24}{seconds:>10.1f}{told['spent']:>8.1f}{told['megabytes']:>9.0f}")
    print(f"{'ratio':<24}{total / loaded['seconds']:>10.1f}{built['spent'] / loaded['spent']:>8.1f}")


def _build(reasoner: str, *, checks: bool, profile: bool) -> None:
    """Prints the seconds of each stage as JSON, or the profile."""
    begun: list[tuple[str, float]] = []
    if not checks:
        kg.check.validate = lambda *_: []
    profiler = cProfile.Profile()
    if profile:
        profiler.enable()
    outcome = build(locate(), reasoner=reasoner, progress=lambda stage: begun.append((stage, time.perf_counter())))
    profiler.disable()
    if profile:
        pstats.Stats(profiler).sort_stats("tottime").print_stats(30)
        return
    begun = [(stage, moment) for stage, moment in begun if stage in STAGES] + [("", time.perf_counter())]
    stages = {name: end - start for (name, start), (_, end) in pairwise(begun)}
    manifest = outcome.manifest
    _tell({"stages": stages, "asserted": manifest.asserted, "inferred": manifest.inferred})


def _load() -> None:
    """Loads the quads of the snapshot into a fresh store and prints the seconds as JSON."""
    project = locate()
    graph = current(project).path / GRAPH
    started = time.perf_counter()
    store = pyoxigraph.Store(str(project.root / "store"))
    store.bulk_load(path=str(graph), format=pyoxigraph.RdfFormat.N_QUADS)
    _tell({"seconds": time.perf_counter() - started})


def _tell(figures: dict[str, object]) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = used.ru_utime + used.ru_stime
    print(json.dumps({**figures, "spent": spent, "megabytes": used.ru_maxrss / 1024}))


if __name__ == "__main__":
    main()
