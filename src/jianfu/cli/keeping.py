"""``jianfu norm …`` and ``jianfu ledger …``: the yardsticks and the kinds of ledger themselves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from jianfu.cli.checking import judging_connection
from jianfu.cli.console import Lang, err, fail, out, progress, say, shown_errors
from jianfu.engine.burden import read_tables
from jianfu.engine.cases import run_cases
from jianfu.ledgers.registry import ledger as find_ledger
from jianfu.ledgers.registry import ledgers
from jianfu.ledgers.template import template as write_template
from jianfu.norms.cases import read_cases
from jianfu.norms.checklists import read_checklists
from jianfu.norms.faults import Fault
from jianfu.norms.load import load, packaged, read_catalogue
from jianfu.norms.scaffold import scaffold
from jianfu.terms.errors import JianfuError, Message, reason_of

norm_app = typer.Typer(no_args_is_help=True, help=say("help.norm_group"))
ledger_app = typer.Typer(no_args_is_help=True, help=say("help.ledger_group"))
Root = Annotated[Path | None, typer.Option("--root", help=say("help.root"), metavar="DIR")]


@norm_app.command("list", help=say("norm_list"))
def norm_list(
    json_: Annotated[bool, typer.Option("--json", help=say("help.json_out"))] = False,
    root: Root = None,
    lang: Lang = "zh",
) -> None:
    with shown_errors(lang):
        catalogue = load(root)
        entries = [
            {
                "id": norm.id,
                "title": norm.title.in_(lang),
                "field": norm.field,
                "mechanism": "、".join(norm.mechanisms),
                "ledger": norm.watches,
                "kind": norm.form,
                "marks": [mark.id for mark in norm.marks],
                "cases": len(read_cases(norm)[0]),
            }
            for norm in catalogue.norms.values()
        ]
        if json_:
            typer.echo(json.dumps(entries, ensure_ascii=False, indent=1))
            return
        for entry in entries:
            out().print(
                f"{entry['id']}  {entry['title']}  [{entry['mechanism']}]  {entry['ledger']}", markup=False
            )


@norm_app.command("lint", help=say("norm_lint"))
def norm_lint(
    paths: Annotated[list[Path] | None, typer.Argument(help=say("help.lint_paths"))] = None,
    root: Root = None,
    lang: Lang = "zh",
) -> None:
    with shown_errors(lang):
        catalogue, faults = read_catalogue(root or packaged(), paths or [], drafts=True)
        for norm in catalogue.norms.values():
            faults += [f for f in read_cases(norm)[1] if f.rule != "yaml-file"]
        faults += [*read_checklists(root or packaged())[1], *read_tables(root or packaged())[1]]
        for fault in faults:
            out().print(fault.text(lang), markup=False)
        key = "cli.lint-faults" if faults else "cli.lint-clean"
        err().print(
            Message(key, {"count": len(faults), "norms": len(catalogue.norms)}).text(lang), markup=False
        )
    raise typer.Exit(1 if faults else 0)


@norm_app.command("test", help=say("norm_test"))
def norm_test(
    ids: Annotated[list[str] | None, typer.Argument(help=say("help.norm_ids"))] = None,
    root: Root = None,
    lang: Lang = "zh",
) -> None:
    with shown_errors(lang):
        catalogue = load(root)
        chosen = [catalogue.norm(i) for i in ids] if ids else list(catalogue.norms.values())
        count = 0
        faults: list[Fault] = []
        with progress(lang, "progress.cases") as step:
            for done, norm in enumerate(chosen):
                step(norm.id, done, len(chosen))
                run = run_cases(catalogue, norm, judging_connection)
                count += run.cases
                faults += run.faults
        for fault in faults:
            out().print(fault.text(lang), markup=False)
        key = "cli.cases-failed" if faults else "cli.cases-kept"
        facts = {"cases": count, "norms": len(chosen), "count": len(faults)}
        err().print(Message(key, facts).text(lang), markup=False)
    raise typer.Exit(1 if faults else 0)


@norm_app.command("new", help=say("norm_new"))
def norm_new(
    identity: Annotated[str, typer.Argument(help=say("help.new_id"), metavar="FIELD/MECHANISM/NAME")],
    watches: Annotated[str, typer.Option("--ledger", help=say("help.new_ledger"))] = "homework",
    root: Root = None,
    lang: Lang = "zh",
) -> None:
    with shown_errors(lang):
        for path in scaffold(root or packaged(), identity, find_ledger(watches)):
            out().print(Message("cli.wrote", {"file": path}).text(lang), markup=False)


@ledger_app.command("list", help=say("ledger_list"))
def ledger_list(lang: Lang = "zh") -> None:
    for name, ledger in ledgers().items():
        headings = "、".join(c.zh if lang == "zh" else c.en for c in ledger.columns)
        title = ledger.zh if lang == "zh" else ledger.en
        out().print(f"{name}  {title}\n    {headings}", markup=False)


@ledger_app.command("template", help=say("ledger_template"))
def ledger_template(
    name: Annotated[str, typer.Argument(help=say("help.ledger"))],
    file: Annotated[Path | None, typer.Argument(help=say("help.out"), metavar="FILE")] = None,
    lang: Lang = "zh",
) -> None:
    with shown_errors(lang):
        ledger = find_ledger(name)
        path = file or Path(f"{ledger.zh}.xlsx")
        if path.exists():
            fail(Message("cli.exists", {"file": path}), lang)
        try:
            write_template(ledger, path)
        except OSError as error:
            raise JianfuError("cli.write", value=str(path), why=reason_of(error)) from error
        out().print(Message("cli.wrote", {"file": path}).text(lang), markup=False)
