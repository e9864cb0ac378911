"""The archive: every file under its digest, and nothing that was damaged, cut, added or taken away is believed."""

from __future__ import annotations

import json
import random
import zipfile
from pathlib import Path

import pytest

from jianfu.terms.errors import JianfuError
from jianfu.web.project.keeping.archive import MANIFEST, Manifest, Stand, unpack, unpacked, verified, write

STAND = Stand("sqlite", ("audit.0001_initial",), 4, "0" * 64)
RANDOM = random.Random(20261122)
CONTENT = {
    "site.toml": b"https = false\n",
    "media/2026/作业.xlsx": RANDOM.randbytes(3000),
    "jianfu.sqlite3": b"rows" * 5000,
    "media/empty": b"",
}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive of a few files, one of which vanished before it was read."""
    files = {}
    for number, (name, content) in enumerate(CONTENT.items()):
        files[name] = tmp_path / str(number)
        files[name].write_bytes(content)
    files["media/vanished"] = tmp_path / "vanished"
    path = tmp_path / "backup.zip"
    write(path, files, "2026-11-22T10:00:00+00:00", "0.1", STAND)
    return path


def test_what_went_in_comes_out_readable_by_its_owner_alone(archive: Path, tmp_path: Path) -> None:
    assert archive.stat().st_mode & 0o777 == 0o600
    manifest = verified(archive)
    assert (manifest.stand, manifest.program) == (STAND, "0.1")
    unpack(archive, manifest, tmp_path / "out")
    out = tmp_path / "out"
    found = {p.relative_to(out).as_posix(): p for p in out.rglob("*") if p.is_file()}
    assert {name: path.read_bytes() for name, path in found.items()} == CONTENT
    assert {p.stat().st_mode & 0o777 for p in found.values()} == {0o600}
    assert {p.stat().st_mode & 0o777 for p in [out, *out.rglob("*")] if p.is_dir()} == {0o700}


def test_an_archive_is_never_written_over(archive: Path) -> None:
    with pytest.raises(FileExistsError):
        write(archive, {}, "", "", STAND)
    assert verified(archive).stand == STAND


def test_a_byte_changed_anywhere_is_found_or_changes_nothing(archive: Path, tmp_path: Path) -> None:
    """What stands in a ZIP beside names and content (times, padding) may change without harm; nothing else may."""
    whole, good = archive.read_bytes(), verified(archive)
    refused = 0
    for place in RANDOM.sample(range(len(whole)), 400):
        damaged = tmp_path / "damaged.zip"
        damaged.write_bytes(
            whole[:place] + bytes([whole[place] ^ RANDOM.randrange(1, 256)]) + whole[place + 1 :]
        )
        try:
            assert verified(damaged) == good
        except JianfuError as error:
            assert error.message.code in {"web.backup-damaged", "web.backup-unreadable", "web.backup-format"}
            refused += 1
    assert refused > 300


def test_an_archive_cut_short_is_found(archive: Path, tmp_path: Path) -> None:
    whole = archive.read_bytes()
    for length in (0, 1, 100, len(whole) // 2, len(whole) - 1):
        (tmp_path / "cut.zip").write_bytes(whole[:length])
        with pytest.raises(JianfuError, match="已损坏"):
            verified(tmp_path / "cut.zip")
    with pytest.raises(JianfuError, match="没有备份文件"):
        verified(tmp_path / "nowhere.zip")


def _rewritten(archive: Path, change: dict[str, bytes | None], also: dict[str, bytes]) -> Path:
    """The archive with files changed, dropped (None) and added."""
    made = archive.with_name("rewritten.zip")
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = change.get(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
        for name, content in also.items():
            new.writestr(name, content)
    return made


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("change", "also", "named"),
    [
        ({"site.toml": b"https = true \n"}, {}, "site.toml）"),
        ({"media/empty": None}, {}, "media/empty）"),
        ({}, {"media/more": b"x"}, "media/more）"),
        ({}, {"site.toml": b"https = false\n"}, "site.toml）"),
        ({MANIFEST: None}, {}, "不是 jianfu backup"),
        ({MANIFEST: b"{}"}, {}, "不是 jianfu backup"),
    ],
)
def test_files_changed_dropped_added_or_doubled_are_named(
    archive: Path, change: dict[str, bytes | None], also: dict[str, bytes], named: str
) -> None:
    with pytest.raises(JianfuError, match=named):
        verified(_rewritten(archive, change, also))


@pytest.mark.parametrize(
    "name", ["../outside", "/etc/outside", "a/../../outside", "C:outside", "a\\b", "\\outside"]
)
def test_no_name_leads_out_of_the_folder(archive: Path, name: str) -> None:
    with zipfile.ZipFile(archive) as zipped:
        manifest = json.loads(zipped.read(MANIFEST))
    manifest["files"][name] = (0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    with pytest.raises(JianfuError, match="已损坏"):
        verified(_rewritten(archive, {MANIFEST: json.dumps(manifest).encode()}, {name: b""}))


def test_an_archive_of_a_later_form_asks_for_a_newer_program(archive: Path) -> None:
    with zipfile.ZipFile(archive) as zipped:
        manifest = {**json.loads(zipped.read(MANIFEST)), "format": 2}
    with pytest.raises(JianfuError, match="请先更新程序"):
        verified(_rewritten(archive, {MANIFEST: json.dumps(manifest).encode()}, {}))


def test_nothing_is_laid_out_over_something_and_nothing_stays_of_what_was_not_moved(
    archive: Path, tmp_path: Path
) -> None:
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "somebody's").touch()
    with pytest.raises(JianfuError, match="已有内容"), unpacked(archive, taken):
        pass
    before = set(tmp_path.iterdir())
    with unpacked(archive, tmp_path / "new") as (manifest, made):
        assert isinstance(manifest, Manifest)
        assert (made / "site.toml").is_file()
    assert set(tmp_path.iterdir()) == before
