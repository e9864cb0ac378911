"""kill -9 while a site takes in a file: after a restart nothing is half done and nothing acknowledged is lost.

A real site in a folder of its own, served as an operator serves it, asked over HTTP, killed with everything it started.
"""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
import pytest

from tests.web.records.imports.conftest import HEAD

ROWS = 6_000
GIVEN = os.environ.get("JIANFU_TEST_DATABASE")
MAKE_PEOPLE = """
import datetime as dt, sys
from pathlib import Path
from jianfu.web.project.run import open_site
open_site(Path(sys.argv[1]))
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from jianfu.web.accounts.actions import add_organisation
from jianfu.web.accounts.actor import OPERATOR
from jianfu.web.accounts.models import Assignment, Organisation, Person
school = add_organisation(
    OPERATOR, Organisation.objects.get(), code="330799-001", name="青禾县实验小学", kind="school", level="unit"
)
person = Person.objects.create(name="陈静", username="chenjing")
Assignment.objects.create(person=person, organisation=school, role="academic_office", starts=dt.date(2020, 9, 1))
session = SessionStore()
session[SESSION_KEY] = str(person.pk)
session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
session[HASH_SESSION_KEY] = person.get_session_auth_hash()
session.save()
print(school.pk, session.session_key)
"""


@dataclass
class Site:
    """A site in a folder, and somebody signed in at it."""

    folder: Path
    database: str | None
    school: int = 0
    cookies: dict[str, str] = field(default_factory=dict)
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    def run(self, *command: str) -> str:
        """What a command says that ended well."""
        done = subprocess.run(
            [sys.executable, *command], env=self.surroundings, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    @property
    def surroundings(self) -> dict[str, str]:
        """As the command itself is run: without what the tests tell Django."""
        told = {k: v for k, v in os.environ.items() if k not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL"}}
        return told | ({"DATABASE_URL": self.database} if self.database else {})

    def serve(self) -> None:
        """Starts the site and returns when it answers."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        command = ["-m", "jianfu.cli", "serve", str(self.folder), "--port", str(self.port), "--workers", "1"]
        self.process = subprocess.Popen(
            [sys.executable, *command], env=self.surroundings, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        end = time.monotonic() + 30
        while time.monotonic() < end:
            try:
                self.ask("GET", "/suggestions/")
                return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("the site did not answer")

    def kill(self) -> None:
        """Kills everything that belongs to the site, the process that reads included, without a word."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        # What was about to be started when its parent died bears its name a moment later.
        for _ in range(3):
            for command in Path("/proc").glob("[0-9]*/cmdline"):
                with suppress(OSError):
                    said = command.read_bytes()
                    if b"records.imports.reading" in said and str(self.folder).encode() in said:
                        os.kill(int(command.parent.name), signal.SIGKILL)
            time.sleep(0.05)

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> tuple[int, str, str]:
        """Status, place to go on to, and text of an answer."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as line:
            line.request(method, path, body or None, self.headers(kind))
            answer = line.getresponse()
            for cookie in answer.headers.get_all("Set-Cookie") or ():
                name, _, value = cookie.partition(";")[0].partition("=")
                self.cookies[name] = value
            return answer.status, answer.headers.get("Location", ""), answer.read().decode()

    def headers(self, kind: str = "") -> dict[str, str]:
        """What a browser sends along."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Cookie": cookies, **({"Content-Type": kind} if kind else {})}

    def post(self, path: str, **fields: str) -> tuple[int, str, str]:
        """The answer to a form."""
        given = {"csrfmiddlewaretoken": self.cookies["jianfu_csrf"], **fields}
        body = "&".join(f"{name}={quote(value)}" for name, value in given.items()).encode()
        return self.ask("POST", path, body, "application/x-www-form-urlencoded")

    def upload_body(self, content: bytes) -> bytes:
        """A form with a file, as browsers send it."""
        token = self.cookies["jianfu_csrf"]
        return b"\r\n".join(
            [
                b"--x", b'Content-Disposition: form-data; name="csrfmiddlewaretoken"', b"", token.encode(),
                b"--x", b'Content-Disposition: form-data; name="file"; filename="homework.csv"',
                b"Content-Type: text/csv", b"", content, b"--x--", b"",
            ]
        )  # fmt: skip

    def rows(self, statement: str) -> list[tuple[object, ...]]:
        """What the database itself says."""
        if self.database:
            with psycopg.connect(self.database) as line:
                return line.execute(statement.encode()).fetchall()
        with closing(sqlite3.connect(self.folder / "jianfu.sqlite3", timeout=20)) as line:
            return list(line.execute(statement))

    def is_writing(self) -> bool:
        """Whether an import is in the middle of its transaction."""
        if self.database:
            [(n,)] = self.rows(
                "SELECT count(*) FROM pg_locks WHERE mode = 'ShareRowExclusiveLock' AND granted"
            )
            return bool(n)
        with closing(
            sqlite3.connect(self.folder / "jianfu.sqlite3", timeout=0, isolation_level=None)
        ) as line:
            try:
                line.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                return True
            line.execute("ROLLBACK")
            return False

    def stands(self) -> bool:
        """Whether the file is taken in: then all of it, in every place that says so; else nothing, nowhere."""
        [(rows,)] = self.rows("SELECT count(*) FROM homework")
        [(versions,)] = self.rows("SELECT count(*) FROM records_version")
        [(logged,)] = self.rows("SELECT count(*) FROM audit_entry WHERE action = 'records.confirm-import'")
        [(state, version)] = self.rows("SELECT state, version_id FROM records_import")
        [(parts,)] = self.rows("SELECT count(*) FROM records_part")
        taken = state == "confirmed"
        assert (rows, versions, logged, parts, version is not None) == (
            (ROWS, 1, 1, 1, True) if taken else (0, 0, 0, 0, False)
        )
        return taken


@contextmanager
def _database(name: str) -> Iterator[str | None]:
    """A database for the site on the server of the tests; None for a file of its own."""
    if not GIVEN or not GIVEN.startswith("postgres"):
        yield None
        return
    with psycopg.connect(GIVEN, autocommit=True) as line:
        line.execute(f"CREATE DATABASE {name}".encode())
    parts = urlsplit(GIVEN)
    try:
        yield urlunsplit(parts._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(GIVEN, autocommit=True) as line:
            line.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with _database(f"killed_{os.getpid()}") as database:
        made = Site(tmp_path / "site", database)
        made.run("-m", "jianfu.cli", "init", str(made.folder))
        number, key = made.run("-c", MAKE_PEOPLE, str(made.folder)).split()
        made.school, made.cookies = int(number), {"jianfu_session": key}
        made.serve()
        yield made
        if made.process is not None and made.process.poll() is None:
            made.kill()


def _file() -> bytes:
    lines = [",".join(HEAD)]
    for n in range(ROWS):
        lines.append(
            f"三（{n % 20 + 1}）班,2026-{n // 600 % 10 + 1:02}-{n // 20 % 28 + 1:02},语文,第{n}题,书面,{n % 30},李敏"
        )
    return "\n".join(lines).encode()


def _until(true: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.005)


def _preview(site: Site, address: str) -> str:
    """What confirms the import, once its page shows what was read."""
    found: list[str] = []

    def shown() -> bool:
        status, _, text = site.ask("GET", address)
        assert status == 200
        found[:] = re.findall(r'name="seal" value="(\w+)"', text)
        if not found:
            time.sleep(0.2)
        return bool(found)

    _until(shown)
    return found[0]


def _confirmed_and_killed(site: Site, address: str, seconds: float) -> bool:
    """Kills the site ``seconds`` after it began to write; whether everything was written all the same."""
    seal = _preview(site, address)
    answered: list[int] = []

    def confirm() -> None:
        try:
            answered.append(site.post(f"{address}confirm/", seal=seal, looked="on")[0])
        except (OSError, http.client.HTTPException):
            answered.append(0)

    asking = Thread(target=confirm)
    asking.start()
    _until(lambda: site.is_writing() or bool(answered))
    time.sleep(seconds)
    site.kill()
    asking.join()
    taken = site.stands()
    assert taken or answered != [302]
    return taken


def test_a_site_that_is_killed_while_it_takes_in_a_file(site: Site) -> None:
    form = f"/records/{site.school}/imports/"
    assert site.ask("GET", form)[0] == 200
    body = site.upload_body(_file())

    # Half of one file is on its way; another was acknowledged a moment ago and is being read.
    kind = "multipart/form-data; boundary=x"
    with closing(socket.create_connection(("127.0.0.1", site.port))) as line:
        headers = "".join(f"{name}: {value}\r\n" for name, value in site.headers(kind).items())
        head = f"POST {form}hand-in/ HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n{headers}\r\n"
        line.sendall(head.encode() + body[: len(body) // 2])
        status, address, _ = site.ask("POST", f"{form}hand-in/", body, kind)
        assert status == 302
        site.kill()
    assert site.rows("SELECT state FROM records_import") == [("open",)]
    assert not list(site.folder.glob("media/imports/*/staged"))

    # It is being taken in: at the beginning of the transaction, and deep in it.
    site.serve()
    assert not _confirmed_and_killed(site, address, 0)
    site.serve()
    _confirmed_and_killed(site, address, 0.3)

    # It was acknowledged a moment ago.
    site.serve()
    if not site.stands():
        assert site.post(f"{address}confirm/", seal=_preview(site, address), looked="on")[0] == 302
    site.kill()
    assert site.stands()
    site.run("-m", "jianfu.cli", "audit", "verify", str(site.folder))
