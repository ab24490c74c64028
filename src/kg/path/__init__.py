"""How two entities are connected: the shortest way in words, and what each hop of it rests on."""

from __future__ import annotations

from kg.path.telling import as_json, cited, lines
from kg.path.ways import MOST_WAYS, Hop, Map, Nearby, Statement, Way

__all__ = ["MOST_WAYS", "Hop", "Map", "Nearby", "Statement", "Way", "as_json", "cited", "lines"]
