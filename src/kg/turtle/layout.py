"""One subject's statements as lines: a predicate a line, nested nodes indented, comments where they belong."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kg.terms import Blank, Iri, Literal
from kg.turtle.order import RDF_TYPE, object_key, predicate_key
from kg.turtle.trees import FIRST, NIL, REST

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.terms import Node, Term
    from kg.turtle.comments import Comments, Spot
    from kg.turtle.spelling import Speller
    from kg.turtle.trees import Trees

    Key = tuple[int, str, str, str]
    Statements = dict[Iri, list[Term]]

_WIDTH: Final = 120
_STEP: Final = "    "


@dataclass
class Layout:
    """The blocks of one graph.

    Attributes:
        groups: what each subject says, by predicate, nothing twice.
        trees: which of its blank nodes can be nested.
        labels: the labels of those that cannot.
        speller: how terms are written.
        comments: what stands beside the statements.
    """

    groups: dict[Node, Statements]
    trees: Trees
    labels: dict[Blank, str]
    speller: Speller
    comments: Comments
    _ranks: dict[Iri, int] = field(default_factory=dict)
    _flat: dict[Blank, str] = field(default_factory=dict)
    _tall: set[Node] = field(default_factory=set)

    def __post_init__(self) -> None:
        predicates = sorted({iri for statements in self.groups.values() for iri in statements}, key=predicate_key)
        self._ranks = {predicate: rank for rank, predicate in enumerate(predicates)}
        for blank in (*reversed(self.trees.downwards), *self.trees.roots):
            elsewhere = self.trees.out.get(blank) and blank not in self.groups  # in another graph of the dataset
            if blank not in self.labels and not elsewhere:
                self._flatten(blank)

    def root_key(self, root: Blank) -> str:
        """What orders the nodes that nobody points to: all they say, on one line."""
        return self._flat[root] + "\n".join(self.block(root) if root in self._tall else [])

    def block(self, subject: Node) -> list[str]:
        """The subject's block: its name, its predicates, and a closing dot on its own line."""
        lines = self.comments.above([(subject,)], "")
        lines.append(self._name(subject) + self.comments.beside([(subject,)]))
        lines += self._body(subject, _STEP)
        lines.append(".")
        return lines

    def _name(self, node: Node) -> str:
        if isinstance(node, Iri):
            return self.speller.iri(node)
        return f"_:{self.labels[node]}" if node in self.labels else "[]"

    def _body(self, subject: Node, pad: str) -> list[str]:
        lines: list[str] = []
        statements = self.groups.get(subject, {})
        for predicate in sorted(statements, key=self._ranks.__getitem__):
            lines += self._predicate(subject, predicate, self._sorted(subject, predicate), pad)
        return lines + self.comments.closing([subject], pad)

    def _predicate(self, subject: Node, predicate: Iri, objects: list[Term], pad: str) -> list[str]:
        """One predicate: on one line if all fits, else each object from a line of its own."""
        comments = self.comments
        verb = "a" if predicate == RDF_TYPE else self.speller.iri(predicate)
        if not comments and (words := self._one_line(objects, len(pad) + len(verb) + 3)) is not None:
            return [f"{pad}{verb} {words} ;"]
        lines = comments.above([(subject, predicate)], pad)
        behind = comments.beside([(subject, predicate)])
        commented = comments.any_at((subject, predicate, term) for term in objects)
        if not commented and (words := self._one_line(objects, len(pad) + len(verb) + 3)) is not None:
            return [*lines, f"{pad}{verb} {words} ;{behind}"]
        lines.append(f"{pad}{verb}{behind}")
        deep = pad + _STEP
        for term in objects:
            spots = self._spots((subject, predicate, term))
            lines += comments.above(spots, deep)
            lines += self._term(term, deep)
            lines[-1] += (" ;" if term is objects[-1] else " ,") + comments.beside(spots[:1])
        return lines

    def _spots(self, spot: tuple[Node, Iri, Term]) -> list[Spot]:
        """The spots whose comments stand before an object: its own, and that of the node nested there."""
        term = spot[2]
        return [spot, (term,)] if isinstance(term, Blank) and term in self._flat else [spot]

    def _one_line(self, objects: list[Term], used: int) -> str | None:
        """The objects side by side, if they fit; a lone IRI or literal always does."""
        if len(objects) == 1 and not isinstance(objects[0], Blank):
            return self._word(objects[0])
        if any(term in self._tall if isinstance(term, Blank) else _is_tall(term) for term in objects):
            return None
        words = " , ".join(map(self._word, objects))
        return words if used + len(words) <= _WIDTH else None

    def _word(self, term: Term) -> str:
        if isinstance(term, Iri):
            return "()" if term == NIL else self.speller.iri(term)
        if isinstance(term, Literal):
            return self.speller.text(term) if _is_tall(term) else self.speller.literal(term)
        return self._flat[term] if term in self._flat else self._name(term)

    def _term(self, term: Term, pad: str) -> list[str]:
        """The term from a line of its own, on several if need be."""
        if not isinstance(term, Blank) or term in self.labels:
            return [pad + self._word(term)]
        flat = self._flat[term]
        if term not in self._tall and len(pad) + len(flat) + 2 <= _WIDTH:
            return [pad + flat]
        behind = self.comments.beside([(term,)])
        if term not in self.trees.cells:
            return [f"{pad}[{behind}", *self._body(term, pad + _STEP), f"{pad}]"]
        return [f"{pad}({behind}", *self._listed(term, pad + _STEP), f"{pad})"]

    def _listed(self, head: Blank, pad: str) -> list[str]:
        """A line or more for each item; whatever is said beside a cell's two statements stands beside its item."""
        comments = self.comments
        lines: list[str] = []
        for cell, item in self._items(head):
            spots = self._cell_spots(cell, item)
            before = spots if cell == head else [(cell,), *spots]
            inner = self._spots((cell, FIRST, item))[1:]
            lines += comments.above([*before, *inner], pad)
            lines += self._term(item, pad)
            lines[-1] += comments.beside(before)
        return lines + comments.closing([cell for cell, _ in self._items(head)], pad)

    def _cell_spots(self, cell: Blank, item: Term) -> list[Spot]:
        return [(cell, FIRST, item), (cell, FIRST), (cell, REST), (cell, REST, self.groups[cell][REST][0])]

    def _sorted(self, subject: Node, predicate: Iri) -> list[Term]:
        objects = self.groups[subject][predicate]
        if len(objects) == 1:
            return objects
        return sorted(objects, key=lambda term: self._key((subject, predicate, term)))

    def _key(self, spot: tuple[Node, Iri, Term]) -> Key:
        """What orders objects: for nested nodes all they say, then the comments in and beside them."""
        term = spot[2]
        if not isinstance(term, Blank):
            return object_key(term)
        if term in self.labels:
            return 4, "", self.labels[term], ""
        lines = self.comments.above([spot], "") + (self._term(term, "") if term in self._tall else [])
        return 3, "", self._flat[term], "\n".join(lines) + self.comments.beside([spot])

    def _items(self, head: Blank) -> Iterable[tuple[Blank, Term]]:
        """The cells of a list, each with its item."""
        cell: Term = head
        while isinstance(cell, Blank):
            statements = self.groups[cell]
            yield cell, statements[FIRST][0]
            cell = statements[REST][0]

    def _flatten(self, blank: Blank) -> None:
        """Note the nested node as one line, and whether it must be written on several all the same."""
        spots: list[Spot]
        trees = self.trees
        if blank in trees.cells:
            if trees.parents[blank][1] in trees.cells and self.groups[trees.parents[blank][1]][REST][0] == blank:
                return
            items = list(self._items(blank))
            self._flat[blank] = " ".join(["(", *(self._flat_word(item) for _, item in items), ")"])
            spots = [spot for cell, item in items for spot in [(cell,), *self._cell_spots(cell, item)]]
            terms = [item for _, item in items]
        else:
            statements = self.groups.get(blank, {})
            terms = [term for objects in statements.values() for term in objects]
            spots = [(blank,), *((blank, predicate) for predicate in statements)]
            spots += [(blank, predicate, term) for predicate, objects in statements.items() for term in objects]
            self._flat[blank] = f"[ {' ; '.join(self._flat_predicates(blank))} ]" if statements else "[]"
        commented = self.comments.any_at(spots) or any(spot[0] in self.comments.inside for spot in spots)
        if commented or any(_is_tall(term) or term in self._tall for term in terms):
            self._tall.add(blank)

    def _flat_predicates(self, blank: Blank) -> Iterable[str]:
        for predicate in sorted(self.groups[blank], key=self._ranks.__getitem__):
            verb = "a" if predicate == RDF_TYPE else self.speller.iri(predicate)
            yield f"{verb} {' , '.join(map(self._flat_word, self._sorted(blank, predicate)))}"

    def _flat_word(self, term: Term) -> str:
        return self.speller.literal(term) if isinstance(term, Literal) else self._word(term)


def _is_tall(term: Term) -> bool:
    """Whether the term is a text of several lines."""
    return isinstance(term, Literal) and "\n" in term.text
