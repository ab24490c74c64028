"""How long ``kg find`` takes, as whole processes, over an index of a million labels.

    python benchmarks/find.py                 # a million labels in a temporary folder, twenty runs a query
    python benchmarks/find.py --entities 4000 --runs 5
    python benchmarks/find.py --folder DIR    # keep the snapshot there, and use it again

The labels are made up, the same in every run: places of four levels with their codes, enterprises named after places,
and what they were admitted to. Nothing is downloaded. Each query is a process of its own, as a user starts it; "cold"
is the first one after the index was thrown out of the page cache (Linux only).
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from invented.labels import STEMS

from kg.find import write_index
from kg.names import STANDARD, npp
from kg.project import locate
from kg.store import engine
from kg.store.manifest import Manifest
from kg.store.snapshot import current
from kg.store.staging import publish, workplace
from kg.terms import Iri, Literal, Quad, text

_PROVINCES: Final = ("青海", "甘肃", "四川", "陕西", "广西", "贵州", "宁夏", "广东", "湖北", "江苏")
_LEVELS: Final = (
    ("市", "City", "City"),
    ("县", "County", "County"),
    ("镇", "Town", "Township"),
    ("乡", "Township", "Township"),
)
_TRADES: Final = (
    ("新能源科技有限公司", "New Energy Technology Co., Ltd."),
    ("光伏股份有限公司", "Photovoltaics Co., Ltd."),
    ("物流有限公司", "Logistics Co., Ltd."),
    ("锂业集团有限公司", "Lithium Group Co., Ltd."),
    ("装备制造有限公司", "Equipment Manufacturing Co., Ltd."),
)
_PROGRAMMES: Final = (
    ("国家碳达峰试点", "national carbon peak pilot"),
    ("国家级零碳园区", "national zero-carbon park"),
    ("国家综合货运枢纽补链强链城市", "national freight hub chain city"),
    ("中央财政支持城市更新行动", "centrally funded urban renewal"),
)
_QUERIES: Final = (
    ("exact name", "西宁市"),
    ("two characters", "西宁"),
    ("one character", "宁"),
    ("traditional", "蘭寧"),
    ("in the midst of names", "零碳园区"),
    ("in most names of a kind", "有限公司"),
    ("two parts", "西宁 光伏"),
    ("pinyin", "xining"),
    ("pinyin with tones", "xī níng"),
    ("initials", "xn"),
    ("one letter", "x"),
    ("English words, any order", "photovoltaics xining"),
    ("beginning of a word", "photov"),
    ("code", "630123"),
    ("only one class", "西宁", "--kind", "City"),
    ("nothing found", "西柠柠檬"),
)
_GRAPH: Final = Iri("https://w3id.org/npp/id/graph/benchmark")


def main() -> None:
    """Make the snapshot unless it is there, run the queries, print two tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entities", type=int, default=400_000, help="two or three labels each (default: 400000)")
    parser.add_argument("--runs", type=int, default=20, help="processes a query (default: 20)")
    parser.add_argument("--folder", type=Path, help="keep the snapshot here, and use it again")
    parser.add_argument("--build-only", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.build_only:
        build(options.entities)
        return
    with TemporaryDirectory() as temporary:
        os.environ["KG_BUILD"] = str(options.folder or temporary)
        if not (Path(os.environ["KG_BUILD"]) / "current").exists():
            here = [sys.executable, __file__, "--build-only", "--entities", str(options.entities)]
            subprocess.run(here, check=True)  # noqa: S603 - this script
        measure(options.runs)


def build(entities: int) -> None:
    """Write and publish a snapshot whose store is nearly empty and whose index is full; print what it took."""
    project = locate()
    with workplace(project) as folder:
        started = time.perf_counter()
        write_index(folder / "names.sqlite", statements(entities))
        seconds = time.perf_counter() - started
        sample = list(statements(10))
        engine.create(folder / "store", sample)
        (folder / "graph.nq").write_text("", encoding="utf-8")
        size = (folder / "names.sqlite").stat().st_size
        publish(project, folder, Manifest("0" * 64, "2026-01-01T00:00:00Z", "0", "none", {}, len(sample), 0, seconds))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    labels = sum(1 for quad in statements(entities) if isinstance(quad.object, Literal))
    print(f"{labels:,} labels and codes of {entities:,} entities")
    print(f"index written in {seconds:.1f} s, {peak / 1024:.0f} MB of memory at most, {size / 2**20:.0f} MB on disk\n")


def measure(runs: int) -> None:
    """Time each query as a process of its own and print the medians beside a bare start of Python."""
    program = str(Path(sys.executable).with_name("kg"))
    index = current(locate()).names
    bare = statistics.median(_elapsed([sys.executable, "-c", "pass"]) for _ in range(runs))
    start = statistics.median(_elapsed([program, "--version"]) for _ in range(runs))
    print(f"{'':26}{'median':>9}{'slowest':>9}{'over Python':>13}{'ratio':>7}{'cold':>9}")
    print(f"{'python -c pass':26}{bare:6.0f} ms")
    print(f"{'kg --version':26}{start:6.0f} ms{'':9}{start - bare:10.0f} ms{start / bare:6.1f}x")
    for kind, *query in _QUERIES:
        command = [program, "find", *query]
        _evict(index)
        cold = _elapsed(command)
        times = [_elapsed(command) for _ in range(runs)]
        middle = statistics.median(times)
        more = middle - bare
        print(f"{kind:26}{middle:6.0f} ms{max(times):6.0f} ms{more:10.0f} ms{middle / bare:6.1f}x{cold:6.0f} ms")


def statements(entities: int) -> Iterator[Quad]:
    """The statements of so many entities, the same every time: two fifths places, half enterprises, designations."""
    places = entities * 2 // 5
    for number in range(places):
        yield from _place(number)
    for number in range(entities // 2):
        yield from _enterprise(number, places)
    for number in range(entities - places - entities // 2):
        yield from _designation(number, places)


def _place(number: int) -> Iterator[Quad]:
    zh, en, kind = _place_names(number)
    place = _entity("place", number)
    code = _entity("code", number)
    yield from _named(place, kind, zh, en)
    if number >= len(STEMS):
        yield Quad(place, npp("locatedIn"), _entity("place", number // 20), _GRAPH)
    yield Quad(place, npp("identifiedBy"), code, _GRAPH)
    yield Quad(code, npp("code"), text(str(630_100 + number)), _GRAPH)


def _enterprise(number: int, places: int) -> Iterator[Quad]:
    at = number * 7 % places
    place_zh, place_en, _ = _place_names(at)
    zh, en = _stem(number * 13 + 5)
    trade_zh, trade_en = _TRADES[number % len(_TRADES)]
    enterprise = _entity("enterprise", number)
    yield from _named(enterprise, "Enterprise", f"{place_zh}{zh}{trade_zh}", f"{place_en} {en} {trade_en}")
    yield Quad(enterprise, Iri(STANDARD["skos"] + "altLabel"), text(zh + trade_zh[:2], "zh"), _GRAPH)
    yield Quad(enterprise, npp("locatedIn"), _entity("place", at), _GRAPH)


def _designation(number: int, places: int) -> Iterator[Quad]:
    place_zh, place_en, _ = _place_names(number * 11 % places)
    zh, en = _PROGRAMMES[number % len(_PROGRAMMES)]
    designation = _entity("designation", number)
    yield from _named(designation, "Designation", f"{place_zh}入选{zh}", f"{place_en}: {en}")
    yield Quad(designation, npp("recipient"), _entity("place", number * 11 % places), _GRAPH)


def _named(entity: Iri, kind: str, zh: str, en: str) -> Iterator[Quad]:
    yield Quad(entity, Iri(STANDARD["rdf"] + "type"), npp(kind), _GRAPH)
    yield Quad(entity, Iri(STANDARD["skos"] + "prefLabel"), text(zh, "zh"), _GRAPH)
    yield Quad(entity, Iri(STANDARD["skos"] + "prefLabel"), text(en, "en"), _GRAPH)


def _place_names(number: int) -> tuple[str, str, str]:
    """The names and the class of a place: cities and counties of two characters, then towns and townships of three."""
    zh, en = _stem(number)
    small = number >= len(STEMS) ** 2
    level_zh, level_en, kind = _LEVELS[2 * small + number % 2]
    above = _PROVINCES[number % len(_PROVINCES)] if small and number % 3 == 0 else ""
    return f"{above}{zh}{level_zh}", f"{en} {level_en}", kind


def _stem(number: int) -> tuple[str, str]:
    """Two characters, or three once all pairs are used up, and their romanisation."""
    size = len(STEMS)
    mixed = number * 4_099
    chosen = [STEMS[mixed % size], STEMS[mixed // size % size]]
    if number >= size * size:
        chosen.append(STEMS[number // (size * size) % size])
    return "".join(zh for zh, _ in chosen), "".join(en for _, en in chosen).capitalize()


def _entity(kind: str, number: int) -> Iri:
    return Iri(f"https://w3id.org/npp/id/{kind}/n{number}")


def _elapsed(command: list[str]) -> float:
    """Milliseconds from start to end of a process; it may end with 1 for "nothing found"."""
    started = time.perf_counter()
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - the commands above
    elapsed = (time.perf_counter() - started) * 1000
    if done.returncode not in {0, 1} or b"Traceback" in done.stderr:
        sys.exit(f"{command}: {done.stderr.decode()}")
    return elapsed


def _evict(path: Path) -> None:
    """Throw a file out of the page cache, where the system lets us."""
    if hasattr(os, "posix_fadvise"):
        with path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


if __name__ == "__main__":
    main()
