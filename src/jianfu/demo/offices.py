"""Papers and meetings of the county's offices and townships."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from jianfu.demo.answers import AnswerKey, Planted
from jianfu.demo.county import GIVEN, OFFICES, SURNAMES, Office
from jianfu.demo.sheets import Cell, Sheet, typed_day, write_book, write_csv

SUBJECTS = (
    "秋季安全检查",
    "汛期值班",
    "档案整理",
    "公共文化服务",
    "就业服务",
    "防火宣传",
    "校车管理",
    "财务管理",
    "人才培训",
    "卫生整治",
)
DOCUMENTS = "grassroots/documents"
MEETINGS = "grassroots/meetings"
COUNTY_MARKS: list[dict[str, Any]] = [
    {"norm": f"{DOCUMENTS}/reaching-below", "at_most": "95 percent",
     "restated": {"zh": "发至县级及以下的文件比上年减少5%以上。", "en": "Papers reaching county and below fall by at least 5 %."}},
    {"norm": f"{DOCUMENTS}/attachments", "at_most": "10000 characters",
     "restated": {"zh": "附件不超过10000字。", "en": "Attachments have at most 10,000 characters."}},
    {"norm": f"{MEETINGS}/reaching-below", "at_most": "100 percent",
     "restated": {"zh": "开至县级及以下的会议不超过上年。", "en": "Meetings reaching county and below are no more than last year's."}},
    {"norm": f"{MEETINGS}/study-count", "at_most": 1,
     "restated": {"zh": "集中学习每月不超过1次。", "en": "At most one study meeting a month."}},
    {"norm": f"{MEETINGS}/length-in-all", "at_most": "90 minutes", "for": "kind = 'study'",
     "restated": {"zh": "集中学习每次不超过90分钟。", "en": "A study meeting takes at most 90 minutes."}},
    {"norm": "teacher/papers/from-others", "at_most": 0,
     "restated": {"zh": "其他部门的文件不直接发到学校。", "en": "Other departments send no papers straight to schools."}},
    {"norm": "teacher/papers/meetings-of-others", "at_most": 0,
     "restated": {"zh": "其他部门的会议不直接开到学校。", "en": "Other departments call schools to no meetings."}},
    {"norm": f"{MEETINGS}/filed", "at_most": 0,
     "restated": {"zh": "开到下级的会议一会一备案。", "en": "Each meeting that reaches those below is filed."}},
]  # fmt: skip
"""The county's figures for papers and meetings that the nation leaves to places."""


@dataclass(frozen=True)
class Paper:
    """One paper issued."""

    number: str
    title: str
    day: date
    scope: str
    chars: Cell
    genre: str = "通知"
    consistency: str = "是"
    asks_report: str = "否"
    matching: str = "否"
    reaches: str = "乡镇"
    attached: Cell = 600


def write_offices(folder: Path, key: AnswerKey, seed: int) -> None:
    """发文台账 of two years and 会议台账 for the offices that keep them."""
    for body in OFFICES:
        here = folder / f"{body.code[-3:]} {body.short}"
        _write_papers(here, body, key, seed)
        _write_meetings(here, body, key, seed)


