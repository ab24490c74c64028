"""A Turtle text as its statements and its comments, each comment with what it belongs to.

Comments on lines of their own belong to the subject, predicate or object that follows; a comment behind something on
its line belongs to that: to the predicate if predicate and object stand on the line, else to the object alone. The
head of the file is what stands before its declarations, or without any, what an empty line parts from the rest.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kg.names import PREFIXES
from kg.terms import RDF_LANG_STRING, XSD, XSD_STRING, Blank, Iri, Literal, Triple
from kg.turtle.comments import Comments
from kg.turtle.faults import beyond_rdf11, fault
from kg.turtle.order import RDF_TYPE
from kg.turtle.read import resolved
from kg.turtle.trees import FIRST, NIL, REST
from kg.turtle.words import Walk, iri_of, local_of, text_of

if TYPE_CHECKING:
    from kg.terms import Node, Term
    from kg.turtle.comments import Spot
    from kg.turtle.words import Word

_DEEPEST: Final = 100
_NUMBERS: Final = {"integer", "decimal", "double"}


@dataclass
class Document:
    """What a Turtle text holds.

    Attributes:
        triples: the statements in their order; blank nodes have labels of this document only.
        prefixes: the declared prefixes with their namespaces.
        comments: every comment of the text.
    """

    triples: list[Triple] = field(default_factory=list)
    prefixes: dict[str, str] = field(default_factory=dict)
    comments: Comments = field(default_factory=Comments)


def document(text: str, *, name: str) -> Document:
    """The statements and comments of a Turtle text that `kg.turtle.read.parse` accepts.

    Raises:
        SyntaxFault: a prefix of this project is bound to another namespace, or brackets nest too deep.
    """
    reader = _Reader(text, name)
    reader.document()
    return reader.found


class _Reader(Walk):
    """Reads one text; the grammar is https://www.w3.org/TR/turtle/#sec-grammar."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text)
        self.text, self.name = text, name
        self.found = Document()
        self.comments = self.found.comments
        self.base: str | None = None
        self.anonymous = 0
        self.depth = 0

    def document(self) -> None:
        first = True
        while (word := self.peek()).kind != "end":
            if word.kind in {"at", "word"} and word.text.lstrip("@").lower() in {"prefix", "base"}:
                self._directive()
            else:
                if first and self.groups:
                    # Without declarations, what an empty line parts from the first subject heads the file.
                    cut = len(self.groups) - (0 if word.after_gap else 1)
                    self.comments.header += self.groups[:cut]
                    self.groups = self.groups[cut:]
                self._statement()
            first = False
        self.comments.footer += self.taken()

    def _directive(self) -> None:
        word = self.take()
        if word.text.lower().endswith("base"):
            self.base = self._iri(self.take())
        else:
            declared = self.take()
            prefix = declared.text.removesuffix(":")
            namespace = self._iri(self.take())
            self._check(prefix, namespace, declared.token.start)
            self.found.prefixes[prefix] = namespace
        if word.kind == "at":
            self.take()
        self.comments.header += [*self.taken(), *((line,) for line in self.behind())]

    def _check(self, prefix: str, namespace: str, at: int) -> None:
        ours = PREFIXES.get(prefix, namespace)
        if ours != namespace:
            words = f"prefix '{prefix}' is bound to <{namespace}>, here it means <{ours}>; use that, or another prefix"
            raise fault(self.name, self.text, at, words)

    def _statement(self) -> None:
        groups = self.taken()
        bracket = self.peek().text == "["
        subject = self._node()
        self.comments.put_before((subject,), groups + self.taken())
        self.comments.put_behind((subject,), self.behind())
        if not (bracket and self.peek().text == "."):
            self._predicates(subject, ".")
            return
        self.take()
        self.comments.put_inside(subject, self.taken())
        self.comments.put_behind((subject,), self.behind())

    def _predicates(self, subject: Node, end: str) -> None:
        """The predicates of a subject, up to and with the word that ends them."""
        whole: Spot = (subject,)
        spot: Spot = whole
        line = 0
        while (word := self.peek()).text != end:
            if word.text == ";":
                self.take()
                self.comments.put_behind(spot if word.line == line else whole, self.behind())
            else:
                whole, spot = self._predicate(subject)
                line = self.words[self.next - 1].last
        groups = self.taken()
        stop = self.take()
        self.comments.put_inside(subject, groups)
        if end == ".":
            self.comments.put_behind(spot if stop.line == line else (subject,), self.behind())

    def _predicate(self, subject: Node) -> tuple[Spot, Spot]:
        """One predicate with its objects; returns its spot, and what a comment behind the last object belongs to."""
        groups = self.taken()
        verb = self.take()
        predicate = RDF_TYPE if verb.text == "a" else Iri(self._iri(verb))
        whole: Spot = (subject, predicate)
        self.comments.put_before(whole, groups)
        self.comments.put_behind(whole, self.behind())
        while True:
            start = self.peek().line
            groups = self.taken()
            term = self._term()
            spot: Spot = (subject, predicate, term)
            self.comments.put_before(spot, groups + self.taken())
            self.found.triples.append(Triple(subject, predicate, term))
            behind = self.behind()
            if more := self.peek().text == ",":
                self.take()
                behind += self.behind()
            elif start == verb.line:
                spot = whole
            self.comments.put_behind(spot, behind)
            if not more:
                return whole, spot

    def _node(self) -> Node:
        term = self._term()
        if isinstance(term, Literal):
            raise beyond_rdf11(self.name, self.text)
        return term

    def _term(self) -> Term:
        """The next term; what stands inside brackets becomes statements of its own."""
        word = self.take()
        if word.kind in {"iri", "name"}:
            return Iri(self._iri(word))
        if word.kind == "string":
            return self._literal(text_of(word.token))
        if word.kind in _NUMBERS:
            return Literal(word.text, XSD + word.kind)
        if word.text in {"true", "false"}:
            return Literal(word.text, XSD + "boolean")
        if word.kind == "blank":
            return Blank(f"l{word.text[2:]}")
        if word.text not in {"[", "("}:
            raise beyond_rdf11(self.name, self.text)
        self.depth += 1
        if self.depth > _DEEPEST:
            words = f"brackets nest deeper than {_DEEPEST}; give the inner blank nodes names"
            raise fault(self.name, self.text, word.token.start, words)
        term = self._properties() if word.text == "[" else self._list()
        self.depth -= 1
        return term

    def _literal(self, text: str) -> Literal:
        ahead = self.ahead()
        if ahead.kind == "at":
            return Literal(text, RDF_LANG_STRING, self.take().text[1:].lower())
        if ahead.text == "^^":
            self.take()
            return Literal(text, self._iri(self.take()))
        return Literal(text, XSD_STRING)

    def _iri(self, word: Word) -> str:
        if word.kind == "name":
            prefix, local = local_of(word.token)
            return self.found.prefixes[prefix] + local
        return resolved(iri_of(word.token), self.base)

    def _blank(self) -> Blank:
        self.anonymous += 1
        return Blank(f"a{self.anonymous}")

    def _properties(self) -> Blank:
        """A blank node after its ``[``. Comments in an empty one are left waiting, for there is no line in it."""
        blank = self._blank()
        behind = self.behind()
        if self.peek().text == "]":
            self.take()
            self.groups[:0] = [(line,) for line in behind]
            return blank
        self.comments.put_behind((blank,), behind)
        self._predicates(blank, "]")
        return blank

    def _list(self) -> Node:
        """A list after its ``(``; comments in an empty one are left waiting."""
        behind = self.behind()
        head: Blank | None = None
        cell: Blank | None = None
        triples = self.found.triples
        while self.peek().text != ")":
            groups = self.taken()
            fresh = self._blank()
            if cell is None:
                head = fresh
                self.comments.put_behind((head,), behind)
            else:
                triples.append(Triple(cell, REST, fresh))
            cell = fresh
            item = self._term()
            triples.append(Triple(cell, FIRST, item))
            self.comments.put_before((cell, FIRST, item), groups + self.taken())
            self.comments.put_behind((cell, FIRST, item), self.behind())
        if head is None or cell is None:
            self.take()
            self.groups[:0] = [(line,) for line in behind]
            return NIL
        triples.append(Triple(cell, REST, NIL))
        self.comments.put_inside(head, self.taken())
        self.take()
        return head
