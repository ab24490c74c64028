"""Why a query has no rows: the pattern that nothing matches, and the literal that is written otherwise in the graph."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from kg.errors import KgError
from kg.names import NPP, PREFIXES, compact, npp
from kg.query.clauses import iri_of, prologue
from kg.query.patterns import Pattern, required
from kg.query.run import prepare
from kg.query.values import unescape
from kg.query.worker import confined
from kg.store.answer import Boolean, Rows
from kg.terms import XSD, Iri, Literal, ntriples, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.query.job import Job
    from kg.query.run import Prepared
    from kg.query.tokens import Token
    from kg.query.worker import Limits
    from kg.store.engine import Engine
    from kg.store.snapshot import Snapshot

_NUMERIC: Final = ("integer", "decimal", "double")
_OTHERS: Final = ("string", "integer", "decimal", "gYear", "gYearMonth", "date", "dateTime", "boolean", "anyURI")
_LIKENESS: Final = 0.6
# Seconds to look for a reason.
_PATIENCE: Final = 2.0


def reasons(snapshot: Snapshot, query: Prepared) -> list[str]:
    """What keeps a SELECT from having rows, one line each: the literals in question, else the first pattern.

    Asks the store a few times a pattern; the caller bounds the time. Empty where nothing is found: the patterns match
    together, and a FILTER leaves none of them.
    """
    asking = _Asking(snapshot.engine, query.tokens)
    patterns = required(query.tokens)
    literals = [f"0 rows: {each}" for each in _misspelt(asking, query.tokens, patterns)]
    return literals or [f"0 rows: {each}" for each in _unmatched(asking, patterns)]


def why_empty(snapshot: Snapshot, job: Job, limits: Limits) -> list[str]:
    """The reasons for a job's query that had no rows, if they are found out within the limits and two seconds."""
    try:
        return confined(partial(explained, snapshot, job), replace(limits, seconds=min(limits.seconds, _PATIENCE)))
    except KgError:
        return []


def explained(snapshot: Snapshot, job: Job) -> list[str]:
    """The reasons for a job's query that had no rows, looked for in this process."""
    return reasons(snapshot, prepare(job.text, name=job.name, bindings=job.bindings, services=job.services))


class _Asking:
    """Questions to the store, in the prefixes of the query."""

    def __init__(self, engine: Engine, tokens: Sequence[Token]) -> None:
        self._engine = engine
        self._tokens = tokens
        self.own = prologue(tokens).prefixes
        self._head = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in self.own.items())

    def holds(self, *patterns: Pattern) -> bool:
        """Whether anything matches all the patterns."""
        answer = self._engine.query(f"{self._head}ASK {{ {' . '.join(map(str, patterns))} }}", prefixes=PREFIXES)
        return isinstance(answer, Boolean) and answer.value

    def properties(self, where: str) -> list[Iri]:
        """The properties ``?p`` of our vocabulary that the pattern matches, the most frequent first."""
        select = f"{self._head}SELECT ?p (COUNT(*) AS ?n) {{ {where} }} GROUP BY ?p ORDER BY DESC(?n) ?p"
        answer = self._engine.query(select, prefixes=PREFIXES)
        found = [row[0] for row in answer] if isinstance(answer, Rows) else []
        return [each for each in found if isinstance(each, Iri) and each.value.startswith(NPP)]

    def held(self, term: Literal, properties: set[Iri]) -> bool:
        """Whether one of the properties has this value; where there is none, whether any property has."""
        places: list[Iri | None] = [*properties] or [None]
        return any(next(iter(self._engine.quads(None, each, term)), None) is not None for each in places)

    def iri(self, spelled: str) -> Iri | None:
        """The IRI that a term of a pattern spells; None for a variable or literal."""
        token = next((each for each in self._tokens if each.text == spelled), None)
        name = iri_of(token, self.own) if token else None
        return None if name is None else Iri(name)


