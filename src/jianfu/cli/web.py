"""``jianfu init``, ``serve``, ``backup``, ``restore``, ``upgrade``, ``audit``: the commands around the web.

The web is imported here alone, and only when one of these commands runs, so that everything else works without Django.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jianfu.cli.console import Lang, day, err, out, say, shown_errors
from jianfu.terms.errors import JianfuError, Message, reason_of
from jianfu.terms.labels import label

if TYPE_CHECKING:
    from jianfu.demo.generate import Demo
    from jianfu.web.audit.verify import DayHead, Fault
    from jianfu.web.project.keeping.backups import Backup

# ruff: noqa: PLC0415  the web may not be installed, and Django must be told its data folder before it is imported

audit_app = typer.Typer(no_args_is_help=True, help=say("help.audit_group"))
Folder = Annotated[Path, typer.Argument(help=say("help.data_folder"), metavar="FOLDER")]
BREACHED = 1
DEMO_MARK = "invented-county"


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

        given = {"--name": name, "--code": code, "--administrator": administrator}
        if empty := [option for option, value in given.items() if not value.strip()]:
            raise JianfuError("web.option-empty", value="、".join(empty))
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


def invite(
    folder: Folder,
    name: Annotated[str | None, typer.Option("--name", help=say("help.invite_name"))] = None,
    without_code: Annotated[bool, typer.Option("--remove-code", help=say("help.invite_code"))] = False,
    lang: Lang = "zh",
) -> None:
    with _web(lang):
        from jianfu.web.project.run import open_site, site_address

        open_site(folder)
        from jianfu.web.accounts.actions import invite_again
        from jianfu.web.accounts.actor import OPERATOR
        from jianfu.web.accounts.changes.actions import remove_code
        from jianfu.web.accounts.queries import path_of, top_administrators

        today = day(None, lang)
        held = [a for a in top_administrators(today) if name is None or a.person.name == name]
        if len(held) != 1:
            accepted = "、".join(a.person.name for a in top_administrators(today))
            raise JianfuError("web.invite-whom", value=name or "", accepted=accepted)
        if without_code:
            remove_code(OPERATOR, held[0].person, today)
        invitation = invite_again(OPERATOR, held[0], today)
        err().print(Message("web.invited", {"name": held[0].person.name}).text(lang), markup=False)
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

        def ready() -> None:
            err().print(
                Message("web.serving", {"address": f"http://{host}:{port}/"}).text(lang), markup=False
            )

        run.serve(folder, host, port, workers or max(2, os.cpu_count() or 2), ready)


def work(
    folder: Folder,
    once: Annotated[bool, typer.Option("--once", help=say("help.once"))] = False,
    lang: Lang = "zh",
) -> None:
    with _web(lang):
        from jianfu.web.project import run

        if not once:
            err().print(Message("web.working").text(lang), markup=False)
            run.keep_up(folder)
            return
        done = run.check_once(folder)
        code, facts = (
            ("web.worked", {"n": done[0], "seconds": done[1]}) if done else ("web.worked-nothing", {})
        )
        out().print(Message(code, facts).text(lang), markup=False)


def fill_demo(folder: Path, made: Demo, lang: str) -> bool:
    """Makes the invented county a site in ``folder``, or finds it there; says who can sign in. False, with a remark,
    where the web is not installed."""
    if find_spec("django") is None or find_spec("granian") is None:
        err().print(Message("web.demo-without").text(lang), markup=False)
        return False
    with _web(lang):
        from jianfu.web.project.folder import DataFolder
        from jianfu.web.project.run import open_site

        os.environ.pop("DATABASE_URL", None)  # the county has a database of its own, whatever is set here
        if not DataFolder(folder).exists():
            DataFolder(folder).make()
            (folder / DEMO_MARK).touch()
        data = open_site(folder, made.as_of)
        from jianfu.web.project import county

        if not county.stands(data, folder / DEMO_MARK):
            err().print(Message("web.demo-filling").text(lang), markup=False)
            county.fill(data, folder / DEMO_MARK, made.ledgers, made.packs)
        out().print(
            "\n" + Message("web.demo-accounts", {"password": county.PASSWORD}).text(lang), markup=False
        )
        for account in county.ACCOUNTS:
            role, place = label(f"web.role.{account.role.value}", lang), county.name_of(account.code)
            out().print(f"  {account.username:<12}{role}  {place}", markup=False)
    return True


def serve_demo(folder: Path, port: int | None, lang: str) -> None:
    """Serves the county that ``fill_demo`` made, on this machine alone, until somebody stops it; at the first free
    port from 8000 on when none is given."""
    with _web(lang):
        from jianfu.web.project.run import is_free

        port = port or next((n for n in range(8000, 8020) if is_free("127.0.0.1", n)), 8000)
    serve(folder, "127.0.0.1", port, None, lang)


def backup(
    folder: Folder,
    target: Annotated[Path, typer.Argument(help=say("help.backup_target"), metavar="TARGET")],
    keep: Annotated[int | None, typer.Option("--keep", help=say("help.keep"), min=1)] = None,
    lang: Lang = "zh",
) -> None:
    with _web(lang):
        from jianfu.web.project.run import open_site

        data = open_site(folder)
        from jianfu.web.project.keeping.backups import backup as back_up

        _tell_backup(back_up(data, target, keep), lang)


def _tell_backup(made: Backup, lang: str) -> None:
    """Where the archive is on standard output, what is in it on standard error."""
    facts = {"n": len(made.manifest.files), "entries": made.manifest.stand.entries, "digest": made.digest}
    err().print(Message("web.backed-up", facts).text(lang), markup=False)
    out().print(str(made.path), markup=False)


def restore(
    archive: Annotated[Path, typer.Argument(help=say("help.archive"), metavar="ARCHIVE.zip")],
    folder: Folder,
    lang: Lang = "zh",
) -> None:
    with _web(lang):
        from jianfu.web.project.keeping.archive import unpacked
        from jianfu.web.project.run import open_site

        with unpacked(archive, folder.resolve()) as (manifest, made):
            open_site(made)
            from jianfu.web.project.keeping.backups import accept

            accept(archive, manifest, made, folder.resolve())
        facts = {
            "folder": folder,
            "made_at": manifest.made_at,
            "n": manifest.stand.entries,
            "digest": manifest.stand.head,
        }
        out().print(Message("web.restored", facts).text(lang), markup=False)


def upgrade(
    folder: Folder,
    target: Annotated[
        Path | None, typer.Option("--backup", help=say("help.upgrade_backup"), metavar="TARGET")
    ] = None,
    lang: Lang = "zh",
) -> None:
    with _web(lang):
        from jianfu.web.project.run import open_site

        data = open_site(folder)
        from jianfu.web.project.keeping.backups import upgrade as bring_up

        done = bring_up(data, target)
        if done.backup is not None:
            _tell_backup(done.backup, lang)
        code = "web.upgraded" if done.backup is not None else "web.up-to-date"
        err().print(Message(code, {"folder": folder, "n": done.entries}).text(lang), markup=False)
        _tell_faults(done.faults, lang)


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

        _tell_faults(verify(_heads(published)), lang)
        number, digest = chain_end()
        out().print(Message("web.audit-whole", {"n": number, "digest": digest}).text(lang), markup=False)


def _tell_faults(faults: Iterable[Fault], lang: str) -> None:
    """Each on a line; ends the command with code 1 when there is one."""
    found = False
    for fault in faults:
        found = True
        out().print(Message(f"web.audit-{fault.kind}", {"number": fault.number}).text(lang), markup=False)
    if found:
        raise typer.Exit(BREACHED)


@audit_app.command("heads", help=say("audit_heads"))
def audit_heads(folder: Folder, lang: Lang = "zh") -> None:
    with _web(lang):
        from jianfu.web.project.run import open_site

        open_site(folder)
        from jianfu.web.audit.queries import heads, heads_json

        typer.echo(json.dumps(heads_json(heads()), indent=1))


@audit_app.command("retention", help=say("audit_retention"))
def retention(
    folder: Folder,
    keep: Annotated[
        list[str] | None, typer.Option("--keep", help=say("help.keep_days"), metavar="LEDGER=DAYS")
    ] = None,
    lang: Lang = "zh",
) -> None:
    with _web(lang):
        from jianfu.web.project.run import open_site

        open_site(folder)
        from jianfu.web.accounts.actor import OPERATOR
        from jianfu.web.audit.actions import set_retention
        from jianfu.web.audit.queries import retentions

        for name, days in [_keep_days(text) for text in keep or []]:
            set_retention(OPERATOR, name, days)
        for ledger, columns, days in retentions():
            named = "、".join(c.zh if lang == "zh" else c.en for c in columns)
            code = "web.kept-days" if days is not None else "web.kept-for-ever"
            facts = {
                "name": ledger.name,
                "ledger": ledger.zh if lang == "zh" else ledger.en,
                "columns": named,
            }
            out().print(Message(code, {**facts, "n": days}).text(lang), markup=False)


def _keep_days(text: str) -> tuple[str, int | None]:
    """``homework=730``; ``homework=`` for keeping for ever."""
    name, equals, days = text.partition("=")
    if not equals or (days and (not days.isascii() or not days.isdigit() or len(days) > 5)):
        raise JianfuError("web.keep-days", value=text)
    return name, int(days) if days else None


@audit_app.command("erase", help=say("audit_erase"))
def erase_past(folder: Folder, lang: Lang = "zh") -> None:
    with _web(lang):
        from jianfu.web.project.run import open_site

        open_site(folder)
        from jianfu.web.accounts.actor import OPERATOR
        from jianfu.web.audit.actions import erase
        from jianfu.web.project.keeping.databases import leaving_no_trace

        with leaving_no_trace():
            gone = erase(OPERATOR, day(None, lang))
        for name, n in gone.items():
            code = "web.erased-originals" if name == "originals" else "web.erased"
            out().print(Message(code, {"name": name, "n": n}).text(lang), markup=False)
        if not gone:
            err().print(Message("web.erased-nothing").text(lang), markup=False)


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
