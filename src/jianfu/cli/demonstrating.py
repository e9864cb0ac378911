"""``jianfu demo``: an invented county, checked, and as a site."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jianfu.cli.checking import checked, world
from jianfu.cli.console import Lang, out, say, shown_errors
from jianfu.cli.outputs import write, write_json
from jianfu.cli.web import fill_demo, serve_demo
from jianfu.demo.generate import generate
from jianfu.norms.load import load
from jianfu.reports.html import render_html
from jianfu.reports.table import print_result
from jianfu.terms.errors import JianfuError, Message, reason_of


def demo(
    no_serve: Annotated[bool, typer.Option("--no-serve", help=say("help.no_serve"))] = False,
    port: Annotated[int | None, typer.Option("--port", help=say("help.port"), min=1, max=65535)] = None,
    folder: Annotated[Path, typer.Option("--out", help=say("help.demo_out"), metavar="DIR")] = Path(
        "jianfu-demo"
    ),
    lang: Lang = "zh",
) -> None:
    with shown_errors(lang):
        try:
            made = generate(folder)
        except OSError as error:
            raise JianfuError("cli.write", value=str(folder), why=reason_of(error)) from error
        catalogue = load(packs=made.packs)
        document = checked(world([made.ledgers], None, lang, made.as_of), catalogue, made.as_of, lang)
        result, report = folder / "result.json", folder / "report.html"
        write_json(document, result)
        write(report, render_html(document, lang))
        print_result(document, out(), lang)
        facts = {
            "ledgers": made.ledgers,
            "key": made.key,
            "result": result,
            "report": report.resolve(),
            "plan": made.plan,
        }
        out().print("\n" + Message("cli.demo-done", facts).text(lang), markup=False)
        if fill_demo(folder / "site", made, lang) and not no_serve:
            serve_demo(folder / "site", port, lang)
