"""An answer to "may I?" in plain sentences: yes or no, the sum, the clause, and what is possible instead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jianfu.ledgers.registry import ledgers
from jianfu.reports import wording as words
from jianfu.reports.wording import say

Judgement = Mapping[str, Any]


def answer_text(answer: Mapping[str, Any], lang: str = "zh") -> str:
    """Several lines: the answer, then each norm that decides it, then every other with what is left."""
    key = str(answer["answer"])
    if key == "no":
        key = f"no.{answer.get('consequence') or 'reason'}"
    lines = [say(f"report.answer.{key}", lang)]
    judgements = [
        j for j in answer["judgements"] if j["outcome"] != "not_applicable" and j["reason"] != "no_local_mark"
    ]
    for judgement in sorted(judgements, key=lambda j: not j["decides"]):
        lines += _judgement(judgement, lang)
    if not judgements:
        lines.append(say("report.answer.nothing", lang))
    for alternative in answer["alternatives"]:
        lines.append("· " + _alternative(alternative, lang))
    return "\n".join(lines)


def _judgement(judgement: Judgement, lang: str) -> list[str]:
    finding = {**judgement, "measured": judgement["after"]}
    subject = f"{words.organisation_of(finding)[1]} {words.subject_of(finding, lang)}"
    when = words.period_text(finding, lang)
    if when in subject:  # a record that is known by its day
        when = ""
    gap = (
        words.reason_text(finding, lang)
        if judgement["outcome"] == "not_evaluable"
        else words.gap_text(finding, lang)
    )
    head = say(
        "report.answer.line", lang, title=judgement["title"], subject=f"{subject} {when}".rstrip(),
        value=words.value_text(finding, lang) or "-", mark=words.mark_text(finding, lang),
        word=words.word(finding, lang), gap=gap,
    ).rstrip("，, ")  # fmt: skip
    lines = [f"- {head}"]
    if judgement["decides"] and judgement.get("policy"):
        lines.append(f"  {say('report.explain.source', lang, source=words.source_text(finding, lang))}")
        if judgement.get("restated"):
            lines.append(f"  {say('report.explain.restated', lang, text=judgement['restated'])}")
        if judgement.get("remedy"):
            lines.append(f"  {say('report.explain.remedy', lang, text=judgement['remedy'])}")
    return lines


def _alternative(alternative: Mapping[str, Any], lang: str) -> str:
    if alternative["kind"] == "reduce":
        column = next(
            (c for ledger in ledgers().values() for c in ledger.columns if c.name == alternative["column"]),
            None,
        )
        name = (column.zh if lang == "zh" else column.en) if column else alternative["column"]
        return say("report.answer.reduce", lang, column=name, to=alternative["to"])
    return say("report.answer.another_day", lang, days="、".join(alternative["days"]))
