"""A unit's progress for the terminal: what the ledgers show, what the unit attests, and what nothing supports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jianfu.ledgers.registry import ledgers
from jianfu.reports import wording as words
from jianfu.reports.wording import say

_COUNTS = ("breached", "suspected", "not_evaluable")
_WHY = ("no_ledger", "no_records", "incomplete", "no_local_mark")


def progress_text(document: Mapping[str, Any], lang: str = "zh") -> str:
    """The document of ``jianfu progress`` as lines of text."""
    return "\n".join(_lines(document, lang))


def _lines(document: Mapping[str, Any], lang: str) -> Iterator[str]:
    unit = document["unit"]
    facts = {"unit": unit["name"], "first": document["from"], "last": document["to"]}
    yield say("report.progress.title", lang, **facts)
    supported = [line for line in document["lines"] if line["support"] != "unsupported"]
    missing = [line for line in document["lines"] if line["support"] == "unsupported"]
    breached = sum(line["breached"] for line in supported)
    counted = {"n": len(supported), "breached": f"{breached:,}", "missing": len(missing)}
    yield say("report.progress.lead", lang, **counted)
    yield say("report.lead_not_verdict.head", lang)
    for support in ("measured", "attested"):
        lines = [line for line in supported if line["support"] == support]
        if lines:
            yield ""
            yield f"== {say(f'report.progress.{support}', lang)} =="
            for line in lines:
                yield from _supported(line, lang)
    yield from _checklists(document["checklists"], lang)
    corrections = document["corrections"]
    yield ""
    yield f"== {say('report.progress.corrections', lang)} =="
    if corrections is None:
        yield "  " + say("report.progress.no_corrections", lang)
    else:
        yield "  " + say("report.progress.corrected", lang, **corrections)
    yield from _missing(missing, lang)
    yield from (f"  {error['message']}" for error in document["errors"])


def _supported(line: Mapping[str, Any], lang: str) -> Iterator[str]:
    rule = {"op": line["rule"]["op"], "mark": line["rule"]["mark"], "unit": line["rule"]["unit"]}
    counts = [
        say(f"report.part.{outcome}", lang, n=f"{line[outcome]:,}") for outcome in _COUNTS if line[outcome]
    ]
    said = say("report.join", lang).join(counts) or say("report.progress.kept", lang)
    yield say(
        "report.progress.line", lang, title=line["title"], rule=words.mark_text(rule, lang), n=f"{line['groups']:,}",
        said=said,
    )  # fmt: skip
    value = _value(line["value"], line, lang)
    if value:
        key = "lowest" if line["rule"]["op"] == "at_least" else "highest"
        yield "    " + say(f"report.progress.{key}", lang, value=value)
    yield "    " + _baseline(line, lang)


def _baseline(line: Mapping[str, Any], lang: str) -> str:
    if line["baseline"] is None:
        return say("report.progress.no_baseline", lang)
    before = _value(line["baseline"]["value"], line, lang)
    if not before:
        return say("report.progress.baseline_groups", lang, n=f"{line['baseline']['groups']:,}")
    if line["change"] is None:
        return say("report.progress.baseline", lang, value=before)
    length = "minute" if line["rule"]["unit"] == "clock" else line["rule"]["unit"]
    change = words.amount(_whole(abs(line["change"])), length, lang)
    sign = "more" if line["change"] > 0 else "less" if line["change"] < 0 else "same"
    return say(f"report.progress.{sign}", lang, value=before, change=change)


def _value(value: Any, line: Mapping[str, Any], lang: str) -> str:
    return (
        words.value_text({"measured": value, "unit": line["rule"]["unit"]}, lang) if value is not None else ""
    )


def _whole(value: float) -> float:
    return int(value) if float(value).is_integer() else value


def _checklists(checklists: Sequence[Mapping[str, Any]], lang: str) -> Iterator[str]:
    if not checklists:
        return
    yield ""
    yield f"== {say('report.progress.checklists', lang)} =="
    for entry in checklists:
        facts = {k: v for k, v in entry.items() if k != "checklist"}
        yield "  " + say("report.progress.checklist", lang, title=entry["checklist"], **facts)


def _missing(lines: Sequence[Mapping[str, Any]], lang: str) -> Iterator[str]:
    """What nothing supports, by reason and ledger: missing is printed as missing."""
    if not lines:
        return
    yield ""
    yield f"== {say('report.progress.unsupported', lang)} =="
    for why in _WHY:
        of_why = [line for line in lines if line["why"] == why]
        if not of_why:
            continue
        yield "  " + say(f"report.progress.why.{why}", lang, n=len(of_why))
        for name in dict.fromkeys(line["ledger"] for line in of_why):
            titles = [line["title"] for line in of_why if line["ledger"] == name]
            known = ledgers()[name]
            joined = ("、" if lang == "zh" else ", ").join(titles)
            ledger = known.en if lang == "en" else known.zh
            yield "    " + say("report.progress.titles", lang, ledger=ledger, titles=joined)
