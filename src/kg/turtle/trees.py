"""Which blank nodes of a graph can be nested in one another, as ``[ ... ]`` and ``( ... )``, and which cannot."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from kg.terms import Blank, Iri
from kg.turtle.order import RDF

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.terms import Node, Quad, Term, Triple

# Deeper nesting helps no reader, and hurts parsers that recurse.
_DEEPEST: Final = 8

FIRST: Final = Iri(RDF + "first")
REST: Final = Iri(RDF + "rest")
NIL: Final = Iri(RDF + "nil")


class Trees:
    """The blank nodes of a graph, or of several named graphs, sorted into trees.

    Attributes:
        out: what each blank node says, as (edge, object); an edge is a predicate and its graph, as text.
        into: who points to each blank node, as (edge, subject).
        parents: for each nested node the edge and the node it hangs from.
        cells: the nested nodes that are cells of a well-formed list.
        downwards: the nested nodes, each after its parent.
        roots: those that nobody points to.
        shared: those that need a label, since they hang from nothing and somebody points to them.
        deep: nested nodes that get a label all the same, since they lie too deep for reading.
    """

    def __init__(self, statements: Iterable[Triple | Quad]) -> None:
        self.out: defaultdict[Blank, list[tuple[str, Term]]] = defaultdict(list)
        self.into: defaultdict[Blank, list[tuple[str, Node]]] = defaultdict(list)
        graphs: defaultdict[Blank, set[tuple[Iri, ...]]] = defaultdict(set)
        for statement in dict.fromkeys(statements):
            subject, predicate, term = statement[:3]
            graph = statement[3:]
            if isinstance(subject, Blank):
                self.out[subject].append((_edge(predicate, graph), term))
                graphs[subject].add(graph)
            if isinstance(term, Blank):
                self.into[term].append((_edge(predicate, graph), subject))
                graphs[term].add(graph)
        at_home = {blank for blank, where in graphs.items() if len(where) == 1}
        self.parents = {b: links[0] for b, links in self.into.items() if len(links) == 1 and b in at_home}
        self._cut_cycles()
        self.cells = self._lists()
        self.deep: list[Blank] = []
        self.downwards = self._from_the_top()
        self.cells.difference_update(self.deep)
        self.roots = [blank for blank in graphs if blank in at_home and blank not in self.into]
        self.shared = [b for b in graphs if b not in self.parents and not (b in at_home and b not in self.into)]

    def _cut_cycles(self) -> None:
        """Nodes on a cycle of single links hang from nothing."""
        safe: set[Node] = set()
        for start in list(self.parents):
            path: dict[Node, None] = {}
            node: Node = start
            while isinstance(node, Blank) and node in self.parents and node not in safe and node not in path:
                path[node] = None
                node = self.parents[node][1]
            if node in path:
                on_path = list(path)
                for blank in on_path[on_path.index(node) :]:
                    del self.parents[blank]  # type: ignore[arg-type] # only blank nodes get onto the path
            safe.update(path)

    def _lists(self) -> set[Blank]:
        """The cells of lists that end in rdf:nil and hold nothing else, found from their ends."""
        cells: set[Blank] = set()
        for end in self.parents:
            node: Node = end
            if not any(edge.startswith(_REST) and term == NIL for edge, term in self.out.get(end, ())):
                continue
            while isinstance(node, Blank) and node in self.parents and self._is_cell(node):
                cells.add(node)
                edge, node = self.parents[node]
                if not edge.startswith(_REST):
                    break
        return cells

    def _is_cell(self, blank: Blank) -> bool:
        edges = sorted(edge for edge, _ in self.out.get(blank, ()))
        return len(edges) == 2 and edges[0].startswith(_FIRST) and edges[1].startswith(_REST)  # noqa: PLR2004 - first, rest

    def _from_the_top(self) -> list[Blank]:
        """The nested nodes, each after its parent; notes those that lie too deep."""
        children: defaultdict[Node, list[Blank]] = defaultdict(list)
        for blank, (_, parent) in self.parents.items():
            children[parent].append(blank)
        queue = [(child, 1) for parent, below in children.items() if parent not in self.parents for child in below]
        for blank, depth in queue:  # the queue grows while it is walked
            edge, parent = self.parents[blank]
            here = depth
            if blank in self.cells and parent in self.cells and edge.startswith(_REST):
                here = depth - 1  # a list is one level, however long
            if here > _DEEPEST:
                self.deep.append(blank)
                here = 0
            queue.extend((child, here + 1) for child in children[blank])
        return [blank for blank, _ in queue]


def _edge(predicate: Iri, graph: tuple[Iri, ...]) -> str:
    return " ".join(f"<{iri.value}>" for iri in (predicate, *graph))


_FIRST: Final = _edge(FIRST, ())
_REST: Final = _edge(REST, ())
