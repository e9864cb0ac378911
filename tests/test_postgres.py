"""The private server: answers, keeps Chinese, sorts by bytes, and leaves nothing behind."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from tests.postgres import server


def test_answers_in_utf8_and_sorts_by_bytes(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as con:
        rows = con.execute("select v from (values ('三（2）班'), ('a'), ('B')) t(v) order by v").fetchall()
    assert rows == [("B",), ("a",), ("三（2）班",)]


def test_listens_on_no_network_port(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as con:
        assert con.execute("show listen_addresses").fetchone() == ("",)


def test_ends_with_its_folder_even_when_a_connection_was_left_open() -> None:
    with server() as url:
        home = Path(parse_qs(urlsplit(url).query)["host"][0])
        left_open = psycopg.connect(url)
        assert home.is_dir()
    assert not home.exists()
    with pytest.raises(psycopg.OperationalError):
        left_open.execute("select 1")
    left_open.close()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)
