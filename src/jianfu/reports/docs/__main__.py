"""``python -m jianfu.reports.docs DOCS [--check]``: writes the generated pages, or says which differ."""

from __future__ import annotations

import argparse
import sys
from importlib.resources import as_file, files
from pathlib import Path

from jianfu.reports.docs import bring_up_to_date


def main() -> int:
    """0 when all pages agree (or were written); 1 with ``--check`` when some differ."""
    parser = argparse.ArgumentParser(prog="python -m jianfu.reports.docs", description=__doc__)
    parser.add_argument("docs", type=Path, help="the documentation folder")
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a page differs")
    given = parser.parse_args()
    with as_file(files("jianfu") / "catalog") as catalogue:
        differing = bring_up_to_date(given.docs.resolve(), catalogue, write=not given.check)
    for name in differing:
        sys.stderr.write(f"{'differs' if given.check else 'written'}: {name}\n")
    return 1 if given.check and differing else 0


if __name__ == "__main__":
    sys.exit(main())
