"""``python -m benchmarks.web_board FOLDER``: how many pages of the public board a second ``jianfu serve`` answers; exit 1
below ``LEAST``.

FOLDER is a site with records, such as the one that ``jianfu demo --no-serve`` makes. The site is served as it is in
production, with two workers; who asks is ``ASKERS`` processes on the same machine, each over a few connections that stay
open, so that both share its cores. Pages are asked for in turn: start, units, charges.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import platform
import re
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

LEAST = 500.0
ASKERS = 2
CONNECTIONS = 8
SECONDS = 10.0
_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)


def main() -> int:
    """Serves the site, asks for its pages, prints what came of it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.web_board")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--port", type=int, default=8093)
    parser.add_argument("--today", help="the day that an invented county was invented for")
    given = parser.parse_args()
    jianfu = Path(sys.executable).with_name("jianfu")
    environment = {**os.environ, **({"JIANFU_TODAY": given.today} if given.today else {})}
    serving = subprocess.Popen(
        [jianfu, "serve", given.folder, "--port", str(given.port), "--workers", "2"],
        stderr=subprocess.DEVNULL, env=environment,
    )  # fmt: skip
    try:
        _wait(given.port)
        pages = _pages(given.port)
        print(
            f"{platform.platform()}, {os.cpu_count()} CPUs; {len(pages)} pages, {ASKERS * CONNECTIONS} connections"
        )
        first = [_one(given.port, page) for page in pages]
        print(f"rendered for the first time: median {statistics.median(first) * 1000:.0f} ms, "
              f"slowest {max(first) * 1000:.0f} ms")  # fmt: skip
        with multiprocessing.Pool(ASKERS) as pool:
            pool.starmap(_ask, [(given.port, pages, 1.0)] * ASKERS)  # every worker renders every page
            told = pool.starmap(_ask, [(given.port, pages, SECONDS)] * ASKERS)
    finally:
        serving.terminate()
        serving.wait(30)
    waits = sorted(w for part in told for w in part)
    rate = len(waits) / SECONDS
    print(f"{rate:,.0f} pages a second; median {waits[len(waits) // 2] * 1000:.1f} ms, "
          f"99 % within {waits[len(waits) * 99 // 100] * 1000:.1f} ms")  # fmt: skip
    print(f"{'held' if rate >= LEAST else 'MISSED'}: at least {LEAST:.0f} a second")
    return 0 if rate >= LEAST else 1


def _wait(port: int) -> None:
    for _ in range(600):
        try:
            _one(port, "/public/zh/")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the site does not answer")


def _one(port: int, page: str) -> float:
    began = time.perf_counter()
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{page}") as answer:
        answer.read()
    return time.perf_counter() - began


def _pages(port: int) -> list[str]:
    """The start page, charges, and every unit of both languages that the start page leads to."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/public/zh/") as answer:
        text = answer.read().decode()
    units = re.findall(r'"(/public/zh/units/\d+/)"', text)
    return ["/public/zh/", "/public/zh/charges/", *units, *(u.replace("/zh/", "/en/") for u in units)]


def _ask(port: int, pages: list[str], seconds: float) -> list[float]:
    """How long each answer took; everything asked over ``CONNECTIONS`` connections in turn, each answer awaited."""
    open_ones = [socket.create_connection(("127.0.0.1", port)) for _ in range(CONNECTIONS)]
    asked = [
        f"GET {page} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: gzip\r\n\r\n".encode()
        for page in pages
    ]
    waits: list[float] = []
    ends, n = time.perf_counter() + seconds, 0
    while time.perf_counter() < ends:
        began = time.perf_counter()
        for i, one in enumerate(open_ones):
            one.sendall(asked[(n + i) % len(asked)])
        for one in open_ones:
            _read(one)
            waits.append(time.perf_counter() - began)
        n += len(open_ones)
    for one in open_ones:
        one.close()
    return waits


def _read(one: socket.socket) -> None:
    """One whole answer; anything but 200 ends the measurement."""
    got = b""
    while b"\r\n\r\n" not in got:
        piece = one.recv(65_536)
        if not piece:
            raise SystemExit("the site closed a connection")
        got += piece
    head, _, body = got.partition(b"\r\n\r\n")
    length = _LENGTH.search(head)
    if not head.startswith(b"HTTP/1.1 200") or length is None:
        raise SystemExit(head.decode("latin-1"))
    while len(body) < int(length[1]):
        body += one.recv(65_536)


if __name__ == "__main__":
    sys.exit(main())
