"""Every message that the ledgers room sends has its wording, in both languages and with the same facts."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

import jianfu.ledgers
from jianfu.terms.errors import templates

ROOM = Path(jianfu.ledgers.__file__).parent
USED = sorted(
    {
        code
        for path in ROOM.rglob("*.py")
        for code in re.findall(r'"((?:read|ledger)\.[a-z_]+)"', path.read_text(encoding="utf-8"))
    }
)


def test_some_codes_are_used() -> None:
    assert len(USED) > 40


@pytest.mark.parametrize("code", USED)
def test_code_has_both_languages(code: str) -> None:
    template = templates()[code]
    named = {lang: {f for _, f, _, _ in Formatter().parse(template[lang]) if f} for lang in ("zh", "en")}
    # A sheet is named by its own words in each language.
    assert {f.removesuffix("_zh") for f in named["zh"]} == {f.removesuffix("_en") for f in named["en"]}


def test_no_wording_is_left_over() -> None:
    own = {c for c in templates() if c.startswith(("read.", "ledger."))}
    assert own <= set(USED)
