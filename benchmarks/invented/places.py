"""Reference data: concepts, times, bodies, and the administrative areas with their codes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from invented.blocks import INDICATORS, LAST_YEAR, REFERENCE, Block, Counts, described, identifier, mixed, string
from invented.labels import PROVINCES, STEMS, TRADES, body, stem

_CONCEPTS: Final = (
    ("c:gb-t-2260", "行政区划代码", "division code"),
    ("c:social-credit", "统一社会信用代码", "unified social credit code"),
    ("c:pilot", "试点", "pilot"),
    ("c:opinions", "意见", "opinions"),
    ("c:stated", "明言", "stated"),
    ("c:goal", "目标", "goal"),
    ("c:objective", "目标类", "objective"),
    ("c:rank-normal", "并存", "normal"),
    ("c:unit-count", "家", "enterprises"),
    ("unit:PERCENT", "%", "%"),
)


def reference(counts: Counts) -> Iterator[Block]:
    """What all else points to: concepts, indicators, schemes, bodies, times."""
    yield described("doc:invented-reference", "npp:SourceDocument", "虚构的参考数据", "invented reference data")
    yield described("place:china", "npp:Country", "中国", "China", REFERENCE)
    for concept, zh, en in _CONCEPTS:
        yield described(concept, "skos:Concept", zh, en, REFERENCE)
    for number, (zh, en, unit) in enumerate(INDICATORS):
        yield described(f"ind:n{number}", "npp:Indicator", zh, en, ("npp:unit", unit), REFERENCE)
    for number in range(len(TRADES)):
        zh, en = f"{STEMS[number][0]}级零碳工厂", f"Zero-carbon factory, grade {STEMS[number][1]}"
        yield described(f"scheme:n{number}", "npp:CertificationScheme", zh, en, REFERENCE)
        yield described(f"body:c{number}", "npp:CertificationBody", f"{zh}认证中心", f"{en}: certifier", REFERENCE)
        zh, en = body(number)
        yield described(f"body:m{number}", "npp:Ministry", zh, en, REFERENCE)
    for year in range(LAST_YEAR - counts.years + 1, LAST_YEAR + 1):
        yield from _times(year)


def _times(year: int) -> Iterator[Block]:
    yield _time(f"{year}", f"{year}年", f"{year}-01-01", f"{year}-12-31", "npp:Year")
    for month in range(1, 13):
        last = 28 + (year % 4 == 0) if month == 2 else 30 if month in {4, 6, 9, 11} else 31  # noqa: PLR2004 - a calendar
        name = f"{year}-{month:02}"
        yield _time(name, f"{year}年{month}月", f"{name}-01", f"{name}-{last}", "npp:TimeSpan")


def _time(name: str, zh: str, first: str, last: str, kind: str) -> Block:
    span = [("npp:earliest", f'"{first}"^^xsd:date'), ("npp:latest", f'"{last}"^^xsd:date')]
    return described(
        f"t:{name}", kind, zh, name, ("npp:edtf", string(name)), *span, ("npp:inYear", f"t:{name[:4]}"), REFERENCE
    )


def areas(counts: Counts, seed: int) -> Iterator[Block]:
    """Every administrative area and its Identifier, from the provinces down."""
    for number in range(counts.provinces):
        _, zh, en = PROVINCES[number]
        yield from _area(province(number), "npp:Province", zh, en, "place:china")
    for number in range(counts.cities):
        zh, en = stem(mixed(seed, number))
        code, inside = city(number, counts), province(number * counts.provinces // counts.cities)
        (place, said), identifier = _area(code, "npp:City", f"{zh}市", en, f"place:n{inside}")
        capital = [("npp:capitalOf", f"place:n{inside}")] if code.endswith("0100") else []
        yield place, said + capital
        yield identifier
    for number in range(counts.counties):
        zh, en = stem(mixed(seed, 1_000 + number))
        inside = city(number * counts.cities // counts.counties, counts)
        level_zh, level_en = ("县", "County") if number % 2 else ("区", "District")
        yield from _area(county(number, counts), "npp:County", zh + level_zh, f"{en} {level_en}", f"place:n{inside}")
    for number in range(counts.townships):
        zh, en = stem(mixed(seed, 10_000 + number))
        above = number * counts.counties // counts.townships
        code = f"{county(above, counts)}{_rank(number, counts.counties, counts.townships):03}"
        level_zh, level_en = ("镇", "Town") if number % 3 else ("乡", "Township")
        inside = f"place:n{county(above, counts)}"
        yield from _area(code, "npp:Township", zh + level_zh, f"{en} {level_en}", inside)


def _area(code: str, kind: str, zh: str, en: str, inside: str) -> tuple[Block, Block]:
    names = ("skos:altLabel", f'"{zh[:-1]}"@zh')
    tie = ("npp:identifiedBy", f"code:gb-t-2260-{code}")
    place = described(f"place:n{code}", kind, zh, en, names, ("npp:locatedIn", inside), tie, REFERENCE)
    return place, identifier(code, f"区划代码{code}", f"division code {code}", "c:gb-t-2260", REFERENCE)


def _rank(number: int, above: int, many: int) -> int:
    """Which one it is of its parent, from 1, where ``many`` are spread evenly over ``above`` parents."""
    parent = number * above // many
    return number - -(-parent * many // above) + 1


def province(number: int) -> str:
    """The division code of a province."""
    return f"{PROVINCES[number][0]}0000"


def city(number: int, counts: Counts) -> str:
    """The division code of a city."""
    digits = PROVINCES[number * counts.provinces // counts.cities][0]
    return f"{digits}{_rank(number, counts.provinces, counts.cities):02}00"


def county(number: int, counts: Counts) -> str:
    """The division code of a county."""
    above = city(number * counts.cities // counts.counties, counts)
    return f"{above[:4]}{_rank(number, counts.cities, counts.counties):02}"
