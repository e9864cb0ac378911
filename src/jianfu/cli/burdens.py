"""``jianfu burden``: who imposes how much on whom, by term and by source."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jianfu.cli.checking import world
from jianfu.cli.console import AsOf, Lang, day, err, out, say, shown_errors
from jianfu.cli.outputs import reserve, write_json
from jianfu.engine.burden import DIMENSIONS, load_tables
from jianfu.engine.burden import burden as reckon
from jianfu.reports.burden import burden_text
from jianfu.terms.errors import Message


def burden(
    paths: Annotated[list[Path], typer.Argument(help=say("help.paths"))],
    as_of: AsOf = None,
    by: Annotated[str, typer.Option("--by", help=say("help.burden_by"))] = ",".join(DIMENSIONS[:4]),
    assumptions: Annotated[
        list[Path] | None, typer.Option("--assumptions", help=say("help.assumptions"), metavar="FILE.yaml")
    ] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help=say("help.json"), metavar="FILE")] = None,
    lang: Lang = "zh",
) -> None:
    with shown_errors(lang):
        reserve([json_file], [*paths, *(assumptions or [])])
        today = day(as_of, lang)
        tables = load_tables(assumptions or [])
        names = [name.strip() for name in by.split(",") if name.strip()]
        document = reckon(world(paths, None, lang, today), tables, today, names, lang)
        out().print(burden_text(document, lang), markup=False)
        if json_file is not None:
            write_json(document, json_file)
            err().print(Message("cli.wrote", {"file": json_file}).text(lang), markup=False)
    raise typer.Exit(2 if document["errors"] else 0)
