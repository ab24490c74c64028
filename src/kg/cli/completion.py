"""``kg completion``: the script that teaches a shell to complete kg's commands and values."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from kg.cli import shells

_WHERE = {
    "bash": 'eval "$(kg completion bash)"             in ~/.bashrc',
    "zsh": 'eval "$(kg completion zsh)"              in ~/.zshrc, after compinit',
    "fish": "kg completion fish > ~/.config/fish/completions/kg.fish",
}


@click.command(short_help="Print the completion script of a shell.", epilog="\b\n" + "\n".join(_WHERE.values()))
@click.argument("shell", type=click.Choice(sorted(_WHERE)))
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    """Print the completion script of a shell, for it to read at start."""
    shells.register()
    script = get_completion_class(shell)
    if script is None:
        raise click.UsageError(f"this version of click has no completion for {shell}")
    click.echo(script(context.find_root().command, {}, "kg", "_KG_COMPLETE").source())
