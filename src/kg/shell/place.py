"""What stands at the cursor of a query that is being typed, and what could stand there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.query.grammar import expected, first_fault
from kg.query.refusals import UPDATES
from kg.query.tokens import Token, significant, tokenize

if TYPE_CHECKING:
    from collections.abc import Sequence

_GROWING: Final = frozenset({"word", "curie", "variable", "number", "stray"})
_BEGINNINGS: Final = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "PREFIX", "BASE"}) | UPDATES
_LONG_QUOTES: Final = ('"""', "'''")


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a cursor.

    Attributes:
        kind: ``name`` (a word, a CURIE, Chinese), ``variable``, ``string`` (within quotes), ``none``.
        word: what was typed of it; of a string, what follows the quote.
        expected: the tokens that could stand here, by their names in the productions; None where the query is wrong
            before.
        before: the significant tokens before it.
    """

    kind: str
    word: str
    expected: frozenset[str] | None
    before: tuple[Token, ...]

    def allows(self, *names: str) -> bool:
        """Whether one of these tokens could stand here, as far as is known."""
        return self.expected is None or not self.expected.isdisjoint(names)

    @property
    def after_type(self) -> bool:
        """Whether a class is to follow: ``a`` or ``rdf:type`` stands before."""
        return bool(self.before) and self.before[-1].text in {"a", "rdf:type"}

    @property
    def names_graph(self) -> bool:
        """Whether a graph is to follow."""
        return bool(self.before) and self.before[-1].upper in {"GRAPH", "FROM", "NAMED"}

    def subject_classes(self) -> set[str]:
        """The classes that the query gives to the subject of the pattern at the cursor."""
        subject = _subject(self.before)
        return {
            self.before[index + 2].text
            for index, token in enumerate(self.before[:-2])
            if token.text == subject and self.before[index + 1].text in {"a", "rdf:type"}
        }


def place(text: str) -> Place:
    """The place at the end of the text.

    >>> here = place("SELECT ?d { ?d a npp:Des")
    >>> here.kind, here.word, here.after_type
    ('name', 'npp:Des', True)
    """
    tokens = tokenize(text)
    kind, word = "name", ""
    if tokens and tokens[-1].kind == "comment":
        return Place("none", "", frozenset(), ())
    if tokens and tokens[-1].kind == "open string":
        last = tokens.pop()
        kind, word = "string", last.text.lstrip(last.text[0])
    elif tokens and tokens[-1].text in {"?", "$"} and not _ends_path(tokens[:-1]):
        tokens.pop()
        kind = "variable"
    else:
        while tokens and tokens[-1].kind in _GROWING and not word.startswith(("?", "$")):
            word = tokens.pop().text + word
        kind = "variable" if word.startswith(("?", "$")) else "name"
        word = word.lstrip("?$") if kind == "variable" else word
    before = tuple(significant(tokens))
    return Place(kind, word, expected(before), before)


def is_name(text: str) -> bool:
    """Whether the input is a name or words rather than a query: it has no bracket, and begins as no query does.

    >>> is_name("晶科能源"), is_name("ask"), is_name("selct { ?x ?y ?z }")
    (True, False, False)
    """
    words = text.split()
    lettered = any(character.isalpha() for character in text)
    return lettered and "{" not in text and words[0].upper() not in _BEGINNINGS


def is_whole(text: str) -> bool:
    """Whether a query is to be run as it is typed: whether nothing could be wanting but a correction."""
    tokens = significant(tokenize(text))
    stop = first_fault(tokens)
    if stop is None:
        return True
    if stop.place == len(tokens):
        return False
    last = tokens[stop.place]
    # A long string goes on over lines; whatever else cannot stand is told.
    return not (last.kind == "open string" and last.text.startswith(_LONG_QUOTES))


def _ends_path(tokens: Sequence[Token]) -> bool:
    """Whether a ``?`` right after these tokens says of a path that it may be missing."""
    return bool(tokens) and (tokens[-1].kind in {"curie", "iri", "word"} or tokens[-1].text == ")")


def _subject(tokens: Sequence[Token]) -> str:
    """The subject of the pattern that the tokens end in."""
    depth = 0
    for index in range(len(tokens) - 1, -1, -1):
        text = tokens[index].text if tokens[index].kind == "mark" else ""
        depth += {")": 1, "]": 1, "}": 1, "(": -1, "[": -1, "{": -1}.get(text, 0)
        if depth < 0 or (depth == 0 and text in {".", "}"}):
            return tokens[index + 1].text if index + 1 < len(tokens) else ""
    return ""
