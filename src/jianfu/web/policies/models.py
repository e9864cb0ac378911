"""Versions of the marks that a place has set, plans that were read, their drafts, a place's own questions."""

from __future__ import annotations

from typing import Any

from django.db import models

from jianfu.web.accounts.models import Organisation, Person

# Django finds the models of an app in this module.
from jianfu.web.policies.standings.models import Checked as Checked
from jianfu.web.policies.standings.models import ClassDay as ClassDay
from jianfu.web.policies.standings.models import Standing as Standing


class Pack(models.Model):
    """All marks that a place has set, as they stood after one act. The last version holds; none is ever changed.

    ``content`` is a local pack as ``check --marks`` takes it, with days written as text.
    """

    class Act(models.TextChoices):
        """What brought the version about; the words shown are the labels ``web.pack.<value>``."""

        SET = "set"
        ENDED = "ended"
        ADOPTED = "adopted"
        REJECTED = "rejected"
        IMPORTED = "imported"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="packs")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=20, choices=Act.choices)
    mark = models.CharField(max_length=200)
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    content = models.JSONField()

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "number"), name="a_version_of_a_pack_stands_once"
            ),
        )

    def __str__(self) -> str:
        return f"pack {self.organisation_id} version {self.number}"

    @property
    def marks(self) -> list[dict[str, Any]]:
        """The marks as a pack writes them."""
        found: list[dict[str, Any]] = self.content["marks"]
        return found


class Plan(models.Model):
    """The file of a plan as it was handed in, and everything that was read of it, in both languages."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="plans")
    name = models.CharField(max_length=120)
    file = models.FileField(upload_to="plans/%Y", max_length=200)
    digest = models.CharField(max_length=64)
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    as_of = models.DateField()
    reading = models.JSONField()

    class Meta:
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return f"plan {self.pk}"


class Draft(models.Model):
    """A mark or a question that was read of a plan, and what somebody made of it.

    ``part`` counts the plans of a file and ``place`` the marks (or questions) of that plan, both from 0; ``statement``
    is the number on both sides of the page. ``proposed`` is as read, ``adopted`` as it stands now.
    """

    class Kind(models.TextChoices):
        """What it would become."""

        MARK = "mark"
        QUESTION = "question"

    class State(models.TextChoices):
        """What was decided; the words shown are the labels ``web.draft.<value>``."""

        OPEN = "open"
        ADOPTED = "adopted"
        REJECTED = "rejected"

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="drafts")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    part = models.PositiveSmallIntegerField()
    place = models.PositiveIntegerField()
    statement = models.PositiveIntegerField()
    proposed = models.JSONField()
    adopted = models.JSONField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    reason = models.CharField(max_length=240, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("part", "kind", "place")
        constraints = (
            models.UniqueConstraint(fields=("plan", "part", "kind", "place"), name="a_draft_stands_once"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def entry(self) -> dict[str, Any]:
        """The mark as a pack writes it, or the question: as adopted, else as read."""
        found: dict[str, Any] = self.adopted or self.proposed["entry"]
        return found

    @property
    def is_changed(self) -> bool:
        """Whether something else was adopted than was read."""
        return self.adopted is not None and self.adopted != self.proposed["entry"]


class Question(models.Model):
    """A question that a place puts to itself: yes is the good answer. It is ended, not deleted."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="questions")
    draft = models.OneToOneField(Draft, models.PROTECT, related_name="question")
    ask = models.CharField(max_length=600)
    responsible = models.CharField(max_length=120, blank=True)
    deadline = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=400)
    since = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"question {self.pk}"
