"""The pages that say no: one template, a sentence for each status, what to do next. They touch no database."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def _page(request: HttpRequest, status: int) -> HttpResponse:
    return render(request, "errors/error.html", {"status": status}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: what was sent cannot be understood."""
    del exception
    return _page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: the person signed in may not do this."""
    del exception
    return _page(request, 403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was opened too long ago, or does not come from this site."""
    del reason
    return render(request, "errors/error.html", {"status": "csrf"}, status=403)


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: there is no such page."""
    del exception
    return _page(request, 404)


def too_large(request: HttpRequest) -> HttpResponse:
    """413: more than the site takes at once."""
    return _page(request, 413)


def too_many(request: HttpRequest, seconds: int = 60) -> HttpResponse:
    """429: wait ``seconds``."""
    response = _page(request, 429)
    response.headers["Retry-After"] = str(seconds)
    return response


def failed(request: HttpRequest) -> HttpResponse:
    """500: a fault of ours."""
    return _page(request, 500)
