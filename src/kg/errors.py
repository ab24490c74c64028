"""The errors of this program, as one tree.

KgError
├── InputError          something read is wrong: what, where, what to do          exit 2
│   ├── SyntaxFault     a file or a query that does not parse
│   ├── UnknownName     a prefix, term, entity, question or graph nobody knows
│   └── AmbiguousName   a label that several entities bear
├── NothingToAnswer     a lawful question that no source answers                  exit 1
├── FindingsError       the data was read, and findings stop the work             exit 1
└── SnapshotError       there is no usable snapshot, or it is damaged             exit 2

The exit code is what the command line ends with.
"""

from __future__ import annotations

from typing import ClassVar


class KgError(Exception):
    """Base of all errors; its text is shown to the user as one line or a short block."""

    exit_code: ClassVar[int] = 2


class InputError(KgError):
    """Something the user gave, or a file the graph is made from, is wrong."""


class SyntaxFault(InputError):
    """A file or a query does not parse; the text says ``file:line:column`` and what to do."""


class UnknownName(InputError):
    """A name that nothing bears; the text offers the nearest ones."""


class AmbiguousName(InputError):
    """A name that several entities bear; the text lists them."""


class NothingToAnswer(KgError):
    """Nothing in the graph answers: "no source says so"."""

    exit_code = 1


class FindingsError(KgError):
    """The input was read, and what was found in it stops the work."""

    exit_code = 1


class SnapshotError(KgError):
    """No snapshot has been built yet, or the one there is cannot be read."""
