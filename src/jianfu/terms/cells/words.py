"""Cells that hold one of a few words: yes or no, a weekday, a subject, the number of a document."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from jianfu.terms.cells.model import BadCell
from jianfu.terms.numerals import half_width, normal
from jianfu.terms.text import Text

_YES = frozenset(
    {"是", "有", "对", "已", "√", "✓", "✔", "☑", "v", "y", "yes", "true", "t", "1", "1.0", "同意", "已同意", "批准", "已批准",
     "已审批", "准予", "核准"}
)  # fmt: skip
_NO = frozenset(
    {
        "否",
        "无",
        "不是",
        "没有",
        "未",
        "驳回",
        "退回",
        "×",
        "✗",
        "✘",
        "✕",
        "x",
        "n",
        "no",
        "false",
        "f",
        "0",
        "0.0",
    }
)
_TICKED = re.compile(r"^(?:[√✓✔☑■][是有][□☐○]?[否无]|[是有][√✓✔☑■][否无][□☐○]?)$")
_UNTICKED = re.compile(r"^(?:[□☐○]?[是有][√✓✔☑■][否无]|[是有][□☐○]?[否无][√✓✔☑■])$")
_WEEKDAYS = {c: i for i, c in enumerate("一二三四五六日", 1)} | {"天": 7} | {str(i): i for i in range(1, 8)}
_LATIN = {
    name: i
    for i, names in enumerate(("monday mon", "tuesday tue tues", "wednesday wed", "thursday thu thur thurs", "friday fri",
                               "saturday sat", "sunday sun"), 1)
    for name in names.split()
}  # fmt: skip

_BOOL = (Text("是或否", "yes or no"), "是")
_WEEKDAY = (Text("星期一至星期日", "a weekday, Monday to Sunday"), "星期三")
_SUBJECT = (Text("学科名称", "the name of a subject"), "数学")


def parse_bool(value: object) -> bool:
    """Whether a cell says yes: 是 有 √ Y 1, 否 无 × N 0; BadCell for anything else."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float) and value in (0, 1):
        return value == 1
    if isinstance(value, str):
        text = normal(value).lower().strip("。.()")
        if text in _YES or _TICKED.match(text):
            return True
        if text in _NO or _UNTICKED.match(text):
            return False
    raise BadCell(*_BOOL)


def parse_weekday(value: object) -> int:
    """1 (Monday) to 7 for 星期一 周一 礼拜一 一 1 Monday; BadCell for anything else."""
    text = ""
    if isinstance(value, int | float) and not isinstance(value, bool) and value in range(1, 8):
        return int(value)
    if isinstance(value, str):
        text = normal(value).lower().strip("().")
        text = re.sub(r"^(?:星期|周|礼拜)", "", text)
    found = _WEEKDAYS.get(text) or _LATIN.get(text)
    if found is None:
        raise BadCell(*_WEEKDAY)
    return found


_ALIASES: dict[str, tuple[str, ...]] = {
    "语文": ("语",),
    "数学": ("数",),
    "英语": ("英",),
    "外语": (),
    "日语": (),
    "俄语": (),
    "道德与法治": ("道法", "品德", "道德法治", "思想品德", "品德与生活", "品德与社会", "品生", "品社", "德法", "道"),
    "思想政治": ("政治", "思政"),
    "历史": ("史",),
    "地理": ("地",),
    "科学": ("科",),
    "物理": ("物",),
    "化学": ("化",),
    "生物": ("生物学", "生"),
    "信息科技": ("信息", "信息技术", "信科", "计算机", "微机", "电脑"),
    "通用技术": ("通技",),
    "体育": ("体育与健康", "体健", "体育健康", "体"),
    "艺术": ("艺",),
    "音乐": ("音", "唱游"),
    "美术": ("美",),
    "劳动": ("劳动教育", "劳技", "劳动技术", "劳动与技术", "劳"),
    "综合实践活动": ("综合", "综合实践", "综合实践课", "综实"),
    "班队": ("班会", "班队会", "班队活动", "主题班会", "少先队活动", "少先队", "队会", "班团", "班团活动"),
    "心理健康": ("心理", "心理健康教育", "心健"),
    "书法": ("写字", "写字课", "书法课"),
    "校本课程": ("校本", "校本课"),
    "地方课程": ("地方", "地方课"),
}  # fmt: skip
_CANONICAL = {word: subject for subject, words in _ALIASES.items() for word in (subject, *words)}
SUBJECTS: tuple[str, ...] = tuple(_ALIASES)
"""The canonical names of the subjects of schools, in the order in which they are usually listed."""
_ORDINARY = {"综合", "信息", "地方"}  # these also mean other things in a title
SUBJECT_WORDS: tuple[str, ...] = tuple(
    sorted((w for w in _CANONICAL if len(w) > 1 and w not in _ORDINARY), key=lambda w: (-len(w), w))
)
"""The names of subjects as they stand in titles, longest first; shortened ones of one character are left out."""

