"""Write a made-up national graph in our ontology: the same bytes for the same size and seed, in bounded memory.

    python benchmarks/generate.py --triples 1M -o national.nt
    python benchmarks/generate.py --triples 100k --format ttl --seed 7 -o national.ttl
    python benchmarks/generate.py --triples 20M --counts      # what would be in it, as JSON

From about a million triples it has every level of China's divisions in full: 31 provinces, 342 cities, 2,978 counties
and 41,352 townships; below, fewer. Provinces and the form of codes are real, all else is made up. It stands alone with
``ontology/npp.ttl``, and conforms to the shapes.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Final

from invented.blocks import Block, Counts
from invented.pilots import copies, nation

from kg.names import PREFIXES, STANDARD

_FULL: Final = {"cities": 342, "counties": 2_978, "townships": 41_352}
_AREAS: Final = 31 + sum(_FULL.values())
# Triples: of an area with its code; of the reference data, a year and a programme with five cohorts; of a designation
# and all that comes with it in the proportions of `_counts`.
_AREA: Final = 13.0
_FIXED, _YEAR, _PROGRAMME = 130.0, 104.0, 129.0
_PILOT: Final = 58.82
_SIZES: Final = {"k": 1_000, "M": 1_000_000}
_TYPE: Final = f"<{STANDARD['rdf']}type>"


def main() -> None:
    """Write the graph, or what would be in it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=size, default=100_000, help="about how many: 100k, 1M, 20M (default: 100k)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--format", choices=("nt", "ttl"), default="nt")
    parser.add_argument("--counts", action="store_true", help="print how many there would be of each kind")
    parser.add_argument("-o", "--output", type=Path, help="a file instead of standard output")
    options = parser.parse_args()
    counts = plan(options.triples)
    if options.counts:
        print(json.dumps(asdict(counts), indent=1))
        return
    lines = turtle if options.format == "ttl" else ntriples
    written = lines(nation(counts, options.seed))
    if options.output is None:
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr] # it is a text file
        sys.stdout.writelines(written)
        return
    with options.output.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(written)


def size(text: str) -> int:
    """The number that 100k, 5M or 20000 means.

    Raises:
        ValueError: it is none of these, or less than 5,000.
    """
    number = int(text[:-1]) * _SIZES[text[-1]] if text[-1:] in _SIZES else int(text)
    if number < 5_000:  # noqa: PLR2004 - below, reference data alone would be more
        raise ValueError(f"{text}: fewer than 5,000 triples")
    return number


def plan(triples: int) -> Counts:
    """How many of each kind make a graph of about so many triples."""
    share = min(1.0, 0.6 * triples / _AREA / _AREAS)
    provinces = min(31, max(2, triples // 3_000))
    cities, counties, townships = (max(provinces, round(share * full)) for full in _FULL.values())
    years = min(10, max(2, triples // 20_000))
    programmes = min(200, max(6, triples // 10_000))
    areas = provinces + cities + counties + townships
    spent = _FIXED + _AREA * areas + _YEAR * years + _PROGRAMME * programmes
    designations = max(20, round((triples - spent) / _PILOT))
    enterprises = designations * 3 // 5
    return Counts(
        provinces=provinces,
        cities=cities,
        counties=counties,
        townships=townships,
        years=years,
        programmes=programmes,
        cohorts=5 * programmes,
        designations=designations,
        goals=(designations + 1) // 2,
        parks=max(2, designations // 10),
        enterprises=enterprises,
        duplicates=sum(map(copies, range(enterprises))),
        certifications=len(range(2, enterprises, 5)),
        observations=designations * 6 // 5,
    )


def ntriples(blocks: Iterable[Block]) -> Iterator[str]:
    """One line a statement."""
    known = {"a": _TYPE}
    for subject, said in blocks:
        start = _full(subject)
        for predicate, value in said:
            verb = known.get(predicate) or known.setdefault(predicate, _full(predicate))
            yield f"{start} {verb} {_full(value)} .\n"


def turtle(blocks: Iterable[Block]) -> Iterator[str]:
    """One block a subject, after the prefixes."""
    for prefix, namespace in sorted(PREFIXES.items()):
        yield f"@prefix {prefix}: <{namespace}> .\n"
    for subject, said in blocks:
        facts = "".join(f"    {predicate} {value} ;\n" for predicate, value in said)
        yield f"\n{subject}\n{facts}.\n"


def _full(term: str) -> str:
    """The term as N-Triples has it."""
    if term[0] == "<":
        return term
    if term[0] == '"':
        text, mark, datatype = term.rpartition("^^")
        return f"{text}^^{_full(datatype)}" if mark else term
    prefix, _, local = term.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"


if __name__ == "__main__":
    main()
