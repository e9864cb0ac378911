"""What the board publishes and what it keeps to itself: pages, class links, open data, heads."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
from collections.abc import Callable, Iterator

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from jianfu.norms.load import load
from jianfu.web.accounts.actor import OPERATOR, Actor
from jianfu.web.accounts.models import SchoolClass
from jianfu.web.board import opendata
from jianfu.web.board.actions import renew_links
from jianfu.web.board.classes import classes_of
from jianfu.web.board.duties import duties, measures
from jianfu.web.board.links import class_of, token_of
from jianfu.web.board.models import ClassLinks
from jianfu.web.policies.standings.models import Checked
from jianfu.web.project.middleware.public import SHELF
from jianfu.web.records.models import MODELS
from tests.web.board.made import a_charge, a_class_day, a_standing
from tests.web.conftest import TODAY, County
from tests.web.records.made import a_row, homework

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    """Every test renders its own pages."""
    SHELF.clear()
    yield
    SHELF.clear()


def _read(client: Client, name: str, *arguments: object, language: str = "zh", ask: str = "") -> str:
    answer = client.get(reverse(f"board:{name}", args=(language, *arguments)) + ask)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_every_duty_names_a_rule_of_the_catalogue_and_columns_without_names() -> None:
    norms = load().norms
    for listed in duties().values():
        for duty in listed:
            assert duty.rule in norms, duty.id
            columns = duty.shape.columns if duty.shape else ()
            assert not any(column.personal for column in columns)
    assert all(norm in norms for kind in duties() for norm in measures(kind))


def test_what_is_published_since_when_and_what_is_missing(client: Client, county: County) -> None:
    a_row(
        "disclosures", county.school, item="课程计划表", kind="course_plan", due_on=dt.date(2026, 9, 7),
        published_on=dt.date(2026, 9, 3), place="校门口公示栏", term="2026-2027-1",
    )  # fmt: skip
    a_row("course_plan", county.school, grade=3, subject="语文", periods=700, term="2026-2027-1")
    page = _read(client, "unit", county.school.pk)
    assert "已公示 1 项" in page and "11 项尚未公示" in page
    assert "2026年9月3日 · 校门口公示栏" in page and "三年级" in page
    assert "教基〔2018〕26号" in page
    assert "Not published" in _read(client, "unit", county.school.pk, language="en")
    assert client.get(reverse("board:unit", args=("zh", county.firm.pk))).status_code == 404


def test_units_are_found_by_name_and_closed_ones_are_not_there(client: Client, county: County) -> None:
    assert "青禾县第二小学" in _read(client, "start")
    found = _read(client, "start", ask="?q=第二")
    assert "青禾县第二小学" in found and "青禾县实验小学" not in found
    assert "青禾纺织公司" not in _read(client, "start")
    county.other_school.closed_on = TODAY
    county.other_school.save()
    assert "没有找到" in _read(client, "start", ask="?q=第二")


def test_a_finding_past_its_bound_is_no_verdict_and_a_stricter_rule_of_ones_own_stays_inside(
    client: Client, county: County
) -> None:
    Checked.objects.create(at=dt.datetime(2026, 11, 19, tzinfo=dt.UTC), as_of=TODAY, through=1, seconds=1, norms=4, state="")  # fmt: skip
    a_standing(county, "student/homework/written-minutes", "kept")
    a_standing(county, "student/homework/home-minutes", "breached", 2, value=977, least=977, most=977)
    a_standing(
        county, "student/homework/rest-day-minutes", "kept", 3, public=False, value=31, least=31, most=31
    )
    a_standing(
        county, "student/exams/exams-per-term", "not_evaluable", 4, ledger="exams", value=None, least=None
    )
    page = _read(client, "unit", county.school.pk)
    titles = {identity: norm.title.zh for identity, norm in load().norms.items()}
    assert "<b>45</b>" in page and titles["student/homework/written-minutes"] in page
    assert "核实中" in page and titles["student/homework/home-minutes"] in page and "977" not in page
    assert titles["student/homework/rest-day-minutes"] not in page
    assert "数据不全" in page
    # On the internet a school stands as a whole.
    assert "三（2）班" not in page


def test_counts_of_few_people_are_left_out_with_what_gives_them_away(client: Client, county: County) -> None:
    a_row("activities", county.school, name="剪纸", members=3, term="2026-2027-1")
    a_row("activities", county.school, ordinal=2, name="合唱", members=23, term="2026-2027-1")
    a_row(
        "levy_votes",
        county.village,
        project="修路",
        met_on=TODAY,
        voters=60,
        in_favour=55,
        against=2,
        abstained=3,
    )
    for n in range(12):
        item = "良种补贴" if n < 3 else "地力补贴" if n < 11 else "其他"
        a_row(
            "subsidies", county.village, ordinal=n + 1, household=f"H{n}", head="赵铁柱", item=item, paid=12_300,
            paid_on=dt.date(2026, 6, 1),
        )  # fmt: skip
    rows = list(csv.reader(io.StringIO(_file(client, "school-activities.csv").decode("utf-8-sig"))))
    members = rows[0].index("参加人数")
    assert {row[2]: row[members] for row in rows[1:]} == {"剪纸": "略", "合唱": "23"}
    vote = list(csv.reader(io.StringIO(_file(client, "village-votes.csv").decode("utf-8-sig"))))[1]
    assert "2" not in vote and "3" not in vote and vote.count("略") == 3
    sums = list(csv.reader(io.StringIO(_file(client, "village-subsidies.csv").decode("utf-8-sig"))))[1:]
    assert [row[4] for row in sums] == ["略", "略", "略", ""] or sums[-1][-1] == "略"
    page = _read(client, "unit", county.village.pk)
    assert "略" in page and "赵铁柱" not in page and "赵" not in page


def _file(client: Client, name: str) -> bytes:
    table, _, form = name.rpartition(".")
    answer = client.get(reverse("board:file", args=("zh", table, form)))
    assert answer.status_code == 200 and name in answer.headers["Content-Disposition"]
    return bytes(answer.content)


def test_open_data_opens_in_excel_runs_nothing_and_agrees_with_its_checksums(
    client: Client, county: County
) -> None:
    a_charge(county, item="=HYPERLINK(1)", standard="+5 元")
    manifest = json.loads(client.get(reverse("board:manifest", args=("zh",))).content)
    assert {f["file"] for f in manifest["files"]} == {"office-charges.csv", "office-charges.json"}
    assert "来源" in manifest["attribution"]
    for told in manifest["files"]:
        content = _file(client, told["file"])
        assert hashlib.sha256(content).hexdigest() == told["sha256"] and len(content) == told["bytes"]
    content = _file(client, "office-charges.csv")
    assert content.startswith(b"\xef\xbb\xbf") and b"'=HYPERLINK" in content and "'+5 元".encode() in content
    table = json.loads(_file(client, "office-charges.json"))
    assert table["rows"][0]["organisation"] == county.office.code and table["columns"]["item"] == "收费项目"
    assert client.get(reverse("board:file", args=("zh", "office-nothing", "csv"))).status_code == 404


@pytest.mark.parametrize(
    ("more", "answer"),
    [
        ({}, "可以收取"),
        ({"until": TODAY}, "可以收取"),
        ({"until": TODAY - dt.timedelta(days=1)}, "已停止，不得收取"),
        ({"change": "cancelled"}, "已停止，不得收取"),
        ({"since": TODAY + dt.timedelta(days=1)}, "尚未执行，不得收取"),
        ({"published": False}, "没有公布，不得收取"),
        ({"published": None}, "是否公布不明"),
    ],
)
def test_may_this_be_charged(client: Client, county: County, more: dict[str, object], answer: str) -> None:
    a_charge(county, **more)
    assert answer in _read(client, "charges", ask="?q=道路占用")
    assert "目录清单以外的项目不得收取" in _read(client, "charges", ask="?q=清洗")


def test_licences_are_told_without_their_holders(client: Client, county: County) -> None:
    a_charge(county)
    a_row(
        "licences",
        county.office,
        kind="collector",
        card="1",
        holder="钱守一",
        items="道路占用费",
        status="valid",
    )
    page = _read(client, "charges")
    assert "收费员证" in page and "钱" not in page


def _link(county: County) -> str:
    since = dt.datetime(2026, 9, 1, tzinfo=dt.UTC)
    given, _ = ClassLinks.objects.get_or_create(organisation=county.school, defaults={"since": since})
    return reverse("board:class_page", args=("zh", token_of(given, 3, 2, TODAY)))


def test_a_class_page_shows_totals_without_tasks_and_names(client: Client, county: County) -> None:
    homework(county.school, done_on=TODAY, content="背诵《搭船的鸟》")
    homework(county.school, ordinal=2, done_on=TODAY, content="提高题", layer="提高", minutes=15)
    homework(county.school, ordinal=3, done_on=TODAY, content="基础题", layer="基础", minutes=10)
    homework(county.school, done_on=TODAY, subject="数学", form="practice", content="量一量", minutes=30)
    homework(county.school, done_on=TODAY, subject="英语", minutes=None)
    a_class_day(county, value=35)
    a_class_day(county, TODAY - dt.timedelta(days=1), 70, "breached")
    a_row(
        "timetable",
        county.school,
        grade=3,
        class_no=2,
        weekday=1,
        slot="lesson",
        period_no=1,
        subject="体育",
        teacher="李敏",
    )
    a_row(
        "exams",
        county.school,
        name="期末考试",
        grade=3,
        subject="数学",
        held_on=dt.date(2027, 1, 15),
        term="2026-2027-1",
    )
    answer = client.get(_link(county))
    page = answer.content.decode()
    assert "<b>35</b> 分钟" in page and "未登记时长" in page and "剩余 25 分钟" in page
    assert "70 分钟" in page and "核实中" in page
    assert "体育" in page and "期末考试" in page
    for kept in ("搭船", "基础题", "李敏", "李"):
        assert kept not in page
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "noindex" in answer.headers["X-Robots-Tag"] and answer.headers["Referrer-Policy"] == "no-referrer"
    assert 'name="robots" content="noindex' in page


def test_nothing_is_said_where_nothing_is_known(client: Client, county: County) -> None:
    page = client.get(_link(county)).content.decode()
    assert page.count("数据不全") >= 2 and "尚未公示" in page and "<b>0</b>" not in page


def test_a_link_cannot_be_made_up_ends_when_renewed_and_stays_with_its_class(
    client: Client, county: County, act_as: Callable[..., Actor]
) -> None:
    office = act_as("academic_office", county.school)
    first = renew_links(office, county.school)
    token = token_of(first, 3, 2, TODAY)
    found = class_of(token, TODAY)
    assert found is not None and (found.grade, found.class_no) == (3, 2)
    later = class_of(token, dt.date(2027, 9, 2))
    assert later is not None and later.grade == 4
    assert class_of(token[:-1] + ("a" if token[-1] != "a" else "b"), TODAY) is None
    renew_links(office, county.school)
    assert class_of(token, TODAY) is None
    answer = client.get(reverse("board:class_page", args=("zh", token)))
    assert answer.status_code == 410 and answer.headers["Cache-Control"] == "private, no-store"
    with pytest.raises(PermissionDenied):
        renew_links(act_as("bureau_officer", county.bureau), county.school)


def test_the_classes_that_get_links(county: County) -> None:
    homework(county.school, done_on=TODAY)
    assert classes_of(county.school, TODAY) == [(3, 2)]
    SchoolClass.objects.create(organisation=county.school, stage="primary", entered=2022, number=1)
    SchoolClass.objects.create(
        organisation=county.school, stage="primary", entered=2020, number=1, closed_on=TODAY
    )
    assert classes_of(county.school, TODAY) == [(5, 1)]


def test_links_are_listed_nowhere_but_for_the_office(
    client: Client, county: County, sign_in: Callable[..., Client]
) -> None:
    homework(county.school, done_on=TODAY)
    renew_links(OPERATOR, county.school)
    assert (
        "/class/"
        in sign_in("principal", county.school).get(f"/class-links/{county.school.pk}/").content.decode()
    )
    for page in (_read(client, "start"), _read(client, "unit", county.school.pk), _read(client, "data")):
        assert "/class/" not in page


def test_any_cache_may_keep_a_public_page_and_nobodys_cookie_makes_it(
    client: Client, county: County, sign_in: Callable[..., Client]
) -> None:
    address = reverse("board:unit", args=("zh", county.school.pk))
    first = client.get(address)
    seconds = int(first.headers["Cache-Control"].removeprefix("public, max-age="))
    assert 0 < seconds < 60
    assert first.headers["Vary"] == "Accept-Encoding" and not first.cookies
    assert (
        first.headers["X-Frame-Options"] == "DENY"
        and "default-src 'none'" in first.headers["Content-Security-Policy"]
    )
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    client.cookies["jianfu_lang"] = "en"
    assert client.get(address).content == first.content
    SHELF.clear()
    signed = sign_in("principal", county.school).get(address)
    assert signed.content == first.content and not signed.cookies
    english = client.get(reverse("board:unit", args=("en", county.school.pk)))
    assert english.headers["Content-Language"] == "en" and 'lang="en"' in english.content.decode()
    packed = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip" and len(packed.content) < len(first.content)


def test_a_page_is_kept_for_less_than_a_minute_and_costs_nothing_meanwhile(
    client: Client,
    county: County,
    django_assert_num_queries: DjangoAssertNumQueries,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    address, moment = reverse("board:start", args=("zh",)), [1000.0]
    monkeypatch.setattr("jianfu.web.project.middleware.public.time.monotonic", lambda: moment[0])
    before = client.get(address).content
    county.school.name = "青禾县新名小学"
    county.school.save()
    with django_assert_num_queries(0):
        assert client.get(address).content == before
    moment[0] += 26
    assert "青禾县新名小学" in client.get(address).content.decode()


def test_what_stands_behind_a_question_mark_has_no_page_made_anew_that_answers_no_question(
    client: Client, county: County, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for address in (
        reverse("board:data", args=("zh",)),
        reverse("board:unit", args=("zh", county.school.pk)),
    ):
        first = client.get(f"{address}?q=evil-1").content
        assert b"evil-1" not in first
        with django_assert_num_queries(0):
            assert client.get(f"{address}?x=2").content == client.get(address).content == first


def test_pages_that_hold_their_address_are_kept_apart_by_host_and_questions_not_at_all(
    client: Client, county: County
) -> None:
    address = reverse("board:unit", args=("zh", county.school.pk))
    assert "http://localhost/" in client.get(address, SERVER_NAME="localhost").content.decode()
    assert "http://127.0.0.1/" in client.get(address, SERVER_NAME="127.0.0.1").content.decode()
    assert client.get(address, SERVER_NAME="elsewhere.example").status_code == 400
    assert "无此单位" in _read(client, "start", ask="?q=无此单位")
    assert "无此单位" not in _read(client, "start")


def test_the_days_heads_are_what_a_verifier_reads(client: Client, county: County) -> None:
    published = json.loads(client.get(reverse("board:heads_file", args=("zh",))).content)
    assert set(published[0]) == {"day", "number", "digest"}
    page = _read(client, "heads")
    assert published[-1]["digest"] in page and "jianfu audit verify" in page


def test_where_to_complain_is_on_every_page_and_no_form_leads_nowhere(client: Client, county: County) -> None:
    county.bureau.phone = "0570-1234567"
    county.bureau.save()
    page = _read(client, "suggestions")
    assert (
        "0570-1234567" in page
        and "tel:12345" in page
        and "不转给被反映的单位" in page
        and "<form" not in page
    )
    for name, *arguments in (("start",), ("unit", county.school.pk), ("charges",), ("data",), ("heads",)):
        assert reverse("board:suggestions", args=("zh",)) in _read(client, name, *arguments)
    assert reverse("suggestions") in client.get("/sign-in/").content.decode()


def test_no_name_in_any_ledger_reaches_a_public_page_or_file(client: Client, county: County) -> None:
    """Every ledger of every unit holds a name in each of its personal columns, a class and a day in the others."""
    secret = "欧阳密名"
    for name, model in MODELS.items():
        for unit in (
            county.school,
            county.village,
            county.office,
            county.township,
            county.bureau,
            county.top,
        ):
            values: dict[str, object] = {
                "term": "2026-2027-1",
                "grade": 3,
                "class_no": 2,
                "weekday": 1,
                "period_no": 1,
            }
            for column in model.ledger.columns:
                if column.type == "text" and column.physical[0] not in values:
                    values[column.physical[0]] = secret if column.personal else "内容"
                elif column.type == "date":
                    values[column.physical[0]] = TODAY
            a_row(
                name, unit, **{k: v for k, v in values.items() if k in {f.name for f in model._meta.fields}}
            )
    listed = [reverse("board:unit", args=(lang, unit.pk)) for lang in ("zh", "en") for unit in (
        county.school, county.village, county.office, county.township, county.bureau, county.top,
    )]  # fmt: skip
    listed += [reverse("board:charges", args=("zh",)), _link(county)]
    listed += [
        reverse("board:file", args=("zh", table, form))
        for table in opendata.names()
        for form in opendata.FORMATS
    ]
    shown = 0
    for address in listed:
        answer = client.get(address)
        shown += answer.status_code == 200 and "内容" in answer.content.decode()
        assert "密名" not in answer.content.decode() and "欧" not in answer.content.decode(), address
    assert shown > 20
