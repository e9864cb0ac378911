"""What a teacher's tap does. Rows are written by the actions of ledgers; what the rules said beforehand is logged here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from jianfu.terms.errors import JianfuError
from jianfu.web.accounts.actor import Actor
from jianfu.web.accounts.models import Organisation
from jianfu.web.accounts.perms import require
from jianfu.web.audit.actions import log
from jianfu.web.desk.teaching import queries
from jianfu.web.desk.teaching.answers import Asked, Piece, Verdict
from jianfu.web.desk.teaching.perms import may_lead, may_register
from jianfu.web.project.clock import today
from jianfu.web.records import actions as records
from jianfu.web.records.models import Row
from jianfu.web.records.rows import names_of


@dataclass(frozen=True)
class Registered:
    """What became of a piece: the row, whether it stood there before, and what the rules said."""

    row: Any | None
    verdict: Verdict | None = None
    again: bool = False

    @property
    def differs(self) -> bool:
        """Whether the same words stand there with other minutes or another form: then it is for correction."""
        return self.row is None and self.again


def register(actor: Actor, school: Organisation, piece: Piece, *, reason: str = "") -> Registered:
    """A piece of homework that was set in class. The rules are asked once more with all others held off, so that of
    two teachers at once the second is told of the first. No row comes back where a reason is needed and none was given.

    A piece with the same words of the same teacher for the same day is the same piece: a second tap changes nothing.
    """
    require(may_register(actor, school, piece.grade, piece.number))
    with transaction.atomic():
        _hold(school)
        same = queries.same_piece(actor, school, piece.key, piece.day, piece.subject, piece.content)
        if same is not None:
            is_it = (same.minutes, same.form) == (piece.minutes, piece.form)
            return Registered(same if is_it else None, again=True)
        verdict = Asked(school).verdict(piece)
        if verdict.needs_reason and not reason:
            return Registered(None, verdict)
        record = piece.record(actor, school, today())
        made = records.enter(
            actor, queries.HOMEWORK.ledger, school, record, reason=reason if verdict.needs_reason else ""
        )
        facts = {"answer": verdict.says, "norms": list(verdict.norms)}
        log(actor, "desk.register-homework", made, organisation=school, facts=facts)
    return Registered(made, verdict)


def amend(
    actor: Actor, school: Organisation, row: Any, piece: Piece, *, seen: int, reason: str = ""
) -> Registered:
    """One's own piece as it should have been: other words, minutes, form or day. As ``register`` asks the rules."""
    require(may_register(actor, school, piece.grade, piece.number))
    with transaction.atomic():
        _hold(school)
        verdict = Asked(school).verdict(piece, row)
        if verdict.needs_reason and not reason:
            return Registered(None, verdict)
        record = _values(row) | piece.record(actor, school, row.set_on or today()) | {"place": row.place}
        record |= {"required": row.required, "teacher": row.teacher, "minutes_source": row.minutes_source}
        records.correct(actor, row, record, seen=seen, reason=reason)
        facts = {"answer": verdict.says, "norms": list(verdict.norms)}
        log(actor, "desk.amend-homework", row, organisation=school, facts=facts)
    return Registered(row, verdict)


def take_back(actor: Actor, row: Any, *, seen: int) -> None:
    """Takes one's own piece out of the day again; it stays in the history."""
    require(may_register(actor, row.kept_by, row.grade, row.class_no))
    with transaction.atomic():
        records.withdraw(actor, row, seen=seen)
        log(actor, "desk.take-back-homework", row, organisation=row.kept_by)


def declare_none(actor: Actor, school: Organisation, grade: int, number: int) -> bool:
    """The homeroom teacher says that nothing written was set today. False when that stands there already; JianfuError
    when something was."""
    require(may_lead(actor, school, grade, number))
    with transaction.atomic():
        _hold(school)
        day = today()
        pieces = queries.pieces_of(school, (grade, number), day)
        if any(row.form == "written" and not row.none_today for row in pieces):
            raise JianfuError("web.homework-was-set")
        if any(row.none_today and row.subject == queries.ALL_SUBJECTS for row in pieces):
            return False
        none = Piece(grade, number, day, queries.ALL_SUBJECTS, "", 0).record(actor, school, day)
        made = records.enter(actor, queries.HOMEWORK.ledger, school, none | {"none_today": True})
        log(actor, "desk.declare-no-homework", made, organisation=school)
    return True


def settle(
    actor: Actor,
    school: Organisation,
    key: tuple[int, int],
    shares: Mapping[tuple[int, str], int | None],
    *,
    seen: int,
) -> bool:
    """How many minutes each subject of a class may set on each weekday. False when nothing would change.

    ``seen`` is the newest version among the rows that were shown; JianfuError when another has come meanwhile.
    """
    require(may_lead(actor, school, *key))
    day, changed = today(), 0
    with transaction.atomic():
        _hold(school)
        standing = queries.allotted(school, key, day)
        if max((row.version_id for row in standing), default=0) != seen:
            raise JianfuError("web.record-changed")
        known = {(row.weekday, row.subject): row for row in standing}
        for (weekday, subject), minutes in shares.items():
            changed += _share(actor, school, key, (weekday, subject), minutes, known.get((weekday, subject)))
        if changed:
            facts = {"grade": key[0], "class": key[1], "rows": changed}
            log(actor, "desk.settle-allotment", school, organisation=school, facts=facts)
    return changed > 0


def _share(
    actor: Actor, school: Organisation, key: tuple[int, int], at: tuple[int, str], minutes: int | None, row: Any | None
) -> bool:  # fmt: skip
    """Writes one share; whether anything changed."""
    if row is not None and minutes is None:
        records.withdraw(actor, row, seen=row.version_id)
        return True
    if minutes is None or (row is not None and (row.minutes, row.minutes_max) == (minutes, None)):
        return False
    if row is not None:
        record = _values(row) | {"minutes": minutes, "minutes_max": None}
        return records.correct(actor, row, record, seen=row.version_id)
    record = {
        "organisation": school.code, "grade": key[0], "class_no": key[1], "weekday": at[0], "subject": at[1],
        "minutes": minutes, "term": queries.term_of(today()),
    }  # fmt: skip
    records.enter(actor, queries.ALLOTMENT.ledger, school, record)
    return True


def _hold(school: Organisation) -> None:
    """Whoever else registers for this school waits here until the transaction ends."""
    Organisation.objects.select_for_update(no_key=True).get(pk=school.pk)


def _values(row: Row) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names_of(type(row))}
