"""How a table's columns map to a ledger's: what each column holds, and how well that fits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from jianfu.ledgers.declare import Column, Ledger
from jianfu.ledgers.derive import DERIVATIONS
from jianfu.ledgers.reading.across import members
from jianfu.ledgers.reading.headings import IGNORED, Match, bare, match, near, normal, unit_in
from jianfu.ledgers.reading.table_head import Head, Path

_STRANGERS = frozenset(
    {"姓名", "学号", "考号", "总分", "名次", "平均分", "学籍号", "班级名次", "年级名次", "得分"}
)
_DATED = frozenset({"日期", "作业日期", "完成日期", "布置日期", "考试日期"})
_CORNER = {
    "weekday": ("星期", "周"),
    "period_no": ("节次", "节", "课次"),
    "subject": ("学科", "科目", "课程"),
    "class": ("班级", "班"),
}


@dataclass(frozen=True)
class Bound:
    """A column of the sheet read as a column of the ledger; ``heading`` as written, ``unit`` from the heading."""

    column: Column
    position: int
    unit: str | None
    heading: str
    sure: bool = True


@dataclass(frozen=True)
class Crossed:
    """A column of the sheet under headings that are values: its cells fill ``target`` for those values."""

    target: Bound
    values: Mapping[str, str]


@dataclass
class Layout:
    """One reading of a head as one ledger.

    ``missing`` are required columns found neither in the table nor obtainable otherwise; ``wanted`` those
    that the title, the sheet or another column must supply. ``score`` compares layouts of one head.
    """

    ledger: Ledger
    head: Head
    rows: dict[str, Bound] = field(default_factory=dict)
    crossed: list[Crossed] = field(default_factory=list)
    extra: dict[int, str] = field(default_factory=dict)
    bare_columns: list[int] = field(default_factory=list)
    missing: list[Column] = field(default_factory=list)
    wanted: list[Column] = field(default_factory=list)
    unexplained: set[str] = field(default_factory=set)
    strangers: bool = False
    score: float = 0.0

    @property
    def matched(self) -> int:
        """How many columns of the sheet have a place in the ledger."""
        return len(self.rows) + len(self.crossed)


def lay_out(ledger: Ledger, head: Head) -> Layout:
    """The best assignment of the head's columns to the ledger's, unscored."""
    layout = Layout(ledger, head)
    found: list[tuple[int, Path, Match | None, dict[str, str]]] = []
    for position, path in enumerate(head.paths):
        if not path:
            layout.bare_columns.append(position)
            continue
        hit = None
        for word in (path[-1], "".join(path), *reversed(path[:-1])):
            hit = match(ledger, normal(word))
            if hit is not None:
                break
        crossing = members(ledger, path) if ledger.across else {}
        if crossing and len(path) == 1 and hit is not None:
            crossing = {}
        if hit is not None and hit.column.name in crossing and len(crossing) == 1 and len(path) == 1:
            crossing = {}
        found.append((position, path, hit, crossing))
    if _is_row_of_data(found):
        layout.unexplained.update(w for _, path, _, _ in found for w in path)
        return layout
    crossings = [entry for entry in found if entry[3]]
    # One such heading alone is a coincidence, not a crosstab.
    is_cross = len(crossings) >= 2
    taken: dict[str, tuple[int, Bound]] = {}
    unread: list[tuple[int, Path]] = []
    for position, path, hit, crossing in found:
        heading = "".join(path) if len(path) > 1 and hit and path[-1] != path[0] else path[-1]
        if is_cross and crossing:
            target = None
            for word in path:
                if (
                    not members(ledger, ("星期一", word)).keys() - {"weekday"}
                    and not members(ledger, (word,))
                    and match(ledger, normal(word)) is None
                ):
                    layout.unexplained.add(word)
            if hit is not None and hit.column.type == "date" and ledger.cell == "minutes":
                hit = None  # 时间 below 语文 is how long, not when
            if hit is not None and hit.column.name not in crossing and hit.column.name not in ledger.across:
                target = Bound(hit.column, position, hit.unit, "·".join(path))
            elif ledger.cell is not None and not any(normal(w) in IGNORED for w in path):
                leaf_unit = next((u for w in reversed(path) if (u := _unit(w))), None)
                target = Bound(ledger.column(ledger.cell), position, leaf_unit, "·".join(path))
            if target is not None:
                layout.crossed.append(Crossed(target, crossing))
            else:
                layout.extra[position] = "·".join(path)
        elif hit is not None:
            bound = Bound(hit.column, position, hit.unit, heading)
            held = taken.get(hit.column.name)
            if held is None or hit.rank < held[0]:
                if held is not None:
                    layout.extra[held[1].position] = held[1].heading
                taken[hit.column.name] = (hit.rank, bound)
            else:
                layout.extra[position] = heading
        else:
            unread.append((position, path))
    layout.rows = {name: bound for name, (_, bound) in taken.items()}
    for position, path in unread:
        _corner_or_near(layout, position, path)
    return layout


def _unit(word: str) -> str | None:
    return unit_in(normal(word))


def _is_row_of_data(found: list[tuple[int, Path, Match | None, dict[str, str]]]) -> bool:
    """Whether a value stands alone under the heading of its own column (班级 over 三（2）班): that is a record.

    A heading over several of its values (学科 over 语文, 数学, 英语) is a crosstab.
    """
    under: dict[str, int] = {}
    for _, path, hit, crossing in found:
        if len(path) > 1 and hit is not None and hit.column.name in crossing:
            under[path[0]] = under.get(path[0], 0) + 1
    return any(count == 1 for count in under.values())


def _corner_or_near(layout: Layout, position: int, path: Path) -> None:
    """A corner cell (`星期/节次`) names what stands below it; other wordings are matched by their likeness."""
    ledger = layout.ledger
    text = normal("".join(path))
    if layout.crossed and position < min(c.target.position for c in layout.crossed):
        across_names = {name for c in layout.crossed for name in c.values}
        for name, signs in _CORNER.items():
            if name not in ledger.by_name or name in across_names or name in layout.rows:
                continue
            if any(sign in text for sign in signs):
                layout.rows[name] = Bound(ledger.column(name), position, None, path[-1])
                return
    if text in IGNORED or bare(text) in IGNORED:
        return
    hit = near(ledger, normal(path[-1]))
    if hit is not None and hit.column.name not in layout.rows and not layout.crossed:
        layout.rows[hit.column.name] = Bound(hit.column, position, hit.unit, path[-1], sure=False)
    else:
        layout.extra[position] = "·".join(path)


_SHORT_DAYS = frozenset({"日期", "时间"})
_SHORT = re.compile(r"^(?:名称|全称|编号|号码|号|日期|时间|事项|项目|单位|企业|机构|活动)$")


def adopt(layout: Layout, obtainable: frozenset[str], *, named: bool) -> None:
    """Give a required column that is nowhere named the one heading left that is short for it (项目 for 项目名称).

    ``named`` says that title, sheet or file names the ledger: elsewhere such a heading says too little, but 日期
    beside two required columns is their date.
    """
    if layout.crossed or not (named or sum(b.column.required for b in layout.rows.values()) >= 2):
        return
    taken = {b.position for b in layout.rows.values()}
    left = {i: normal(p[-1]) for i, p in enumerate(layout.head.paths) if p and i not in taken}
    for column in layout.ledger.columns:
        if not column.required or column.name in layout.rows or column.name in obtainable:
            continue
        if not named and column.type != "date":
            continue
        fitting = [i for i, word in left.items() if _is_short_for(word, column)]
        if len(fitting) == 1:
            position = fitting[0]
            heading = layout.head.paths[position][-1]
            layout.rows[column.name] = Bound(column, position, None, heading, sure=False)
            layout.extra.pop(position, None)
            del left[position]


def _is_short_for(word: str, column: Column) -> bool:
    if column.type == "date":
        return word in _SHORT_DAYS
    if column.type not in ("text", "org") or len(word) < 2:
        return False
    for wording in (column.zh, *column.also):
        full = normal(wording)
        if full.startswith(word) and _SHORT.match(full[len(word) :]):
            return True
        if full.endswith(word) and _SHORT.match(word):
            return True
    return False


def weigh(layout: Layout, evidence: float, obtainable: frozenset[str]) -> None:
    """Fill in ``missing``, ``wanted`` and ``score``.

    ``evidence`` is what title, sheet and file name say for the ledger; ``obtainable`` the columns that they
    or a derivation can supply.
    """
    ledger = layout.ledger
    covered = set(layout.rows) | {n for c in layout.crossed for n in (*c.values, c.target.column.name)}
    layout.missing, layout.wanted = [], []
    score = evidence
    for column in ledger.columns:
        if column.name in covered:
            sure = column.name not in layout.rows or layout.rows[column.name].sure
            score += (3.0 if column.required else 2.0) if sure else 1.0
        elif column.required and (column.name in obtainable or _derivable(column, covered)):
            layout.wanted.append(column)
            score -= 1.0
        elif column.required:
            layout.missing.append(column)
            score -= 4.0
    score += 0.5 * min(len(layout.crossed), 8)
    score -= 0.4 * len(layout.extra) + 0.4 * len(layout.unexplained)
    if ledger.standing and any(normal(h) in _DATED for h in layout.extra.values()):
        score -= 3.0  # a plan for every week has no dates
    words = {normal(w) for path in layout.head.paths for w in path}
    strangers = words & _STRANGERS
    if strangers and not any(c.personal and c.name in layout.rows for c in ledger.columns):
        layout.strangers = True
        score -= 6.0
    # Two rows of headings must both carry something; a row of data taken for headings does not.
    levels = max((len(p) for p in layout.head.paths), default=1)
    if layout.head.last > layout.head.first and levels == 1:
        score -= 0.5
    layout.score = score


def _derivable(column: Column, covered: set[str]) -> bool:
    """Whether the derivation of a column finds all that it needs among the columns of the table."""
    inputs = DERIVATIONS[column.derive].inputs if column.derive is not None else ("",)
    return all(i in covered for i in inputs)


def looks_like_data(head: Head) -> bool:
    """Whether the would-be headings hold dates or clock times, as rows of data do."""
    hits = sum(
        1
        for p in head.paths
        for w in p
        if re.match(r"^\d{4}[-./年]\d|^\d{1,2}[:：]\d{2}|^\d{5,}$|^\d+\.\d+$", w)
    )
    return hits > 0


def side_by_side(layout: Layout) -> list[Layout]:
    """The same head printed again to the right, as long lists are to save paper: one layout for each repeat."""
    if layout.crossed or len(layout.rows) < 2:
        return []
    names = {normal(b.heading): b.position for b in layout.rows.values()}
    again: dict[str, list[int]] = {name: [] for name in names}
    for position, heading in sorted(layout.extra.items()):
        if normal(heading) in again:
            again[normal(heading)].append(position)
    times = {len(places) for places in again.values()}
    if len(times) != 1 or not (count := times.pop()):
        return []
    found = []
    for n in range(count):
        chosen = {places[n] for places in again.values()}
        paths = tuple(p if i in chosen else () for i, p in enumerate(layout.head.paths))
        block = lay_out(layout.ledger, Head(layout.head.first, layout.head.last, paths))
        for position in chosen:
            layout.extra.pop(position, None)
        found.append(block)
    return found
