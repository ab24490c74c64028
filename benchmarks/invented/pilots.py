"""What programmes are about: cohorts, designations, parks, enterprises, observations, each with its evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from invented.blocks import INDICATORS, LAST_YEAR, Block, Counts, described, evidence, identifier, mixed, string
from invented.labels import TRADES, programme, stem
from invented.places import areas, city, county, reference

# Where the numbers of one kind begin, so that two kinds draw different random numbers.
_KIND: Final = {"designation": 1 << 40, "enterprise": 2 << 40, "observation": 3 << 40, "park": 4 << 40}


def nation(counts: Counts, seed: int) -> Iterator[Block]:
    """All blocks, reference data first; the same for the same arguments."""
    yield from reference(counts)
    yield from areas(counts, seed)
    makers: list[tuple[int, Callable[[int, Counts, int], Iterator[Block]]]] = [
        (counts.programmes, _programme),
        (counts.cohorts, _cohort),
        (counts.parks, _park),
        (counts.enterprises, _enterprise),
        (counts.designations, _designation),
        (counts.observations, _observation),
    ]
    for many, maker in makers:
        for number in range(many):
            yield from maker(number, counts, seed)


def copies(enterprise: int) -> int:
    """How many further nodes an enterprise has: one in twenty has one, one in two hundred a second."""
    return (enterprise % 20 == 7) + (enterprise % 200 == 107)  # noqa: PLR2004 - as the docstring says


def _programme(number: int, _: Counts, seed: int) -> Iterator[Block]:
    zh, en = programme(number)
    yield from evidence("programme", number, seed, zh[:24])
    rests = ("npp:evidence", f"psg:programme-n{number}")
    yield described(f"prog:n{number}", "npp:Programme", zh, en, ("npp:kind", "c:pilot"), rests)


def _cohort(number: int, counts: Counts, seed: int) -> Iterator[Block]:
    """A cohort and the document of two ministries that establishes it."""
    which = number % counts.programmes
    year = LAST_YEAR - number // counts.programmes % counts.years
    zh, en = programme(which)
    zh, en = f"{year}年{zh}名单", f"{en}, list of {year}"
    yield from evidence("cohort", number, seed, f"{year}年")
    rests = ("npp:evidence", f"psg:cohort-n{number}")
    yield described(f"coh:n{number}", "npp:Cohort", zh, en, ("npp:cohortOf", f"prog:n{which}"), rests)
    yield described(
        f"doc:cohort-plan-n{number}",
        "npp:PolicyDocument",
        f"《关于公布{zh}的意见》",
        f"Opinions announcing: {en}",
        ("npp:kind", "c:opinions"),
        ("npp:documentNumber", string(f"试点办〔{year}〕{number + 1}号")),
        ("npp:establishes", f"coh:n{number}"),
        ("npp:issuedBy", f"body:m{number % len(TRADES)}"),
        ("npp:issuedBy", f"body:m{(number + 1) % len(TRADES)}"),
        ("npp:issuedIn", f"t:{year}-{number % 12 + 1:02}"),
        rests,
    )


def _park(number: int, counts: Counts, seed: int) -> Iterator[Block]:
    """A park in a county; one in ten is part of the park before it."""
    random = mixed(seed, _KIND["park"] + number)
    zh, en = stem(random)
    yield from evidence("park", number, seed, f"{zh}园区")
    inside = [("npp:locatedIn", f"place:n{county(random % counts.counties, counts)}")]
    if number % 10 == 1:
        inside.append(("npp:partOf", f"place:park-n{number - 1}"))
    rests = ("npp:evidence", f"psg:park-n{number}")
    yield described(f"place:park-n{number}", "npp:Park", f"{zh}工业园区", f"{en} Industrial Park", *inside, rests)


def _enterprise(number: int, counts: Counts, seed: int) -> Iterator[Block]:
    """An enterprise, its Identifier and its duplicates, which other sources name by the brand; some are certified."""
    random = mixed(seed, _KIND["enterprise"] + number)
    zh, en = stem(random)
    trade_zh, trade_en = TRADES[random % len(TRADES)]
    seat = county(random // 7 % counts.counties, counts)
    code = f"91{seat}{number:09}X"
    yield from evidence("enterprise", number, seed, zh)
    rests = ("npp:evidence", f"psg:enterprise-n{number}")
    yield identifier(code, f"统一社会信用代码{code}", f"credit code {code}", "c:social-credit", rests)
    named = [(f"n{number}", zh + trade_zh, f"{en} {trade_en}")]
    named += [(f"n{number}-brand-{copy}", zh + trade_zh[:2], en) for copy in range(copies(number))]
    for step, (slug, full_zh, full_en) in enumerate(named):
        said = [
            ("skos:altLabel", f'"{zh}"@zh'),
            ("npp:operatesIn", f"place:park-n{(random // 11 + step) % counts.parks}"),
            ("npp:identifiedBy", f"code:social-credit-{code.lower()}"),
            rests,
        ]
        yield described(f"ent:{slug}", "npp:Enterprise", full_zh, full_en, *said)
    if number % 5 == 2:  # noqa: PLR2004 - one in five, duplicates among them
        grade = number % len(TRADES)
        said = [("npp:holder", f"ent:{named[-1][0]}"), ("npp:scheme", f"scheme:n{grade}")]
        said += [("npp:certifiedBy", f"body:c{grade}"), rests]
        yield described(
            f"cert:n{number}", "npp:Certification", f"{zh}零碳工厂认证", f"{en}: zero-carbon factory", *said
        )


def _designation(number: int, counts: Counts, seed: int) -> Iterator[Block]:
    """A designation; every second one has a goal, one in fifty a claim on its time of approval."""
    random = mixed(seed, _KIND["designation"] + number)
    cohort = random % counts.cohorts
    year = LAST_YEAR - cohort // counts.programmes % counts.years
    month = random // 13 % 12 + 1
    zh, en = programme(cohort % counts.programmes)
    to = _recipient(random // 17, counts)
    when, rests = ("npp:approvedIn", f"t:{year}-{month:02}"), ("npp:evidence", f"psg:designation-n{number}")
    yield from evidence("designation", number, seed, f"{year}年{month}月")
    said = [
        ("npp:inCohort", f"coh:n{cohort}"),
        ("npp:recipient", to),
        when,
        ("npp:dateText", string(f"{year}年{month}月")),
    ]
    goal = f"goal:n{number // 2}"
    said += [] if number % 2 else [("npp:hasGoal", goal)]
    yield described(
        f"des:n{number}", "npp:Designation", f"入选{zh}（第{number}号）", f"{en}: entry {number}", *said, rests
    )
    if not number % 2:
        yield from evidence("goal", number // 2, seed, "力争", "c:goal")
        aim = [("npp:kind", "c:objective"), ("npp:evidence", f"psg:goal-n{number // 2}")]
        yield described(goal, "npp:Goal", f"{zh}的目标", f"{en}: aim", *aim)
    if number % 50 == 1:
        claimed = [("rdf:subject", f"des:n{number}"), ("rdf:predicate", when[0]), ("rdf:object", when[1])]
        yield f"claim:n{number}", [("a", "npp:Claim"), *claimed, ("npp:rank", "c:rank-normal"), rests]


def _recipient(random: int, counts: Counts) -> str:
    """Of ten recipients five are counties, two cities, two parks and one an enterprise."""
    which, random = random % 10, random // 10
    if which == 0:
        return f"ent:n{random % counts.enterprises}"
    if which < 3:  # noqa: PLR2004 - two in ten
        return f"place:park-n{random % counts.parks}"
    if which < 5:  # noqa: PLR2004 - two in ten
        return f"place:n{city(random % counts.cities, counts)}"
    return f"place:n{county(random % counts.counties, counts)}"


def _observation(number: int, counts: Counts, seed: int) -> Iterator[Block]:
    """A value of an indicator for a county or a designation in one year."""
    random = mixed(seed, _KIND["observation"] + number)
    which = random % len(INDICATORS)
    zh, en, unit = INDICATORS[which]
    value = random // 5 % 1_000
    spelled = f"{value // 10}.{value % 10}" if unit == "unit:PERCENT" else f"{value}"
    year = LAST_YEAR - random // 7 % counts.years
    about = (
        f"des:n{number % counts.designations}" if number % 3 else f"place:n{county(number % counts.counties, counts)}"
    )
    yield from evidence("observation", number, seed, spelled)
    yield described(
        f"obs:n{number}",
        "npp:Observation",
        f"{year}年{zh}",
        f"{en}, {year}",
        ("npp:about", about),
        ("npp:ofIndicator", f"ind:n{which}"),
        ("npp:value", f'"{spelled}"^^xsd:decimal'),
        ("npp:valueText", string(spelled)),
        ("npp:asOf", f"t:{year}"),
        ("npp:evidence", f"psg:observation-n{number}"),
    )
