"""What the ledgers about firms tell of themselves: prices from standards, days as numbers, caps, interest."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from jianfu.ledgers.spans import plain
from jianfu.terms.cells.amounts import parse_amount
from jianfu.terms.cells.model import BadCell
from jianfu.terms.numerals import chinese_number

OPEN_END = date.max.toordinal()
"""The number of the last day of what goes on without an end."""

_PLAIN_PRICE = re.compile(
    r"^(?:每|按)?[^\d元%‰、,，;；~至—-]*?(?P<figure>\d+(?:\.\d{1,2})?)(?P<unit>万?元)?(?:[/每]?[^\d元%‰、,，;；~至—-]*)$"
)


def price_of_standard(standard: str | None) -> int | None:
    """Fen of a standard that is one plain price (每件200元, 50元/户, 200); None for shares, ranges and tables."""
    if not standard:
        return None
    text = plain(standard)
    m = _PLAIN_PRICE.match(text)
    if m is None or (m["unit"] is None and not re.fullmatch(r"[\d.]+", text)):
        return None
    return round(float(m["figure"]) * (1_000_000 if m["unit"] == "万元" else 100))


def rate_of_price(price: int | None, most: int | None, standard: str | None) -> str | None:
    """A standard in one spelling, by which that of a charge meets that of the list: 200元, else its own words."""
    if price is not None and most is None:
        return f"{price // 100}元" if price % 100 == 0 else f"{price / 100:.2f}元"
    return "".join(plain(standard).split()) if standard else None


def price_times_quantity(
    price: int | None, price_most: int | None, quantity: int | None, quantity_most: int | None
) -> int | None:
    """What is due by the standard, in fen; the quantity is in hundredths."""
    if price is None or quantity is None or price_most is not None or quantity_most is not None:
        return None
    return price * quantity // 100


def item_in_short(item: str | None) -> str | None:
    """An item without what typists vary: width of brackets, blanks, quotation marks, a number before it."""
    if not item:
        return None
    text = re.sub(r"[\s《》“”\"'·]", "", plain(item))
    return re.sub(r"^\d{1,3}[.、]", "", text).rstrip("。.;；") or None


def day_number(day: date | None) -> int | None:
    """A day as a number, so that days of two ledgers can be set against one another."""
    return day.toordinal() if day is not None else None


def last_day(until: date | None) -> int:
    """The number of the last day; without one it goes on."""
    return until.toordinal() if until is not None else OPEN_END


def first_day(since: date | None) -> int:
    """The number of the first day; without one it has always been so."""
    return since.toordinal() if since is not None else 1


def last_day_of_licence(status: str | None, until: date | None) -> int | None:
    """The last day of a licence: unknown for one that was cancelled or suspended without a day."""
    if until is None and status in ("cancelled", "suspended"):
        return None
    return last_day(until)


_PER_YEAR = (
    (r"半年", 2), (r"季度?", 4), (r"月", 12), (r"周", 52), (r"(?:年|年度)", 1),
)  # fmt: skip
_NUMBER = r"([\d一二两三四五六七八九十]+)"


def times_a_year(frequency: str | None) -> int | None:
    """The cap in 1次/年, 每年不超过2次, 每半年1次; None where it is none in times a year (不限, 按需, 每两年1次)."""
    if not frequency:
        return None
    text = plain(frequency).replace(" ", "")
    if re.fullmatch(rf"{_NUMBER}次?", text):
        return _count(text.rstrip("次"))
    for period, factor in _PER_YEAR:
        for pattern in (
            rf"{_NUMBER}次[/每]?(?:每|一|1)?{period}$",
            rf"^[每一全]?(?:个)?{period}(?:内)?[^\d一二两三四五六七八九十]*{_NUMBER}次",
        ):
            if (m := re.search(pattern, text)) is not None and not re.search(rf"[两二三2-9]{period}", text):
                count = _count(m.group(1))
                return None if count is None else count * factor
    return None


def _count(text: str) -> int | None:
    try:
        return parse_amount(text, "time").value
    except BadCell:
        return chinese_number(text)


def scanned_of_time(scanned_at: str | None) -> bool | None:
    """A time of the scan says that the code was scanned, 未扫码 that it was not; nothing says nothing."""
    if not scanned_at:
        return None
    if re.search(r"未|没|无|否|免", plain(scanned_at)):
        return False
    return True if re.search(r"\d", plain(scanned_at)) else None


def certified_of_number(certificates: str | None) -> bool | None:
    """A number of a certificate says that it was shown, 未出示 that it was not."""
    if not certificates:
        return None
    return re.search(r"未|没|无|否", plain(certificates)) is None


_INTEREST_PER_TEN_THOUSAND = 5  # 0.05 % a day, where nothing was agreed


def late_interest(
    payable: int | None, most: int | None, due_on: date | None, paid_on: date | None
) -> int | None:
    """Fen of interest for the days between the day due and the day paid, at the rate that holds without agreement."""
    if payable is None or most is not None or due_on is None or paid_on is None:
        return None
    return payable * max((paid_on - due_on).days, 0) * _INTEREST_PER_TEN_THOUSAND // 10_000


def burden_in_all(*parts: int | None) -> int | None:
    """The parts together, where each is known and exact: amounts and their upper ends take turns."""
    amounts, tops = parts[::2], parts[1::2]
    if any(a is None for a in amounts) or any(t is not None for t in tops):
        return None
    return sum(a for a in amounts if a is not None)


_PARTS = ("fees", "services", "fines", "levies", "subscriptions")
CHARGES: Mapping[str, tuple[tuple[str, ...], Callable[..., object], bool]] = MappingProxyType(
    {
        "item_in_short": (("item",), item_in_short, False),
        "price_of_standard": (("standard",), price_of_standard, False),
        "rate_of_price": (("unit_price", "unit_price_max", "standard"), rate_of_price, False),
        "price_times_quantity": (
            ("unit_price", "unit_price_max", "quantity", "quantity_max"),
            price_times_quantity,
            True,
        ),
        "first_day_of_item": (("since",), first_day, False),
        "last_day_of_item": (("until",), last_day, False),
        "day_charged": (("charged_on",), day_number, False),
        "first_day_of_licence": (("valid_from",), first_day, False),
        "last_day_of_licence": (("status", "valid_until"), last_day_of_licence, False),
        "times_a_year": (("frequency",), times_a_year, False),
        "scanned_of_time": (("scanned_at",), scanned_of_time, True),
        "certified_of_number": (("certificates",), certified_of_number, True),
        "late_interest": (("payable", "payable_max", "due_on", "paid_on"), late_interest, False),
        "burden_in_all": (tuple(n for p in _PARTS for n in (p, f"{p}_max")), burden_in_all, True),
    }
)
"""Derivations of the ledgers about firms: inputs, function, and whether its use is reported as a guess."""
