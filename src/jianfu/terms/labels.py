"""Words shown to people for the values that code uses: ``labels/*.yaml``, ``key: {zh: …, en: …}``."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def labels() -> Mapping[str, Mapping[str, str]]:
    """Every label by key: {"zh": …, "en": …}."""
    found: dict[str, Mapping[str, str]] = {}
    for entry in sorted(files("jianfu.terms").joinpath("labels").iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".yaml"):
            found.update(yaml.load(entry.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) or {})
    return found


def label(key: str, lang: str = "zh") -> str:
    """The word for ``key`` ("outcome.breached") in ``lang``; KeyError when there is none."""
    return labels()[key]["en" if lang == "en" else "zh"]
