"""What one mark allows under the line that another draws."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

from jianfu.reports.waterline import compared

register = template.Library()


@register.simple_tag
def against(
    value: float | None, mark: float | None, *, floor: bool = False, clock: bool = False
) -> SafeString:
    """``{% against 80 60 %}``: the figure of one mark on the scale of another; nothing where there is no figure."""
    if value is None or mark is None:
        return SafeString("")
    return mark_safe(compared(float(value), float(mark), floor=bool(floor), clock=bool(clock)))