def _write_papers(folder: Path, body: Office, key: AnswerKey, seed: int) -> None:
    """Papers of last year and of this one, up to the same day; one office issued more than last year."""
    random = Random(f"{seed}/{body.code}/papers")
    last, this = {"330799-902": (9, 11), "330799-905": (11, 8)}.get(body.code, (11, random.randint(8, 10)))
    years = {}
    for year, count in ((2025, last), (2026, this)):
        step = 320 // count
        days = [date(year, 1, 4) + timedelta(step * n + random.randrange(6)) for n in range(count)]
        years[year] = [_paper(body, n + 1, day, random) for n, day in enumerate(days)]
    if body.code == "330799-902":
        why = f"今年 {this} 件，去年同期 {last} 件"
        key.breached.append(Planted(f"{DOCUMENTS}/yearly-count", body.code, why, "2026", measured=None))
        key.breached.append(Planted(f"{DOCUMENTS}/reaching-below", body.code, why, "2026", pack=True))
    years[2026] = _plant_papers(body, years[2026], key)
    for year, letters in _letters(body, key).items():
        years[year] += letters
    for year, papers in years.items():
        heads: list[Cell] = [
            "序号", "发文字号", "标题", "发文日期", "文种", "主送", "发至层级", "类别", "正文字数", "附件字数",
            "是否配套", "是否要求报送", "一致性评估",
        ]  # fmt: skip
        rows: list[list[Cell]] = [
            [
                n + 1, p.number or None, p.title, typed_day(p.day, 1 if body.level == "乡镇" else 0), p.genre, "各有关单位",
                p.reaches, p.scope, p.chars, p.attached, p.matching, p.asks_report, p.consistency,
            ]
            for n, p in enumerate(papers)
        ]  # fmt: skip
        if body.code == "330799-904":
            write_csv(folder / f"发文登记{year}.csv", [heads, *rows], "gb18030")
            continue
        sheet = Sheet(f"{year}年")
        sheet.title(f"{body.name}{year}年发文台账", len(heads))
        sheet.add(*heads)
        sheet.rows += rows
        sheet.add("合计", len(rows))
        sheet.add("说明：正文字数不含空格和附件。")
        write_book(folder / f"发文台账{year}.xlsx", [sheet])


def _paper(body: Office, number: int, day: date, random: Random) -> Paper:
    """An ordinary paper, short enough, its consistency reviewed."""
    single = random.random() < 0.6
    chars = random.randrange(900, 3900 if single else 4800, 20)
    subject = random.choice(SUBJECTS)
    return Paper(
        f"{body.mark}〔{day.year}〕{number}号",
        f"关于做好{day.month}月{subject}工作的通知（{number}）",
        day,
        "专项" if single else "综合",
        chars,
        reaches="村" if body.level == "乡镇" else random.choice(("乡镇", "县级")),
    )


def _plant_papers(body: Office, papers: list[Paper], key: AnswerKey) -> list[Paper]:
    """Two papers too long, one that is allowed to be, one that nobody reviewed."""

    def put(place: int, paper: Paper) -> Paper:
        number = "" if paper.title.startswith("便笺") else papers[place].number
        papers[place] = replace(paper, number=number)
        return papers[place]

    def note(norm: str, paper: Paper, measured: object, why: str, kept: bool = False) -> None:
        planted = Planted(f"{DOCUMENTS}/{norm}", body.code, why, record=paper.title, measured=measured)
        (key.traps if kept else key.suspected if norm == "unnumbered" else key.breached).append(planted)

    if body.code == "330799-901":
        long = put(1, Paper("", "关于推进基层治理的若干意见", papers[1].day, "综合", 5600, "意见"))
        note("length", long, 5600, "正文 5600 字")
        exact = put(2, Paper("", "关于政务公开工作的意见", papers[2].day, "综合", 5000, "意见"))
        note("length", exact, 5000, "正好 5000 字", kept=True)
        whole = put(3, Paper("", "青禾县文化旅游发展规划", papers[3].day, "综合规划", 6000, "方案"))
        note("length", whole, 6000, "综合性规划除外", kept=True)
    if body.code == "330799-903":
        long = put(2, Paper("", "关于开展图书馆评估的通知", papers[2].day, "专项", "4300字"))
        note("length", long, 4300, "部署专项工作，4300 字")
    if body.code == "330799-910":
        unseen = put(
            1, Paper("", "关于秸秆禁烧的通知", papers[1].day, "专项", 1800, consistency="否", reaches="村")
        )
        note("consistency-review", unseen, 1, "印发前没有做一致性评估")
    if body.code == "330799-911":
        asking = put(
            4,
            Paper(
                "", "关于报送防汛物资情况的通知", papers[4].day, "专项", 900, asks_report="是", reaches="村"
            ),
        )
        note("no-report-demand", asking, 1, "要求各村报送材料")
        below = put(
            5,
            Paper("", "关于制定村级实施方案的通知", papers[5].day, "专项", 1500, matching="是", reaches="村"),
        )
        note("no-matching-papers", below, 1, "要求各村制定配套文件")
    if body.code == "330799-912":
        bare = put(2, Paper("", "便笺：关于抓紧上报台账的提醒", papers[2].day, "专项", 300, reaches="村"))
        note("unnumbered", bare, 1, "便笺，没有文号")
    if body.code == "330799-902":
        papers[4] = replace(papers[4], reaches="学校")
        why = "一件直接发到学校"
        key.breached.append(
            Planted("teacher/papers/from-others", body.code, why, "2026", measured=1, pack=True)
        )
    for code, attached, kept in (("330799-908", "1.5万字", False), ("330799-906", 10000, True)):
        if body.code == code:
            heavy = put(3, replace(papers[3], attached=attached))
            planted = Planted(
                f"{DOCUMENTS}/attachments", code, f"附件 {attached}", record=heavy.title,
                measured=10000 if kept else 15000, pack=True,
            )  # fmt: skip
            (key.traps if kept else key.breached).append(planted)
    return papers


