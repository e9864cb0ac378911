"""``jianfu init``, ``serve``, ``audit``: the commands around the web. The web is imported here alone, and only when
one of these commands runs, so that everything else works without Django."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jianfu.cli.console import Lang, day, err, out, say, shown_errors
from jianfu.terms.errors import JianfuError, Message, reason_of

if TYPE_CHECKING:
    from jianfu.web.audit.verify import DayHead

# ruff: noqa: PLC0415  the web may not be installed, and Django must be told its data folder before it is imported

audit_app = typer.Typer(no_args_is_help=True, help=say("help.audit_group"))
Folder = Annotated[Path, typer.Argument(help=say("help.data_folder"), metavar="FOLDER")]
BREACHED = 1


@contextmanager
def _web(lang: str) -> Iterator[None]:
    """Shows errors, and says which package is missing when Django is not there."""
    with shown_errors(lang):
        try:
            yield
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] in {
                "django",
                "allauth",
                "granian",
                "segno",
                "whitenoise",
            }:
                raise JianfuError("web.extra-missing") from error
            raise
        except OSError as error:
            raise JianfuError("cli.write", value=str(error.filename or ""), why=reason_of(error)) from error


def init(
    folder: Folder,
    name: Annotated[str, typer.Option("--name", help=say("help.site_name"))] = "教育局",
    code: Annotated[str, typer.Option("--code", help=say("help.site_code"))] = "000000",
    kind: Annotated[str, typer.Option("--kind", help=say("help.site_kind"))] = "bureau",
    level: Annotated[str, typer.Option("--level", help=say("help.site_level"))] = "county",
    administrator: Annotated[str, typer.Option("--administrator", help=say("help.administrator"))] = "管理员",
    lang: Lang = "zh",
) -> None:
    with _web(lang):
        from jianfu.web.project.folder import DataFolder
        from jianfu.web.project.run import make_tables, open_site, site_address

        DataFolder(folder).make()
        open_site(folder)
        make_tables()
        from jianfu.web.accounts.actions import found
        from jianfu.web.accounts.queries import path_of

        invitation = found(
            code=code, name=name, kind=kind, level=level, administrator=administrator, starts=day(None, lang)
        )
        facts = {"folder": folder, "name": name, "administrator": administrator}
        err().print(Message("web.made", facts).text(lang), markup=False)
        out().print(site_address(path_of(invitation)), markup=False)


def serve(
    folder: Folder,
    host: Annotated[str, typer.Option("--host", help=say("help.host"))] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help=say("help.serve_port"), min=1, max=65535)] = 8000,
    workers: Annotated[int | None, typer.Option("--workers", help=say("help.workers"), min=1)] = None,
    lang: Lang = "zh",
) -> None:
    with _web(lang):
        from jianfu.web.project import run

        err().print(Message("web.serving", {"address": f"http://{host}:{port}/"}).text(lang), markup=False)
        run.serve(folder, host, port, workers or max(2, os.cpu_count() or 2))


@audit_app.command("verify", help=say("audit_verify"))
def verify_audit(
    folder: Folder,
    published: Annotated[
        Path | None, typer.Option("--published", help=say("help.published"), metavar="FILE.json")
    ] = None,
    lang: Lang = "zh",
) -> None:
    with _web(lang):
        from jianfu.web.project.run import open_site

        open_site(folder)
        from jianfu.web.audit.queries import chain_end
        from jianfu.web.audit.verify import verify

        faults = 0
        for fault in verify(_heads(published)):
            faults += 1
            out().print(Message(f"web.audit-{fault.kind}", {"number": fault.number}).text(lang), markup=False)
        if faults:
            raise typer.Exit(BREACHED)
        number, digest = chain_end()
        out().print(Message("web.audit-whole", {"n": number, "digest": digest}).text(lang), markup=False)


@audit_app.command("heads", help=say("audit_heads"))
def audit_heads(folder: Folder, lang: Lang = "zh") -> None:
    with _web(lang):
        from jianfu.web.project.run import open_site

        open_site(folder)
        from jianfu.web.audit.queries import heads, heads_json

        typer.echo(json.dumps(heads_json(heads()), indent=1))


def _heads(published: Path | None) -> list[DayHead]:
    """The heads of days as the board publishes them."""
    from jianfu.web.audit.verify import DayHead

    if published is None:
        return []
    try:
        rows = json.loads(published.read_text("utf-8"))
        return [DayHead(date.fromisoformat(r["day"]), int(r["number"]), str(r["digest"])) for r in rows]
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise JianfuError("web.audit-heads-unreadable", value=str(published)) from error
