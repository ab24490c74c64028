"""From files to a snapshot: read, fill in words, check, reason, write, point.

Importing this package loads nothing heavy, and a build that finds nothing changed loads nothing more.
"""

from __future__ import annotations

from kg.build.making import STAGES, Outcome, build

__all__ = ["STAGES", "Outcome", "build"]
