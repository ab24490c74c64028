"""The kinds of node a page draws: which classes they gather, their colour, shape and size, and what is shown at first.

A change of colour belongs here. The colours keep apart for the three common forms of colour blindness and in grey.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, NamedTuple

from kg.names import npp
from kg.terms import Iri


class Kind(NamedTuple):
    """One entry of the legend.

    Attributes:
        key: short name inside the page.
        classes: names of the classes of our vocabulary that it gathers; their subclasses follow.
        zh, en: what the legend calls it.
        colour: of the node, as ``#rrggbb``.
        shape: one of vis-network's shapes.
        size: in vis-network's units.
        tier: where it stands from top to bottom; ``BANDS`` cross all columns, and what lies below ``SHOWN`` is hidden
            at first.
    """

    key: str
    classes: str
    zh: str
    en: str
    colour: str
    shape: str
    size: int
    tier: int

    @property
    def shown(self) -> bool:
        """Whether the first picture shows it."""
        return self.tier <= SHOWN

    def gathers(self, types: Collection[Iri]) -> bool:
        """Whether a node of these types is of this kind."""
        return any(npp(name) in types for name in self.classes.split())


# What all programmes share, and what is hidden at first, stands in bands across the columns.
BANDS: Final = (0, 9, 10, 11, 12, 13)
SHOWN: Final = 9

# A node takes the first kind that gathers one of its types.
KINDS: Final = (
    Kind("programme", "Programme", "试点计划", "programmes", "#b8432f", "dot", 30, 1),
    Kind("designation", "Designation", "入选", "designations", "#e8a33d", "dot", 17, 2),
    Kind("cohort", "Cohort", "批次名单", "cohorts", "#f3cf7a", "dot", 16, 3),
    Kind("body", "PublicBody", "公共机构", "public bodies", "#28527a", "square", 17, 0),
    Kind("area", "AdministrativeArea Region", "行政区与区域", "areas and regions", "#3f7d58", "dot", 15, 9),
    Kind("zone", "Place", "园区、片区、设施、河湖", "parks, zones, sites, rivers", "#86b894", "dot", 14, 6),
    Kind("enterprise", "Enterprise", "企业", "enterprises", "#6b4c9a", "hexagon", 19, 7),
    Kind("certificate", "Certification CertificationScheme", "认证", "certifications", "#b79ad6", "triangle", 15, 8),
    Kind("organisation", "Organisation", "其他组织", "other organisations", "#8d7aa8", "hexagon", 15, 7),
    Kind("document", "Document", "文件", "documents", "#5f6b76", "square", 14, 4),
    Kind("project", "Project", "项目", "projects", "#2f8fa3", "dot", 16, 5),
    Kind("element", "PolicyElement", "目标、任务、主题与机制", "goals, tasks, themes", "#d8a48f", "dot", 13, 10),
    Kind("statement", "Statement Indicator", "指标与陈述", "figures, statements", "#7fa6c9", "diamond", 14, 11),
    Kind("exchange", "Exchange", "对外往来", "exchanges", "#4fb0ae", "star", 15, 12),
    Kind("time", "TimeSpan", "时间", "times", "#a9a9a9", "dot", 11, 13),
)

# Conclusions worth drawing: the shortcuts that chains make. Other inferred links repeat an asserted one.
SHORTCUTS: Final = tuple(npp(name) for name in ("awardedBy", "coveredBy", "certifiedUnder", "holdsStatus"))

# Links that every node has, or that are about the record rather than about the world.
UNDRAWN: Final = tuple(npp(name) for name in ("inYear", "modality", "evidence", "sourcedFrom", "identifiedBy"))
