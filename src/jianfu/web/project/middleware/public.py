"""Pages under /public/ are the same for everybody: the address alone says which page in which language it is.

No cookie is read on them and none is set, so that any cache may keep them. Each process keeps what it rendered, packed
and with its tag, and answers from there before anything else looks at the request. A page is kept for ``KEPT`` seconds
here and may be kept for ``TOLD`` more by whoever got it: together less than a minute.
"""

from __future__ import annotations

import gzip
import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]
PREFIX = "/public/"
ENGLISH = f"{PREFIX}en/"
ASKED = frozenset(f"{PREFIX}{lang}/{page}" for lang in ("zh", "en") for page in ("", "charges/"))
"""The pages that answer a question, ``?q=``. The others are the same whatever stands behind the question mark."""
KEPT = 25.0
TOLD = 30
CACHE_CONTROL = f"public, max-age={TOLD}"
MOST_BYTES = 64 * 2**20
"""What a process keeps at most; the pages not asked for longest go first."""
_READS = frozenset({"GET", "HEAD"})
_HELD = ("Content-Length", "ETag", "Vary", "Cache-Control")


def language_of(path: str) -> str | None:
    """The language that an address names; None for pages that are not public."""
    if not path.startswith(PREFIX):
        return None
    return "en" if path.startswith(ENGLISH) else "zh-hans"


@dataclass(frozen=True)
class Kept:
    """A page as it was rendered: plain and packed, its tag, the rest of its headers, its pattern for the log."""

    made: float
    plain: bytes
    packed: bytes
    tag: str
    headers: tuple[tuple[str, str], ...]
    match: Any

    @property
    def weight(self) -> int:
        """Bytes that it takes, roughly."""
        return len(self.plain) + len(self.packed) + 1_000

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The page for one request; 304 for whoever has it already."""
        request.resolver_match = self.match
        if self.tag in request.META.get("HTTP_IF_NONE_MATCH", ""):
            response = HttpResponse(status=304)
            response.headers.pop("Content-Type", None)
        elif "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", ""):
            response = HttpResponse(self.packed)
            response.headers["Content-Encoding"] = "gzip"
            response.headers["Content-Length"] = str(len(self.packed))
        else:
            response = HttpResponse(self.plain)
            response.headers["Content-Length"] = str(len(self.plain))
        for name, value in self.headers:
            if response.status_code == 200 or name != "Content-Type":
                response.headers[name] = value
        response.headers["ETag"] = self.tag
        response.headers["Cache-Control"] = CACHE_CONTROL
        response.headers["Vary"] = "Accept-Encoding"
        return response


class Shelf:
    """What a process keeps, within ``MOST_BYTES``. One request renders a page that is over; the others get the old."""

    def __init__(self) -> None:
        self._pages: OrderedDict[tuple[str, ...], Kept] = OrderedDict()
        self._being_made: set[tuple[str, ...]] = set()
        self._bytes = 0
        self._lock = threading.Lock()

    def find(self, key: tuple[str, ...]) -> Kept | None:
        """The page to answer with; None for the one request that is to render it."""
        with self._lock:
            page = self._pages.get(key)
            if page is None:
                return None
            self._pages.move_to_end(key)
            age = time.monotonic() - page.made
            if age < KEPT or (key in self._being_made and age < KEPT + 5):
                return page
            self._being_made.add(key)
            return None

    def put(self, key: tuple[str, ...], page: Kept) -> None:
        """Keeps a page in place of the one before."""
        with self._lock:
            self._drop(key)
            self._pages[key] = page
            self._bytes += page.weight
            while self._bytes > MOST_BYTES and len(self._pages) > 1:
                self._drop(next(iter(self._pages)))

    def made(self, key: tuple[str, ...]) -> None:
        """Says that a page is rendered, or could not be."""
        with self._lock:
            self._being_made.discard(key)

    def clear(self) -> None:
        """Forgets every page."""
        with self._lock:
            self._pages.clear()
            self._bytes = 0

    def _drop(self, key: tuple[str, ...]) -> None:
        page = self._pages.pop(key, None)
        if page is not None:
            self._bytes -= page.weight


SHELF = Shelf()


def serve_public(get_response: Answer) -> Answer:
    """Answers public pages from what this process keeps; see the module."""

    def answer(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PREFIX):
            return get_response(request)
        key = _key(request)
        if key is None:
            return _rendered(request, get_response)
        page = SHELF.find(key)
        if page is not None:
            return page.answer(request)
        try:
            told = {
                name: request.META.get(name, "") for name in ("HTTP_IF_NONE_MATCH", "HTTP_ACCEPT_ENCODING")
            }
            response = _rendered(request, get_response)
            if not _may_keep(response):
                return response
            page = _kept(request, response)
            SHELF.put(key, page)
            request.META.update(told)
            return page.answer(request)
        finally:
            SHELF.made(key)

    return answer


def _key(request: HttpRequest) -> tuple[str, ...] | None:
    """Under what a page is kept: none that is asked a question, since there is no end of them. Where no question is
    answered, none has the page made anew: what takes long cannot be asked for in a thousand ways."""
    asked = request.path_info in ASKED and request.META.get("QUERY_STRING")
    if request.method not in _READS or asked:
        return None
    try:
        # Pages hold their own address, which a code for telephones is made of.
        return (request.scheme or "", request.get_host(), request.path_info)
    except DisallowedHost:
        return None


def _rendered(request: HttpRequest, get_response: Answer) -> HttpResponse:
    """The page as nobody in particular gets it."""
    request.COOKIES = {}
    request.META.pop("HTTP_COOKIE", None)
    request.META.pop("HTTP_IF_NONE_MATCH", None)
    request.META["HTTP_ACCEPT_ENCODING"] = ""
    response = get_response(request)
    response.cookies.clear()
    if response.headers.get("Cache-Control") == CACHE_CONTROL:
        response.headers["Vary"] = "Accept-Encoding"
    return response


def _may_keep(response: HttpResponse) -> bool:
    return response.status_code == 200 and response.headers.get("Cache-Control") == CACHE_CONTROL


def _kept(request: HttpRequest, response: HttpResponse) -> Kept:
    plain = response.content
    headers = tuple((n, v) for n, v in response.headers.items() if n not in _HELD)
    tag = f'W/"{hashlib.sha256(plain).hexdigest()[:32]}"'
    packed = gzip.compress(plain, 6, mtime=0)
    return Kept(time.monotonic(), plain, packed, tag, headers, request.resolver_match)
