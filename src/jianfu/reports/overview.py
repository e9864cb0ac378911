"""Units at a glance: a matrix of organisations by what a rule is about, showing exceptions only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jianfu.reports.outline import is_unset, mechanism_of, mechanism_text
from jianfu.reports.wording import organisation_of, say

MOST_COLUMNS = 9
# Outcome, word, tint of the cell; the first outcome present decides the tint.
_SHOWN = (
    ("breached", "report.word.over", "o"),
    ("not_evaluable", "report.word.unknown", "u"),
    ("suspected", "report.word.suspected", "s"),
)


def matrix(result: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """Rows in code order, columns in order of first norm; each cell counts findings by outcome.

    Returns {"columns": [{id, text}], "rows": [{name, code, cells: [{tint, column, parts}]}], "many"}; ``many``
    columns are more than a page has room for.
    """
    counts: dict[tuple[str, str, str], int] = {}
    names: dict[str, str] = {}
    columns: dict[str, None] = {}
    for finding in sorted(result.get("findings") or (), key=lambda f: str(f.get("norm"))):
        if is_unset(finding):
            continue
        code, name = organisation_of(finding)
        code = code or name  # a body that no register knows is known by its name
        names[code] = name or say("report.unit.nobody", lang)
        column = mechanism_of(str(finding.get("norm")))
        columns.setdefault(column)
        key = (code, column, str(finding.get("outcome")))
        counts[key] = counts.get(key, 0) + 1
    heads = [{"id": c, "text": mechanism_text(c, lang)} for c in columns]
    rows = [
        {"name": names[code], "code": code, "cells": [_cell(counts, code, h, lang) for h in heads]}
        for code in sorted(names)
    ]
    return {"columns": heads, "rows": rows, "many": len(heads) > MOST_COLUMNS}


def _cell(
    counts: Mapping[tuple[str, str, str], int], code: str, head: Mapping[str, str], lang: str
) -> dict[str, Any]:
    """What one organisation has in one column."""
    parts, tint = [], ""
    for outcome, word, colour in _SHOWN:
        number = counts.get((code, head["id"], outcome))
        if number:
            tint = tint or colour
            parts.append({"n": f"{number:,}", "word": say(word, lang), "href": f"{outcome}-{code}"})
    return {"tint": tint, "column": head["text"], "parts": parts}
