"""Verifying the chain once a day, apart from any request, and keeping what came of it for pages to tell."""

from __future__ import annotations

from django.utils import timezone

from jianfu.web.audit.models import Verification
from jianfu.web.audit.queries import chain_end, last_verified
from jianfu.web.audit.verify import Fault, verify
from jianfu.web.project.clock import now

# How many faults are kept; all of them are counted, and the command line tells them all.
KEPT = 20


def check() -> list[Fault]:
    """Verifies the whole chain now, and keeps what came of it."""
    number, _ = chain_end()
    faults = list(verify())
    Verification(
        pk=1, at=now(), number=number, count=len(faults), faults=[[f.kind, f.number] for f in faults[:KEPT]]
    ).save()
    return faults


def keep_checked() -> bool:
    """Verifies the chain unless that was done today; whether it had to be."""
    last = last_verified()
    if last is not None and timezone.localdate(last.at) == timezone.localdate():
        return False
    check()
    return True
