"""Why a query has no rows: a literal of another kind, a pattern that nothing matches, a filter that nothing passes."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from kg.errors import KgError
from kg.names import NPP, compact
from kg.query.asking import Asking
from kg.query.mismatch import mismatches
from kg.query.run import has_names, prepare
from kg.query.tokens import tokenize, variables
from kg.query.triples import filters, written
from kg.query.worker import confined
from kg.terms import Iri

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.query.job import Job
    from kg.query.run import Prepared
    from kg.query.triples import Written
    from kg.query.worker import Limits
    from kg.store.snapshot import Snapshot

_LIKENESS: Final = 0.6
_TYPE: Final = frozenset({"a", "rdf:type"})
# Seconds to look for a reason.
_PATIENCE: Final = 2.0
# A path that goes from property to property.
_STEP: Final = r"\^?(?:<[^<>]*>|[^\s/|^()*+?!<>]+)"
_SEQUENCE: Final = re.compile(rf"{_STEP}(?:/{_STEP})+")


def why_empty(snapshot: Snapshot, job: Job, limits: Limits) -> list[str]:
    """The reasons for a job's query that had no rows, if they are found out within the limits and two seconds."""
    try:
        return confined(partial(explained, snapshot, job), replace(limits, seconds=min(limits.seconds, _PATIENCE)))
    except KgError:
        return []


def explained(snapshot: Snapshot, job: Job) -> list[str]:
    """The reasons for a job's query that had no rows, looked for in this process."""
    query = prepare(job.text, name=job.name, bindings=job.bindings, services=job.services)
    if has_names(query.tokens):
        from kg.query.labels import filled

        query = replace(query, tokens=tuple(filled(query.source, query.tokens, snapshot.names)[0]))
    return reasons(snapshot, query)


def reasons(snapshot: Snapshot, query: Prepared) -> list[str]:
    """What keeps a SELECT from having rows, one line each: the literals in question, else a pattern, else a filter.

    Asks the store a few times a pattern; the caller bounds the time. Empty where nothing is found.
    """
    asking = Asking(snapshot, query.tokens)
    patterns = [each for each in written(query.tokens) if each.is_required]
    found = list(mismatches(asking, query.tokens, patterns))
    found = found or list(_unmatched(asking, patterns))
    found = found or list(_filtered(asking, patterns, filters(query.tokens)))
    return [f"0 rows: {_short(each)}" for each in found]


def _short(words: str) -> str:
    """The words with CURIEs in the places of IRIs that have one, which parameters put into queries."""
    return re.sub(r"<[^<>\s]+>", lambda match: compact(Iri(match[0][1:-1])), words)


def _unmatched(asking: Asking, patterns: Sequence[Written]) -> Iterator[str]:
    """The first pattern that nothing matches alone, else with its subject's class, else with those before it."""
    classes = {each.subject: each.object for each in patterns if each.verb in _TYPE and each.object[:1] != "?"}
    typed = {subject: f"{subject} a {kind}" for subject, kind in classes.items()}
    for pattern in patterns:
        if not asking.holds(pattern.spelled):
            beside = "" if pattern.verb in _TYPE else typed.get(pattern.subject, "")
            why = _turned(asking, pattern, "") or _broken(asking, pattern) or _near(asking, pattern, beside)
            yield f"nothing matches `{pattern.text}`, even alone{why}"
            return
    for pattern in patterns:
        beside = "" if pattern.verb in _TYPE else typed.get(pattern.subject, "")
        if beside and not asking.holds(beside, pattern.spelled):
            why = _turned(asking, pattern, beside) or _near(asking, pattern, beside)
            yield f"no `{pattern.verb}` from a `{classes[pattern.subject]}`{why}"
            return
    for count in range(2, len(patterns) + 1):
        if not asking.holds(*(each.spelled for each in patterns[:count])):
            yield f"nothing matches `{patterns[count - 1].text}` together with the patterns before it"
            return


def _filtered(asking: Asking, patterns: Sequence[Written], tests: Sequence[str]) -> Iterator[str]:
    """The filters that no row passes, where the patterns alone have rows."""
    bodies = [each.spelled for each in patterns]
    known = {name for each in patterns for name in each.variables}
    tried = [test for test in tests if known.issuperset(variables(tokenize(test)))]
    if not bodies or not tried or not asking.holds(*bodies):
        return
    alone = [test for test in tried if not asking.holds(*bodies, test)]
    yield from (f"what matches the patterns does not pass `{test}`" for test in alone)
    if not alone and not asking.holds(*bodies, *tried):
        yield "what matches the patterns passes each filter, and none of it all of them"


def _turned(asking: Asking, pattern: Written, typed: str) -> str:
    """That the pattern matches with its ends exchanged, where it does."""
    if pattern.object[:1] in {'"', "'", "+", "-"} or pattern.object[:1].isdigit():
        return ""
    turned = f"{pattern.object} {pattern.verb} {pattern.subject}"
    matches = asking.holds(*filter(None, (typed, turned)))
    return f"; the other way round it matches: `{turned}`" if matches else ""


def _broken(asking: Asking, pattern: Written) -> str:
    """Where a path from property to property breaks off."""
    if not _SEQUENCE.fullmatch(pattern.verb):
        return ""
    properties = re.findall(_STEP, pattern.verb)
    for count in range(1, len(properties) + 1):
        gone = "/".join(properties[:count])
        if not asking.holds(f"{pattern.subject} {gone} ?kg_end"):
            before = "/".join(properties[: count - 1])
            sought = asking.iri(properties[count - 1].lstrip("^"))
            lead = f"{pattern.subject} {before} ?kg_middle . ?kg_middle" if before else pattern.subject
            near = _alike(asking, sought, f"{lead} ?p ?kg_end") if sought else ""
            after = f" after `{before}`" if before else ""
            return f": no `{properties[count - 1]}`{after}{near}"
    return ""


def _near(asking: Asking, pattern: Written, typed: str) -> str:
    """The property that leads from there to the like: to the same object, else to objects of this property."""
    sought = asking.iri(pattern.verb)
    if sought is None:
        return ""
    lead = f"{typed} . {pattern.subject}" if typed else pattern.subject
    if not asking.holds(f"?kg_one <{sought.value}> ?kg_other"):
        return _alike(asking, sought, f"{lead} ?p ?kg_other")
    if pattern.object.startswith("?"):
        body = f"{lead} ?p ?kg_end FILTER EXISTS {{ ?kg_one <{sought.value}> ?kg_end }}"
    else:
        body = f"{lead} ?p {pattern.object}"
    near = [each for each in asking.properties(body) if each != sought and each.value.startswith(NPP)]
    return f"; did you mean `{compact(near[0])}`?" if near else _alike(asking, sought, f"{lead} ?p ?kg_other")


def _alike(asking: Asking, sought: Iri, body: str) -> str:
    """The property that is spelled most like the one sought, of those in its namespace that the body matches."""
    import difflib

    cut = max(sought.value.rfind("/"), sought.value.rfind("#")) + 1
    namespace, local = sought.value[:cut], sought.value[cut:]
    found = {each.value for each in asking.properties(body) if each != sought}
    names = sorted(each.removeprefix(namespace) for each in found if each.startswith(namespace))
    near = difflib.get_close_matches(local, names, 1, _LIKENESS)
    return f"; did you mean `{compact(Iri(namespace + near[0]))}`?" if near else ""
