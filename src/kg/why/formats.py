"""Proofs for programs: JSON, Turtle in the terms of PROV-O, and the dot language of Graphviz."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from kg.names import compact
from kg.show.cards import evidence_as_json, term_as_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.why.telling import Told

# dot: https://graphviz.org/doc/info/lang.html; a conclusion is a box, a rule an ellipse, an axiom is grey.
_STYLES: Final = {"asserted": "", "inferred": ", style=dashed", "axiom": ", color=gray50, fontcolor=gray50"}


def as_json(proofs: Sequence[Told]) -> str:
    """The proofs as a JSON list, each nested as it is: conclusion, rule, evidence, premises and axioms.

    A term is written as in SPARQL 1.1 Query Results JSON; ``modality`` and ``passage`` are CURIEs.
    https://www.w3.org/TR/sparql11-results-json/#select-encode-terms
    """
    return json.dumps([_node(told) for told in proofs], ensure_ascii=False, indent=1) + "\n"


def as_dot(proofs: Sequence[Told]) -> str:
    """The proofs as one directed graph in the dot language: what is used, the rule that uses it, what that gives."""
    ids: dict[str, str] = {}
    lines = dict.fromkeys(line for told in proofs for line in _dot(told, ids))
    return "\n".join(["digraph why {", "  rankdir=BT;", "  node [shape=box];", *lines, "}"]) + "\n"


def _node(told: Told) -> dict[str, object]:
    conclusion = told.proof.conclusion
    return {
        "subject": term_as_json(conclusion.subject),
        "predicate": term_as_json(conclusion.predicate),
        "object": term_as_json(conclusion.object),
        "curies": told.curies,
        "words": list(told.words),
        "inferred": bool(told.rule),
        "steps": told.proof.steps,
        "rule": told.rule and {"name": told.rule.name, "zh": told.rule.zh, "en": told.rule.en, "link": told.rule.link},
        "graphs": [compact(graph) for graph in told.graphs],
        "evidence": evidence_as_json(told.evidence),
        "premises": [_node(part) for part in told.parts if told.is_axiom or not part.is_axiom],
        "axioms": [_node(part) for part in told.parts if part.is_axiom and not told.is_axiom],
    }


def _dot(told: Told, ids: dict[str, str]) -> Iterator[str]:
    """The lines of a conclusion, of the rule that gives it, and of what that uses; new names go into ``ids``."""
    style = "inferred" if told.rule else "axiom" if told.is_axiom else "asserted"
    node = ids.setdefault(told.curies, f"n{len(ids)}")
    label = _quoted(f"{' '.join(told.words)}\n{told.curies}")
    yield f"  {node} [label={label}{_STYLES[style]}];"
    if told.rule is None:
        return
    used = [part.curies for part in told.parts]
    step = ids.setdefault(" ".join([told.rule.name, told.curies, *used]), f"n{len(ids)}")
    yield f"  {step} [label={_quoted(told.rule.name)}, shape=ellipse];"
    yield f"  {step} -> {node};"
    for part in told.parts:
        yield from _dot(part, ids)
        yield f"  {ids[part.curies]} -> {step};"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
