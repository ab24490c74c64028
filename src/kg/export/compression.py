"""Pieces of bytes, made smaller: gzip and zstd, the same bytes for the same content."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

from kg.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_GZIP: Final = 16 + zlib.MAX_WBITS
_LEVEL: Final = 6  # of gzip: what gzip itself takes by default


def _gzip(pieces: Iterable[bytes]) -> Iterator[bytes]:
    # zlib writes no name and no time into the header, so the bytes depend on the content alone.
    compressor = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
    for piece in pieces:
        if packed := compressor.compress(piece):
            yield packed
    yield compressor.flush()


def _zstd(pieces: Iterable[bytes]) -> Iterator[bytes]:
    try:
        import zstandard
    except ImportError:
        raise InputError(".zst needs the package zstandard: pip install 'npp-kg[zstd]', or write .gz") from None
    compressor = zstandard.ZstdCompressor(write_checksum=True).compressobj()
    for piece in pieces:
        if packed := compressor.compress(piece):
            yield packed
    yield compressor.flush()


# By the extension that follows the format's.
COMPRESSIONS: Final[dict[str, Callable[[Iterable[bytes]], Iterator[bytes]]]] = {".gz": _gzip, ".zst": _zstd}
