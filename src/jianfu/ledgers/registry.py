"""The ledgers that jianfu knows: every module in ``declarations`` declares one."""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from jianfu.ledgers import declarations
from jianfu.terms.errors import JianfuError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jianfu.ledgers.declare import Ledger


@cache
def ledgers() -> Mapping[str, Ledger]:
    """Every declared ledger by name, in alphabetical order of names."""
    found: dict[str, Ledger] = {}
    for module in sorted(m.name for m in pkgutil.iter_modules(declarations.__path__)):
        declared = importlib.import_module(f"{declarations.__name__}.{module}").LEDGER
        found[declared.name] = declared
    return MappingProxyType(found)


def ledger(name: str) -> Ledger:
    """The ledger called ``name`` (English name or Chinese title); JianfuError with near names otherwise."""
    known = ledgers()
    if name in known:
        return known[name]
    for candidate in known.values():
        if name == candidate.zh or name in candidate.also:
            return candidate
    near = difflib.get_close_matches(name, [*known, *(k.zh for k in known.values())], n=3, cutoff=0.4)
    raise JianfuError("ledger.unknown", value=name, near="、".join(near or known), known="、".join(known))
