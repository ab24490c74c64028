"""What a snapshot says of itself: from what it was made, when, and what it holds."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from hashlib import file_digest
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class File:
    """One file of a snapshot as it was written.

    Attributes:
        size: in bytes.
        sha256: of its content, in hex.
        changed: when, in nanoseconds since 1970, as the file system tells.
    """

    size: int
    sha256: str
    changed: int = 0


@dataclass(frozen=True, slots=True)
class Manifest:
    """The facts about one snapshot.

    Attributes:
        digest: ``Project.digest`` of the inputs it was made from, 64 hex digits.
        built: when, as ISO 8601 in UTC, to the second.
        version: of the program that made it.
        reasoner: which one drew the conclusions.
        graphs: how many statements each named graph holds, by the last segment of its name.
        asserted: how many different statements were read.
        inferred: how many were concluded.
        seconds: how long it took to make.
        store: which engine it was written for.
        findings: how many findings of the check there were, by severity.
        options: what was asked for that makes another snapshot of the same inputs, such as ``trivial``.
        texts: the sources whose text was there to cite from, by slug.
        files: every other file of the snapshot, by its path in it, with ``/`` between folders.
    """

    digest: str
    built: str
    version: str
    reasoner: str
    graphs: dict[str, int]
    asserted: int
    inferred: int
    seconds: float
    store: str = ""
    findings: dict[str, int] = field(default_factory=dict)
    options: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    files: dict[str, File] = field(default_factory=dict)

    def to_json(self) -> str:
        """The manifest as JSON, keys in a fixed order."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n"


def from_json(content: str) -> Manifest:
    """The manifest that ``to_json`` wrote.

    Raises:
        ValueError: it is not one.
    """
    found: dict[str, Any] = json.loads(content)  # Any: what stands in a file is checked below
    try:
        files = {path: File(**file) for path, file in found.pop("files").items()}
        manifest = Manifest(**found, files=files)
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"not a manifest: {error}") from error
    if wrong := [name for name, kind in _KINDS.items() if not isinstance(getattr(manifest, name), kind)]:
        raise ValueError(f"not a manifest: {', '.join(wrong)}")
    return manifest


def record(path: Path) -> File:
    """The size, digest and time of a file; reads all of it."""
    with path.open("rb") as file:
        found = os.fstat(file.fileno())
        return File(found.st_size, file_digest(file, "sha256").hexdigest(), found.st_mtime_ns)


def damage(folder: Path, manifest: Manifest, *, thoroughly: bool) -> list[str]:
    """What is wrong with the files of a snapshot, in words.

    Args:
        folder: the snapshot's.
        manifest: what they ought to be.
        thoroughly: compare the digest of every file, which reads every byte; otherwise of those alone that have been
            written since. A copy of a snapshot that has other times is read whole at each opening.
    """
    problems = []
    for name, written in manifest.files.items():
        path = folder / name
        try:
            found = path.stat()
            if found.st_size != written.size:
                problems.append(f"{name} has {found.st_size} bytes instead of {written.size}")
            elif _may_differ(written, found, thoroughly=thoroughly) and record(path).sha256 != written.sha256:
                problems.append(f"{name} has changed")
        except OSError as error:
            problems.append(f"{name}: {error.strerror}")
    return problems


def _may_differ(written: File, found: os.stat_result, *, thoroughly: bool) -> bool:
    """Whether to look at the content of a file of the right size; an empty one may be touched by who opens it."""
    return bool(written.size) and (thoroughly or found.st_mtime_ns != written.changed)


_KINDS: dict[str, type | tuple[type, ...]] = {
    "digest": str,
    "built": str,
    "version": str,
    "reasoner": str,
    "graphs": dict,
    "asserted": int,
    "inferred": int,
    "seconds": (int, float),
    "store": str,
    "findings": dict,
    "options": list,
    "texts": list,
}
