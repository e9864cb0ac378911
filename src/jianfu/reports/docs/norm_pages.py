"""One page for each norm and an index over them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jianfu.reports.docs.written import Written, WrittenNorm

FIELDS = {
    "student": "学生 · Pupils",
    "teacher": "教师 · Teachers",
    "grassroots": "基层 · Grassroots offices",
    "enterprise": "企业 · Enterprises",
    "farmer": "农民 · Farmers",
    "shared": "共用 · Shared by all",
}
BOUNDS = {"at_most": "at most", "at_least": "at least"}
GENERATED = "<!-- Generated from the catalogue by `make docs`; edit the norm, not this page. -->\n"


def norm_index(written: Written) -> str:
    """The list of all norms by field, each with its ledger and number of marks and cases."""
    lines = [
        GENERATED,
        "# Norms",
        "",
        "What each rule measures, its marks with their sources, and the cases that pin it. Wordings here are",
        "restatements (转述): for a quotation, go to the issued text.",
        "",
    ]
    for field, norms in written.by_field.items():
        lines += [f"## {FIELDS.get(field, field)}", "", "| Norm | | Ledger | Marks | Cases |"]
        lines.append("|---|---|---|---:|---:|")
        lines += [
            f"| [{norm.body['title']['zh']}]({norm.id}.md) | {norm.body['title']['en']} | "
            f"{norm.body['watches']} | {len(norm.marks)} | {len(norm.cases)} |"
            for norm in norms
        ]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def norm_page(norm: WrittenNorm, written: Written) -> str:
    """The page of one norm: what is measured, marks, exceptions, what to do, cases."""
    body = norm.body
    up = "../" * (norm.id.count("/") + 1)
    lines = [
        GENERATED,
        f"# {body['title']['zh']}",
        "",
        f"{body['title']['en']} · `{norm.id}` · mechanism {', '.join(body.get('mechanisms') or ['none'])}",
        "",
        "## What is measured",
        "",
        "| | |",
        "|---|---|",
        f"| Ledger | [{body['watches']}]({up}ledgers.md#{body['watches']}) |",
    ]
    for key, says in (
        ("among", "Concerns only rows with"),
        ("where", "Counts rows with"),
        ("measure", "Measure"),
        ("never", "No row may have"),
        ("each", "Every row must have"),
        ("unit", "Unit"),
    ):
        if key in body:
            lines.append(f"| {says} | {_code(body[key])} |")
    lines.append(f"| For each | {', '.join(_listed(body.get('per')))} |")
    lines.append(f"| A row past the mark is | {_outcome(body)} |")
    lines.append(f"| A proposal past the mark | {_consequence(body)} |")
    lines += ["", "## Marks", ""]
    for number, mark in enumerate(norm.marks, 1):
        lines += _mark(number, mark, written)
    if body.get("remedy"):
        lines += ["## What to do", "", body["remedy"]["zh"], "", body["remedy"].get("en", ""), ""]
    lines += _cases(norm)
    return "\n".join(lines).rstrip() + "\n"


def _mark(number: int, mark: Mapping[str, Any], written: Written) -> list[str]:
    policy = written.policies.get(mark.get("source", {}).get("policy", ""), {})
    certainty = mark.get("certainty") or {}
    until = f" to {mark['to']}" if mark.get("to") else ""
    lines = [f"### {number}. {_figure(mark)}", ""]
    if mark.get("restated"):
        lines += [
            f"> 转述：{mark['restated']['zh']}",
            ">",
            f"> Restated: {mark['restated'].get('en', '—')}",
            "",
        ]
    lines += ["| | |", "|---|---|"]
    if mark.get("for"):
        lines.append(f"| Covers | {_code(mark['for'])} |")
    strength = str(mark.get("strength", "mandatory")).replace("_", " ")
    lines += [
        f"| Level, strength | {mark.get('level')}, {strength} |",
        f"| In force | from {mark.get('from')}{until} |",
        f"| Source | {_cited(policy, mark)} |",
        f"| Clause | {_clause(mark)} |",
    ]
    if isinstance(certainty, Mapping):
        lines.append(f"| Certainty | {', '.join(f'{k} {v}' for k, v in certainty.items()) or 'not stated'} |")
    else:
        lines.append(f"| Certainty | {certainty} |")
    for exception in mark.get("except") or []:
        source = exception.get("source", {})
        cited = _cited(written.policies.get(source.get("policy", ""), {}), exception)
        lines.append(f"| Except {exception['name']['zh']} | {_code(exception.get('for', ''))}; {cited} |")
    return [*lines, ""]


def _figure(mark: Mapping[str, Any]) -> str:
    if mark.get("delegated"):
        return "To be set by the place (delegated)"
    for key, says in BOUNDS.items():
        if key in mark:
            return f"{says} {mark[key]}"
    if "between" in mark:
        low, high = mark["between"]
        return f"between {low} and {high}"
    return "Without exception"


def _cited(policy: Mapping[str, Any], mark: Mapping[str, Any]) -> str:
    if not policy:
        return _code(mark.get("source", {}).get("policy", "none"))
    number = policy.get("number") or "no number"
    if policy.get("number_certainty", "sure") != "sure":
        number += " (文号未确认, number unconfirmed)"
    return f"《{policy['title']}》, {number}, {policy['issuer']}, {policy['issued']}"


def _clause(mark: Mapping[str, Any]) -> str:
    clause = mark.get("source", {}).get("clause", "unknown")
    return "to be confirmed (条款号待核)" if clause in (None, "unknown") else str(clause)


def _outcome(body: Mapping[str, Any]) -> str:
    if body.get("raises") == "suspected":
        return "**suspected** (疑似): a sign, never counted as a breach"
    return "**breached** (超出规定)"


def _consequence(body: Mapping[str, Any]) -> str:
    if body.get("raises") == "suspected":
        return "is allowed, with a notice"
    if body.get("consequence") == "refuse":
        return "is refused"
    return "is allowed with a stated reason"


def _cases(norm: WrittenNorm) -> list[str]:
    if not norm.cases:
        return []
    lines = ["## Cases", "", "| Case | Expected |", "|---|---|"]
    for case in norm.cases:
        expected = case.get("expect")
        if isinstance(expected, list):
            expected = ", ".join(str(e.get("outcome") if isinstance(e, Mapping) else e) for e in expected)
        lines.append(f"| {_cell(str(case['name']))} | {str(expected).replace('_', ' ')} |")
    return [*lines, ""]


def _listed(value: Any) -> list[str]:
    return [str(v) for v in value] if isinstance(value, list) else [str(value)]


def _code(value: Any) -> str:
    return f"`{_cell(' '.join(str(value).split()))}`"


def _cell(text: str) -> str:
    """``text`` fit for a table cell."""
    return text.replace("|", "\\|")
