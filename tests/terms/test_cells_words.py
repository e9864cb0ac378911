"""Yes and no, weekdays, subjects, document numbers, blanks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianfu.terms.cells import (
    SUBJECT_WORDS,
    BadCell,
    SubjectCell,
    is_blank,
    is_subject,
    normal_number,
    parse_bool,
    parse_lesson,
    parse_subject,
    parse_weekday,
)

CELLS = st.one_of(
    st.text(),
    st.text(alphabet="是否有无√×☑□语数英单双周/、（）() 李某*老师星期一日天〔〕[]2021号第"),
    st.floats(),
    st.integers(),
    st.none(),
    st.booleans(),
)


@pytest.mark.parametrize(
    "written", ["是", " 是 ", "√", "✓", "有", "Y", "yes", "TRUE", 1, 1.0, "1", True, "☑是☐否", "√是□否"]
)
def test_yes(written: object) -> None:
    assert parse_bool(written) is True


@pytest.mark.parametrize(
    "written", ["否", "×", "✗", "X", "无", "N", "No", 0, 0.0, "0", False, "□是☑否", "是□否√"]
)
def test_no(written: object) -> None:
    assert parse_bool(written) is False


@pytest.mark.parametrize("written", ["", "/", "部分", "是否", "☑是☑否", "□是□否", 2, -1, None, float("nan")])
def test_neither_yes_nor_no(written: object) -> None:
    with pytest.raises(BadCell):
        parse_bool(written)


@pytest.mark.parametrize(
    ("written", "weekday"),
    [("星期一", 1), ("周三", 3), ("礼拜天", 7), ("周日", 7), ("一", 1), ("1", 1), ("周3", 3), (5, 5), (5.0, 5), ("Monday", 1),
     ("Wed.", 3), ("sun", 7), ("（周五）", 5)],
)  # fmt: skip
def test_weekdays(written: object, weekday: int) -> None:
    assert parse_weekday(written) == weekday


@pytest.mark.parametrize(
    "written", ["", "周八", "周", 0, 8, 1.5, True, None, float("nan"), "周一至周五", "单周"]
)
def test_no_weekdays(written: object) -> None:
    with pytest.raises(BadCell):
        parse_weekday(written)


@pytest.mark.parametrize(
    ("written", "subject"),
    [("语", "语文"), ("道法", "道德与法治"), ("品德", "道德与法治"), ("体育与健康", "体育"), ("信息", "信息科技"),
     ("信息技术", "信息科技"), ("音乐", "音乐"), ("美术", "美术"), ("班会", "班队"), ("劳动教育", "劳动"), ("数 学", "数学"),
     ("生物学", "生物"), ("综合实践", "综合实践活动"), ("围棋", "围棋"), ("数学活动", "数学活动"), ("体育 社团", "体育 社团")],
)  # fmt: skip
def test_subjects_by_their_canonical_names(written: str, subject: str) -> None:
    assert parse_subject(written) == SubjectCell(subject)


@pytest.mark.parametrize(
    ("written", "cell"),
    [("数学 李", SubjectCell("数学", "李")), ("数学（李某）", SubjectCell("数学", "李某")),
     ("数学\n张*", SubjectCell("数学", "张*")), ("道法 王某老师", SubjectCell("道德与法治", "王某")),
     ("美术(单)", SubjectCell("美术", None, "odd")), ("数学（双周）", SubjectCell("数学", None, "even")),
     ("单周 语文", SubjectCell("语文", None, "odd")), ("体育 社团", SubjectCell("体育 社团"))],
)  # fmt: skip
def test_a_lesson_with_its_teacher_or_weeks(written: str, cell: SubjectCell) -> None:
    assert parse_subject(written) == cell


@pytest.mark.parametrize(
    "written",
    ["语/数(单双周)", "语文/数学（单/双周）", "语(单)数(双)", "语文（单）/数学（双）", "单周语文 双周数学"],
)
def test_lessons_in_turn(written: str) -> None:
    assert parse_lesson(written) == (SubjectCell("语文", None, "odd"), SubjectCell("数学", None, "even"))
    with pytest.raises(BadCell):
        parse_subject(written)


def test_several_subjects_without_weeks() -> None:
    assert [c.subject for c in parse_lesson("语文、数学、英语")] == ["语文", "数学", "英语"]
    assert {c.parity for c in parse_lesson("语/数")} == {None}


@pytest.mark.parametrize("written", ["", " ", "123", "——", None, 3, 0.5, True])
def test_no_subject(written: object) -> None:
    with pytest.raises(BadCell):
        parse_subject(written)


def test_names_of_subjects() -> None:
    assert is_subject("数学")
    assert is_subject("语")
    assert not is_subject("合计")
    assert not is_subject("阅读")
    assert list(SUBJECT_WORDS) == sorted(SUBJECT_WORDS, key=lambda w: (-len(w), w))
    assert all(is_subject(w) and len(w) > 1 for w in SUBJECT_WORDS)


@pytest.mark.parametrize("left", "〔[【(（［")
def test_the_year_of_a_document_stands_in_its_own_brackets(left: str) -> None:
    right = {"〔": "〕", "[": "]", "【": "】", "(": ")", "（": "）", "［": "］"}[left]
    assert normal_number(f"教基厅函{left}2021{right}11号") == "教基厅函〔2021〕11号"
    assert normal_number(f" 教基厅函 {left} 2021 {right} 第 011 号") == "教基厅函〔2021〕11号"


def test_other_words_around_a_number_stay() -> None:
    assert normal_number("依据教监管[2023]2号（试行）") == "依据教监管〔2023〕2号（试行）"
    assert normal_number("见附件（2）") == "见附件（2）"


@pytest.mark.parametrize(
    ("value", "blank"),
    [("", "empty"), ("  ", "empty"), ("\u3000", "empty"), ("\u200b", "empty"), (None, "empty"), (float("nan"), "empty"),
     ("/", "none"), ("—", "none"), ("——", "none"), ("-", "none"), ("无", "none"), ("暂无", "none"), (" 无 ", "none"),
     ("0", None), (0, None), (False, None), ("无作业", None)],
)  # fmt: skip
def test_blanks(value: object, blank: str | None) -> None:
    assert is_blank(value) == blank


@given(CELLS)
def test_any_cell_is_read_or_bad(value: object) -> None:
    is_blank(value)
    for parse in (parse_bool, parse_weekday, parse_lesson, parse_subject):
        try:
            parse(value)
        except BadCell as bad:
            parse(bad.example)
    if isinstance(value, str):
        assert normal_number(normal_number(value)) == normal_number(value)
        assert is_subject(value) in {True, False}


@given(st.sampled_from(SUBJECT_WORDS))
def test_canonical_names_are_their_own(word: str) -> None:
    subject = parse_subject(word).subject
    assert parse_subject(subject) == SubjectCell(subject)
