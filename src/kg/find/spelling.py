"""Latin letters read as pinyin: with or without tones, with or without spaces between syllables.

A reading in the index is its syllables with the tone as a digit, one space between: ``xi1 ning2``; ü is v, and the
neutral tone is 5. What is no Chinese character stays as a syllable without a tone: ``i xing2``. Several readings of one
name are separated by ``|``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import Final, NamedTuple

_TONES: Final = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
_DIAERESIS: Final = "\u0308"
_APART: Final = re.compile(r"[\s'\-·]+")
_PINYIN: Final = re.compile(r"(?:[a-z][\u0300-\u0308\u030c]*|[0-9]|[\s'\-·])+")
_MARKED: Final = re.compile(r"([a-z])([\u0300-\u0308\u030c]*)|([0-9]+)")
_MOST_SPLITS: Final = 8

# How far apart two letters of a query may stand in a reading.
_MAYBE_NEXT: Final = r"(?:\d? )?"
_NEXT: Final = r"\d? "
_NEXT_AFTER_TONE: Final = " "


class Spelling(NamedTuple):
    """A query as pinyin.

    Attributes:
        chunks: its letters as the user separated them, without tones, ü as v.
        pattern: what a reading must match from the start of a syllable.
    """

    chunks: tuple[str, ...]
    pattern: str

    @property
    def letters(self) -> str:
        """All letters, unseparated."""
        return "".join(self.chunks)

    def is_all_of(self, readings: str) -> bool:
        """Whether one of the readings is spelled so from start to end."""
        return any(re.fullmatch(self.pattern + r"\d?", reading) for reading in readings.split("|"))

    def begins(self, readings: str) -> bool:
        """Whether one of the readings begins so; the last syllable may be cut short."""
        return any(re.match(self.pattern, reading) for reading in readings.split("|"))

    def occurs_in(self, readings: str) -> bool:
        """Whether whole syllables of one of the readings are spelled so."""
        return re.search(rf"(?:^|[ |]){self.pattern}\d?(?:[ |]|$)", readings) is not None


def spelling(text: str) -> Spelling | None:
    """The text as pinyin, or None where it holds anything that pinyin does not.

    >>> spelling("xī níng").letters, spelling("xi1ning2").is_all_of("xi1 ning2"), spelling("西宁")
    ('xining', True, None)
    """
    plain = unicodedata.normalize("NFKC", text).lower().replace("u:", "ü").replace("\u2019", "'")
    marked = unicodedata.normalize("NFD", plain).strip()
    if not _PINYIN.fullmatch(marked) or not re.search("[a-z]", marked):
        return None
    chunks, pattern, gap = [], "", ""
    for chunk in filter(None, _APART.split(marked)):
        letters = ""
        for letter, marks, digits in _MARKED.findall(chunk):
            if digits and letters and len(digits) == 1 and digits <= "5":
                pattern, gap = pattern + (digits if digits > "0" else "5"), _NEXT_AFTER_TONE
                continue
            bare = "v" if _DIAERESIS in marks else letter or digits
            pattern += (
                gap
                + _matching(bare, letters[-1:])
                + "".join(f"(?=[a-z]*{_TONES[mark]})" for mark in marks if mark in _TONES)
            )
            letters, gap = letters + bare, _MAYBE_NEXT
        chunks.append(letters)
        gap = _NEXT_AFTER_TONE if gap == _NEXT_AFTER_TONE else _NEXT
    return Spelling(tuple(chunks), pattern)


def split(chunk: str, syllables: Collection[str]) -> list[tuple[str, ...]]:
    """The ways to cut letters into known syllables, the fewest syllables first; at most eight.

    >>> split("xian", {"xi", "an", "xian"})
    [('xian',), ('xi', 'an')]
    """
    ways: list[list[tuple[str, ...]]] = [[()]]
    for end in range(1, len(chunk) + 1):
        here = [
            (*way, chunk[start:end])
            for start in range(max(0, end - 6), end)
            if chunk[start:end] in syllables
            for way in ways[start]
        ]
        ways.append(sorted(here, key=len)[:_MOST_SPLITS])
    return ways[-1]


def _matching(letter: str, before: str) -> str:
    """The pattern of a letter: many type lu for lü."""
    return "[uv]" if letter == "u" and before in {"l", "n"} else letter
