"""The page of mechanisms: which ledgers and norms hold each, how many cases pin them, and what is put off and why."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from jianfu.reports.docs.words import both, named, table_head
from jianfu.reports.docs.written import Written, WrittenNorm
from jianfu.terms.labels import label


def mechanism_page(written: Written) -> str:
    """Mechanisms by field, checks by ledger, deferrals with their reasons."""
    lines = [f"<!-- {both('page.generated.mechanism')} -->", "", f"# {both('page.mechanisms')}", ""]
    lines += [label("page.mechanisms.lead", "zh"), "", label("page.mechanisms.lead", "en"), ""]
    for field in dict.fromkeys(m["field"] for m in written.mechanisms):
        lines += [f"## {named('field', field)}", ""]
        lines += table_head(
            "page.mechanism.row", "page.kinds", "page.ledger", "page.norms", "page.cases", "page.questions",
            align="    rr",
        )  # fmt: skip
        lines += [_mechanism(m, written) for m in written.mechanisms if m["field"] == field]
        lines.append("")
    lines += [
        f"## {both('page.checks')}",
        "",
        label("page.checks.lead", "zh"),
        "",
        label("page.checks.lead", "en"),
    ]
    lines += ["", *table_head("page.ledger", "page.checked", "page.norms", "page.cases", align="   r")]
    lines += [_check(c, written) for c in written.checks]
    lines += ["", f"## {both('page.deferred')}", ""]
    lines += table_head("page.mechanism.row", "page.why")
    for entry in (*written.mechanisms, *written.checks):
        if entry.get("defer"):
            about = entry.get("title") or entry["what"]
            why = entry["defer"]
            lines.append(f"| {entry['id']} {about['zh']} {about['en']} | {why['zh']} {why['en']} |")
    return "\n".join(lines).rstrip() + "\n"


def _mechanism(entry: Mapping[str, Any], written: Written) -> str:
    norms = [n for n in written.norms if entry["id"] in n.body.get("mechanisms", ())]
    questions = sum(entry["id"] in q["mechanisms"] for q in written.questions)
    cells = (
        f"{entry['id']} {entry['title']['zh']} {entry['title']['en']}",
        ", ".join(both(f"page.kind.{kind}") for kind in entry["kinds"]),
        _ledgers(dict.fromkeys(name for n in norms for name in _watched(n))),
        _norms(norms) or _why(entry),
        str(sum(len(n.cases) for n in norms)),
        str(questions) if questions else "–",
    )
    return "| " + " | ".join(cells) + " |"


def _check(entry: Mapping[str, Any], written: Written) -> str:
    by_id = {n.id: n for n in written.norms}
    norms = [by_id[i] for i in entry.get("norms", ()) if i in by_id]
    cells = (
        _ledgers(entry["ledgers"]),
        f"{entry['what']['zh']} {entry['what']['en']}",
        _norms(norms) or _why(entry),
        str(sum(len(n.cases) for n in norms)),
    )
    return "| " + " | ".join(cells) + " |"


def _ledgers(names: Collection[str]) -> str:
    return ", ".join(f"[{name}](ledgers.md#{name})" for name in names) or "–"


def _norms(norms: Sequence[WrittenNorm]) -> str:
    return ", ".join(f"[{n.body['title']['zh']}](norms/{n.id}.md)" for n in norms)


def _why(entry: Mapping[str, Any]) -> str:
    return both("page.deferred.below") if entry.get("defer") else "–"


def _watched(norm: WrittenNorm) -> Iterator[str]:
    """The ledgers that a norm looks at: its own, and the second of a joint norm."""
    yield str(norm.body["watches"])
    against = norm.body.get("against")
    if isinstance(against, Mapping) and against.get("ledger"):
        yield str(against["ledger"])


def gaps(written: Written, ledgers: Collection[str]) -> list[str]:
    """What the coverage file leaves open or says wrongly, one sentence each; empty when it holds.

    A mechanism of kind data without a norm and without a reason, a norm that names an unknown mechanism, a
    check that names an unknown norm or ledger, or names none without a reason.
    """
    found: list[str] = []
    known = {m["id"] for m in written.mechanisms}
    norms = {n.id for n in written.norms}
    used = {m for n in written.norms for m in n.body.get("mechanisms", ())}
    asked = {m for q in written.questions for m in q["mechanisms"]}
    for entry in written.mechanisms:
        if "data" in entry["kinds"] and entry["id"] not in used and not entry.get("defer"):
            found.append(f"{entry['id']}: kind data, but no norm and no reason")
        if "checklist" in entry["kinds"] and entry["id"] not in asked and not entry.get("defer"):
            found.append(f"{entry['id']}: kind checklist, but no question and no reason")
    found += [
        f"{norm.id}: unknown mechanism {m}"
        for norm in written.norms
        for m in norm.body.get("mechanisms", ())
        if m not in known
    ]
    found += [f"checklists: unknown mechanism {m}" for m in sorted(asked - known)]
    for check in written.checks:
        if not check.get("norms") and not check.get("defer"):
            found.append(f"{check['id']}: no norm and no reason")
        found += [f"{check['id']}: unknown norm {n}" for n in check.get("norms", ()) if n not in norms]
        found += [f"{check['id']}: unknown ledger {n}" for n in check["ledgers"] if n not in ledgers]
    for field in ("id", "title", "what"):
        said = [str(e[field]) for e in (*written.mechanisms, *written.checks) if field in e]
        found += [f"twice: {text}" for text in sorted({t for t in said if said.count(t) > 1})]
    return found
