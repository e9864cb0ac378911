"""``jianfu progress``: one unit's report from its own ledgers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jianfu.cli.checking import Marks, world
from jianfu.cli.console import Lang, day, err, out, say, shown_errors
from jianfu.cli.outputs import reserve, write_json
from jianfu.engine.progress import progress as report_on
from jianfu.norms.load import load
from jianfu.reports.progress import progress_text
from jianfu.terms.errors import Message


def progress(
    paths: Annotated[list[Path], typer.Argument(help=say("help.paths"))],
    unit: Annotated[str, typer.Option("--unit", help=say("help.progress_unit"))],
    first: Annotated[
        str | None, typer.Option("--from", help=say("help.progress_from"), metavar="2026-09-01")
    ] = None,
    last: Annotated[
        str | None, typer.Option("--to", help=say("help.progress_to"), metavar="2026-11-30")
    ] = None,
    marks: Marks = None,
    json_file: Annotated[Path | None, typer.Option("--json", help=say("help.json"), metavar="FILE")] = None,
    lang: Lang = "zh",
) -> None:
    with shown_errors(lang):
        reserve([json_file], paths)
        until = day(last, lang)
        since = day(first, lang) if first is not None else None
        catalogue = load(packs=marks or [])
        document = report_on(world(paths, None, lang, until), catalogue, unit, since, until, lang)
        out().print(progress_text(document, lang), markup=False)
        if json_file is not None:
            write_json(document, json_file)
            err().print(Message("cli.wrote", {"file": json_file}).text(lang), markup=False)
    raise typer.Exit(2 if document["errors"] else 0)
