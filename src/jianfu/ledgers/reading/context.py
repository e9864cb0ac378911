"""What the surroundings of a table say: title rows, sheet name, file and folder name."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from jianfu.ledgers.declare import Ledger
from jianfu.ledgers.reading.headings import normal
from jianfu.ledgers.registry import ledgers
from jianfu.terms.calendar import parse_term
from jianfu.terms.grades import ClassName, parse_class, school_year_of
from jianfu.terms.numerals import chinese_number

_CLASS = re.compile(
    r"(?:20\d\d级|[小初高]?[一二三四五六七八九]年?级?|[1-9]年?级?|[小初高][一二三四五六123])\s*"
    r"[(（]?\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[)）]?\s*班|[1-9]0\d班|[1-9]1\d班|[1-9]\.\d{1,2}班"
)
_TERM = re.compile(
    r"20\d\d\s*(?:[-—–－~至―]+\s*(?:20)?\d\d)?\s*学?年?度?\s*[(（]?\s*(?:第[一二12]学期|[上下]学期|[春秋]季?学?期?)"
)
_YEARS = re.compile(r"(20\d\d)\s*[-—–－~至―]+\s*(20\d\d)\s*学?年?")
_YEAR = re.compile(r"(20\d\d)\s*年")
_LABELS = (
    "学校名称", "学校", "填报单位", "单位名称", "上报单位", "编制单位", "单位", "班主任", "班级", "年级", "学年学期", "学期", "填报人",
    "填表人", "制表人", "审核人", "负责人", "填报日期", "填报时间", "填表日期", "制表日期", "日期", "时间", "周次", "联系电话", "电话",
)  # fmt: skip
_LABELLED = re.compile(
    rf"({'|'.join(_LABELS)})\s*(?:[(（](?:盖章|公章|章)[)）])?\s*[:：]\s*(.*?)(?=\s*(?:{'|'.join(_LABELS)})\s*(?:[(（]|[:：])|\s{{2,}}|$)"
)
_WEEK = re.compile(
    r"(?:(20\d\d)[年.-])?(\d{1,2})[月.](\d{1,2})日?\s*[-—–~至到]+\s*(?:20\d\d[年.-])?(?:(\d{1,2})[月.])?(\d{1,2})日?"
)
_DAY = re.compile(
    r"20\d\d\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}(?!\d)日?|(?<!\d)\d{1,2}\s*月\s*\d{1,2}\s*[日号]"
)
_MONTH = re.compile(
    r"(?<![\d一二三四五六七八九十个])(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s*月"
    r"(?!\s*\d|考|[一二三四五六七八九十]+[日号])"
)
_ORGANISATION = re.compile(
    r"[\u4e00-\u9fff0-9（）()·]*?(?:幼儿园|九年一贯制学校|一贯制学校|实验学校|中心学校|中心小学|完全小学|完小|小学校|小学|初级中学|高级中学|中学|"
    r"一中|二中|三中|四中|五中|六中|初中|高中|学校|教学点|教育和体育局|教育体育局|教体局|教育局|教研室|人民政府|办事处|街道办|委员会|"
    r"党政办|政府办|办公室|管委会|中心校|[\u4e00-\u9fff]{2,}(?:局|委|院|厅|镇|乡|街道|村|公司|协会|中心|馆|站|所)"
    r"(?!中心|小学|中学|学校|初级|初中|高中|高级|完小|教学点|人民政府|党委|党政|办事处|第|实验|九年|教育|政府))"
)
_NOISE = re.compile(
    r"20\d\d级?|[-—–_~～.·+（）()【】\[\]]|第[一二12]学期|学年度?|[上下]学期|[春秋]季?学期|[春秋]季|终版\d*|最终版?\d*|定稿\d*|修改版?\d*|最新版?|新版|副本|"
    r"v\d+|\d{1,2}月份?|第?[一二三四五六七八九十\d]+周|年|表|附件\d*|汇总|公示|登记|统计|台账|册|明细|情况"
)


def plain(text: object) -> str:
    """Text with half-width digits and brackets, runs of blanks kept as they are."""
    return unicodedata.normalize("NFKC", str(text)).strip()


@dataclass
class Context:
    """The surroundings of one table. ``fallback`` is the school year of the calendar that was read, if it is but one,
    ``as_of`` the day of the check.

    ``title`` joins the rows above the head, ``labels`` the pairs `单位：…` in them."""

    file: Path
    sheet: str | None
    title: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    folders: tuple[str, ...] = ()
    fallback: int | None = None
    as_of: dt.date | None = None

    @property
    def stem(self) -> str:
        """The file's name without its extension."""
        return self.file.stem

    def texts(self) -> list[str]:
        """Title, sheet name and file name, best evidence first; empty ones left out."""
        sheet = (
            self.sheet if self.sheet and not re.fullmatch(r"(?i)sheet\s*\d*|工作表\s*\d*", self.sheet) else ""
        )
        return [plain(t) for t in (self.title, sheet, self.stem) if t]

    def class_name(self) -> tuple[ClassName, str] | None:
        """The class that the label, title, sheet or file names, and the words that say so."""
        for text in (self.labels.get("班级"), *self.texts(), *reversed(self.folders)):
            if not text:
                continue
            text = plain(text)
            whole = parse_class(text) if len(text) <= 12 else None
            if whole is None and text == plain(self.sheet or "") and len(text) <= 4:
                whole = parse_class(f"{text}班")  # a sheet called 三1
                text = f"{text}班" if whole is not None else text
            if whole is not None and "班" in text:
                return whole, text
            for m in _CLASS.finditer(text):
                name = parse_class(m.group(0))
                if name is not None:
                    return name, m.group(0)
            if whole is not None and text is not plain(self.stem):
                return whole, text
        return None

    def term(self) -> tuple[str, str] | None:
        """The term id that label, title, sheet, file or folder names, and the words; None when none or ambiguous."""
        for text in (
            self.labels.get("学年学期"),
            self.labels.get("学期"),
            *self.texts(),
            *reversed(self.folders),
        ):
            if not text:
                continue
            for m in _TERM.finditer(plain(text)):
                term = parse_term(m.group(0).strip("（("))
                if term is not None:
                    return term, m.group(0)
        return None

    def school_year(self) -> int | None:
        """The first calendar year of the school year, from the term or from `2026—2027学年`."""
        term = self.term()
        if term is not None:
            return int(term[0][:4])
        for text in (*self.texts(), *reversed(self.folders)):
            if (m := _YEARS.search(plain(text))) is not None and int(m.group(2)) == int(m.group(1)) + 1:
                return int(m.group(1))
        return None

    def week(self) -> tuple[dt.date, dt.date] | None:
        """First and last day of the one week that title or sheet name gives (9月14日—9月18日); None without a year."""
        years = self.school_year(), self.year()
        start = years[0] if years[0] is not None else years[1]
        if start is None and self.as_of is not None:
            start = school_year_of(self.as_of)
            years = start, None
        for text in self.texts()[:2]:
            m = _WEEK.search(text)
            if m is None:
                continue
            written, month, day, last_month, last_day = m.groups()
            if written is None and start is None:
                return None
            try:
                first = dt.date(
                    int(written) if written else _year_of(int(month), start or 0, years[0] is not None),
                    int(month),
                    int(day),
                )
                last = dt.date(
                    first.year + (int(last_month or month) < int(month)),
                    int(last_month or month),
                    int(last_day),
                )
            except ValueError:
                return None
            return (first, last) if 0 <= (last - first).days <= 6 else None
        return None

    def day(self) -> str | None:
        """The one day that label, title, sheet or file names, as written; None when none does, or several."""
        for text in (self.labels.get("日期"), *self.texts()):
            found = {m.group(0) for m in _DAY.finditer(text)} if text else set()
            if found:
                return found.pop() if len(found) == 1 else None
        return None

    def month(self) -> int | None:
        """The one month that the sheet, else the title or the file, is named for."""
        for text in (plain(self.sheet or ""), plain(self.title), plain(self.stem)):
            found = {m.group(1) for m in _MONTH.finditer(text)}
            if found:
                month = found.pop()
                number = int(month) if month.isdigit() else chinese_number(month)
                return number if not found and number is not None and 1 <= number <= 12 else None
        return None

    def year(self) -> int | None:
        """The calendar year named alone, as in `2026年会议台账`."""
        if self.school_year() is not None:
            return None
        for text in self.texts():
            if (m := _YEAR.search(plain(text))) is not None:
                return int(m.group(1))
        return None

    def grade_text(self) -> str | None:
        """A grade named in label, title or sheet name (三年级)."""
        for text in (self.labels.get("年级"), *self.texts()[:2]):
            if (
                text
                and (m := re.search(r"[一二三四五六七八九1-9]年级|初[一二三]|高[一二三]", plain(text)))
                is not None
            ):
                return m.group(0)
        return None

    def names_written(self) -> list[tuple[str, bool]]:
        """Texts that may name the organisation, best first; True where the words stand in the table itself."""
        found: list[tuple[str, bool]] = []
        for label in ("学校名称", "学校", "填报单位", "单位名称", "上报单位", "编制单位", "单位"):
            if self.labels.get(label):
                found.append((plain(self.labels[label]), True))
        texts = [
            (self.title, True),
            (self.sheet or "", True),
            (self.stem, False),
            *((f, False) for f in reversed(self.folders)),
        ]
        found.extend((plain(t), inside) for t, inside in texts if t)
        return found


