"""The command line: one door to everything below."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Annotated, Any

import typer

from jianfu import __version__
from jianfu.cli.burdens import burden
from jianfu.cli.checking import check, checked, explain, may, sql, world, write_json
from jianfu.cli.checklists import checklist
from jianfu.cli.console import Lang, out, say, shown_errors
from jianfu.cli.keeping import ledger_app, norm_app
from jianfu.cli.outputs import write
from jianfu.cli.progressing import progress
from jianfu.cli.reading import read
from jianfu.cli.web import audit_app, init, serve
from jianfu.demo.generate import generate
from jianfu.norms.load import load
from jianfu.reports.html import render_html
from jianfu.reports.table import print_result
from jianfu.terms.errors import JianfuError, Message, reason_of

app = typer.Typer(
    no_args_is_help=True, add_completion=False, help=say("help.app"), pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)  # fmt: skip
app.command(help=say("check"))(check)
app.command(help=say("may"))(may)
app.command(help=say("explain"))(explain)
app.command(help=say("sql"))(sql)
app.command(help=say("burden"))(burden)
app.command(help=say("read"))(read)
app.command(help=say("checklist"))(checklist)
app.command(help=say("progress"))(progress)
app.command(help=say("init"))(init)
app.command(help=say("serve"))(serve)
app.add_typer(norm_app, name="norm")
app.add_typer(ledger_app, name="ledger")
app.add_typer(audit_app, name="audit")


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
    group = typer.main.get_command(app)
    context.default_map = _defaults(group, lang)


def _defaults(command: object, lang: str) -> dict[str, Any]:
    """The language for every command below ``command``, so that ``--lang`` may stand before it too."""
    commands: dict[str, object] = getattr(command, "commands", {})
    return {"lang": lang, **{name: _defaults(child, lang) for name, child in commands.items()}}


@app.command(help=say("demo"))
def demo(
    no_serve: Annotated[bool, typer.Option("--no-serve", help=say("help.no_serve"))] = False,
    port: Annotated[int, typer.Option("--port", help=say("help.port"), min=1, max=65535)] = 8000,
    folder: Annotated[Path, typer.Option("--out", help=say("help.demo_out"), metavar="DIR")] = Path(
        "jianfu-demo"
    ),
    lang: Lang = "zh",
) -> None:
    del no_serve, port  # accepted from the start; there is nothing to serve yet
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


def app_main() -> None:
    """The entry point of the ``jianfu`` command."""
    gc.set_threshold(100_000, 20, 20)  # reading makes many small objects, of which none stand in circles
    app()
