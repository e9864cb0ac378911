"""The page of all ledgers: what each column holds, how its heading may be written, what blank means."""

from __future__ import annotations

from collections.abc import Mapping

from jianfu.ledgers.declare import Column, Ledger

TYPES = {
    "text": "text",
    "org": "organisation: code or name",
    "integer": "whole number, `40-50`, `约40`, `≤60`",
    "decimal": "number with up to two decimals",
    "minutes": "length of time: `60分钟`, `1.5小时`, `40-50`",
    "money": "money: `1,200`, `0.35万元`",
    "date": "date: `2026-10-14`, `2026.10.14`, `2026年10月14日`",
    "time": "clock time: `8:20`, `上午8点20`",
    "bool": "`是` / `否`",
    "choice": "one of a list",
    "subject": "school subject",
    "weekday": "`星期一` … `星期日`",
    "class": "class: `三（2）班`, `七(1)班`, `2023级2班`",
    "grade": "grade: `三年级`, `初一`, `2023级`",
    "term": "term: `2026-2027学年第一学期`",
}


def ledger_page(ledgers: Mapping[str, Ledger]) -> str:
    """One section for each ledger, anchored by its English name."""
    lines = [
        "<!-- Generated from the declarations by `make docs`; edit those, not this page. -->",
        "",
        "# Ledgers",
        "",
        "The kinds of ledger (台账) that can be checked. Headings are found by any of the words listed,",
        "wherever the table starts in the sheet; other columns are kept and reported but never judged.",
        "`jianfu ledger template NAME` writes an empty workbook with these headings.",
        "",
        "| Name | 台账 | Field | Columns |",
        "|---|---|---|---:|",
    ]
    for one in ledgers.values():
        lines.append(f"| [{one.name}](#{one.name}) | {one.zh} | {one.field} | {len(one.columns)} |")
    for one in ledgers.values():
        lines += ["", *_section(one)]
    return "\n".join(lines).rstrip() + "\n"


def _section(ledger: Ledger) -> list[str]:
    key = ", ".join(_headed(ledger, name) for name in ledger.key)
    lines = [f"## {ledger.name}", "", f"{ledger.zh} · {ledger.en}.", ""]
    if ledger.help:
        lines += [ledger.help.zh, "", ledger.help.en, ""]
    lines.append(f"A record is known by its organisation and {key}." if key else "One record a unit.")
    if ledger.repeats:
        lines.append("The same key may stand several times in one sheet.")
    if ledger.standing:
        lines.append("It is a standing plan: complete for its term and judged as a whole.")
    elif ledger.date:
        lines.append(f"It falls into a period by {_headed(ledger, ledger.date)}.")
    if ledger.also:
        lines.append(f"Also recognised as: {'、'.join(ledger.also)}.")
    lines += ["", "| Heading | Column | Holds | Blank means | Also written |", "|---|---|---|---|---|"]
    lines += [_row(column) for column in ledger.columns]
    return lines


def _headed(ledger: Ledger, name: str) -> str:
    return next((c.zh for c in ledger.columns if c.name == name), name)


def _row(column: Column) -> str:
    name = f"`{column.name}`" + (" (required)" if column.required else "")
    holds = TYPES[column.type]
    if column.choices:
        holds = ", ".join(choice.zh for choice in column.choices.values())
    if column.personal:
        holds += "; personal, never printed"
    cells = (column.zh, name, holds, _blank(column), "、".join(column.also) or "–")
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _blank(column: Column) -> str:
    said = {"unknown": "not known", "none": "none"}.get(str(column.blank), f"`{column.blank}`")
    if column.absent is not None:
        said += f"; whole column missing: `{column.absent}`, reported"
    return said
