"""One form for a name, however it was typed: width, case, quotes, accents and script are folded away."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Final

# Where the scripts begin that are written without spaces: Chinese characters, and kana beside them. A comparison costs
# nothing when the program starts; a pattern with these ranges takes two milliseconds to compile.
_FIRST_HAN: Final = "\u2e80"

_APOSTROPHES: Final = dict.fromkeys(map(ord, "'`\u00b4\u02bc\u2018\u2019"))
_ACCENT: Final = re.compile("[\u0300-\u036f]")
_SEPARATOR: Final = re.compile(r"[\W_]+")


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
    folded = unicodedata.normalize("NFKC", text).lower().translate(_APOSTROPHES)
    if folded.isascii():
        return _SEPARATOR.sub(" ", folded).strip()
    bare = _ACCENT.sub("", unicodedata.normalize("NFD", folded))
    pieces = _SEPARATOR.sub(" ", unicodedata.normalize("NFC", bare).translate(variants)).split()
    joined = pieces[0] if pieces else ""
    for piece in pieces[1:]:
        joined += piece if joined[-1] >= _FIRST_HAN or piece[0] >= _FIRST_HAN else f" {piece}"
    return joined


def has_han(text: str) -> bool:
    """Whether there is a Chinese character in the text.

    >>> has_han("I型"), has_han("I (“one”)")
    (True, False)
    """
    return not text.isascii() and any(character >= _FIRST_HAN and character.isalnum() for character in text)


def words(folded: str) -> list[str]:
    """The words and numbers outside Chinese writing.

    >>> words("2025年i型 peoples bank")
    ['2025', 'i', 'peoples', 'bank']
    """
    return [run for is_han, run in _runs(folded) if not is_han]


def grams(folded: str) -> list[str]:
    """Each Chinese character, and each two that stand side by side; in order, with repetitions.

    >>> grams("西宁市a区")
    ['西', '西宁', '宁', '宁市', '市', '区']
    """
    found = []
    for is_han, run in _runs(folded):
        if is_han:
            found.append(run[0])
            for place in range(1, len(run)):
                found += (run[place - 1 : place + 1], run[place])
    return found


def width(folded: str) -> int:
    """How long a name is to the eye, in quarters of a Chinese character.

    >>> width("西宁市"), width("xining")
    (12, 6)
    """
    return len(folded) + 3 * sum(character >= _FIRST_HAN for character in folded)


def _runs(folded: str) -> Iterator[tuple[bool, str]]:
    """The pieces of a folded name that are all Chinese or all not."""
    for piece in folded.split():
        if piece.isascii():
            yield False, piece
        else:
            for is_han, characters in groupby(piece, _FIRST_HAN.__le__):
                yield is_han, "".join(characters)
