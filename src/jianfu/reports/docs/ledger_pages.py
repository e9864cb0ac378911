"""The page of all ledgers (what each column holds, how its heading may be written, what blank means), and the page
of what in them is personal."""

from __future__ import annotations

from collections.abc import Mapping

from jianfu.ledgers.declare import Column, Ledger
from jianfu.reports.docs.words import both, named, table_head
from jianfu.terms.labels import label


def ledger_page(ledgers: Mapping[str, Ledger]) -> str:
    """One section for each ledger, anchored by its English name."""
    lines = [f"<!-- {both('page.generated.ledger')} -->", "", f"# {both('page.ledgers')}", ""]
    lines += [label("page.ledgers.lead", "zh"), "", label("page.ledgers.lead", "en"), ""]
    lines += table_head("page.name", "page.ledger", "page.field", "page.columns", align="   r")
    for one in ledgers.values():
        field = named("field", one.field)
        lines.append(f"| [{one.name}](#{one.name}) | {one.zh} · {one.en} | {field} | {len(one.columns)} |")
    for one in ledgers.values():
        lines += ["", *_section(one)]
    return "\n".join(lines).rstrip() + "\n"


def personal_page(ledgers: Mapping[str, Ledger]) -> str:
    """What of every ledger leads to a person, and the date from which the time is reckoned for which it is kept."""
    lines = [f"<!-- {both('page.generated.ledger')} -->", "", f"# {both('page.personal_data')}", ""]
    lines += [label("page.personal_data.lead", "zh"), "", label("page.personal_data.lead", "en"), ""]
    lines += table_head("page.ledger", "page.field", "page.personal_columns", "page.kept_from")
    without = []
    for one in ledgers.values():
        columns = "、".join(f"{c.zh} · {c.en}" for c in one.columns if c.personal)
        if columns:
            since = _headed(one, one.date) if one.date else both("page.kept_from.written")
            field = named("field", one.field)
            lines.append(f"| [{one.zh} · {one.en}](ledgers.md#{one.name}) | {field} | {columns} | {since} |")
        else:
            without.append(f"{one.zh} · {one.en}")
    lines += ["", f"## {both('page.personal_data.none')}", "", "；".join(without)]
    return "\n".join(lines) + "\n"


def _section(ledger: Ledger) -> list[str]:
    lines = [f"## {ledger.name}", "", f"{ledger.zh} · {ledger.en}", ""]
    if ledger.help:
        lines += [ledger.help.zh, "", ledger.help.en, ""]
    key = "、".join(_headed(ledger, name) for name in ledger.key)
    lines.append("- " + (f"{both('page.record_key')}: {key}" if key else both("page.record_unit")))
    if ledger.repeats:
        lines.append(f"- {both('page.repeats')}")
    if ledger.standing or not ledger.date:
        lines.append(f"- {both('page.standing')}")
    else:
        lines.append(f"- {both('page.dated')}: {_headed(ledger, ledger.date)}")
    if ledger.also:
        lines.append(f"- {both('page.recognised')}: {'、'.join(ledger.also)}")
    lines += ["", *table_head("page.heading", "page.column", "page.holds", "page.blank", "page.also")]
    return lines + [_row(column) for column in ledger.columns]


def _headed(ledger: Ledger, name: str) -> str:
    return next((c.zh for c in ledger.columns if c.name == name), name)


def _row(column: Column) -> str:
    name = f"`{column.name}`" + (f" ({both('page.required')})" if column.required else "")
    if column.choices:
        holds = f"{both('page.one_of')}: " + "、".join(choice.zh for choice in column.choices.values())
    else:
        holds = both(f"page.type.{column.type}")
    if column.personal:
        holds += f"; {both('page.personal')}"
    cells = (column.zh, name, holds, _blank(column), "、".join(column.also) or "–")
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _blank(column: Column) -> str:
    said = (
        both(f"page.blank.{column.blank}")
        if column.blank in ("unknown", "none")
        else _value(column, column.blank)
    )
    if column.absent is not None:
        said += f"; {both('page.absent', value=_value(column, column.absent))}"
    return said


def _value(column: Column, value: str | int | bool) -> str:
    """A stored value as people write it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    choice = column.choices.get(str(value))
    return choice.zh if choice else str(value)