def _letters(body: Office, key: AnswerKey) -> dict[int, list[Paper]]:
    """Letters of both years: one office writes more of them, and one of these gives orders."""
    written = {
        "330799-905": ("关于商请核对企业名单的函", "关于协助提供检验数据的函", "关于开展价格收费排查的函"),
        "330799-907": ("关于商请提供办理情况的函",),
    }.get(body.code, ())
    if not written:
        return {}

    def letter(year: int, number: int, title: str) -> Paper:
        name = f"{body.mark}函〔{year}〕{number}号"
        return Paper(name, title, date(year, 2 * number + 1, 11), "专项", 700, "函", reaches="县级")

    this = [letter(2026, n + 1, title) for n, title in enumerate(written)]
    more = Planted(f"{DOCUMENTS}/letters-instead", body.code, f"今年 {len(this)} 件函，去年同期 1 件", "2026")
    (key.suspected if len(this) > 1 else key.traps).append(more)
    for paper in this:
        orders = "排查" in paper.title
        why = "用函部署排查" if orders else "函只是商请、协助"
        planted = Planted(f"{DOCUMENTS}/ordering-letters", body.code, why, record=paper.title)
        (key.suspected if orders else key.traps).append(planted)
    return {2025: [letter(2025, 1, "关于商请提供名单的函")], 2026: this}


def _write_meetings(folder: Path, body: Office, key: AnswerKey, seed: int) -> None:
    """Meetings of this year, and what is left of last year's list on a second sheet."""
    random = Random(f"{seed}/{body.code}/meetings")
    heads: list[Cell] = [
        "序号", "会议名称", "日期", "召开单位", "主持/讲话人", "开至层级", "形式", "时长（小时）", "主报告时长（分钟）",
        "参会人数", "是否综合性年度会议", "是否分组讨论",
        "是否备案",
    ]  # fmt: skip
    rows: list[list[Cell]] = []
    for n in range(6):
        day = date(2026, 1, 12) + timedelta(48 * n + random.randrange(10))
        name = f"{random.choice(SUBJECTS)}工作部署会（{day.month}月）"
        rows.append([
            n + 1, name, day, body.name, random.choice(SURNAMES) + random.choice(GIVEN),
            "村" if body.level == "乡镇" else "乡镇", random.choice(("现场", "视频")), random.choice((1, 1.5, 2, "2小时")),
            random.choice((20, 30, "约40", 45)), random.randrange(20, 120), "否", "否", "是",
        ])  # fmt: skip

    def plant(
        row: int,
        norm: str,
        name: str,
        cells: dict[int, Cell],
        measured: object,
        why: str,
        kept: bool = False,
        pack: bool = False,
    ) -> None:
        for column, cell in {1: name, **cells}.items():
            rows[row][column] = cell
        planted = Planted(f"{MEETINGS}/{norm}", body.code, why, record=name, measured=measured, pack=pack)
        (key.traps if kept else key.breached).append(planted)

    if body.code == "330799-909":
        plant(2, "filed", "全县道路养护工作推进会", {12: "否"}, 1, "开到乡镇，没有备案", pack=True)
        plant(3, "filed", "局机关业务会", {5: "本单位", 12: "否"}, 1, "只开到本单位，不用备案", kept=True)
    if body.code == "330799-902":
        rows[4][5] = "学校"
        why = "一次直接开到学校"
        key.breached.append(
            Planted("teacher/papers/meetings-of-others", body.code, why, "2026", measured=1, pack=True)
        )
        plant(1, "main-speech", "全县安全生产工作会议", {8: 75}, 75, "讲话 75 分钟")
        plant(2, "main-speech", "全县防汛工作会议", {8: 60}, 60, "正好 60 分钟", kept=True)
    if body.code == "330799-903":
        plant(1, "length", "全县文旅工作推进会", {7: "5小时"}, 300, "超过半天")
        plant(2, "length", "全县公共文化服务会议", {7: 4}, 240, "正好半天", kept=True)
    if body.code == "330799-900":
        rows[0][10] = "是"
        rows[0][1] = "全县教育工作会议"
        rows[0][7] = 3
    if body.code == "330799-904":
        for row, name in ((0, "全县人社工作会议"), (4, "全县人社系统年度工作推进会")):
            rows[row][1], rows[row][10], rows[row][7] = name, "是", 3
        why = "一年开了两次综合性会议"
        key.breached.append(
            Planted(f"{MEETINGS}/one-comprehensive-a-year", body.code, why, "2026", measured=2)
        )
    rows += _study(body, key)
    sheets = []
    for year, held in ((2026, rows), (2025, _last_year(body, key))):
        sheet = Sheet(f"{year}年")
        sheet.title(f"{body.name}{year}年会议台账", len(heads))
        sheet.add(*heads)
        sheet.rows += held
        sheets.append(sheet)
    write_book(folder / "会议台账2026.xlsx", sheets)


