"""What changed between two versions of the graph, in words and as a patch.

From the lowest: ``versions`` reads them, ``changes`` compares them, ``telling`` says it.
"""

from __future__ import annotations

from kg.diff.changes import Change, Changes, changes
from kg.diff.telling import html, markdown, patch
from kg.diff.versions import Version, version

__all__ = ["Change", "Changes", "Version", "changes", "html", "markdown", "patch", "version"]
