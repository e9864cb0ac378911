"""What is done to the marks of a place and to plans. Each action checks, writes and logs in one transaction."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from jianfu.terms.errors import JianfuError
from jianfu.web.accounts.actor import Actor
from jianfu.web.accounts.models import Organisation
from jianfu.web.accounts.perms import require
from jianfu.web.audit.actions import log
from jianfu.web.policies import packs, queries
from jianfu.web.policies.models import Draft, Pack, Plan, Question
from jianfu.web.policies.perms import may_set_marks
from jianfu.web.policies.plans.run import read_apart
from jianfu.web.project.clock import now, today


def set_mark(actor: Actor, place: Organisation, entry: Mapping[str, Any], policy: Mapping[str, Any]) -> Pack:
    """A mark of the place's own. Looser when a mandatory higher one forbids it, with what it met."""
    require(may_set_marks(actor, place))
    with transaction.atomic():
        content = packs.with_mark(_held(place), entry, policy)
        _hold(place, content, entry["id"])
        made = _new_version(actor, place, Pack.Act.SET, content, entry["id"])
        log(actor, "policies.set-mark", made, organisation=place, facts=_facts(made, entry))
    return made


def end_mark(actor: Actor, place: Organisation, identity: str, last: dt.date) -> Pack:
    """The last day of a mark. What it bound before stays judged by it."""
    require(may_set_marks(actor, place))
    with transaction.atomic():
        before = _held(place)
        if identity not in {m["id"] for m in before["marks"]}:
            raise JianfuError("web.mark-gone")
        made = _new_version(actor, place, Pack.Act.ENDED, packs.ended(before, identity, last), identity)
        facts = {"version": made.number, "mark": identity, "last": last.isoformat()}
        log(actor, "policies.end-mark", made, organisation=place, facts=facts)
    return made


def import_pack(actor: Actor, place: Organisation, raw: bytes) -> Pack:
    """The marks of a file become the marks of the place, all of them: what is not in it no longer holds.

    JianfuError when the file does not load or is another place's; LooserPack when a mandatory higher mark forbids one
    of its marks. Then nothing changes.
    """
    require(may_set_marks(actor, place))
    content = packs.from_yaml(raw, place.code, place.name, place.level)
    with transaction.atomic():
        before = _held(place)
        packs.all_held_to(queries.catalogue_above(place), content, queries.codes_above(place), today())
        if content == before:
            raise JianfuError("web.pack-same")
        made = _new_version(actor, place, Pack.Act.IMPORTED, content, "")
        facts = {
            "version": made.number,
            "marks": len(content["marks"]),
            "before": len(before["marks"]),
            "digest": hashlib.sha256(raw).hexdigest(),
        }
        log(actor, "policies.import-pack", made, organisation=place, facts=facts)
    return made


def hand_in_plan(actor: Actor, place: Organisation, name: str, file: bytes) -> Plan:
    """Reads a plan and keeps the file with what was read; nothing of it holds before somebody adopts it.

    JianfuError when it cannot be read: then nothing is kept.
    """
    require(may_set_marks(actor, place))
    task = {
        "organisation": place.name, "code": place.code, "level": place.level, "as_of": today().isoformat(),
        "above": queries.codes_above(place), "packs": [p.content for p in queries.packs_above(place)],
    }  # fmt: skip
    reading = read_apart(file, name, task)
    drafts = reading.pop("drafts")
    with transaction.atomic():
        made = Plan(
            organisation=place, name=name, digest=hashlib.sha256(file).hexdigest(), made_by=actor.person,
            made_at=now(), as_of=today(), reading=reading["texts"],
        )  # fmt: skip
        # The name on the disk is ours: what a stranger calls a file never becomes a path.
        made.file.save(f"{made.digest[:16]}.plan", ContentFile(file), save=False)
        made.save()
        Draft.objects.bulk_create([Draft(plan=made, **draft) for draft in drafts])
        facts = {"digest": made.digest, "bytes": len(file), "drafts": len(drafts)}
        log(actor, "policies.hand-in-plan", made, organisation=place, facts=facts)
    return made


