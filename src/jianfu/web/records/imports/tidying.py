"""What a crash left behind, and what nobody needs any more: cleared away when the site starts, and now and then.

Nothing that was acknowledged is lost by it: a file without its import was never acknowledged, what was read of a file
can be read again, and a reading that was cut off is begun anew.
"""

from __future__ import annotations

import datetime as dt
import time

from jianfu.web.accounts.actor import OPERATOR
from jianfu.web.project.clock import now
from jianfu.web.records.imports import actions, limits
from jianfu.web.records.imports.models import Import
from jianfu.web.records.imports.process import place, staging_of, start
from jianfu.web.records.imports.staging import Staging

State = Import.State
# A file that is just being handed in has no import yet.
_YOUNG = 3_600


def clear(imported: Import) -> None:
    """Removes from the disk what an import needs no more in the state that it has now."""
    if imported.state == State.DROPPED:
        staging_of(imported).remove()
    elif imported.state == State.CONFIRMED:
        staging_of(imported).drop_staged()


def tidy() -> None:
    """Clears away what is left over, begins anew what was cut off, drops what nobody confirmed in time."""
    if not place().is_dir():
        return
    known = {imported.folder: imported for imported in Import.objects.exclude(state=State.DROPPED)}
    for path in place().iterdir():
        if path.name not in known and path.is_dir() and path.stat().st_mtime < time.time() - _YOUNG:
            Staging(path).remove()
    limit = now() - dt.timedelta(days=limits.DAYS_STAGED)
    for imported in known.values():
        staging = staging_of(imported)
        if imported.state == State.CONFIRMED:
            if staging.is_read():
                staging.drop_staged()
        elif imported.made_at < limit:
            actions.drop(OPERATOR, imported)
            staging.remove()
        elif _was_cut_off(staging):
            start(staging)


def _was_cut_off(staging: Staging) -> bool:
    if staging.is_read() or staging.is_being_read():
        return False
    return staging.task.exists() and staging.attempts < limits.ATTEMPTS
