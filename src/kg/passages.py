"""The words of the sources: texts on this machine, stretches of them, and the sentences around.

A stretch is counted in Unicode code points from 0, its end exclusive; a paragraph is a line of the text,
counted from 0. A text belongs to its publisher and is never part of the project: the graph records its
SHA-256, and a file with another digest is not that text, so its offsets mean nothing and it is not used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256 as _sha256
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.project import Project

_STOPS: Final = frozenset("。！？!?…")
_OPENERS: Final = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "〈": "〉", "（": "）", "(": ")"}
_CLOSERS: Final = frozenset(_OPENERS.values())
# After a stop, these still belong to the sentence that it ends.
_TAIL: Final = frozenset("”’」』）)\"'") | _STOPS
# What follows an ellipsis or a quotation when the sentence goes on.
_GOES_ON: Final = frozenset("，,、；;：:等")
# Marks that editors type in another width or shape than the source has; one character each, so offsets hold.
_FOLDED: Final = str.maketrans("，。；：！？（）“”‘’「」　％．", ',.;:!?()""\'\'"" %.')


@dataclass(frozen=True, slots=True)
class Text:
    """The text of one source, as it lies on this machine; ``sha256`` is that of its UTF-8 bytes, in hex."""

    source: str
    content: str
    sha256: str


class Presence(Enum):
    """Whether the text that the graph means is on this machine."""

    HERE = "here"
    ABSENT = "absent"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class TextState:
    """What became of looking for a text.

    ``recorded`` is the digest that the graph gives ("" where it gives none), ``found`` that of the file ("" where
    there is no file). ``text`` is None unless ``presence`` is HERE; ``message`` then says what is the matter and what
    to do, in one line, and is "" otherwise.
    """

    source: str
    presence: Presence
    recorded: str
    found: str
    text: Text | None
    message: str


class Stretch(NamedTuple):
    """A stretch of a text in code points, end exclusive, and the paragraph it begins in, from 0."""

    start: int
    end: int
    paragraph: int


def look(project: Project, source: str, *, sha256: str | None = None) -> TextState:
    """Look for the text of a source; ``sha256`` is what the graph records of it, None for any text.

    Raises:
        InputError: the file is there and is not UTF-8.
    """
    path = project.text_of(source)
    shown = project.shown(path)
    recorded = (sha256 or "").lower()
    if not path.is_file():
        absent = f"{shown}: the text is not here; put it there, or name its folder in KG_SOURCES"
        return TextState(source, Presence.ABSENT, recorded, "", None, absent)
    raw = path.read_bytes()
    found = _sha256(raw).hexdigest()
    if recorded and found != recorded:
        differs = (
            f"{shown}: not the text that the graph cites (its SHA-256 is {found[:12]}…, the graph has "
            f"{recorded[:12]}…); offsets into it would mislead, so it is treated as absent"
        )
        return TextState(source, Presence.DIFFERS, recorded, found, None, differs)
    try:
        content = raw.decode()
    except UnicodeDecodeError as fault:
        raise InputError(f"{shown}: byte {fault.start} is not UTF-8; save the text as UTF-8") from fault
    return TextState(source, Presence.HERE, recorded, found, Text(source, content, found), "")


def load(project: Project, source: str, *, sha256: str | None = None) -> Text | None:
    """The text of a source, or None where it is absent or differs; ``look`` tells which.

    Raises:
        InputError: the file is there and is not UTF-8.
    """
    return look(project, source, sha256=sha256).text


def digest(stretch: str) -> str:
    """The SHA-256 of the UTF-8 bytes of some words, in lower-case hex.

    >>> digest("abc")[:16]
    'ba7816bf8f01cfea'
    """
    return _sha256(stretch.encode()).hexdigest()


def stretch(text: Text, start: int, end: int) -> str:
    """The words between two offsets.

    Raises:
        InputError: the offsets are not a stretch of this text.
    """
    if not 0 <= start < end <= len(text.content):
        raise InputError(f"{text.source}: {start} to {end} is no stretch of a text of {len(text.content)} characters")
    return text.content[start:end]


def paragraph(text: Text, start: int) -> int:
    """The number of the paragraph that holds the character at ``start``, from 0."""
    return text.content.count("\n", 0, start)


def sentence(text: Text, start: int, end: int) -> str:
    """The sentence or sentences that a stretch lies in, without white space around.

    A sentence ends with a full stop, question or exclamation mark or an ellipsis, and with its paragraph;
    not within 《》, quotation marks or brackets, unless the mark closes the quotation and nothing goes on.
    A semicolon parts clauses, not sentences.

    Raises:
        InputError: the offsets are not a stretch of this text.

    >>> sentence(Text("x", "甲市入选。乙市“先行！先试”，成效明显。丙", ""), 9, 11)
    '乙市“先行！先试”，成效明显。'
    """
    stretch(text, start, end)
    content = text.content
    first = content.rfind("\n", 0, start) + 1
    last = content.find("\n", end - 1)
    last = len(content) if last < 0 else last
    cuts = [first, *_ends(content, first, last), last]
    left = max(cut for cut in cuts if cut <= start)
    right = min(cut for cut in cuts if cut >= end) if end <= last else end
    return content[left:right].strip()


def locate(text: Text, words: str) -> list[Stretch]:
    r"""Every place where the words stand exactly so, in order; overlapping ones too.

    >>> locate(Text("x", "甲乙\n甲乙", ""), "乙")
    [Stretch(start=1, end=2, paragraph=0), Stretch(start=4, end=5, paragraph=1)]
    """
    return [Stretch(at, at + len(words), paragraph(text, at)) for at in _occurrences(text.content, words)]


def nearest(text: Text, words: str, *, limit: int = 3) -> list[Stretch]:
    """Where words that do not stand in the text probably should: best first, at most ``limit``.

    First the places that differ only in the width or shape of punctuation, else the longest run of characters in
    common with each paragraph: at least two, and half as long as the longest. Cost: text length times words.
    """
    folded = [
        Stretch(at, at + len(words), paragraph(text, at))
        for at in _occurrences(text.content.translate(_FOLDED), words.translate(_FOLDED))
    ]
    if folded:
        return folded[:limit]
    from difflib import SequenceMatcher  # only an editor's slip needs it

    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(words)
    found: list[Stretch] = []
    for number, line in enumerate(re.finditer(r"[^\n]+", text.content)):
        matcher.set_seq1(line[0])
        block = matcher.find_longest_match()
        if block.size > 1:
            at = line.start() + block.a
            found.append(Stretch(at, at + block.size, number))
    found = [place._replace(paragraph=paragraph(text, place.start)) for place in found]
    longest = max((place.end - place.start for place in found), default=0)
    near = [place for place in found if 2 * (place.end - place.start) >= longest]
    return sorted(near, key=lambda place: (place.start - place.end, place.start))[:limit]


def _occurrences(content: str, words: str) -> Iterator[int]:
    """The offsets at which ``words`` stand; none for no words."""
    at = content.find(words) if words else -1
    while at >= 0:
        yield at
        at = content.find(words, at + 1)


def _ends(content: str, first: int, last: int) -> Iterator[int]:
    """The offsets just after each sentence of the paragraph ``content[first:last]``."""
    inside = _enclosed(content, first, last)
    at = first
    while at < last:
        if content[at] not in _STOPS:
            at += 1
            continue
        after = at + 1
        while after < last and content[after] in _TAIL:
            after += 1
        goes_on = after < last and content[after] in _GOES_ON and (content[at] == "…" or after > at + 1)
        closed = after == last or not inside[after - first]
        if closed and not goes_on:
            yield after
        at = after


def _enclosed(content: str, first: int, last: int) -> list[bool]:
    """For each character of the paragraph, whether a quotation, title or bracket is open before it.

    A mark without its partner in the paragraph opens nothing, so that one slip does not swallow the rest.
    """
    inside = [False] * (last - first)
    waiting: list[int] = []
    for at in range(first, last):
        mark = content[at]
        if mark in _OPENERS:
            waiting.append(at)
        elif mark in _CLOSERS:
            partner = next((i for i in reversed(range(len(waiting))) if _OPENERS[content[waiting[i]]] == mark), None)
            if partner is not None:
                begin = waiting[partner]
                del waiting[partner:]
                inside[begin + 1 - first : at + 1 - first] = [True] * (at - begin)
    return inside
