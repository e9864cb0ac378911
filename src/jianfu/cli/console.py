"""What every command shares: the language, the two streams, how an error is shown, how a day is read.

The clock and the command line are read here and nowhere below.
"""

from __future__ import annotations

import sys
import traceback
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from jianfu.terms.errors import JianfuError, Message
from jianfu.terms.labels import label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FAILED = 2


def _asked_language(arguments: list[str]) -> str:
    """The language named on the command line, before any of it is parsed: help is worded in it too."""
    for index, argument in enumerate(arguments):
        if argument == "--lang" and index + 1 < len(arguments):
            return arguments[index + 1]
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
    return "zh"


HELP_LANG = "en" if _asked_language(sys.argv) == "en" else "zh"


def say(key: str) -> str:
    """A help text in the language asked for."""
    return label(f"cli.{key}", HELP_LANG)


def _language(value: str) -> str:
    if value not in {"zh", "en"}:
        raise typer.BadParameter(Message("cli.lang", {"value": value}).text(HELP_LANG))
    return value


Lang = Annotated[str, typer.Option("--lang", help=say("help.lang"), callback=_language)]
AsOf = Annotated[str | None, typer.Option("--as-of", help=say("help.as_of"), metavar="2026-11-30")]


def out() -> Console:
    """Standard output. A character that the terminal's code page lacks is replaced, never fatal."""
    _tolerate(sys.stdout)
    return Console(soft_wrap=True, highlight=False)


def err() -> Console:
    """Standard error, for progress and remarks."""
    _tolerate(sys.stderr)
    return Console(stderr=True, soft_wrap=True, highlight=False)


def _tolerate(stream: object) -> None:
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")


def fail(error: JianfuError | Message, lang: str) -> NoReturn:
    """Shows what is wrong and ends with code 2."""
    err().print(error.text(lang), style="bold", markup=False)
    raise typer.Exit(FAILED)


@contextmanager
def shown_errors(lang: str) -> Iterator[None]:
    """Errors meant for the user end the command with their message. Anything else is a fault of ours: it ends
    with code 2 too (1 would say that something is breached), named by kind and place and never by its data."""
    try:
        yield
    except JianfuError as error:
        fail(error, lang)
    except (typer.Exit, typer.Abort, typer.BadParameter):
        raise
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        fail(Message("cli.fault", {"kind": type(error).__name__, "place": _place(error)}), lang)


def _place(error: BaseException) -> str:
    """The innermost line of our own that ``error`` went through."""
    ours = [f for f in traceback.extract_tb(error.__traceback__) if "jianfu" in Path(f.filename).parts]
    return f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "?"


def day(text: str | None, lang: str) -> date:
    """The day written ``text``; today when it is left out."""
    if text is None:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        fail(Message("cli.date", {"value": text}), lang)


@contextmanager
def progress(lang: str, key: str) -> Iterator[Callable[[str, int, int], None]]:
    """A bar on standard error while something long runs; nothing when that is not a terminal."""
    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[about]}"),
        console=err(), transient=True, disable=not sys.stderr.isatty(),
    )  # fmt: skip
    with bar:
        task = bar.add_task(label(f"cli.{key}", lang), total=None, about="")

        def step(about: str, done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, about=about[-40:])

        yield step
