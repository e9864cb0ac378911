"""Backup, restore and upgrade, run as an operator runs them, on a site that is being written to."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from jianfu.web.accounts.models import Organisation

SURROUNDINGS = {k: v for k, v in os.environ.items() if k not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL"}}
# Adds organisations, each with its entry in the audit chain, until it is told to end; prints a dot for each.
WRITER = """
import sys
from pathlib import Path
from jianfu.web.project.run import open_site
open_site(Path(sys.argv[1]))
from jianfu.web.accounts.actions import add_organisation
from jianfu.web.accounts.actor import OPERATOR
from jianfu.web.accounts.models import Organisation
top = Organisation.objects.get(parent=None)
for n in range(100_000):
    add_organisation(OPERATOR, top, code=f"X{n}", name="某校", kind="school", level="unit")
    print(n, flush=True)
"""


def _jianfu(
    *arguments: str | Path, url: str | None = None, path: str | None = None
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "jianfu.cli", *map(str, arguments)]
    env = {**SURROUNDINGS, **({"DATABASE_URL": url} if url else {}), **({"PATH": path} if path else {})}
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


def _done(*arguments: str | Path, url: str | None = None) -> str:
    ran = _jianfu(*arguments, url=url)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()


def _head(text: str) -> str:
    [digest] = re.findall(r"\b[0-9a-f]{64}\b", text)
    return str(digest)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a file that somebody handed in."""
    folder = tmp_path_factory.mktemp("kept") / "county"
    _done("init", folder)
    (folder / "media" / "2026").mkdir()
    (folder / "media" / "2026" / "作业.xlsx").write_bytes(b"as handed in")
    (folder / "static").mkdir()
    (folder / "static" / "base.css").touch()
    return folder


def _consistent(folder: Path) -> int:
    """How many organisations the site holds; each has its entry in the chain, or the copy was not of one moment."""
    with closing(sqlite3.connect(folder / "jianfu.sqlite3")) as database:
        [[made]] = database.execute(f"SELECT count(*) FROM {Organisation._meta.db_table}")
        [[logged]] = database.execute(
            "SELECT count(*) FROM audit_entry WHERE action = 'accounts.add-organisation'"
        )
    assert made == logged
    return int(made)


def test_a_site_that_is_written_to_is_copied_as_it_stood_at_one_moment(site: Path, tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(site)], env=SURROUNDINGS, stdout=subprocess.PIPE, text=True
    ) as writer:
        try:
            assert writer.stdout is not None
            for _ in range(20):
                writer.stdout.readline()
            archive = Path(_done("backup", site, tmp_path))
            assert writer.poll() is None
        finally:
            writer.kill()
    assert archive.stat().st_mode & 0o777 == 0o600
    _done("restore", archive, tmp_path / "again")  # refuses a chain that is not whole
    assert 20 < _consistent(tmp_path / "again") < _consistent(site)


