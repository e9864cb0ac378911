"""What day it is: today in China, or the day that an invented county was invented for."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.utils import timezone


def today() -> dt.date:
    """The day that pages speak of and that roles are held on."""
    chosen: dt.date | None = settings.TODAY
    return chosen or timezone.localdate()


def now() -> dt.datetime:
    """The moment something is done, aware of its zone; always the real one."""
    return timezone.now()
