"""Chinese first; English for whoever chose it. What the browser would prefer is not asked: a page that an office
sends around is the same for everybody until somebody switches."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from jianfu.web.project.middleware.public import language_of

Answer = Callable[[HttpRequest], HttpResponse]


def choose_language(get_response: Answer) -> Answer:
    """Answers in the language that the cookie names; public pages in the one that their address names."""

    def answer(request: HttpRequest) -> HttpResponse:
        of_address = language_of(request.path_info)
        chosen = "en" if request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) == "en" else "zh-hans"
        language = of_address or chosen
        with translation.override(language):
            response = get_response(request)
        response.headers.setdefault("Content-Language", "en" if language == "en" else "zh-CN")
        if of_address is None:
            patch_vary_headers(response, ("Cookie",))
        return response

    return answer
