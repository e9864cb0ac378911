"""The county as a site: filled once, served as it was left, everybody can sign in, Ctrl+C ends it cleanly.

The ledgers of the county, their check and the report are tested where they are made; here they are not made again.
"""

from __future__ import annotations

import http.cookiejar
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest

SURROUNDINGS = {k: v for k, v in os.environ.items() if k not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL"}}
SECRET = "nobody-may-read-this"
# `jianfu demo` from the point where the ledgers stand.
DEMO = """
import sys
from pathlib import Path
import typer
from jianfu.cli.web import fill_demo, serve_demo
from jianfu.demo.generate import Demo
folder = Path(sys.argv[1])
ledgers = folder / "ledgers"
ledgers.mkdir(exist_ok=True)
try:
    assert fill_demo(folder / "site", Demo(ledgers, folder, (), folder), "zh")
    if len(sys.argv) > 2:
        serve_demo(folder / "site", int(sys.argv[2]), "zh")
except typer.Exit as ended:
    sys.exit(ended.exit_code)
"""


def _filled(folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", DEMO, str(folder)]
    return subprocess.run(
        command, env=SURROUNDINGS | more, capture_output=True, text=True, check=False, timeout=120
    )


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder of a county, and what was printed when it was filled."""
    folder = tmp_path_factory.mktemp("demo")
    for name, school in (("001 实验小学", ""), ("青禾县高级中学", "青禾县高级中学")):
        (folder / "ledgers" / name).mkdir(parents=True)
        text = f"学校,班级,日期,学科,作业类型,预计时长\n{school},三（2）班,2026-11-18,语文,书面,20\n"
        (folder / "ledgers" / name / "作业.csv").write_text(text, "utf-8")
    (folder / "ledgers" / "读我.txt").write_text("no ledger", "utf-8")
    ran = _filled(folder)
    assert ran.returncode == 0, ran.stderr
    return folder, ran.stdout


def test_one_account_of_each_role_is_printed(county: tuple[Path, str]) -> None:
    _, said = county
    for role in ("任课教师", "班主任", "校长", "督学", "村民", "家长", "企业", "管理员"):
        assert f"{role}  青禾县" in said
    assert len(re.findall(r"^  \S+ +\S+  青禾县", said, re.MULTILINE)) == 14


def test_every_file_is_taken_in_by_the_organisation_in_whose_folder_it_lies(
    county: tuple[Path, str],
) -> None:
    folder, _ = county
    with closing(sqlite3.connect(folder / "site" / "jianfu.sqlite3")) as database:
        rows = database.execute(
            "SELECT h.organisation, o.code, h.minutes FROM homework h JOIN organisations o ON h._kept_by = o.id ORDER BY 2"
        )
        assert list(rows) == [("330799-001", "330799-001", 20), ("青禾县高级中学", "330799-900", 20)]
        states = database.execute("SELECT state, count(*) FROM records_import GROUP BY 1 ORDER BY 1")
        assert list(states) == [("confirmed", 2), ("dropped", 1)]


def test_a_county_is_filled_once_and_again_when_it_was_left_half_made(county: tuple[Path, str]) -> None:
    folder, said = county
    again = _filled(folder)
    assert again.stdout == said and "正在把示例县" not in again.stderr
    (folder / "site" / "invented-county").write_text("", "utf-8")
    anew = _filled(folder)
    assert (anew.returncode, anew.stdout) == (0, said), anew.stderr
    assert "正在把示例县" in anew.stderr


def test_a_site_that_is_no_invented_county_is_left_alone(tmp_path: Path) -> None:
    made = [sys.executable, "-m", "jianfu.cli", "init", str(tmp_path / "site")]
    subprocess.run(made, env=SURROUNDINGS, capture_output=True, check=True)
    before = (tmp_path / "site" / "jianfu.sqlite3").read_bytes()
    refused = _filled(tmp_path)
    assert (refused.returncode, "已有内容" in refused.stderr) == (2, True)
    assert (tmp_path / "site" / "jianfu.sqlite3").read_bytes() == before


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def test_it_is_served_everybody_signs_in_and_an_interrupt_ends_it(county: tuple[Path, str]) -> None:
    folder, said = county
    [password] = re.findall(r"密码都是 (\S+?)（", said)
    port = _free_port()
    command = [sys.executable, "-c", DEMO, str(folder), str(port)]
    with subprocess.Popen(
        command, env=SURROUNDINGS, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as served:  # fmt: skip
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(f"{address}/sign-in/", served)
            taken = subprocess.run(command, env=SURROUNDINGS, capture_output=True, text=True, check=False)
            assert (taken.returncode, "--port 8001" in taken.stderr) == (2, True)
            for username in ("teacher", "admin"):
                assert "退出" in _sign_in(address, username, password)
            for path in (f"/invitation/{SECRET}/", f"/sign-in/?next=/{SECRET}", f"/{SECRET}"):
                _ask(port, f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {SECRET}\r\n\r\n")
            _ask(port, f"GET / HTTP/1.1\r\nHost: {SECRET}.example\r\nReferer: http://{SECRET}/\r\n\r\n")
            _ask(port, f"NONSENSE {SECRET}\r\n\r\n")
        finally:
            # As a terminal does it: to the command and all its processes.
            os.killpg(served.pid, signal.SIGINT)
            _, errors = served.communicate(timeout=30)
    assert served.returncode == 0
    assert "Traceback" not in errors
    assert "GET /invitation/<str:token>/ 410" in errors
    for secret in (SECRET, "teacher", "admin", password, "沈静", "金丽华"):
        assert secret not in errors.replace(address, ""), secret
    # No address but the one that the site says it listens at.
    assert re.findall(r"\b\d+\.\d+\.\d+\.\d+\b", errors) == ["127.0.0.1"]
    with pytest.raises(ProcessLookupError):
        os.killpg(served.pid, 0)


def _ask(port: int, text: str) -> None:
    """Sends what a browser would not."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(text.encode())
        connection.recv(100)


def _wait_for(address: str, served: subprocess.Popen[str]) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and served.poll() is None:
        try:
            with urllib.request.urlopen(address):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the site did not answer")


def _sign_in(address: str, username: str, password: str) -> str:
    """The page that somebody sees after signing in."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    with opener.open(f"{address}/sign-in/") as answer:
        [token] = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.read().decode())
    sent = {"login": username, "password": password, "csrfmiddlewaretoken": token}
    with opener.open(f"{address}/sign-in/", urllib.parse.urlencode(sent).encode()) as answer:
        assert answer.url == f"{address}/"
        return str(answer.read().decode())
