"""The comments of a Turtle text, by what they belong to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.terms import Iri, Node, Term

    # What a comment belongs to: a subject, one of its predicates, or one object of that predicate.
    Spot = tuple[Node] | tuple[Node, Iri] | tuple[Node, Iri, Term]
    # Lines without an empty one between them, each with its "#".
    Group = tuple[str, ...]


@dataclass
class Comments:
    """The comments of a text, each with its ``#``, by what they belong to.

    A spot may have comments from several places of the text. Those of one place keep their order; the places are
    ordered by their texts.

    Attributes:
        header: groups on top of the file.
        before: for each spot and each place the groups on the lines before it.
        behind: for each spot what stands on its own line.
        inside: for each subject and each place the groups at the end of the block.
        footer: groups at the end of the file.
    """

    header: list[Group] = field(default_factory=list)
    before: defaultdict[Spot, list[list[Group]]] = field(default_factory=lambda: defaultdict(list))
    behind: defaultdict[Spot, list[str]] = field(default_factory=lambda: defaultdict(list))
    inside: defaultdict[Node, list[list[Group]]] = field(default_factory=lambda: defaultdict(list))
    footer: list[Group] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Whether any statement has a comment."""
        return bool(self.before or self.behind or self.inside)

    def put_before(self, spot: Spot, groups: list[Group]) -> None:
        """Add the groups of one place before the spot."""
        if groups:
            self.before[spot].append(groups)

    def put_behind(self, spot: Spot, comments: list[str]) -> None:
        """Add comments on the spot's line."""
        if comments:
            self.behind[spot] += comments

    def put_inside(self, subject: Node, groups: list[Group]) -> None:
        """Add the groups of one place at the end of the subject's block."""
        if groups:
            self.inside[subject].append(groups)

    def any_at(self, spots: Iterable[Spot]) -> bool:
        """Whether anything stands before or behind one of the spots."""
        return bool(self.before or self.behind) and any(spot in self.before or spot in self.behind for spot in spots)

    def above(self, spots: Iterable[Spot], pad: str) -> list[str]:
        """The lines to write before what is at these spots."""
        if not self.before:
            return []
        places = [place for spot in spots if spot in self.before for place in self.before[spot]]
        return joined([group for place in sorted(places) for group in place], pad)

    def beside(self, spots: Iterable[Spot]) -> str:
        """What to write at the end of the line of these spots, with a space before each comment."""
        if not self.behind:
            return ""
        comments = [comment for spot in spots if spot in self.behind for comment in sorted(self.behind[spot])]
        return "".join(f" {comment}" for comment in comments)

    def closing(self, subjects: Iterable[Node], pad: str) -> list[str]:
        """The lines to write at the end of the block of these subjects."""
        places = [place for subject in subjects if subject in self.inside for place in self.inside[subject]]
        return joined([group for place in sorted(places) for group in place], pad)


def joined(groups: list[Group], pad: str = "") -> list[str]:
    """The groups as lines, with an empty line between one and the next.

    >>> joined([("# a", "# b"), ("# c",)])
    ['# a', '# b', '', '# c']
    """
    lines: list[str] = []
    for group in groups:
        lines += ["", *(pad + line for line in group)] if lines else [pad + line for line in group]
    return lines
