"""Findings: the results of a validation report in the words of the shapes, in Chinese and English."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias, get_args
from typing import Literal as OneOf

from kg.errors import SyntaxFault
from kg.names import STANDARD, compact
from kg.reason.facts import Facts
from kg.reason.lists import cells
from kg.reason.vocabulary import FIRST
from kg.terms import Iri, Literal, Term, ntriples

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.terms import Triple

Severity: TypeAlias = OneOf["violation", "warning", "info"]
SEVERITIES: Final[tuple[Severity, ...]] = get_args(Severity)

SH: Final = STANDARD["sh"]
_MESSAGE: Final = Iri(SH + "message")
_RESULT: Final = Iri(SH + "result")
_ALTERNATIVE: Final = Iri(SH + "alternativePath")
_SEVERITY_OF: Final[dict[Term | None, Severity]] = {
    Iri(SH + "Violation"): "violation",
    Iri(SH + "Warning"): "warning",
    Iri(SH + "Info"): "info",
}
_STEPS: Final = {"inversePath": "^{}", "zeroOrMorePath": "{}*", "oneOrMorePath": "{}+", "zeroOrOnePath": "{}?"}
_PLACEHOLDER: Final = re.compile(r"\{[?$]\w+\}")
_IRI_CHARACTER: Final = r"[^\s<>\"{}|\\^`，。；：、（）()]"
_WHOLE_IRI: Final = re.compile(rf"<?(https?://{_IRI_CHARACTER}*(?![.,;:!?]){_IRI_CHARACTER})>?")


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of a shape.

    Attributes:
        severity: ``violation`` stops a build, ``warning`` and ``info`` do not.
        shape: the shape's name; of a nameless shape, the name of the shape that it is part of.
        focus: the node that was looked at.
        path: the property or path that was followed from there, as SPARQL writes it; "" if none was.
        value: the value that is at fault; None if there is none, or it is the focus.
        message_zh: what is wrong, in Chinese; in English where the shape speaks no Chinese.
        message_en: what is wrong, in English; in Chinese where the shape speaks no English.
    """

    severity: Severity
    shape: Iri
    focus: Term
    path: str
    value: Term | None
    message_zh: str
    message_en: str


def findings(report: Iterable[Triple], shapes: Iterable[Triple]) -> list[Finding]:
    """The results of the report, the worst first, then by shape, focus, path and value; each once.

    Args:
        report: a validation report that says of blank nodes of the shapes by which label they go there.
        shapes: the shapes that it is about.

    Raises:
        SyntaxFault: a shape has no name to be called by, or a severity of its own.
    """
    teller = _Teller(Facts(report), Facts(shapes))
    return sorted(teller.all(), key=_in_order)


class _Teller:
    """Tells the results of a report in the words of the shapes."""

    def __init__(self, report: Facts, shapes: Facts) -> None:
        self._report = report
        self._shapes = shapes

    def all(self) -> set[Finding]:
        """The findings that the results of the report stand for."""
        return {self._finding(result) for _, result in self._report.pairs(_RESULT)}

    def _finding(self, result: Term) -> Finding:
        """The finding that a result of the report stands for."""
        source, focus = self._one(result, "sourceShape"), self._one(result, "focusNode")
        path, value = self._one(result, "resultPath"), self._one(result, "value")
        severity = self._one(result, "resultSeverity")
        if source is None or focus is None or severity is None:
            raise SyntaxFault(f"the result {ntriples(result)} lacks a shape, a focus or a severity")
        if severity not in _SEVERITY_OF:
            own = f"the severity {ntriples(severity)}"
            raise SyntaxFault(f"a shape has {own}; say sh:Violation, sh:Warning or sh:Info")
        zh, en = self._messages(result, source)
        return Finding(
            severity=_SEVERITY_OF[severity],
            shape=self._name(source),
            focus=focus,
            path="" if path is None else self._path(path),
            value=None if value == focus and path is None else value,
            message_zh=zh or en,
            message_en=en or zh,
        )

    def _one(self, result: Term, name: str) -> Term | None:
        return next(iter(self._report.objects(result, Iri(SH + name))), None)

    def _name(self, shape: Term) -> Iri:
        """The shape's IRI, or that of the nearest shape it is part of."""
        level, seen = [shape], {shape}
        while level:
            named = [term for term in level if isinstance(term, Iri)]
            if named:
                return min(named)
            above = {holder for term in level for holder, _ in self._shapes.holders(term)} - seen
            level, seen = list(above), seen | above
        raise SyntaxFault(f"the shape {ntriples(shape)} has no name and is part of none that has; give it an IRI")

    def _path(self, path: Term) -> str:
        """The path as SPARQL writes it."""
        if isinstance(path, Iri):
            return compact(path)
        for name, shape in _STEPS.items():
            for inner in self._shapes.objects(path, Iri(SH + name)):
                return shape.format(self._step(inner))
        for head in self._shapes.objects(path, _ALTERNATIVE):
            return "|".join(self._step(cell.member) for cell in cells(self._shapes, head))
        return "/".join(self._step(cell.member) for cell in cells(self._shapes, path))

    def _step(self, path: Term) -> str:
        """The path as part of another: in brackets if it is a choice or a sequence."""
        several = self._shapes.objects(path, _ALTERNATIVE) or self._shapes.objects(path, FIRST)
        return f"({self._path(path)})" if several else self._path(path)

    def _messages(self, result: Term, source: Term) -> tuple[str, str]:
        """The result's messages in zh and en, "" where there is none.

        A message with values filled in has lost its language, and is known again by the words of the shape around them;
        a message that is no shape's is pySHACL's own, in English.
        """
        holders = {source, self._one(result, "sourceConstraint")}
        wordings = [w for holder in holders if holder for w in self._shapes.objects(holder, _MESSAGE)]
        said: dict[str, list[str]] = {"zh": [], "en": []}
        for message in self._report.objects(result, Iri(SH + "resultMessage")):
            if isinstance(message, Literal):
                language = message.language or _language(message.text, wordings)
                said.setdefault(language[:2], []).append(_readable(message.text))
        return " ".join(sorted(said["zh"])), " ".join(sorted(said["en"]))


def _language(message: str, wordings: Iterable[Term]) -> str:
    for wording in wordings:
        if isinstance(wording, Literal) and wording.language:
            words = ".*".join(re.escape(part) for part in _PLACEHOLDER.split(wording.text))
            if re.fullmatch(words, message, re.DOTALL):
                return wording.language
    return "en"


def _readable(message: str) -> str:
    """The message with IRIs in short, where a prefix of ours fits."""
    return _WHOLE_IRI.sub(lambda match: name if (name := compact(Iri(match[1])))[0] != "<" else match[0], message)


def _in_order(finding: Finding) -> tuple[int, Iri, str, str, str, str, str]:
    value = "" if finding.value is None else ntriples(finding.value)
    severity = SEVERITIES.index(finding.severity)
    return severity, finding.shape, ntriples(finding.focus), finding.path, value, finding.message_zh, finding.message_en