@pytest.fixture(scope="module")
def archive(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The newest of the two archives that stay in a folder."""
    folder = tmp_path_factory.mktemp("archives")
    for n in range(4):
        (folder / f"jianfu-2025010{n + 1}-030000.zip").touch()
    (folder / "other.zip").touch()
    made = Path(_done("backup", site, folder, "--keep", "2"))
    assert sorted(p.name for p in folder.iterdir()) == ["jianfu-20250104-030000.zip", made.name, "other.zip"]
    return made


def test_what_comes_back_is_what_was_there(site: Path, archive: Path, tmp_path: Path) -> None:
    folder = tmp_path / "again"
    folder.mkdir()
    said = _done("restore", archive, folder)
    assert "jianfu serve" in said
    assert _head(said) == _head(_done("audit", "verify", folder)) == _last(site)
    assert (folder / "secret.key").read_text("utf-8") == (site / "secret.key").read_text("utf-8")
    assert (folder / "media" / "2026" / "作业.xlsx").read_bytes() == b"as handed in"
    assert not (folder / "static").exists()
    assert folder.stat().st_mode & 0o777 == (folder / "media").stat().st_mode & 0o777 == 0o700
    assert {p.stat().st_mode & 0o777 for p in folder.iterdir() if p.is_file()} == {0o600}


def _last(folder: Path) -> str:
    """The digest of the last entry of the chain."""
    with closing(sqlite3.connect(folder / "jianfu.sqlite3")) as database:
        [[digest]] = database.execute("SELECT digest FROM audit_entry ORDER BY number DESC LIMIT 1")
    return str(digest)


def test_a_damaged_archive_touches_nothing(archive: Path, tmp_path: Path) -> None:
    content = bytearray(archive.read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "damaged.zip").write_bytes(content)
    refused = _jianfu("restore", tmp_path / "damaged.zip", tmp_path / "new" / "site")
    assert (refused.returncode, "已损坏" in refused.stderr) == (2, True)
    assert list(tmp_path.iterdir()) == [tmp_path / "damaged.zip"]


@pytest.fixture
def older(site: Path, tmp_path: Path) -> Path:
    """A site as the version before the ends of days left it."""
    folder = tmp_path / "county"
    shutil.copytree(site, folder)
    back = [sys.executable, "-m", "django", "migrate", "audit", "0001", "--verbosity", "0"]
    settings = {"JIANFU_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "jianfu.web.project.settings"}
    subprocess.run(back, env={**os.environ, **settings}, check=True)
    return folder


def _in(folder: Path, sql: str) -> None:
    """Done to the database behind the site's back."""
    with closing(sqlite3.connect(folder / "jianfu.sqlite3")) as database, database:
        database.execute(sql)


def test_an_upgrade_backs_up_changes_and_checks(older: Path, tmp_path: Path) -> None:
    assert "jianfu upgrade" in _jianfu("serve", older).stderr
    done = _jianfu("upgrade", older)
    assert (done.returncode, "已升级" in done.stderr) == (0, True), done.stderr
    before = Path(done.stdout.strip())
    assert before.parent == tmp_path
    _done("restore", before, tmp_path / "as it was")
    _in(older, "UPDATE audit_entry SET action = 'accounts.nothing' WHERE number = 1")
    faulty = _jianfu("upgrade", older)
    assert "不需要升级" in faulty.stderr
    assert (faulty.returncode, "第 1 条被改动" in faulty.stdout) == (1, True)


def test_an_upgrade_that_fails_says_the_way_back(older: Path, tmp_path: Path) -> None:
    _in(older, "CREATE TABLE audit_dayend (day int)")
    failed = _jianfu("upgrade", older, "--backup", tmp_path / "before.zip")
    assert failed.returncode == 2
    assert "jianfu restore" in failed.stderr and "before.zip" in failed.stderr
    assert (tmp_path / "before.zip").is_file()


def test_a_damaged_file_of_the_database_is_not_backed_up_as_if_it_were_sound(
    site: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "county"
    shutil.copytree(site, folder)
    file = folder / "jianfu.sqlite3"
    content = bytearray(file.read_bytes())
    content[8192 : len(content) // 2] = bytes(len(content) // 2 - 8192)
    file.write_bytes(content)
    failed = _jianfu("backup", folder, tmp_path / "second.zip")
    assert (failed.returncode, "损坏" in failed.stderr) == (2, True), failed.stderr
    assert list(tmp_path.iterdir()) == [folder]


@pytest.fixture
def databases(postgres_url: str) -> tuple[str, str]:
    """Two empty databases of the private server."""
    made = []
    with psycopg.connect(postgres_url, autocommit=True) as server:
        for name in ("kept_first", "kept_second"):
            server.execute(f"DROP DATABASE IF EXISTS {name}")
            server.execute(f"CREATE DATABASE {name}")
            made.append(urlsplit(postgres_url)._replace(path=f"/{name}").geturl())
    return made[0], made[1]


def test_a_site_on_postgresql_comes_back_with_the_same_head(
    databases: tuple[str, str], tmp_path: Path
) -> None:
    first, second = databases
    _done("init", tmp_path / "site", url=first)
    missing = _jianfu(
        "backup", tmp_path / "site", tmp_path / "a.zip", url=first, path=str(Path(sys.executable).parent)
    )
    assert (missing.returncode, "pg_dump" in missing.stderr) == (2, True)
    archive = _done("backup", tmp_path / "site", tmp_path / "a.zip", url=first)
    taken = _jianfu("restore", archive, tmp_path / "again", url=first)
    assert (taken.returncode, "已有表" in taken.stderr) == (2, True)
    assert not (tmp_path / "again").exists()
    head = _head(_done("restore", archive, tmp_path / "again", url=second))
    with psycopg.connect(first) as one, psycopg.connect(second) as other:
        last = "SELECT number, digest FROM audit_entry ORDER BY number DESC LIMIT 1"
        assert one.execute(last).fetchone() == other.execute(last).fetchone() == (4, head)
    assert not (tmp_path / "again" / "database.dump").exists()


def test_how_long_what_is_personal_is_kept(site: Path) -> None:
    listed = _done("audit", "retention", site, "--keep", "homework=730", "--keep", "leaves=")
    [homework] = [line for line in listed.splitlines() if line.startswith("homework（")]
    assert homework.endswith("保存 730 天")
    assert "leaves（" in listed
    assert "没有过期" in _jianfu("audit", "erase", site).stderr
    refused = _jianfu("audit", "retention", site, "--keep", "homework=two")
    assert (refused.returncode, "homework=730" in refused.stderr) == (2, True)
