"""What is done to rows of ledgers. Each action checks, writes and logs in one transaction.

The log holds numbers, codes and names of columns; what stood in a row stays with the row and its earlier states.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import Any

from django.db import IntegrityError, transaction

from jianfu.ledgers.declare import Ledger
from jianfu.terms.errors import JianfuError
from jianfu.web.accounts.actor import Actor
from jianfu.web.accounts.models import Organisation
from jianfu.web.accounts.perms import require
from jianfu.web.audit.actions import log
from jianfu.web.project.clock import now
from jianfu.web.records import rows
from jianfu.web.records.models import MODELS, Earlier, Row, Version, identity_of
from jianfu.web.records.perms import may_change, may_export, may_restore, may_write

# How many records of one key are looked for at a time.
_FELLOWS = 50


def enter(
    actor: Actor, ledger: Ledger, organisation: Organisation, record: Mapping[str, Any], *, reason: str = ""
) -> Row:
    """A new row of an organisation's ledger; ``record`` holds physical values, ``reason`` is why where one was asked.

    A record that names another organisation of the tree is that one's, and ``actor`` must write for it.
    JianfuError when it is somebody else's, or when the record is there already.
    """
    require(may_write(actor, ledger, organisation))
    with transaction.atomic():
        owner, values = _owned(actor, ledger, organisation, record)
        version = _version(actor, Version.Kind.ENTRY, organisation, reason)
        made = rows.row_of(
            MODELS[ledger.name], version, owner.pk, values, identity=_free(ledger, owner, values)
        )
        try:
            with transaction.atomic():
                made.save(force_insert=True)
        except IntegrityError as error:  # somebody else was a moment faster
            raise JianfuError("web.record-stands", value=ledger.zh) from error
        log(actor, "records.enter", made, organisation=owner, facts={"version": version.pk})
    return made


def correct(actor: Actor, row: Row, record: Mapping[str, Any], *, seen: int, reason: str = "") -> bool:
    """The row as it should have been; what stood there is kept. False when nothing would change.

    ``seen`` is the number of the version that was looked at. JianfuError when another has come meanwhile, when the
    record would be somebody else's, or one that is there already.
    """
    require(may_change(actor, row))
    with transaction.atomic():
        model, ledger = type(row), row.ledger
        standing = _seen(row, seen)
        owner, values = _owned(actor, ledger, standing.kept_by, record)
        changed = [name for name in rows.names_of(model) if getattr(standing, name) != values.get(name)]
        if not changed:
            return False
        identity = standing.identity
        key = identity_of(ledger, values)
        if key != identity_of(ledger, {name: getattr(standing, name) for name in rows.names_of(model)}):
            identity = _free(ledger, owner, values)
        version = _version(actor, Version.Kind.CORRECTION, owner, reason)
        rows.replace([rows.row_of(model, version, owner.pk, values, identity=identity, number=row.pk)])
        log(
            actor,
            "records.correct",
            row,
            organisation=owner,
            facts={"version": version.pk, "columns": changed},
        )
    return True


def withdraw(actor: Actor, row: Row, *, seen: int, reason: str = "") -> None:
    """Takes a row out of its ledger; it stays in the history. JianfuError when it has changed since it was ``seen``."""
    require(may_change(actor, row))
    with transaction.atomic():
        standing = _seen(row, seen)
        version = _version(actor, Version.Kind.WITHDRAWAL, standing.kept_by, reason)
        rows.withdraw(version, type(row), [row.pk])
        facts = {"version": version.pk}
        log(actor, "records.withdraw", row, organisation=standing.kept_by, facts=facts)


def restore(actor: Actor, row: Row, ended_by: Version, *, reason: str = "") -> None:
    """Brings back a row that the version ``ended_by`` withdrew, as it was then. JianfuError when it was brought back
    meanwhile, or another record with its key stands in its place."""
    require(may_restore(actor, row, ended_by))
    try:
        with transaction.atomic():
            last = Earlier.objects.select_for_update().filter(ledger=row.ledger.name, row=row.pk).last()
            if last is None or last.ended_by_id != ended_by.pk or not last.withdrawn:
                raise JianfuError("web.record-changed")
            version = _version(actor, Version.Kind.RESTORING, row.kept_by, reason)
            rows.bring_back(version, last)
            facts = {"version": version.pk}
            log(actor, "records.restore", row, organisation=row.kept_by, facts=facts)
    except IntegrityError as error:
        raise JianfuError("web.record-stands", value=row.ledger.zh) from error


def take_away(actor: Actor, ledger: Ledger, organisation: Organisation, *, form: str, named: bool) -> None:
    """Notes that somebody takes rows away as a file of some ``form``, and whether it may hold people ``named`` in full."""
    require(may_export(actor, ledger, organisation))
    with transaction.atomic():
        facts = {"ledger": ledger.name, "form": form, "named": named}
        log(actor, "records.take-away", organisation, organisation=organisation, facts=facts)


def _version(actor: Actor, kind: Version.Kind, organisation: Organisation, reason: str = "") -> Version:
    return Version.objects.create(
        kind=kind, organisation=organisation, made_by=actor.person, made_at=now(), reason=reason
    )


def _seen(row: Row, seen: int) -> Row:
    """The row as it stands, held until the transaction ends; JianfuError when it is not the one that was seen."""
    standing = type(row)._default_manager.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if standing is None or standing.version_id != seen:
        raise JianfuError("web.record-changed")
    return standing


def _owned(
    actor: Actor, ledger: Ledger, organisation: Organisation, record: Mapping[str, Any]
) -> tuple[Organisation, dict[str, Any]]:
    """Whose record it is and who keeps it: the organisation that it names where it is in the tree, else the page's."""
    values = dict(record)
    values["organisation"] = values.get("organisation") or organisation.code
    owner = Organisation.objects.filter(code=values["organisation"]).first() or organisation
    if not may_write(actor, ledger, owner):
        raise JianfuError("web.record-others", value=owner.name)
    return owner, values


def _free(ledger: Ledger, owner: Organisation, values: Mapping[str, Any]) -> str:
    """The identity of a new record. Where a key may repeat it is the next of its fellows; else JianfuError when taken."""
    kept = MODELS[ledger.name]._default_manager.filter(kept_by=owner)
    for first in count(1, _FELLOWS):
        identities = [identity_of(ledger, values, n) for n in range(first, first + _FELLOWS)]
        taken = set(kept.filter(identity__in=identities).values_list("identity", flat=True))
        if taken and not ledger.repeats:
            break
        for identity in identities:
            if identity not in taken:
                return identity
    raise JianfuError("web.record-stands", value=ledger.zh)
