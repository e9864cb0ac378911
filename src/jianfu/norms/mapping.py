"""A YAML mapping read value by value: what is missing or wrong becomes a fault at its line."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING, cast

from jianfu.norms.faults import BadExpression, Fault
from jianfu.norms.model import LEVELS, Level
from jianfu.norms.predicates import Field, parse
from jianfu.norms.source import Located
from jianfu.terms.calendar import FIRST_YEAR, LAST_YEAR
from jianfu.terms.errors import Message
from jianfu.terms.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlglot import exp


class MappingReader:
    """Takes values out of a YAML mapping; what is missing or wrong becomes a fault at its line."""

    def __init__(self, content: Located, file: str, faults: list[Fault]) -> None:
        self.content, self.file, self.faults = content, file, faults

    def fault(self, rule: str, key: str | None = None, **facts: object) -> None:
        """Notes a fault at the line of ``key`` (of the mapping itself when the key is absent)."""
        line = self.content.lines.get(key or "", self.content.line)
        self.faults.append(
            Fault(rule, self.file, line, Message(f"norms.{rule}", {"key": key or "", **facts}))
        )

    def only(self, *keys: str) -> None:
        """Notes every key that is not among ``keys``."""
        for key in self.content:
            if key not in keys:
                self.fault("unknown-key", key, value=key, accepted="、".join(keys))

    def text(self, key: str, *, required: bool = True) -> str | None:
        """A scalar as text."""
        value = self.content.get(key)
        if value is None or isinstance(value, (dict, list)) or str(value).strip() == "":
            if required:
                self.fault("missing-key", key)
            return None
        return str(value).strip()

    def day(self, key: str, *, required: bool = True) -> date | None:
        """A date written 2021-04-08."""
        value = self.content.get(key)
        if isinstance(value, str):  # a date in quotation marks is a date all the same
            with suppress(ValueError):
                value = date.fromisoformat(value.strip())
        if isinstance(value, date) and not isinstance(value, datetime):
            if FIRST_YEAR <= value.year <= LAST_YEAR:
                return value
            self.fault("date-range", key, value=value, first=FIRST_YEAR, last=LAST_YEAR)
            return None
        if value is not None or required:
            self.fault("bad-date" if value is not None else "missing-key", key, value=value)
        return None

    def one_of(self, key: str, accepted: Sequence[str], default: str | None = None) -> str | None:
        """A word of a closed list."""
        value = self.content.get(key, default)
        if value is None:
            self.fault("missing-key", key)
        elif value not in accepted:
            self.fault("unknown-word", key, value=value, accepted="、".join(accepted))
        else:
            return str(value)
        return None

    def level(self, key: str, default: Level | None = None) -> Level | None:
        """A level of government, or "unit" for a unit's own rules."""
        return cast("Level | None", self.one_of(key, LEVELS, default))

    def wording(self, key: str, *, required: bool = True) -> Text | None:
        """A {zh, en} pair; both are needed."""
        value = self.mapping(key, required=required)
        if value is None:
            return None
        value.only("zh", "en")
        zh, en = value.text("zh"), value.text("en")
        return Text(zh, en) if zh and en else None

    def mapping(self, key: str, *, required: bool = True) -> MappingReader | None:
        """A nested mapping."""
        value = self.content.get(key)
        if isinstance(value, Located):
            return MappingReader(value, self.file, self.faults)
        if value is not None or required:
            self.fault(
                "missing-key" if value is None else "shape", key, value=value, accepted=f"{key}: {{…}}"
            )
        return None

    def mappings(self, key: str, *, required: bool = True) -> list[MappingReader]:
        """A list of mappings."""
        value = self.content.get(key)
        if isinstance(value, list) and value and all(isinstance(v, Located) for v in value):
            return [MappingReader(v, self.file, self.faults) for v in value]
        if value is not None or required:
            self.fault("missing-key" if value is None else "shape", key, value=value, accepted=f"{key}: - …")
        return []

    def predicate(self, key: str, fields: Mapping[str, Field]) -> exp.Expression | None:
        """A predicate over ``fields``, or None when the key is absent or the predicate is faulty (noted)."""
        if key not in self.content:
            return None
        try:
            return parse(str(self.content[key]), fields)
        except BadExpression as error:
            self.fault(error.rule, key, **error.message.facts)
            return None
