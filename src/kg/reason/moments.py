"""Dates and times of XML Schema: their lawful forms and what they mean.

See XML Schema 1.1 part 2, sections 3.3.7 to 3.3.9: https://www.w3.org/TR/xmlschema11-2/#dateTime
"""

from __future__ import annotations

import re
from calendar import monthrange
from decimal import Decimal
from typing import Final

_ZONE: Final = r"(?P<zone>Z|[+-](0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?"
_DAY: Final = r"(?P<year>-?([1-9][0-9]{3,}|0[0-9]{3}))-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12][0-9]|3[01])"
_CLOCK: Final = r"(?P<hour>[01][0-9]|2[0-4]):(?P<minute>[0-5][0-9]):(?P<second>[0-5][0-9](\.[0-9]+)?)"
_DATE_TIME: Final = re.compile(f"{_DAY}T{_CLOCK}{_ZONE}")
_DATE: Final = re.compile(_DAY + _ZONE)
_TIME: Final = re.compile(_CLOCK + _ZONE)
_SECONDS_A_DAY: Final = 86_400

# Days counted from a fixed day, the second of the day, and the offset from UTC in minutes, None where there is none.
Moment = tuple[int, Decimal, int | None]


def date_time(text: str) -> tuple[str, Moment] | None:
    """The value of an ``xsd:dateTime``; None if the text is none.

    >>> date_time("2025-12-31T24:00:00Z") == date_time("2026-01-01T00:00:00Z")
    True
    """
    found = _read(text, _DATE_TIME)
    if not found:
        return None
    days, seconds, offset = found
    return "dateTime", ((days + 1, Decimal(0), offset) if seconds == _SECONDS_A_DAY else found)


def date_time_stamp(text: str) -> tuple[str, Moment] | None:
    """The value of an ``xsd:dateTimeStamp``, a moment that tells its offset; None if the text is none."""
    found = date_time(text)
    return found if found and has_offset(found[1]) else None


def date(text: str) -> tuple[str, Moment] | None:
    """The value of an ``xsd:date``; None if the text is none.

    >>> date("2025-02-30") is None
    True
    """
    found = _read(text, _DATE)
    return ("date", found) if found else None


def time(text: str) -> tuple[str, Moment] | None:
    """The value of an ``xsd:time``; None if the text is none."""
    found = _read(text, _TIME)
    return ("time", (found[0], found[1] % _SECONDS_A_DAY, found[2])) if found else None


def has_offset(moment: object) -> bool:
    """Whether the moment tells its offset from UTC."""
    return isinstance(moment, tuple) and moment[2] is not None


def _read(text: str, pattern: re.Pattern[str]) -> Moment | None:
    found = pattern.fullmatch(text)
    if not found:
        return None
    part = {"year": "1972", "month": "1", "day": "1", "hour": "0", "minute": "0", "second": "0"}
    part |= {name: given for name, given in found.groupdict().items() if given is not None}
    year, month, day = int(part["year"]), int(part["month"]), int(part["day"])
    seconds = int(part["hour"]) * 3600 + int(part["minute"]) * 60 + Decimal(part["second"])
    if day > monthrange(year, month)[1] or seconds > _SECONDS_A_DAY:
        return None
    return _days(year, month, day), seconds, _offset(part.get("zone"))


def _days(year: int, month: int, day: int) -> int:
    """Days from a fixed day, in the Gregorian calendar carried on in both directions; the year starts in March."""
    count = year - (month < 3)  # noqa: PLR2004 - January and February count to the year before
    return count * 365 + count // 4 - count // 100 + count // 400 + (153 * ((month + 9) % 12) + 2) // 5 + day


def _offset(zone: str | None) -> int | None:
    if zone is None:
        return None
    if zone == "Z":
        return 0
    minutes = int(zone[1:3]) * 60 + int(zone[4:6])
    return -minutes if zone[0] == "-" else minutes
