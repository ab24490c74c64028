"""The years on the first picture: when each programme first came, and the stretch of columns that each year takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.names import npp
from kg.terms import Iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.network import Network, Span
    from kg.view.drawing import Drawing

_DATING: Final = frozenset({npp("approvedIn"), npp("issuedIn")})
_ADMITTING: Final = frozenset({"cohort", "designation"})
_EARLIEST: Final = npp("earliest")


def years(drawn: Drawing, part: Network, programmes: Iterable[Iri]) -> dict[Iri, str]:
    """From each programme to the year of its first dated designation or list, four digits; "" where none has a date."""
    dates = _dates(drawn)
    near = part.neighbours()
    found = {}
    for programme in programmes:
        members = [programme]
        for node in members:
            members += [each for each in near[node] if drawn.kinds[each].key in _ADMITTING and each not in members]
        found[programme] = min((dates[each] for each in members if each in dates), default="")[:4]
    return found


def _dates(drawn: Drawing) -> dict[Iri, str]:
    """From each node to the first possible day on which it was approved or issued."""
    found: dict[Iri, str] = {}
    for subject, predicate, thing in drawn.asserted:
        if predicate in _DATING and isinstance(subject, Iri) and isinstance(thing, Iri):
            for day in (text for each, text, _ in drawn.values.get(thing, ()) if each == _EARLIEST):
                found[subject] = min(day, found.get(subject, day))
    return found


def bands(years_of: Mapping[Iri, str], spans: Sequence[Span]) -> list[dict[str, object]]:
    """The stretch from left to right that each year takes, for columns in the order of their years."""
    found: list[dict[str, object]] = []
    for centre, left, right in spans:
        year = years_of[centre]
        if found and found[-1]["year"] == year:
            found[-1]["right"] = right
        else:
            found.append({"year": year, "left": left, "right": right})
    return found
