"""The log of requests: which page, what came of it, how long it took. Never who asked, from where, or for what.

The page is its pattern (``people/<int:person>/``), so neither numbers nor the links that people were sent get in.
A fault is logged by its kind and the lines it went through; its message may quote what somebody typed and is left out.
"""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Callable
from types import TracebackType

from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]
Fault = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
logger = logging.getLogger("jianfu.requests")


def log_requests(get_response: Answer) -> Answer:
    """One line for each request that reached a page, and for each that found none."""

    def answer(request: HttpRequest) -> HttpResponse:
        started = time.monotonic()
        response = get_response(request)
        spent = (time.monotonic() - started) * 1000
        logger.info("%s %s %d %.0f ms", request.method, page_of(request), response.status_code, spent)
        return response

    return answer


def page_of(request: HttpRequest) -> str:
    """The pattern of the page that was asked for; "-" when there is none."""
    match = getattr(request, "resolver_match", None)
    return f"/{match.route}" if match is not None else "-"


class Formatter(logging.Formatter):
    """Time, level, logger and text; of a fault its kind and place, of a request its pattern."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """One line, followed by the places a fault went through."""
        request = getattr(record, "request", None)
        # A copy: another handler may have written the fault into the record in full.
        changed: dict[str, object] = {"exc_text": None}
        if isinstance(request, HttpRequest):
            changed |= {"msg": page_of(request), "args": ()}
        return super().format(logging.makeLogRecord({**record.__dict__, **changed}))

    def formatException(self, ei: Fault) -> str:
        """The kind of the fault and where it arose, without its message."""
        lines = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(ei[2])]
        return "\n".join([ei[0].__name__ if ei[0] else "?", *lines])
