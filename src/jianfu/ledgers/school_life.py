"""What ledgers of surveys, clubs, after-school service, premises and training leave for the reader to work out."""

from __future__ import annotations

import re

from jianfu.ledgers.spans import plain
from jianfu.terms.grades import parse_class, parse_grade

_Rules = tuple[tuple[str, str], ...]

_SURVEYS = ("睡眠", "书包", "作业", "运动", "锻炼", "体育", "视力", "负担", "满意度")


def _first(rules: _Rules, text: str | None, otherwise: str | None) -> str | None:
    if not text:
        return None
    return next((kind for kind, pattern in rules if re.search(pattern, plain(text))), otherwise)


def survey_of_title(title: str) -> str | None:
    """What a survey asked, from words of its title: 睡眠调查, 书包调查, 睡眠作业调查."""
    words = [word for word in _SURVEYS if word in title]
    return "".join(words) + "调查" if words else None


def grade_of_team(team: str | None) -> int | None:
    """4 for 四（1）班 or 四年级篮球队; None for a club of several grades and for a cohort."""
    if not team:
        return None
    name = parse_class(team)
    if name is not None and name.grade is not None:
        return name.grade
    m = re.search(r"[一二三四五六七八九1-9]年级|初[一二三]|高[一二三]", plain(team))
    return parse_grade(m.group(0)) if m is not None else None


_SESSIONS: _Rules = (
    ("lesson", r"新课|新授|授课|讲授|集体补课|补课|集中教学|统一讲|赶进度"),
    ("homework", r"作业|答疑|辅导|自习|订正|培优补差"),
    ("reading", r"阅读|读书|绘本|诵读"),
    ("sport", r"体育|篮球|足球|排球|乒乓|羽毛球|跳绳|田径|武术|跑步|锻炼|体操|棋"),
    ("art", r"合唱|舞蹈|美术|绘画|书法|音乐|剪纸|戏曲|陶艺|乐器|古筝|竖笛|艺术|手工"),
    ("science", r"科技|科普|科学|编程|机器人|航模|种植|劳动|烹饪"),
    ("club", r"社团|兴趣|拓展"),
    ("care", r"看护|托管|看管"),
)


def kind_of_session(content: str | None) -> str | None:
    """What kind of session its content tells of; ``other`` for words that tell none."""
    return _first(_SESSIONS, content, "other")


_ACTIVITIES: _Rules = (
    ("festival", r"[一-龥]节$|运动会|文化周|汇演"),
    ("practice", r"研学|实践|志愿|参观|社区服务|春游|秋游"),
    ("subject", r"奥数|培优|提优|竞赛辅导|学科拓展|^(?:语文|数学|英语|物理|化学)"),
    ("sport", r"体育|篮球|足球|排球|乒乓|羽毛球|网球|跳绳|田径|武术|跆拳道|体操|跑|操|毽|轮滑|游泳"),
    ("art", r"合唱|舞蹈|美术|绘画|书法|音乐|剪纸|戏|陶艺|乐|筝|笛|鼓|艺术|手工|主持"),
    ("science", r"科技|科普|科学|编程|机器人|航模|天文|无人机|信息"),
    ("labour", r"劳动|种植|烹饪|园艺|木工"),
    ("reading", r"阅读|读书|文学|诵读|写作|小记者|绘本"),
)


def kind_of_activity(name: str | None) -> str | None:
    """What kind of activity a club's name tells of; ``other`` for words that tell none."""
    return _first(_ACTIVITIES, name, "other")


_EXERCISE: _Rules = (
    ("outside", r"校外|家庭|居家|亲子"),
    ("break", r"大课间|课间操|跑操|广播操|课间"),
    ("lesson", r"体育课|体育与健康|^体育$"),
    ("club", r"课后|社团|体锻|体活|体育活动|课外|训练|球|操|跳绳"),
)


def kind_of_exercise(item: str | None) -> str | None:
    """Where in the day exercise belongs, from its name; ``other`` for words that tell none."""
    return _first(_EXERCISE, item, "other")


_TENANTS: _Rules = (
    ("training", r"培训|辅导|补习|教育科技|教育咨询"),
    ("firm", r"公司|厂$|店$|超市|商行|银行|门市"),
    ("club", r"协会|商会|俱乐部|基金会|联合会"),
    ("public", r"局$|村$|社区|办$|办公室|委员会|村委|政府|小学|中学|学校|幼儿园|医院|中心$|派出所|所$"),
)


def kind_of_tenant(tenant: str | None) -> str | None:
    """What kind of body uses a school's premises, from its name; None when the name tells nothing."""
    return _first(_TENANTS, tenant, None)


def has_licence(licence: str | None) -> bool | None:
    """Yes where the licence's number is written, no where 无 is; an empty cell alone says nothing."""
    return None if not licence else plain(licence) not in ("无", "没有", "暂无", "未取得", "未办理")


def area_a_pupil(
    area: int | None, area_max: int | None, pupils: int | None, pupils_max: int | None
) -> int | None:
    """Hundredths of a square metre for each pupil present at one time, rounded down; None where a figure is open."""
    if area is None or not pupils or area_max is not None or pupils_max is not None:
        return None
    return area // pupils


_WHEN: _Rules = (
    ("vacation", r"暑假|寒假|暑期|寒暑|假期班"),
    ("holiday", r"国庆|元旦|五一|劳动节|节假日|中秋|清明|端午"),
    ("weekend", r"周末|双休|周[六日]|星期[六日]|礼拜[六日天]"),
    ("weekday", r"周[一二三四五]|星期[一二三四五]|平日|工作日|晚班|周中"),
)


def when_held(course: str | None, batch: str | None) -> str | None:
    """Whether a course is held on school days, weekends, holidays or in vacations, from its names."""
    return _first(_WHEN, f"{course or ''} {batch or ''}", None)


def minutes_between(start: int | None, end: int | None) -> int | None:
    """Minutes from one clock time to a later one."""
    return end - start if start is not None and end is not None and end > start else None


_CONTACTS: _Rules = (
    ("home_visit", r"家访"),
    ("open_day", r"开放[日周]"),
    ("committee", r"家委会|家长委员会"),
    ("lecture", r"家长学校|家庭教育"),
    ("meeting", r"家长会"),
)


def contact_of_title(title: str) -> str | None:
    """家访 from `…家访统计表`; None where the title names several kinds or none."""
    text = plain(title)
    found = {kind for kind, pattern in _CONTACTS if re.search(pattern, text)}
    return found.pop() if len(found) == 1 else None


_HEARINGS: _Rules = (("hearing", r"听证"), ("talk", r"座谈|恳谈"), ("box", r"意见箱|意见征集|征求意见"))


def hearing_of_title(title: str) -> str | None:
    """听证会 from `…听证会记录`; None where the title names several kinds or none."""
    text = plain(title)
    found = {kind for kind, pattern in _HEARINGS if re.search(pattern, text)}
    return found.pop() if len(found) == 1 else None
