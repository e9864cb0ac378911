"""One burden over its ledger as one statement: a million records come back as a few groups.

Every factor is an interval of whole numbers; a record whose factors are not all known is *open*: it adds
nothing to the sums and is counted with what it lacks, so that missing is never taken for zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlglot import exp

from jianfu.engine.relations import identifier
from jianfu.ledgers.registry import ledgers

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from jianfu.engine.burden.model import Assumption, Burden, Factor, Party
    from jianfu.engine.relations import Relation

_HUNDREDTHS = 100


@dataclass(frozen=True)
class Statement:
    """The SQL of the groups, the scale of its sums, and the headings that its ``missing_…`` columns count."""

    sql: str
    open_sql: str
    scale: int
    headings: tuple[str, ...]
    filled: tuple[str | None, ...]


def statement(
    burden: Burden, relation: Relation, assumptions: Mapping[str, Assumption], as_of: date, own_term: str
) -> Statement:
    """Groups of ``burden`` by imposer, target, term and source of the file, as of a day.

    ``own_term`` is the term that a standing ledger without one of its own is of. The statement joins
    ``jf_burden_days`` (calendar, day, term) and ``jf_burden_places`` (organisation, calendar).
    """
    dated = ledgers()[burden.ledger].date
    day = f"t.{identifier(dated)}" if dated and dated in relation.columns else None
    factors = [_interval(f, burden, relation, assumptions, as_of) for f in burden.factors]
    counted = _condition(burden, relation)
    conflict = "t._conflict" if "_conflict" in relation.columns else "FALSE"
    columns = [
        f"{_party(burden.imposed_by, relation)} AS imposer",
        f"{_party(burden.on, relation)} AS target",
        f"{_period(burden, relation, day, as_of, own_term)} AS term",
        ("t._source" if "_source" in relation.columns else "NULL::BIGINT") + " AS source",
        ("t._row" if "_row" in relation.columns else "NULL::BIGINT") + " AS source_row",
        f"{counted} AS counted",
        f"COALESCE({conflict}, FALSE) AS conflict",
        *(f"{f.low} AS low{n}" for n, f in enumerate(factors)),
        *(f"{f.high} AS high{n}" for n, f in enumerate(factors)),
        *(f"{f.blank} AS blank{n}" for n, f in enumerate(factors)),
    ]
    joins = ""
    if day is not None and burden.period == "term":
        joins = (
            " LEFT JOIN jf_burden_places p ON p.organisation = t.organisation"
            f" LEFT JOIN jf_burden_days d ON d.calendar = COALESCE(p.calendar, 0) AND d.day = {day}"
        )
    due = f" WHERE {day} IS NULL OR {day} <= DATE '{as_of.isoformat()}'" if day is not None else ""
    rows = f"SELECT {', '.join(columns)} FROM {relation.sql} t{joins}{due}"
    unknown = " OR ".join(f"low{n} IS NULL OR high{n} IS NULL" for n in range(len(factors)))
    opened = f"SELECT *, (conflict OR counted IS NULL OR {unknown}) AS open FROM rows WHERE counted IS DISTINCT FROM FALSE"
    low = " * ".join(f"low{n}::HUGEINT" for n in range(len(factors)))
    high = " * ".join(f"high{n}::HUGEINT" for n in range(len(factors)))
    missing = [f"COUNT(*) FILTER (WHERE low{n} IS NULL OR high{n} IS NULL)" for n in range(len(factors))]
    filled = [f"COUNT(*) FILTER (WHERE blank{n} AND NOT open)" for n in range(len(factors))]
    sums = [
        "COUNT(*)",
        "COUNT(*) FILTER (WHERE open)",
        f"SUM(CASE WHEN NOT open THEN {low} END)",
        f"SUM(CASE WHEN NOT open THEN {high} END)",
        "COUNT(*) FILTER (WHERE conflict)",
        "COUNT(*) FILTER (WHERE counted IS NULL AND NOT conflict)",
        *missing,
        *filled,
    ]
    base = f"WITH rows AS ({rows}), kept AS ({opened})"
    return Statement(
        f"{base} SELECT imposer, target, term, source, {', '.join(sums)} FROM kept GROUP BY ALL",
        f"{base} SELECT source, source_row, "
        + ", ".join(f"low{n} IS NULL OR high{n} IS NULL" for n in range(len(factors)))
        + ", conflict FROM kept WHERE open ORDER BY source, source_row LIMIT ?",
        _scale(burden, assumptions),
        tuple(_heading(f, burden) for f in burden.factors),
        tuple(f.assume for f in burden.factors),
    )


def planned_sql(burden: Burden, relation: Relation, as_of: date) -> str | None:
    """How many records are dated after ``as_of``; None when the ledger has no dates."""
    dated = ledgers()[burden.ledger].date
    if not dated or dated not in relation.columns:
        return None
    return f"SELECT COUNT(*) FROM {relation.sql} t WHERE t.{identifier(dated)} > DATE '{as_of.isoformat()}'"


def _scale(burden: Burden, assumptions: Mapping[str, Assumption]) -> int:
    """By how much the products are too large: hundredths a hundred times, figures for 1000 a thousand times."""
    ledger, scale = ledgers()[burden.ledger], 1
    for factor in burden.factors:
        if factor.column is not None and ledger.column(factor.column).type == "decimal":
            scale *= _HUNDREDTHS
        if factor.column is None and factor.assume is not None:
            scale *= assumptions[factor.assume].per
    return scale


@dataclass(frozen=True)
class _Interval:
    low: str
    high: str
    blank: str


def _interval(
    factor: Factor, burden: Burden, relation: Relation, assumptions: Mapping[str, Assumption], as_of: date
) -> _Interval:
    supposed = assumptions[factor.assume] if factor.assume is not None else None
    low = "NULL::BIGINT" if supposed is None or supposed.lo is None else f"{supposed.lo}::BIGINT"
    high = "NULL::BIGINT" if supposed is None or supposed.hi is None else f"{supposed.hi}::BIGINT"
    if factor.days is not None:
        start, end = factor.days
        if start not in relation.columns:
            return _Interval(low, high, "TRUE")
        last = f"t.{identifier(end)}" if end in relation.columns else "NULL::DATE"
        today = f"DATE '{as_of.isoformat()}'"
        days = f"(DATE_DIFF('day', t.{identifier(start)}, LEAST(COALESCE({last}, {today}), {today})) + 1)"
        return _Interval(days, days, "FALSE")
    if factor.column is None:
        return _Interval(low, high, "TRUE")
    column = ledgers()[burden.ledger].column(factor.column)
    if column.name not in relation.columns:
        return _Interval(low, high, "TRUE")
    # A decimal counts in hundredths; what stands for its blank must too.
    times = f" * {_HUNDREDTHS}" if column.type == "decimal" and supposed is not None else ""
    least, most = f"t.{identifier(column.name)}", f"t.{identifier(column.name + '_max')}"
    upper = f"COALESCE({most}, {least})" if f"{column.name}_max" in relation.columns else least
    if supposed is None:
        return _Interval(least, f"CASE WHEN {least} IS NOT NULL THEN {upper} END", "FALSE")
    return _Interval(
        f"COALESCE({least}, {low}{times})",
        f"CASE WHEN {least} IS NOT NULL THEN {upper} ELSE {high}{times} END",
        f"{least} IS NULL",
    )


def _condition(burden: Burden, relation: Relation) -> str:
    """The condition of the burden: NULL where a blank cell leaves it open."""
    if burden.where is None:
        return "TRUE"
    absent = dict(relation.absent)

    def bound(node: exp.Expression) -> exp.Expression:
        if not isinstance(node, exp.Column):
            return node
        if node.name in relation.columns:
            return exp.column(node.name, table="t", quoted=True)
        return exp.maybe_parse(absent.get(node.name, "NULL"), dialect="duckdb")

    return f"({burden.where.transform(bound).sql(dialect='duckdb')})"


def _party(party: Party, relation: Relation) -> str:
    if party.column is None:
        return "NULL::VARCHAR"  # the same name for all: given when the groups are read
    if party.column not in relation.columns:
        return "NULL::VARCHAR"
    return f"CAST(t.{identifier(party.column)} AS VARCHAR)"


def _period(burden: Burden, relation: Relation, day: str | None, as_of: date, own_term: str) -> str:
    if burden.period == "year":
        return f"CAST(YEAR({day}) AS VARCHAR)" if day is not None else f"'{as_of.year}'"
    own = "t.term" if "term" in relation.columns else "NULL::VARCHAR"
    return f"COALESCE({own}, d.term)" if day is not None else f"COALESCE({own}, '{own_term}')"


def _heading(factor: Factor, burden: Burden) -> str:
    """What a record lacks when this factor is open."""
    ledger = ledgers()[burden.ledger]
    if factor.column is not None:
        return ledger.column(factor.column).zh
    if factor.days is not None:
        return ledger.column(factor.days[0]).zh
    return factor.assume or ""
