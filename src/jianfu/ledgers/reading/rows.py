"""From rows of a sheet to raw records: merges filled, footers left out, crosstabs unrolled, cells split."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from jianfu.ledgers.declare import Column
from jianfu.ledgers.reading.headings import normal
from jianfu.ledgers.reading.layout import Layout
from jianfu.ledgers.reading.periods import parse_period
from jianfu.ledgers.reading.sheet import ErrorCell, Merge, Row
from jianfu.ledgers.reading.splits import Parts, splits
from jianfu.ledgers.reading.table_head import is_empty, is_pair, same_head, words
from jianfu.terms.cells.model import is_blank

_FOOTER = re.compile(
    r"^[(（]?(?:合计|总计|小计|共计|累计|日均|平均|周合计|(?:本周|本月|年级|全年级|全校|本校|学校)(?:合计|总计|小计|平均)|总时长|备注|说明|填表说明|填报说明|填写说明|注[:：]|注$|注意|填表人|制表人|填报人|填表日期|填报日期|制表"
    r"|审核|审批|签字|签名|[\u4e00-\u9fff]{0,8}(?:签字|签名|签章|盖章)[:：)）]?|负责人|单位负责人|分管|班主任签|教师签|家长签|校长签|年级组长|学校意见|联系人|联系电话|监督电话|本表|以上|此表|※|★|\*注)"
)
_TOTAL = re.compile(r"^(?:合\s*计|总\s*计|小\s*计|共\s*计|平\s*均|日均|累计)(?:数|值)?[:：]?$")
_EXAMPLE = re.compile(r"^[(（\[【]?(?:示例|样例|例[:：]|例如|填写示例|示例行|example)", re.I)
_SAME = frozenset({"同上", "〃", "″", '"', "''", "””", "“", "”", "同前"})
_CARRIED = ("date", "class", "org", "grade")


@dataclass(frozen=True)
class Cellwise:
    """A column of the raw records. ``position`` is its column of the sheet; None when the value stands in a heading."""

    column: Column
    position: int | None
    unit: str | None
    heading: str


@dataclass
class Raw:
    """One raw record: row of the sheet (from 0), values aligned with the fields, their columns where they vary.

    ``source`` is the whole row as read, for columns that the ledger does not know.
    """

    row: int
    values: list[object]
    positions: list[int] | None = None
    source: Sequence[object] = ()


@dataclass
class Counts:
    """What happened on the way, for the notes: skipped rows by reason, values carried down by column."""

    footers: int = 0
    examples: int = 0
    lone: list[int] = field(default_factory=list)
    carried: dict[str, int] = field(default_factory=dict)
    expanded: dict[str, int] = field(default_factory=dict)
    totals_differ: list[int] = field(default_factory=list)
    renumbered: bool = False


class Records:
    """Iterates over the raw records of one table; ``fields`` says what each value is.

    ``whole`` are the grades that 全校 means; with ``plain_rows`` every row is a record as it stands.
    """

    def __init__(
        self,
        layout: Layout,
        rows: Iterable[tuple[int, Row]],
        merges: Sequence[Merge],
        whole: tuple[int, ...] = (),
        plain_rows: bool = False,
    ) -> None:
        self.layout = layout
        self.counts = Counts()
        self._rows = rows
        self._merges = merges
        self._whole = whole
        self._plain = plain_rows
        self._crossed = bool(layout.crossed)
        self.fields = self._make_fields()
        self._index = {f.column.name: i for i, f in enumerate(self.fields)}

    def _make_fields(self) -> list[Cellwise]:
        layout = self.layout
        fields = [Cellwise(b.column, b.position, b.unit, b.heading) for b in layout.rows.values()]
        names = {f.column.name for f in fields}
        self.own = frozenset(names)
        for crossed in layout.crossed:
            for name in crossed.values:
                if name not in names:
                    names.add(name)
                    fields.append(Cellwise(layout.ledger.column(name), None, None, ""))
        for crossed in layout.crossed:
            target = crossed.target
            if target.column.name not in names:
                names.add(target.column.name)
                fields.append(Cellwise(target.column, target.position, target.unit, target.heading))
        self._splits = []
        for split in splits(layout.ledger, crossed=self._crossed, whole=self._whole):
            if split.source not in names:
                continue
            source = next(f for f in fields if f.column.name == split.source)
            for name in split.outputs:
                if name not in names:
                    names.add(name)
                    fields.append(Cellwise(layout.ledger.column(name), source.position, None, source.heading))
            self._splits.append(split)
        return fields

    def __iter__(self) -> Iterator[Raw]:
        base = self._cross() if self._crossed else self._list()
        if not self._splits:
            return base
        return self._split(base)

    # -- rows -----------------------------------------------------------------------------------

    def _data(self) -> Iterator[tuple[int, list[object]]]:
        """Rows of data with merges filled; blank, repeated-heading, footer and example rows left out."""
        layout, merges = self.layout, self._merges
        width = len(layout.head.paths)
        starting: dict[int, list[Merge]] = {}
        for merge in merges:
            if merge[2] > layout.head.last and (merge[2] > merge[0] or self._crossed):
                starting.setdefault(merge[0], []).append(merge)
        active: list[tuple[Merge, object]] = []
        required = [b.position for b in layout.rows.values() if b.column.required]
        in_footer = False
        for number, source in self._rows:
            own = words(source)
            if not own and not active and number not in starting:
                continue
            row = list(source) + [None] * (width - len(source))
            if active:
                active = [(m, v) for m, v in active if m[2] >= number]
            for m, value in active:
                right = m[3] if self._crossed else m[1]
                for c in range(m[1], min(right, width - 1) + 1):
                    if is_empty(row[c]):
                        row[c] = value
            for m in starting.get(number, ()):
                if m[1] < len(row):
                    value = row[m[1]]
                    if self._crossed:
                        for c in range(m[1] + 1, min(m[3], width - 1) + 1):
                            if is_empty(row[c]):
                                row[c] = value
                    if m[2] > number:
                        active.append((m, value))
            if not own and not any(not is_empty(row[p]) for p in self._reading()):
                continue
            if own and same_head(layout.head, own):
                continue
            first = next(
                (v for _, v in own if not (isinstance(v, str) and re.fullmatch(r"\d{1,4}", v))), None
            )
            text = str(first).strip() if isinstance(first, str) else ""
            if _EXAMPLE.match(text) or any(
                isinstance(v, str) and _EXAMPLE.match(v.strip()) for _, v in own[-1:]
            ):
                self.counts.examples += 1
                continue
            if text and _FOOTER.match(text) and self._is_footer(own, required):
                self.counts.footers += 1
                in_footer = True
                continue
            if (
                len(own) == 1
                and len(self._reading()) >= 3
                and not active
                and (in_footer or isinstance(own[0][1], str))
            ):
                if in_footer:
                    self.counts.footers += 1
                    continue
                if own[0][0] not in self._carried_positions() or len(text) > 12:
                    self.counts.lone.append(number)
                    continue
            yield number, row

    def _reading(self) -> list[int]:
        """Columns of the sheet that mean something."""
        if not hasattr(self, "_read_positions"):
            self._read_positions = [b.position for b in self.layout.rows.values()] + [
                c.target.position for c in self.layout.crossed
            ]
        return self._read_positions

    def _carried_positions(self) -> set[int]:
        return {b.position for b in self.layout.rows.values()}

    def _is_footer(self, own: list[tuple[int, object]], required: list[int]) -> bool:
        if self._crossed or _TOTAL.match(str(own[0][1]).strip()):
            return True
        if len(own) <= 2 and str(own[0][1]).strip().endswith((":", "：")):
            return True  # 填表人： and a name
        if len(own) > 2 and str(own[0][1]).strip().isdigit():
            return False  # a numbered row is a record, whatever its name begins with
        place = own[0][0] if not str(own[0][1]).isdigit() or len(own) == 1 else own[1][0]
        others = [v for i, v in own if i in required and i != place and not is_pair(f"{v}x")]
        return 2 * len(others) < max(len(required), 1)

    # -- list form ------------------------------------------------------------------------------

    def _list(self) -> Iterator[Raw]:
        positions = [f.position if f.position is not None else -1 for f in self.fields]
        plain = [p if f.column.name in self.own else -1 for p, f in zip(positions, self.fields, strict=True)]
        rows = ((n, list(r)) for n, r in self._rows) if self._plain else self._carry(self._data())
        for number, row in rows:
            yield Raw(number, [row[p] if 0 <= p < len(row) else None for p in plain], None, row)

    def _carry(self, rows: Iterator[tuple[int, list[object]]]) -> Iterator[tuple[int, list[object]]]:
        """Fill 同上 everywhere, and blanks below a value in columns that are written once a group.

        Whether a column is written so is seen from the first rows: at least one cell in five blank, the
        first one filled. Fewer blanks are cells that somebody forgot.
        """
        head: deque[tuple[int, list[object]]] = deque()
        for entry in rows:
            head.append(entry)
            if len(head) >= 2000:
                break
        candidates = {
            b.position: b.column.name
            for b in self.layout.rows.values()
            if b.column.type in _CARRIED and (b.column.required or b.column.name == "organisation")
        }
        grouped = {}
        for position, name in candidates.items():
            blanks = sum(1 for _, row in head if is_empty(row[position]))
            filled_first = bool(head) and not is_empty(head[0][1][position])
            if filled_first and blanks and blanks >= 0.2 * len(head):
                grouped[position] = name
        last: dict[int, object] = {}
        read = self._reading()

        def carried(row: list[object]) -> list[object]:
            for p in read:
                value = row[p]
                if is_empty(value):
                    if p in grouped and p in last:
                        row[p] = last[p]
                        self.counts.carried[grouped[p]] = self.counts.carried.get(grouped[p], 0) + 1
                elif isinstance(value, str) and value.strip() in _SAME and p in last:
                    row[p] = last[p]
                else:
                    last[p] = value
            return row

        while head:
            number, row = head.popleft()
            yield number, carried(row)
        for number, row in rows:
            yield number, carried(row)

    # -- crosstabs ------------------------------------------------------------------------------

    def _cross(self) -> Iterator[Raw]:
        layout = self.layout
        grouped: dict[tuple[tuple[tuple[str, str], ...], int], list[tuple[int, int]]] = {}
        for crossed in layout.crossed:
            key = tuple(sorted(crossed.values.items()))
            index = self._index[crossed.target.column.name]
            # The same heading twice is two records: neither may take the other's place.
            nth = 0
            while any(i == index for i, _ in grouped.get((key, nth), ())):
                nth += 1
            grouped.setdefault((key, nth), []).append((index, crossed.target.position))
        groups = [(key, targets) for (key, _), targets in grouped.items()]
        row_fields = [
            (i, f.position)
            for i, f in enumerate(self.fields)
            if f.column.name in self.own and f.position is not None
        ]
        unknown_counts = layout.ledger.repeats
        row_required = [b.position for b in layout.rows.values() if b.column.required]
        seen: dict[str, int] = {}
        period = layout.rows.get("period_no")
        for number, row in self._carry(self._data()):
            if (
                row_required
                and all(is_empty(row[p]) for p in row_required)
                and not any(not is_empty(row[c.target.position]) for c in layout.crossed)
            ):
                continue
            if period is not None and "class" not in self.own and "weekday" not in self.own:
                row[period.position] = self._renumbered(row[period.position], seen)
            self._check_total(number, row)
            base: list[object] = [None] * len(self.fields)
            places = [f.position if f.position is not None else -1 for f in self.fields]
            for i, p in row_fields:
                base[i] = row[p]
            for key, targets in groups:
                cells = [row[p] if p < len(row) else None for _, p in targets]
                kinds = [is_blank(c) if not isinstance(c, ErrorCell) else None for c in cells]
                if all(k is not None for k in kinds) and ("none" in kinds or not unknown_counts):
                    continue
                values = list(base)
                positions = list(places)
                for name, value in key:
                    values[self._index[name]] = value
                    positions[self._index[name]] = targets[0][1]
                for (i, p), cell in zip(targets, cells, strict=True):
                    values[i] = cell
                    positions[i] = p
                yield Raw(number, values, positions, row)

    def _renumbered(self, value: object, seen: dict[str, int]) -> object:
        """Periods that start again at 1 in the afternoon are numbered on."""
        found = parse_period(value) if not is_empty(value) else None
        if found is None:
            return value
        last = seen.get(found.slot, 0)
        number = found.number if found.number is not None else last + 1
        if number <= last:
            number = last + 1
            self.counts.renumbered = True
        seen[found.slot] = number
        names = {
            "lesson": "第{}节",
            "early": "早读{}",
            "noon": "午间{}",
            "service": "课后服务{}",
            "evening": "晚自习{}",
            "break": "大课间{}",
        }
        return names[found.slot].format(number)

    def _check_total(self, number: int, row: list[object]) -> None:
        """Compare a typed total with the sum of the row's plain numbers; it is never used."""
        if not hasattr(self, "_total"):
            self._total = next(
                (
                    i
                    for i, p in enumerate(self.layout.head.paths)
                    if p and normal(p[-1]).startswith(("合计", "总计", "总时长", "作业总时长", "总量"))
                ),
                None,
            )
        if self._total is None or self._total >= len(row):
            return
        total = row[self._total]
        if isinstance(total, bool) or not isinstance(total, (int, float)):
            return
        numbers = [row[c.target.position] for c in self.layout.crossed]
        known = [v for v in numbers if isinstance(v, (int, float)) and not isinstance(v, bool)]
        if not all(isinstance(v, (int, float)) or is_blank(v) for v in numbers):
            return
        # With a cell still blank only a sum beyond the total contradicts it.
        blank = any(is_empty(v) for v in numbers)
        if sum(known) > total or (sum(known) != total and not blank):
            self.counts.totals_differ.append(number)

    # -- cells that hold several facts ------------------------------------------------------------

    def _split(self, records: Iterator[Raw]) -> Iterator[Raw]:
        steps = [(s, self._index[s.source], [self._index[n] for n in s.outputs]) for s in self._splits]
        caches: list[dict[object, Parts]] = [{} for _ in steps]
        for record in records:
            batch = [record]
            for (split, source, outputs), cache in zip(steps, caches, strict=True):
                following: list[Raw] = []
                for raw in batch:
                    value = raw.values[source]
                    if isinstance(value, ErrorCell):
                        following.append(raw)
                        continue
                    key = value if isinstance(value, str) else (type(value), value)
                    parts = cache.get(key)
                    if parts is None:
                        if len(cache) > 20_000:
                            cache.clear()
                        parts = cache[key] = split.function(value)
                    if len(parts) > 1 and split.counted:
                        self.counts.expanded[split.source] = self.counts.expanded.get(split.source, 0) + 1
                    for n, part in enumerate(parts):
                        values = raw.values if n == len(parts) - 1 else list(raw.values)
                        positions = list(raw.positions) if raw.positions is not None else None
                        for i, new in zip(outputs, part, strict=True):
                            if i == source or (
                                new is not None and (is_empty(values[i]) or new in split.firm)
                            ):
                                values[i] = new
                                if positions is not None and i != source:
                                    positions[i] = positions[source]
                        following.append(Raw(raw.row, values, positions, raw.source))
                batch = following
            yield from batch
