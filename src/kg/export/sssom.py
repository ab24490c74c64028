"""Mappings from our things to the codes that others know them by, as SSSOM: https://mapping-commons.github.io/sssom/.

A code system is a prefix, named as our concept of it is: ``gb-t-2260:630100``.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from kg.export.entities import links, things
from kg.names import ID, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.export.entities import Link
    from kg.export.statements import Statements

_COLUMNS: Final = (
    *("subject_id", "subject_label", "predicate_id", "object_id", "object_label"),
    *("mapping_justification", "object_source", "mapping_provider"),
)
_SET: Final = f"{ID}dataset/codes"
_LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"
_CURATED: Final = "semapv:ManualMappingCuration"
_NOT_IN_CELLS: Final = str.maketrans({"\t": " ", "\n": " ", "\r": " "})


def sssom(statements: Statements) -> Iterator[bytes]:
    """The mappings as a table of SSSOM, its metadata as comments above: one line an identifier, by subject and code.

    Args:
        statements: what holds things with ``npp:identifiedBy``, and the identifiers with kind, code and source.
    """
    codes = {thing.key: thing for thing in things(statements) if "Identifier" in thing.classes}
    kinds: dict[str, str] = {}
    sources: dict[str, str] = {}
    for link in links(statements):
        if link.start in codes and link.kind == "kind":
            kinds[link.start] = link.end.partition(":")[2]
        elif link.start in codes and link.kind == "sourcedFrom":
            sources.setdefault(link.start, link.end)
    names = {thing.key: thing.label for thing in things(statements)}
    rows = []
    for start, found in groupby(links(statements), key=_start):
        for link in found:
            code = codes.get(link.end)
            if link.kind == "identifiedBy" and code and "code" in code.values and link.end in kinds:
                text = f"{kinds[link.end]}:{code.values['code'][0].text}"
                source = sources.get(link.end, "")
                rows.append(
                    (start, names[start], "skos:exactMatch", text, code.label, _CURATED, kinds[link.end], source)
                )
    prefixes = sorted({row[0].partition(":")[0] for row in rows} | {row[7].partition(":")[0] for row in rows if row[7]})
    spaces = {prefix: PREFIXES[prefix] for prefix in prefixes if prefix in PREFIXES}
    spaces |= {kind: f"{ID}code/{kind}-" for kind in sorted(set(kinds.values()))}
    spaces |= {"skos": PREFIXES["skos"], "semapv": "https://w3id.org/semapv/vocab/"}
    yield "".join(f"# {line}\n" for line in _metadata(spaces)).encode()
    yield ("\t".join(_COLUMNS) + "\n").encode()
    for row in sorted(rows):
        yield ("\t".join(cell.translate(_NOT_IN_CELLS) for cell in row) + "\n").encode()


def _metadata(spaces: dict[str, str]) -> Iterator[str]:
    yield f"mapping_set_id: {_SET}"
    yield f"license: {_LICENCE}"
    yield "curie_map:"
    for prefix, space in sorted(spaces.items()):
        yield f"  {prefix}: {space}"


def _start(link: Link) -> str:
    return link.start
