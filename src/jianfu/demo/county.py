"""The invented county 青禾县: its schools, offices and townships, its term, and who teaches there.

Nothing here is a real place or person.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

COUNTY_CODE, COUNTY = "330799", "青禾县"
AS_OF = date(2026, 11, 20)
TERM_NAME, TERM = "2026-2027学年第一学期", "2026-2027-1"
FIRST_DAY, LAST_DAY = date(2026, 9, 1), date(2027, 1, 29)
BUREAU = "330799-900"

# Days on which no school is kept, and the weekend days worked in their place.
DAYS_OFF = (
    ("中秋节", date(2026, 9, 25), date(2026, 9, 27)),
    ("国庆节", date(2026, 10, 1), date(2026, 10, 7)),
    ("元旦", date(2027, 1, 1), date(2027, 1, 3)),
)
MAKE_UP_DAYS = (date(2026, 9, 20), date(2026, 10, 10))


@dataclass(frozen=True)
class School:
    """A school: its classes by grade, and in which shape its ledgers are kept."""

    code: str
    name: str
    short: str
    kind: str
    stages: str
    classes: dict[int, int]
    homework: str
    timetable: str = "grid"
    system: str = "六三"
    boarding: bool = False
    pupils: tuple[int, int] = (36, 44)

    @property
    def grades(self) -> tuple[int, ...]:
        """Grades taught, lowest first."""
        return tuple(sorted(self.classes))

    def each_class(self) -> Iterator[tuple[int, int]]:
        """(grade, class number), in order."""
        for grade in self.grades:
            for number in range(1, self.classes[grade] + 1):
                yield grade, number


@dataclass(frozen=True)
class Office:
    """A bureau, office or township that issues papers and calls meetings."""

    code: str
    name: str
    short: str
    kind: str
    level: str
    mark: str  # 机关代字 of its papers
    aliases: tuple[str, ...] = field(default=())


def _primary(each: int, last: int = 6) -> dict[int, int]:
    return dict.fromkeys(range(1, last + 1), each)


SCHOOLS = (
    School("330799-001", "青禾县实验小学", "实验小学", "小学", "小学", _primary(3), "list_a_class"),
    School("330799-002", "青禾县城关第一小学", "城关一小", "小学", "小学", _primary(2), "wide_a_class"),
    School("330799-003", "青禾县城关第二小学", "城关二小", "小学", "小学", _primary(2), "csv_gb18030", "list"),
    School("330799-004", "青禾县东河小学", "东河小学", "小学", "小学", _primary(2), "list_a_month"),
    School("330799-005", "青禾县柳溪镇中心小学", "柳溪中心小学", "小学", "小学", _primary(2), "wide_a_grade"),
    School(
        "330799-006", "青禾县石桥镇中心小学", "石桥中心小学", "小学", "小学", _primary(2, 5), "merged_list",
        system="五四",
    ),
    School("330799-007", "青禾县白鹭乡中心小学", "白鹭中心小学", "小学", "小学", _primary(1), "parquet", "list"),
    School(
        "330799-008", "青禾县白鹭乡沙湾教学点", "沙湾教学点", "教学点", "小学", _primary(1, 4), "csv_utf8", "list",
        pupils=(3, 8),
    ),
    School(
        "330799-009", "青禾县南坪九年一贯制学校", "南坪学校", "九年一贯制学校", "小学、初中",
        dict.fromkeys(range(1, 10), 1), "list_one",
    ),
    School(
        "330799-010", "青禾县第一初级中学", "青禾一中", "初中", "初中", dict.fromkeys((7, 8, 9), 4), "list_a_grade",
        pupils=(44, 49),
    ),
    School(
        "330799-011", "青禾县柳溪初级中学", "柳溪初中", "初中", "初中", dict.fromkeys((7, 8, 9), 2), "wide_a_class",
        boarding=True, pupils=(40, 47),
    ),
    School(
        "330799-012", "青禾县石桥初级中学", "石桥初中", "初中", "初中", dict.fromkeys((6, 7, 8, 9), 2),
        "list_one", "list", system="五四", pupils=(38, 46),
    ),
)  # fmt: skip

OFFICES = (
    Office(BUREAU, "青禾县教育局", "县教育局", "教育局", "县", "青教", ("青禾县教育局机关",)),
    Office("330799-901", "青禾县人民政府办公室", "县政府办", "部门", "县", "青政办发"),
    Office("330799-902", "青禾县应急管理局", "县应急局", "部门", "县", "青应急"),
    Office("330799-903", "青禾县文化和旅游局", "县文旅局", "部门", "县", "青文旅"),
    Office("330799-904", "青禾县人力资源和社会保障局", "县人社局", "部门", "县", "青人社"),
    Office("330799-905", "青禾县市场监督管理局", "县市监局", "部门", "县", "青市监"),
    Office("330799-906", "青禾县农业农村局", "县农业农村局", "部门", "县", "青农"),
    Office("330799-907", "青禾县信访局", "县信访局", "部门", "县", "青信"),
    Office("330799-908", "青禾县卫生健康局", "县卫健局", "部门", "县", "青卫健"),
    Office("330799-909", "青禾县交通运输局", "县交通局", "部门", "县", "青交"),
    Office("330799-913", "青禾县工业和信息化局", "县工信局", "部门", "县", "青工信"),
    Office("330799-910", "青禾县柳溪镇人民政府", "柳溪镇政府", "党委政府", "乡镇", "柳政"),
    Office("330799-911", "青禾县石桥镇人民政府", "石桥镇政府", "党委政府", "乡镇", "石政"),
    Office("330799-912", "青禾县白鹭乡人民政府", "白鹭乡政府", "党委政府", "乡镇", "白政"),
)

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜谢邹苏潘葛范彭鲁韦马苗方任袁柳"
GIVEN = (
    "静",
    "伟",
    "丽华",
    "建国",
    "晓燕",
    "志强",
    "敏",
    "文博",
    "春梅",
    "海涛",
    "玉兰",
    "明远",
    "雪",
    "立新",
    "佳宁",
)


def school(code: str) -> School:
    """The school with this code."""
    return next(s for s in SCHOOLS if s.code == code)


def office(code: str) -> Office:
    """The office with this code."""
    return next(o for o in OFFICES if o.code == code)


def school_days(first: date = FIRST_DAY, last: date = AS_OF) -> list[date]:
    """School days from ``first`` to ``last``: weekdays but holidays, and the make-up days."""
    off = {a + timedelta(n) for _, a, b in DAYS_OFF for n in range((b - a).days + 1)}
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    return [d for d in days if d in MAKE_UP_DAYS or (d.isoweekday() <= 5 and d not in off)]


GRADE_WORDS = "〇一二三四五六七八九"


def class_name(grade: int, number: int, style: int = 0) -> str:
    """A class as schools write it: 三（2）班, 三(2)班, 三年级2班, 302班, 七（1）班 …"""
    word = GRADE_WORDS[grade]
    if style == 1:
        return f"{word}({number})班"
    if style == 2:
        return f"{word}年级{number}班"
    if style == 3:
        return f"{grade}{number:02d}班"
    if style == 4 and grade >= 7:
        return f"初{GRADE_WORDS[grade - 6]}（{number}）班"
    return f"{word}（{number}）班"


def grade_name(grade: int) -> str:
    """三年级, 七年级 …"""
    return f"{GRADE_WORDS[grade]}年级"
