"""What is handed in is not trusted: names, archives, sizes; the process that reads is bounded; folders are tidied."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from jianfu.terms.errors import JianfuError
from jianfu.web.project.clock import now
from jianfu.web.records.imports import limits, process, queries
from jianfu.web.records.imports.handed_in import clean_name, lay_out
from jianfu.web.records.imports.models import Import
from jianfu.web.records.imports.staging import Staging
from jianfu.web.records.imports.tidying import tidy
from tests.web.conftest import County
from tests.web.records.imports.conftest import HEAD, ROW, HandIn, confirm, table


@pytest.fixture
def office(county: County, sign_in: Callable[..., Client]) -> Client:
    """The academic office of the school."""
    return sign_in("academic_office", county.school)


@pytest.mark.parametrize(
    ("given", "cleaned"),
    [
        ("作业公示表（三年级）.XLSX", "作业公示表（三年级）.xlsx"),
        ("../../etc/passwd.csv", "passwd.csv"),
        ("C:\\台账\\作业.xls", "作业.xls"),
        ("a\x00b\n<script>.csv", "a_b__script_.csv"),
        (".hidden.csv", "hidden.csv"),
        ("..", "_"),
        ("长" * 200 + ".xlsx", "长" * 80 + ".xlsx"),
    ],
)
def test_names_are_cleaned_before_they_touch_the_disk(given: str, cleaned: str) -> None:
    assert clean_name(given) == cleaned


def _zip(*entries: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return target.getvalue()


def _laid_out(tmp_path: Path, content: bytes, name: str = "台账.zip") -> list[str]:
    original = tmp_path / "original"
    original.write_bytes(content)
    lay_out(original, name, tmp_path / "files")
    return sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file())


def test_an_archive_stays_within_its_folder(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.csv")
    link.external_attr = 0o120777 << 16
    packed = _zip(
        ("../../out.csv", b"a"), ("/etc/abs.csv", b"b"), (link, b"/etc/passwd"), ("x/~$lock.xlsx", b"c"),
        ("实验小学/作业.csv", b"d"), ("实验小学//作业.csv", b"e"), ("读我.docx", b"f"), ("__MACOSX/._a.csv", b"g"),
    )  # fmt: skip
    assert _laid_out(tmp_path, packed) == [
        "files/etc/abs.csv", "files/link.csv", "files/out.csv", "files/实验小学/作业(2).csv",
        "files/实验小学/作业.csv", "original",
    ]  # fmt: skip
    assert (tmp_path / "files" / "link.csv").read_text("utf-8") == "/etc/passwd"


def test_names_that_windows_packed_are_readable(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("placeholder.csv")
    packed = _zip((info, b"a"))
    raw = "作业公示表.csv".encode("gb18030")
    assert len(raw) == len(b"placeholder.csv") - 1
    packed = packed.replace(b"placeholder.csv", raw + b" ")
    assert "files/作业公示表.csv" in _laid_out(tmp_path, packed)


_DAMAGED = bytearray(_zip(("a.csv", bytes(range(256)) * 4)))
_DAMAGED[60:90] = bytes(30)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (_zip(("读我.txt", b"x")), "web.import-zip-empty"),
        (_zip(*((f"{n}.csv", b"x") for n in range(limits.MOST_FILES + 1))), "web.import-many-files"),
        (_DAMAGED, "web.import-zip-broken"),
        (_zip(("a.csv", b"x"), ("a.csv/b.csv", b"x")), "web.import-zip-broken"),
    ],
)
def test_archives_that_cannot_be_opened_say_why(tmp_path: Path, content: bytes, code: str) -> None:
    original = tmp_path / "original"
    original.write_bytes(content)
    with pytest.raises(JianfuError) as raised:
        lay_out(original, "台账.zip", tmp_path / "files")
    assert raised.value.message.code == code


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jianfu.web.records.imports.handed_in.MOST_UNPACKED", 3 * 2**20)
    original = tmp_path / "original"
    original.write_bytes(_zip(("a.csv", b"0" * 2**21), ("b.csv", b"0" * 2**21)))
    with pytest.raises(JianfuError) as raised:
        lay_out(original, "台账.zip", tmp_path / "files")
    assert raised.value.message.code == "read.bomb"
    assert sum(p.stat().st_size for p in (tmp_path / "files").iterdir()) <= 3 * 2**20


@pytest.mark.django_db
def test_an_archive_of_files_is_one_import(
    county: County, office: Client, hand_in: HandIn, tmp_path: Path
) -> None:
    classes = table(tmp_path / "b.xlsx", ["三（2）班", 42], head=["班级", "人数"])
    packed = _zip(
        ("作业.xlsx", table(tmp_path / "a.xlsx", ROW)), ("班级名册.xlsx", classes), ("说明.docx", b"x")
    )
    made = hand_in(office, county.school, content=packed, name="全校台账.zip")
    page = office.get(f"/records/imports/{made.pk}/")
    assert [t["name"] for t in page.context["ledgers"]] == ["classes", "homework"]
    text = page.content.decode()
    assert "说明.docx" in text and str(tmp_path) not in text
    assert confirm(office, made) == 302


@pytest.mark.django_db
def test_files_that_are_no_ledgers_say_so_on_the_page(
    county: County, office: Client, hand_in: HandIn, tmp_path: Path
) -> None:
    made = hand_in(office, county.school, content=b"\xd0\xcf\x11\xe0 no workbook", name="旧表.xls")
    page = office.get(f"/records/imports/{made.pk}/").content.decode()
    assert "旧表.xls" in page and "没有可以入库的记录" in page and str(tmp_path) not in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "size", "said"),
    [("作业.docx", 10, "只接受"), ("作业.csv", 3_000, "超过"), ("作业.csv", 0, "空")],
)
def test_what_is_too_large_or_of_another_kind_is_not_taken(
    county: County, office: Client, settings: Settings, media: Path, name: str, size: int, said: str
) -> None:
    settings.UPLOAD_LIMIT = 2_000
    file = SimpleUploadedFile(name, b"x" * size)
    answer = office.post(f"/records/{county.school.pk}/imports/hand-in/", {"file": file})
    assert answer.status_code == 422 and said in answer.content.decode()
    assert not Import.objects.exists() and not media.exists()


@pytest.mark.django_db
def test_too_many_rows_are_refused_as_a_whole(
    county: County, office: Client, hand_in: HandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_ROWS", 1)
    made = hand_in(office, county.school, [ROW, [*ROW[:2], "数学", *ROW[3:]]])
    assert "一次最多 1 条" in office.get(f"/records/imports/{made.pk}/").content.decode()


def _staged(media: Path, content: bytes, name: str = "作业.csv") -> Staging:
    staging = Staging(media / "a")
    staging.path.mkdir(parents=True)
    staging.original.write_bytes(content)
    task = {"name": name, "owner": "330799-001", "day": "2026-11-19", "known": [], "refused": {}}
    staging.task.write_text(json.dumps(task), "utf-8")
    return staging


def _until_ended(staging: Staging) -> None:
    end = time.monotonic() + 60
    while staging.is_being_read():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_the_process_that_reads_outlives_nobody_and_leaves_all_or_nothing(media: Path) -> None:
    text = "\n".join([",".join(HEAD), ",".join(map(str, ROW))])
    staging = _staged(media, text.encode())
    process.start(staging)
    assert staging.is_being_read()
    process.start(staging)  # somebody is at it already
    _until_ended(staging)
    told = staging.reading()
    assert told["ledgers"]["homework"]["rows"] == 1
    assert 0 < told["peak"] < 512 * 2**20
    assert staging.attempts == 1
    assert sorted(p.name for p in staging.path.iterdir()) == [
        "attempts", "lock", "original", "staged", "step", "task.json",
    ]  # fmt: skip


def test_a_reading_that_takes_too_much_is_ended_by_the_system(media: Path) -> None:
    staging = _staged(media, b"x")
    script = (
        "import sys; from jianfu.web.records.imports import limits, reading; limits.MEMORY = 2**30;"
        "reading.stage = lambda staging: bytearray(2**31); reading.main(sys.argv[1])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(staging.path)], capture_output=True, text=True, check=False
    )
    assert done.returncode and "MemoryError" in done.stderr
    assert not staging.is_read()


@pytest.mark.django_db
def test_a_reading_that_was_cut_off_is_begun_anew_and_not_for_ever(
    county: County, office: Client, hand_in: HandIn, media: Path
) -> None:
    made = hand_in(office, county.school, [ROW])
    staging = process.staging_of(made)
    (staging.staged / "reading.json").unlink()
    (staging.staged / "faults.parquet").unlink()
    for path in staging.staged.iterdir():
        path.unlink()
    staging.staged.rmdir()
    page = office.get(f"/records/imports/{made.pk}/").content.decode()
    assert "没有读完" in page
    staging.note("attempts", str(limits.ATTEMPTS))
    tidy()
    assert not staging.is_read()
    staging.note("attempts", "1")
    tidy()
    assert staging.is_read()
    assert queries.compared(_maker(made), made) is not None


def _maker(made: Import) -> object:
    from jianfu.web.accounts.queries import actor_of  # noqa: PLC0415  one test needs it

    return actor_of(made.made_by, dt.date(2026, 11, 19))  # type: ignore[arg-type]


@pytest.mark.django_db
def test_what_nobody_needs_is_cleared_away(
    county: County, office: Client, hand_in: HandIn, media: Path
) -> None:
    taken, waiting = (
        hand_in(office, county.school, [ROW]),
        hand_in(office, county.school, [[*ROW[:5], 9, ""]]),
    )
    confirm(office, taken)
    assert sorted(p.name for p in (media / taken.folder).iterdir()) == ["original"]
    stray, young = media / ("0" * 32), media / ("1" * 32)
    for path in (stray, young):
        path.mkdir()
    old = time.time() - 7_200
    os.utime(stray, (old, old))
    tidy()
    assert not stray.exists() and young.exists() and (media / waiting.folder / "staged").exists()
    Import.objects.filter(pk=waiting.pk).update(made_at=now() - dt.timedelta(days=limits.DAYS_STAGED + 1))
    tidy()
    waiting.refresh_from_db()
    assert waiting.state == "dropped" and not (media / waiting.folder).exists()
    assert (media / taken.folder / "original").exists()
