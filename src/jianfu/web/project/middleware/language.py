"""Chinese first; English for whoever chose it. What the browser would prefer is not asked: a page that an office
sends around is the same for everybody until somebody switches."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

Answer = Callable[[HttpRequest], HttpResponse]


def choose_language(get_response: Answer) -> Answer:
    """Answers in the language that the cookie names."""

    def answer(request: HttpRequest) -> HttpResponse:
        language = "en" if request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) == "en" else "zh-hans"
        with translation.override(language):
            response = get_response(request)
        response.headers.setdefault("Content-Language", "en" if language == "en" else "zh-CN")
        patch_vary_headers(response, ("Cookie",))
        return response

    return answer
