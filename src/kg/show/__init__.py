"""One entity as a card: its names, classes and facts in words, and what each fact rests on."""

from __future__ import annotations

from kg.show.assembly import card
from kg.show.cards import Card, Fact, Group, Kind, Name
from kg.show.pages import page
from kg.show.wrap import Line, Span

__all__ = ["Card", "Fact", "Group", "Kind", "Line", "Name", "Span", "card", "page"]
