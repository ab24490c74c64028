"""Which group of a card a property belongs to, and in what order groups and properties stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg import names
from kg.evidence import Label

if TYPE_CHECKING:
    from kg.terms import Iri

# By the local name, in the order in which a reader wants them; the name `other` takes what is not listed.
_GROUPS: Final = {
    "identity": (
        Label("身份", "Identity"),
        (
            "kind documentNumber identifiedBy code title publisher broader narrower inScheme hasTopConcept "
            "subClassOf subPropertyOf domain range inverseOf disjointWith type"
        ),
    ),
    "statement": (
        Label("陈述内容", "What it says"),
        "subject predicate object about ofIndicator value valueText unit qualifier comparisonClass scope countOf lists",
    ),
    "time": (
        Label("时间", "Time"),
        (
            "approvedIn issuedIn asOf dateText approvalYear appliedSince durationYears durationMonths "
            "edtf earliest latest inYear"
        ),
    ),
    "programme": (
        Label("计划与入选", "Programmes and designations"),
        (
            "recipient inCohort underProgramme cohortOf hasCohort hasDesignation holdsDesignation holdsStatus "
            "participatesIn coveredBy implements implementedBy"
        ),
    ),
    "issuers": (Label("机构", "Bodies"), "issuedBy awardedBy issues involvesBody"),
    "elements": (
        Label("目标、任务与功能", "Goals, tasks and functions"),
        "hasGoal hasTask hasTheme hasFunction hasMechanism hasElement hasPart",
    ),
    "statements": (Label("指标与陈述", "Figures and statements"), "hasStatement"),
    "place": (
        Label("地点", "Place"),
        "locatedIn partOf capitalOf operatesIn covers componentOf centreOf clusterOf operatedBy operates contains",
    ),
    "certification": (
        Label("认证", "Certifications"),
        "holdsCertification namedHolderOf certifiedUnder holder namedHolder certifiedBy namedCertifier scheme",
    ),
    "exchange": (Label("往来", "Exchanges"), "origin via destination exchangeUnder"),
    "documents": (Label("文件与来源", "Documents and sources"), "establishedBy establishes seenAt sourcedFrom"),
    "text": (
        Label("文本", "Text"),
        "quotedFrom paragraph start end phrase exact modality rank sha256 textLength evidence",
    ),
    "other": (Label("其他", "Other"), ""),
}
_PLACE_OF: Final = {
    name: (number, position)
    for number, (_, properties) in enumerate(_GROUPS.values())
    for position, name in enumerate(properties.split())
}
_KEYS: Final = list(_GROUPS)
_OTHER: Final = (len(_GROUPS) - 1, 0)

_PARTS: Final = frozenset(f"{names.STANDARD['rdf']}{name}" for name in ("subject", "predicate", "object"))
_LISTS: Final = frozenset(f"{names.STANDARD['rdf']}{name}" for name in ("first", "rest"))
_WORDS: Final = frozenset(
    [f"{names.STANDARD['rdfs']}{name}" for name in ("label", "comment", "isDefinedBy", "seeAlso")]
    + [
        f"{names.STANDARD['skos']}{name}"
        for name in ("prefLabel", "altLabel", "hiddenLabel", "definition", "scopeNote")
    ]
    + [f"{names.STANDARD['skos']}{name}" for name in ("example", "note")]
    + [f"{names.STANDARD['owl']}{name}" for name in ("sameAs", "members", "propertyChainAxiom")]
    + [f"{names.NPP}shortLabel"]
)
_KIND_AND_EVIDENCE: Final = frozenset({f"{names.STANDARD['rdf']}type", f"{names.NPP}evidence"})

# Said elsewhere on the card, or of interest to machines alone: of what the entity is the subject of, and the object.
SILENT: Final = _WORDS | _LISTS | _KIND_AND_EVIDENCE
SILENT_BEFORE: Final = _WORDS | _LISTS | _PARTS

# How the record itself is kept: the evidence of a node says nothing of it.
UNSUPPORTED: Final = frozenset(f"{names.NPP}{name}" for name in [*_GROUPS["text"][1].split(), "seenAt", "sourcedFrom"])


def local_name(iri: Iri) -> str:
    """What follows the last ``#`` or ``/``."""
    return iri.value[max(iri.value.rfind("#"), iri.value.rfind("/")) + 1 :]


def place_of(predicate: Iri, *, incoming: bool = False) -> tuple[int, int]:
    """The number of the property's group, and its place within; unlisted ones go last.

    What others say with the entity as a value (of a statement's scope, say) stands among the statements about it.
    """
    number, position = _PLACE_OF.get(local_name(predicate), _OTHER)
    if incoming and _KEYS[number] == "statement":
        return _KEYS.index("statements"), position + 1
    return number, position


def key_of(number: int) -> str:
    """The word for the group of this number."""
    return _KEYS[number]


def title_of(key: str) -> Label:
    """The group's title."""
    return _GROUPS[key][0]
