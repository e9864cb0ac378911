"""What is done with files that are handed in. Each action checks, writes and logs in one transaction.

Files are laid down before the transaction that makes them known, and cleared away after the one that makes them
unneeded: a crash in between leaves a file too many, never one too few, and ``tidying`` removes it.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import IntegrityError, connection, transaction

from jianfu.terms.errors import JianfuError
from jianfu.web.accounts.actor import Actor
from jianfu.web.accounts.models import Organisation
from jianfu.web.accounts.perms import require
from jianfu.web.audit.actions import log
from jianfu.web.project.clock import now
from jianfu.web.records.imports.comparing import CHANGED, NEW, SAME, Judged, Tally, judge
from jianfu.web.records.imports.handed_in import clean_name
from jianfu.web.records.imports.models import Import, Part
from jianfu.web.records.imports.perms import may_decide, may_hand_in, may_take_away, may_undo
from jianfu.web.records.imports.process import staging_of
from jianfu.web.records.imports.queries import Compared, changed_later, keepers_of, undoing_of
from jianfu.web.records.imports.storing import Stored, set_task
from jianfu.web.records.looking import look_anew_after
from jianfu.web.records.models import MODELS, Row, Version
from jianfu.web.records.rows import BATCH, add, replace, row_of, undo

State = Import.State


def hand_in(actor: Actor, organisation: Organisation, name: str, stored: Stored) -> Import:
    """Makes known a file that was laid down; it is then read, and nothing is written before somebody confirms."""
    require(may_hand_in(actor, organisation))
    set_task(stored.staging, clean_name(name), organisation)
    with transaction.atomic():
        made = Import.objects.create(
            organisation=organisation, made_by=actor.person, made_at=now(), name=clean_name(name),
            size=stored.size, digest=stored.digest, folder=stored.staging.path.name,
        )  # fmt: skip
        facts = {"digest": stored.digest, "bytes": stored.size}
        log(actor, "records.hand-in", made, organisation=organisation, facts=facts)
    return made


def confirm(actor: Actor, imported: Import, seal: str) -> Import:
    """Takes in what was read: all rows that are not refused, by one version, or none.

    ``seal`` is that of the comparison that was shown. JianfuError when the records have changed since, so that
    something else would be done; when it was confirmed or dropped meanwhile; when there is nothing to write.
    """
    require(may_decide(actor, imported))
    try:
        with transaction.atomic():
            held = _locked(imported)
            version = Version.objects.create(
                kind=Version.Kind.IMPORT, organisation=held.organisation, made_by=actor.person, made_at=now()
            )
            told = _take_in(actor, held, version)
            if told.seal != seal:
                raise JianfuError("web.import-changed")
            if not told.to_write:
                raise JianfuError("web.import-nothing")
            held.state, held.version, held.refused = State.CONFIRMED, version, told.total("refused")
            held.save(update_fields=("state", "version", "refused"))
            Part.objects.bulk_create(_parts(held, told))
            facts = {"import": held.pk, **{n: dict(t["verdicts"]) for n, t in told.ledgers.items()}}
            log(actor, "records.confirm-import", version, organisation=held.organisation, facts=facts)
            look_anew_after(told.ledgers, told.to_write)
    except IntegrityError as error:
        raise JianfuError("web.import-changed") from error
    return held


def _locked(imported: Import) -> Import:
    """The import as it stands now, kept from others until the end of the transaction. JianfuError when it is over."""
    held = Import.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=imported.pk)
    if held.state != State.OPEN or not staging_of(held).is_read():
        raise JianfuError("web.import-over")
    return held


def _take_in(actor: Actor, imported: Import, version: Version) -> Compared:
    """Writes all rows, ledger by ledger, and counts what it does."""
    staging = staging_of(imported)
    ledgers = {}
    for name, read in staging.reading()["ledgers"].items():
        tally = Tally()
        if staging.rows(name).exists():
            _keep_others_out(MODELS[name])
            _write(MODELS[name], version, judge(staging, keepers_of(actor, imported, name, read)), tally)
        else:
            tally.refuse_all(read)
        ledgers[name] = tally.as_json()
    return Compared(version.made_at.isoformat(), ledgers)


def _keep_others_out(model: type[Row]) -> None:
    """Nobody else writes to the ledger until the end; SQLite has one writer at a time anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")


def _write(model: type[Row], version: Version, rows: Iterator[Judged], tally: Tally) -> None:
    fresh: list[Row] = []
    changed: list[Row] = []
    for judged in rows:
        tally.count(judged)
        if judged.verdict not in {NEW, CHANGED} or judged.kept_by is None:
            continue
        number = judged.standing.pk if judged.standing is not None else None
        row = row_of(
            model, version, judged.kept_by.pk, judged.values, identity=judged.identity, number=number
        )
        (fresh if number is None else changed).append(row)
        if len(fresh) >= BATCH:
            add(fresh)
            fresh.clear()
        if len(changed) >= BATCH:
            replace(changed)
            changed.clear()
    add(fresh)
    replace(changed)


def _parts(imported: Import, told: Compared) -> Iterator[Part]:
    for ledger, tally in told.ledgers.items():
        for number, counts in tally["parts"].items():
            yield Part(
                imported=imported, ledger=ledger, kept_by_id=int(number), added=counts.get(NEW, 0),
                changed=counts.get(CHANGED, 0), same=counts.get(SAME, 0),
            )  # fmt: skip


def drop(actor: Actor, imported: Import) -> Import:
    """What was handed in is not taken in; the file goes with what was read of it."""
    require(may_decide(actor, imported))
    with transaction.atomic():
        held = Import.objects.select_for_update(of=("self",)).get(pk=imported.pk)
        if held.state != State.OPEN:
            raise JianfuError("web.import-over")
        held.state = State.DROPPED
        held.save(update_fields=("state",))
        log(actor, "records.drop-import", held, organisation=imported.organisation)
    return held


def take_away(actor: Actor, imported: Import) -> None:
    """Somebody is given the file as it was handed in, with the names in it."""
    require(may_take_away(actor, imported))
    with transaction.atomic():
        log(actor, "records.take-away-original", imported, organisation=imported.organisation)


def undo_import(actor: Actor, imported: Import) -> Version:
    """Makes all rows what they were before the import, through a version of its own.

    JianfuError when rows were changed later, whose later state would be lost, or when it was undone already.
    """
    require(may_undo(actor, imported))
    try:
        with transaction.atomic():
            held = Import.objects.select_for_update(of=("self",)).get(pk=imported.pk)
            version = held.version
            if version is None or undoing_of(version) is not None:
                raise JianfuError("web.import-undone")
            for ledger in sorted({part.ledger for part in held.parts.all()}):
                _keep_others_out(MODELS[ledger])
            if changed_later(version):
                raise JianfuError("web.import-changed-later")
            undoing = Version.objects.create(
                kind=Version.Kind.UNDOING, organisation=imported.organisation, made_by=actor.person,
                made_at=now(), undoes=version,
            )  # fmt: skip
            done = undo(version, undoing)
            facts = {"import": held.pk, "withdrawn": done.withdrawn, "replaced": done.replaced}
            log(actor, "records.undo-import", undoing, organisation=imported.organisation, facts=facts)
            ledgers = [part.ledger for part in held.parts.all()]
            look_anew_after(ledgers, done.withdrawn + done.replaced + done.brought_back)
    except IntegrityError as error:
        raise JianfuError("web.import-changed-later") from error
    return undoing
