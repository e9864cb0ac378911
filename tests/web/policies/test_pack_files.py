"""Local packs as files: what is exported is read by check, what check reads is imported, and nothing looser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from jianfu.demo.answers import AnswerKey
from jianfu.demo.packs import write_packs
from jianfu.norms.load import load
from jianfu.web.accounts.actor import OPERATOR
from jianfu.web.audit.models import Detail
from jianfu.web.policies import actions, packs, queries
from jianfu.web.policies.models import Pack
from jianfu.web.policies.standings.marks import catalogue_of_all
from tests.web.conftest import TODAY, County
from tests.web.policies.readings import ENTRY, POLICY

pytestmark = pytest.mark.django_db
NORM = "student/homework/written-minutes"


def _content(county: County, **mark: object) -> dict[str, object]:
    place = {"code": county.school.code, "name": "学校", "level": "unit"}
    entry = {k: v for k, v in ENTRY.items() if k != "id"}
    return {"place": place, "policies": [POLICY], "marks": [{**entry, **mark}]}


def _send(client: Client, county: County, content: object, **more: str) -> HttpResponse:
    raw = content if isinstance(content, bytes) else packs.yaml_text(content).encode()  # type: ignore[arg-type]
    file = SimpleUploadedFile("限值.yaml", raw)
    address = f"/policies/places/{county.school.pk}/import/"
    answer: HttpResponse = client.post(address, {"pack-file": file, **more})
    return answer


@pytest.fixture
def office(county: County, sign_in: Callable[..., Client]) -> Client:
    """The academic office of the school."""
    return sign_in("academic_office", county.school)


def test_a_file_becomes_the_marks_of_the_place_and_comes_out_as_check_reads_it(
    county: County, office: Client, tmp_path: Path
) -> None:
    assert _send(office, county, _content(county)).status_code == 302
    made = Pack.objects.get()
    assert (made.number, made.act, len(made.marks)) == (1, "imported", 1)
    assert made.content["place"]["name"] == county.school.name
    marks = [m for m in queries.catalogue_for(county.school).norms[ENTRY["norm"]].marks if m.place]
    assert [m.place for m in marks] == [county.school.code]
    out = office.get(f"/policies/places/{county.school.pk}/versions/1.yaml").content
    (tmp_path / "out.yaml").write_bytes(out)
    [read] = [m for m in load(packs=[tmp_path / "out.yaml"]).norms[ENTRY["norm"]].marks if m.place]
    assert (read.lo, read.hi, read.first, read.scope) == (
        marks[0].lo, marks[0].hi, marks[0].first, marks[0].scope,
    )  # fmt: skip
    same = _send(office, county, out, **{"pack-all_of_them": "on"})
    assert same.status_code == 422 and "没有变化" in same.content.decode()
    assert Detail.objects.filter(kind="policies.pack").last().facts["marks"] == 1  # type: ignore[union-attr]
    assert "导入文件" in office.get(f"/policies/places/{county.school.pk}/").content.decode()


def test_what_stands_is_replaced_only_by_somebody_who_says_so(county: County, office: Client) -> None:
    _send(office, county, _content(county))
    other = _content(county, at_most="30 minutes")
    assert _send(office, county, other).status_code == 422
    assert _send(office, county, other, **{"pack-all_of_them": "on"}).status_code == 302
    assert [p.marks[0]["at_most"] for p in county.school.packs.all()] == ["30 minutes", ENTRY["at_most"]]


def test_a_pack_with_one_looser_mark_is_refused_whole_with_the_clause(county: County, office: Client) -> None:
    loose = _content(county)
    loose["marks"].append({**loose["marks"][0], "norm": NORM, "at_most": "80 minutes", "for": "grade = 5"})  # type: ignore[attr-defined, index]
    answer = _send(office, county, loose)
    page = answer.content.decode()
    assert answer.status_code == 422 and not Pack.objects.exists()
    assert "80 分钟" in page and "60 分钟" in page and "不能设" in page


BOMB = b"a: &a [1,1]\nb: &b [*a,*a]\nplace: *b\nmarks: []\n"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (BOMB, "没有导入"),
        (b"[" * 5000, "没有导入"),
        (b"place: !!python/object/apply:os.system ['true']\nmarks: []", "没有导入"),
        (b"- 1", "place"),
        (b"place: {code: '330799-002', name: x, level: unit}\nmarks: []", "330799-002"),
        (b"place: {code: '330799-001', name: x, level: unit}\nmarks: [1]", "place"),
        (b"place: {code: '330799-001', name: x, level: unit}\nmarks: [{norm: no/such/norm}]", "没有导入"),
        (b"\xff\xfe\x00", "没有导入"),
        (b"#" * 1_000_001, "超过 1 MB"),
    ],
)
def test_what_is_no_pack_of_the_place_is_refused_with_why(
    county: County, office: Client, raw: bytes, said: str
) -> None:
    answer = _send(office, county, raw)
    assert answer.status_code == 422 and said in answer.content.decode()
    assert not Pack.objects.exists()


def test_an_id_that_is_no_text_stops_the_marks_of_no_other_place(county: County, office: Client) -> None:
    raw = packs.yaml_text(_content(county, id="MARK", replaces="OTHER"))
    for given in (("[1]", "''"), ("{a: 1}", "''"), ("x", "[1]")):
        file = raw.replace("MARK", given[0]).replace("OTHER", given[1])
        assert "place、policies、marks" in _send(office, county, file.encode()).content.decode()
    assert not Pack.objects.exists()
    assert _send(office, county, raw.replace("MARK", "5").replace("OTHER", "''").encode()).status_code == 302
    assert Pack.objects.get().marks[0]["id"] == "5"
    assert county.school.code in {m.place for m in catalogue_of_all().norms[NORM].marks}


def test_the_packs_of_the_demo_load_and_the_unlawful_one_does_not(county: County, tmp_path: Path) -> None:
    paths = write_packs(tmp_path, AnswerKey(1, TODAY.isoformat()))
    contents = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in paths}
    top = contents["青禾县"]
    county.top.code, county.top.level = str(top["place"]["code"]), top["place"]["level"]
    county.top.save()
    made = actions.import_pack(OPERATOR, county.top, (tmp_path / "青禾县.yaml").read_bytes())
    assert len(made.marks) == len(top["marks"])
    loose = contents["南坪学校"]["place"]["code"]
    county.other_school.code = loose
    county.other_school.save()
    with pytest.raises(packs.LooserPack):
        actions.import_pack(OPERATOR, county.other_school, (tmp_path / "南坪学校.yaml").read_bytes())


def test_marks_without_end_and_figures_without_end_are_refused(county: County, office: Client) -> None:
    many = _content(county)
    many["marks"] = [many["marks"][0] | {"id": f"m{n}"} for n in range(packs.MOST_MARKS + 1)]  # type: ignore[index]
    answer = _send(office, county, many)
    assert answer.status_code == 422 and "最多 500 条" in answer.content.decode()
    assert _send(office, county, _content(county, at_most=f"{'9' * 5_000} minutes")).status_code == 422
    assert not Pack.objects.exists()
