"""``.schema``: the classes that entities have, and what is said of the entities of one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from kg.errors import UnknownName
from kg.names import compact
from kg.query.run import run
from kg.query.table import align, fitted, shown
from kg.query.worker import confined
from kg.show.wrap import Span, wrap
from kg.store.answer import Rows
from kg.terms import Iri

if TYPE_CHECKING:
    from kg.query.worker import Limits
    from kg.shell.vocabulary import Entry, Vocabulary
    from kg.store.snapshot import Snapshot
    from kg.terms import Term

_CLASSES: Final = "SELECT ?class (COUNT(DISTINCT ?one) AS ?count) { ?one a ?class } GROUP BY ?class"
_MEMBERS: Final = "SELECT (COUNT(DISTINCT ?one) AS ?count) {{ ?one a {name} }}"
_SAID: Final = """
SELECT ?property (COUNT(DISTINCT ?one) AS ?count) (SAMPLE(?value) AS ?example)
{{ ?one a {name} ; ?property ?value }} GROUP BY ?property ORDER BY DESC(?count) ?property
"""
_USED: Final = """
SELECT (COUNT(*) AS ?count) (SAMPLE(?one) AS ?subject) (SAMPLE(?value) AS ?example) {{ ?one {name} ?value }}
"""


def told(snapshot: Snapshot, vocabulary: Vocabulary, name: str, limits: Limits, columns: int) -> list[str]:
    """The lines that tell of all classes, or of the class or property called ``name``.

    Args:
        snapshot: the graph.
        vocabulary: that of the snapshot.
        name: a CURIE, a local name or a label; "" for all classes.
        limits: of each question to the graph.
        columns: how wide a line may be.

    Raises:
        UnknownName: nothing is called so.
        KgError: what ``confined`` raises.
    """
    if not name:
        return _classes(snapshot, vocabulary, limits, columns)
    entry = _called(vocabulary, name)
    lines = [f"{entry.curie}  {entry.named()}"]
    for _, words in sorted(entry.definitions.items()):
        indent = Span("  ")
        wrapped = wrap([Span(words)], columns=columns, first=indent, rest=indent)
        lines += ["".join(span.text for span in line) for line in wrapped]
    if entry.curie in vocabulary.classes:
        return lines + _of_class(snapshot, vocabulary, entry, limits, columns)
    return lines + _of_property(snapshot, entry, limits)


def _classes(snapshot: Snapshot, vocabulary: Vocabulary, limits: Limits, columns: int) -> list[str]:
    counts = {shown(name): count for name, count in _rows(snapshot, _CLASSES, limits)}
    rows = [
        (curie, entry.named(), shown(counts[curie])) for curie, entry in vocabulary.classes.items() if curie in counts
    ]
    return align(fitted([("class", "name", "entities"), *rows], columns), (False, False, True))


def _of_class(snapshot: Snapshot, vocabulary: Vocabulary, entry: Entry, limits: Limits, columns: int) -> list[str]:
    """What the members of a class have, the commonest first."""
    ((count,),) = _rows(snapshot, _MEMBERS.format(name=entry.curie), limits)
    above = sorted(vocabulary.lineage(entry.curie) - {entry.curie})
    lines = [f"  a kind of: {', '.join(above)}"] if above else []
    lines.append(f"  entities: {shown(count)}")
    rows = []
    for name, have, example in _rows(snapshot, _SAID.format(name=entry.curie), limits):
        of = vocabulary.properties.get(shown(name))
        rows.append((shown(name), of.named() if of else "", shown(have), shown(example)))
    told_of = fitted([("property", "name", "have it", "example"), *rows], columns)
    return [*lines, "", *align(told_of, (False, False, True, False))]


def _of_property(snapshot: Snapshot, entry: Entry, limits: Limits) -> list[str]:
    """Where a property leads, and an example."""
    ((count, subject, example),) = _rows(snapshot, _USED.format(name=entry.curie), limits)
    lines = [f"  from: {', '.join(sorted(entry.domains))}"] if entry.domains else []
    lines += [f"  to: {', '.join(sorted(entry.ranges))}"] if entry.ranges else []
    lines.append(f"  statements: {shown(count)}")
    return [*lines, f"  example: {shown(subject)} {entry.curie} {shown(example)}"] if subject else lines


def _called(vocabulary: Vocabulary, name: str) -> Entry:
    """The class or property of this CURIE, local name or label.

    Raises:
        UnknownName: there is none; the text offers the nearest.
    """
    sought = compact(Iri(name[1:-1])) if name.startswith("<") else name
    if found := vocabulary.entry(sought):
        return found
    by_name: dict[str, Entry] = {}
    for entry in [*vocabulary.properties.values(), *vocabulary.classes.values()]:
        for each in (entry.curie, entry.curie.partition(":")[2], *entry.labels.values()):
            by_name[each.lower()] = entry
    if sought.lower() in by_name:
        return by_name[sought.lower()]
    import difflib

    near = difflib.get_close_matches(sought.lower(), sorted(by_name), n=1)
    hint = f"did you mean {by_name[near[0]].curie}?" if near else ".schema alone lists the classes"
    raise UnknownName(f"no class or property is called '{name}'; {hint}")


def _rows(snapshot: Snapshot, query: str, limits: Limits) -> list[tuple[Term | None, ...]]:
    return confined(partial(_asked, snapshot, query), limits)


def _asked(snapshot: Snapshot, query: str) -> list[tuple[Term | None, ...]]:
    result = run(snapshot, query).result
    return list(result) if isinstance(result, Rows) else []
