"""The command line: one door to everything below."""

from __future__ import annotations

import gc
from typing import Annotated, Any

import typer

from jianfu import __version__
from jianfu.cli.commands import Commands
from jianfu.cli.console import Lang, say

app = typer.Typer(
    cls=Commands, no_args_is_help=True, add_completion=False, help=say("help.app"), pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)  # fmt: skip


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"jianfu {__version__}")
        raise typer.Exit


@app.callback()
def start(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help=say("help.version"), callback=_version, is_eager=True)
    ] = False,
    lang: Lang = "zh",
) -> None:
    del version  # eager: it has ended the command by now
    called = context.invoked_subcommand
    if called is not None and isinstance(context.command, Commands):
        context.default_map = {called: _defaults(context.command.get_command(context, called), lang)}


def _defaults(command: object, lang: str) -> dict[str, Any]:
    """The language for ``command`` and every command below it, so that ``--lang`` may stand before it too."""
    commands: dict[str, object] = getattr(command, "commands", {})
    return {"lang": lang, **{name: _defaults(child, lang) for name, child in commands.items()}}


def app_main() -> None:
    """The entry point of the ``jianfu`` command."""
    gc.set_threshold(100_000, 20, 20)  # reading makes many small objects, of which none stand in circles
    app()
