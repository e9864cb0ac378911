"""One finding in plain sentences: what was measured from which rows, which mark, which clause, what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jianfu.reports import wording as words
from jianfu.reports.html import gather
from jianfu.reports.outline import title_of
from jianfu.reports.prepare import prepare
from jianfu.reports.wording import Finding, say

RECORD_LINES = 40


def find(result: Mapping[str, Any], fingerprint: str) -> Finding | None:
    """The finding of ``result`` with this fingerprint or one it uniquely begins with; None otherwise."""
    findings = prepare(result)["findings"]
    found: list[Finding] = [f for f in findings if str(f.get("fingerprint", "")).startswith(fingerprint)]
    exact = [f for f in found if f.get("fingerprint") == fingerprint]
    if exact:
        return exact[0]
    return found[0] if fingerprint and len(found) == 1 else None


def explain(finding: Finding, lang: str = "zh") -> str:
    """Several lines of text; rows beyond the first forty sheets are counted, not dropped silently."""
    name = words.organisation_of(finding)[1]
    subject = f"{name} {words.subject_of(finding, lang)}"
    gap = (
        words.reason_text(finding, lang)
        if words.state(finding) == "unknown"
        else words.gap_text(finding, lang)
    )
    comma = "，" if lang == "zh" else ", "
    lines = [
        say(
            "report.explain.measured", lang, title=title_of(finding, lang), subject=subject,
            period=words.period_text(finding, lang),
        ).rstrip("，, "),
        say(
            "report.explain.value", lang, value=words.value_text(finding, lang) or "-",
            mark=words.mark_text(finding, lang), word=words.word(finding, lang), gap=f"{comma}{gap}" if gap else "",
        ),
    ]  # fmt: skip
    if finding.get("basis"):
        lines.append(
            f"{say('report.basis', lang)}{'：' if lang == 'zh' else ': '}{words.basis_text(finding, lang)}"
        )
    lines += _sources(finding, lang)
    if finding.get("remedy"):
        lines.append(say("report.explain.remedy", lang, text=words.wording(finding["remedy"], lang)))
    lines += _records(finding, lang)
    lines.append(f"{say('report.lead_not_verdict.head', lang)}{say('report.stop', lang).strip()}")
    return "\n".join(lines)


def _sources(finding: Finding, lang: str) -> list[str]:
    """The clause cited, then every other mark that is broken."""
    lines = [say("report.explain.source", lang, source=words.source_text(finding, lang))]
    if finding.get("restated"):
        lines.append(say("report.explain.restated", lang, text=words.wording(finding["restated"], lang)))
    breaks = finding.get("breaks") or ()
    if len(breaks) > 1:
        lines.append(say("report.breaks", lang))
        for mark in breaks:
            merged = {**finding, **mark}
            lines.append(f"  {words.mark_text(merged, lang)}  {words.source_text(mark, lang)}")
    return lines


def _records(finding: Finding, lang: str) -> list[str]:
    """Where the rows stand, a line a sheet."""
    records = finding.get("records") or []
    count = finding.get("record_count")
    count = len(records) if count is None else int(count)
    if not count:
        return [say("report.records.none", lang)]
    places = gather(records)
    lines = [say("report.explain.records", lang, n=f"{count:,}")]
    for place in places[:RECORD_LINES]:
        line = say(
            "report.explain.where", lang, file=place["file"], sheet=place["sheet"] or "-", row=place["rows"]
        )
        if place["missing"]:
            line += f"  {say('report.col.missing', lang)} {place['missing']}"
        lines.append(f"  {line}")
    left = len(places) - RECORD_LINES
    if left > 0 or count > len(records):
        lines.append(f"  {say('report.rows.more', lang, n=max(left, count - len(records)))}")
    return lines
