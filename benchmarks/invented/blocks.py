"""What every entity is made of: a block of statements, computed from the entity's number; nothing is remembered.

A term is written as in Turtle: a CURIE of ``kg.names.PREFIXES``, a full IRI in angle brackets, or a literal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, TypeAlias

# A subject and what is said of it, in predicates and objects.
Block: TypeAlias = tuple[str, list[tuple[str, str]]]

# So many passages are taken from one source document.
PASSAGES: Final = 64
LAST_YEAR: Final = 2025
REFERENCE: Final = ("npp:sourcedFrom", "doc:invented-reference")
INDICATORS: Final = (
    ("绿色建筑比例", "Share of green buildings", "unit:PERCENT"),
    ("完工率", "Completion rate", "unit:PERCENT"),
    ("绿色工厂数", "Green factories", "c:unit-count"),
    ("规上企业数", "Enterprises above designated size", "c:unit-count"),
)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many there are of each kind.

    Attributes:
        duplicates: further nodes of enterprises, each with the Identifier of the enterprise that it is.
    """

    provinces: int
    cities: int
    counties: int
    townships: int
    years: int
    programmes: int
    cohorts: int
    designations: int
    goals: int
    parks: int
    enterprises: int
    duplicates: int
    certifications: int
    observations: int


def mixed(seed: int, number: int) -> int:
    """A number of 64 bits that looks random (the finaliser of SplitMix64)."""
    value = (seed * 0x9E3779B97F4A7C15 + number * 0xD1B54A32D192ED03 + 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & 0xFFFFFFFFFFFFFFFF
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & 0xFFFFFFFFFFFFFFFF
    return value ^ (value >> 31)


def described(subject: str, kind: str, zh: str, en: str, *more: tuple[str, str]) -> Block:
    """The block of an entity with its class and its names."""
    return subject, [("a", kind), ("skos:prefLabel", f'"{zh}"@zh'), ("skos:prefLabel", f'"{en}"@en'), *more]


def string(text: str) -> str:
    """The text, which needs no escapes, as a literal."""
    return f'"{text}"'


def identifier(code: str, zh: str, en: str, kind: str, source: tuple[str, str]) -> Block:
    """The block of a code; ``zh`` and ``en`` are its names, ``kind`` a concept."""
    slug = f"code:{kind.removeprefix('c:')}-{code.lower()}"
    return described(slug, "npp:Identifier", zh, en, ("npp:kind", kind), ("npp:code", string(code)), source)


def evidence(kind: str, number: int, seed: int, phrase: str, mode: str = "c:stated") -> Iterator[Block]:
    """One passage, and its source document before the first of it."""
    which, place = divmod(number, PASSAGES)
    source = f"doc:{kind}-n{which}"
    if not place:
        zh, en = f"虚构报道（{kind} {which}）", f"Invented report ({kind} {which})"
        more = [("npp:sha256", _digest(seed, source)), ("npp:textLength", f'"{PASSAGES * 40}"^^xsd:integer')]
        seen = ("npp:seenAt", f"<https://news.example/{kind}/{which}>")
        yield described(source, "npp:SourceDocument", zh, en, *more, seen)
    subject = f"psg:{kind}-n{number}"
    yield (
        subject,
        [
            ("a", "npp:Passage"),
            ("npp:quotedFrom", source),
            ("npp:paragraph", f'"{place // 8}"^^xsd:integer'),
            ("npp:start", f'"{place * 40}"^^xsd:integer'),
            ("npp:end", f'"{place * 40 + 30}"^^xsd:integer'),
            ("npp:sha256", _digest(seed, subject)),
            ("npp:phrase", string(phrase)),
            ("npp:modality", mode),
        ],
    )


def _digest(seed: int, name: str) -> str:
    return string(sha256(f"{seed}/{name}".encode()).hexdigest())
