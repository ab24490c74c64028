"""What a check found and why a build stops, in words: findings, and contradictions with their statements and files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kg.errors import FindingsError
from kg.names import compact
from kg.terms import XSD_STRING, Blank, Iri, Term, Triple, escape

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from kg.check import Finding
    from kg.project import Project
    from kg.reason import Clash

    # The files that have a statement with this subject, or with this subject, predicate and object.
    Paths = Callable[..., list[Path]]

_SHOWN: Final = 20
_TYPE: Final = Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_STAYS: Final = "the last snapshot stays as it was"


def of_findings(findings: Sequence[Finding], paths: Paths, project: Project, lang: str) -> FindingsError:
    """The error of violated shapes."""
    lines = []
    for finding in findings[:_SHOWN]:
        files = map(project.shown, paths(finding.focus))
        lines.append(f"  {', '.join(files) or 'no file'}: {worded(told(finding), lang)}")
    return _stopped("violation", "violations", len(findings), lines)


def of_clashes(clashes: Sequence[Clash], paths: Paths, project: Project, lang: str) -> FindingsError:
    """The error of contradictions; each names its rule of OWL 2 RL."""
    lines = []
    for clash in clashes[:_SHOWN]:
        finding = told_of_clash(clash, paths, project)
        lines.append(f"  {clash.rule}: {finding[lang]}")
        lines.extend(statements(finding))
    return _stopped("contradiction", "contradictions", len(clashes), lines)


def told(finding: Finding) -> dict[str, str]:
    """The finding as strings: ``severity``, ``shape``, ``focus``, ``path``, ``value`` ("" for none), ``zh``, ``en``."""
    return {
        "severity": finding.severity,
        "shape": spelled(finding.shape),
        "focus": spelled(finding.focus),
        "path": finding.path,
        "value": spelled(finding.value) if finding.value else "",
        "zh": finding.message_zh,
        "en": finding.message_en,
    }


def told_of_clash(clash: Clash, paths: Paths, project: Project) -> dict[str, Any]:  # Any: as it goes into JSON
    """The contradiction in the form of ``told``, its rule for the shape, and with ``statements``.

    Those are what it is concluded from, each with the files that say it, or ``inferred``. The severity is
    ``contradiction``.
    """
    from kg.rules import named

    stated = []
    for triple in clash.triples:
        files = map(project.shown, paths(*triple))
        stated.append([statement(triple), ", ".join(files) or "inferred"])
    return {
        "severity": "contradiction",
        "shape": clash.rule,
        "focus": spelled(clash.triples[0].subject) if clash.triples else "",
        "path": "",
        "value": "",
        "zh": named(clash.rule).zh,
        "en": clash.text,
        "statements": stated,
    }


def statements(finding: Mapping[str, Any]) -> list[str]:
    """A line for each statement that a contradiction is concluded from; none for other findings."""
    return [f"    {stated}    {files}" for stated, files in finding.get("statements", ())]


def worded(finding: Mapping[str, Any], lang: str) -> str:
    """What ``told`` gives, in one line: the node, the path from it, the value at fault, what is wrong, which shape."""
    where = " ".join(part for part in (finding["focus"], finding["path"], finding["value"]) if part)
    return f"{where}: {finding[lang]} ({finding['shape']})"


def statement(triple: Triple) -> str:
    """The triple in the short names of Turtle.

    >>> place = Iri("https://w3id.org/npp/id/place/xining")
    >>> statement(Triple(place, _TYPE, Iri("https://w3id.org/npp/ns#City")))
    'place:xining a npp:City .'
    """
    verb = "a" if triple.predicate == _TYPE else compact(triple.predicate)
    return f"{spelled(triple.subject)} {verb} {spelled(triple.object)} ."


def spelled(term: Term) -> str:
    """The term in the short names of Turtle."""
    if isinstance(term, Iri):
        return compact(term)
    if isinstance(term, Blank):
        return f"_:{term.label}"
    quoted = f'"{escape(term.text)}"'
    if term.language:
        return f"{quoted}@{term.language}"
    return quoted if term.datatype == XSD_STRING else f"{quoted}^^{compact(Iri(term.datatype))}"


def _stopped(one: str, many: str, count: int, lines: list[str]) -> FindingsError:
    rest = [f"  and {count - _SHOWN} more"] if count > _SHOWN else []
    return FindingsError("\n".join([f"{count} {one if count == 1 else many}; {_STAYS}", *lines, *rest]))
