"""Traditional characters to simplified ones, by OpenCC's tables."""

from __future__ import annotations

from typing import Final

from kg.find.fold import fold

# The blocks that hold them: extension A, the unified and the compatibility ideographs.
_BLOCKS: Final = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00))


class Simplifier:
    """OpenCC's conversion, loaded when it is made (a tenth of a second).

    Attributes:
        variants: code point of a traditional character -> its commonest simplified form.
    """

    def __init__(self) -> None:
        from opencc import OpenCC

        self._converter = OpenCC("t2s")
        characters = [chr(point) for start, end in _BLOCKS for point in range(start, end)]
        # A line a character, so that none is taken for the beginning of a word.
        simplified = self._converter.convert("\n".join(characters)).split("\n")
        pairs = zip(characters, simplified, strict=True)
        self.variants: dict[int, str] = {ord(one): other for one, other in pairs if one != other}

    def spoken(self, text: str, folded: str) -> str:
        """The folded form by which a name is pronounced: words converted as words, not character by character.

        Args:
            text: the name.
            folded: the same folded with ``variants``.

        >>> Simplifier().spoken("乾隆", "干隆"), Simplifier().spoken("財政部", "财政部")
        ('乾隆', '财政部')
        """
        if text.isascii() or text.translate(self.variants) == text:
            return folded
        return fold(self._converter.convert(text), {})
