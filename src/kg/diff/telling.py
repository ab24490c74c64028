"""Changes in words, as Markdown or HTML, and for machines as an RDF Patch.

See https://afs.github.io/rdf-delta/rdf-patch.html: a line a quad, ``D`` for what goes and ``A`` for what comes.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from kg.names import compact
from kg.terms import Iri, ntriples

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.diff.changes import Change, Changes
    from kg.terms import Quad, Term

WORDS: Final = {
    "zh": {
        "title": "从 {old} 到 {new} 的变化",
        "none": "没有变化。",
        "added": "新增",
        "removed": "删去",
        "changed": "改动",
        "other": "不属于某一计划",
        "counts": "增加 {added} 条陈述，删去 {removed} 条。",
    },
    "en": {
        "title": "What changed from {old} to {new}",
        "none": "Nothing changed.",
        "added": "added",
        "removed": "removed",
        "changed": "changed",
        "other": "Of no one programme",
        "counts": "{added} statements came, {removed} went.",
    },
}
_KINDS: Final = ("added", "removed", "changed")
_STYLE: Final = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "ins{background:#d9f0dd;text-decoration:none}del{background:#f6dcd8}code{color:#666;font-size:.85em}"
    "@media(prefers-color-scheme:dark){body{background:#16181b;color:#e6e6e6}ins{background:#1d4427}del{background:#552822}}"
)


def markdown(found: Changes, old: str, new: str, language: str) -> str:
    """The changes in Markdown, grouped by programme, within it what came, went and changed."""
    words = WORDS[language]
    lines = [f"# {words['title'].format(old=_plain(old), new=_plain(new))}", "", _counts(found, language)]
    for title, changes in _groups(found, language):
        lines += ["", f"## {_plain(title)}"]
        for kind in _KINDS:
            if chosen := [change for change in changes if change.kind == kind]:
                lines += ["", f"### {words[kind]}", ""]
                for change in chosen:
                    lines.append(f"- **{_plain(found.name(change.node, language))}** `{_key(change)}`")
                    for name, before, after in _facts(found, change, language):
                        lines.append(f"  - {_plain(name)}: {_from_to(before, after)}")
    return "\n".join(lines) + "\n"


def html(found: Changes, old: str, new: str, language: str) -> str:
    """The same as one page that asks for nothing from outside."""
    words = WORDS[language]
    title = escape(words["title"].format(old=old, new=new))
    parts = [f"<h1>{title}</h1>", f"<p>{escape(_counts(found, language))}</p>"]
    for heading, changes in _groups(found, language):
        parts.append(f"<h2>{escape(heading)}</h2>")
        for kind in _KINDS:
            if chosen := [change for change in changes if change.kind == kind]:
                parts.append(f"<h3>{words[kind]}</h3><ul>")
                for change in chosen:
                    name = escape(found.name(change.node, language))
                    parts.append(f"<li><b>{name}</b> <code>{escape(_key(change))}</code><ul>")
                    for label, before, after in _facts(found, change, language):
                        gone = "".join(f" <del>{escape(each)}</del>" for each in before)
                        come = "".join(f" <ins>{escape(each)}</ins>" for each in after)
                        parts.append(f"<li>{escape(label)}:{gone}{come}</li>")
                    parts.append("</ul></li>")
                parts.append("</ul>")
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    head = (
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title><style>{_STYLE}</style>'
    )
    return f'<!doctype html>\n<html lang="{language}"><head>{head}</head>\n<body>{"".join(parts)}</body></html>\n'


def patch(found: Changes) -> str:
    """The changes as an RDF Patch of one transaction; applied to the old version it gives the new one."""
    lines = ["TX ."]
    lines += [f"D {_quad(quad)} ." for quad in found.removed]
    lines += [f"A {_quad(quad)} ." for quad in found.added]
    return "\n".join([*lines, "TC ."]) + "\n"


def _quad(quad: Quad) -> str:
    return " ".join(ntriples(term) for term in quad)


def _counts(found: Changes, language: str) -> str:
    words = WORDS[language]
    if not (found.added or found.removed):
        return words["none"]
    return words["counts"].format(added=len(found.added), removed=len(found.removed))


def _groups(found: Changes, language: str) -> Iterator[tuple[str, list[Change]]]:
    for programme, changes in found.groups.items():
        yield (WORDS[language]["other"] if programme is None else found.name(programme, language)), changes


def _facts(found: Changes, change: Change, language: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """The property in words, and its values before and after."""
    for predicate in sorted(change.facts, key=compact):
        before, after = change.facts[predicate]
        yield found.name(predicate, language), _told(found, before, language), _told(found, after, language)


def _told(found: Changes, terms: Iterable[Term], language: str) -> list[str]:
    return [found.name(term, language) for term in terms]


def _from_to(before: list[str], after: list[str]) -> str:
    """``+`` before what came, ``-`` before what went, an arrow between the two."""
    gone, come = (", ".join(map(_plain, side)) for side in (before, after))
    if before and after:
        return f"{gone} → {come}"
    return f"+ {come}" if after else f"- {gone}"


def _key(change: Change) -> str:
    return compact(change.node) if isinstance(change.node, Iri) else f"_:{change.node.label}"


def _plain(text: str) -> str:
    """Text without what Markdown would take for marks or lines."""
    return " ".join(text.split()).replace("*", r"\*").replace("_", r"\_").replace("`", "'").replace("<", "&lt;")
