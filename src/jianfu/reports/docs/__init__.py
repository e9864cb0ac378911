"""Pages of documentation that follow from catalogue and declarations, and so are never written by hand.

``pages(catalogue)`` gives every generated page; ``figures(catalogue)`` the counts that hand-written pages
quote between ``<!-- figure:NAME -->`` and ``<!-- /figure -->``. ``python -m jianfu.reports.docs docs``
writes both, ``--check`` only compares.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from jianfu.ledgers.registry import ledgers
from jianfu.reports.docs.ledger_pages import ledger_page, personal_page
from jianfu.reports.docs.mechanism_page import mechanism_page
from jianfu.reports.docs.norm_pages import norm_index, norm_page
from jianfu.reports.docs.written import Written, read_catalogue

FIGURE = re.compile(r"(<!-- figure:([a-z]+) -->)(.*?)(<!-- /figure -->)", re.DOTALL)


def pages(catalogue: Path) -> dict[str, str]:
    """Every generated page: path under the documentation folder → text (Markdown, LF, final newline)."""
    written = read_catalogue(catalogue)
    found = {
        "ledgers.md": ledger_page(ledgers()),
        "personal-data.md": personal_page(ledgers()),
        "norms/README.md": norm_index(written),
    }
    if written.mechanisms:
        found["mechanisms.md"] = mechanism_page(written)
    for norm in written.norms:
        found[f"norms/{norm.id}.md"] = norm_page(norm, written)
    return found


def figures(catalogue: Path) -> dict[str, int]:
    """Counts that prose may quote: norms, marks, cases, policies, ledgers, fields, mechanisms, questions."""
    return _figures(read_catalogue(catalogue))


def _figures(written: Written) -> dict[str, int]:
    return {
        "norms": len(written.norms),
        "marks": sum(len(n.marks) for n in written.norms),
        "cases": sum(len(n.cases) for n in written.norms),
        "policies": len(written.policies),
        "ledgers": len(ledgers()),
        "fields": len({n.field for n in written.norms}),
        "mechanisms": len(written.mechanisms),
        "questions": sum(not q.get("advice") for q in written.questions),
    }


def filled(text: str, known: Mapping[str, int]) -> str:
    """``text`` with every figure set to its present value; KeyError names a figure that does not exist."""
    return FIGURE.sub(lambda m: f"{m[1]}{known[m[2]]}{m[4]}", text)


def bring_up_to_date(docs: Path, catalogue: Path, *, write: bool) -> list[str]:
    """Names of the pages that differed from what the catalogue says; with ``write`` they no longer do.

    Touches generated pages under ``docs`` (pages of norms that are gone are removed) and figures in the
    other Markdown files there and beside it.
    """
    wanted = {docs / name: text for name, text in pages(catalogue).items()}
    known = figures(catalogue)
    for path in (*sorted(docs.rglob("*.md")), *sorted(docs.parent.glob("README*.md"))):
        if path not in wanted and not path.is_relative_to(docs / "norms"):
            wanted[path] = filled(path.read_text("utf-8"), known)
    differing = []
    for path, text in wanted.items():
        if not path.is_file() or path.read_text("utf-8") != text:
            differing.append(path)
            if write:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, "utf-8", newline="\n")
    for path in sorted((docs / "norms").rglob("*.md")):
        if path not in wanted:
            differing.append(path)
            if write:
                path.unlink()
    return [str(p.relative_to(docs.parent)) for p in differing]
