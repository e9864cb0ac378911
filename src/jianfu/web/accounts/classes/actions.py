"""What is done to a school's classes. Each action checks, writes and logs in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping

from django.db import transaction

from jianfu.terms.errors import JianfuError
from jianfu.web.accounts.actor import Actor
from jianfu.web.accounts.classes.perms import may_keep_classes
from jianfu.web.accounts.classes.queries import in_the_way, plan
from jianfu.web.accounts.models import Assignment, Organisation, Promotion, SchoolClass
from jianfu.web.accounts.perms import require
from jianfu.web.audit.actions import log
from jianfu.web.project.clock import now


def add_classes(
    actor: Actor, organisation: Organisation, stage: str, entered: int, numbers: Iterable[int]
) -> list[SchoolClass]:
    """Adds the classes that are not there yet and opens those that were closed; gives those that it added or opened."""
    require(may_keep_classes(actor, organisation))
    with transaction.atomic():
        changed = []
        for number in sorted(set(numbers)):
            made, fresh = SchoolClass.objects.get_or_create(
                organisation=organisation, stage=stage, entered=entered, number=number
            )
            if not fresh and made.closed_on is None:
                continue
            made.closed_on = None
            made.save(update_fields=("closed_on",))
            facts = {"stage": stage, "entered": entered, "number": number, "opened": not fresh}
            log(actor, "accounts.add-class", made, organisation=organisation, facts=facts)
            changed.append(made)
    return changed


def close_class(actor: Actor, school_class: SchoolClass, day: dt.date) -> None:
    """The class is no more from ``day`` on; roles that belong to it end on the day before.

    JianfuError when a role at it only begins later.
    """
    require(may_keep_classes(actor, school_class.organisation))
    with transaction.atomic():
        held = Assignment.objects.select_for_update().filter(school_class=school_class)
        if held.filter(starts__gte=day).exists():
            raise JianfuError("web.class-in-use")
        ended = [a.pk for a in held.on(day)]
        Assignment.objects.filter(pk__in=ended).update(ends=day - dt.timedelta(days=1))
        school_class.closed_on = day
        school_class.save(update_fields=("closed_on",))
        facts = {"day": day.isoformat(), "ended": ended}
        log(actor, "accounts.close-class", school_class, organisation=school_class.organisation, facts=facts)


def promote(
    actor: Actor,
    organisation: Organisation,
    year: int,
    entering: Mapping[str, int],
    ending: Collection[int] = (),
) -> Promotion:
    """Takes the classes of a school over 1 September ``year``: those that leave are closed on that day and their homeroom
    roles end on the eve; ``entering`` says how many first-year classes each stage is to have; ``ending`` are the
    numbers of further homeroom roles that end on the eve. The others go on: a class keeps its people.

    A year that was confirmed before is left as it is, and its promotion given back.
    """
    require(may_keep_classes(actor, organisation))
    with transaction.atomic():
        # Two who confirm at once take turns.
        place = Organisation.objects.select_for_update().get(pk=organisation.pk)
        before = Promotion.objects.filter(organisation=place, year=year).first()
        if before is not None:
            return before
        coming = plan(place, year)
        closed = [c.school_class.pk for c in coming.leaving]
        SchoolClass.objects.filter(pk__in=closed).update(closed_on=coming.first)
        roles = [a for c in coming.leaving for a in c.heads]
        roles += [a for c in coming.staying for a in c.heads if a.pk in ending]
        ended = [_ended(role, coming.last) for role in roles]
        added = [
            each.pk
            for stage, count in sorted(entering.items())
            if stage in place.taught_stages
            for each in add_classes(actor, place, stage, year, _numbers(place, stage, year, count))
        ]
        made = Promotion.objects.create(
            organisation=place, year=year, made_by=actor.person, made_at=now(),
            done={"closed": closed, "added": added, "ended": ended},
        )  # fmt: skip
        log(actor, "accounts.promote", made, organisation=place, facts={"year": year, **made.done})
    return made


def _numbers(place: Organisation, stage: str, year: int, count: int) -> list[int]:
    """The first ``count`` numbers, without those of classes that were closed: such a class stays what it is."""
    closed = SchoolClass.objects.filter(organisation=place, stage=stage, entered=year).exclude(closed_on=None)
    taken = set(closed.values_list("number", flat=True))
    return [n for n in range(1, count + len(taken) + 1) if n not in taken][:count]


def _ended(role: Assignment, last: dt.date) -> list[object]:
    """Ends a role, and gives its number with the last day it had and the one it has now."""
    before, role.ends = role.ends, max(last, role.starts)
    role.save(update_fields=("ends",))
    return [role.pk, before.isoformat() if before else None, role.ends.isoformat()]


def undo_promotion(actor: Actor, promotion: Promotion) -> None:
    """Takes a promotion back as if it had not been: classes open again, roles as long as before, new classes gone.

    JianfuError when something hangs on it: see ``queries.in_the_way``.
    """
    require(may_keep_classes(actor, promotion.organisation))
    with transaction.atomic():
        held = Promotion.objects.select_for_update().select_related("organisation").get(pk=promotion.pk)
        why = in_the_way(held)
        if why is not None:
            raise JianfuError(f"web.promotion-{why}")
        SchoolClass.objects.filter(pk__in=held.done["closed"]).update(closed_on=None)
        for pk, before, _ in held.done["ended"]:
            Assignment.objects.filter(pk=pk).update(ends=dt.date.fromisoformat(before) if before else None)
        SchoolClass.objects.filter(pk__in=held.done["added"]).delete()
        log(actor, "accounts.undo-promotion", held, organisation=held.organisation, facts={"year": held.year})
        held.delete()