Parity = Literal["odd", "even"]


class SubjectCell(NamedTuple):
    """A lesson: subject by its canonical name, teacher and weeks (None: every week, or not said)."""

    subject: str
    teacher: str | None = None
    parity: Parity | None = None


_BOTH_WEEKS = re.compile(r"\(?(?:单\s*[/、,]?\s*双周?(?:轮换|交替)?|隔周)\)?")
_ODD_EVEN = re.compile(r"^(?:\(?([单双])周?\)?[::]?\s*(.+?)|(.+?)\s*\(?([单双])周?\)?)$")
_NAME = re.compile(r"^[\u4e00-\u9fff·]{1,4}(?:老师)?$|^[\u4e00-\u9fff]\*{1,2}$")
_NO_NAMES = frozenset(
    {"社团", "活动", "自习", "辅导", "拓展", "提优", "补差", "训练", "实验", "上机", "作文", "阅读", "复习", "测试", "考试",
     "单周", "双周", "全", "必修", "选修", "选做", "兴趣", "大课间", "讲评", "练习"}
)  # fmt: skip


def is_subject(text: str) -> bool:
    """Whether ``text`` is the name of a school subject or one of its usual short forms."""
    return normal(text).strip("()") in _CANONICAL


def parse_subject(value: object) -> SubjectCell:
    """The one subject in a cell (数学 李, 道法, 美术(单)); BadCell when it is empty or holds several.

    A subject that is not known stays as it is written.
    """
    found = parse_lesson(value)
    if len(found) != 1:
        raise BadCell(*_SUBJECT)
    return found[0]


def parse_lesson(value: object) -> tuple[SubjectCell, ...]:
    """The subjects in a cell of a timetable: two for 语/数(单双周), of which the first has the odd weeks."""
    found = _lesson(value) if isinstance(value, str) else ()
    if not found:
        raise BadCell(*_SUBJECT)
    return found


@lru_cache(maxsize=16_384)
def _lesson(text: str) -> tuple[SubjectCell, ...]:
    written = half_width(text).strip()
    if not normal(written) or not re.search(r"[^\W\d_]", written):
        return ()
    both = _BOTH_WEEKS.search(written)
    alternate = both is not None and "双" in both[0]
    left = _BOTH_WEEKS.sub("", written).strip() if both is not None else written
    for sign in ("/", "、", ",", ";", "|", "\n"):
        parts = [p for p in left.split(sign) if p.strip()]
        cells = [cell for cell in map(_single, parts) if cell is not None]
        if len(cells) < 2 or len(cells) != len(parts):
            continue
        if alternate and len(cells) == 2:
            return cells[0]._replace(parity="odd"), cells[1]._replace(parity="even")
        return tuple(cells)
    pair = _pair(left)
    if pair is not None:
        return pair
    return (_single(left) or SubjectCell(re.sub(r"\s+", " ", written)),)


def _pair(text: str) -> tuple[SubjectCell, SubjectCell] | None:
    """语(单)数(双), 单周语文 双周数学."""
    for cut in range(1, len(text)):
        first, second = _single(text[:cut]), _single(text[cut:])
        if first is not None and second is not None and {first.parity, second.parity} == {"odd", "even"}:
            return first, second
    return None


def _single(text: str) -> SubjectCell | None:
    """One known subject with its teacher and weeks; None when the text is not made of these alone."""
    text = text.strip()
    parity: Parity | None = None
    m = _ODD_EVEN.match(text)
    if m is not None:
        parity = "odd" if (m[1] or m[4]) == "单" else "even"
        text = (m[2] or m[3]).strip()
    whole = _CANONICAL.get(normal(text))
    if whole is not None:
        return SubjectCell(whole, None, parity)
    m = re.match(r"^(?P<subject>\S+?)(?:\s+|\s*(?P<open>\())(?P<name>[^()\s]+)(?(open)\))$", text)
    subject = _CANONICAL.get(m["subject"]) if m is not None else None
    if m is None or subject is None or _NAME.match(m["name"]) is None:
        return None
    if m["name"] in _NO_NAMES or m["name"] in _CANONICAL:
        return None
    return SubjectCell(subject, m["name"].removesuffix("老师") or m["name"], parity)


_OPENING, _CLOSING = r"[〔\[【(（{｛［<〈《﹝]", r"[〕\]】)）}｝］>〉》﹞]"
_NUMBER = re.compile(rf"\s*{_OPENING}\s*(\d{{4}})\s*{_CLOSING}\s*(?:第\s*)?(\d+)\s*号")


def normal_number(text: str) -> str:
    """Numbers of documents in ``text`` as they are printed: 教基厅函〔2021〕11号 for 教基厅函[2021]11号."""

    def printed(m: re.Match[str]) -> str:
        return f"〔{int(m[1])}〕{int(m[2])}号"

    return _NUMBER.sub(printed, re.sub(r"\s+", " ", text.strip()))
