"""Canonical Turtle and TriG of any size: the blocks of `kg.turtle.write`, made a subject at a time.

The statements come sorted, so all that a subject says stands together; its block is made at once and put aside under
what orders subjects. What blank nodes take part in, and texts of several lines, goes through `kg.turtle.layout`.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final, TypeVar

from kg.export.spool import Spool
from kg.export.statements import triple
from kg.names import NPP
from kg.terms import Iri, Quad, Triple
from kg.turtle.blanks import labels_of
from kg.turtle.comments import Comments
from kg.turtle.layout import Layout
from kg.turtle.order import RDF_TYPE, object_key, predicate_key, subject_key
from kg.turtle.spelled import term
from kg.turtle.spelling import BARE, Speller
from kg.turtle.trees import Trees
from kg.turtle.write import declarations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from kg.terms import Node, Term
    from kg.turtle.spelled import Spelled

    Bare = Callable[[str, int, int], object]

Statement = TypeVar("Statement", Triple, Quad)

_WIDTH: Final = 120
_TYPE: Final = f"<{RDF_TYPE.value}>"
_OURS: Final = f"<{NPP}"
_ONTOLOGY: Final = "<http://www.w3.org/2002/07/owl#Ontology>"
_KEPT: Final = 100_000  # words that are kept; more are spelled again


class Blocks:
    """Writes the blocks of one graph, or of the named graphs of one dataset.

    Args:
        prefixes: from prefix to namespace.
        blanks: every statement in which a blank node takes part, of all the graphs.
    """

    def __init__(self, prefixes: Mapping[str, str], blanks: Sequence[Statement]) -> None:
        self.speller = Speller(prefixes)
        self._trees = Trees(blanks)
        self._blanks = bool(blanks)
        self._labels = labels_of(self._trees, blanks)
        self._keys: dict[str, tuple[int, str, str, str]] = {}
        self._suffixes: dict[str, Bare | None] = {}
        self._words: dict[str, str] = {}
        self._verbs: dict[str, tuple[object, str]] = {}

    def declarations(self) -> bytes:
        """The prefixes that were used, to be asked for when all blocks are made; empty for none."""
        return "".join(f"{line}\n" for line in declarations(self.speller.used)).encode()

    def named(self, graph: str) -> bytes:
        """The line that opens a graph in TriG."""
        return f"{self.speller.iri(_iri(graph))} {{\n".encode()

    def of(self, found: Iterable[Spelled]) -> Iterator[bytes]:
        """The blocks of one graph in their order, each ending in a line break; all are made before the first comes."""
        held: dict[Node, dict[Iri, list[Term]]] = {}
        with Spool() as spool:
            for subject, said in groupby(found, key=_subject):
                rows = [(each[1], each[2]) for each in said]
                if subject[0] == "_" or (self._blanks and any(row[1][0] == "_" for row in rows)):
                    held.update(_grouped(subject, rows))
                else:
                    spool.add(_key(subject, rows), self._block(subject, rows))
            layout = Layout(held, self._trees, self._labels, self.speller, Comments())
            for node, statements in held.items():
                if isinstance(node, Iri):
                    spool.add(_ordered(node, statements.get(RDF_TYPE, ())), _text(layout.block(node)))
            unnamed = sorted((root for root in self._trees.roots if root in held), key=layout.root_key)
            labelled = sorted((blank for blank in self._labels if blank in held), key=self._labels.__getitem__)
            last = [_text(layout.block(node)).encode() for node in (*unnamed, *labelled)]
            yield from spool.pieces()
        yield from last

    def _block(self, subject: str, rows: list[tuple[str, str]]) -> str:
        """The block of an IRI that no blank node is near."""
        if any("\\" in row[1] for row in rows):
            return self._careful(subject, rows)
        lines: list[tuple[object, str]] = []
        for predicate, several in groupby(rows, key=_first):
            objects = [row[1] for row in several]
            if len(objects) > 1:
                objects.sort(key=self._order)
            rank, verb = self._verbs.get(predicate) or self._verb(predicate)
            lines.append((rank, _laid_out(verb, [self._word(each) for each in objects])))
        lines.sort()
        return f"{self._word(subject)}\n{''.join(line for _, line in lines)}.\n"

    def _careful(self, subject: str, rows: list[tuple[str, str]]) -> str:
        """The same where a text has escapes and may go over several lines."""
        layout = Layout(_grouped(subject, rows), Trees(()), {}, self.speller, Comments())
        return _text(layout.block(_iri(subject)))

    def _verb(self, predicate: str) -> tuple[object, str]:
        iri = _iri(predicate)
        found = predicate_key(iri), "a" if iri == RDF_TYPE else self.speller.iri(iri)
        self._verbs[predicate] = found
        return found

    def _order(self, spelled: str) -> tuple[int, str, str, str]:
        """What orders objects."""
        if spelled[0] == '"':
            return object_key(term(spelled))  # type: ignore[arg-type] # what starts with a quote is a literal
        found = self._keys.get(spelled)
        if found is None:
            if len(self._keys) >= _KEPT:
                self._keys.clear()
            found = self._keys[spelled] = object_key(_iri(spelled))
        return found

    def _word(self, spelled: str) -> str:
        """How Turtle writes a term without escapes that N-Triples writes so."""
        if spelled[0] == "<":
            word = self._words.get(spelled)
            if word is None:
                if len(self._words) >= _KEPT:
                    self._words.clear()
                word = self._words[spelled] = self.speller.iri(_iri(spelled))
            return word
        if spelled[-1] == '"':
            return spelled
        end = spelled.rindex('"') + 1
        suffix = spelled[end:]
        if suffix not in self._suffixes:
            pattern = BARE.get(suffix[3:-1])
            self._suffixes[suffix] = pattern.fullmatch if pattern else None
        bare = self._suffixes[suffix]
        if bare is not None and bare(spelled, 1, end - 1):
            return spelled[1 : end - 1]
        return spelled[:end] + (suffix if suffix[0] == "@" else f"^^{self._word(suffix[2:])}")


def _subject(statement: Spelled) -> str:
    return statement[0]


def _first(row: tuple[str, str]) -> str:
    return row[0]


def _iri(spelled: str) -> Iri:
    return Iri(spelled[1:-1])


def _laid_out(verb: str, words: list[str]) -> str:
    """A predicate and its objects: on one line if they fit, else each object from a line of its own."""
    if len(words) == 1:
        return f"    {verb} {words[0]} ;\n"
    line = " , ".join(words)
    if len(verb) + len(line) + 7 <= _WIDTH:
        return f"    {verb} {line} ;\n"
    return f"    {verb}\n        " + " ,\n        ".join(words) + " ;\n"


def _grouped(subject: str, rows: list[tuple[str, str]]) -> dict[Node, dict[Iri, list[Term]]]:
    """What the subject says, by predicate."""
    groups: dict[Node, dict[Iri, list[Term]]] = {}
    for predicate, said in rows:
        node, iri, value = triple((subject, predicate, said, ""))
        groups.setdefault(node, {}).setdefault(iri, []).append(value)
    return groups


def _key(subject: str, rows: list[tuple[str, str]]) -> str:
    """What orders a subject among the others; only of our own terms and of ontologies the types matter."""
    if subject.startswith(_OURS) or (_TYPE, _ONTOLOGY) in rows:
        return _ordered(_iri(subject), [_iri(said) for predicate, said in rows if predicate == _TYPE])
    return _ordered(_iri(subject), ())


def _ordered(subject: Iri, types: Iterable[Term]) -> str:
    rank, natural, value = subject_key(subject, [*types])
    return f"{rank:04d}{natural}\x00{value}"


def _text(block: list[str]) -> str:
    return "\n".join(block) + "\n"
