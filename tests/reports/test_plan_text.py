"""A plan read, on the terminal."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from jianfu.reports.plan_reading import assumed_text, place_text, titled, typeset
from jianfu.reports.plan_text import LINES_SHOWN, print_next, print_plans
from tests.reports.plan_sample import TITLE, mark, reading


def printed(copies: int = 1, lang: str = "zh", **more: object) -> str:
    out = StringIO()
    whole = reading(copies)
    if more:
        plan = whole.plans[0]
        whole = replace(whole, plans=(replace(plan, draft=replace(plan.draft, **more)),))
    print_plans(whole, Console(file=out, width=200, soft_wrap=True), lang)
    return out.getvalue()


def test_it_opens_with_title_and_how_it_stands() -> None:
    lines = printed().splitlines()
    assert lines[0] == f"《{TITLE}》"
    assert lines[1] == "读出 11 句，1 处宽于国家规定，1 处前后不一致"


def test_contradictions_quote_both_clauses_and_say_which_binds() -> None:
    text = printed()
    above = text[text.index("第 3 句比国家规定宽") : text.index("第 7 句与第 11 句不一致")]
    assert "“五、六年级每天书面作业不超过75分钟”" in above
    assert "转述 三至六年级书面作业平均完成时间不超过60分钟。" in above
    assert "≤60 分钟  以此为准" in above
    inside = text[text.index("第 7 句与第 11 句不一致") :]
    assert "“体育课每周不少于2节”" in inside
    assert "“体育课每周安排3节”" in inside


def test_marks_stand_in_a_table_with_their_verdict() -> None:
    lines = printed().splitlines()
    rows = [line for line in lines if "每天书面作业 ≤" in line]
    assert len(rows) == 4
    assert [line.split()[0] for line in rows] == ["1", "2", "3", "9"]
    assert "looser" in rows[2]


def test_numbering_what_was_set_aside_and_other_measures_are_told() -> None:
    text = printed()
    assert "编号（一）之后是（三）" in text
    assert "3 段不是正文" in text
    assert "== 口径不同 ==" in text


def test_a_long_list_says_how_many_more_there_are() -> None:
    marks = tuple(mark(1, n, "一、二年级", "only") for n in range(LINES_SHOWN + 3))
    assert "另有 3 条" in printed(marks=marks)


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", "3 份方案，读出 33 句"), ("en", "3 plans, 33 statements read")]
)
def test_several_plans_are_summed_up_first(lang: str, words: str) -> None:
    assert printed(3, lang).startswith(words)


def test_the_next_commands_are_named() -> None:
    out = StringIO()
    print_next([("check", "jianfu check 台账/ --marks 本校.yaml")], Console(file=out, width=200), "zh")
    assert "jianfu check 台账/ --marks 本校.yaml" in out.getvalue()


def test_what_is_only_advised_is_no_contradiction() -> None:
    text = printed()
    grave, advice = text.index("== 冲突"), text.index("== 提示")
    assert grave < text.index("第 7 句与第 11 句不一致") < advice < text.index("第 9 句比国家倡导的数字宽")


def test_questions_are_shown_and_not_only_counted() -> None:
    text = printed()
    after = text[text.index("== 自查要点") :].splitlines()
    asked = reading().plans[0].draft.questions
    assert [line.split()[-1] for line in after[1 : len(asked) + 1]] == [typeset(q.ask) for q in asked]


def test_titles_within_a_title_stand_in_single_brackets() -> None:
    assert titled("青禾县关于印发《减负办法》的通知", "zh") == "《青禾县关于印发〈减负办法〉的通知》"


def test_a_plan_of_nobody_known_is_called_so_once() -> None:
    draft = reading().plans[0].draft
    unknown = replace(draft.place, name="本单位", level="unit", assumed=("name", "code"))
    assert place_text(replace(draft, place=unknown), "zh") == "本单位"
    assert place_text(replace(draft, place=unknown), "en") == "own rule"
    assert "代码" not in assumed_text(replace(draft, place=unknown), "zh")
    assert assumed_text(replace(draft, place=replace(unknown, assumed=("code",))), "zh") == ""
