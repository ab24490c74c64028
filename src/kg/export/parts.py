"""Parts of a graph by what its statements are about: kinds of thing, a neighbourhood, a programme.

Found by walking the file of statements, so that any snapshot can be cut, however large.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.export.statements import Statements
from kg.names import ID, NPP, PREFIXES
from kg.turtle.order import RDF_TYPE

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from kg.export.statements import Holds
    from kg.terms import Iri

_TYPE: Final = f"<{RDF_TYPE.value}>"
_ENTITY: Final = f"<{ID}"
_UNDER: Final = f"<{NPP}underProgramme>"
_SUBJECT: Final = f"<{PREFIXES['rdf']}subject>"
_EVIDENCE: Final = f"<{NPP}evidence>"
_QUOTED: Final = f"<{NPP}quotedFrom>"
_BELOW: Final = frozenset({f"<{NPP}identifiedBy>"})
# What nearly everything leads to says nothing of what belongs together.
_HUBS: Final = tuple(f"<{ID}{kind}/" for kind in ("concept", "graph", "time", "passage", "code"))


@dataclass(frozen=True, slots=True)
class Things:
    """Things that are meant: those that every given condition names.

    Attributes:
        kinds: things of one of these classes.
        middle: this thing, and those at most ``hops`` links away, in either direction.
        hops: how far; links to times, concepts and passages do not count.
        programmes: these programmes, what is under them, and what either is linked with.
    """

    kinds: frozenset[Iri] = frozenset()
    middle: Iri | None = None
    hops: int = 0
    programmes: frozenset[Iri] = frozenset()

    def within(self, path: Path, holds: Holds) -> frozenset[str] | None:
        """The things in a file of statements, as N-Triples spell them; None where no condition is given."""
        found = []
        if self.kinds:
            found.append(_of_kinds(path, holds, self.kinds))
        if self.middle is not None:
            near = frozenset({f"<{self.middle.value}>"})
            for _ in range(self.hops):
                near |= _neighbours(path, holds, near)
            found.append(near)
        if self.programmes:
            core = frozenset(f"<{programme.value}>" for programme in self.programmes)
            core |= {s for s, p, o, _ in Statements(path, holds).united() if p == _UNDER and o in core}
            found.append(core | _neighbours(path, holds, core))
        return frozenset.intersection(*found) if found else None


def _of_kinds(path: Path, holds: Holds, kinds: Collection[Iri]) -> frozenset[str]:
    wanted = {f"<{kind.value}>" for kind in kinds}
    return frozenset(s for s, p, o, _ in Statements(path, holds).united() if p == _TYPE and o in wanted)


def _neighbours(path: Path, holds: Holds, things: Collection[str]) -> frozenset[str]:
    """The entities that are linked with one of these."""
    found = set()
    for subject, _, said, _ in Statements(path, holds).united():
        if subject.startswith(_ENTITY) and said.startswith(_ENTITY):
            if subject in things:
                found.add(said)
            if said in things:
                found.add(subject)
    return frozenset(each for each in found if not each.startswith(_HUBS))


def described(path: Path, holds: Holds, things: Collection[str], *, evidence: bool) -> frozenset[str]:
    """The subjects whose statements describe these things: a concise bounded description of each.

    That is the things, the blank nodes below them, and their identifiers; with evidence also the claims about them, and
    the passages of all these with their documents. See https://www.w3.org/submissions/CBD/.
    """
    found = {*things}
    below = _BELOW | ({_EVIDENCE} if evidence else set())
    if evidence:
        found |= {s for s, p, o, _ in Statements(path, holds).united() if p == _SUBJECT and o in things}
    found |= {o for s, p, o, _ in Statements(path, holds).united() if p in below and s in found and o[0] == "<"}
    if evidence:  # and the documents that passages point into
        found |= {o for s, p, o, _ in Statements(path, holds).united() if p == _QUOTED and s in found}
    blanks = [(s, o) for s, _, o, _ in Statements(path, holds).with_blanks() if o[0] == "_"]
    while more := {o for s, o in blanks if s in found and o not in found}:
        found |= more
    return frozenset(found)
