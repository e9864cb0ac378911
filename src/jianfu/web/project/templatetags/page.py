"""Tags that every template has without loading them: words, days, the waterline, states, QR codes, scripts."""

from __future__ import annotations

import datetime as dt
from functools import cache

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from jianfu.reports.waterline import DEFINITIONS, drawn
from jianfu.terms.labels import label
from jianfu.web.accounts.qr import qr_code
from jianfu.web.project import dates, wording

register = template.Library()

# How a state looks: kept and near are inside the line, over and short past it.
_LOOK = {
    "kept": "", "near": "near", "advised": "near", "breached": "over", "short": "over", "early": "over", "late": "over",
    "suspected": "unk", "not_evaluable": "unk", "not_applicable": "na",
}  # fmt: skip


@register.simple_tag
def say(key: str, **facts: object) -> str:
    """``{% say "people.lead" n=3 %}``: the label ``web.people.lead`` with its facts."""
    return wording.say(key, **facts)


@register.simple_tag
def say_name(*parts: object) -> str:
    """``{% say_name "role" held.role %}``: the label ``web.role.<value>``, for values that code uses."""
    return wording.say(".".join(str(part) for part in parts))


@register.filter
def day(value: dt.date) -> str:
    """Month, day and weekday."""
    return dates.day(value, wording.lang())


@register.filter
def whole_day(value: dt.date) -> str:
    """With the year."""
    return dates.whole_day(value, wording.lang())


@register.filter
def moment(value: dt.datetime) -> str:
    """Day and time."""
    return dates.moment(value, wording.lang())


@register.simple_tag
def state(outcome: str) -> SafeString:
    """``{% state "near" %}``: the word of an outcome with its small vessel."""
    word = label(f"outcome.{outcome}", wording.lang())
    return format_html('<span class="st {}">{}</span>', _LOOK[outcome], word)


@register.simple_tag
def waterline(
    value: float | None,
    mark: float,
    outcome: str = "kept",
    *,
    floor: bool = False,
    planned: float = 0,
    name: str = "",
) -> SafeString:
    """``{% waterline 45 60 "kept" name="上限 60" %}``: the bar of one figure under its line; None is missing.

    The page holds ``{% water_patterns %}`` once, in its block ``patterns``.
    """
    return mark_safe(drawn(value, mark, outcome, floor=floor, planned=planned, name=name))


@register.simple_tag
def water_patterns() -> SafeString:
    """The hatches that bars are filled with."""
    return mark_safe(DEFINITIONS)


@register.simple_tag
def qr(text: str) -> SafeString:
    """The QR code of ``text``; the words of it must stand beside."""
    return qr_code(text)


@register.simple_tag
def mark() -> SafeString:
    """The sign of the site: a vessel with its line."""
    return mark_safe(
        '<svg class="seal" viewBox="0 0 32 24" width="32" height="24" aria-hidden="true">'
        '<path class="water" d="M7 13h18v8H7z"/><path class="vessel" d="M7 3v16a3 3 0 0 0 3 3h12a3 3 0 0 0 3-3V3"/>'
        '<path class="line" d="M1 6h30"/></svg>'
    )


@register.simple_tag
def script(path: str) -> SafeString:
    """A script where it has been brought: pages work without it."""
    if not _brought(path):
        return SafeString("")
    return format_html('<script src="{}" defer></script>', static(path))


@cache
def _brought(path: str) -> bool:
    return finders.find(path) is not None
