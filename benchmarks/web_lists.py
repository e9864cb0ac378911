"""``python -m benchmarks.web_lists``: pages of a ledger of a million rows, whole answers; exit 1 when one takes too long.

A site in a folder of its own (or in the PostgreSQL database that DATABASE_URL names, which must be empty) with two
hundred schools. The rows of each school lie together, so that walking along the days jumps about in the table: a real
one, written day by day, is kinder. Each page is asked for ``ROUNDS`` times after one that warms up; the median counts.
"""

from __future__ import annotations

import argparse
import datetime as dt
import logging
import os
import platform
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MAX_SECONDS = 0.3
ROUNDS = 5
SCHOOLS = 200
DAYS = 1500
SUBJECTS = ("语文", "数学", "英语", "科学", "道德与法治")
CONTENT = ("生字两行", "口算一页", "背诵课文第三段", "听读二十分钟", "完成练习册")
FIRST = dt.date(2022, 9, 1)


def main() -> int:
    """Makes the site, asks for its pages, prints what each took."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.web_lists")
    parser.add_argument("--rows", type=int, default=1_000_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="jianfu-lists-") as folder:
        _open(Path(folder) / "site")
        return _measure(given.rows)


def _open(folder: Path) -> None:
    from jianfu.web.project.folder import DataFolder  # noqa: PLC0415  the site is chosen before it is imported

    DataFolder(folder).make()
    os.environ["JIANFU_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "jianfu.web.project.settings"
    import django  # noqa: PLC0415

    django.setup()
    from jianfu.web.project.run import make_tables  # noqa: PLC0415

    make_tables()


def _schools() -> tuple[Any, list[Any]]:
    from jianfu.web.accounts.actions import add_organisation  # noqa: PLC0415
    from jianfu.web.accounts.actor import OPERATOR  # noqa: PLC0415

    def add(parent: Any, code: str, name: str, kind: str, level: str) -> Any:
        return add_organisation(OPERATOR, parent, code=code, name=name, kind=kind, level=level)

    top = add(None, "330799", "青禾县", "place", "county")
    bureau = add(top, "330799-000", "青禾县教育局", "bureau", "county")
    return bureau, [
        add(bureau, f"330799-{n:03}", f"第{n}小学", "school", "unit") for n in range(1, SCHOOLS + 1)
    ]


def _pieces(rows: int, schools: list[Any], bureau: Any) -> Iterator[Any]:
    from jianfu.web.records.models import MODELS, Version  # noqa: PLC0415
    from jianfu.web.records.rows import row_of  # noqa: PLC0415

    version = Version.objects.create(
        kind="import", organisation=bureau, made_at=dt.datetime(2026, 11, 19, tzinfo=dt.UTC)
    )
    chance, each = random.Random(7), rows // len(schools)
    for school in schools:
        for k in range(each):
            values = {
                "organisation": school.code, "grade": chance.randint(1, 6), "class_no": chance.randint(1, 8),
                "done_on": FIRST + dt.timedelta(days=k * DAYS // each), "subject": SUBJECTS[k % 5],
                "form": chance.choice(("written", "oral", "practice", "reading")), "place": "home",
                "minutes": chance.randint(5, 40), "required": "required", "minutes_source": "estimate",
                "teacher": f"李{chr(0x4E00 + chance.randint(0, 3000))}",
                "content": f"{chance.choice(CONTENT)}{chance.randint(1, 90)}",
            }  # fmt: skip
            yield row_of(MODELS["homework"], version, school.pk, values, ordinal=k + 1)


def _clients(bureau: Any, school: Any) -> dict[str, Any]:
    from django.test import Client  # noqa: PLC0415

    from jianfu.web.accounts.models import Assignment, Person  # noqa: PLC0415

    found = {}
    for role, place in (("bureau_officer", bureau), ("principal", school)):
        person = Person.objects.create(name="某", username=role)
        Assignment.objects.create(person=person, role=role, organisation=place, starts=FIRST)
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(person)
        found[role] = client
    return found


def _measure(rows: int) -> int:
    from django.conf import settings  # noqa: PLC0415
    from django.db import connection, transaction  # noqa: PLC0415

    from jianfu.web.records.models import MODELS  # noqa: PLC0415
    from jianfu.web.records.rows import add  # noqa: PLC0415

    logging.disable(logging.INFO)
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "whitenoise" not in name]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.LIMITS["reads"] = 10**9
    bureau, schools = _schools()
    began = time.perf_counter()
    with transaction.atomic():
        made = add(_pieces(rows, schools, bureau))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # a server does that by itself within minutes; a test's does not
    print(f"{platform.platform()}, {os.cpu_count()} CPUs, {connection.vendor}")
    print(f"{made:,} rows of {SCHOOLS} schools written in {time.perf_counter() - began:.0f} s")
    homework, slowest = MODELS["homework"]._default_manager, 0.0
    for role, client in _clients(bureau, schools[149]).items():
        place = bureau if role == "bureau_officer" else schools[149]
        mine = homework.filter(kept_by=place) if role == "principal" else homework.all()
        _asked(client, place.pk, {})
        deep = mine.order_by("-sorted_on", "-pk").values_list("pk", flat=True)[mine.count() // 2]
        for what, asked in {
            "first page": {},
            "in the middle": {"after": deep},
            "back from the middle": {"before": deep},
            "one form": {"c.form": "oral"},
            "one form, from the middle": {"c.form": "oral", "after": deep},
            "some days": {"since": "2023-03-01", "until": "2023-06-30", "c.subject": "数学"},
            "words that are nowhere": {"q": "没有的"},
            "words that are nowhere, from the middle": {"q": "没有的", "after": deep},
            "by minutes": {"sort": "-minutes"},
            "by content, one form": {"sort": "content", "c.form": "oral"},
            "a figure": {"c.minutes": "38-40", "c.class": "三（2）班"},
            **({"one school": {"named": "第77小学"}} if role == "bureau_officer" else {}),
        }.items():
            seconds = statistics.median([_asked(client, place.pk, asked) for _ in range(ROUNDS)])
            slowest = max(slowest, seconds)
            print(f"{role:15} {what:42} {seconds * 1000:6.0f} ms")
    held = slowest <= MAX_SECONDS
    print(f"\n{'held' if held else 'MISSED'}: the slowest page {slowest:.2f} s (at most {MAX_SECONDS:.2f})")
    return 0 if held else 1


def _asked(client: Any, place: int, asked: dict[str, Any]) -> float:
    began = time.perf_counter()
    answer = client.get(f"/records/{place}/homework/", asked)
    assert answer.status_code == 200 and b'id="list"' in answer.content
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
