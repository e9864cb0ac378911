"""``code``: what bandit finds in src/ and nobody gave a reason for. ``packages``: known holes in what we install.

Each finding of bandit that stays has its reason below, for the files named beside it: one that is not listed fails,
and so does a line here that no finding needs any more. Packages are held to PyPI's and OSV's lists by pip-audit; where
neither can be reached nothing is audited, which is said and is no failure.
"""

from __future__ import annotations

import json
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent

# Finding → files → why it stays.
REASONS: dict[str, dict[str, str]] = {
    "B101": {"*": "An assert tells mypy what is known; nothing hangs on it when Python leaves asserts out."},
    "B105": {
        "web/project/county.py": "The password of invented people, printed by the demonstration.",
        "web/project/settings.py": "Names of forms, not passwords.",
    },
    "B106": {"web/accounts/forms.py": "Keys of labels, not passwords."},
    "B308": {
        "web/*/templatetags/*.py": "Drawings of our own, whose texts were escaped when they were put in.",
        "web/policies/forms.py": "A word of ours, ` selected`.",
    },
    "B311": {"demo/*": "The invented county is to be the same each time; nothing secret is drawn."},
    "B314": {
        "ledgers/reading/archive.py": "A part with a DOCTYPE or an ENTITY is refused before it is parsed; sizes are bounded.",
        "plans/source/*.py": "As above; the process that reads has bounds of memory and time besides.",
    },
    "B404": {"*": "Programs are run by lists of arguments, never by a shell; a shell would be B602 or B605."},
    "B405": {"*": "See B314."},
    "B406": {"demo/plans.py": "It escapes text that we write; nothing is parsed."},
    "B603": {"*": "See B404."},
    "B608": {
        "engine/*": "SQL is compiled from a parsed tree; what people wrote enters as a quoted literal or parameter.",
        "ledgers/*": "Names of tables and columns are declared or quoted; values are parameters or quoted literals.",
        "web/records/*": "Names are declared or quoted; values are parameters or quoted literals.",
    },
    "B703": {"web/*/templatetags/*.py": "See B308."},
    "B704": {
        "reports/*.py": "Our own style sheets and drawings, whose texts were escaped when they were put in.",
        "web/desk/*.py": "Drawings of figures, whose texts were escaped when they were put in.",
    },
}
# Known hole → why it does not concern us. Empty is what it should be.
ACCEPTED: dict[str, str] = {}


def code() -> int:
    """1 when bandit finds what has no reason, or a reason has no finding."""
    ran = subprocess.run(
        [BIN / "bandit", "--quiet", "--recursive", "--format", "json", "src"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    report = json.loads(ran.stdout)
    used: set[tuple[str, str]] = set()
    failed = bool(report["errors"])
    for found in report["results"]:
        path = found["filename"].removeprefix("src/jianfu/")
        named = [glob for glob in REASONS.get(found["test_id"], {}) if fnmatch(path, glob)]
        used |= {(found["test_id"], glob) for glob in named}
        if not named:
            failed = True
            print(f"{found['filename']}:{found['line_number']} {found['test_id']} {found['issue_text']}")
    for test, files in REASONS.items():
        for glob in files:
            if (test, glob) not in used:
                failed = True
                print(f"scripts/audit.py: no finding needs the reason for {test} in {glob}")
    return int(failed)


def packages() -> int:
    """1 when a package that we install has a known hole."""
    try:
        ran = subprocess.run(
            [BIN / "pip-audit", "--requirement", "requirements/run.txt", "--require-hashes", "--disable-pip",
             "--progress-spinner", "off", "--format", "json", "--timeout", "10"],
            cwd=ROOT, capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip
        found = json.loads(ran.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, json.JSONDecodeError, KeyError):
        found = []
    asked = [package for package in found if "skip_reason" not in package]
    if not asked:
        print("No list of known holes could be reached; no package was audited.")
        return 0
    failed = False
    for package in asked:
        for hole in package["vulns"]:
            if hole["id"] not in ACCEPTED:
                failed = True
                print(
                    f"{package['name']} {package['version']}: {hole['id']}, mended in {hole['fix_versions']}"
                )
    print(f"{len(asked)} of {len(found)} packages audited.")
    return int(failed)


if __name__ == "__main__":
    sys.exit({"code": code, "packages": packages}[sys.argv[1]]())
