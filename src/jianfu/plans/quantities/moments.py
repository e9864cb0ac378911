"""Times of day and dates as plans print them: 8:20, 八点半, 晚9点, 6月底前, 2024年3月1日至15日, x月x日."""

from __future__ import annotations

import re

from jianfu.plans.quantities.printed import MASK, SMALL_HAN, TO, Figure, number
from jianfu.terms.cells.clock import parse_clock
from jianfu.terms.cells.model import BadCell

_PARTS = "上午|下午|早上|早晨|凌晨|清晨|傍晚|中午|晚上|晚间|夜间|夜晚|晚|早"
CLOCK = (
    rf"(?:(?:{_PARTS})\s?)?"
    r"(?:\d{1,2}\s?[::]\s?[0-5]\d(?!\d)|"
    rf"(?:\d{{1,2}}|{SMALL_HAN})(?:点(?:钟|整)?|时(?!间|代|期|候|长|段|刻|效|常))"
    rf"(?:(?:[0-5]?\d|{SMALL_HAN})分?(?!钟)|半|一刻|三刻)?)"
)
CLOCK_TO = rf"{TO}(?:(?:次日|翌日|次晨|第二[天日]|\x00\x00[天日])\s?)?"
_NEXT_DAY = re.compile(r"(?:次日|翌日|次晨|第二[天日]|\x00\x00[天日])\s?")
"""The ordinal of 第二天 has been filled where words that bound nothing were set aside."""
_YEAR = rf"(?:(?:19|20)\d{{2}}|20{MASK}|{MASK}|[二一][〇零○九][〇零○一二三四五六七八九×xX]{{2}}|今|当|次|本|明|每)年度?"
MONTH = rf"(?:1[0-2]|0?[1-9]|{MASK}|十[一二]?|[一二三四五六七八九])月份?"
DAY = rf"(?:(?:3[01]|[12]\d|0?[1-9]|{MASK}|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])[日号]|底|末|初|中旬|上旬|下旬)"
DATE = (
    rf"(?:(?:{_YEAR})\s?[春秋]季?学期(?:开学|[初末底])|(?:{_YEAR})\s?(?:{MONTH}\s?(?:{DAY})?|底|末|年底)|{MONTH}\s?{DAY}|"
    rf"(?:每|当|本|次)月\s?{DAY}|每(?:个)?季度?(?:末月|首月|末|初|第一个月)\s?(?:{DAY})?|(?:每|当|本|今|下|次)?(?:年|月|周|学期|学年|季度|季)[底末](?!考|检|测|总|评)"
    rf"|每周[一二三四五六日](?=\s?(?:下班|上午|下午|中午)?\s?(?:之|以)?前)|{MONTH}(?=\s?(?:{TO}{MONTH}|[前))]|之前|以前))|"
    r"(?:19|20)\d{2}[.\-/](?:1[0-2]|0?[1-9])[.\-/](?:3[01]|[12]\d|0?[1-9])(?!\d))"
)


def clock_figure(m: re.Match[str]) -> Figure | None:
    """A time of day, or a span of them; a ratio (师生比1:19) is none."""
    if re.search(r"比例?(?:为|达到?|不[低高]于|控制在)?\s?$", m.string[max(0, m.start() - 8) : m.start()]):
        return None
    parts = re.split(TO, m["clock"], maxsplit=1)
    over_night = len(parts) > 1 and _NEXT_DAY.match(parts[1]) is not None
    if over_night:
        parts[1] = _NEXT_DAY.sub("", parts[1], count=1)
    if len(parts) == 1:
        value = clock(_of_day(m) + m["clock"])
        return Figure(m.start(), m.end(), value, "time", "时") if value else None
    part = re.match(_PARTS, parts[0])
    first = clock(parts[0] if part else _of_day(m) + parts[0])
    last = clock(parts[1])
    if last and first and last <= first and not over_night and not re.match(_PARTS, parts[1]):
        last = clock((part[0] if part else "下午") + parts[1])
    if first is None or last is None:
        return None
    return Figure(m.start(), m.end(), (first, last), "time", "时")


def _of_day(m: re.Match[str]) -> str:
    """The part of the day that a bare hour belongs to: 下午2:20上课,4:30放学; nobody leaves school at 4 at night."""
    printed = re.match(rf"\d{{1,2}}|{SMALL_HAN}", m["clock"])
    hour = number(printed[0]) if printed is not None else None
    if hour is None or hour > 11 or re.match(r"0\d", m["clock"]):
        return ""
    around = m.string[max(0, m.start() - 8) : m.start()] + m.string[m.end() : m.end() + 6]
    if hour > 6 and re.search("睡|就寝|熄灯|上床", around):
        return "晚上"
    parts = re.findall(rf"(?:{_PARTS}|夏季|冬季)(?!于)", m.string[max(0, m.start() - 24) : m.start()])
    part = parts[-1] if parts else ""
    if hour < 6:
        return "" if part in {"凌晨", "清晨", "早晨", "早上", "早"} else "下午"
    return "晚上" if part in {"晚上", "晚间", "夜间", "夜晚", "晚"} else "下午" if part == "下午" else ""


def clock(written: str) -> str | None:
    """ "08:20" for 8:20, 8点20分, 八点二十; None for what no clock shows."""
    text = re.sub(r"\s", "", written).replace("时半", "时30").replace("：", ":")
    for attempt in (text, text.replace("夜晚", "晚上")):
        try:
            minutes = parse_clock(attempt)
        except BadCell:
            continue
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return None


_WHOLE_DATE = re.compile(r"^(\d{4})年(\d{1,2})月(\d{1,2})[日号]$|^(\d{4})[.\-/](\d{1,2})[.\-/](\d{1,2})$")


def date_figure(m: re.Match[str]) -> Figure | None:
    """A date or a span of them; 每月1日至20日 is a span of days."""
    written = m["date"]
    parts = re.split(TO, written, maxsplit=1) if not _WHOLE_DATE.match(written) else [written]
    masked = re.search(MASK, written) is not None
    monthly = re.fullmatch(rf"每月\s?(\d{{1,2}})日?{TO}(\d{{1,2}})日", written)
    if monthly is not None:
        return Figure(m.start(), m.end(), (int(monthly[1]), int(monthly[2])), "day", "日")
    if len(parts) == 1:
        return Figure(m.start(), m.end(), date(written), "date", "日", masked)
    return Figure(m.start(), m.end(), (date(parts[0]), date(_completed(*parts))), "date", "日", masked)


def _completed(first: str, last: str) -> str:
    """The second date of a span with what it leaves to the first: 2024年3月1日至15日 ends on 2024年3月15日."""
    if "年" in last:
        return last
    year = first[: first.index("年") + 1] if "年" in first else ""
    if "月" not in last and "月" in first:
        return first[: first.index("月") + 1] + last
    return year + last


def date(written: str) -> str:
    """A whole date as ISO has it; anything else as printed, without blanks."""
    text = re.sub(r"\s|^[每明今当本次]年度?(?!底|末)", "", written)
    m = _WHOLE_DATE.match(text)
    if m is None:
        return text
    year, month, day = (int(g) for g in m.groups() if g is not None)
    return f"{year:04d}-{month:02d}-{day:02d}"
