"""One check of everything over the site's own database, reduced to standings and written down in one transaction."""

from __future__ import annotations

import datetime as dt
import hashlib
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.db.models import Count, Max
from django.utils import timezone

from jianfu.engine.check import check
from jianfu.engine.reduced import Reduction
from jianfu.engine.world import World
from jianfu.norms.model import FIELDS, Catalogue
from jianfu.web.accounts.models import Organisation, PupilRules
from jianfu.web.policies.models import Pack
from jianfu.web.policies.queries import national
from jianfu.web.policies.standings.database import opened
from jianfu.web.policies.standings.marks import catalogue_of_all
from jianfu.web.policies.standings.models import Checked, ClassDay, Standing
from jianfu.web.policies.standings.reading import Reader
from jianfu.web.records.bulk import insert, update
from jianfu.web.records.models import Version

BATCH = 2_000


def state(today: dt.date) -> tuple[str, int]:
    """A digest of everything that standings depend on, and the last version of records."""
    versions = Version.objects.aggregate(last=Max("pk"), n=Count("pk"))
    pack = Pack.objects.aggregate(last=Max("pk"))["last"]
    columns = ("code", "name", "kind", "level", "parent_id", "stages", "system", "aliases", "closed_on")
    places = hashlib.sha256()
    for row in Organisation.objects.order_by("code").values_list(*columns).iterator():
        places.update(repr(row).encode())
    rules = list(PupilRules.objects.order_by("pk").values_list("pk", "withdrawn_at"))
    parts = (today, versions["last"], versions["n"], pack, places.hexdigest(), rules, national().digest)
    return hashlib.sha256(repr(parts).encode()).hexdigest(), versions["last"] or 0


def is_due(today: dt.date) -> bool:
    """Whether rows, marks, organisations or the day changed since the last check."""
    last = Checked.objects.first()
    return last is None or last.state != state(today)[0]


def refresh(today: dt.date) -> Checked:
    """Checks everything as of ``today`` and writes what changed; each organisation with the marks of its chain."""
    begun = time.monotonic()
    known, through = state(today)  # before the check: what is written during it brings about the next
    with opened() as world:
        changes, norms = _changes(world, catalogue_of_all(), today)
    with transaction.atomic():
        changes.write()
        Checked.objects.all().delete()
        return Checked.objects.create(
            at=timezone.now(), as_of=today, through=through, state=known, norms=norms,
            seconds=round(time.monotonic() - begun, 2),
        )  # fmt: skip


@dataclass
class Changes:
    """Rows to be written so that the tables say what a check found."""

    added: dict[type[models.Model], list[models.Model]] = field(default_factory=dict)
    changed: dict[type[models.Model], list[models.Model]] = field(default_factory=dict)
    gone: dict[type[models.Model], list[int]] = field(default_factory=dict)

    def compare(
        self, model: type[models.Model], keys: Sequence[str], standing: Iterable[models.Model], found: Iterable[models.Model]
    ) -> None:  # fmt: skip
        """Notes what turns the rows ``standing`` into ``found``; both know themselves by ``keys``."""
        before = {tuple(getattr(row, k) for k in keys): row for row in standing}
        names = [f.attname for f in model._meta.concrete_fields if not f.primary_key]
        for row in found:
            old = before.pop(tuple(getattr(row, k) for k in keys), None)
            if old is None:
                self.added.setdefault(model, []).append(row)
            elif any(getattr(row, n) != getattr(old, n) for n in names):
                row.pk = old.pk
                self.changed.setdefault(model, []).append(row)
        self.gone.setdefault(model, []).extend(row.pk for row in before.values())

    def write(self) -> None:
        """Writes them; the caller holds a transaction."""
        for model, numbers in self.gone.items():
            for start in range(0, len(numbers), BATCH):
                model._default_manager.filter(pk__in=numbers[start : start + BATCH]).delete()
        for model, rows in self.changed.items():
            names = {f.attname for f in model._meta.concrete_fields if not f.primary_key}
            update(model, rows, names)
        for model, rows in self.added.items():
            for start in range(0, len(rows), BATCH):
                insert(model, rows[start : start + BATCH])


def _changes(world: World, catalogue: Catalogue, today: dt.date) -> tuple[Changes, int]:
    reduction = Reduction(world, today)
    result = check(world, catalogue, today, reduction=reduction)
    numbers = dict(Organisation.objects.open().values_list("code", "pk"))
    reader, changes = Reader(result, reduction, numbers), Changes()
    order = {identity: number for number, identity in enumerate(_by_field(catalogue))}
    for part in result.parts:
        norm = part.norm.id
        found: Iterator[Any] = iter(reader.standings(part, order[norm]))
        changes.compare(Standing, ("organisation_id",), Standing.objects.filter(norm=norm), found)
        keys = ("organisation_id", "grade", "class_no", "day")
        changes.compare(ClassDay, keys, ClassDay.objects.filter(norm=norm), reader.class_days(part))
    judged = [part.norm.id for part in result.parts]
    for model in (Standing, ClassDay):
        left = model._default_manager.exclude(norm__in=judged).values_list("pk", flat=True)
        changes.gone.setdefault(model, []).extend(left)
    return changes, len(result.parts)


def _by_field(catalogue: Catalogue) -> list[str]:
    """The ids of all norms by field, within one in the order of the catalogue."""
    return sorted(catalogue.norms, key=lambda i: FIELDS.index(catalogue.norms[i].field))