def _unmatched(asking: _Asking, patterns: Sequence[Pattern]) -> Iterator[str]:
    """The first pattern that nothing matches alone, else with its subject's class, else with those before it."""
    for pattern in patterns:
        if not asking.holds(pattern):
            yield f"nothing matches `{pattern}`, even alone{_turned(asking, pattern) or _near(asking, pattern, '')}"
            return
    classes = {each.subject: each.object for each in patterns if each.predicate == "a"}
    for pattern in patterns:
        kind = classes.get(pattern.subject)
        if kind and not kind.startswith("?") and pattern.predicate != "a":
            typed = Pattern(pattern.subject, "a", kind)
            if not asking.holds(typed, pattern):
                yield f"no `{pattern.predicate}` from a `{kind}`{_near(asking, pattern, f'{typed} . ')}"
                return
    for count in range(2, len(patterns) + 1):
        if not asking.holds(*patterns[:count]):
            yield f"nothing matches `{patterns[count - 1]}` together with the patterns before it"
            return


def _turned(asking: _Asking, pattern: Pattern) -> str:
    """That the pattern matches with its ends exchanged, where it does."""
    if pattern.object[:1] in {'"', "'"} or pattern.object[:1].isdigit():
        return ""
    turned = Pattern(pattern.object, pattern.predicate, pattern.subject)
    return f"; the other way round it matches: `{turned}`" if asking.holds(turned) else ""


def _near(asking: _Asking, pattern: Pattern, typed: str) -> str:
    """The property that leads from there to the like: to the same object, else to objects of this property."""
    sought = asking.iri(pattern.predicate)
    if sought is None:
        return ""

    def local(name: Iri) -> str:
        return name.value.removeprefix(NPP)

    fixed = not pattern.object.startswith("?")
    leading = f"{typed}{pattern.subject} ?p {pattern.object if fixed else '?y'}"
    if not fixed:
        leading += f" FILTER EXISTS {{ ?z <{sought.value}> ?y }}"
    near = [each for each in asking.properties(leading) if each != sought]
    if not near:
        import difflib

        names = [local(each) for each in asking.properties(f"{typed}{pattern.subject} ?p ?y") if each != sought]
        near = [npp(name) for name in difflib.get_close_matches(local(sought), sorted(names), 1, _LIKENESS)]
    return f"; did you mean `{compact(near[0])}`?" if near else ""


def _misspelt(asking: _Asking, tokens: Sequence[Token], patterns: Sequence[Pattern]) -> Iterator[str]:
    """The literals that the query's properties do not have, but have as the same text in another language or type."""
    objects = {pattern.object for pattern in patterns}
    properties = {iri for pattern in patterns if (iri := asking.iri(pattern.predicate))}
    told = set()
    for index, token in enumerate(tokens):
        if token.kind not in {"string", "number"} or (token.kind == "number" and token.text not in objects):
            continue
        meant = _literal(tokens[index : index + 3])
        if meant is None or meant in told or asking.held(meant, properties):
            continue
        told.add(meant)
        others = [other for other in _variants(meant) if asking.held(other, properties)]
        if others:
            written = " and ".join(f"`{_shown(other)}`" for other in others)
            yield f"the graph has no `{_shown(meant)}`, but {written}"


def _literal(tokens: Sequence[Token]) -> Literal | None:
    """The literal that the tokens begin with; None for a datatype of others."""
    first, *rest = tokens
    if first.kind == "number":
        kind = "double" if "e" in first.text.lower() else "decimal" if "." in first.text else "integer"
        return Literal(first.text, XSD + kind)
    content = unescape(first.text)
    if rest and rest[0].kind == "language":
        return text(content, rest[0].text[1:].lower())
    if rest and rest[0].text == "^^":
        datatype = iri_of(rest[1], {}) if len(rest) > 1 else None
        return None if datatype is None else Literal(content, datatype)
    return text(content)


def _variants(meant: Literal) -> Iterator[Literal]:
    """The same text in other languages and types."""
    for language in ("zh", "en"):
        yield text(meant.text, language)
    for name in _OTHERS:
        yield Literal(meant.text, XSD + name)


def _shown(term: Literal) -> str:
    """The literal as a query spells it."""
    bare = {XSD + name for name in _NUMERIC}
    if term.datatype in bare:
        return f"{term.text} ({compact(Iri(term.datatype))})"
    spelled = ntriples(term)
    return spelled.replace(f"<{term.datatype}>", compact(Iri(term.datatype)))
