"""Reasoners side by side on a made-up nation: time from file to closure, peak memory, and whether the answer is ours.

    python benchmarks/reason.py                            # 100,000 triples, what is installed here
    python benchmarks/reason.py --triples 1M --others /tmp/others/bin/python

Every engine runs in a process of its own (``engines.py``). reasonable, sparq-rdf, nemo-python and pyoxigraph come from
the environment of ``--others``, which needs neither kg nor what it depends on:

    python -m venv /tmp/others && /tmp/others/bin/pip install reasonable sparq-rdf nemo-python pyoxigraph

The answer is what follows beyond the asserted, between IRIs or from an IRI to a string, rewritten to one name for each
thing and without trivia (``kg.reason.trivia``): its size, and a digest that the order of statements does not change.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from engines import ENGINES
from generate import ntriples, plan, size
from invented.pilots import nation
from rulebook import program

from kg.names import STANDARD
from kg.project import graph_name
from kg.reason.trivia import is_trivial
from kg.terms import RDF_LANG_STRING, XSD_STRING, Iri, Literal, Term, Triple
from kg.terms import ntriples as spelled
from kg.turtle.read import parse, read

_ROOT: Final = Path(__file__).parents[1]
_SAME: Final = Iri(STANDARD["owl"] + "sameAs")
_OURS: Final = ("columns", "owlrl")  # and what begins so


class Run(NamedTuple):
    """What one engine needed; ``answer`` is "" where it was not looked at.

    ``spent`` is processor time, start of the interpreter included: what to compare by where other work runs beside.
    """

    engine: str
    seconds: float
    spent: float
    megabytes: float
    answer: str


def main() -> None:
    """Run the engines one after the other and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=size, default=100_000, help="about how many (default: 100k)")
    parser.add_argument("--seed", type=int, default=1)
    usual = [engine for engine in ENGINES if "-" not in engine]
    parser.add_argument("--engines", nargs="+", choices=list(ENGINES), default=usual, metavar="ENGINE")
    parser.add_argument("--others", default=sys.executable, help="the Python that has the other engines")
    parser.add_argument("--owlrl-limit", type=size, default=20_000, help="owlrl runs up to this size (default: 20k)")
    parser.add_argument("--check-limit", type=size, default=1_000_000, help="answers are compared up to here (1M)")
    parser.add_argument("--memory", type=int, default=8, help="gigabytes that an engine may address (default: 8)")
    parser.add_argument("--patience", type=int, default=900, help="seconds that an engine may take (default: 900)")
    options = parser.parse_args()
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        asserted = _prepare(folder, options.triples, options.seed)
        print(f"{asserted:,} asserted triples, ontology included\n")
        checked = options.triples <= options.check_limit
        runs = []
        for engine in options.engines:
            if engine == "owlrl" and options.triples > options.owlrl_limit:
                print(f"owlrl: left out above --owlrl-limit {options.owlrl_limit:,}")
                continue
            python = sys.executable if engine.startswith(_OURS) else options.others
            script = str(Path(__file__).with_name("engines.py"))
            command = [python, script, engine, str(folder), str(options.memory)]
            if told := _run(engine, command, options.patience):
                answer = _answer(folder, engine) if checked and engine != "bulk_load" else ""
                runs.append(Run(engine, told["seconds"], told["spent"], told["megabytes"], answer))
                (folder / f"{engine}.nt").unlink()
        _table(runs)


def _prepare(folder: Path, triples: int, seed: int) -> int:
    """Writes ontology and nation into the folder as every engine wants them; gives how many triples there are."""
    ontology = [quad.triple for quad in read(_ROOT / "ontology" / "npp.ttl", graph_name("ontology"))]
    many = 0
    with (folder / "data.nt").open("w", encoding="utf-8", newline="\n") as file:
        for line in _lines(ontology, triples, seed):
            many += file.write(line) > 0
    shutil.copy(folder / "data.nt", folder / "data.ttl")
    rules, relations = program(ontology, folder / "data.nt")
    (folder / "program.rls").write_text(rules, encoding="utf-8")
    (folder / "program.json").write_text(json.dumps(relations), encoding="utf-8")
    return many


def _lines(ontology: Iterable[Triple], triples: int, seed: int) -> Iterator[str]:
    yield from (" ".join(map(spelled, triple)) + " .\n" for triple in ontology)
    yield from ntriples(nation(plan(triples), seed))


def _run(engine: str, command: list[str], patience: int) -> dict[str, float]:
    """The figures that the engine's process tells; none, and a line to say why, where it tells none."""
    try:
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=patience)  # noqa: S603 - our own script
    except subprocess.TimeoutExpired:
        print(f"{engine}: stopped after {patience} s")
        return {}
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [f"signal {-done.returncode}"]
        print(f"{engine}: failed: {lines[-1] if lines[0].startswith('Traceback') else lines[0]}")
        return {}
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    if "missing" in told:
        print(f"{engine}: skipped: {told['missing']}")
        return {}
    return told


def _answer(folder: Path, engine: str) -> str:
    """How many statements follow, and a digest of them."""
    closure = set(_speaking(folder / f"{engine}.nt"))
    names = _representatives(triple for triple in closure if triple.predicate == _SAME)
    found = {_renamed(triple, names) for triple in closure}
    found -= {_renamed(triple, names) for triple in _speaking(folder / "data.nt")}
    lines = sorted(" ".join(map(spelled, triple)) + "\n" for triple in found if not is_trivial(triple))
    digest = sha256("".join(lines).encode()).hexdigest()
    return f"{len(lines):>10,}  {digest[:12]}"


def _speaking(path: Path) -> Iterator[Triple]:
    """The statements between IRIs and from IRIs to strings: all else some engine rewrites and no rule infers."""
    for subject, predicate, value in _read(path):
        text = isinstance(value, Literal) and value.datatype in {XSD_STRING, RDF_LANG_STRING}
        if isinstance(subject, Iri) and (text or isinstance(value, Iri)):
            yield Triple(subject, predicate, value)


def _read(path: Path) -> list[Triple]:
    return parse(path.read_text(encoding="utf-8"), name=path.name)


def _representatives(pairs: Iterable[Triple]) -> dict[Term, Term]:
    """The least name of every group, for each name in it."""
    parent: dict[Term, Term] = {}

    def root(name: Term) -> Term:
        while parent.get(name, name) != name:
            name = parent[name]
        return name

    for subject, _, value in pairs:
        one, other = sorted((root(subject), root(value)), key=spelled)
        parent[other] = one
    return {name: root(name) for name in parent}


def _renamed(triple: Triple, names: dict[Term, Term]) -> Triple:
    subject, predicate, value = triple
    return Triple(names.get(subject, subject), predicate, names.get(value, value))  # type: ignore[arg-type] # IRIs stand for IRIs


def _table(runs: list[Run]) -> None:
    """Prints the runs with their ratios to the first one."""
    if not runs:
        return
    first = runs[0]
    print(f"\n{'engine':<12}{'seconds':>9}{'ratio':>8}{'CPU s':>8}{'peak MB':>9}  answer")
    for run in runs:
        same = "" if not run.answer else "  same" if run.answer == first.answer else "  other"
        ratio = run.seconds / first.seconds
        figures = f"{run.seconds:>9.2f}{ratio:>7.1f}x{run.spent:>8.2f}{run.megabytes:>9.0f}"
        print(f"{run.engine:<12}{figures}  {run.answer}{same}")


if __name__ == "__main__":
    main()
