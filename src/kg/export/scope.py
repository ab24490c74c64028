"""Which statements of a snapshot an export holds."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.errors import UnknownName
from kg.names import NPP, PREFIXES, expand, looks_like_iri
from kg.project import graph_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from kg.store.snapshot import Snapshot
    from kg.terms import Iri
    from kg.turtle.spelled import Spelled

INFERRED: Final = graph_name("inferred")
# The sentences of the sources, where they were at hand: not ours to publish, so only who names the graph gets it.
TEXTS: Final = graph_name("texts")

_TO_EVIDENCE: Final = frozenset(f"<{NPP}{name}>" for name in ("evidence", "sourcedFrom"))
_OF_EVIDENCE: Final = tuple(f"<{PREFIXES[prefix]}" for prefix in ("psg", "claim"))


@dataclass(frozen=True, slots=True)
class Scope:
    """Which statements are meant.

    Attributes:
        asserted: those that were read.
        inferred: those that were concluded.
        graphs: only those of these named graphs; empty for all graphs but that of the sources' sentences.
        subjects: only those about these nodes, as N-Triples spell them; None for all.
        languages: texts only in these languages, and those in none; empty for all.
        evidence: whether passages, claims and what leads to them take part.
        alignments: a Turtle file whose statements are added, in the graph ``align``.
        described: whether what the data set says of itself is added, in the graph ``description``. If ``graphs`` has
            that graph, it is written, and tells of the others that are chosen, or of all.
    """

    asserted: bool = True
    inferred: bool = True
    graphs: frozenset[Iri] = frozenset()
    subjects: frozenset[str] | None = None
    languages: frozenset[str] = frozenset()
    evidence: bool = True
    alignments: Path | None = None
    described: bool = False

    def holds(self, graph: Iri) -> bool:
        """Whether the statements of this named graph are meant."""
        chosen = graph in self.graphs if self.graphs else graph != TEXTS
        return chosen and (self.inferred if graph == INFERRED else self.asserted)

    @property
    def keeps(self) -> Callable[[Spelled], bool] | None:
        """Whether a statement of a graph that is meant is meant itself; None where all are."""
        if self.subjects is None and not self.languages and self.evidence:
            return None
        subjects, languages, evidence = self.subjects, self.languages, self.evidence

        def kept(statement: Spelled) -> bool:
            subject, predicate, said, _ = statement
            if subjects is not None and subject not in subjects:
                return False
            if not evidence and (predicate in _TO_EVIDENCE or subject.startswith(_OF_EVIDENCE)):
                return False
            if not languages or said[0] != '"' or said[-1] in '">':
                return True
            language = said[said.rindex('"') + 2 :]
            return language in languages or language.partition("-")[0] in languages

        return kept


def scope(snapshot: Snapshot, names: Iterable[str], *, asserted: bool = True, inferred: bool = True) -> Scope:
    """The scope that these names of graphs mean in a snapshot.

    Args:
        snapshot: where the graphs are.
        names: of graphs, each a slug, a CURIE or an IRI; none for all.
        asserted: whether to keep what was read.
        inferred: whether to keep what was concluded.

    Raises:
        UnknownName: the snapshot has no graph of that name; the text offers the nearest, and all.
    """
    known = [*snapshot.manifest.graphs, "description"]
    graphs = set()
    for name in names:
        graph = expand(name) if looks_like_iri(name) else graph_name(name)
        slug = graph.value.removeprefix(graph_name("").value)
        if slug not in known:
            near = difflib.get_close_matches(slug, known, n=1)
            hint = f"did you mean '{near[0]}'? " if near else ""
            raise UnknownName(f"no graph '{name}' in this snapshot; {hint}It has {', '.join(known)}")
        graphs.add(graph)
    return Scope(asserted, inferred, frozenset(graphs))
