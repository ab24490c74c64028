"""Completion in bash for words with ``=`` and ``:``, which bash takes apart: ``place=西宁`` and ``place:xining``.

click's own script hands over the words as bash cut them. This one hands over the line up to the cursor, cuts it as the
shell would, and gives back only what follows the last such mark, since that is all that bash replaces.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, ClassVar

from click.shell_completion import BashComplete, add_completion_class, split_arg_string

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_SOURCE = """\
%(complete_func)s() {
    local IFS=$'\\n' completion type value
    COMPREPLY=()
    for completion in $(env COMP_LINE="${COMP_LINE:0:COMP_POINT}" %(complete_var)s=bash_complete "$1"); do
        IFS=',' read -r type value <<< "$completion"
        case $type in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            *) COMPREPLY+=("$value"); [[ $value == *= ]] && compopt -o nospace ;;
        esac
    done
    return 0
}
complete -o nosort -F %(complete_func)s %(prog_name)s
"""
_BREAKS = "=:"


class Bash(BashComplete):
    """Completion for bash 4.4 and later."""

    source_template: ClassVar[str] = _SOURCE

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the one at the cursor, and that one as far as it is typed."""
        line = os.environ["COMP_LINE"]
        words = split_arg_string(line)[1:]
        if not words or line[-1:].isspace():
            return words, ""
        return words[:-1], words[-1]

    def format_completion(self, item: CompletionItem[Any]) -> str:  # Any: click's items may carry anything
        """Kind and value, without what bash holds already to be complete."""
        _, incomplete = self.get_completion_args()
        held = max(incomplete.rfind(mark) for mark in _BREAKS) + 1
        value = str(item.value)
        return f"{item.type},{value[held:] if value.startswith(incomplete[:held]) else value}"


def register() -> None:
    """Let click use this completion for bash."""
    add_completion_class(Bash)
