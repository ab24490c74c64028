"""What a shell may complete: values that only the snapshot knows. A snapshot that is missing completes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.shell_completion import CompletionItem

from kg.errors import KgError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from click import Context, Parameter

    from kg.store.snapshot import Snapshot

_MOST = 30


def graphs(_context: Context, _parameter: Parameter, incomplete: str) -> list[CompletionItem]:
    """The slugs of the graphs of the snapshot, with their sizes."""
    for snapshot in _snapshots(_context):
        sizes = snapshot.manifest.graphs
        return [CompletionItem(slug, help=f"{sizes[slug]:,}") for slug in sorted(sizes) if slug.startswith(incomplete)]
    return []


def values(_context: Context, _parameter: Parameter, incomplete: str) -> list[CompletionItem]:
    """After ``name=``, the entities that the text begins to name."""
    name, equals, value = incomplete.partition("=")
    return entities(_context, value, before=f"{name}=") if equals else []


def entities(context: Context, value: str, *, before: str = "") -> list[CompletionItem]:
    """The entities that a text begins to name, as CURIEs or, where it holds Chinese, as Chinese names.

    Args:
        context: of the command.
        value: what was typed of the value.
        before: what stands before the value in the same word.
    """
    from kg import find
    from kg.names import compact, looks_like_iri

    if not value:
        return []
    for snapshot in _snapshots(context):
        if looks_like_iri(value):
            return [CompletionItem(before + curie) for curie in find.suggest(snapshot.names, value, limit=_MOST)]
        found = []
        for hit in find.search(snapshot.names, value, limit=_MOST):
            curie = compact(hit.iri)
            named = next((name for name in (hit.label_zh, hit.label_en) if name.startswith(value)), "")
            found.append(CompletionItem(before + (named or curie), help=hit.label_zh if not named else curie))
        return found
    return []


def _snapshots(context: Context) -> Iterator[Snapshot]:
    """The snapshot that answers, if there is one: completion is no place for errors."""
    from kg.project import locate
    from kg.store.snapshot import current

    try:
        yield current(locate(context.find_root().params.get("project")))
    except KgError:
        return
