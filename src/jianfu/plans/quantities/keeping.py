"""Whether a figure that no word bounds is one to keep, and which way it bounds: 每周3节 yes, 一个环境 no."""

from __future__ import annotations

import re

from jianfu.plans.model import Op
from jianfu.plans.quantities.bounds import pattern
from jianfu.plans.quantities.candidates import Candidate
from jianfu.plans.quantities.metrics import Metric

_REPEATED = frozenset({"次", "场", "轮", "遍", "期", "回", "堂"})
_SMALL = frozenset("一二两三四五六七八九十")
_MEASURES = frozenset({"ratio", "yuan", "period", "minute", "hour", "working_day"})
_SPANS = frozenset({"day", "week", "month", "year", "term"})
_OFTEN = re.compile(r"每|各|全年|年内|学期内")
_CYCLE = re.compile(
    r"每(?:隔)?(?:个)?(?:[两二三四五六\d]{1,2}个?)?(?:半?(?:天|日|周|旬|月|年)|星期|工作日|季度?|学期|学年|年度)(?!级|龄|纪|报|票|份)|半(?:年|月|个月)"
)
_BODIES = re.compile(
    r"联络员|信息员|监督员|专干|管理员|督学|辅导员|指导员|直报员|协管员|报账员|统计员|网格员|宣传员|联系人|观察员|评议员"
)
_APPOINTING = re.compile(
    r"(?:确定|明确|指定|安排|配备|配齐|选派|落实|设立?|聘请|聘任|选聘|选定|固定|确认)[^,。;]{0,6}$"
)
_SHARED_OUT = re.compile(r"(?:户均|人手|校均|村均|班均|每[户人村校班家企乡镇名])\s?$")
_LEFT = re.compile(r"(?:保留|整合为|合并为|归并为|统一为|核定)[^,。;]{0,16}$")
_SAMPLED = re.compile(r"(?:抽查|抽取|抽样|抽检|抽审|审计|随机|选取|选择|确定|走访|回访|检查)[^,。;]{0,24}$")
_PLACES = re.compile(r"(?:[村乡镇县市社区户家所校]|个?(?:村|乡镇|社区|学校|企业|单位|县|部门|项目|农户))")
_EACH = re.compile(r"每|各(?!级|地|类|项|部门|乡|村|校|单位)")
_HOLDING = re.compile("开展|组织|召开|举办|举行|召集|可(?:适当)?安排|统一组织")
_EVERY_SPAN = re.compile(r"每(?:周|个?月|学期|学?年)(?:开展|安排|提供|服务|组织|实行|为|是|要|须|应)?\s?$")
_TERM_OF = re.compile(r"(?:期|时间|限|为期|保留|保存)(?:为|是)?\s?$")
_FOR_EACH = re.compile(r"每(?!一|周|月|年|天|日|季|学)[^,。;]{1,12}$|各\s?$")
_LIMITED = re.compile(r"同一(?:学校|企业|单位|部门|地区|事项)|综合性|合并")
_SURE = frozenset({"", "确保", "保证", "保障", "保持", "为", "是"})
_VALIDITY = re.compile(r"有效期")
_PART = re.compile(r"[,。;\n]")


def op_of(text: str, candidate: Candidate, metric: Metric, report: bool) -> Op | None:
    """The op of a figure; None where it bounds nothing."""
    figure = candidate.figure
    if figure.unit == "ratio" and candidate.value == 1 and candidate.bound.word in _SURE:
        return "=="
    if candidate.bound.change and candidate.bound.op is None and _set_rate(text, candidate):
        return "=="
    if candidate.bound.change or (
        candidate.op is not None and (candidate.strong or candidate.op == "between")
    ):
        return candidate.op
    if not _counts(text, candidate, metric):
        return None
    if candidate.op is not None and candidate.op != "==":
        return candidate.op
    if report and not _EACH.search(_PART.split(text[: figure.start])[-1]):
        return "=="
    return _bare(text, candidate, metric)


_RATE = re.compile(r"(?:电价|气价|水价|价格|费率|税率|(?:征收|收费|缴费|计费)?标准|租金)[^,。;]{0,8}$")


