"""Names in a graph without an index, such as one behind an endpoint: found by labels and codes, asked by SPARQL.

Names are folded and ranked as an index has it. What needs readings is left out: pinyin and initials find nothing here.
Every look-up asks the store for what may fit and measures it here, so it costs a few queries, one of which reads every
label of the store.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.errors import AmbiguousName, UnknownName
from kg.find import sparql
from kg.find.fold import fold, grams, has_han, width, words
from kg.find.gather import NAMELESS_CLASSES, NAMINGS, Gathered, Naming, above, gather, kind_of, label_in, nearest_place
from kg.find.matches import Nearness
from kg.find.nearest import closest, likest, ranked
from kg.find.resolve import MOST_LISTED, MOST_OFFERED, did_you_mean, is_long_enough
from kg.find.search import Hit
from kg.names import NPP, PREFIXES, STANDARD, compact, expand, is_entity, looks_like_iri, npp
from kg.terms import Iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.store.engine import Engine

_TYPE: Final = STANDARD["rdf"] + "type"
_LOCATED_IN: Final = npp("locatedIn").value
_LOCAL: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_MEASURED: Final = 200
_SHORT: Final = 3


class _Match(NamedTuple):
    """A name that fits: how near it is, and what ranks it among those as near."""

    nearness: Nearness
    words_begun: bool
    of_vocabulary: bool
    width: int
    degree: int
    naming: Naming
    curie: str
    name: str
    iri: Iri


def search(engine: Engine, text: str, *, limit: int = 20, kinds: Sequence[Iri] | None = None) -> list[Hit]:
    """As ``kg.find.search``."""
    for folded in _spellings(text):
        found: dict[Iri, _Match] = {}
        for match in sorted(_matches(engine, folded, text)):
            found.setdefault(match.iri, match)
        likely = _ordered(engine, list(found.values())[:_MEASURED], _MEASURED if kinds else 2 * limit)
        hits = _hits(engine, likely, kinds)
        if hits:
            return hits[:limit]
    return []


def resolve(engine: Engine, text: str) -> Iri:
    """As ``kg.find.resolve``."""
    if looks_like_iri(text):
        iri = expand(text)
        found = sparql.standing(engine, iri)
        if found is None:
            near = did_you_mean(suggest(engine, compact(iri)))
            raise UnknownName(f"nothing in the graph is called {compact(iri)}{near}")
        return found
    hits = search(engine, text, limit=_MEASURED)
    for nearness in (Nearness.IS, Nearness.HAS_IDENTIFIER):
        same = [hit for hit in hits if hit.score is nearness]
        same = [hit for hit in same if is_entity(hit.iri)] or same
        if len(same) == 1:
            return same[0].iri
        if same:
            raise _ambiguous(text, same)
    folded = fold(text, {})
    if len(hits) == 1 and hits[0].score is Nearness.BEGINS and is_long_enough(folded):
        return hits[0].iri
    alike = [(hit.matched, compact(hit.iri)) for hit in hits[:MOST_OFFERED]] or nearest(engine, text)
    told = suggest(engine, text) or [f"{name} ({curie})" for name, curie in alike]
    raise UnknownName(f"nothing in the graph is called '{text}'{did_you_mean(told)}")


def labels(engine: Engine, iris: Iterable[Iri], lang: str) -> dict[Iri, str]:
    """As ``kg.find.labels``."""
    wanted = list(dict.fromkeys(iris))
    named = _labelled(gather(sparql.statements(engine, wanted, NAMINGS)))
    found = {}
    for iri in wanted:
        zh, en = named.get(iri, ("", ""))
        found[iri] = ((en or zh) if lang == "en" else (zh or en)) or compact(iri)
    return found


def kind_named(engine: Engine, text: str) -> Iri:
    """As ``kg.find.kind_named``."""
    tree = gather(sparql.subclasses(engine))
    given = [kind.value for kind in sparql.classes(engine) if isinstance(kind, Iri)]
    own = [tree.number(kind) for kind in given if kind not in NAMELESS_CLASSES]
    iris = list(tree.numbers)
    every = [Iri(iris[number]) for number in above(tree, own)]
    named = _labelled(gather(sparql.statements(engine, every, NAMINGS)))
    sought = fold(text, {})
    for kind in sorted(every, key=compact):
        curie = compact(kind)
        known = {curie.lower(), curie.partition(":")[2].lower()}
        if text.lower() in known or sought in {fold(name, {}) for name in named.get(kind, ()) if name}:
            return kind
    told = ", ".join(sorted(curie for curie in map(compact, every) if curie.startswith("npp:")))
    raise UnknownName(f"no entity is of a class '{text}'; the classes are {told}")


def nearest(engine: Engine, text: str, *, limit: int = 3) -> list[tuple[str, str]]:
    """As ``kg.find.nearest``."""
    folded = fold(text, {})
    if has_han(folded):
        pairs = {gram for gram in grams(folded) if len(gram) > 1} or set(grams(folded))
        near = [each for gram in sorted(pairs)[:_SHORT] for each in sparql.holding(engine, [gram])]
    else:
        near = sparql.beginning(engine, folded[:2]) if folded else []
    named = {(name, compact(iri)) for iri, _, name in near}
    likely = sorted(named, key=lambda one: (one[1].startswith("npp:"), width(fold(one[0], {})), one[1]))
    return closest(((fold(name, {}), (name, curie)) for name, curie in likely), folded, limit)


def suggest(engine: Engine, curie: str, *, limit: int = 3) -> list[str]:
    """As ``kg.find.suggest``."""
    prefix, colon, local = curie.partition(":")
    if not colon or not local:
        return []
    elsewhere = [compact(iri) for iri in sparql.identified(engine, local)] if _LOCAL.fullmatch(local) else []
    alike = [prefix] if prefix in PREFIXES else ranked(((name, name) for name in PREFIXES), prefix, 2)
    known = [compact(iri) for each in alike for iri in sparql.subjects(engine, each, "")]
    return likest(curie, elsewhere, known, limit)


def _spellings(text: str) -> Iterator[str]:
    """The folded name; where that finds nothing, with traditional characters as simplified ones."""
    plain = fold(text, {})
    yield from [plain] if plain else []
    if has_han(plain):
        from kg.find.traditional import Simplifier

        simple = fold(text, Simplifier().variants)
        yield from [simple] if simple != plain else []


def _matches(engine: Engine, folded: str, text: str) -> list[_Match]:
    """What fits the folded name."""
    # An apostrophe that folding drops stands before an s.
    stems = [word[:-1] if len(word) > _SHORT and word.endswith("s") else word for word in words(folded)]
    pieces = list(dict.fromkeys([*(gram for gram in grams(folded) if len(gram) == 1), *stems]))
    found = [*sparql.named(engine, text.strip()), *sparql.holding(engine, pieces)]
    matches = [match for iri, prop, name in found if (match := _measured(iri, prop, name, folded))]
    if _LOCAL.fullmatch(text.strip()):
        local = text.strip()
        matches += [_match(iri, Nearness.HAS_IDENTIFIER, Naming.CODE, "") for iri in sparql.identified(engine, local)]
    if looks_like_iri(text) and (prefix := text.partition(":")[0]) in PREFIXES:
        known = sparql.subjects(engine, prefix, text.strip().partition(":")[2])
        matches += [_match(iri, Nearness.IDENTIFIER_BEGINS, Naming.CODE, compact(iri)) for iri in known]
    return matches


def _ordered(engine: Engine, matches: list[_Match], most: int) -> list[_Match]:
    """The matches, those that are alike and among the first by how much connected they are: counting is dear."""
    ordered: list[_Match] = []
    for key, group in groupby(matches, key=lambda match: match[:4]):
        alike = list(group)
        if len(alike) > 1 and len(ordered) < most and key[0] is not Nearness.IDENTIFIER_BEGINS:
            ties = sparql.degrees(engine, [match.iri for match in alike])
            alike = sorted(match._replace(degree=-ties.get(match.iri, 0)) for match in alike)
        ordered += alike
    return ordered


def _measured(iri: Iri, prop: str, name: str, sought: str) -> _Match | None:
    """How the name fits what is sought; None where it does not."""
    naming = NAMINGS.get(prop, Naming.CODE)
    known = fold(name, {})
    if known == sought:
        return _match(iri, Nearness.IS, naming, name)
    if known.startswith(sought):
        return _match(iri, Nearness.BEGINS, naming, name)
    if has_han(sought):
        fits = all(piece in known for piece in sought.split())
        return _match(iri, Nearness.CONTAINS, naming, name) if fits else None
    wanted, there = words(sought), words(known)
    if all(word in there for word in wanted):
        return _match(iri, Nearness.CONTAINS, naming, name)
    if all(any(other.startswith(word) and len(word) > 1 for other in there) or word in there for word in wanted):
        return _match(iri, Nearness.CONTAINS, naming, name)._replace(words_begun=True)
    return None


def _match(iri: Iri, nearness: Nearness, naming: Naming, name: str) -> _Match:
    ours = iri.value.startswith(NPP)
    return _Match(nearness, False, ours, width(fold(name, {})), 0, naming, compact(iri), name, iri)  # noqa: FBT003 - a field


def _hits(engine: Engine, matches: Sequence[_Match], kinds: Sequence[Iri] | None) -> list[Hit]:
    """The matches in words, those alone that have a name and one of the kinds."""
    iris = [match.iri for match in matches]
    properties = [*NAMINGS, _TYPE, _LOCATED_IN]
    told = list(sparql.statements(engine, iris, properties))
    around = {t.object for t in told if t.predicate.value in {_TYPE, _LOCATED_IN} and isinstance(t.object, Iri)}
    told += sparql.statements(engine, sorted(around - set(iris)), [*NAMINGS, _LOCATED_IN])
    found = gather([*told, *sparql.subclasses(engine)])
    named, every = _labelled(found), list(found.numbers)
    hits = []
    for match in matches:
        types = found.types.get(found.number(match.iri.value), frozenset())
        kind, lineage = kind_of(found, every, types)
        passed = kinds is None or not {compact(one) for one in kinds}.isdisjoint(lineage.split())
        if match.iri in named and passed and not {every[one] for one in types} & set(NAMELESS_CLASSES):
            place = nearest_place(found, found.number(match.iri.value))
            of_kind = expand(kind) if kind else None
            where = named.get(Iri(every[place]), ("", "")) if place is not None else ("", "")
            zh, en = named[match.iri]
            worded = named.get(of_kind, ("", "")) if of_kind else ("", "")
            name = match.name or min(own for own in found.names if own[0] == found.number(match.iri.value))[2]
            hits.append(Hit(match.iri, zh, en, of_kind, *worded, *where, name, match.nearness))
    return hits


def _labelled(found: Gathered) -> dict[Iri, tuple[str, str]]:
    """The Chinese and English label of each thing that has a name; "" where it has none in that language."""
    iris = list(found.numbers)
    names: dict[int, list[tuple[int, Naming, str, str]]] = {}
    for name in sorted(found.names):
        names.setdefault(name[0], []).append(name)
    return {Iri(iris[one]): (label_in(own, "zh") or "", label_in(own, "en") or "") for one, own in names.items()}


def _ambiguous(text: str, hits: Sequence[Hit]) -> AmbiguousName:
    lines = []
    for hit in hits:
        kind = hit.kind_zh or hit.kind_en or (compact(hit.kind) if hit.kind else "")
        where = hit.where_zh or hit.where_en
        line = f"  {compact(hit.iri)}  {hit.label_zh or hit.label_en}  {kind}"
        lines.append(line + (f"  {where}" if where else ""))
    more = f"\n  and {len(lines) - MOST_LISTED} more" if len(lines) > MOST_LISTED else ""
    listed = "\n".join(lines[:MOST_LISTED])
    return AmbiguousName(f"'{text}' names {len(lines)} entities; say which one by its CURIE:\n{listed}{more}")
