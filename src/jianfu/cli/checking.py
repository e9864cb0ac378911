"""``jianfu check``, ``may``, ``explain`` and ``sql``: the yardstick afterwards, beforehand, one finding, its SQL."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jianfu.cli.console import AsOf, Lang, day, err, fail, out, progress, say, shown_errors
from jianfu.cli.outputs import reserve, write, write_json
from jianfu.engine.answer import answer_json
from jianfu.engine.check import check as run_check
from jianfu.engine.databases import world_of_database
from jianfu.engine.decide import Change, Decider
from jianfu.engine.report import SCHEMA, as_json, exit_code
from jianfu.engine.show_sql import norm_sql
from jianfu.engine.world import Connection, World, connect, world_of
from jianfu.ledgers.reading import parse_record, read
from jianfu.ledgers.registry import ledger as find_ledger
from jianfu.norms.load import load
from jianfu.reports.answer import answer_text
from jianfu.reports.explain import explain as explain_text
from jianfu.reports.explain import find
from jianfu.reports.html import render_html
from jianfu.reports.table import print_result
from jianfu.terms.errors import JianfuError, Message, reason_of

if TYPE_CHECKING:
    from datetime import date

    from jianfu.norms.model import Catalogue

Marks = Annotated[list[Path] | None, typer.Option("--marks", help=say("help.marks"))]
Db = Annotated[str | None, typer.Option("--db", help=say("help.db"), metavar="URL")]


def judging_connection() -> Connection:
    """An empty judging connection with a temporary folder of this process to spill to."""
    return connect(Path(tempfile.gettempdir()) / f"jianfu-{os.getpid()}")


def world(paths: list[Path], db: str | None, lang: str, as_of: date) -> World:
    """The ledgers of files and folders, read on the day ``as_of``, or of a database."""
    con = judging_connection()
    if db is not None:
        return world_of_database(db, con)
    with progress(lang, "progress.reading") as step:
        # In one order whatever the order of arguments: numbers given by first appearance stay the same.
        return world_of(read(sorted(paths), con, progress=step, as_of=as_of))


def check(
    paths: Annotated[list[Path] | None, typer.Argument(help=say("help.paths"))] = None,
    as_of: AsOf = None,
    marks: Marks = None,
    json_file: Annotated[Path | None, typer.Option("--json", help=say("help.json"), metavar="FILE")] = None,
    html_file: Annotated[Path | None, typer.Option("--html", help=say("help.html"), metavar="FILE")] = None,
    db: Db = None,
    lang: Lang = "zh",
) -> None:
    with shown_errors(lang):
        if not paths and db is None:
            fail(Message("cli.no-paths"), lang)
        if paths and db is not None:
            fail(Message("cli.paths-and-db", {"value": "、".join(map(str, paths))}), lang)
        reserve([json_file, html_file], paths or [])
        today = day(as_of, lang)
        catalogue = load(packs=marks or [])
        document = checked(world(paths or [], db, lang, today), catalogue, today, lang, json_file)
        print_result(document, out(), lang)
        if json_file is not None:
            write_json(document, json_file)
        if html_file is not None:
            write(html_file, render_html(document, lang))
            err().print(Message("cli.wrote", {"file": html_file}).text(lang), markup=False)
    raise typer.Exit(exit_code(document))


def checked(
    ledgers: World, catalogue: Catalogue, as_of: date, lang: str, json_file: Path | None = None
) -> dict[str, Any]:
    """The JSON document of a check, progress shown."""
    with progress(lang, "progress.checking") as step:
        result = run_check(ledgers, catalogue, as_of, progress=step)
    return as_json(result, lang=lang, beside=json_file.parent if json_file else None)


def may(
    ledger: Annotated[str, typer.Argument(help=say("help.ledger"))],
    values: Annotated[list[str] | None, typer.Argument(help=say("help.values"), metavar="KEY=VALUE…")] = None,
    given: Annotated[list[Path] | None, typer.Option("--given", help=say("help.given"))] = None,
    as_of: AsOf = None,
    marks: Marks = None,
    db: Db = None,
    json_: Annotated[bool, typer.Option("--json", help=say("help.json_out"))] = False,
    lang: Lang = "zh",
) -> None:
    with shown_errors(lang):
        today = day(as_of, lang)
        kind = find_ledger(ledger)
        catalogue = load(packs=marks or [])
        if given and db is not None:
            fail(Message("cli.paths-and-db", {"value": "、".join(map(str, given))}), lang)
        ledgers = world(given or [], db, lang, today)
        _unread(ledgers, lang)
        record = parse_record(kind, _pairs(values or [], lang), ledgers.places)
        answer = Decider(ledgers, catalogue, today).decide(Change(kind.name, [record]))
        document = answer_json(answer, catalogue, ledgers.places, lang)
        if json_:
            typer.echo(json.dumps(document, ensure_ascii=False, indent=1, default=str))
        else:
            out().print(answer_text(document, lang), markup=False)
    raise typer.Exit({"yes": 0, "no": 1}.get(answer.says, 3))


def _unread(ledgers: World, lang: str) -> None:
    """Files that could not be read end the question: an answer without them might be wrong."""
    errors = ledgers.errors
    if errors:
        fail(Message("cli.given-unread", {"files": "\n".join(e.message.text(lang) for e in errors)}), lang)


def _pairs(values: list[str], lang: str) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for value in values:
        key, equals, text = value.partition("=")
        if not equals or not key:
            fail(Message("cli.pair", {"value": value}), lang)
        pairs[key] = text
    return pairs


def explain(
    fingerprint: Annotated[str, typer.Argument(help=say("help.fingerprint"))],
    from_: Annotated[Path, typer.Option("--from", help=say("help.from"), metavar="RESULT.json")],
    lang: Lang = "zh",
) -> None:
    with shown_errors(lang):
        try:
            finding = find(result_of(from_), fingerprint)
            text = explain_text(finding, lang) if finding is not None else None
        except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
            why = Message("cli.result-shape")  # a result of ours that someone has written in
            raise JianfuError("cli.result-file", value=str(from_), why=why) from error
        if text is None:
            fail(Message("cli.fingerprint", {"value": fingerprint, "file": from_}), lang)
        out().print(text, markup=False)


def result_of(path: Path) -> dict[str, Any]:
    """The document of a check kept in ``path``; JianfuError when it is none."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise JianfuError("cli.result-file", value=str(path), why=reason_of(error)) from error
    except (ValueError, RecursionError) as error:
        raise JianfuError("cli.result-file", value=str(path), why=Message("cli.result-json")) from error
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        raise JianfuError(
            "cli.result-file", value=str(path), why=Message("cli.result-schema", {"value": SCHEMA})
        )
    return document


def sql(
    norm: Annotated[str, typer.Argument(help=say("help.norm"))],
    dialect: Annotated[str, typer.Option("--dialect", help=say("help.dialect"))] = "duckdb",
    as_of: AsOf = None,
    lang: Lang = "zh",
) -> None:
    with shown_errors(lang):
        if dialect not in {"duckdb", "sqlite", "postgres"}:
            fail(Message("cli.dialect", {"value": dialect}), lang)
        out().print(norm_sql(load().norm(norm), dialect, day(as_of, lang)), markup=False)
