"""The command line: one module a command, imported when that command is run.

Data goes to stdout, everything else to stderr. Exit codes: 0 fine, 1 findings, nothing to answer, out of memory, a
crash of the store or rows left out unasked, 2 wrong usage or input, 124 out of time, 130 stopped
by the user.
"""

from __future__ import annotations

import importlib
import os
from pathlib import Path
from typing import Any, Final

import click

from kg import __version__
from kg.errors import Interrupted, KgError

# The order is the one in which a newcomer needs them. A test holds each line equal to its command's own help.
COMMANDS: Final = {
    "build": "Read, check and reason over the graph; store a snapshot.",
    "ask": "Answer a named question, or list the questions.",
    "find": "Find an entity by any of its names.",
    "show": "Show one entity: its names, facts and evidence.",
    "why": "Prove a statement down to the words it rests on.",
    "path": "Tell how two entities are connected.",
    "query": "Run SPARQL from text, a file or stdin.",
    "view": "Write one offline HTML page to look around in.",
    "export": "Write the graph for other systems: Turtle and more.",
    "push": "Put the graph into a SPARQL server.",
    "diff": "Tell what changed between two versions.",
    "status": "Tell what is built, and from what.",
    "rules": "List the rules of inference, or show one.",
    "fmt": "Bring Turtle files into canonical form.",
    "cite": "Make the passage that cites words of a source.",
    "completion": "Print the completion script of a shell.",
}

# Those that work on files here, whatever is asked elsewhere.
_LOCAL: Final = frozenset({"build", "push", "rules", "fmt", "cite", "diff", "completion"})

_EPILOG = """\b
Start here:
  kg build
  kg ask
  kg ask programmes
  kg find 晶科
  kg show 西宁"""


class Program(click.Group):
    """The group of all commands; it knows their names without importing them."""

    def main(self, *args: Any, **extra: Any) -> Any:  # noqa: ANN401 - handed on to click as it came
        """Run the program; where a shell asks for completions, with our own way for bash."""
        if "_KG_COMPLETE" in os.environ:
            importlib.import_module("kg.cli.shells").register()
        return super().main(*args, **extra)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names of the commands, in the order of ``COMMANDS``."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """The command of that name, imported now, or None."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"kg.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name.

        Raises:
            click.UsageError: there is none; the text offers the nearest.
        """
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0], COMMANDS, n=1)
            hint = f"did you mean '{near[0]}'?" if near else "'kg --help' lists them."
            raise click.UsageError(f"no command '{args[0]}'; {hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """Write the list of commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; an error of this program becomes one message and its exit code."""
        try:
            return super().invoke(ctx)
        except KgError as error:
            click.echo(f"kg: {error}", err=True)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            click.echo("kg: stopped", err=True)
            ctx.exit(Interrupted.exit_code)


@click.group(cls=Program, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="kg", message="%(prog)s %(version)s")
@click.option(
    "-C",
    "--project",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Work on the checkout in this folder instead of the one around you.",
)
@click.option(
    "--endpoint",
    metavar="URL",
    envvar="KG_ENDPOINT",
    show_envvar=True,
    help="Ask the graph behind this SPARQL 1.1 endpoint instead of the snapshot.",
)
@click.option(
    "--store",
    type=click.Choice(["sparq", "oxigraph"]),
    envvar="KG_STORE",
    show_envvar=True,
    help="The engine that stores the graph and answers queries.  [default: sparq, where it is installed]",
)
@click.pass_context
def main(context: click.Context, project: Path | None, endpoint: str | None, store: str | None) -> None:  # noqa: ARG001 - read from the context
    """Ask China's national pilot programmes, and follow every answer to its words."""
    if store and store != (before := os.environ.get("KG_STORE", "")):
        os.environ["KG_STORE"] = store  # for the processes that evaluate, too
        context.call_on_close(lambda: os.environ.update(KG_STORE=before))
    named = context.get_parameter_source("endpoint") is click.core.ParameterSource.COMMANDLINE
    if endpoint and named and context.invoked_subcommand in _LOCAL:
        raise click.UsageError(f"'kg {context.invoked_subcommand}' works on files; --endpoint is for commands that ask")
