"""Second pass: a plan as one SELECT that measures every group, and as one that lists the records of a group.

The text is standard SQL; expressions are printed by SQLGlot for the dialect. No mark ever enters here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jianfu.engine.aggregates_sql import Aggregates
from jianfu.engine.relations import physical_type, same
from jianfu.engine.rows_sql import Rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jianfu.engine.plan import Plan
    from jianfu.engine.relations import Relation, Setting


def measure_sql(plan: Plan, relation: Relation, setting: Setting, *, sure: bool = False) -> str:
    """A SELECT with a row a group: keys, ``_period``, ``_calendar``, ``_conflict`` and, for each aggregate i,
    ``a{i}_lo`` and ``a{i}_hi`` (for ``change``, also ``b{i}_lo`` and ``b{i}_hi`` of the span before). With
    ``sure`` also ``_sure``: whether the group exists for certain."""
    rows = Rows(plan, relation, setting)
    aggregates = Aggregates(rows)
    group = [g for g in rows.group() if g != "_calendar" or rows.calendar != "0"]
    select = [g if g in group else "0 AS _calendar" for g in rows.group()]
    if "_conflict" in relation.columns:
        select.append("MAX(CASE WHEN _conflict THEN 1 ELSE 0 END) AS _conflict")
    if sure:
        settled = plan.among is None or rows.complete(plan.among)
        select.append(f"{'TRUE' if settled else 'COUNT(CASE WHEN _exists THEN 1 END) > 0'} AS _sure")
    if plan.change:
        select.append("COUNT(CASE WHEN NOT _current THEN 1 END) AS _baseline")
    for index, aggregate in enumerate(plan.aggregates):
        for letter in "ab" if plan.change else "a":
            lo, hi = aggregates.span(aggregate, index, letter)
            select += [f"{lo} AS {letter}{index}_lo", f"{hi} AS {letter}{index}_hi"]
    withs = [f"base AS ({rows.base()})", *aggregates.withs]
    source = "base"
    if aggregates.joins:
        withs.append(
            f"joined AS (SELECT base.*, {', '.join(aggregates.attached)} FROM base{''.join(aggregates.joins)})"
        )
        source = "joined"
    return f"WITH {', '.join(withs)} SELECT {', '.join(select)} FROM {source} GROUP BY {', '.join(group)}"


def records_sql(
    plan: Plan, relation: Relation, setting: Setting, counted: Sequence[Sequence[int]], wanted: str
) -> str:
    """A SELECT of ``fid`` and ``_id`` (and ``_basis``): the records that count, or may count, in the groups of
    the relation ``wanted`` (fid, keys, ``_period``), for the aggregates at the positions ``counted``.

    With several lists of positions, ``c{i}`` is 1 for records that count for the i-th.
    """
    rows = Rows(plan, relation, setting)
    flags: list[str | None] = []
    for positions in counted:
        parts = [rows.possible(plan.aggregates[p].where) for p in positions]
        flags.append(
            None if None in parts or not parts else " OR ".join(f"({p})" for p in dict.fromkeys(parts))
        )
    keys = [g for g in rows.group() if g not in {"_first", "_calendar"}]
    # The groups' keys get other names, so that the conditions can only mean the records' columns.
    on = " AND ".join(same(f"base.{g}", f"x.x_{g.strip(chr(34))}", setting.dialect) for g in keys)
    shown = [f"{'base._basis' if plan.ledger.basis_column else 'NULL'} AS _basis"]
    keep = ""
    if len(flags) > 1:  # told apart after the join, which leaves few records
        shown += [f"CASE WHEN {flag or 'TRUE'} THEN 1 ELSE 0 END AS c{i}" for i, flag in enumerate(flags)]
    elif flags[0] is not None:
        keep = f" WHERE {flags[0]}"
    names = ", ".join(["fid", *(f"{g} AS x_{g.strip(chr(34))}" for g in keys)])
    return (
        f"WITH base AS ({rows.base(with_id=True)}) SELECT x.fid AS fid, base._id AS _id, {', '.join(shown)} "
        f"FROM (SELECT * FROM base{keep}) base JOIN (SELECT {names} FROM {wanted}) x ON {on}"
    )


def measured_types(plan: Plan) -> dict[str, str]:
    """DuckDB types of what ``measure_sql`` selects, for databases whose own types are looser."""
    types = {name: physical_type(plan.ledger, name, "duckdb") for name in (*plan.keys, *plan.extras)}
    types |= {"_calendar": "BIGINT", "_sure": "BOOLEAN"}
    daily = plan.ledger.date is not None and not plan.whole and plan.period in {None, "day"}
    types["_period"] = "DATE" if daily else "VARCHAR"
    if plan.by_record:
        types |= {"_id": "VARCHAR", "_first": "DATE"}
    return types
