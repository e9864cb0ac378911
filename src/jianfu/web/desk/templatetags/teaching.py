"""How the steps of a piece of homework hold what was told before."""

from __future__ import annotations

from urllib.parse import parse_qsl

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from jianfu.web.desk.teaching.forms import PieceForm

register = template.Library()


@register.simple_tag
def query(form: PieceForm, **other: object) -> str:
    """``{% query form minutes=15 %}``: the query of everything told so far, with ``other`` in its place."""
    return form.told(**other)


@register.simple_tag
def hold(form: PieceForm, *left_out: str) -> SafeString:
    """``{% hold form "minutes" %}``: the same as hidden fields of a form."""
    told = parse_qsl(form.told(**dict.fromkeys(left_out)))
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', told)
