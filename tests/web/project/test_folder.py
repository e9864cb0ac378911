"""The data folder, its settings, and the databases that may be named."""

from __future__ import annotations

from pathlib import Path

import pytest

from jianfu.terms.errors import JianfuError
from jianfu.web.project.folder import SITE_TOML, DataFolder, Site, database_of, site_of


def test_the_settings_a_new_site_gets_say_what_holds_without_them(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "site")
    assert not folder.exists()
    folder.make()
    assert folder.exists()
    assert folder.settings_file.read_text("utf-8") == SITE_TOML
    assert folder.site() == Site()
    assert len(folder.secret_key()) > 60


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"htps": True}, "htps"),
        ({"https": "yes"}, "https"),
        ({"proxies": True}, "proxies"),
        ({"limits": {"reads": 0}}, "limits.reads"),
        ({"limits": {"logins": 3}}, "limits.logins"),
        ({"providers": {"google": {}}}, "google"),
        ({"providers": {"dingtalk": {"client_id": "x"}}}, "providers.dingtalk"),
    ],
)
def test_a_setting_that_is_wrong_is_named_with_what_is_right(given: dict[str, object], named: str) -> None:
    for lang in ("zh", "en"):
        with pytest.raises(JianfuError) as error:
            site_of(given, "site.toml")
        assert named in error.value.text(lang) and "site.toml" in error.value.text(lang)


def test_a_database_is_the_folders_own_or_the_one_named(tmp_path: Path) -> None:
    own = database_of(None, DataFolder(tmp_path))
    assert own["NAME"] == str(tmp_path / "jianfu.sqlite3")
    assert own["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    named = database_of("postgresql://u:p%40ss@db.example:5433/jianfu?sslmode=require", None)
    assert (named["NAME"], named["USER"], named["PASSWORD"]) == ("jianfu", "u", "p@ss")
    assert (named["HOST"], named["PORT"], named["OPTIONS"]) == ("db.example", "5433", {"sslmode": "require"})
    assert database_of("postgresql://u@/jianfu?host=%2Frun%2Fpg", None)["HOST"] == "/run/pg"
    with pytest.raises(JianfuError, match="mysql"):
        database_of("mysql://localhost/jianfu", None)
