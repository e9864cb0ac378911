"""Stretches from one date to another as SQL: how long they are, and which follow on which.

``stretches`` states the same meaning in Python.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jianfu.engine.relations import identifier
from jianfu.terms.cells.model import OPEN

if TYPE_CHECKING:
    from jianfu.engine.aggregates_sql import Aggregates
    from jianfu.engine.rows_sql import Rows
    from jianfu.norms.measures import Aggregate


def length_sql(rows: Rows, aggregate: Aggregate, index: int) -> str:
    """The length of one record's stretch, in the base unit of its kind; NULL when an end is not known."""
    if aggregate.kind == "working_days":  # counted by the calendar that ``rows`` joins
        return _least_zero(f"_wb{index} - _wa{index}")
    assert aggregate.until is not None
    first, last = identifier(aggregate.columns[0]), rows.expression(aggregate.until)
    if aggregate.kind == "days":
        return _least_zero(f"{rows.day_number(last)} - {rows.day_number(first)}")
    return months_sql(rows, first, last)


def _least_zero(sql: str) -> str:
    return f"(CASE WHEN {sql} < 0 THEN 0 ELSE {sql} END)"


def months_sql(rows: Rows, first: str, last: str) -> str:
    """Whole months and days over between two dates, in thirty-firsts (see ``months_between``)."""
    fy, fm, fd = (_part(rows, first, p) for p in ("YEAR", "MONTH", "DAY"))
    ly, lm, ld = (_part(rows, last, p) for p in ("YEAR", "MONTH", "DAY"))
    full = f"(({ly} - {fy}) * 12 + {lm} - {fm} - CASE WHEN {ld} < {fd} THEN 1 ELSE 0 END)"
    over = f"(CASE WHEN {ld} >= {fd} THEN {ld} - {fd} ELSE {ld} + 31 - {fd} END)"
    return f"(CASE WHEN {full} < 0 THEN 0 ELSE {full} * 31 + {over} END)"


def _part(rows: Rows, day: str, part: str) -> str:
    if rows.dialect == "sqlite":
        at = {"YEAR": "1, 4", "MONTH": "6, 2", "DAY": "9, 2"}[part]
        return f"CAST(SUBSTR({day}, {at}) AS INTEGER)"
    return f"CAST(EXTRACT({part} FROM CAST({day} AS DATE)) AS BIGINT)"


def following_sql(
    of: Aggregates, aggregate: Aggregate, tag: str, sure: str | None, maybe: str | None
) -> tuple[str, str]:
    """``spell``: the longest run of stretches that follow on each other within ``within`` days.
    ``again``: how many stretches began so soon after all earlier ones had ended."""
    assert aggregate.until is not None
    rows = of.rows
    group = ", ".join(rows.group())
    start, end = identifier(aggregate.columns[0]), rows.expression(aggregate.until)
    dated = end if rows.dialect == "sqlite" else f"CAST({end} AS DATE)"
    whole = " AND ".join(p for p in (sure, f"{start} IS NOT NULL", f"{dated} IS NOT NULL") if p)
    begun = " AND ".join(p for p in (sure, f"{start} IS NOT NULL") if p)
    first, last = rows.day_number("jf_start"), rows.day_number("jf_end")
    window = f"PARTITION BY {group} ORDER BY jf_start, jf_end NULLS LAST"
    spell = aggregate.kind == "spell"
    of.withs.append(
        f"d{tag} AS (SELECT {group}, {start} AS jf_start, {dated} AS jf_end FROM base WHERE {whole if spell else begun})"
    )
    # What has not ended, has not ended before anything.
    ends = last if spell else f"COALESCE({last}, {OPEN})"
    of.withs.append(
        f"e{tag} AS (SELECT *, {first} - MAX({ends}) OVER ({window} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)"
        f" AS pause FROM d{tag})"
    )
    if not spell:
        soon = f"pause BETWEEN 0 AND {aggregate.within}"
        of.attach(f"g{tag}", {"n": f"COUNT(CASE WHEN {soon} THEN 1 END)"}, f"e{tag}")
        certain = f"COALESCE(MAX(g{tag}_n), 0)"
        doubt = f"COUNT(*){filter_sql(maybe)} - COUNT(*){filter_sql(begun)}"
        most = f"COUNT(*){filter_sql(maybe)} - 1"
        return certain, f"CASE WHEN {doubt} = 0 OR {most} < {certain} THEN {certain} ELSE {most} END"
    of.withs.append(
        f"r{tag} AS (SELECT *, SUM(CASE WHEN pause <= {aggregate.within} THEN 0 ELSE 1 END)"
        f" OVER ({window} ROWS UNBOUNDED PRECEDING) AS run FROM e{tag})"
    )
    length = months_sql(rows, "MIN(jf_start)", "MAX(jf_end)")
    of.withs.append(f"s{tag} AS (SELECT {group}, run, {length} AS length FROM r{tag} GROUP BY {group}, run)")
    of.attach(f"g{tag}", {"length": "MAX(length)"}, f"s{tag}")
    doubt = f"COUNT(*){filter_sql(maybe)} - COUNT(*){filter_sql(whole)}"
    some = f"COUNT(*){filter_sql(maybe)} > 0"
    lo = f"CASE WHEN {some} THEN COALESCE(MAX(g{tag}_length), 0) END"
    return lo, f"CASE WHEN {some} THEN CASE WHEN {doubt} = 0 THEN MAX(g{tag}_length) ELSE {OPEN} END END"


def filter_sql(condition: str | None) -> str:
    """The clause by which an aggregate takes only rows of which ``condition`` holds; nothing for all of them."""
    return f" FILTER (WHERE {condition})" if condition else ""
