"""The commands around the web, run as an operator runs them."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest

# As the command itself is run: without what the tests tell Django.
SURROUNDINGS = {k: v for k, v in os.environ.items() if k not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL"}}


def _jianfu(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "jianfu.cli", *map(str, arguments)]
    return subprocess.run(command, env=SURROUNDINGS, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site as ``jianfu init`` makes it."""
    folder = tmp_path_factory.mktemp("sites") / "county"
    made = _jianfu("init", folder, "--name", "青禾县教育局", "--administrator", "王主任")
    assert made.returncode == 0, made.stderr
    assert made.stdout.startswith("http://127.0.0.1:8000/invitation/")
    assert "王主任" in made.stderr
    return folder


def test_only_the_owner_reads_the_key_and_the_folder(site: Path) -> None:
    assert (site / "secret.key").stat().st_mode & 0o777 == 0o600
    assert site.stat().st_mode & 0o777 == 0o700
    (site / "secret.key").chmod(0o644)
    opened = _jianfu("audit", "verify", site)
    (site / "secret.key").chmod(0o600)
    assert opened.returncode == 2
    assert "chmod 600" in opened.stderr


def test_a_folder_with_something_in_it_is_left_alone(site: Path, tmp_path: Path) -> None:
    again = _jianfu("init", site, "--lang", "en")
    assert again.returncode == 2
    assert "is not empty" in again.stderr
    refused = _jianfu("serve", tmp_path).stderr
    assert "jianfu init" in refused and "http://" not in refused


def test_an_office_and_an_administrator_without_a_name_are_not_made(tmp_path: Path) -> None:
    made = _jianfu("init", tmp_path / "county", "--name", "", "--administrator", " ")
    assert (made.returncode, made.stdout) == (2, "")
    assert "--name、--administrator" in made.stderr
    assert not (tmp_path / "county").exists()


def test_an_administrator_who_lost_the_link_gets_a_new_one(site: Path) -> None:
    made = _jianfu("invite", site, "--remove-code")
    assert made.returncode == 0, made.stderr
    assert made.stdout.startswith("http://127.0.0.1:8000/invitation/") and "王主任" in made.stderr
    refused = _jianfu("invite", site, "--name", "李主任")
    assert (refused.returncode, "--name 王主任" in refused.stderr) == (2, True)


def test_settings_that_are_wrong_are_named(site: Path) -> None:
    settings = site / "site.toml"
    text = settings.read_text("utf-8")
    for wrong, named in (("htps = true\n", "htps"), ("https = 1\n", "https"), ("https =", "site.toml")):
        settings.write_text(wrong, "utf-8")
        assert named in _jianfu("audit", "verify", site).stderr
    settings.write_text(text, "utf-8")


def test_a_site_is_served_by_several_processes_and_ends_when_told(site: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "jianfu.cli", "serve", str(site), "--port", str(port)]
    with subprocess.Popen(command, env=SURROUNDINGS, stderr=subprocess.PIPE, text=True) as served:
        try:
            page = _page(f"http://127.0.0.1:{port}/sign-in/", served)
            assert "登录" in page
            [style] = [part for part in page.split('"') if part.startswith("/static/project/base.")]
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{style}") as answer:
                assert "immutable" in answer.headers["Cache-Control"]
            workers = Path(f"/proc/{served.pid}/task/{served.pid}/children").read_text("utf-8").split()
            assert len(workers) >= 2
        finally:
            served.send_signal(signal.SIGTERM)
            _, said = served.communicate(timeout=20)
    assert "GET /sign-in/ 200" in said
    assert "Traceback" not in said


def _page(address: str, served: subprocess.Popen[str]) -> str:
    """The page once the site answers."""
    end = time.monotonic() + 30
    while time.monotonic() < end and served.poll() is None:
        try:
            with urllib.request.urlopen(address) as answer:
                text: str = answer.read().decode()
                return text
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the site did not answer")


def test_the_audit_chain_is_whole_until_somebody_touches_it(site: Path, tmp_path: Path) -> None:
    whole = _jianfu("audit", "verify", site)
    assert whole.returncode == 0, whole.stderr
    assert "审计链完整" in whole.stdout
    heads = tmp_path / "heads.json"
    heads.write_text('[{"day": "2026-11-20", "number": 1, "digest": "0"}]', "utf-8")
    assert _jianfu("audit", "verify", site, "--published", heads).returncode == 1
    heads.write_text("[{}]", "utf-8")
    assert _jianfu("audit", "verify", site, "--published", heads).returncode == 2
    with closing(sqlite3.connect(site / "jianfu.sqlite3")) as database, database:
        database.execute("UPDATE audit_entry SET action = 'accounts.nothing' WHERE number = 1")
    touched = _jianfu("audit", "verify", site, "--lang", "en")
    assert touched.returncode == 1
    assert "Entry 1 was changed" in touched.stdout
