"""Words on pages: labels of jianfu.terms in the language of the request."""

from __future__ import annotations

from django.utils.functional import lazy
from django.utils.translation import get_language

from jianfu.terms.labels import label


def lang() -> str:
    """The language of the request being answered: "zh" or "en"."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def say(key: str, **facts: object) -> str:
    """The label ``web.<key>`` with its facts filled in; KeyError when there is none."""
    text = label(f"web.{key}", lang())
    return text.format(**facts) if facts else text


# The label for what is built before the language is known, such as a form's field: worded each time it is shown.
say_later = lazy(say, str)
