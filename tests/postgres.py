"""A private PostgreSQL server for the tests: its own directory, a Unix socket only, gone at the end.

``python -m tests.postgres COMMAND…`` runs a command with the server's address in JIANFU_TEST_DATABASE.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 60

# Durability is for data that someone will miss; sorting by bytes is the same on every machine.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "20",
    "autovacuum": "off",
}


def binaries() -> Path:
    """The directory of ``initdb`` and ``postgres``; RuntimeError names the package to install."""
    found = subprocess.run([ROOT / "scripts" / "postgres.sh"], capture_output=True, text=True, check=False)
    if found.returncode:
        raise RuntimeError(found.stderr.strip())
    return Path(found.stdout.strip())


def _owner() -> dict[str, Any]:
    """As whom to run: PostgreSQL refuses root, so root lends the server to ``postgres`` or ``nobody``."""
    if os.getuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise RuntimeError("PostgreSQL does not run as root, and neither user postgres nor user nobody exists")


@contextmanager
def server() -> Iterator[str]:
    """Starts a server and yields its URL (user and database ``jianfu``, UTF-8, order by bytes)."""
    bin_dir = binaries()
    owner = _owner()
    # Straight under the temporary folder: socket paths are limited to about 100 bytes, and the folders of
    # pytest are closed to the user that the server runs as.
    home = Path(tempfile.mkdtemp(prefix="jianfu-pg-"))
    try:
        if owner:
            os.chown(home, owner["user"], owner["group"])
        data, log = home / "data", home / "log"
        run = {"cwd": home, "env": {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"}, **owner}
        made = subprocess.run(
            [
                bin_dir / "initdb",
                "-D",
                data,
                "-U",
                "jianfu",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--no-locale",
                "-N",
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            **run,
        )
        if made.returncode:
            raise RuntimeError(f"initdb failed:\n{made.stdout}")
        command = [str(bin_dir / "postgres"), "-D", str(data), "-k", str(home)]
        for name, value in SETTINGS.items():
            command += ["-c", f"{name}={value}"]
        if shutil.which("setpriv"):
            # A killed test run leaves no server behind: the kernel passes the end on as a quick shutdown.
            command = ["setpriv", "--pdeathsig", "QUIT", *command]
        with log.open("wb") as out:
            process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, **run)
        try:
            yield _ready(process, home, log)
        finally:
            # PostgreSQL's "fast" end: connections left open are dropped, not waited for.
            process.send_signal(signal.SIGINT)
            process.wait(timeout=30)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _ready(process: subprocess.Popen[bytes], home: Path, log: Path) -> str:
    """The URL once the server answers; RuntimeError with its log when it does not."""
    host = quote(str(home), safe="")
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with psycopg.connect(f"postgresql://jianfu@/postgres?host={host}", autocommit=True) as first:
                first.execute("create database jianfu")
            return f"postgresql://jianfu@/jianfu?host={host}"
        except psycopg.OperationalError:
            time.sleep(0.05)
    raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")


if __name__ == "__main__":
    with server() as _url:
        _ended = subprocess.run(sys.argv[1:], env={**os.environ, "JIANFU_TEST_DATABASE": _url}, check=False)
    sys.exit(_ended.returncode)
