"""The same record twice: counted once, completed from both, or marked where the two disagree. All in SQL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jianfu.ledgers.declare import Ledger
from jianfu.ledgers.reading.store import Store, quoted

_BOOKKEEPING = frozenset({"_source", "_row", "_conflict", "extra"})


@dataclass(frozen=True)
class Merged:
    """How many rows were left out as repeats, and how many were kept but contradict one another."""

    repeated: int
    completed: int
    conflicting: int


def _needed(ledger: Ledger) -> list[str]:
    """Key columns without which two records cannot be told to be the same."""
    needed = [] if ledger.name == "organisations" else ["organisation"]
    return needed + [
        p
        for n in ledger.key
        if ledger.column(n).required
        for p in ledger.column(n).physical[: 2 if ledger.column(n).type == "class" else 1]
    ]


def merge(store: Store, ledger: Ledger, defaulted: Mapping[str, set[int]], *, several: bool) -> Merged:
    """Merge the repeats in a ledger's table.

    Within a source of a ledger that ``repeats``, rows equal in every column are one record where
    ``ledger.distinct`` is filled; the rest are told apart by an ordinal over their content. Records of
    several sources (or of one source, where the key is unique) with one identity are one: blanks are
    completed, contradictions keep every row with ``_conflict`` set. ``defaulted`` names the sources whose
    value of a column was only supposed: a supposed value contradicts nothing.
    """
    con, table = store.con, quoted(ledger.name)
    physical = list(ledger.physical)
    values = [c for c in physical if c not in _BOOKKEEPING]
    keys = list(ledger.identifying)
    repeated = 0
    if ledger.repeats and ledger.distinct is not None:
        sure = " AND ".join(f"{quoted(c)} IS NOT NULL" for c in (*_needed(ledger), ledger.distinct))
        listed = ", ".join(quoted(c) for c in values)
        before = store.count(ledger.name)
        con.execute(
            f"DELETE FROM {table} WHERE rowid IN (SELECT id FROM (SELECT rowid AS id, row_number() OVER "
            f"(PARTITION BY _source, {listed} ORDER BY _row, rowid) AS n FROM {table} "
            f"WHERE {sure} AND {_shared(table, ['_source', *values], sure)}) WHERE n > 1)"
        )
        repeated = before - store.count(ledger.name)
    if ledger.repeats and not several:
        return Merged(repeated, 0, 0)
    sure = " AND ".join(f"{quoted(c)} IS NOT NULL" for c in _needed(ledger)) or "true"
    partition = ", ".join(quoted(c) for c in keys)
    others = [c for c in values if c not in keys]
    if ledger.repeats:
        order = ", ".join(f"{quoted(c)} NULLS LAST" for c in [ledger.distinct, *others] if c)
        ordinal = f"row_number() OVER (PARTITION BY _source, {partition} ORDER BY {order}, _row)"
    else:
        ordinal = "1"
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE _jianfu_same AS SELECT rowid AS id, {ordinal} AS ordinal FROM {table} "
        f"WHERE {sure} AND {_shared(table, keys, sure)}"
    )
    con.execute(
        "CREATE OR REPLACE TEMP TABLE _jianfu_group AS SELECT id, g FROM (SELECT s.id, "
        f"dense_rank() OVER (ORDER BY {_qualified(keys, 't')}, s.ordinal) AS g, "
        f"count(*) OVER (PARTITION BY {_qualified(keys, 't')}, s.ordinal) AS n "
        f"FROM _jianfu_same s JOIN {table} t ON t.rowid = s.id) WHERE n > 1"
    )
    total = store.count("_jianfu_group")
    if total == 0:
        return Merged(repeated, 0, 0)
    compared = {
        c: _stated(c, defaulted.get(c, set()))
        for c in others
        if not c.endswith("_max") or c.removesuffix("_max") not in others
    }
    compared |= {c: _interval(c) for c in others if f"{c}_max" in others and c not in defaulted}
    different = " OR ".join(f"count(DISTINCT {e}) > 1" for e in compared.values()) or "false"
    con.execute(
        "CREATE OR REPLACE TEMP TABLE _jianfu_bad AS SELECT g FROM _jianfu_group "
        f"JOIN {table} t ON t.rowid = id GROUP BY g HAVING {different}"
    )
    con.execute(
        f"UPDATE {table} SET _conflict = true WHERE rowid IN (SELECT id FROM _jianfu_group WHERE g IN (SELECT g FROM _jianfu_bad))"
    )
    conflicting = store.number("SELECT count(*) FROM _jianfu_group WHERE g IN (SELECT g FROM _jianfu_bad)")
    good = "SELECT id, g FROM _jianfu_group WHERE g NOT IN (SELECT g FROM _jianfu_bad)"
    filled = ", ".join(
        f"coalesce(arg_min({_stated(c, defaulted.get(c, set()))}, t._source), arg_min({quoted(c)}, t._source)) AS {quoted(c)}"
        for c in others
    )
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE _jianfu_full AS SELECT arg_min(t.rowid, (t._source, t._row)) AS keep"
        f"{', ' + filled if filled else ''} FROM ({good}) k JOIN {table} t ON t.rowid = k.id GROUP BY g"
    )
    completed = store.count("_jianfu_full")
    if others:
        assignments = ", ".join(f"{quoted(c)} = f.{quoted(c)}" for c in others)
        con.execute(f"UPDATE {table} SET {assignments} FROM _jianfu_full f WHERE {table}.rowid = f.keep")
    con.execute(
        f"DELETE FROM {table} WHERE rowid IN (SELECT id FROM ({good}) WHERE id NOT IN (SELECT keep FROM _jianfu_full))"
    )
    for name in ("_jianfu_same", "_jianfu_group", "_jianfu_bad", "_jianfu_full"):
        con.execute(f"DROP TABLE {name}")
    return Merged(repeated + (total - conflicting - completed), completed, conflicting)


def _shared(table: str, columns: list[str], where: str) -> str:
    """SQL for rows whose columns some other row may have as well: most tables have none, and a hash is enough to see it."""
    listed = f"hash({', '.join(quoted(c) for c in columns)})"
    return f"{listed} IN (SELECT {listed} FROM {table} WHERE {where} GROUP BY 1 HAVING count(*) > 1)"


def _stated(column: str, supposed: set[int]) -> str:
    """The value as somebody wrote it; NULL where it was only supposed."""
    if not supposed:
        return f"t.{quoted(column)}"
    return f"CASE WHEN t._source IN ({', '.join(str(s) for s in sorted(supposed))}) THEN NULL ELSE t.{quoted(column)} END"


def _interval(column: str) -> str:
    low, high = f"t.{quoted(column)}", f"t.{quoted(column + '_max')}"
    return f"CASE WHEN {low} IS NOT NULL THEN ({low}, coalesce({high}, {low})) END"


def _qualified(columns: list[str], alias: str) -> str:
    return ", ".join(f"{alias}.{quoted(c)}" for c in columns)
