"""What norms, marks, records and answers mean: one test or more for each point, by its number."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from jianfu.engine.check import check
from jianfu.engine.decide import Answer, Change, Decider
from jianfu.engine.report import as_json, exit_code
from jianfu.engine.world import World, connect, world_of
from jianfu.ledgers.reading import from_rows, parse_record
from jianfu.norms.load import load
from jianfu.norms.model import Catalogue, Mark, Source

AS_OF = date(2026, 10, 20)
WRITTEN = "student/homework/written-minutes"
HOME = "student/homework/home-minutes"
Rows = Sequence[Mapping[str, Any]]
CATALOGUE = load()


def homework(*pieces: Mapping[str, Any], **common: Any) -> dict[str, Rows]:
    base = {"学校": "甲小学", "班级": "四（1）班", "日期": "2026-10-14", "作业类型": "书面", **common}
    return {"homework": [{**base, "学科": f"学科{i}", **p} for i, p in enumerate(pieces)]}


def minutes(*values: Any, **common: Any) -> dict[str, Rows]:
    return homework(*({"预计时长（分钟）": v} for v in values), **common)


def world(rows: Mapping[str, Rows]) -> World:
    return world_of(from_rows(rows, connect()))


def judged(
    rows: Mapping[str, Rows], *norms: str, as_of: date = AS_OF, full: Catalogue = CATALOGUE
) -> dict[str, Any]:
    return as_json(check(world(rows), full.only(norms), as_of))


def outcomes(document: Mapping[str, Any]) -> list[tuple[str, str | None]]:
    return [(f["outcome"], f["reason"]) for f in document["findings"]]


def with_mark(norm: str, hi: float | None = None, lo: float | None = None, **more: Any) -> Catalogue:
    given: dict[str, Any] = {"level": "county", "first": date(2025, 1, 1), "place": None} | more
    mark = Mark(f"{norm}@x", norm, lo, hi, source=Source("cn/jiaoji-han-2021-13", None), **given)
    changed = replace(CATALOGUE.norms[norm], marks=(*CATALOGUE.norms[norm].marks, mark))
    return replace(CATALOGUE, norms={**CATALOGUE.norms, norm: changed})


def may(
    rows: Mapping[str, Rows], added: Mapping[str, Any], *norms: str, full: Catalogue = CATALOGUE
) -> Answer:
    base = {"学校": "甲小学", "班级": "四（1）班", "日期": "2026-10-14", "作业类型": "书面", "学科": "英语"}
    record = parse_record("homework", {**base, **added})
    record = record if isinstance(record, Mapping) else record[0]
    return Decider(world(rows), full.only(norms), AS_OF).decide(Change("homework", [record]))


def test_semantics_01_a_refused_proposal_recorded_as_having_happened_is_a_finding() -> None:
    assert may(minutes(50), {"预计时长（分钟）": 20}, WRITTEN).says == "no"
    assert outcomes(judged(minutes(50, 20), WRITTEN)) == [("breached", None)]


def test_semantics_02_every_school_has_a_class_of_that_name() -> None:
    one, other = minutes(40), minutes(40, 学校="乙小学")
    both = {"homework": [*one["homework"], *other["homework"]]}
    assert judged(both, WRITTEN)["summary"]["totals"]["kept"] == 2


def test_semantics_02_a_class_is_its_cohort_so_its_findings_keep_their_identity() -> None:
    document = judged(minutes(61), WRITTEN)
    cohort = judged(minutes(61, 班级="2023级1班"), WRITTEN)
    assert [f["fingerprint"] for f in cohort["findings"]] == [f["fingerprint"] for f in document["findings"]]


def test_semantics_02_values_that_differ_between_sources_stop_evaluation() -> None:
    there = world(minutes(61))
    there.con.execute("UPDATE homework SET _conflict = TRUE")
    assert outcomes(as_json(check(there, CATALOGUE.only([WRITTEN]), AS_OF))) == [
        ("not_evaluable", "conflict")
    ]


def test_semantics_03_the_fingerprint_knows_norm_subject_and_period_and_nothing_else() -> None:
    base = judged(minutes(61), WRITTEN)["findings"][0]
    more = judged(minutes(70, 20), WRITTEN)["findings"][0]
    other_mark = judged(minutes(61), WRITTEN, full=with_mark(WRITTEN, 40))["findings"][0]
    spelling = judged(minutes(61, 班级="四年级1班"), WRITTEN)["findings"][0]
    assert {f["fingerprint"] for f in (base, more, other_mark, spelling)} == {base["fingerprint"]}
    assert other_mark["mark"] == 40
    changed = [minutes(61, 日期="2026-10-15"), minutes(61, 学校="乙小学"), minutes(61, 班级="四（2）班")]
    assert base["fingerprint"] not in {judged(c, WRITTEN)["findings"][0]["fingerprint"] for c in changed}


def test_semantics_04_the_tightest_mark_is_cited_and_every_broken_one_listed() -> None:
    finding = judged(minutes(65), WRITTEN, full=with_mark(WRITTEN, 40))["findings"][0]
    assert (finding["mark"], finding["level"]) == (40, "county")
    assert [(b["mark"], b["level"]) for b in finding["breaks"]] == [(60, "national"), (40, "county")]


def test_semantics_04_a_looser_lower_mark_is_listed_as_a_conflict() -> None:
    document = judged(minutes(65), WRITTEN, full=with_mark(WRITTEN, 90))
    assert (document["findings"][0]["mark"], document["findings"][0]["level"]) == (60, "national")
    assert [(c["why"], c["binding"]["mark"], c["other"]["mark"]) for c in document["conflicts"]] == [
        ("looser", 60, 90)
    ]


def test_semantics_04_a_delegated_norm_without_a_local_mark_cannot_be_evaluated() -> None:
    assert outcomes(judged(minutes(500), HOME)) == [("not_evaluable", "no_local_mark")]
    assert outcomes(judged(minutes(500), HOME, full=with_mark(HOME, 90))) == [("breached", None)]


@pytest.mark.parametrize(("day", "kept"), [("2024-12-31", 1), ("2025-01-01", 0)])
def test_semantics_04_a_mark_binds_periods_that_begin_in_its_days(day: str, kept: int) -> None:
    document = judged(minutes(50, 日期=day), WRITTEN, full=with_mark(WRITTEN, 40))
    assert document["summary"]["totals"]["kept"] == kept


def test_semantics_05_an_unsure_figure_binds_nothing() -> None:
    assert (
        outcomes(judged(minutes(50), WRITTEN, full=with_mark(WRITTEN, 40, figure_certainty="unsure"))) == []
    )


def test_semantics_05_an_unsure_number_is_cited_as_such_and_binds() -> None:
    policies = {k: replace(p, number_certainty="unconfirmed") for k, p in CATALOGUE.policies.items()}
    finding = judged(minutes(61), WRITTEN, full=replace(CATALOGUE, policies=policies))["findings"][0]
    assert (finding["outcome"], finding["policy"]["number_certainty"]) == ("breached", "unconfirmed")


def test_semantics_06_a_group_without_its_grade_cannot_be_evaluated() -> None:
    there = world(minutes(61))
    there.con.execute("UPDATE homework SET grade = NULL")
    found = as_json(check(there, CATALOGUE.only([WRITTEN]), AS_OF))["findings"]
    assert [f["outcome"] for f in found] == ["not_evaluable"]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["30", "30"], "kept"), (["30", "31"], "breached"), (["30", ""], "not_evaluable"), (["61", ""], "breached"),
        (["40-50"], "kept"), (["40-70"], "not_evaluable"), (["61-70"], "breached"), (["≤60"], "kept"), (["≥60"], "not_evaluable"),
    ],
)  # fmt: skip
def test_semantics_07_missing_is_never_zero_and_a_known_excess_is_found(
    values: list[str], expected: str
) -> None:
    totals = judged(minutes(*values), WRITTEN)["summary"]["totals"]
    assert {k: v for k, v in totals.items() if v} == {expected: 1}


def test_semantics_07_what_may_or_may_not_count_widens_the_measure() -> None:
    rows = homework({"预计时长（分钟）": 50}, {"预计时长（分钟）": 20, "作业类型": ""})
    finding = judged(rows, WRITTEN)["findings"][0]
    assert (finding["outcome"], finding["measured"]) == ("not_evaluable", [50, 70])


def test_semantics_08_a_suspicion_refuses_nothing_and_is_no_breach() -> None:
    norm = "student/homework/not-for-parents"
    rows = homework({"作业内容": "生字两行，家长签字"})
    document = judged(rows, norm)
    assert (outcomes(document), document["summary"]["totals"]["breached"]) == ([("suspected", None)], 0)
    assert exit_code(document) == 3
    assert may(homework(), {"作业内容": "家长签字"}, norm).says == "yes"


def timetable(periods: int) -> dict[str, Rows]:
    return {
        "timetable": [
            {"学校": "甲小学", "班级": "四（1）班", "星期": 1 + i % 5, "节次": 1 + i // 5, "学科": "语文", "学期": "2026-2027-1"}
            for i in range(periods)
        ]
    }  # fmt: skip


def floor_of(norm: str, per: tuple[str, ...], lo: float) -> Catalogue:
    """The yardstick of written minutes with a floor, over another period."""
    changed = replace(CATALOGUE.norms[norm], per=per, marks=())
    mark = Mark(
        f"{norm}@floor", norm, lo, None, "national", date(2020, 1, 1), Source("cn/jiaoji-han-2021-13", None)
    )
    return replace(CATALOGUE, norms={norm: replace(changed, marks=(mark,))})


@pytest.mark.parametrize(("as_of", "outcome"), [("2026-10-17", "not_applicable"), ("2026-10-18", "breached")])
def test_semantics_09_floors_are_judged_when_their_period_has_closed(as_of: str, outcome: str) -> None:
    full = floor_of(WRITTEN, ("class", "week"), 100)
    totals = judged(minutes(30), WRITTEN, as_of=date.fromisoformat(as_of), full=full)["summary"]["totals"]
    assert totals[outcome] == 1


def test_semantics_09_ceilings_are_judged_on_the_open_period_so_far() -> None:
    week = replace(CATALOGUE.norms[WRITTEN], per=("class", "week"))
    full = replace(CATALOGUE, norms={WRITTEN: week})
    assert outcomes(judged(minutes(61), WRITTEN, as_of=date(2026, 10, 14), full=full)) == [("breached", None)]


def test_semantics_09_future_rows_are_plans_and_are_told() -> None:
    document = judged(minutes(61, 日期="2026-10-21"), WRITTEN)
    assert (document["findings"], document["summary"]["planned_rows"]) == ([], 1)
    assert document["notes"]


def test_semantics_09_a_records_own_term_beats_the_calendar() -> None:
    exam = {"学校": "甲小学", "年级": "四年级", "考试名称": "期末考试", "学科": "语文", "日期": "2026-09-02"}
    norm = "student/exams/exams-per-term"
    rows = {"exams": [{**exam, "学年学期": "2025-2026学年第二学期"}]}
    result = check(world(rows), CATALOGUE.only([norm]), AS_OF, every=True)
    assert [r["_period"] for r in result.parts[0].findings.to_pylist()] == ["2025-2026-2"]


def test_semantics_09_change_compares_the_same_span_of_last_year() -> None:
    paper = {"单位": "县应急局", "标题": "通知"}
    dates = ["2025-03-01", "2025-10-20", "2025-10-21", "2025-12-01", "2026-02-01", "2026-10-01"]
    rows = {"documents": [{**paper, "发文字号": f"{i}号", "发文日期": d} for i, d in enumerate(dates)]}
    norm = "grassroots/documents/yearly-count"
    result = check(world(rows), CATALOGUE.only([norm]), AS_OF, every=True)
    found = {r["_period"]: r["lo"] for r in result.parts[0].findings.to_pylist()}
    assert found["2026"] == 100.0


def test_semantics_10_no_only_for_what_is_new_or_further_from_the_mark() -> None:
    full = {"预计时长（分钟）": 10}
    assert may(minutes(60), full, WRITTEN).says == "no"
    assert may(minutes(50), full, WRITTEN).says == "yes"
    there = world(minutes(70, 20))
    decider = Decider(there, CATALOGUE.only([WRITTEN]), AS_OF)
    rows = there.backend.rows(
        f"SELECT t.*, {there.backend.relations()['homework'].id_sql} AS _id FROM homework t"
    )
    removed = next(r for r in rows if r["minutes"] == 20)
    assert decider.decide(Change("homework", [], [removed])).says == "yes"
    smaller = {**{k: v for k, v in removed.items() if k != "_id"}, "minutes": 15}
    assert decider.decide(Change("homework", [smaller], [removed])).says == "yes"
    assert decider.decide(Change("homework", [{**smaller, "minutes": 25}], [removed])).says == "no"


def test_semantics_10_the_answer_carries_headroom_mark_consequence_and_alternatives() -> None:
    answer = may(minutes(50), {"预计时长（分钟）": 20}, WRITTEN)
    deciding = answer.deciding[0]
    assert deciding.bound is not None
    assert (answer.consequence, deciding.headroom, deciding.bound.value) == ("reason", 10, 60)
    assert {"kind": "reduce", "column": "minutes", "to": 10} in answer.alternatives
    assert [a["kind"] for a in answer.alternatives] == ["reduce", "another_day"]


def test_semantics_10_not_evaluable_is_cannot_say_and_allowed_with_notice() -> None:
    answer = may(minutes(30), {"预计时长（分钟）": ""}, WRITTEN)
    assert (answer.says, answer.allowed) == ("unknown", True)


def test_semantics_12_the_longest_path_of_one_pupil_and_required_work_only() -> None:
    rows = homework(
        {"学科": "数学", "预计时长（分钟）": 20, "层次": "基础"}, {"学科": "数学", "预计时长（分钟）": 30, "层次": "提高"},
        {"学科": "语文", "预计时长（分钟）": 30}, {"学科": "英语", "预计时长（分钟）": 30, "必做/选做": "选做"},
    )  # fmt: skip
    result = check(world(rows), CATALOGUE.only([WRITTEN]), AS_OF, every=True)
    assert [r["lo"] for r in result.parts[0].findings.to_pylist()] == [60]


def test_semantics_12_a_finding_says_on_what_basis() -> None:
    assert judged(minutes(61), WRITTEN)["findings"][0]["basis"] == "estimate"
    assert judged(minutes(61, 时长来源="抽样实测"), WRITTEN)["findings"][0]["basis"] == "measured"
    rows = homework({"预计时长（分钟）": 31, "时长来源": "实测"}, {"预计时长（分钟）": 31})
    assert judged(rows, WRITTEN)["findings"][0]["basis"] == "mixed"


def test_semantics_12_a_breach_carries_the_level_of_the_mark_it_breaks() -> None:
    full = with_mark(WRITTEN, 40, level="unit")
    assert judged(minutes(50), WRITTEN, full=full)["findings"][0]["level"] == "unit"


def test_semantics_13_figures_are_whole_numbers() -> None:
    result = check(world(minutes("1小时", "0.5小时")), CATALOGUE.only([WRITTEN]), AS_OF)
    finding = as_json(result)["findings"][0]
    assert (finding["measured"], type(finding["measured"])) == (90, int)
    half = {
        "timetable": [{**r, "单双周": "单"} for r in timetable(1)["timetable"]]
        + list(timetable(34)["timetable"])[1:]
    }
    document = judged(half, "student/timetable/weekly-periods")
    assert json.loads(json.dumps(document))["findings"][0]["measured"] == 33.5


def test_semantics_14_the_json_has_its_parts_and_counts_what_it_does_not_list() -> None:
    document = judged(minutes(61), WRITTEN)
    assert {"schema", "as_of", "norm_set", "findings", "summary", "errors", "guesses", "conflicts"} <= set(
        document
    )
    assert document["schema"] == "jianfu/check/1"
    kept = judged(minutes(60), WRITTEN)
    assert (kept["findings"], kept["summary"]["norms"][WRITTEN]["kept"]) == ([], 1)
    wanted = "fingerprint norm title outcome reason basis group period measured op mark unit level strength policy clause"
    wanted += " record_count records"
    assert set(wanted.split()) <= set(document["findings"][0])
    assert set(document["findings"][0]["records"][0]) >= {"organisation", "key"}


@pytest.mark.parametrize(("values", "code"), [(["60"], 0), (["61"], 1), ([""], 3), (["61", ""], 1)])
def test_semantics_14_exit_codes(values: list[str], code: int) -> None:
    assert exit_code(judged(minutes(*values), WRITTEN)) == code


def test_semantics_14_an_unreadable_file_outweighs_everything() -> None:
    document = judged(minutes("61"), WRITTEN)
    assert exit_code({**document, "errors": [{"file": "x"}]}) == 2


def test_semantics_15_a_bad_cell_is_unknown_and_listed_and_the_record_stays() -> None:
    document = judged(minutes("很多"), WRITTEN)
    assert outcomes(document) == [("not_evaluable", "partial")]
    assert [(c["column"], c["value"]) for c in document["cells"]] == [("minutes", "很多")]
