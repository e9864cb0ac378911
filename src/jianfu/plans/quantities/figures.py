"""Where figures stand in a text: numbers with their units, shares, times of day and dates, masked ones included."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import yaml

from jianfu.plans.model import Value
from jianfu.terms.cells.clock import parse_clock
from jianfu.terms.cells.model import BadCell
from jianfu.terms.numerals import chinese_number

FILLER = "\x00"
"""Stands in place of words set aside, so that offsets stay those of the text."""

_HAN = "零〇一二两三四五六七八九十百千万亿"
_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_ARABIC = r"(?<![\d.])(?:\d{1,3}(?:,\d{3}){1,4}(?!\d)|\d{1,12}(?!\d))(?:\.\d{1,6}(?!\d))?"
_MASK = r"(?:[〔\[(]\s?[xX×*_]{1,4}\s?[〕\])]|[xX×*_○□]{1,6}|某|\.{3,6}|…{1,4})"
_NUMBER = rf"(?:{_ARABIC}[万亿千百]?|[{_HAN}]{{1,14}}|{_MASK})"
_TO = r"\s?(?:至|到|-{1,2}|—{1,2}|–|~{1,2}|―)\s?"
_PARTS = "上午|下午|早上|早晨|凌晨|清晨|傍晚|中午|晚上|晚间|夜间|夜晚|晚|早"
_SMALL_HAN = "[零〇一二两三四五六七八九十]{1,3}"
_CLOCK = (
    rf"(?:(?:{_PARTS})\s?)?"
    r"(?:\d{1,2}\s?[::]\s?[0-5]\d(?!\d)|"
    rf"(?:\d{{1,2}}|{_SMALL_HAN})(?:点(?:钟|整)?|时(?!间|代|期|候|长|段|刻|效|常))"
    rf"(?:(?:[0-5]?\d|{_SMALL_HAN})分?(?!钟)|半|一刻|三刻)?)"
)
_YEAR = rf"(?:(?:19|20)\d{{2}}|20{_MASK}|{_MASK}|[二一][〇零○九][〇零○一二三四五六七八九×xX]{{2}}|今|当|次|本|明|每)年度?"
_MONTH = rf"(?:1[0-2]|0?[1-9]|{_MASK}|十[一二]?|[一二三四五六七八九])月份?"
_DAY = rf"(?:(?:3[01]|[12]\d|0?[1-9]|{_MASK}|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])[日号]|底|末|初|中旬|上旬|下旬)"
_DATE = (
    rf"(?:(?:{_YEAR})\s?(?:{_MONTH}\s?(?:{_DAY})?|底|末|年底)|{_MONTH}\s?{_DAY}|"
    rf"(?:每|当|本|次)月\s?{_DAY}|每(?:个)?季度?(?:末月|首月|末|初|第一个月)\s?(?:{_DAY})?|(?:每|当|本|今)?(?:年|月|周|学期|学年|季度|季)[底末](?!考|检|测|总|评)"
    rf"|{_MONTH}(?=\s?(?:{_TO}{_MONTH}|[前))]|之前|以前))|"
    r"(?:19|20)\d{2}[.\-/](?:1[0-2]|0?[1-9])[.\-/](?:3[01]|[12]\d|0?[1-9])(?!\d))"
)


# What may not follow a unit of one character: with it the two are another word (三组织, 五年级, 一分为二).
_BARRED = {
    "个工": "作程业人会具厂商信种单资", "日": "常程报志期", "年": "级代龄轻终初末会报来货检", "组": "织长成建",
    "班": "主级子长", "级": "别", "部": "门分署位级", "门": "口户", "本": "级校地部市县着质年学单次方周月",
    "期": "间限望末中待", "场": "所地馆景面", "次": "日要序第年月", "处": "理于罚分置境在室", "等": "方多形内问学活工任待同",
    "分": "之别层类析级工配散解布管校局阶步批期片组", "起": "来草点步到诉始着码止施", "节": "假日约奏省点目水能庆",
    "道": "德路理", "家": "长庭校访里务教人乡属", "所": "有以谓需在属涉致列辖", "校": "长园内外级本舍",
    "村": "民委级务集庄两", "镇": "政党村级域", "科": "学目研技室普任级长", "题": "目材", "首": "先位要次", "间": "隔接休",
    "户": "外籍口", "条": "例件块款", "位": "置居列次于", "名": "义单次称额录列誉", "类": "别似型", "支": "持付部撑教出",
    "台": "账阶", "周": "边期围末年密到全知转", "套": "餐用取", "张": "贴榜网", "篇": "幅章", "批": "评改准复阅示量发",
    "轮": "换流岗训值", "封": "闭顶", "层": "层面", "元": "旦", "克": "服", "角": "度色", "天": "气然津", "回": "头访复应",
    "堂": "而", "部门": "的", "人": "民员才大口均", "月": "度考", "字": "体样",
}  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """A figure as it stands: ``value`` in ``unit``, a pair for a range, the printed text where masked.

    ``listed`` are the values of 10、9、8小时, one for each of those named before. ``named`` is the unit word.
    ``about`` is the printed word that makes it rough (近, 余, 约, 几).
    """

    start: int
    end: int
    value: Value
    unit: str
    named: str = ""
    masked: bool = False
    listed: tuple[Value, ...] = ()
    about: str = ""


@cache
def unit_words() -> dict[str, tuple[str, float]]:
    """Every unit word with its canonical unit and how many of that one is."""
    text = files("jianfu.plans.quantities").joinpath("units.yaml").read_text("utf-8")
    return {
        word: (unit, factor) for unit, words in yaml.safe_load(text).items() for word, factor in words.items()
    }


@cache
def _background() -> re.Pattern[str]:
    text = files("jianfu.plans.quantities").joinpath("background.yaml").read_text("utf-8")
    return re.compile("|".join(f"(?:{p})" for group in yaml.safe_load(text).values() for p in group))


@cache
def _figures() -> re.Pattern[str]:
    """One pattern for all of them; what stands first wins, and of those that start together the first kind."""
    longest_first = sorted(unit_words(), key=lambda w: (-len(w), w))
    units = "|".join(re.escape(w) + (f"(?![{_BARRED[w]}])" if w in _BARRED else "") for w in longest_first)
    return re.compile(
        rf"(?P<date>{_DATE}(?:{_TO}(?:{_DATE}|{_DAY}))?)"
        rf"|(?P<clock>{_CLOCK}(?:{_TO}{_CLOCK})?)"
        rf"|(?P<of>百分之|千分之|万分之)(?P<share>{_NUMBER})(?:{_TO}(?:百分之)?(?P<share2>{_NUMBER}))?"
        r"|(?P<whole>[二三四五六七八九十]|\d{1,2})分之(?P<part>[一二两三四五六七八九]|\d{1,2})"
        r"|(?<![\d/.])(?P<over>[1-9]/(?:10|[2-9]))(?![\d/.日月])"
        r"|(?P<tenths>[一二三四五六七八九两\d])成(?![立绩员果为功本长熟效套交人])"
        rf"|半个?(?P<half>小时|月|年|天|学期|学年|节课|钟头|日(?!制))"
        r"|(?P<most>(?<!超)过半数?|半数|一半(?!时间|左右的))"
        rf"|(?P<and>{_NUMBER})个?半(?P<halfof>小时|月|年|天|学期|学年|钟头|工作日)"
        rf"|(?P<hours>{_NUMBER})\s?个?小时(?P<minutes>\d{{1,2}}|{_SMALL_HAN})分钟?"
        rf"|(?P<list>{_NUMBER}(?:[、/]{_NUMBER}){{1,5}}(?:[和及]{_NUMBER})?)\s?(?P<lu>{units})"
        rf"|(?P<n1>{_NUMBER})(?P<plus>余|多|来|几)?\s?(?:(?P<u1>{units})(?P<h1>半(?![年月天日小]))?)?"
        rf"{_TO}(?P<n2>{_NUMBER})\s?(?P<u2>{units})(?P<h2>半(?![年月天日小]))?"
        rf"|(?P<n>{_NUMBER})(?P<more>余|多|来)?\s?(?P<u>{units})(?P<h>半(?![年月天日小]))?(?P<over2>余|多)?"
        rf"|(?P<bare>{_ARABIC}|{_MASK}|(?P<word>[{_HAN}]{{1,14}}))"
    )


def blank(text: str, spans: list[tuple[int, int]]) -> str:
    """``text`` with the spans (in order, apart) filled, of the same length."""
    pieces, at = [], 0
    for start, end in spans:
        pieces += [text[at:start], FILLER * (end - start)]
        at = end
    return "".join((*pieces, text[at:]))


def without_background(text: str) -> str:
    """``text`` with ordinals, numbers of documents, idioms and names filled."""
    return _background().sub(lambda m: FILLER * len(m[0]), text)


def figures(text: str) -> list[Figure]:
    """Every figure of ``text``, in order. What bounds nothing should have been filled before."""
    found = []
    for m in _figures().finditer(text):
        figure = _figure(m)
        if figure is not None:
            found.append(figure)
    return found


def _figure(m: re.Match[str]) -> Figure | None:
    start, end = m.span()
    if m["date"]:
        return _date(m)
    if m["clock"]:
        return _clock(m)
    if m["share"]:
        scale = {"百分之": 100, "千分之": 1000, "万分之": 10_000}[m["of"]]
        low, high = number(m["share"]), number(m["share2"]) if m["share2"] else None
        if low is None:
            masked = re.fullmatch(_MASK, m["share"]) is not None
            return Figure(start, end, m[0], "ratio", m["of"], True) if masked else None
        value = _plain(low / scale)
        return Figure(
            start, end, (value, _plain(high / scale)) if high is not None else value, "ratio", m["of"]
        )
    if m["part"]:
        part, whole = number(m["part"]), number(m["whole"])
        return Figure(start, end, _plain(part / whole), "ratio", "分之") if part and whole else None
    if m["over"]:
        above, _, below = m["over"].partition("/")
        share = int(above) / int(below)
        return Figure(start, end, _plain(share), "ratio", "/") if share < 1 else None
    if m["tenths"]:
        tenths = number(m["tenths"])
        return Figure(start, end, _plain(tenths / 10), "ratio", "成") if tenths else None
    if m["most"]:
        return Figure(start, end, 0.5, "ratio", m["most"])
    if m["half"]:
        half, unit = _HALVES[m["half"]]
        return Figure(start, end, half, unit, m["half"])
    if m["and"]:
        return _and_half(m)
    if m["hours"]:
        hours, minutes = number(m["hours"]), number(m["minutes"])
        if hours is None or minutes is None:
            return None
        return Figure(start, end, _plain(hours * 60 + minutes), "minute", "分钟")
    if m["list"]:
        return _listed(m)
    return _amount(m)


_HALVES: dict[str, tuple[Value, str]] = {
    "小时": (30, "minute"), "钟头": (30, "minute"), "月": (15, "day"), "年": (6, "month"), "天": (0.5, "day"),
    "日": (0.5, "day"), "学期": (0.5, "term"), "学年": (1, "term"), "节课": (0.5, "period"),
}  # fmt: skip
_WITH_HALF = {"小时": ("hour", 1), "钟头": ("hour", 1), "月": ("month", 1), "年": ("month", 12), "天": ("day", 1),
              "学期": ("term", 1), "学年": ("term", 2), "工作日": ("working_day", 1)}  # fmt: skip


def _and_half(m: re.Match[str]) -> Figure | None:
    """一个半小时, 一年半."""
    whole = number(m["and"])
    if whole is None:
        return None
    unit, factor = _WITH_HALF[m["halfof"]]
    return Figure(m.start(), m.end(), _plain((whole + 0.5) * factor), unit, m["halfof"])


def _listed(m: re.Match[str]) -> Figure | None:
    """10、9、8小时; 两、三次 is a range, and 三、四节 lists none."""
    unit, factor = unit_words()[m["lu"]]
    numbers = [number(n) for n in re.split("[、/和及]", m["list"])]
    if any(n is None for n in numbers):
        return None
    values = tuple(_plain(n * factor) for n in numbers if n is not None)
    return Figure(m.start(), m.end(), values[-1], unit, m["lu"], listed=values)


def _amount(m: re.Match[str]) -> Figure | None:
    start, end = m.span()
    if m["bare"]:
        if m["word"]:
            return None  # 一般, 三令五申: characters count only with a unit
        value = number(m["bare"])
        masked = value is None and re.fullmatch(_MASK, m["bare"]) is not None
        if value is None and not masked:
            return None
        return Figure(start, end, m["bare"] if value is None else _plain(value), "", "", masked)
    if m["n2"]:
        return _range(m)
    unit, factor = unit_words()[m["u"]]
    about = m["more"] or m["over2"] or ""
    low = number(m["n"])
    if low is None:
        if re.fullmatch(_MASK, m["n"]) is not None:
            scale = m["u"][0] if unit == "yuan" and m["u"][0] in "万千百亿" else ""
            return Figure(start, end, m["n"] + scale if unit != "ratio" else m[0], unit, m["u"], True)
        near = _neighbours(m["n"])
        if near is None:
            return None
        return Figure(
            start, end, (_plain(near[0] * factor), _plain(near[1] * factor)), unit, m["u"], about=m["n"]
        )
    if m["h"]:
        if unit == "year":
            return Figure(start, end, _plain((low + 0.5) * 12), "month", m["u"])
        low += 0.5
    return Figure(start, end, _plain(low * factor), unit, m["u"], about=about)


def _range(m: re.Match[str]) -> Figure | None:
    """8至10小时, 半小时至1小时 is read by its last; the first takes the unit of the last when it has none."""
    start, end = m.span()
    unit, factor = unit_words()[m["u2"]]
    first, last = number(m["n1"]), number(m["n2"])
    if first is None or last is None:
        masked = any(re.fullmatch(_MASK, n) for n in (m["n1"], m["n2"]))
        return Figure(start, end, m[0], unit, m["u2"], True) if masked else None
    own_unit, own = unit_words()[m["u1"]] if m["u1"] else (unit, factor)
    low = (first + (0.5 if m["h1"] else 0)) * own
    high = (last + (0.5 if m["h2"] else 0)) * factor
    if own_unit == "minute" and unit == "hour":
        high, unit = high * 60, "minute"
    elif own_unit == "hour" and unit == "minute":
        low *= 60
    elif own_unit == "yuan" and unit == "yuan" and m["u1"] is None:
        low = first * factor
    elif own_unit != unit:
        return None
    if low > high:
        return None
    return Figure(start, end, (_plain(low), _plain(high)), unit, m["u2"])


def _neighbours(written: str) -> tuple[int, int] | None:
    """两三 is 2 to 3, 三五 3 to 5."""
    if len(written) == 2 and written[0] in _DIGIT and written[1] in _DIGIT:
        low, high = _DIGIT[written[0]], _DIGIT[written[1]]
        if 0 < low < high <= low + 2:
            return low, high
    return None


def _clock(m: re.Match[str]) -> Figure | None:
    parts = re.split(_TO, m["clock"], maxsplit=1)
    if len(parts) == 1:
        value = clock(_of_day(m) + m["clock"])
        return Figure(m.start(), m.end(), value, "time", "时") if value else None
    first, last = clock(parts[0]), clock(parts[1])
    part = re.match(_PARTS, parts[0])
    if part and last and first and last <= first:
        last = clock(part[0] + parts[1])
    if first is None or last is None:
        return None
    return Figure(m.start(), m.end(), (first, last), "time", "时")


def _of_day(m: re.Match[str]) -> str:
    """The part of the day that a bare hour belongs to: 下午2:20上课,4:30放学; nobody leaves school at 4 at night."""
    hour = re.match(r"\d{1,2}", m["clock"])
    if hour is None or int(hour[0]) > 11 or re.match(r"0\d", m["clock"]):
        return ""
    around = m.string[max(0, m.start() - 8) : m.start()] + m.string[m.end() : m.end() + 6]
    if int(hour[0]) > 6 and re.search("睡|就寝|熄灯|上床", around):
        return "晚上"
    parts = re.findall(rf"(?:{_PARTS}|夏季|冬季)(?!于)", m.string[max(0, m.start() - 24) : m.start()])
    part = parts[-1] if parts else ""
    if int(hour[0]) < 6:
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


def _date(m: re.Match[str]) -> Figure | None:
    written = m["date"]
    parts = re.split(_TO, written, maxsplit=1) if not _WHOLE_DATE.match(written) else [written]
    masked = re.search(_MASK, written) is not None
    monthly = re.fullmatch(rf"每月\s?(\d{{1,2}})日?{_TO}(\d{{1,2}})日", written)
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


def number(written: str) -> float | None:
    """The value of a numeral in digits or characters, 3.5万 and 1,200 included; None for masks and for nonsense."""
    text = written.replace(",", "")
    m = re.fullmatch(r"(\d+(?:\.\d+)?)([万亿千百]?)", text)
    if m is not None:
        if len(m[1]) > 15:
            return None
        return float(m[1]) * {"": 1, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}[m[2]]
    if not text or len(text) > 20:
        return None
    if "亿" in text:
        left, right = text.split("亿", 1)
        high, low = chinese_number(left), chinese_number(right.removeprefix("零")) if right else 0
        return None if high is None or low is None else float(high * 100_000_000 + low)
    if set(text) <= {"百", "千", "万"}:
        return None
    value = chinese_number(text)
    if value is None and text.endswith("万"):
        value = chinese_number(text[:-1])
        return None if value is None else float(value * 10_000)
    return None if value is None else float(value)


def _plain(value: float) -> int | float:
    """A whole number as one; others without the noise of binary fractions."""
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def whole(figure: Figure, text: str) -> Figure:
    """``figure`` with a missing unit taken for a count, its end unmoved; used where a bound stands before it."""
    return figure if figure.unit else replace(figure, unit="count", named=text[figure.end : figure.end + 1])
