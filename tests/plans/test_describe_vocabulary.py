"""The vocabularies themselves, the scanner, and what must hold for any text."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianfu.plans.describe import describe
from jianfu.plans.describe.lexicon import Lexicon, lexicon, spread, vocabulary
from jianfu.plans.describe.segments import segments, unquoted
from jianfu.plans.model import EXECUTABLE, MODALITIES
from tests.plans.describing import described, within

SECTIONS = {
    "topics": ["words", "acts"],
    "modality": ["markers", "goals", "headings", "faults", "reports"],
    "executable": ["words"],
    "domains": ["words"],
    "actors": ["names"],
}
TOPICS = {topic for topic in vocabulary("topics")["words"] if topic != "-"} | {"other"}
WRITTEN = [
    (name, section, label, weight, words)
    for name, sections in SECTIONS.items()
    for section in sections
    for label, weights in vocabulary(name)[section].items()
    for weight, words in weights.items()
]


def test_words_are_written_well() -> None:
    faulty = [
        (name, word)
        for name, _, _, _, words in WRITTEN
        for word in words.split()
        for spelling in spread(word)
        if spelling.strip("…") != spelling or not spelling or set(spelling) & set("{},\"'")
    ]
    assert faulty == []


def test_no_word_stands_twice_under_one_label() -> None:
    counted = Counter(
        (name, section, label, spelling)
        for name, section, label, _, words in WRITTEN
        for word in words.split()
        for spelling in spread(word)
    )
    assert [word for word, times in counted.items() if times > 1] == []


def test_a_word_of_two_topics_leans_to_one() -> None:
    ties = {
        word: labels
        for word, labels in lexicon("topics", "words").meanings.items()
        if len(labels) > 1 and len(set(labels.values())) < len(labels)
    }
    assert ties == {}


def test_only_known_labels_are_used() -> None:
    executable = vocabulary("executable")
    assert set(executable["words"]) <= {*EXECUTABLE, "-"}
    assert set(executable["modalities"]) == set(MODALITIES)
    assert set(executable["topics"]) == TOPICS
    rows = [row for groups in executable["topics"].values() for row in groups.values()]
    assert all(set(row) <= set(EXECUTABLE) for row in [*rows, *executable["modalities"].values()])
    assert set(lexicon("topics", "acts").meanings) < TOPICS
    named = {
        topic
        for rows in vocabulary("actors")["defaults"].values()
        for topics in rows.values()
        for topic in topics.split()
    }
    assert named <= TOPICS | {"*"}


def test_the_longer_word_is_heard() -> None:
    words = Lexicon({"检查": {"a": 1.0}, "检查站": {"-": 1.0}, "站": {"b": 1.0}})
    assert [(hit.word, hit.start, hit.end) for hit in words.scan("设检查站检查")] == [
        ("检查站", 1, 4),
        ("检查", 4, 6),
    ]


def test_pieces_follow_one_another_within_a_sentence() -> None:
    words = Lexicon({"公布…成绩": {"a": 1.0}})
    assert [hit.end for hit in words.scan("公布全班的成绩")] == [7]
    assert words.scan("成绩不公布") == ()
    assert words.scan("公布收费。学生成绩另行通知") == ()
    assert words.scan("公布" + "很" * 40 + "成绩") == ()


def test_alternatives_are_spelled_out() -> None:
    assert list(spread("{书面,家庭}作业{,量}")) == ["书面作业", "书面作业量", "家庭作业", "家庭作业量"]


def test_what_is_quoted_demands_nothing() -> None:
    assert unquoted("落实“不得私收”的规定") == "落实“□□□□”的规定"


def test_circumstances_are_told_from_demands() -> None:
    assert [part.main for part in segments("未经公示的,不得收费")] == [False, True]
    assert [part.main for part in segments("按照省定标准,规范收费,公开清单")] == [False, True, True]
    assert [part.main for part in segments("未经公示的")] == [True]


ANY = st.text(
    st.sampled_from("各校要不得严禁可以作业收费检查公示,。;:的“”()x1…{}小时前底月·A "), max_size=60
) | st.text(max_size=60)


@given(text=ANY, heading=ANY, kind=st.sampled_from(["plan", "report"]))
@settings(max_examples=300, deadline=None)
def test_any_text_gets_values_of_the_closed_lists(text: str, heading: str, kind: str) -> None:
    context = within(heading, sentence=text, kind="plan" if kind == "plan" else "report")
    found = describe(text, context, ())
    assert found.modality in MODALITIES
    assert found.executable in EXECUTABLE
    assert found.topic in TOPICS
    assert found.addressee
    assert found == describe(text, context, ())
    assert set(found.reasons) <= {"modality", "topic", "executable", "addressee"}
    assert found.deadline in text
    assert found.body in text


@pytest.mark.parametrize(
    ("filler", "modality"),
    [
        ("不得,", "forbid"),
        ("可以", "permit"),
        ("由", "must"),
        ("“", "must"),
        ("责任单位:", "must"),
        ("x月", "must"),
    ],
)
def test_a_very_long_statement_is_read_like_a_short_one(filler: str, modality: str) -> None:
    assert described(filler * 100_000).modality == modality


def test_reasons_are_left_out_where_nothing_speaks() -> None:
    assert described("嗯").reasons == {}
