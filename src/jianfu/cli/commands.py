"""Which module holds which command. It is imported when the command is called for: asking one thing of jianfu does
not wait for the libraries of another."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from jianfu.cli.console import say

COMMANDS: Mapping[str, str] = {
    "check": "jianfu.cli.checking:check",
    "may": "jianfu.cli.checking:may",
    "explain": "jianfu.cli.checking:explain",
    "sql": "jianfu.cli.checking:sql",
    "burden": "jianfu.cli.burdens:burden",
    "read": "jianfu.cli.reading:read",
    "checklist": "jianfu.cli.checklists:checklist",
    "progress": "jianfu.cli.progressing:progress",
    "init": "jianfu.cli.web:init",
    "invite": "jianfu.cli.web:invite",
    "serve": "jianfu.cli.web:serve",
    "work": "jianfu.cli.web:work",
    "backup": "jianfu.cli.web:backup",
    "restore": "jianfu.cli.web:restore",
    "upgrade": "jianfu.cli.web:upgrade",
    "demo": "jianfu.cli.demonstrating:demo",
    "norm": "jianfu.cli.keeping:norm_app",
    "ledger": "jianfu.cli.keeping:ledger_app",
    "audit": "jianfu.cli.web:audit_app",
}
"""Commands and groups of commands in the order of help: a function with its help under its own name, or a Typer app."""


class Commands(TyperGroup):
    """The group of all commands; ``commands`` imports every one, ``get_command`` only the one asked for."""

    def __init__(self, **settings: Any) -> None:
        self._made: dict[str, Any] = {}
        super().__init__(**settings)

    @property
    def commands(self) -> dict[str, Any]:
        """Every command by name."""
        return {name: self.get_command(None, name) for name in COMMANDS}

    @commands.setter
    def commands(self, given: Mapping[str, Any]) -> None:
        self._made.update(given)

    def list_commands(self, ctx: Any) -> list[str]:
        """The names, in the order of help."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command called ``cmd_name``; None when there is none."""
        del ctx
        if cmd_name not in self._made and cmd_name in COMMANDS:
            self._made[cmd_name] = _made(cmd_name)
        return self._made.get(cmd_name)


def _made(name: str) -> Any:
    """The command or group called ``name``, its module imported."""
    module, _, attribute = COMMANDS[name].partition(":")
    found = getattr(import_module(module), attribute)
    if isinstance(found, typer.Typer):
        command = typer.main.get_group(found)
        command.name = name
        return command
    alone = typer.Typer(add_completion=False)
    alone.command(name, help=say(name))(found)
    return typer.main.get_command(alone)
