"""A plan from its file to a new version of the pack: read apart, kept outside the web root, adopted row by row."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jianfu.norms.load import load
from jianfu.terms.errors import JianfuError
from jianfu.web.accounts.actor import Actor
from jianfu.web.accounts.models import Organisation
from jianfu.web.audit.models import Entry
from jianfu.web.policies import actions, packs
from jianfu.web.policies.models import Draft, Pack, Plan, Question
from jianfu.web.policies.plans import limits, run
from tests.web.conftest import County

pytestmark = pytest.mark.django_db


@pytest.fixture
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process is started for the first plan of all tests; what it read is kept for the others."""
    real = run.read_apart

    def read(file: bytes, name: str, task: dict[str, object]) -> dict[str, object]:
        key = (name, str(task["code"]))
        if key not in _READ:
            _READ[key] = real(file, name, task)
        return dict(_READ[key])

    monkeypatch.setattr(actions, "read_apart", read)


_READ: dict[tuple[str, str], dict[str, object]] = {}


@pytest.fixture
def plan(county: County, act_as: Callable[..., Actor], plan_file: Path, read_once: None) -> Plan:
    """The plan of the demo, handed in by the school's office."""
    del read_once
    office = act_as("academic_office", county.school)
    return actions.hand_in_plan(office, county.school, plan_file.name, plan_file.read_bytes())


def _draft(plan: Plan, figure: str) -> Draft:
    return next(d for d in plan.drafts.filter(kind="mark") if d.proposed["entry"].get("at_most") == figure)


def test_what_was_read_holds_nothing_before_somebody_adopts_it(plan: Plan, plan_file: Path) -> None:
    assert not Pack.objects.exists() and not Question.objects.exists()
    assert set(plan.drafts.values_list("state", flat=True)) == {"open"}
    assert plan.digest == hashlib.sha256(plan_file.read_bytes()).hexdigest()
    assert plan.file.read() == plan_file.read_bytes()
    kept = str(plan.file.name)
    assert kept.endswith(".plan") and plan_file.stem not in kept
    assert _draft(plan, "40 minutes").proposed["policy"]["issuer"] == "青禾县实验小学"


def test_the_page_shows_both_sides_under_one_number_and_contradictions_first(
    plan: Plan, county: County, sign_in: Callable[..., Client]
) -> None:
    client = sign_in("academic_office", county.school)
    page = client.get(f"/policies/plans/{plan.pk}/").content.decode()
    assert "1 处宽于国家规定" in page and page.index('class="cf"') < page.index("限值<small>")
    draft = _draft(plan, "75 minutes")
    assert f'id="p1-s{draft.statement}"' in page and f'href="#p1-s{draft.statement}"' in page
    # What is too loose is changed or rejected: it cannot be adopted as it stands.
    assert f"/drafts/{draft.pk}/adopt/" not in page and f"/drafts/{draft.pk}/?figure=60" in page
    assert page.count("采纳<span") == plan.drafts.count() - 1
    assert client.get(f"/policies/plans/{plan.pk}/?part=2").status_code == 404
    assert client.get(f"/policies/plans/{plan.pk}/?part=x").status_code == 404
    client.cookies["jianfu_lang"] = "en"
    assert "Adopt<span" in client.get(f"/policies/plans/{plan.pk}/").content.decode()


def test_adopting_makes_a_version_that_check_takes(
    plan: Plan, county: County, sign_in: Callable[..., Client], tmp_path: Path
) -> None:
    client, draft = sign_in("principal", county.school), _draft(plan, "40 minutes")
    answer = client.post(f"/policies/drafts/{draft.pk}/adopt/")
    assert answer.status_code == 302 and answer.headers["Location"].endswith(f"#r{draft.pk}")
    draft.refresh_from_db()
    assert (draft.state, draft.is_changed) == ("adopted", False) and draft.decided_by is not None
    file = tmp_path / "pack.yaml"
    file.write_bytes(client.get(f"/policies/places/{county.school.pk}/versions/1.yaml").content)
    mark = load(packs=[file]).norms["student/homework/written-minutes"].marks[-1]
    assert (mark.hi, mark.place) == (40, county.school.code)
    assert Entry.objects.filter(action="policies.adopt-mark").count() == 1


def test_htmx_gets_the_row_alone(plan: Plan, county: County, sign_in: Callable[..., Client]) -> None:
    client, draft = sign_in("principal", county.school), _draft(plan, "40 minutes")
    headers = {"HX-Request": "true"}
    form = client.get(f"/policies/drafts/{draft.pk}/", headers=headers).content.decode()
    assert form.lstrip().startswith('<div class="edit"') and "<html" not in form
    refused = client.post(f"/policies/drafts/{draft.pk}/change/", {"at_most": "x"}, headers=headers)
    assert refused.status_code == 200 and 'class="edit"' in refused.content.decode()
    row = client.post(f"/policies/drafts/{draft.pk}/adopt/", headers=headers).content.decode()
    assert row.startswith('<div class="mk"') and "已采纳" in row
    assert 'hx-swap-oob="true">已采纳 1 条' in row


def test_what_is_too_loose_is_refused_and_can_be_changed(
    plan: Plan, county: County, sign_in: Callable[..., Client]
) -> None:
    client, draft = sign_in("academic_office", county.school), _draft(plan, "75 minutes")
    answer = client.post(f"/policies/drafts/{draft.pk}/adopt/")
    assert answer.status_code == 422 and "平均完成时间不超过60分钟" in answer.content.decode()
    form = client.get(f"/policies/drafts/{draft.pk}/?figure=60").content.decode()
    assert 'name="at_most" value="60"' in form
    changed = {
        "at_most": "60",
        "grades": ["5", "6"],
        "strength": "mandatory",
        "first": "2026-09-01",
        "scope": "",
    }
    assert client.post(f"/policies/drafts/{draft.pk}/change/", changed).status_code == 302
    draft.refresh_from_db()
    assert draft.is_changed and draft.entry["at_most"] == "60 minute"
    assert draft.entry["restated"] == draft.proposed["entry"]["restated"]
    page = client.get(f"/policies/plans/{plan.pk}/").content.decode()
    assert "≤60 分钟，五、六年级" in page and "原读作：" in page


