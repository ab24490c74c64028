"""Which statements contradict each other: other values of a property that has but one, or that an editor judged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg import names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.evidence.records import Records
    from kg.terms import Iri, Triple

# A node has one of these, so that two values are rivals: https://w3id.org/npp/shapes counts them.
SINGLE: Final = frozenset(
    f"{names.NPP}{name}"
    for name in ("approvedIn", "issuedIn", "asOf", "appliedSince", "recipient", "about", "ofIndicator", "value")
)


def is_judged(rank: Iri | None) -> bool:
    """Whether an editor preferred or rejected what the Claim with this rank says."""
    return rank is not None and not rank.value.endswith("/rank-normal")


def claimed_otherwise(records: Records, triple: Triple) -> Iterator[Triple]:
    """What Claims give for the same subject and property where the triple can only hold without it, sorted."""
    claims = {each: found for each, found in records.claims(triple.subject).items() if each[1] == triple.predicate}
    judged = any(is_judged(records.rank(claim)) for found in claims.values() for claim in found)
    if judged or triple.predicate.value in SINGLE:
        yield from sorted((each for each in claims if each != triple), key=str)
