"""A result as one self-contained HTML page: no script, no web font, nothing fetched from anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from jianfu.ledgers.registry import ledgers
from jianfu.reports import wording as words
from jianfu.reports.outline import OUTCOMES, UnitGroup, by_unit, is_unset, lead, of_outcome, title_of, totals
from jianfu.reports.overview import matrix
from jianfu.reports.prepare import gathered, prepare
from jianfu.reports.waterline import DEFINITIONS, waterline

FINDINGS_PER_NORM = 200  # shown in full; the page says how many more there are
RECORDS_PER_FINDING = 60
ROWS_PER_TABLE = 500
GENERATOR = '<meta name="generator" content="jianfu">'  # how a report is known to be one
_WORDS = {"advised": "near", "breached": "over", "not_evaluable": "unknown", "not_applicable": "none"}


class _Open(dict[str, Any]):
    """A finding whose optional keys read as None, so that the templates stay strict about all other names."""

    def __missing__(self, key: str) -> None:
        return None


def render_html(result: Mapping[str, Any], lang: str = "zh") -> str:
    """The report of ``result`` (the JSON dict of a check) as one HTML document in ``lang``."""
    result = prepare(result)
    outlines = {
        outcome: by_unit(
            (_Open(f) for f in of_outcome(result, outcome) if not is_unset(f)), lang, FINDINGS_PER_NORM
        )
        for outcome in ("breached", "not_evaluable", "suspected")
    }
    tables = _tables(result, lang)
    guesses, notes = (gathered(result.get(part) or (), lang) for part in ("guesses", "notes"))
    conflicts = [_conflict(c, lang) for c in result.get("conflicts") or ()]
    template = environment(lang).get_template("report.html.j2")
    return template.render(
        result={"as_of": result.get("as_of", ""), "norm_set": result.get("norm_set")},
        html_lang="en" if lang == "en" else "zh-CN",
        generator=Markup(GENERATOR),
        css=styles("report"),
        definitions=DEFINITIONS,
        lead=re.split(r"(?<=[，：。])|(?<=[,:.] )", lead(result, lang)),
        sub=_sub(result, lang),
        legend=_legend(result, lang),
        matrix=matrix(result, lang),
        contents=_contents(outlines, tables, {"guesses": guesses, "notes": notes}, conflicts, lang),
        tables=tables,
        remarks=[
            _remarks(name, said, lang) for name, said in (("guesses", guesses), ("notes", notes)) if said
        ],
        conflicts=conflicts,
        **outlines,
    )


def styles(page: str) -> Markup:
    """The stylesheet of ``page``, what all pages share before it."""
    folder = Path(__file__).parent
    return Markup("\n".join((folder / f"{name}.css").read_text(encoding="utf-8") for name in ("paper", page)))


def environment(lang: str) -> Environment:
    """Templates with the wording functions bound to a language; an unknown name is an error."""
    env = Environment(
        loader=PackageLoader("jianfu.reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals.update(
        say=lambda key, **facts: words.say(key, lang, **facts),
        wording=partial(_flip(words.wording), lang),
        source_text=partial(_flip(words.source_text), lang),
        short_policy=partial(_flip(words.short_policy), lang),
        policy=partial(_flip(words.policy_text), lang),
        subject=partial(_flip(words.subject_of), lang),
        period=partial(_flip(words.period_text), lang),
        mark=partial(_flip(words.mark_text), lang),
        gap=partial(_flip(words.gap_text), lang),
        reason=partial(_flip(words.reason_text), lang),
        basis=partial(_flip(words.basis_text), lang),
        waterline=partial(_flip(waterline), lang),
        level=partial(_flip(_level), lang),
        parts=partial(_flip(words.value_parts), lang),
        state=words.state,
        merge=lambda finding, mark: {**finding, **mark},
        gather=gather,
        anchor=_anchor,
        limits={"records": RECORDS_PER_FINDING},
    )
    return env


def _flip(function: Any) -> Any:
    """``function(x, lang)`` as ``(lang, x)``, so that the language can be bound first."""
    return lambda lang, x: function(x, lang)


def _level(mark: Mapping[str, Any], lang: str) -> str:
    level = mark.get("level")
    return words.known(f"level.{level}", lang, str(level)) if level else ""


def _anchor(first: UnitGroup, unit: UnitGroup) -> str:
    """An id for the section of a unit, unique in the page: the outcome of its findings and its code."""
    for group in unit.norms:
        for finding in group.findings:
            return f"{finding.get('outcome')}-{unit.code}"
    return f"more-{unit.code}-{id(first)}"


def gather(records: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Records as one line a sheet, with row numbers run together: "4, 7—9"; order of first appearance.

    Records that name what is ``missing`` in them (headings) stand apart by it.
    """
    places: dict[tuple[str, str, str], list[int]] = {}
    for record in records:
        missing = "、".join(record.get("missing") or ())
        if "table" in record:
            place, row = (str(record["table"]), "", missing), record.get("id")
        else:
            place = (str(record.get("file") or ""), str(record.get("sheet") or ""), missing)
            row = record.get("row")
        rows = places.setdefault(place, [])
        if isinstance(row, int):
            rows.append(row)
    return [{"file": f, "sheet": s, "rows": runs(rows), "missing": m} for (f, s, m), rows in places.items()]