def _set_rate(text: str, candidate: Candidate) -> bool:
    """Whether the change is that of a rate that is fixed: 征收标准降低50%, 按应缴额的50%减征."""
    if candidate.figure.unit != "ratio":
        return False
    before = text[max(0, candidate.figure.start - 24) : candidate.figure.start]
    return _RATE.search(before) is not None or text[candidate.figure.end :].startswith(
        ("减征", "予以减征", "减收")
    )


def _bare(text: str, candidate: Candidate, metric: Metric) -> Op:
    """What a figure without a bound is taken for: 每天在校6小时 a ceiling, 每年体检一次 a floor."""
    figure = candidate.figure
    if (
        metric.topic == "inspection"
        and figure.named == "次"
        and (candidate.vague in {"原则上", "一般"} or _LIMITED.search(text[: figure.start]) is not None)
    ):
        return "<="
    if figure.unit == "count" and (
        _LEFT.search(text, max(0, figure.start - 12), figure.start)
        or (figure.named not in _REPEATED and _sampled(text, candidate))
    ):
        return "=="
    if metric.bare:
        return metric.bare
    if figure.unit in {"day", "working_day", "month", "week"} and candidate.op is None:
        return "<="
    if figure.unit == "count" and _done(text, candidate):
        return ">="
    return "=="


def _sampled(text: str, candidate: Candidate) -> bool:
    """Whether the figure says how many places are looked at: 每个县抽查2个乡镇、4个村."""
    figure = candidate.figure
    if not _SAMPLED.search(text, max(0, figure.start - 30), figure.start):
        return False
    near = figure.named + text[figure.end : figure.end + 4]
    return (
        _PLACES.search(near) is not None or _PLACES.match(text[figure.start - 1 : figure.start]) is not None
    )


def _appointed(text: str, candidate: Candidate) -> bool:
    """Whether somebody is to be named: 确定一名联络员; a leader in charge alone is an arrangement."""
    figure = candidate.figure
    behind = _PART.split(text[figure.end : figure.end + 16])[0]
    before = text[max(0, figure.start - 16) : figure.start]
    if _BODIES.search(behind) is None or re.search("分管|领导", _PART.split(before)[-1] + behind):
        return False
    return _APPOINTING.search(before) is not None


def _done(text: str, candidate: Candidate) -> bool:
    """Whether the figure says how often something is done."""
    figure = candidate.figure
    if figure.named not in _REPEATED and figure.named not in {"人次", "场次", "批", "节"}:
        return False
    near = text[max(0, figure.start - 24) : figure.end + 12]
    if _HOLDING.search(near) or _CYCLE.search(
        _PART.split(text[max(0, figure.start - 40) : figure.start])[-1]
    ):
        return True
    return _OFTEN.search(near) is not None and (
        figure.value != 1 or pattern("doing").search(near) is not None
    )


def _counts(text: str, candidate: Candidate, metric: Metric) -> bool:
    """Whether a figure without a bound of its own is one to keep: 一个 and 一项 alone count nothing."""
    figure = candidate.figure
    before = text[max(0, figure.start - 16) : figure.start]
    known = metric.words is not None
    if (figure.unit == "person" or figure.named in {"个", "位"}) and _appointed(text, candidate):
        return True
    if (
        figure.unit == "count"
        and _SHARED_OUT.search(before)
        and figure.named in {"份", "册", "张", "卡", "本", "名"}
    ):
        return True
    if figure.unit in _MEASURES:
        return not (figure.named == "分钟" and text[figure.start] == "一")
    if figure.unit in {"time", "point"}:
        return known
    if figure.unit in _SPANS:
        if _VALIDITY.search(before) or (
            before.endswith("为期") and text[figure.end : figure.end + 1] == "的"
        ):
            return False
        return known or _EVERY_SPAN.search(before) is not None or _TERM_OF.search(before) is not None
    if figure.named in _REPEATED:
        return figure.value != 1 or _EVERY_SPAN.search(before) is not None or _done(text, candidate)
    if (
        figure.value == 1
        and text[figure.start] == "1"
        and _LEFT.search(_PART.split(text[max(0, figure.start - 30) : figure.start])[-1])
    ):
        return True
    if figure.value == 1 and text[figure.start] == "1" and _EVERY_SPAN.search(before):
        return True
    if figure.value == 1:
        return (known or text[figure.start] == "1") and _FOR_EACH.search(before) is not None
    return text[figure.start] not in _SMALL or metric.small
