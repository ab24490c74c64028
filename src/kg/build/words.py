"""The words of passages, taken at build time from the texts that lie on this machine."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg import passages
from kg.errors import InputError
from kg.names import ID, compact, npp
from kg.project import graph_name
from kg.terms import Iri, Literal, Node, Quad, Term, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.project import Project

GRAPH: Final = graph_name("texts")

SAID: Final = tuple(map(npp, ("quotedFrom", "start", "end", "sha256")))
_QUOTED, _START, _END, _DIGEST = SAID

# What a node says, by predicate.
Said = dict[Node, dict[Iri, Term]]


@dataclass(frozen=True, slots=True)
class Words:
    """What the texts give.

    Attributes:
        quads: one ``npp:exact`` a passage, in ``graph:texts``.
        sources: the slugs of the sources whose text is here and is the one that the graph cites.
        notes: of texts that are here and cannot be used: why not, and what to do.
    """

    quads: list[Quad]
    sources: list[str]
    notes: list[str]


def words(project: Project, quads: Iterable[Quad]) -> Words:
    """The words of every passage of a source whose text is here; a passage without offsets is left to the shapes.

    Raises:
        InputError: passages do not fit their text; it names each of them.
    """
    said = _said(quads)
    by_source: dict[Term, list[Node]] = defaultdict(list)
    for node, facts in said.items():
        if _QUOTED in facts:
            by_source[facts[_QUOTED]].append(node)
    filled: list[Quad] = []
    sources, notes, problems = [], [], []
    for path in sorted((project.graph / "sources").glob("*.ttl")):
        document = Iri(f"{ID}document/{path.stem}")
        state = passages.look(project, path.stem, sha256=_string(said.get(document, {}), _DIGEST))
        if state.presence is passages.Presence.DIFFERS:
            notes.append(state.message)
        if state.text is None:
            continue
        sources.append(path.stem)
        for node in by_source[document]:
            try:
                exact = _exact(state.text, said[node])
            except InputError as error:
                problems.append(f"{compact(node) if isinstance(node, Iri) else node.label}: {error}")
                continue
            filled += [Quad(node, npp("exact"), text(exact), GRAPH)] if exact else []
    if problems:
        raise InputError("passages do not fit their text; correct them with 'kg cite':\n  " + "\n  ".join(problems))
    return Words(filled, sources, notes)


def _said(quads: Iterable[Quad]) -> Said:
    said: Said = defaultdict(dict)
    for quad in quads:
        if quad.predicate in SAID:
            said[quad.subject][quad.predicate] = quad.object
    return said


def _exact(source: passages.Text, facts: Mapping[Iri, Term]) -> str:
    """The words of one passage, "" where it gives no offsets."""
    start, end = _string(facts, _START), _string(facts, _END)
    if not (start and start.isdecimal() and end and end.isdecimal()):
        return ""
    found = passages.stretch(source, int(start), int(end))
    recorded = _string(facts, _DIGEST)
    if recorded and passages.digest(found) != recorded.lower():
        raise InputError(f"the SHA-256 of characters {start} to {end} of {source.source} is not the one it gives")
    return found


def _string(facts: Mapping[Iri, Term], predicate: Iri) -> str | None:
    value = facts.get(predicate)
    return value.text if isinstance(value, Literal) else None