def runs(numbers: Sequence[int]) -> str:
    """Numbers in order with neighbours run together: [4, 7, 8, 9] is "4, 7—9"."""
    parts: list[list[int]] = []
    for number in sorted(set(numbers)):
        if parts and parts[-1][-1] == number - 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ", ".join(str(p[0]) if len(p) == 1 else f"{p[0]}—{p[-1]}" for p in parts)


def _sub(result: Mapping[str, Any], lang: str) -> str:
    sources = result.get("sources") or ()
    files = {s.get("file") for s in sources}
    rows = sum(int(s.get("rows") or 0) for s in sources)
    return words.say("report.sub", lang, as_of=result.get("as_of", ""), files=len(files), rows=f"{rows:,}")


def _legend(result: Mapping[str, Any], lang: str) -> list[dict[str, str]]:
    counts = totals(result)
    items = []
    for outcome in ("kept", "near", "advised", "breached", "suspected", "not_evaluable", "not_applicable"):
        if outcome not in counts or (outcome not in ("kept", "breached") and not counts[outcome]):
            continue
        text = words.say(f"report.legend.{outcome}", lang, n=f"{counts[outcome]:,}")
        linked = outcome in ("breached", "suspected", "not_evaluable") and counts[outcome]
        items.append({"key": _WORDS.get(outcome, outcome), "text": text, "href": outcome if linked else ""})
    return items


def _contents(
    outlines: Mapping[str, Sequence[UnitGroup]],
    tables: Sequence[Mapping[str, Any]],
    said: Mapping[str, Sequence[object]],
    conflicts: Sequence[object],
    lang: str,
) -> list[dict[str, object]]:
    """The table of contents with a count for each section that is there."""
    heads = {"breached": "findings", "not_evaluable": "unknown", "suspected": "suspected"}
    found: list[dict[str, object]] = [
        {"href": o, "text": words.say(f"report.section.{heads[o]}", lang), "n": sum(u.total for u in units)}
        for o, units in outlines.items()
        if units
    ]
    if conflicts:
        found.append(
            {"href": "conflicts", "text": words.say("report.section.conflicts", lang), "n": len(conflicts)}
        )
    found += [
        {"href": t["id"], "text": t["head"], "n": len(t["rows"]) + t["more"]} for t in tables if t["rows"]
    ]
    for name, messages in said.items():
        if messages:
            found.append(
                {"href": name, "text": words.say(f"report.section.{name}", lang), "n": len(messages)}
            )
    return found


def _remarks(name: str, said: Sequence[tuple[str, list[str]]], lang: str) -> dict[str, Any]:
    """What the reader guessed or left out: each remark once, with the places it holds for."""
    return {
        "id": name,
        "head": words.say(f"report.section.{name}", lang),
        "note": words.say(f"report.section.{name}.note", lang),
        "shown": [{"text": text, "places": places} for text, places in said[:ROWS_PER_TABLE]],
        "more": max(len(said) - ROWS_PER_TABLE, 0),
    }


