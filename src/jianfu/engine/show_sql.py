"""The SQL that a norm becomes, for reading: how groups are measured, and how they are judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlglot

from jianfu.engine.compile_sql import measure_sql
from jianfu.engine.joining import sides
from jianfu.engine.judge import judge_sql
from jianfu.engine.plan import plans, scope_columns
from jianfu.engine.relations import Relation, Setting, identifier
from jianfu.engine.world import absent_defaults
from jianfu.terms.calendar import Calendar

if TYPE_CHECKING:
    from datetime import date

    from jianfu.engine.plan import Plan
    from jianfu.norms.model import Norm


def norm_sql(norm: Norm, dialect: str, as_of: date) -> str:
    """Statements, pretty-printed: the measuring one in ``dialect`` over a table with every declared column (two of
    a norm over two ledgers), then the judging one, which always runs in DuckDB."""
    plan = plans([norm])[0]
    term = Calendar.default(as_of.year - 1, as_of.year + 1).period("term", as_of).id
    setting = Setting(dialect, as_of, planned=False, calendars=False, standing_term=term)
    measured = [plan] if plan.against is None else [(parts := sides(plan)).ours, parts.theirs]
    statements = [(f"measured ({dialect})", _pretty(_measuring(p, setting), dialect)) for p in measured]
    judged = judge_sql(norm, plan, "measured", "marks", scope_columns(norm, plan), as_of)
    statements.append(("judged (duckdb)", _pretty(judged, "duckdb")))
    return "\n\n".join(f"-- {norm.id}: {what}\n{sql};" for what, sql in statements)


def _measuring(plan: Plan, setting: Setting) -> str:
    columns = [n for c in plan.ledger.columns for n in c.physical]
    relation = Relation(
        identifier(plan.ledger.name), frozenset({*columns, "organisation", "term"}), "t.rowid",
        absent=absent_defaults(plan.ledger, columns),
    )  # fmt: skip
    return measure_sql(plan, relation, setting)


def _pretty(sql: str, dialect: str) -> str:
    return sqlglot.parse_one(sql, read=dialect).sql(dialect=dialect, pretty=True)