def test_a_misread_mark_goes_again_with_its_reason(
    plan: Plan, county: County, act_as: Callable[..., Actor], sign_in: Callable[..., Client]
) -> None:
    office = act_as("principal", county.school)
    draft, other = _draft(plan, "40 minutes"), _draft(plan, "1 time")
    actions.adopt_mark(office, draft)
    actions.adopt_mark(office, other)
    client = sign_in("principal", county.school)
    assert client.post(f"/policies/drafts/{draft.pk}/reject/", {"reason": ""}).status_code == 422
    assert client.post(f"/policies/drafts/{draft.pk}/reject/", {"reason": "是建议"}).status_code == 302
    last = county.school.packs.first()
    assert last is not None and last.number == 3
    assert [m["id"] for m in last.marks] == [other.proposed["entry"]["id"]]
    assert "错在：是建议" in client.get(f"/policies/plans/{plan.pk}/").content.decode()
    kept = county.school.packs.get(number=2)
    assert len(kept.marks) == 2, "earlier versions stay as they were"


def test_questions_go_into_the_place_s_own_checklist(
    plan: Plan, county: County, sign_in: Callable[..., Client]
) -> None:
    client = sign_in("academic_office", county.school)
    one, two = plan.drafts.filter(kind="question")[:2]
    client.post(f"/policies/drafts/{one.pk}/adopt/")
    client.post(f"/policies/drafts/{two.pk}/change/", {"ask": "是否每天统筹？", "responsible": "班主任"})
    client.post(f"/policies/drafts/{two.pk}/change/", {"ask": "是否天天统筹？", "responsible": "班主任"})
    assert [q.ask for q in county.school.questions.all()] == [one.proposed["entry"]["ask"], "是否天天统筹？"]
    page = client.get(f"/policies/places/{county.school.pk}/").content.decode()
    assert "是否天天统筹？" in page
    client.post(f"/policies/questions/{Question.objects.get(draft=one).pk}/end/")
    client.post(f"/policies/drafts/{two.pk}/reject/", {"reason": "重复"})
    assert not county.school.questions.filter(ended_on=None).exists()
    assert not Pack.objects.exists()


def _hand_in(client: Client, place: Organisation, name: str, content: bytes) -> tuple[int, str]:
    answer = client.post(f"/policies/places/{place.pk}/plans/", {"file": SimpleUploadedFile(name, content)})
    return answer.status_code, answer.content.decode()


def test_a_file_of_the_wrong_kind_or_size_is_refused_before_it_is_read(
    county: County, sign_in: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "read_apart", lambda *_: pytest.fail("it was read"))
    client = sign_in("principal", county.school)
    assert _hand_in(client, county.school, "a.exe", b"MZ")[0] == 422
    monkeypatch.setattr(limits, "MOST_BYTES", 10)
    status, page = _hand_in(client, county.school, "a.txt", b"x" * 11)
    assert status == 422 and "MB" in page
    assert not Plan.objects.exists()


def test_a_file_that_is_none_is_told_and_not_kept(county: County, sign_in: Callable[..., Client]) -> None:
    client = sign_in("principal", county.school)
    status, page = _hand_in(client, county.school, "照片.docx", b"\x89PNG\r\n\x1a\n" + b"0" * 100)
    assert status == 422 and "照片.docx" in page and "jianfu-plan-" not in page
    assert not Plan.objects.exists()


def test_the_process_that_reads_gets_no_secrets_and_ends_when_it_takes_too_long(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    monkeypatch.setattr(limits, "SECONDS", -5)
    seen: dict[str, dict[str, str]] = {}
    real = subprocess.Popen

    def start(command: list[str], **given: object) -> object:
        seen["env"] = given["env"]  # type: ignore[assignment]
        return real(["sleep", "60"], **given)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "Popen", start)
    with pytest.raises(JianfuError) as slow:
        run._run(tmp_path, "a.docx")
    assert slow.value.message.code == "web.plan-too-much"
    assert not {"DATABASE_URL", "JIANFU_DATA"} & set(seen["env"])


def test_the_name_of_a_file_never_becomes_a_path(
    county: County, sign_in: Callable[..., Client], plan_file: Path, read_once: None
) -> None:
    client = sign_in("principal", county.school)
    status, _ = _hand_in(client, county.school, "../../etc/方案<b>.docx", plan_file.read_bytes())
    plan = Plan.objects.get()
    assert status == 302 and "/" not in plan.name and "<" not in plan.name
    answer = client.get(f"/policies/plans/{plan.pk}/original/")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content) == plan_file.read_bytes()  # type: ignore[attr-defined]


def test_two_acts_make_two_versions_and_a_refused_one_makes_none(
    plan: Plan, county: County, act_as: Callable[..., Actor]
) -> None:
    office = act_as("principal", county.school)
    for draft in plan.drafts.filter(kind="mark"):
        try:
            actions.adopt_mark(office, draft)
        except packs.Looser:
            assert draft.proposed["verdict"] == "looser"
    numbers = list(county.school.packs.values_list("number", flat=True))
    assert sorted(numbers) == list(range(1, plan.drafts.filter(kind="mark").count()))
