"""One request over HTTP, and what comes back, whatever library carries them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_WORDS: Final = 65_536  # bytes read of what a server says of a failure


@dataclass(frozen=True, slots=True)
class Request:
    """What to send.

    Attributes:
        method: of HTTP.
        url: where to, absolute.
        content: the body, read anew for each try.
        headers: beside those that every request has.
    """

    method: str
    url: str
    content: bytes | Iterable[bytes] = b""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Response:
    """What came back: its status, its headers by lower-case name, and its body, which can be read once.

    Attributes:
        status: of HTTP.
        headers: by lower-case name.
        chunks: the body, unpacked.
    """

    status: int
    headers: Mapping[str, str]
    chunks: Iterator[bytes]

    @property
    def media_type(self) -> str:
        """Of the body, in lower case and without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    def words(self) -> str:
        """The beginning of the body as text on one line: what a server says of a failure."""
        content = b""
        for chunk in self.chunks:
            content += chunk
            if len(content) >= _WORDS:
                break
        return " ".join(content[:_WORDS].decode("utf-8", "replace").split())


def pause_asked(asked: str | None) -> float | None:
    """What Retry-After says: seconds, or the time until a date; None where it says nothing readable.

    >>> pause_asked("3"), pause_asked("soon")
    (3.0, None)
    """
    if not asked:
        return None
    if asked.strip().isdecimal():
        return float(asked)
    from datetime import UTC, datetime
    from email.utils import parsedate_to_datetime

    try:
        date = parsedate_to_datetime(asked)
    except ValueError:
        return None
    moment = date if date.tzinfo else date.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
