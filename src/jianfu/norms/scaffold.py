"""The folder of a new norm: a ``norm.yaml`` and a ``cases.yaml`` that load and are to be filled in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jianfu.ledgers.declare import AMOUNTS
from jianfu.norms.model import FIELDS
from jianfu.terms.errors import JianfuError

if TYPE_CHECKING:
    from pathlib import Path

    from jianfu.ledgers.declare import Ledger

_ID = re.compile(r"^[a-z]+(/[a-z0-9][a-z0-9-]*){2}$")

_NORM = """\
draft: true  # 填好以后删去这一行，口径才生效；出处写明之前不能加载
title: {{zh: 待填, en: To be named}}
mechanisms: [S10]
watches: {ledger}
per: [{per}]
measure: {measure}
unit: {unit}
marks:
  - at_most: 0
    level: national
    from: 2026-01-01
    source: {{policy: 待填, clause: unknown}}
    strength: mandatory
remedy: {{zh: 待填, en: To be written}}
"""

_CASES = """\
# 每条限值至少：低于、正好、超过各一例，生效前一天一例；另有一例数据缺失。
defaults: {{{defaults}}}
as_of: 2026-10-20
cases: []
"""


def scaffold(root: Path, identity: str, ledger: Ledger) -> list[Path]:
    """Writes the two files of the norm ``identity`` under ``root`` and returns them; never overwrites.

    JianfuError when ``identity`` is not field/mechanism/name or exists already. The files load only once the
    marks have a source: lint says what is to be filled in, with its line.
    """
    if not _ID.match(identity) or identity.split("/")[0] not in FIELDS:
        raise JianfuError("norms.new-id", value=identity, fields="、".join(FIELDS))
    folder = root / identity
    if folder.exists():
        raise JianfuError("norms.exists", value=identity)
    amount = next((c for c in ledger.columns if c.type in AMOUNTS), None)
    measure = f"sum({amount.name})" if amount else "count(*)"
    unit = {"minutes": "minute", "money": "fen"}.get(amount.type, amount.unit) if amount else "record"
    grouping = "class" if any(c.type == "class" for c in ledger.columns) else "organisation"
    per = ", ".join([grouping, "term" if ledger.standing else "day"])
    defaults = ", ".join(f"{c.zh}: {c.example}" for c in ledger.columns if c.required and c.example)
    folder.mkdir(parents=True)
    norm, cases = folder / "norm.yaml", folder / "cases.yaml"
    text = _NORM.format(ledger=ledger.name, per=per, measure=measure, unit=unit or "record")
    norm.write_text(text, encoding="utf-8")
    cases.write_text(_CASES.format(defaults=defaults), encoding="utf-8")
    return [norm, cases]
