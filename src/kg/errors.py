"""The errors of this program, as one tree.

KgError
├── InputError          something read is wrong: what, where, what to do          exit 2
│   ├── SyntaxFault     a file or a query that does not parse
│   ├── UnknownName     a prefix, term, entity, question or graph nobody knows
│   └── AmbiguousName   a label that several entities bear
├── NothingToAnswer     a lawful question that no source answers                  exit 1
├── FindingsError       the data was read, and findings stop the work             exit 1
├── SnapshotError       there is no usable snapshot, or it is damaged             exit 2
├── EndpointError       a server cannot be reached, or does not answer as asked   exit 2
├── ResourceLimit       a query or reasoning needed more memory than it may have  exit 1
│   └── TimeLimit       or more time                                              exit 124
├── CrashedQuery        a query ended the process that evaluated it               exit 1
└── Interrupted         the user asked to stop, with Ctrl-C                       exit 130

The exit code is what the command line ends with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Callable


class KgError(Exception):
    """Base of all errors; its text is shown to the user as one line or a short block."""

    exit_code: ClassVar[int] = 2

    def __reduce__(self) -> tuple[Callable[..., KgError], tuple[object, ...]]:
        """What pickle keeps: an error of any signature arrives whole in another process."""
        return _again, (type(self), self.args, self.__dict__)


def _again(kind: type[KgError], arguments: tuple[object, ...], state: dict[str, object]) -> KgError:
    error = kind.__new__(kind, *arguments)
    error.__dict__.update(state)
    return error


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


class EndpointError(KgError):
    """A server that is asked cannot be reached, refuses, or does not answer as SPARQL has it."""


class ResourceLimit(KgError):
    """A query or reasoning was ended because it needed more memory than it may have; the text says how to allow it."""

    exit_code = 1


class TimeLimit(ResourceLimit):
    """A query was ended because its time was up; the text says how to allow more."""

    exit_code = 124


class CrashedQuery(KgError):
    """A query ended the process that evaluated it, or that process told only a part of the answer."""

    exit_code = 1


class Interrupted(KgError):
    """The user asked to stop; the text says what is as it was."""

    exit_code = 130
