"""The rules of the house that no room can keep alone: layers, sizes, names, clocks, addresses."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import jianfu

ROOT = Path(__file__).resolve().parents[1]
SRC = ROOT / "src" / "jianfu"
CORE = ("terms", "ledgers", "norms", "plans", "engine", "reports")
MODULES = sorted(SRC.rglob("*.py"))
# Migrations are Django's own writing.
WRITTEN = [p for p in MODULES if p.parent.name != "migrations"]


def _committed() -> list[Path]:
    """Files under version control; every file of the source tree when there is no git to ask."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    names = listed.stdout.split("\0") if listed.returncode == 0 else []
    found = [ROOT / name for name in names if name]
    return [p for p in found if p.is_file()] or [
        p for p in (*MODULES, ROOT / "pyproject.toml") if p.is_file()
    ]


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return ""


def test_rooms_import_only_downward() -> None:
    run = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_no_module_outgrows_400_lines() -> None:
    lengths = {str(p.relative_to(ROOT)): len(_text(p).splitlines()) for p in WRITTEN}
    assert {name: n for name, n in lengths.items() if n > 400} == {}


def test_no_drawers() -> None:
    drawers = {"util", "utils", "utilities", "helper", "helpers", "common", "misc"}
    found = [
        p for p in _committed() if drawers & {p.stem, *(part.name for part in p.relative_to(ROOT).parents)}
    ]
    assert found == []


@pytest.mark.parametrize(
    "path",
    [p for p in WRITTEN if p.name != "__init__.py"],
    ids=lambda p: str(p.relative_to(SRC)),
)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(_text(path))), path


# What a function would have to call to learn the time or its surroundings by itself.
CLOCK_AND_SURROUNDINGS = re.compile(
    r"""(^|\.)(
        (datetime|date)\.(now|today|utcnow) | time\.(time|time_ns|localtime|gmtime|ctime)
      | os\.(environ|environb|getenv|getcwd|getlogin) | Path\.(cwd|home) | expanduser
      | (socket|platform)\.\w+ | uuid[14]
    )$""",
    re.VERBOSE,
)
SQL_CLOCK = re.compile(
    r"\bselect\b.*\b(current_date|current_timestamp|now\(\)|today\(\)|getdate\(\))", re.I | re.S
)


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def _reads_of_clock(source: str) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute | ast.Name) and CLOCK_AND_SURROUNDINGS.search(_dotted(node)):
            yield node.lineno, _dotted(node)
        if isinstance(node, ast.ImportFrom) and node.module in {"os", "time", "socket", "platform", "uuid"}:
            for name in node.names:
                if CLOCK_AND_SURROUNDINGS.search(f"{node.module}.{name.name}"):
                    yield node.lineno, f"{node.module}.{name.name}"
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL_CLOCK.search(node.value):
            yield node.lineno, node.value


@pytest.mark.parametrize("room", CORE)
def test_the_core_reads_neither_clock_nor_environment(room: str) -> None:
    found = {
        f"{path.relative_to(SRC)}:{line} {what}"
        for path in sorted((SRC / room).rglob("*.py"))
        for line, what in _reads_of_clock(_text(path))
    }
    assert found == set()


@pytest.mark.parametrize(
    "source",
    [
        "import datetime\ndatetime.datetime.now()",
        "from datetime import date\ndate.today()",
        "import time\ntime.time()",
        "from time import time\ntime()",
        "import os\nos.environ['HOME']",
        "from os import getenv",
        "from pathlib import Path\nPath.home()",
        "con.sql('select current_date')",
    ],
)
def test_a_reading_of_the_clock_would_be_seen(source: str) -> None:
    assert list(_reads_of_clock(source))


# Where somebody's packages came from and where somebody's files lie is nobody else's business.
ADDRESSES = re.compile(
    r"(https?://[\w.-]*(pypi|python|npm|debian|ubuntu|mirror|registry)[\w.-]*/|/simple/?\s*$"
    r"|(?<![\w.~-])/(home|root|Users|work|workspace|mnt)/[\w.]|[A-Z]:\\Users\\)",
    re.MULTILINE,
)


def test_committed_files_name_no_registry_and_no_machine() -> None:
    found = {
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in _committed()
        if path != Path(__file__)
        for match in ADDRESSES.finditer(_text(path))
    }
    assert found == set()


@pytest.mark.parametrize("name", ["run", "dev", "bench", "node"])
def test_requirements_are_pinned_and_hashed_and_carry_no_address(name: str) -> None:
    text = _text(ROOT / "requirements" / f"{name}.txt")
    assert not re.search(r"https?:|--(extra-)?index-url|--find-links|file:", text)
    entries = re.split(r"\n(?=\S)", text.strip())
    assert len(entries) > (1 if name == "node" else 10)
    for entry in entries:
        assert re.match(r"^[A-Za-z0-9._-]+==[^ ;]+( ; [^\\]+)? \\\n", entry), entry
        assert "--hash=sha256:" in entry, entry


def test_requirements_cover_what_the_package_asks_for() -> None:
    project = tomllib.loads(_text(ROOT / "pyproject.toml"))["project"]
    extras = project["optional-dependencies"]
    asked = {
        "run": [*project["dependencies"], *extras["web"]],
        "dev": [*project["dependencies"], *extras["web"], *extras["dev"]],
        "bench": [*project["dependencies"], *extras["web"], *extras["bench"]],
    }
    for name, wanted in asked.items():
        pinned = set(re.findall(r"^([A-Za-z0-9._-]+)==", _text(ROOT / "requirements" / f"{name}.txt"), re.M))
        names = {re.split(r"[\[<>=~! ]", w)[0].lower().replace("_", "-") for w in wanted}
        assert names <= pinned, (name, names - pinned)


def test_what_npm_brings_is_pinned_and_names_no_registry() -> None:
    lock = json.loads(_text(ROOT / "package-lock.json"))
    asked = json.loads(_text(ROOT / "package.json"))
    packages = {name.removeprefix("node_modules/"): entry for name, entry in lock["packages"].items() if name}
    for name, version in {**asked["dependencies"], **asked["devDependencies"]}.items():
        assert packages[name]["version"] == version
    for name, entry in packages.items():
        assert entry["integrity"].startswith("sha512-"), name
        assert "resolved" not in entry, name


def test_everything_but_the_web_works_without_django() -> None:
    blocked = (
        "import sys; sys.modules.update(dict.fromkeys(['django', 'allauth', 'granian', 'segno', 'whitenoise']))\n"
        "from jianfu.cli.main import app_main\nsys.argv = ['jianfu', '{}', *{}]\napp_main()"
    )
    for command, code in ((("norm", "list"), 0), (("init", "nowhere"), 2)):
        run = subprocess.run(
            [sys.executable, "-c", blocked.format(command[0], list(command[1:]))],
            env={**os.environ, "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == code, run.stderr
        assert code == 0 or "jianfu[web]" in run.stderr


def test_version_has_one_source() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", jianfu.__version__)
    assert "version" not in tomllib.loads(_text(ROOT / "pyproject.toml"))["project"]
    places = [p for p in MODULES if "__version__ =" in _text(p)]
    assert places == [SRC / "__init__.py"]


def test_the_wheel_carries_every_file_of_the_package(tmp_path: Path) -> None:
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    [wheel] = tmp_path.glob("*.whl")
    carried = set(zipfile.ZipFile(wheel).namelist())
    wanted = {str(p.relative_to(ROOT / "src")) for p in _committed() if p.is_relative_to(SRC)}
    assert wanted <= carried, wanted - carried
