"""The kinds of node a page draws: which classes they gather, their colour, shape and size, and what is shown at first.

A change of colour belongs here. Kinds of one shape keep apart for the colour-blind and in grey, as
``tests/colours.py`` measures.
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
BANDS: Final = (0, 9, 10, 11, 12, 13, 14)
SHOWN: Final = 9

# A node takes the first kind that gathers one of its types.
KINDS: Final = (
    Kind("programme", "Programme", "试点计划", "programmes", "#cc4a30", "dot", 30, 1),
    Kind("designation", "Designation", "入选", "designations", "#eba43a", "dot", 17, 2),
    Kind("cohort", "Cohort", "批次名单", "cohorts", "#f0c968", "square", 16, 3),
    Kind("body", "PublicBody", "公共机构", "public bodies", "#2f659e", "square", 17, 0),
    Kind(
        "region",
        "Country Province Region",
        "国家、省与大区",
        "countries, provinces, regions",
        "#2f7352",
        "diamond",
        15,
        10,
    ),
    Kind("area", "AdministrativeArea", "市、区县与乡镇", "cities, districts, towns", "#2f7352", "dot", 15, 9),
    Kind("zone", "Place", "园区、片区、设施、河湖", "parks, zones, sites, rivers", "#8fc09d", "diamond", 14, 6),
    Kind("enterprise", "Enterprise", "企业", "enterprises", "#6f4fa6", "hexagon", 19, 7),
    Kind("certificate", "Certification CertificationScheme", "认证", "certifications", "#a98fd6", "triangle", 15, 8),
    Kind("organisation", "Organisation", "其他组织", "other organisations", "#b7a6cf", "hexagon", 15, 7),
    Kind("document", "Document", "文件", "documents", "#8b959e", "square", 14, 4),
    Kind("project", "Project", "项目", "projects", "#3a9db5", "dot", 16, 5),
    Kind(
        "element", "PolicyElement", "目标、任务、主题与机制", "goals, tasks, themes", "#d8a48f", "triangleDown", 13, 11
    ),
    Kind("statement", "Statement Indicator", "指标与陈述", "figures, statements", "#5a8fc6", "triangleDown", 14, 12),
    Kind("exchange", "Exchange", "对外往来", "exchanges", "#3fa7a3", "star", 15, 13),
    Kind("time", "TimeSpan", "时间", "times", "#c9c9c9", "dot", 11, 14),
)

# Conclusions worth drawing: the shortcuts that chains make. Other inferred links repeat an asserted one.
SHORTCUTS: Final = tuple(npp(name) for name in ("awardedBy", "coveredBy", "certifiedUnder", "holdsStatus"))

# Links that every node has, or that are about the record rather than about the world.
UNDRAWN: Final = tuple(npp(name) for name in ("inYear", "modality", "evidence", "sourcedFrom", "identifiedBy"))
