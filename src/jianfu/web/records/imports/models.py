"""Files that were handed in, and what came of each: how many rows of which ledger and organisation."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language

from jianfu.ledgers.registry import ledger
from jianfu.web.accounts.models import Organisation, Person


class Import(models.Model):
    """A file that was handed in for ``organisation``, which is whose rows they are where the file names nobody.

    ``name`` is cleaned and for people alone; on the disk the file lies under ``folder``. ``digest`` is its SHA-256.
    ``version`` is what its rows came in by, once somebody confirmed them.
    """

    class State(models.TextChoices):
        """What came of it; the words shown are the labels ``web.import.state.<value>``."""

        OPEN = "open"
        CONFIRMED = "confirmed"
        DROPPED = "dropped"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    name = models.CharField(max_length=120)
    size = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    folder = models.CharField(max_length=40, unique=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.OPEN)
    version = models.OneToOneField(
        "records.Version", models.PROTECT, null=True, related_name="made_from_import"
    )
    refused = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "records"
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("organisation", "-id")),
            models.Index(fields=("organisation", "digest")),
        )

    def __str__(self) -> str:
        return f"import {self.pk}"


class Part(models.Model):
    """How many rows of a ledger that ``kept_by`` keeps a confirmed import added, changed, and found as they were."""

    imported = models.ForeignKey(Import, models.PROTECT, related_name="parts")
    ledger = models.CharField(max_length=60)
    kept_by = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    added = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    same = models.PositiveIntegerField()

    class Meta:
        app_label = "records"
        ordering = ("ledger", "kept_by")
        indexes = (models.Index(fields=("kept_by", "ledger", "-imported")),)

    def __str__(self) -> str:
        return f"{self.ledger} of import {self.imported_id}"

    @property
    def title(self) -> str:
        """What the ledger is called."""
        declared = ledger(self.ledger)
        return declared.en if (get_language() or "").startswith("en") else declared.zh