def _study(body: Office, key: AnswerKey) -> list[list[Cell]]:
    """Study meetings of the offices that list them: two in one month, one too long, one exactly long enough."""
    listed: dict[str, tuple[tuple[date, ...], Cell, str]] = {
        "330799-906": ((date(2026, 4, 8), date(2026, 4, 22)), "90分钟", "一个月集中学习两次"),
        "330799-908": ((date(2026, 5, 13),), "2小时", "一次学了两个小时"),
        "330799-907": ((date(2026, 6, 10), date(2026, 7, 8)), 1.5, "每月一次，正好90分钟"),
    }
    days, length, about = listed.get(body.code, ((), None, ""))
    rows: list[list[Cell]] = [
        [n + 7, f"干部集中学习（{day.month}.{day.day}）", day, body.name, None, "本单位", "现场", length, 30, 26, "否", "否", "否"]
        for n, day in enumerate(days)
    ]  # fmt: skip
    if body.code == "330799-906":
        key.breached.append(
            Planted(f"{MEETINGS}/study-count", body.code, about, "2026-04", measured=2, pack=True)
        )
    if body.code == "330799-907":
        key.traps.append(
            Planted(f"{MEETINGS}/study-count", body.code, about, "2026-06", measured=1, pack=True)
        )
    if body.code in ("330799-907", "330799-908"):
        long = Planted(f"{MEETINGS}/length-in-all", body.code, about, record=str(rows[0][1]), pack=True)
        (key.breached if body.code.endswith("8") else key.traps).append(long)
    return rows


def _last_year(body: Office, key: AnswerKey) -> list[list[Cell]]:
    """Last year's meetings, seven where this year has six; one office had five."""
    count = 5 if body.code == "330799-905" else 7
    if count == 5:
        why = "开到乡镇的会今年 6 次，去年同期 5 次"
        key.breached.append(
            Planted(f"{MEETINGS}/reaching-below", body.code, why, "2026", measured=120, pack=True)
        )
    below = "村" if body.level == "乡镇" else "乡镇"
    return [
        [n + 1, f"{SUBJECTS[n]}工作会（{2 + n}月）", date(2025, 2 + n, 12), body.name, None, below, "现场", 1.5, 30, 60, "否",
         "否", "是"]
        for n in range(count)
    ]  # fmt: skip
