"""What the words of Turtle mean: IRIs, names and texts without their escapes, and the line each word stands on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.turtle.tokens import Token, tokens

if TYPE_CHECKING:
    from kg.turtle.comments import Group

_LINE_END: Final = re.compile(r"\r\n|\n|\r")
_NAME_ESCAPE: Final = re.compile(r"\\(.)")
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_CHARACTERS: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


class Word(NamedTuple):
    """A token, the lines it starts and ends on, and whether an empty line stands before it."""

    token: Token
    line: int
    last: int
    after_gap: bool

    @property
    def kind(self) -> str:
        """The kind of the token."""
        return self.token.kind

    @property
    def text(self) -> str:
        """The text of the token."""
        return self.token.text


def words(text: str) -> list[Word]:
    """The words of a text in order, comments among them, white space not; ends in one of kind ``end``."""
    found = []
    line, gap = 1, False
    for token in tokens(text):
        ends = len(_LINE_END.findall(token.text))
        if token.kind == "space":
            gap = ends > 1
        else:
            found.append(Word(token, line, line + ends, gap))
            gap = False
        line += ends
    last = found[-1].token.end if found else 0
    return [*found, Word(Token("end", "", last), line, line, gap)]


def iri_of(token: Token) -> str:
    r"""The IRI between angle brackets, relative if it is written so.

    >>> iri_of(next(tokens(r"<urn:\u897F>")))
    'urn:西'
    """
    return unescaped(token.text[1:-1])


def local_of(token: Token) -> tuple[str, str]:
    r"""The prefix and the local part of a prefixed name, without its escapes.

    >>> local_of(next(tokens(r"npp:a\,b")))
    ('npp', 'a,b')
    """
    prefix, _, local = token.text.partition(":")
    return prefix, _NAME_ESCAPE.sub(r"\1", local)


def text_of(token: Token) -> str:
    r"""The text between quotes, whichever they are.

    >>> text_of(next(tokens(r"'a\tb'")))
    'a\tb'
    """
    quotes = 3 if token.text.startswith(('"""', "'''")) else 1
    return unescaped(token.text[quotes:-quotes])


def unescaped(text: str) -> str:
    """The text with its escapes resolved: https://www.w3.org/TR/turtle/#sec-escapes."""
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _CHARACTERS.get(match[3], match[3])


class Walk:
    """A way through the words of a text that picks up the comments it passes.

    Attributes:
        words: all of them.
        next: the index of the next one.
        groups: comments on lines of their own that wait for what they belong to; an empty line parts groups.
    """

    def __init__(self, text: str) -> None:
        self.words = words(text)
        self.next = 0
        self.groups: list[Group] = []

    def peek(self) -> Word:
        """The next word that is no comment; comments on the way join the groups that wait."""
        lines: list[str] = []
        while (word := self.words[self.next]).kind == "comment":
            if lines and word.after_gap:
                self.groups.append(tuple(lines))
                lines = []
            lines.append(word.text.rstrip())
            self.next += 1
        if lines:
            self.groups.append(tuple(lines))
        return word

    def take(self) -> Word:
        """The next word that is no comment, and one step further."""
        word = self.peek()
        self.next += 1
        return word

    def taken(self) -> list[Group]:
        """The groups that wait, handed over."""
        groups, self.groups = self.groups, []
        return groups

    def behind(self) -> list[str]:
        """The comment on the rest of the line of the word just taken, if there is one."""
        word = self.words[self.next]
        if word.kind != "comment" or word.line != self.words[self.next - 1].last:
            return []
        self.next += 1
        return [word.text.rstrip()]

    def ahead(self) -> Word:
        """The next word that is no comment, and no comment is picked up."""
        index = self.next
        while self.words[index].kind == "comment":
            index += 1
        return self.words[index]
