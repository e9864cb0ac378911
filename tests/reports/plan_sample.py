"""A plan read, made by hand: every kind of statement, mark, verdict and contradiction that an output must show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from jianfu.norms.model import Level
from jianfu.plans.draft.model import (
    Cited,
    Comparison,
    Conflict,
    Coverage,
    Draft,
    DraftMark,
    Leftover,
    Near,
    Paper,
    Place,
    Question,
    Side,
    Unmarked,
    Verdict,
)
from jianfu.plans.model import (
    About,
    Aside,
    Clause,
    Described,
    Executable,
    Line,
    Modality,
    Part,
    Plan,
    Quantity,
    Read,
    Source,
    Statement,
)
from jianfu.reports.plan_reading import PlanReading, Reading
from jianfu.terms.errors import Message
from jianfu.terms.text import Text

TITLE = "柳溪镇中心小学作业与作息管理方案"
DAY = date(2026, 11, 20)
NORM = "student/homework/written-minutes"
POLICY = "《关于加强义务教育学校作业管理的通知》教基厅函〔2021〕13号"

Given = tuple[str, Modality, str, Executable]
TEXT: tuple[tuple[str, str, tuple[Given, ...]], ...] = (
    ("", "为让学生睡得够、学得明白,制定本方案。", ()),
    ("一", "一、工作思路\n家校同心,久久为功。", ()),
    ("二", "二、主要措施", ()),
    ("二/(一)", "(一)管好作业", ()),
    (
        "二/(一)/1",
        "1.一、二年级不留书面家庭作业。三、四年级每天书面作业不超过40分钟,五、六年级每天书面作业不超过75分钟。",
        (
            ("一、二年级不留书面家庭作业", "limit", "homework", "data"),
            ("三、四年级每天书面作业不超过40分钟", "limit", "homework", "data"),
            ("五、六年级每天书面作业不超过75分钟", "limit", "homework", "data"),
        ),
    ),
    (
        "二/(一)/2",
        "2.严禁用作业惩罚学生。鼓励布置动手实践作业。<b>班主任</b>应在放学前统筹各科时长。",
        (
            ("严禁用作业惩罚学生", "forbid", "homework", "checklist"),
            ("鼓励布置动手实践作业", "encourage", "homework", "no"),
            ("<b>班主任</b>应在放学前统筹各科时长", "must", "homework", "checklist"),
        ),
    ),
    (
        "二/(三)",
        "(三)保证锻炼\n体育课每周不少于2节。寄宿生每晚学习不超过xx分钟。每天在校锻炼时间原则上不少于1小时。",
        (
            ("体育课每周不少于2节", "limit", "timetable", "data"),
            ("寄宿生每晚学习不超过xx分钟", "limit", "school_day", "data"),
            ("每天在校锻炼时间原则上不少于1小时", "limit", "exercise", "data"),
        ),
    ),
    (
        "三",
        "三、责任追究\n教导处要在每学期开学两周内核对课表。体育课每周安排3节。",
        (
            ("教导处要在每学期开学两周内核对课表", "must", "timetable", "workflow"),
            ("体育课每周安排3节", "limit", "timetable", "data"),
        ),
    ),
)
FIGURES: Mapping[int, Quantity] = {
    1: Quantity("homework_minutes_per_day", "<=", 0, "minute", {"grades": [1, 2]}, "不留书面家庭作业"),
    2: Quantity("homework_minutes_per_day", "<=", 40, "minute", {"grades": (3, 4)}, "不超过40分钟"),
    3: Quantity("homework_minutes_per_day", "<=", 75, "minute", {"grades": (5, 6)}, "不超过75分钟"),
    7: Quantity("periods_per_week", ">=", 2, "period", {"subject": "体育"}, "不少于2节"),
    8: Quantity("study_minutes_per_day", "<=", None, "minute", {"boarding": True}, "不超过xx分钟", masked=True),
    9: Quantity("exercise_minutes_per_day", ">=", 60, "minute", {}, "不少于1小时", vague="原则上"),
    11: Quantity("periods_per_week", "between", (3, 3), "period", {"subject": "体育"}, "3节"),
}  # fmt: skip


def plan() -> Plan:
    """The plan with its eleven statements."""
    reads, number = [], 0
    for path, text, given in TEXT:
        statements = []
        for quote, modality, topic, executable in given:
            number += 1
            start = text.index(quote)
            reasons = {"modality": quote[:2], "topic": "作业" if topic == "homework" else quote[:3]}
            deadline = "每学期开学两周内" if number == 10 else ""
            said = Described(modality, "学校", "student", topic, executable, "教导处", deadline, reasons)
            figures = (FIGURES[number],) if number in FIGURES else ()
            statements.append(Statement(quote, quote, start, start + len(quote), said, figures))
        parts = tuple(path.split("/")) if path else ()
        body = text.index("\n") + 1 if "\n" in text else len(text) if len(text) < 10 else 2 if path else 0
        reads.append(Read(Clause(parts, text, body, len(reads) + 3), tuple(statements)))
    about = About(TITLE, "student", "plan", "primary", "学校")
    return Plan(about, tuple(reads), (Message("cli.date", {"value": "编号（一）之后是（三）"}),))


def cited(number: int) -> Cited:
    """Where statement ``number`` of the sample stands."""
    n = 0
    for i, (path, _, given) in enumerate(TEXT):
        for j, (quote, *_) in enumerate(given):
            n += 1
            if n == number:
                return Cited(i, j, n, path, quote)
    raise LookupError(number)


def comparison(verdict: Verdict, ours: int, theirs: int, level: Level = "national") -> Comparison:
    """A higher mark that a draft is held against."""
    return Comparison(
        verdict, f"{NORM}#1", "ceiling", ours, theirs, level, "mandatory", POLICY, "cn/jiaoji-han-2021-13", "第二条",
        Text("三至六年级书面作业平均完成时间不超过60分钟。", "60 minutes of written homework in grades 3 to 6."),
        Text("三至六年级", "grades 3 to 6"), Message("cli.date", {"value": f"{verdict}:{theirs}"}),
    )  # fmt: skip


def mark(number: int, hi: int, where: str, verdict: Verdict, **more: object) -> DraftMark:
    """A ceiling on homework drafted from statement ``number``."""
    drafted = DraftMark(
        f"draft#{number}", cited(number), NORM, Text("书面作业总时长", "Written homework per day"), FIGURES[number],
        None, hi, "minute", {"at_most": f"{hi} minutes"}, "grade between 3 and 4", Text(where, where), "mandatory",
        "unit", DAY, verdict=verdict, comparisons=(comparison(verdict, hi, 60),),
        shown=Text(f"每天书面作业 ≤{hi} 分钟，{where}", f"Written homework ≤{hi} min, {where}"),
    )  # fmt: skip
    return replace(drafted, **more)  # type: ignore[arg-type]


def draft() -> Draft:
    """What the sample becomes."""
    questions = tuple(
        Question(n, cited(at), ask, "checklist", modality, "student", "homework", "教导处", due, "抽看作业本")
        for n, (at, ask, modality, due) in enumerate(
            (
                (4, "有没有做到不用作业惩罚学生？", "forbid", ""),
                (6, "班主任是否在放学前统筹各科时长？", "must", ""),
                (10, "教导处是否核对了课表？", "must", "每学期开学两周内"),
            ),
            1,
        )
    )
    marks = (
        mark(1, 0, "一、二年级", "equal"),
        mark(2, 40, "三、四年级", "stricter"),
        mark(3, 75, "五、六年级", "looser"),
        mark(9, 60, "全校", "only", vague="原则上", strength="in_principle", assumed=("place",)),
    )
    coverage = Coverage(11, 7, 1, 2, 1, 4, 3, 4, 4, 1, {"exhortation": 1, "masked": 1, "unaskable": 2})
    near = Near(
        cited(11), FIGURES[11], "student/timetable/pe-periods", Text("课表安排", "planned"),
        Text("实际上课", "taught"), Message("cli.date", {"value": "课表节数不等于实上节数"}),
    )  # fmt: skip
    return Draft(
        Place("330799-005", "柳溪镇中心小学", "unit", ("level",)),
        Paper("draft", TITLE, "柳溪镇中心小学", "unit", DAY, DAY, None, ("issued",)),
        marks,
        questions,
        (Leftover(cited(5), "exhortation", "no"), Leftover(cited(8), "masked", "data")),
        (Unmarked(cited(8), FIGURES[8], "masked", "", None),),
        (near,),
        coverage,
        {1: "marked", 2: "marked", 3: "marked", 4: "asked", 5: "left", 6: "asked", 9: "marked"},
        {1: NORM, 2: NORM, 3: NORM},
    )


def conflicts() -> tuple[Conflict, ...]:
    """One with a higher rule, one inside the plan, one that is only a note."""
    nobody = Text("", "")
    above = Conflict(
        "above", "looser", True, NORM, "",
        Side(TITLE, "unit", "二/(一)/1", cited(3).quote, True, 3, "draft#3", 75, "≤75 分钟"),
        Side(POLICY, "national", "第二条", "三至六年级书面作业平均完成时间不超过60分钟。", False, 0, "m", 60, "≤60 分钟"),
        Text("五、六年级", "grades 5 and 6"), "b", Message("cli.date", {"value": "按60分钟执行"}),
    )  # fmt: skip
    inside = Conflict(
        "inside", "differ", True, "", "periods_per_week",
        Side(TITLE, "unit", "二/(三)", cited(7).quote, True, 7, "", 2, "≥2 节"),
        Side(TITLE, "unit", "三", cited(11).quote, True, 11, "", 3, "≥3 节"),
        nobody, "b", Message("cli.date", {"value": "按3节执行"}),
    )  # fmt: skip
    note = replace(
        above, why="looser_advice", grave=False, a=replace(above.a, statement=9, value="08:10", shown="≥8:10")
    )
    return (above, inside, note)


def source() -> Source:
    """The file that the sample stands in."""
    lines = tuple(Line(text, n) for n, (_, text, _) in enumerate(TEXT, 3))
    aside = (Aside(TITLE, "title", 1), Aside("首页 > 教育 > 方案", "chrome", 2), Aside("第1页", "page", 9))
    return Source("方案.docx", (Part(TITLE, lines),), aside, ())


def reading(copies: int = 1) -> Reading:
    """The whole file; with ``copies`` the plan stands in it several times."""
    one = PlanReading(plan(), draft(), conflicts())
    return Reading(source(), (one,) * copies, DAY)