def _year_of(month: int, start: int, is_school_year: bool) -> int:
    return start + 1 if is_school_year and month < 9 else start


def organisation_in(text: str) -> str | None:
    """The first words of a text that look like an organisation's name (青禾县实验小学), terms and years removed."""
    cleaned = _TERM.sub(" ", text)
    cleaned = _YEARS.sub(" ", cleaned)
    cleaned = re.sub(r"20\d\d年?度?|附件\d*", " ", cleaned)
    for bracket in _IN_BRACKETS.finditer(cleaned):
        inside = _ORGANISATION.fullmatch(bracket.group(1))
        before = organisation_in(cleaned[: bracket.start()])
        # 登记表（青禾县第二小学） names the school; 青禾县第二小学（实验校区） names a part of it.
        if (
            inside is not None
            and len(bracket.group(1)) >= 4
            and not (before and cleaned[: bracket.start()].endswith(before))
        ):
            return bracket.group(1)
    for part in re.split(r"[\s_—–\-:：,，]+", cleaned):
        m = _ORGANISATION.match(part)
        if m is not None and len(m.group(0)) >= 3:
            return m.group(0)
    return None


_IN_BRACKETS = re.compile(r"[(（]([^()（）]+)[)）]")
_NAME_END = re.compile(
    r"(?:小|中|校|园|局|办|镇|乡|村|区|县|市|委|院|处|所|站|会|部|科|股|室|厂|店|社|中心|公司|政府|街道)$"
)
_NO_NAME = re.compile(
    r"^(?:本|我|各|全|某)?(?:学?校|单位|部门|乡镇|镇|村|区|县|市|社区|年级|科室|处室|中小学?|教育局?)$"
)