def adopt_mark(actor: Actor, draft: Draft, entry: Mapping[str, Any] | None = None) -> Draft:
    """What was read, or ``entry`` in its place, becomes a mark of the place: a new version of its pack.

    Looser when a mandatory higher mark forbids it, with what it met.
    """
    place = draft.plan.organisation
    require(may_set_marks(actor, place))
    with transaction.atomic():
        held = _locked(draft, Draft.Kind.MARK)
        taken = dict(entry) if entry is not None else held.proposed["entry"]
        content = packs.with_mark(_held(place), taken, held.proposed["policy"])
        _hold(place, content, taken["id"])
        made = _new_version(actor, place, Pack.Act.ADOPTED, content, taken["id"])
        _decide(actor, held, Draft.State.ADOPTED, taken)
        facts = {**_facts(made, taken), "changed": held.is_changed}
        log(actor, "policies.adopt-mark", held, organisation=place, facts=facts)
    return held


def adopt_question(actor: Actor, draft: Draft, entry: Mapping[str, str] | None = None) -> Draft:
    """What was read, or ``entry`` in its place, becomes a question of the place's own checklist."""
    place = draft.plan.organisation
    require(may_set_marks(actor, place))
    with transaction.atomic():
        held = _locked(draft, Draft.Kind.QUESTION)
        taken = dict(entry) if entry is not None else held.proposed["entry"]
        fields = {
            **taken, "organisation": place, "source": held.proposed["source"], "since": today(), "ended_on": None,
        }  # fmt: skip
        Question.objects.update_or_create(draft=held, defaults=fields)
        _decide(actor, held, Draft.State.ADOPTED, taken)
        log(actor, "policies.adopt-question", held, organisation=place, facts={"changed": held.is_changed})
    return held


def reject_draft(actor: Actor, draft: Draft, reason: str) -> Draft:
    """It was read wrongly; what had been adopted of it goes, as if it had never been set."""
    place = draft.plan.organisation
    require(may_set_marks(actor, place))
    with transaction.atomic():
        held = _locked(draft, draft.kind)
        if held.state == Draft.State.ADOPTED and held.kind == Draft.Kind.MARK:
            before, identity = _held(place), held.entry["id"]
            if identity in {m["id"] for m in before["marks"]}:
                _new_version(actor, place, Pack.Act.REJECTED, packs.without_mark(before, identity), identity)
        Question.objects.filter(draft=held, ended_on=None).update(ended_on=today())
        _decide(actor, held, Draft.State.REJECTED, None, reason)
        log(actor, "policies.reject-draft", held, organisation=place, facts={"kind": held.kind})
    return held


def end_question(actor: Actor, question: Question) -> None:
    """The place no longer puts this question to itself."""
    require(may_set_marks(actor, question.organisation))
    with transaction.atomic():
        question.ended_on = today()
        question.save(update_fields=("ended_on",))
        log(actor, "policies.end-question", question, organisation=question.organisation)


def _held(place: Organisation) -> Mapping[str, Any]:
    """The content of the last version; the place is locked, so that two acts never build on one version."""
    Organisation.objects.select_for_update().get(pk=place.pk)
    last = place.packs.first()
    return last.content if last is not None else packs.empty(place.code, place.name, place.level)


def _hold(place: Organisation, content: Mapping[str, Any], identity: str) -> None:
    """Holds one mark of ``content`` to those of the places above."""
    packs.held_to(queries.catalogue_above(place), content, identity, queries.codes_above(place), today())


def _new_version(
    actor: Actor, place: Organisation, act: Pack.Act, content: Mapping[str, Any], identity: str
) -> Pack:
    last = place.packs.first()
    return Pack.objects.create(
        organisation=place, number=last.number + 1 if last is not None else 1, act=act, mark=identity,
        made_by=actor.person, made_at=now(), content=content,
    )  # fmt: skip


def _locked(draft: Draft, kind: str) -> Draft:
    """The draft as it stands now, kept from others until the end of the transaction."""
    held = Draft.objects.select_for_update().get(pk=draft.pk)
    require(held.kind == kind)
    return held


def _decide(
    actor: Actor, draft: Draft, state: Draft.State, adopted: Mapping[str, Any] | None, reason: str = ""
) -> None:
    draft.state, draft.adopted, draft.reason = state, adopted, reason
    draft.decided_by, draft.decided_at = actor.person, now()
    draft.save(update_fields=("state", "adopted", "reason", "decided_by", "decided_at"))


def _facts(made: Pack, entry: Mapping[str, Any]) -> dict[str, Any]:
    """What the log keeps of a mark: the version, the norm, the figure."""
    figures = {k: entry[k] for k in ("at_most", "at_least", "between") if k in entry}
    return {"version": made.number, "mark": entry["id"], "norm": entry["norm"], **figures}