def _tables(result: Mapping[str, Any], lang: str) -> list[dict[str, Any]]:
    """Files not read, bad cells, counts by norm and ledgers read, as plain tables."""
    errors = [[e.get("file"), words.wording(e.get("message"), lang)] for e in result.get("errors") or ()]
    cells = [
        [
            c.get("file"), c.get("sheet") or "", c.get("cell") or "", _heading(result, c, lang),
            str(c.get("value") if c.get("value") is not None else ""), words.wording(c.get("message"), lang),
        ]
        for c in result.get("cells") or ()
    ]  # fmt: skip
    by_norm: Mapping[str, Mapping[str, Any]] = (result.get("summary") or {}).get("norms") or {}
    unset = {f["norm"]: int(f.get("groups") or 0) for f in of_outcome(result, "not_evaluable") if is_unset(f)}
    norms = []
    for norm, counts in sorted(by_norm.items()):
        tallied = {o: int(counts.get(o) or 0) for o in OUTCOMES}
        tallied["not_evaluable"] = max(tallied["not_evaluable"] - unset.get(norm, 0), 0)
        norms.append([title_of({"norm": norm, **counts}, lang), norm, *(f"{n:,}" for n in tallied.values())])
    sources = [
        [s.get("file"), s.get("sheet") or "", _ledger(s, lang), f"{int(s.get('rows') or 0):,}"]
        for s in result.get("sources") or ()
    ]
    tally = ["report.word.kept", "report.word.over", "report.word.suspected", "report.word.unknown"]
    return [
        _table("errors", errors, ["file", "message"], lang),
        _table("cells", cells, ["file", "sheet", "cell", "column", "value", "message"], lang),
        _table("unset", _unset(result, lang), ["norm", "id", "groups"], lang, numbers=1),
        _table("norms", norms, ["norm", "id", *tally, "report.word.none"], lang, numbers=5),
        _table("sources", sources, ["file", "sheet", "ledger", "rows"], lang, numbers=1),
    ]


def _ledger(source: Mapping[str, Any], lang: str) -> str:
    """What a sheet was read as; a hidden one says that it was left out."""
    if source.get("hidden"):
        return words.say("report.hidden", lang)
    ledger = ledgers().get(str(source.get("ledger")))
    return (ledger.en if lang == "en" else ledger.zh) if ledger else str(source.get("ledger") or "")


def _heading(result: Mapping[str, Any], cell: Mapping[str, Any], lang: str) -> str:
    """The heading of the column that a bad cell stands in, by the ledger that its sheet was read as."""
    name = str(cell.get("column") or "")
    read_as = (
        s.get("ledger")
        for s in result.get("sources") or ()
        if (s.get("file"), s.get("sheet")) == (cell.get("file"), cell.get("sheet"))
    )
    for ledger in (ledgers()[str(n)] for n in read_as if n in ledgers()):
        for column in ledger.columns:
            if name in (column.name, *column.physical):
                return column.en if lang == "en" else column.zh
    return name


def _table(
    name: str, rows: list[list[Any]], columns: Sequence[str], lang: str, numbers: int = 0
) -> dict[str, Any]:
    """A table for the template; the last ``numbers`` columns are figures."""
    heads = [
        {
            "text": words.say(c if c.startswith("report.") else f"report.col.{c}", lang),
            "number": i >= len(columns) - numbers,
        }
        for i, c in enumerate(columns)
    ]
    return {
        "id": name,
        "head": words.say(f"report.section.{name}", lang),
        "note": words.say(f"report.section.{name}.note", lang),
        "columns": heads,
        "rows": rows[:ROWS_PER_TABLE],
        "more": max(len(rows) - ROWS_PER_TABLE, 0),
    }


def _conflict(conflict: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """A conflict between two marks: why, and both with their sources, the binding one first."""
    sides = [("report.conflict.binding", conflict["binding"]), ("report.conflict.other", conflict["other"])]
    why = words.known(f"report.conflict.{conflict.get('why')}", lang, str(conflict.get("why") or ""))
    names = words.say("report.join", lang).join(conflict.get("exceptions") or ())
    return {
        "head": title_of(conflict, lang),
        "text": f"{why} {names}".strip(),
        "marks": [
            {
                "level": " ".join(
                    p for p in (mark.get("place_name"), _level(mark, lang), words.say(role, lang)) if p
                ),
                "mark": words.mark_text(mark, lang),
                "source": _Open(mark),
            }
            for role, mark in sides
        ],
    }


def _unset(result: Mapping[str, Any], lang: str) -> list[list[str]]:
    """Norms whose figure a place must set and has not: title, id, how many groups wait for it."""
    return [
        [title_of(f, lang), str(f.get("norm")), f"{int(f.get('groups') or 0):,}"]
        for f in of_outcome(result, "not_evaluable")
        if is_unset(f)
    ]
