"""How names are pronounced: pinyin by phrases, by place names, and by single characters.

pypinyin's own calls take 90 microseconds a label, most of it in styles and segments made anew each time. Its
dictionaries are read here once, and labels are cut against them directly: the longest known phrase first.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Final

from kg.find.fold import has_han
from kg.find.places import CHARACTERS, place_readings

_TONES: Final = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
_DIAERESIS: Final = "\u0308"

# Longer names are pronounced as far as anybody types.
_MOST_SYLLABLES: Final = 32

Syllables = tuple[str, ...]


class Reader:
    """The dictionaries of readings, loaded when it is made (a quarter of a second, 20 MB)."""

    def __init__(self) -> None:
        from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

        self._characters: Mapping[int, str] = PINYIN_DICT
        self._phrases: Mapping[str, list[list[str]]] = PHRASES_DICT
        self._places = place_readings()
        self._phrase_lengths = _lengths(self._phrases)
        self._all_lengths = _lengths(self._phrases, self._places)
        self._single = cache(self._default)

    def readings(self, folded: str) -> list[Syllables]:
        """The readings of a folded name, the likeliest first: as a place name, by phrases, character by character.

        Returns:
            one to three readings without repetition; none where there is no Chinese in the name.
        """
        if not has_han(folded):
            return []
        every = [
            self._cut(folded, self._all_lengths, in_names=True),
            self._cut(folded, self._phrase_lengths, in_names=False),
            self._cut(folded, {}, in_names=False),
        ]
        return list(dict.fromkeys(every))

    def _cut(self, text: str, lengths: Mapping[str, tuple[int, ...]], *, in_names: bool) -> Syllables:
        syllables: list[str] = []
        place = 0
        while place < len(text) and len(syllables) < _MOST_SYLLABLES:
            for length in lengths.get(text[place], ()):
                piece = text[place : place + length]
                if in_names and piece in self._places:
                    syllables += self._places[piece]
                elif piece in self._phrases:
                    syllables += self._of_phrase(piece)
                else:
                    continue
                place += len(piece)
                break
            else:
                place = self._one(text, place, syllables, in_names=in_names)
        return tuple(syllables)

    def _one(self, text: str, place: int, syllables: list[str], *, in_names: bool) -> int:
        """Read the character, or the word that is not Chinese, at this place; return the place after it."""
        character = text[place]
        named = CHARACTERS.get(character) if in_names else None
        if syllable := named or self._single(character):
            syllables.append(syllable)
            return place + 1
        end = place
        while end < len(text) and text[end] != " " and not self._single(text[end]):
            end += 1
        if end > place:
            syllables.append(text[place:end])
        return max(end, place + 1)

    def _of_phrase(self, phrase: str) -> list[str]:
        return [_numbered(alternatives[0]) for alternatives in self._phrases[phrase]]

    def _default(self, character: str) -> str:
        """The commonest reading of a character, "" where it has none."""
        return _numbered(self._characters.get(ord(character), "").partition(",")[0])


def _lengths(*dictionaries: Mapping[str, object]) -> dict[str, tuple[int, ...]]:
    """First character -> the lengths of the entries that begin with it, the longest first."""
    lengths: dict[str, set[int]] = {}
    for dictionary in dictionaries:
        for entry in dictionary:
            lengths.setdefault(entry[0], set()).add(len(entry))
    return {character: tuple(sorted(found, reverse=True)) for character, found in lengths.items()}


@cache
def _numbered(syllable: str) -> str:
    """The syllable with its tone as a digit, ü as v.

    >>> _numbered("níng"), _numbered("lǜ"), _numbered("de")
    ('ning2', 'lv4', 'de5')
    """
    letters, tone = "", "5"
    for mark in unicodedata.normalize("NFD", syllable):
        if mark in _TONES:
            tone = _TONES[mark]
        elif mark == _DIAERESIS:
            letters = letters[:-1] + "v"
        elif mark.isalpha():
            letters += mark
    return letters + tone if letters else ""
