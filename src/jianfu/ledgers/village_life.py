"""Values worked out in ledgers about villages and households: years, rates, kinds of charges, bases of votes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from jianfu.ledgers.spans import plain
from jianfu.terms.cells.amounts import parse_amount
from jianfu.terms.cells.model import BadCell

_SCHOOL_YEAR = re.compile(r"(20\d\d)\s*(?:[-—–~至]+\s*(?:20)?\d\d)?\s*学年")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


def first_of_year(written: str | None, title: str) -> date | None:
    """The first day of the year written in its own column, else of the one year that the title names."""
    for text in (written, title):
        found = {int(y) for y in _YEAR.findall(plain(text))} if text else set()
        if len(found) == 1:
            return date(found.pop(), 1, 1)
        if found:
            return None
    return None


def first_of_exemption(written: str | None, title: str, kind: str | None) -> date | None:
    """The first day of the year of an exemption; a year of schools begins in September."""
    for text in (written, title):
        m = _SCHOOL_YEAR.search(plain(text)) if text else None
        if m is not None:
            return date(int(m.group(1)), 9, 1)
    first = first_of_year(written, title)
    return first.replace(month=9) if first is not None and kind == "education" else first


def happened(day: date | None) -> bool | None:
    """What has a day has happened; without one nothing is known."""
    return True if day is not None else None


_UNSIGNED = re.compile(r"^(?:[×xX✗]|[未没无否不].*|空)$")


def signed_when_written(signature: str | None) -> bool | None:
    """What stands where a household signs is a signature (a name, a tick, a thumb print) unless it says that there is none."""
    return None if not signature else _UNSIGNED.match(plain(signature)) is None


def approved_when_numbered(number: str | None) -> str | None:
    """A project with the number of an approval is approved."""
    return "approved" if number else None


_CHARGES = (
    ("labour", r"筹劳|以资代劳|代劳|义务工|投劳|筹工"),
    ("levy", r"筹资|一事一议"),
    ("fine", r"罚|违约金|滞纳金"),
    ("deposit", r"押金|保证金"),
    ("donation", r"捐|赞助|集资"),
    ("subscription", r"报刊|报纸|订阅|杂志|订报"),
    ("document", r"工本|证照|证件|建房|办证|手续费"),
    ("electricity", r"电费|用电|排灌电"),
    ("water", r"水费|灌溉|用水"),
    ("land", r"承包|租金|地租"),
    ("service", r"卫生|保洁|垃圾|代耕|农机|作业费|服务|管护|清运"),
)


def kind_of_charge(item: str | None) -> str | None:
    """The kind of charge that its name tells; ``other`` when it tells none."""
    if not item:
        return None
    return next((kind for kind, pattern in _CHARGES if re.search(pattern, plain(item))), "other")


_DAYS = re.compile(r"工|劳务|天|日")
_BASES = "人|生|户|亩|劳力|劳动力|劳|口|度|吨|方|立方米|次|年|期|学期|头|个|本|套"
_PER = re.compile(rf"/(?:{_BASES})\S*$|^每(?:{_BASES})")


def rate_of_standard(standard: str | None) -> int | None:
    """Fen of 45元/亩, 每人15元 or 15; None for a standard in workdays or one that holds more than an amount."""
    if not standard:
        return None
    text = re.sub(_PER, "", plain(standard).replace(" ", ""))
    if _DAYS.search(text):
        return None
    try:
        found = parse_amount(text, "fen")
    except BadCell:
        return None
    return found.value if found.max is None and not found.approx else None


def base_of_meeting(meeting: str | None, present: int | None, households: int | None) -> str | None:
    """Representatives are counted by the households they stand for; villagers by what was filled in, people first."""
    if meeting == "representatives":
        return "household"
    if meeting == "villagers" and present is not None:
        return "person"
    return "household" if meeting == "villagers" and households is not None else None


def voters_of_meeting(
    counted_by: str | None,
    present: int | None,
    present_max: int | None,
    households: int | None,
    households_max: int | None,
) -> int | None:
    """Those present on the base by which the meeting was counted, where that is exact."""
    if counted_by == "person":
        return present if present_max is None else None
    return households if counted_by == "household" and households_max is None else None


def turnout_of_households(
    due: int | None, due_max: int | None, present: int | None, present_max: int | None
) -> int | None:
    """Hundredths of a percent of the households that are present, to the nearest, where both are exact."""
    if not due or present is None or due_max is not None or present_max is not None:
        return None
    return (20_000 * present + due) // (2 * due)


VILLAGE_LIFE: Mapping[str, tuple[tuple[str, ...], Callable[..., object], bool]] = MappingProxyType(
    {
        "first_of_year": (("for_year", "@title"), first_of_year, False),
        "first_of_exemption": (("for_year", "@title", "kind"), first_of_exemption, False),
        "happened_when_published": (("published_on",), happened, True),
        "happened_when_issued": (("issued_on",), happened, True),
        "happened_when_posted": (("posted_on",), happened, True),
        "happened_when_checked": (("township_on",), happened, True),
        "signed_when_written": (("signature",), signed_when_written, True),
        "approved_when_numbered": (("approval",), approved_when_numbered, True),
        "kind_of_charge": (("item",), kind_of_charge, False),
        "rate_of_standard": (("standard",), rate_of_standard, False),
        "base_of_meeting": (("meeting", "present", "households_present"), base_of_meeting, False),
        "voters_of_meeting": (
            ("counted_by", "present", "present_max", "households_present", "households_present_max"),
            voters_of_meeting,
            False,
        ),
        "turnout_of_households": (
            ("households_due", "households_due_max", "households_present", "households_present_max"),
            turnout_of_households,
            False,
        ),
    }
)
"""Inputs, function, and whether its use is to be reported, by the name that declarations use."""