def name_left(text: str, ledger: Ledger) -> str | None:
    """What remains of a file or folder name once ledger words, terms, classes and versions are taken out."""
    left = plain(text)
    left = _CLASS.sub(" ", _TERM.sub(" ", left))
    for word in sorted((ledger.zh, *ledger.also, ledger.name), key=len, reverse=True):
        left = re.sub(re.escape(word), " ", left, flags=re.IGNORECASE)
    left = _NOISE.sub(" ", left)
    left = re.sub(r"\s+|^\d+$", "", left)
    return left if _NAME_END.search(left) and len(left) >= 2 and not _NO_NAME.match(left) else None


def is_labelled(line: str) -> bool:
    """Whether a line holds pairs such as `班级：三（2）班`."""
    return _LABELLED.search(plain(line)) is not None


def read_above(rows: Iterable[Sequence[object]]) -> tuple[str, dict[str, str]]:
    """Title and labelled pairs from the rows above a head (or below another table)."""
    title: list[str] = []
    labels: dict[str, str] = {}
    for row in rows:
        cells = [plain(v) for v in row if v is not None and str(v).strip()]
        if not cells:
            continue
        line = _joined(cells)
        pairs = [(m.group(1), m.group(2).strip()) for m in _LABELLED.finditer(line)]
        pairs = [(k, v) for k, v in pairs if v]
        for key, value in pairs:
            labels.setdefault(key, value)
        if not pairs or not _LABELLED.match(line):
            title.append(" ".join(cells))
    return " ".join(title)[:400], labels


def _joined(cells: list[str]) -> str:
    """Cells of a row as one line; two blanks part cells, except after a label that ends in a colon."""
    line = ""
    for cell in cells:
        line += cell if not line or line.endswith((":", "：")) else "  " + cell
    return line


def evidence(ledger: Ledger, context: Context) -> float:
    """How strongly the words around a table speak for a ledger: 4 in the title, 3 in the sheet's name, 2.5 in the file's."""
    return spoken(context).get(ledger.name, 0.0)


def spoken(context: Context) -> Mapping[str, float]:
    """The evidence for every ledger that the words around a table speak for."""
    return _spoken(tuple(ledgers()), normal(context.title), normal(context.sheet or ""), normal(context.stem))


@lru_cache(maxsize=4096)
def _spoken(names: tuple[str, ...], title: str, sheet: str, stem: str) -> Mapping[str, float]:
    found: dict[str, float] = {}
    for name in names:
        ledger = ledgers()[name]
        words = {normal(w) for w in (ledger.zh, *ledger.also, ledger.name)}
        for text, weight in ((title, 4.0), (sheet, 3.0), (stem, 2.5)):
            if any(w in text for w in words):
                found[name] = weight
                break
    return found
