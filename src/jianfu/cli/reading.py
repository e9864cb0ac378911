"""``jianfu read``: a plan's text becomes marks, questions, contradictions."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
import yaml

from jianfu.cli.console import AsOf, Lang, day, err, fail, out, say, shown_errors
from jianfu.cli.outputs import reserve, write, write_json
from jianfu.norms.load import load
from jianfu.norms.model import LEVELS
from jianfu.plans.draft.packs import pack
from jianfu.plans.source import read as read_source
from jianfu.reports.plan_document import plan_document
from jianfu.reports.plan_drafting import drafted
from jianfu.reports.plan_page import render_plans
from jianfu.reports.plan_text import print_next, print_plans
from jianfu.terms.errors import JianfuError, Message, reason_of
from jianfu.terms.labels import label

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from jianfu.reports.plan_reading import Reading

_PACKS = frozenset({".yaml", ".yml"})


def read(
    file: Annotated[Path, typer.Argument(help=say("help.read_file"), readable=False)],
    level: Annotated[str | None, typer.Option("--level", help=say("help.read_level"))] = None,
    place: Annotated[str | None, typer.Option("--place", help=say("help.read_place"), metavar="NAME")] = None,
    as_of: AsOf = None,
    json_file: Annotated[Path | None, typer.Option("--json", help=say("help.json"), metavar="FILE")] = None,
    marks: Annotated[
        Path | None, typer.Option("--marks", help=say("help.read_marks"), metavar="FILE.yaml")
    ] = None,
    checklist: Annotated[
        Path | None, typer.Option("--checklist", help=say("help.read_checklist"), metavar="FILE.xlsx")
    ] = None,
    html_file: Annotated[
        Path | None, typer.Option("--html", help=say("help.read_html"), metavar="FILE")
    ] = None,
    lang: Lang = "zh",
) -> None:
    # readable=False: whether the file may be read is found out by reading it, and told in the user's language.
    with shown_errors(lang):
        if level is not None and level not in LEVELS:
            fail(Message("cli.read-level", {"value": level, "accepted": "、".join(LEVELS)}), lang)
        _free(marks, _PACKS, "cli.read-marks", lang)
        _free(checklist, {".xlsx"}, "cli.checklist-xlsx", lang)
        reserve([json_file, html_file, marks], [file])
        given = next((known for known in LEVELS if known == level), None)
        reading = drafted(read_source(file), load(), given, place, day(as_of, lang))
        print_plans(reading, out(), lang)
        written: list[Path] = []
        if json_file is not None:
            write_json(plan_document(reading, lang), json_file)
            written.append(json_file)
        if marks is not None:
            written += _write_pack(reading, marks, lang)
        if checklist is not None:
            written += _write_book(reading, checklist, lang)
        if html_file is not None:
            write(html_file, render_plans(reading, lang))
            written.append(html_file)
        for path in written:
            err().print(Message("cli.wrote", {"file": path}).text(lang), markup=False)
        print_next(list(_next(reading, file, marks, checklist, written, lang)), out(), lang)


def _free(path: Path | None, accepted: Collection[str], code: str, lang: str) -> None:
    """Ends the command when ``path`` has another ending, or is there: people go on working in these files."""
    if path is None:
        return
    if path.suffix.lower() not in accepted:
        fail(Message(code, {"value": str(path)}), lang)
    if path.exists():
        fail(Message("cli.exists", {"file": path}), lang)


def _write_pack(reading: Reading, path: Path, lang: str) -> list[Path]:
    """Writes the draft marks as a local pack; nothing when there are none, which is said."""
    drafts = [each.draft for each in reading.plans]
    if not any(each.marks for each in drafts):
        err().print(Message("cli.read-no-marks", {"file": path}).text(lang), markup=False)
        return []
    note = "".join(f"# {line}\n" for line in label("cli.read.pack", lang).splitlines())
    text = yaml.safe_dump(pack(drafts), allow_unicode=True, sort_keys=False, width=110)
    write(path, note + text)
    return [path]


def _write_book(reading: Reading, path: Path, lang: str) -> list[Path]:
    """Writes the workbook; nothing when there is no question to ask, which is said."""
    if not any(each.draft.questions for each in reading.plans):
        err().print(Message("cli.read-no-questions", {"file": path}).text(lang), markup=False)
        return []
    # The library of workbooks takes longer to load than a short plan takes to be read.
    from jianfu.reports.plan_book import write_plan_book  # noqa: PLC0415

    own = {each.draft.place.name for each in reading.plans if each.draft.place.level == "unit"}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_plan_book(reading, path, own.pop() if len(own) == 1 else None)
    except OSError as error:
        raise JianfuError("cli.write", value=str(path), why=reason_of(error)) from error
    return [path]


def _next(
    reading: Reading,
    file: Path,
    marks: Path | None,
    checklist: Path | None,
    written: list[Path],
    lang: str,
) -> Iterator[tuple[str, str]]:
    """Which commands to run next."""
    drafted = any(each.draft.marks for each in reading.plans)
    asked = any(each.draft.questions for each in reading.plans)
    wanted = [
        f"--marks {_typed(file.stem)}.yaml" if drafted and marks is None else "",
        f"--checklist {_typed(file.stem)}-自查.xlsx" if asked and checklist is None else "",
    ]
    if not written and any(wanted):
        outputs = [*filter(None, wanted), f"--html {_typed(file.stem)}.html"]
        yield "write", " ".join(["jianfu read", _typed(file), *outputs])
    if marks is not None and marks in written:
        yield "check", f"jianfu check 台账/ --marks {_typed(marks)}"
    if checklist is not None and checklist in written:
        own = {each.draft.place.name for each in reading.plans if each.draft.place.level == "unit"}
        unit = own.pop() if len(own) == 1 else label("cli.read.unit", lang)
        yield "answers", f"jianfu progress {_typed(checklist)} --unit {_typed(unit)}"


def _typed(path: Path | str) -> str:
    """A path as it is typed: quoted where a shell would part it."""
    return f'"{path}"' if re.search(r"[\s()&;|<>$`'*?!#]", str(path)) else str(path)
