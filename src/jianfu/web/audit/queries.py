"""What is read of the chain."""

from __future__ import annotations

from jianfu.web.audit.chain import START
from jianfu.web.audit.models import Head


def chain_end() -> tuple[int, str]:
    """The number of the last entry and its digest."""
    head = Head.objects.filter(pk=1).first()
    return (head.number, head.digest) if head else (0, START)
