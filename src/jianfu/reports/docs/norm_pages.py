"""One page for each norm and an index over them, in both languages side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jianfu.reports.docs.words import both, named, table_head
from jianfu.reports.docs.written import Written, WrittenNorm
from jianfu.terms.errors import JianfuError
from jianfu.terms.labels import label, labels
from jianfu.terms.units import parse_quantity, show, unit_of

ROWS = ("among", "where", "measure", "never", "each")


def norm_index(written: Written) -> str:
    """The list of all norms by field, each with its ledger and number of marks and cases."""
    lines = [f"<!-- {both('page.generated.norm')} -->", "", f"# {both('page.norms')}", ""]
    lines += [label("page.norms.lead", "zh"), "", label("page.norms.lead", "en"), ""]
    for field, norms in written.by_field.items():
        lines += [f"## {named('field', field)}", ""]
        lines += table_head("page.norm", "page.ledger", "page.marks", "page.cases", align="  rr")
        lines += [
            f"| [{norm.body['title']['zh']}]({norm.id}.md) {norm.body['title']['en']} | "
            f"{norm.body['watches']} | {len(norm.marks)} | {len(norm.cases)} |"
            for norm in norms
        ]
        lines.append("")
    return _page(lines)


def norm_page(norm: WrittenNorm, written: Written) -> str:
    """The page of one norm: what is measured, marks, exceptions, what to do, cases."""
    body = norm.body
    up = "../" * (norm.id.count("/") + 1)
    about = f"`{norm.id}`"
    if body.get("mechanisms"):
        about += f" · {label('page.mechanism')} {', '.join(body['mechanisms'])}"
    lines = [f"<!-- {both('page.generated.norm')} -->", "", f"# {body['title']['zh']}", ""]
    lines += [body["title"]["en"], "", about, "", f"## {both('page.measured')}", "", "| | |", "|---|---|"]
    lines.append(f"| {both('page.ledger')} | [{body['watches']}]({up}ledgers.md#{body['watches']}) |")
    lines += [f"| {both(f'page.{key}')} | {_code(body[key])} |" for key in ROWS if key in body]
    if "unit" in body:
        lines.append(f"| {both('page.unit')} | {named('unit', body['unit'])} |")
    lines += [
        f"| {both('page.per')} | {', '.join(_listed(body.get('per')))} |",
        f"| {both('page.raises')} | {both('page.' + str(body.get('raises', 'breached')))} |",
        f"| {both('page.consequence')} | {both(_consequence(body))} |",
        "",
        f"## {both('page.marks')}",
        "",
    ]
    for number, mark in enumerate(norm.marks, 1):
        lines += _mark(number, mark, str(body.get("unit", "")), written)
    if body.get("remedy"):
        lines += [f"## {both('page.remedy')}", "", body["remedy"]["zh"], "", body["remedy"].get("en", ""), ""]
    return _page([*lines, *_cases(norm)])


def _mark(number: int, mark: Mapping[str, Any], unit: str, written: Written) -> list[str]:
    lines = [f"### {number}. {_figure(mark, unit)}", ""]
    for lang in ("zh", "en"):
        if lang in (mark.get("restated") or {}):
            lines += [f"> {label('page.restated', lang)}{mark['restated'][lang]}", ">"]
    if lines[-1] == ">":
        lines[-1] = ""
    lines += ["| | |", "|---|---|"]
    if mark.get("for"):
        lines.append(f"| {both('page.covers')} | {_code(mark['for'])} |")
    level, strength = named("level", mark.get("level")), named("strength", mark.get("strength", "mandatory"))
    lines += [
        f"| {both('page.level')} | {level}; {strength} |",
        f"| {both('page.in_force')} | {_in_force(mark)} |",
        f"| {both('page.source')} | {_cited(mark, written)} |",
        f"| {both('page.clause')} | {_clause(mark)} |",
    ]
    certainty = mark.get("certainty")
    if certainty:
        given = certainty if isinstance(certainty, Mapping) else {"figure": certainty}
        said = "; ".join(f"{named('page.certainty', k)}: {named('certainty', v)}" for k, v in given.items())
        lines.append(f"| {both('page.certainty')} | {said} |")
    for exception in mark.get("except") or []:
        lines.append(
            f"| {both('page.except')} | {exception['name']['zh']} {exception['name'].get('en', '')}: "
            f"{_code(exception.get('for', ''))}; {_cited(exception, written)} |"
        )
    return [*lines, ""]


def _figure(mark: Mapping[str, Any], unit: str) -> str:
    if mark.get("delegated"):
        return both("page.delegated")
    said = []
    for lang in ("zh", "en"):
        for key, clock in (("at_most", "not_after"), ("at_least", "not_before")):
            if key in mark:
                value = str(mark[key])
                template = label(f"page.{clock if ':' in value else key}", lang)
                said.append(template.format(value=_amount(value, unit, lang)))
        if "between" in mark:
            low, high = (_amount(str(v), unit, lang) for v in mark["between"])
            said.append(label("page.between", lang).format(low=low, high=high))
    return " · ".join(said) or both("page.without_exception")


def _amount(written: str, unit: str, lang: str) -> str:
    """``written`` with its unit in ``lang``; as it stands when it names none that is known."""
    word = written.lstrip("-0123456789. ")
    base = unit_of(word) if word else unit_of(unit)
    try:
        return show(parse_quantity(written, base.base), base.base, lang) if base else written
    except JianfuError:
        return written


def _in_force(mark: Mapping[str, Any]) -> str:
    if mark.get("to"):
        return both("page.from_to", day=mark.get("from"), last=mark["to"])
    return both("page.from", day=mark.get("from"))


def _cited(mark: Mapping[str, Any], written: Written) -> str:
    policy_id = mark.get("source", {}).get("policy", "")
    policy = written.policies.get(policy_id)
    if policy is None:
        return _code(policy_id)
    number = policy.get("number") or both("page.number.none")
    if policy.get("number") and policy.get("number_certainty", "sure") != "sure":
        number += f" ({both('page.number.unconfirmed')})"
    return f"《{policy['title']}》, {number}, {policy['issuer']}, {policy['issued']}"


def _clause(mark: Mapping[str, Any]) -> str:
    clause = mark.get("source", {}).get("clause", "unknown")
    return both("page.clause.unknown") if clause in (None, "unknown") else str(clause)


def _consequence(body: Mapping[str, Any]) -> str:
    if body.get("raises") == "suspected":
        return "page.notice"
    return "page.refuse" if body.get("consequence") == "refuse" else "page.reason"


def _cases(norm: WrittenNorm) -> list[str]:
    if not norm.cases:
        return []
    lines = [f"## {both('page.cases')}", "", *table_head("page.case", "page.expected")]
    for case in norm.cases:
        expected = case.get("expect")
        outcomes = expected if isinstance(expected, list) else [expected]
        words = [named("outcome", o.get("outcome") if isinstance(o, Mapping) else o) for o in outcomes]
        lines.append(f"| {_cell(str(case['name']))} | {', '.join(words)} |")
    return [*lines, ""]


def _listed(value: Any) -> list[str]:
    parts = value if isinstance(value, list) else [value]
    return [named("page.per" if f"page.per.{part}" in labels() else "period", part) for part in parts]


def _code(value: Any) -> str:
    return f"`{_cell(' '.join(str(value).split()))}`"


def _cell(text: str) -> str:
    """``text`` fit for a table cell."""
    return text.replace("|", "\\|")


def _page(lines: list[str]) -> str:
    return "\n".join(lines).rstrip() + "\n"
