"""May this be done? The engine's answer for one record, over the site's database as it is at this moment.

What a question costs is kept from one to the next: the norms compiled, the register of organisations, the calendars.
Each thread has its own, with its own connection, since databases let no two threads share one.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Max

from jianfu.engine.databases import SqlBackend, world_of_database
from jianfu.engine.decide import Answer, Change, Decider
from jianfu.engine.world import World, connect
from jianfu.norms.model import Catalogue
from jianfu.web.accounts.models import Organisation
from jianfu.web.policies.queries import catalogue_for
from jianfu.web.policies.standings.database import address
from jianfu.web.project.clock import today
from jianfu.web.records.models import MODELS

KEPT = 8
"""Places whose norms a thread keeps compiled."""
_own = threading.local()


class SiteDecider(Decider):
    """A Decider over the site's tables, which holds no transaction open between questions."""

    def decide(self, change: Change, *, alternatives: bool = True) -> Answer:
        """See Decider."""
        try:
            return super().decide(change, alternatives=alternatives)
        finally:
            assert isinstance(self.world.backend, SqlBackend)
            self.world.backend.database.rollback()


def decider(place: Organisation) -> Decider:
    """Who answers for ``place``, with the marks of its chain. For use in this thread, at once."""
    catalogue, day = catalogue_for(place), today()
    registers = _registers()
    if getattr(_own, "registers", None) != registers:
        forget()
        _own.world, _own.registers, _own.deciders = _world(), registers, []
    return _decider(_own.deciders, _own.world, catalogue, day)


def _decider(kept: list[Decider], world: World, catalogue: Catalogue, day: dt.date) -> Decider:
    found = next((d for d in kept if d.catalogue is catalogue and d.as_of == day), None)
    if found is None:
        found = SiteDecider(world, catalogue, day)
        kept.append(found)
        del kept[:-KEPT]
    return found


def _registers() -> Sequence[Any]:
    """What the world was read of: the database, the organisations, the calendars."""
    calendar = MODELS["school_calendar"]._default_manager.order_by()
    return (
        address(),
        Organisation.objects.aggregate(n=Count("pk"), last=Max("pk")),
        calendar.aggregate(n=Count("pk"), last=Max("version")),
    )


def _world() -> World:
    world = world_of_database(address(), connect())
    world.backend.relations()
    return world


def forget() -> None:
    """Ends this thread's connection; the next question begins anew."""
    world = getattr(_own, "world", None)
    if world is not None:
        world.backend.close()
        world.con.close()
    _own.registers = None
