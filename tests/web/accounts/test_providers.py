"""Sign-in by others: not there unless the operator names one, and then for people who are already known."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.test import Client

from jianfu.web.project.folder import DataFolder
from tests.web.matrix import addresses

# A site has its providers from the start, so this one is a process of its own.
VISIT = """
import django
django.setup()
from django.conf import settings
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
from django.core.management import call_command
from django.test import Client
call_command("migrate", verbosity=0)
call_command("createcachetable", verbosity=0)
client = Client(headers={"Host": "localhost"})
page = client.get("/sign-in/").content.decode()
print(all(word in page for word in ("钉钉", "飞书", "微信")))
print(client.get("/account/others/dingtalk/login/").headers["Location"].split("/oauth2")[0])
print(client.get("/account/others/login/cancelled/").status_code)
"""


def test_nobody_else_signs_people_in_by_default(client: Client, db: None) -> None:
    assert not any("socialaccount" in app for app in settings.INSTALLED_APPS)
    assert not any("dingtalk" in name or "social" in name for name in addresses())
    assert "钉钉" not in client.get("/sign-in/").content.decode()


def test_providers_that_the_operator_names_are_there(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "site")
    folder.make()
    with folder.settings_file.open("a", encoding="utf-8") as site:
        for name in ("dingtalk", "feishu", "weixin"):
            site.write(f'[providers.{name}]\nclient_id = "id"\nsecret = "hidden"\n')
    told = {"JIANFU_DATA": str(folder.path), "DJANGO_SETTINGS_MODULE": "jianfu.web.project.settings"}
    told |= {"PYTHONUTF8": "1"}
    visit = subprocess.run(
        [sys.executable, "-c", VISIT], env={**os.environ, **told}, capture_output=True, text=True, check=False
    )
    assert visit.stdout.splitlines() == ["True", "https://login.dingtalk.com", "200"], visit.stderr
