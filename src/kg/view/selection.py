"""What part of the graph a page shows, and how."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from kg.errors import InputError, NothingToAnswer
from kg.names import compact, npp
from kg.network import Network, network, routes, within
from kg.terms import Iri, Triple
from kg.view.drawing import Drawing

# Where nodes stand: what suits the selection, programmes side by side, free, or bubbles to open.
LAYOUTS: Final = ("auto", "columns", "free", "overview")
THEMES: Final = ("auto", "light", "dark")

_SCOPE: Final = npp("scope")
_ADMITTED: Final = {"programme", "cohort", "designation"}
_CARRYING: Final = {"cohort", "designation", "document", "project", "element"}
_WAYS: Final = 8


@dataclass(frozen=True, slots=True)
class Selection:
    """What part of the graph a page shows, and how.

    Attributes:
        about: a node to stand in the middle, or None.
        hops: how far from ``about`` the page reaches.
        classes: only nodes of these classes; none means all.
        programmes: only these, their cohorts, designations, documents and projects, and what these speak of; none
            means all.
        nodes: only these; None means all.
        links: these instead of the graph's own links; None means the graph's own.
        ends: only what lies on the shortest ways between these two; None means all.
        limit: at most this many nodes, the best connected ones; None for any number.
        layout: one of ``LAYOUTS``.
        theme: one of ``THEMES``; ``auto`` follows the reader's system.
    """

    about: Iri | None = None
    hops: int = 2
    classes: frozenset[Iri] = frozenset()
    programmes: frozenset[Iri] = frozenset()
    nodes: frozenset[Iri] | None = None
    links: frozenset[Triple] | None = None
    ends: tuple[Iri, Iri] | None = None
    limit: int | None = None
    layout: str = "auto"
    theme: str = "auto"

    @property
    def everything(self) -> bool:
        """Whether the page is of the whole graph, or of a number of its best connected nodes."""
        return not (self.about or self.classes or self.programmes or self.ends or self.nodes is not None)


def chosen(drawn: Drawing, selection: Selection) -> Network:
    """The network of what is selected, before any limit.

    Raises:
        InputError: a programme or the middle is nothing that a page draws.
        NothingToAnswer: nothing connects the two ends.
    """
    nodes: Collection[Iri] = drawn.kinds.keys()
    if selection.nodes is not None:
        nodes = [node for node in nodes if node in selection.nodes]
    if selection.classes:
        nodes = [node for node in nodes if selection.classes & set(drawn.types[node])]
    if selection.links is not None:
        return network(nodes, selection.links, ())
    whole = network(nodes, drawn.asserted, drawn.inferred)
    if selection.programmes:
        whole = _part(drawn, whole, _of_programmes(drawn, whole, selection.programmes))
    if selection.ends:
        whole = _part(drawn, whole, _between(drawn, whole, selection.ends))
    if selection.about is None:
        return whole
    _refuse_undrawn(drawn, selection.about)
    return within(whole, selection.about, hops=selection.hops)


def _part(drawn: Drawing, whole: Network, kept: Collection[Iri]) -> Network:
    return network((node for node in whole.nodes if node in kept), drawn.asserted, drawn.inferred)


def _of_programmes(drawn: Drawing, whole: Network, programmes: Collection[Iri]) -> set[Iri]:
    """Programmes and what belongs to them, as the page's own filter by programme has it (``page/filters.js``)."""
    links: dict[Iri, list[tuple[Triple, Iri]]] = {node: [] for node in whole.nodes}
    for edge in whole.edges:
        subject, predicate, thing = edge
        if isinstance(subject, Iri) and isinstance(thing, Iri) and predicate != _SCOPE:
            links[subject].append((edge, thing))
            links[thing].append((edge, subject))
    found: set[Iri] = set()
    for programme in programmes:
        if drawn.kinds.get(programme) is None or drawn.kinds[programme].key != "programme":
            raise InputError(f"{compact(programme)} is no programme; 'kg ask programmes' lists them")
        seen = {programme}
        queue = [programme]
        for node in queue:
            for edge, other in links.get(node, ()):
                if other not in seen and _belongs(drawn, node, edge, other):
                    seen.add(other)
                    if drawn.kinds[other].key in _CARRYING:
                        queue.append(other)
        found |= seen
    return found


def _belongs(drawn: Drawing, node: Iri, edge: Triple, other: Iri) -> bool:
    kind, beyond = drawn.kinds[node].key, drawn.kinds[other].key
    if beyond == "programme" or (beyond in _ADMITTED and kind not in _ADMITTED):
        return False
    return kind != "element" or (edge.object != node and beyond == "element")


def _between(drawn: Drawing, whole: Network, ends: tuple[Iri, Iri]) -> set[Iri]:
    one, other = ends
    for end in ends:
        _refuse_undrawn(drawn, end)
    if one == other:
        raise InputError(f"--path: both names are of {compact(one)}; name two entities")
    found = routes(whole, one, other, limit=_WAYS)
    if not found:
        raise NothingToAnswer(f"nothing that a page draws connects {compact(one)} with {compact(other)}")
    return {node for route in found for node in route.nodes}


def _refuse_undrawn(drawn: Drawing, node: Iri) -> None:
    if node not in drawn.kinds:
        raise InputError(f"{compact(node)} is nothing that a page draws; 'kg show {compact(node)}' tells what it is")
