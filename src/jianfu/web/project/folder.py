"""The data folder: everything that one installation keeps, and nothing that the program brings.

``site.toml`` is the operator's; ``secret.key``, the database and ``media`` are the site's own. None of them is
ever served: the web root is ``static``, which is written anew from the program's files at every start.
"""

from __future__ import annotations

import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from jianfu.terms.errors import JianfuError

PROVIDERS = ("dingtalk", "feishu", "weixin")

SITE_TOML = """\
# 站点设置。改后重启 jianfu serve 生效。Settings of the site; restart `jianfu serve` after a change.

# 用什么地址访问本站。 By which names or addresses the site is reached.
hosts = ["127.0.0.1", "localhost"]
# 是否经 https 访问；是则 cookie 只走 https。 Whether it is reached by https; cookies then travel by https alone.
https = false
# 浏览器记住只用 https 的天数；确认证书长期可用后再设。 Days for which browsers are told to use https only.
hsts_days = 0
# 站点前面自己的反向代理有几层。 How many reverse proxies of your own stand before the site.
proxies = 0

# 每分钟每人（未登录时每个地址）最多多少次请求。 Requests a minute for each person, or address when not signed in.
[limits]
reads = 1200
writes = 120

# 第三方登录，默认不启用。可用：dingtalk、feishu、weixin。 Sign-in by others; off unless named.
# [providers.dingtalk]
# client_id = ""
# secret = ""
"""


@dataclass(frozen=True)
class Site:
    """What ``site.toml`` says."""

    hosts: tuple[str, ...] = ("127.0.0.1", "localhost")
    https: bool = False
    hsts_days: int = 0
    proxies: int = 0
    limits: Mapping[str, int] = field(default_factory=lambda: {"reads": 1200, "writes": 120})
    providers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class DataFolder:
    """Where the parts of an installation lie."""

    path: Path

    @property
    def settings_file(self) -> Path:
        """``site.toml``, which the operator edits."""
        return self.path / "site.toml"

    @property
    def key_file(self) -> Path:
        """The key that signs cookies and links; readable by its owner alone."""
        return self.path / "secret.key"

    @property
    def database(self) -> Path:
        """The SQLite database, unless DATABASE_URL names another."""
        return self.path / "jianfu.sqlite3"

    @property
    def media(self) -> Path:
        """Files that people handed in; never served as they are."""
        return self.path / "media"

    @property
    def static(self) -> Path:
        """The web root: the program's own files, collected anew at every start."""
        return self.path / "static"

    def exists(self) -> bool:
        """Whether an installation was made here."""
        return self.key_file.is_file() and self.settings_file.is_file()

    def make(self) -> None:
        """Lays out an empty installation. JianfuError when the folder holds something already."""
        if self.path.exists() and any(self.path.iterdir()):
            raise JianfuError("web.folder-taken", value=str(self.path))
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path.chmod(0o700)
        self.media.mkdir(mode=0o700)
        self.key_file.touch(mode=0o600)
        self.key_file.write_text(secrets.token_urlsafe(64), "utf-8")
        self.settings_file.write_text(SITE_TOML, "utf-8")

    def secret_key(self) -> str:
        """The key; JianfuError when others may read it, since whoever holds it can sign in as anybody."""
        if self.key_file.stat().st_mode & 0o077:
            raise JianfuError("web.key-open", value=str(self.key_file))
        return self.key_file.read_text("utf-8").strip()

    def site(self) -> Site:
        """The settings; JianfuError names what is wrong in ``site.toml``."""
        try:
            given = tomllib.loads(self.settings_file.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise JianfuError("web.site-unreadable", value=str(self.settings_file), why=str(error)) from error
        return site_of(given, str(self.settings_file))


def site_of(given: Mapping[str, Any], place: str) -> Site:
    """The settings that ``given`` says, checked: an unknown name or a wrong type is an error, never ignored."""
    kinds = {
        "hosts": list,
        "https": bool,
        "hsts_days": int,
        "proxies": int,
        "limits": dict,
        "providers": dict,
    }
    assert set(kinds) == {f.name for f in fields(Site)}
    for name, value in given.items():
        if name not in kinds:
            raise JianfuError("web.site-unknown", value=name, place=place, accepted="、".join(kinds))
        if type(value) is not kinds[name]:
            raise JianfuError("web.site-kind", name=name, value=value, place=place)
    default = Site()
    limits = {**default.limits, **given.get("limits", {})}
    for name, value in limits.items():
        if name not in default.limits or type(value) is not int or value < 1:
            raise JianfuError("web.site-kind", name=f"limits.{name}", value=value, place=place)
    for name, value in given.get("providers", {}).items():
        if name not in PROVIDERS:
            raise JianfuError("web.site-unknown", value=name, place=place, accepted="、".join(PROVIDERS))
        if not isinstance(value, dict) or not value.get("client_id") or not value.get("secret"):
            raise JianfuError("web.site-provider", value=name, place=place)
    return Site(**{**given, "limits": limits, "hosts": tuple(given.get("hosts", default.hosts))})


def database_of(url: str | None, folder: DataFolder | None) -> dict[str, Any]:
    """Django's description of the database that ``url`` names: ``postgresql://…`` or ``sqlite:///path``.

    Without a URL it is the folder's own, and without a folder one in memory. JianfuError for any other kind.
    """
    if url is None:
        return _sqlite(":memory:" if folder is None else str(folder.database))
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path.removeprefix("/")) or ":memory:")
    if parts.scheme not in {"postgres", "postgresql"}:
        raise JianfuError("web.database-kind", value=parts.scheme)
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", "") or unquote(parts.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _sqlite(name: str) -> dict[str, Any]:
    """One writer at a time who waits for its turn, readers who never wait, and nothing acknowledged lost."""
    pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32000"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas},
        "CONN_MAX_AGE": 60,
    }
