"""The comments of a Turtle text, by what they belong to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.terms import Iri, Node, Term

    # What a comment belongs to: a subject, one of its predicates, or one object of that predicate.
    Spot = tuple[Node] | tuple[Node, Iri] | tuple[Node, Iri, Term]
    # Lines without an empty one between them, each with its "#".
    Group = tuple[str, ...]


@dataclass
class Comments:
    """The comments of a text, each with its ``#``, by what they belong to.

    Attributes:
        header: groups on top of the file.
        before: groups on the lines before the spot.
        behind: what stands on the spot's own line.
        inside: groups at the end of a subject's block.
        footer: groups at the end of the file.
    """

    header: list[Group] = field(default_factory=list)
    before: defaultdict[Spot, list[Group]] = field(default_factory=lambda: defaultdict(list))
    behind: defaultdict[Spot, list[str]] = field(default_factory=lambda: defaultdict(list))
    inside: defaultdict[Node, list[Group]] = field(default_factory=lambda: defaultdict(list))
    footer: list[Group] = field(default_factory=list)

    def at(self, spot: Spot) -> bool:
        """Whether anything stands before or behind the spot."""
        return spot in self.before or spot in self.behind

    def above(self, spot: Spot, pad: str) -> list[str]:
        """The lines to write before the spot; an empty line parts groups, whose order is that of their texts."""
        return joined(sorted(self.before[spot]), pad) if spot in self.before else []

    def beside(self, spot: Spot) -> str:
        """What to write at the end of the spot's line, with the space before it."""
        return "".join(f" {comment}" for comment in sorted(self.behind[spot])) if spot in self.behind else ""

    def closing(self, subject: Node, pad: str) -> list[str]:
        """The lines to write before the subject's block ends."""
        return joined(sorted(self.inside[subject]), pad) if subject in self.inside else []


def joined(groups: list[Group], pad: str = "") -> list[str]:
    """The groups as lines, with an empty line between one and the next.

    >>> joined([("# a", "# b"), ("# c",)])
    ['# a', '# b', '', '# c']
    """
    lines: list[str] = []
    for group in groups:
        lines += ["", *(pad + line for line in group)] if lines else [pad + line for line in group]
    return lines
