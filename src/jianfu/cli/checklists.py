"""``jianfu checklist``: the questions that no ledger answers, listed or as a workbook to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jianfu.cli.console import Lang, fail, out, say, shown_errors
from jianfu.ledgers.derive import kind_of_name
from jianfu.ledgers.registry import ledger
from jianfu.norms.checklists import checklist as find_checklist
from jianfu.norms.checklists import load_checklists
from jianfu.norms.load import load
from jianfu.reports.checklist_book import cited, write_checklist
from jianfu.terms.errors import JianfuError, Message, reason_of


def checklist(
    name: Annotated[str | None, typer.Argument(help=say("help.checklist"))] = None,
    out_: Annotated[
        Path | None, typer.Option("--out", help=say("help.checklist_out"), metavar="FILE.xlsx")
    ] = None,
    unit: Annotated[str | None, typer.Option("--unit", help=say("help.checklist_unit"))] = None,
    lang: Lang = "zh",
) -> None:
    with shown_errors(lang):
        if name is None:
            for entry in load_checklists().values():
                facts = {
                    "name": entry.name, "title": entry.title, "count": len(entry.asked), "aspects": len(entry.aspects),
                }  # fmt: skip
                out().print(Message("cli.checklist-line", facts).text(lang), markup=False)
            return
        found = find_checklist(name)
        kind = kind_of_name(unit)
        questions = found.for_kind(kind)
        if not questions:
            words = ledger("organisations").column("kind").choices
            kinds = dict.fromkeys(k for q in found.asked for k in q.addressees)
            asked = "、".join(words[k].en if lang == "en" else words[k].zh for k in kinds)
            fail(Message("cli.checklist-kind", {"value": unit, "name": found.title, "kinds": asked}), lang)
        policies = load().policies
        if out_ is None:
            for question in questions:
                aspect = found.aspects[question.aspect].in_(lang)
                out().print(f"{question.number}  [{aspect}] {question.ask.in_(lang)}", markup=False)
                out().print(f"    {cited(question, policies, lang)}", markup=False)
            return
        if out_.suffix.lower() != ".xlsx":
            fail(Message("cli.checklist-xlsx", {"value": str(out_)}), lang)
        if out_.exists():
            fail(Message("cli.exists", {"file": out_}), lang)
        try:
            out_.parent.mkdir(parents=True, exist_ok=True)
            write_checklist(found, questions, policies, out_, unit, kind)
        except OSError as error:
            raise JianfuError("cli.write", value=str(out_), why=reason_of(error)) from error
        out().print(Message("cli.wrote", {"file": out_}).text(lang), markup=False)
