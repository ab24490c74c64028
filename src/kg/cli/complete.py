"""What a shell may complete: values that only the snapshot knows. A snapshot that is missing completes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import KgError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from click import Context, Parameter
    from click.shell_completion import CompletionItem

    from kg.ask import Question
    from kg.store.snapshot import Snapshot

_MOST = 30


def graphs(_context: Context, _parameter: Parameter, incomplete: str) -> list[CompletionItem]:
    """The slugs of the graphs of the snapshot, with their sizes."""
    for snapshot in _snapshots(_context):
        sizes = snapshot.manifest.graphs
        return [_item(slug, f"{sizes[slug]:,}") for slug in sorted(sizes) if slug.startswith(incomplete)]
    return []


def questions(context: Context, _parameter: Parameter, incomplete: str) -> list[CompletionItem]:
    """The slugs of the questions, with their words."""
    lang = _language()
    found = _catalogue(context)
    return [_item(each.slug, each.words.of(lang)) for each in found if each.slug.startswith(incomplete)]


def parameters(context: Context, _parameter: Parameter, incomplete: str) -> list[CompletionItem]:
    """The parameters of the question already named and, after ``name=``, their values; before that, as any query's."""
    name, equals, value = incomplete.partition("=")
    lang = _language()
    # While ``-p`` waits for its value, click has the words before it among the leftovers.
    slug = context.params.get("slug") or next(iter(context.args), None)
    chosen = [each for each in _catalogue(context) if each.slug == slug or each.number == str(slug).rjust(2, "0")]
    known = [parameter for question in chosen for parameter in question.parameters]
    if not equals:
        return [_item(f"{each.name}=", each.words.of(lang)) for each in known if each.name.startswith(name)]
    if not value:
        return [_item(f"{name}={each.default}", each.words.of(lang)) for each in known if each.name == name]
    return entities(context, value, before=f"{name}=")


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
            return [_item(before + curie) for curie in find.suggest(snapshot.names, value, limit=_MOST)]
        found = []
        for hit in find.search(snapshot.names, value, limit=_MOST):
            curie = compact(hit.iri)
            named = next((name for name in (hit.label_zh, hit.label_en) if name.startswith(value)), "")
            found.append(_item(before + (named or curie), curie if named else hit.label_zh))
        return found
    return []


def _item(value: str, explained: str = "") -> CompletionItem:
    from click.shell_completion import CompletionItem

    return CompletionItem(value, help=explained or None)


def _language() -> str:
    from kg.cli.options import default_language

    return default_language()


def _catalogue(context: Context) -> list[Question]:
    """The questions of the project, none where there is a fault in them."""
    from kg.ask import load
    from kg.project import locate

    try:
        return load(locate(context.find_root().params.get("project")).questions)
    except (KgError, OSError):
        return []


def _snapshots(context: Context) -> Iterator[Snapshot]:
    """The snapshot that answers, if there is one: completion is no place for errors."""
    from kg.project import locate
    from kg.store.snapshot import current

    try:
        yield current(locate(context.find_root().params.get("project")))
    except KgError:
        return
