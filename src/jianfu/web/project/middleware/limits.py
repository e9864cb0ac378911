"""How many requests one person may send a minute, or one address where nobody is signed in; how large one may be.

Requests are counted in each process, so that a request costs no write: with n processes the bound is up to n times as high.
It is there against runaway scripts; the lock on sign-in is exact and kept elsewhere. Nothing of it is written down.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse

from jianfu.web.project.errors import too_large, too_many

Answer = Callable[[HttpRequest], HttpResponse]
MINUTE = 60
READS = frozenset({"GET", "HEAD", "OPTIONS"})


def limit_requests(get_response: Answer) -> Answer:
    """Answers 429 past ``settings.LIMITS`` reads or writes in a minute of the clock."""
    counts = caches["process"]

    def answer(request: HttpRequest) -> HttpResponse:
        kind = "reads" if request.method in READS else "writes"
        minute = int(time.time()) // MINUTE
        key = f"limit:{kind}:{minute}:{_asker(request)}"
        counts.add(key, 0, timeout=2 * MINUTE)
        try:
            sent = counts.incr(key)
        except ValueError:  # dropped between the two lines because the cache is full
            sent = 1
        if sent > settings.LIMITS[kind]:
            return too_many(request, MINUTE - int(time.time()) % MINUTE)
        return get_response(request)

    return answer


def limit_uploads(get_response: Answer) -> Answer:
    """Answers 413 to a request that says it is larger than ``settings.REQUEST_LIMIT``, before any of it is read.

    One that does not say how large it is has no body here: servers hand on no more than was announced.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if not announced.isascii() or not announced.isdigit() or int(announced) > settings.REQUEST_LIMIT:
            return too_large(request)
        return get_response(request)

    return answer


def _asker(request: HttpRequest) -> str:
    """Who is counted; an address is not kept as it is, even for the minute."""
    if request.user.is_authenticated:
        return f"person:{request.user.pk}"
    return hashlib.blake2b(client_address(request).encode(), digest_size=8).hexdigest()


def client_address(request: HttpRequest) -> str:
    """The address that asks, as the outermost of our own proxies saw it; a header is believed of no one else."""
    proxies = settings.TRUSTED_PROXIES
    passed = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    if proxies and len(passed) >= proxies and passed[-proxies]:
        return passed[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))
