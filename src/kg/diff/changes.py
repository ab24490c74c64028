"""What changed between two versions: things that came, went and changed, by programme."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kg.names import ID, NPP, PREFIXES, is_entity
from kg.terms import Iri, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.diff.versions import Version
    from kg.terms import Node, Quad, Term

_TYPE: Final = Iri(PREFIXES["rdf"] + "type")
_LABELS: Final = tuple(Iri(PREFIXES[prefix] + local) for prefix, local in (("skos", "prefLabel"), ("rdfs", "label")))
_PROGRAMME: Final = Iri(NPP + "Programme")
# What nearly everything leads to does not make things belong to one programme, nor do places of many.
_BETWEEN: Final = tuple(f"{ID}{kind}/" for kind in ("concept", "graph", "time", "code", "place", "body", "indicator"))
_FARTHEST: Final = 4


@dataclass(slots=True)
class Change:
    """What became of one thing.

    Attributes:
        node: the thing.
        kind: ``added``, ``removed`` or ``changed``.
        facts: by property, what is no longer said and what is now, each sorted.
    """

    node: Node
    kind: str
    facts: dict[Iri, tuple[list[Term], list[Term]]] = field(default_factory=dict)


@dataclass(slots=True)
class Changes:
    """All that changed.

    Attributes:
        removed, added: the quads themselves, sorted.
        groups: the changes of each programme, sorted; under None what belongs to none.
        names: labels by language, of both versions, those of the new one first.
    """

    removed: list[Quad]
    added: list[Quad]
    groups: dict[Iri | None, list[Change]]
    names: dict[Node, dict[str, str]]

    def name(self, term: Term, language: str) -> str:
        """A term in words: its label in the language, else in the other, else its CURIE."""
        from kg.names import compact

        if isinstance(term, Literal):
            return term.text
        known = self.names.get(term, {})
        found = known.get(language) or known.get("zh") or known.get("en")
        return found or (compact(term) if isinstance(term, Iri) else f"_:{term.label}")


def changes(old: Version, new: Version) -> Changes:
    """What changed; a statement that only moved to another graph is among the quads, and no change of a thing."""
    before, after = ({quad.triple for quad in version.quads} for version in (old, new))
    found: dict[Node, Change] = {}
    known_before, known_after = ({triple.subject for triple in triples} for triples in (before, after))
    for place, triples in ((0, before - after), (1, after - before)):
        for subject, predicate, thing in triples:
            kind = "added" if subject not in known_before else "removed" if subject not in known_after else "changed"
            change = found.setdefault(subject, Change(subject, kind))
            change.facts.setdefault(predicate, ([], []))[place].append(thing)
    for change in found.values():
        for facts in change.facts.values():
            for terms in facts:
                terms.sort(key=str)
    homes = _homes([*new.quads, *old.quads])
    groups: defaultdict[Iri | None, list[Change]] = defaultdict(list)
    for change in sorted(found.values(), key=lambda each: str(each.node)):
        groups[homes.get(change.node)].append(change)
    return Changes(
        removed=sorted(old.quads - new.quads, key=str),
        added=sorted(new.quads - old.quads, key=str),
        groups=dict(sorted(groups.items(), key=lambda item: (item[0] is None, str(item[0])))),
        names=_names([old, new]),
    )


def _names(versions: Iterable[Version]) -> dict[Node, dict[str, str]]:
    names: defaultdict[Node, dict[str, str]] = defaultdict(dict)
    for version in versions:
        for label in reversed(_LABELS):
            for subject, predicate, value, _ in version.quads:
                if predicate == label and isinstance(value, Literal):
                    names[subject][value.language] = value.text
    return names


def _homes(quads: Iterable[Quad]) -> Mapping[Node, Iri]:
    """From each thing to the programme that it is nearest to by links; none where two are equally near."""
    near: defaultdict[Node, set[Node]] = defaultdict(set)
    programmes: set[Iri] = set()
    for subject, predicate, thing, _ in quads:
        if predicate == _TYPE:
            if thing == _PROGRAMME and isinstance(subject, Iri):
                programmes.add(subject)
        elif isinstance(subject, Iri) and isinstance(thing, Iri) and is_entity(subject) and is_entity(thing):
            near[subject].add(thing)
            near[thing].add(subject)
    homes: dict[Node, Iri] = {programme: programme for programme in programmes}
    edge: dict[Node, set[Iri]] = {programme: {programme} for programme in programmes}
    seen: set[Node] = set(programmes)
    for _ in range(_FARTHEST):
        reached: defaultdict[Node, set[Iri]] = defaultdict(set)
        for node, owners in edge.items():
            if not (isinstance(node, Iri) and node.value.startswith(_BETWEEN)):
                for other in near[node] - seen:
                    reached[other] |= owners
        homes |= {node: next(iter(owners)) for node, owners in reached.items() if len(owners) == 1}
        seen |= reached.keys()
        edge = dict(reached)
    return homes
