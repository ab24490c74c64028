"""The facts about a snapshot as lines that ``kg build`` and ``kg status`` print."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.store.manifest import Manifest

# The order of the graphs in a summary; sources stand where None stands.
_ORDER = ("ontology", "reference", None, "decisions", "inferred", "texts")


def graphs(manifest: Manifest) -> list[tuple[str, str]]:
    """The graphs and their sizes: ontology, reference, the sources by name, decisions, then what was made of them."""

    def place(name: str) -> tuple[int, str]:
        return (_ORDER.index(name if name in _ORDER else None), name)

    return [(f"graph:{name}", f"{manifest.graphs[name]:,}") for name in sorted(manifest.graphs, key=place)]


def findings(manifest: Manifest) -> str:
    """How many findings of each severity there were, ``none`` if there were none.

    >>> from kg.store.manifest import Manifest
    >>> findings(Manifest("", "", "", "", {}, 0, 0, 0.0, findings={"info": 1, "warning": 2}))
    '2 warnings, 1 info'
    """
    counts = sorted(manifest.findings.items(), reverse=True)
    return ", ".join(f"{n} {kind}{'s' if n > 1 and kind != 'info' else ''}" for kind, n in counts) or "none"


def aligned(rows: Iterable[tuple[str, str]]) -> str:
    """The rows as lines; numbers stand under each other, right-aligned."""
    rows = list(rows)
    left = max(len(name) for name, _ in rows)
    right = max((len(value) for _, value in rows if _is_number(value)), default=0)
    return "\n".join(f"{name:<{left}}  {value:>{right if _is_number(value) else 0}}" for name, value in rows)


def _is_number(value: str) -> bool:
    return value.replace(",", "").isdecimal()
