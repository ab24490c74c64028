"""One form for a name, however it was typed: width, case, quotes, accents and script are folded away."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

# The characters of Chinese writing: the unified and compatibility ideographs, and the zero of dates.
HAN: Final = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

_HAN_RUN: Final = re.compile(f"[{HAN}]+")
_HAN_CHARACTER: Final = re.compile(f"[{HAN}]")
_WORD: Final = re.compile(f"[^\\W_{HAN}]+")
_APOSTROPHE: Final = re.compile("['\u2018\u2019\u02bc\u00b4`]")
_ACCENT: Final = re.compile("[\u0300-\u036f]")
_SEPARATOR: Final = re.compile(r"[\W_]+")
_GAP_AT_HAN: Final = re.compile(f" (?=[{HAN}])|(?<=[{HAN}]) ")


def fold(text: str, variants: Mapping[int, str]) -> str:
    """The form under which a name is kept and looked up.

    Compatibility forms (NFKC), case and accents are folded; apostrophes vanish; other punctuation separates words and
    vanishes beside Chinese characters, between which nothing separates words.

    Args:
        text: a name.
        variants: code point of a traditional character -> its simplified form.

    >>> fold("消费“三新”试点（Ⅰ型）", {}), fold("People’s Bank", {}), fold("財政部", {0x8CA1: "财"})
    ('消费三新试点i型', 'peoples bank', '财政部')
    """
    folded = unicodedata.normalize("NFKC", text).lower()
    if not folded.isascii():
        bare = _ACCENT.sub("", unicodedata.normalize("NFD", folded))
        folded = unicodedata.normalize("NFC", bare).translate(variants)
    return _GAP_AT_HAN.sub("", _SEPARATOR.sub(" ", _APOSTROPHE.sub("", folded))).strip()


def has_han(text: str) -> bool:
    """Whether there is a Chinese character in the text."""
    return _HAN_CHARACTER.search(text) is not None


def words(folded: str) -> list[str]:
    """The words and numbers outside Chinese writing.

    >>> words("2025年i型 peoples bank")
    ['2025', 'i', 'peoples', 'bank']
    """
    return _WORD.findall(folded)


def grams(folded: str) -> list[str]:
    """Each Chinese character, and each two that stand side by side; in order, with repetitions.

    >>> grams("西宁市a区")
    ['西', '西宁', '宁', '宁市', '市', '区']
    """
    found = []
    for run in _HAN_RUN.findall(folded):
        for place, character in enumerate(run):
            found.append(character)
            if place + 1 < len(run):
                found.append(run[place : place + 2])
    return found


def width(folded: str) -> int:
    """How long a name is to the eye, in quarters of a Chinese character.

    >>> width("西宁市"), width("xining")
    (12, 6)
    """
    return len(folded) + 3 * sum(len(run) for run in _HAN_RUN.findall(folded))
