"""Settings of the tests: the site's own, with cheap passwords, a database that is thrown away, and nothing lenient."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from copy import deepcopy

from jianfu.web.project.folder import database_of
from jianfu.web.project.settings import *  # noqa: F403  the site's settings are what is tested
from jianfu.web.project.settings import TEMPLATES

# `python -m tests.postgres COMMAND` gives the address of a server of its own.
DATABASES = {"default": database_of(os.environ.get("JIANFU_TEST_DATABASE"), None)}
# Nobody would miss it.
_home = tempfile.mkdtemp(prefix="jianfu-web-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)
MEDIA_ROOT = f"{_home}/media"
if "sqlite" in DATABASES["default"]["ENGINE"]:
    # A file, as sites have one: several connections, whose writers take turns.
    DATABASES["default"]["TEST"] = {"NAME": f"{_home}/tests.sqlite3"}
    # The server of browser tests may start before the database is made. Were this still in memory then, its threads
    # would be handed the test's own connection, and two threads on one connection end the process.
    DATABASES["default"]["NAME"] = f"{_home}/unused.sqlite3"
    _options = DATABASES["default"]["OPTIONS"]
    _options["init_command"] = _options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
SECRET_KEY = "only for tests"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]  # noqa: F405
LIMITS = {"reads": 100_000, "writes": 100_000}


class _Undefined(str):
    """A variable that a template names and nobody gave: a mistake in the page, not an empty place."""

    __slots__ = ()

    def __mod__(self, name: object) -> str:
        raise AssertionError(f"the template names a variable that is not there: {name}")

    def __contains__(self, what: object) -> bool:
        return what == "%s"


TEMPLATES = deepcopy(TEMPLATES)
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = _Undefined("%s")
