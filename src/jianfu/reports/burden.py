"""The burden ledger for the terminal: who imposes how much on whom, what could not be reckoned, what is supposed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.cells import cell_len

from jianfu.reports.wording import say
from jianfu.terms.units import show

ROWS_SHOWN = 40
"""Lines of one unit that are printed; the JSON holds them all."""
OPEN_SHOWN = 8
_LONGEST = 30


def burden_text(document: Mapping[str, Any], lang: str = "zh", limit: int | None = ROWS_SHOWN) -> str:
    """The document of ``jianfu burden`` as lines of text; ``limit`` is how many lines of a unit are shown."""
    return "\n".join(_lines(document, lang, limit))


def _lines(document: Mapping[str, Any], lang: str, limit: int | None) -> Iterator[str]:
    if not document["lines"]:
        yield say("report.burden.empty", lang)
    for unit, total in document["totals"].items():
        facts = {"n": f"{total['records']:,}", "amount": _amount(total, unit, lang)}
        yield say(f"report.burden.total.{unit}", lang, **facts)
        if "worth" in total:
            least, most = total["worth"]
            yield say("report.burden.worth", lang, amount=_range(least, most, "yuan", lang))
    for unit in document["totals"]:
        lines = [line for line in document["lines"] if line["unit"] == unit]
        yield ""
        yield f"== {say(f'report.burden.section.{unit}', lang)} =="
        yield from _table(lines[:limit], document["by"], unit, lang)
        if limit is not None and len(lines) > limit:
            yield "    " + say("report.burden.more", lang, n=f"{len(lines) - limit:,}")
    yield from _incomplete(document, lang)
    yield from _assumptions(document, lang)
    yield from _remarks(document, lang)


def _table(lines: list[Mapping[str, Any]], by: list[str], unit: str, lang: str) -> Iterator[str]:
    heads = [
        *(say(f"report.burden.by.{name}", lang) for name in by), say("report.burden.records", lang),
        say("report.burden.amount", lang),
    ]  # fmt: skip
    rows = [
        [*(_value(line, name, lang) for name in by), f"{line['records']:,}", _amount(line, unit, lang)] for line in lines
    ]  # fmt: skip
    widths = [
        min(max(cell_len(r[n]) for r in (heads, *rows)), _LONGEST if n < len(by) else 99)
        for n in range(len(heads))
    ]
    for row in (heads, *rows):
        cells = [_pad(cell, width) for cell, width in zip(row, widths, strict=True)]
        yield ("  " + "  ".join(cells)).rstrip()


def _value(line: Mapping[str, Any], name: str, lang: str) -> str:
    found = line[name]
    words = found["name"] if isinstance(found, Mapping) else found
    return str(words) if words else say("report.burden.unsaid", lang)


def _amount(sums: Mapping[str, Any], unit: str, lang: str) -> str:
    """12 小时；3–5 小时；至少 12 小时，另有 2 条算不出."""
    if not sums["open"]:
        return _range(sums["least"], sums["most"], unit, lang)
    if sums["open"] == sums["records"]:
        return say("report.burden.none", lang, n=f"{sums['open']:,}")
    amount = _figure(sums["least"], unit, lang)
    return say("report.burden.at_least", lang, amount=amount, n=f"{sums['open']:,}")


def _range(least: float, most: float | None, unit: str, lang: str) -> str:
    if most is None:
        return say("report.burden.from", lang, amount=_figure(least, unit, lang))
    if least == most:
        return _figure(least, unit, lang)
    return f"{_number(least)}–{_figure(most, unit, lang)}"


def _figure(value: float, unit: str, lang: str) -> str:
    return f"{_number(value)} {say(f'unit.{unit}', lang)}"


def _number(value: float) -> str:
    return f"{int(value):,}" if float(value).is_integer() else f"{value:,.2f}"


def _incomplete(document: Mapping[str, Any], lang: str) -> Iterator[str]:
    listed = document["incomplete"]
    total = len(listed) + document["incomplete_more"]
    if not total:
        return
    titles = {b["id"]: b["title"] for b in document["burdens"]}
    yield ""
    yield f"== {say('report.burden.open', lang, n=f'{total:,}')} =="
    for entry in listed[:OPEN_SHOWN]:
        why = say("report.burden.conflict", lang) if entry["conflict"] else "、".join(entry["missing"])
        place = " ".join(str(p) for p in (entry["file"], entry["sheet"]) if p)
        facts = {"place": place, "row": entry["row"], "title": titles[entry["source"]]}
        yield "  " + say(
            "report.burden.open.row", lang, why=why or say("report.burden.condition", lang), **facts
        )
    if total > OPEN_SHOWN:
        yield "    " + say("report.burden.more", lang, n=f"{total - OPEN_SHOWN:,}")


def _assumptions(document: Mapping[str, Any], lang: str) -> Iterator[str]:
    if not document["assumptions"]:
        return
    yield ""
    yield f"== {say('report.burden.assumptions', lang)} =="
    for entry in document["assumptions"]:
        if entry["figure"] is None:
            amount = say("report.burden.unset", lang)
        else:
            least, most = entry["figure"]
            amount = (
                _assumed(least, entry["unit"], lang)
                if least == most
                else f"{_number(least)}–{_assumed(most, entry['unit'], lang)}"
            )
            if entry["per"] > 1:
                amount = say("report.burden.per", lang, amount=amount, n=f"{entry['per']:,}")
        own = say("report.burden.own", lang) if entry["own"] else ""
        facts = {"title": entry["title"], "amount": amount, "own": own, "n": f"{entry['used']:,}"}
        yield "  " + say("report.burden.assumption", lang, id=entry["id"], reason=entry["reason"], **facts)


def _assumed(value: float, unit: str, lang: str) -> str:
    return show(value * 100, "fen", lang) if unit == "yuan" else show(value, unit, lang)


def _remarks(document: Mapping[str, Any], lang: str) -> Iterator[str]:
    notes = [b["note"] for b in document["burdens"] if b["note"]]
    if document["planned"]:
        notes.append(say("report.burden.planned", lang, n=f"{document['planned']:,}"))
    notes += [e["message"] for e in document["errors"]]
    notes += document["guesses"][:OPEN_SHOWN]
    if len(document["guesses"]) > OPEN_SHOWN:
        notes.append(say("report.burden.more", lang, n=f"{len(document['guesses']) - OPEN_SHOWN:,}").strip())
    if notes:
        yield ""
    yield from (f"  {note}" for note in notes)


def _pad(text: str, width: int) -> str:
    return text + " " * max(width - cell_len(text), 0)
