"""``kg status``: what is built, and from what."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

import click

from kg.build.findings import statements, worded
from kg.cli import options, summary
from kg.errors import SnapshotError
from kg.store.snapshot import current

if TYPE_CHECKING:
    from kg.project import Project
    from kg.store.manifest import Manifest
    from kg.store.snapshot import Snapshot

_WORDS = {
    "used": "here, and in the snapshot",
    "differs": "here, but not the text that the graph cites",
    "unused": "here, but not when the snapshot was built",
    "absent": "not here",
}


_EXAMPLES: Final = """\b
  kg status                what answers, how large it is, whether files have changed since
  kg status --findings     and what the check found that does not stop a build
  kg status --verify       and whether it is still what was written"""


@click.command(short_help="Tell what is built, and from what.", epilog=_EXAMPLES)
@click.option("--verify", is_flag=True, help="Read every file of the snapshot and compare its digest.")
@click.option("--findings", "listed", is_flag=True, help="List what the check found.")
@options.language
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(*, verify: bool, listed: bool, lang: str, form: str) -> None:
    """Tell what is built, and from what: the snapshot that answers, its graphs, and the texts of the sources."""
    project = options.located()
    if options.endpoint():
        if verify or listed:
            raise click.UsageError("an endpoint has no files and no findings; leave out --verify and --findings")
        _tell_endpoint(options.snapshot(project), form)
        return
    snapshot = current(project)
    path = project.shown(snapshot.path)
    if verify and (damage := snapshot.damage()):
        files = "\n  ".join(damage)
        raise SnapshotError(f"{path}: the snapshot is damaged; make a new one with 'kg build --force':\n  {files}")
    manifest = snapshot.manifest
    fresh = project.digest(manifest.reasoner, *manifest.options) == manifest.digest
    texts = _texts(project, manifest, fresh=fresh)
    found = json.loads(snapshot.findings.read_text(encoding="utf-8")) if listed else []
    if form == "json":
        facts = asdict(manifest) | {"snapshot": path, "fresh": fresh, "texts": texts}
        facts |= {"verified": True} if verify else {}
        facts |= {"listed": found} if listed else {}
        del facts["files"]
        click.echo(json.dumps(facts, ensure_ascii=False, indent=2))
        return
    click.echo(summary.aligned(_lines(manifest, path, texts, fresh=fresh)))
    for finding in found:
        click.echo("\n".join([f"{finding['severity']}: {worded(finding, lang)}", *statements(finding)]))
    if verify:
        click.echo(f"all {len(manifest.files)} files are as they were written")


def _tell_endpoint(snapshot: Snapshot, form: str) -> None:
    """Tell what an endpoint holds."""
    manifest = snapshot.manifest
    held = {"endpoint": options.endpoint(), "asserted": manifest.asserted, "inferred": manifest.inferred}
    if form == "json":
        click.echo(json.dumps({**held, "graphs": manifest.graphs}, ensure_ascii=False, indent=2))
        return
    sizes = [("asserted", f"{manifest.asserted:,}"), ("inferred", f"{manifest.inferred:,}")]
    click.echo(summary.aligned([("endpoint", options.endpoint()), *summary.graphs(manifest), *sizes]))


def _lines(manifest: Manifest, path: str, texts: dict[str, str], *, fresh: bool) -> list[tuple[str, str]]:
    return [
        ("snapshot", path),
        ("state", "up to date" if fresh else "files have changed since; run 'kg build'"),
        ("digest", manifest.digest),
        ("built", f"{manifest.built} in {manifest.seconds:.1f} s"),
        ("by", f"kg {manifest.version}, reasoner {manifest.reasoner}, store {manifest.store}"),
        *summary.graphs(manifest),
        ("asserted", f"{manifest.asserted:,}"),
        ("inferred", f"{manifest.inferred:,}"),
        ("findings", summary.findings(manifest)),
        *((f"text of {source}", _WORDS[state]) for source, state in texts.items()),
    ]


def _texts(project: Project, manifest: Manifest, *, fresh: bool) -> dict[str, str]:
    """What became of the text of each source, by slug: one of the keys of ``_WORDS``."""
    found = {}
    for file in sorted((project.graph / "sources").glob("*.ttl")):
        if not project.text_of(file.stem).is_file():
            found[file.stem] = "absent"
        elif file.stem in manifest.texts:
            found[file.stem] = "used"
        else:
            found[file.stem] = "differs" if fresh else "unused"
    return found
