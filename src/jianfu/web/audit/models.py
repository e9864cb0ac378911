"""The chain of what was done, and beside it what each entry was about.

An ``Entry`` holds no name and nothing that leads to one: number, time, action, and two digests. Whom and what it was
about stands in its ``Detail`` under a salt of its own. When a person's data must go, details go (``actions.forget``);
the digests stay, and with them the proof that nothing else was touched.
"""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models


class AppendOnly(models.QuerySet["Entry"]):
    """Entries can be read and added."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise TypeError("the audit chain is only appended to")

    def delete(self) -> NoReturn:
        """Refused."""
        raise TypeError("the audit chain is only appended to")


class Entry(models.Model):
    """One thing that was done. ``digest`` covers the entry and the digest before it; ``seal`` covers its detail."""

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    action = models.CharField(max_length=60)
    seal = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    objects = AppendOnly.as_manager()

    class Meta:
        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.number} {self.action}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Adds the entry; an entry that stands is never saved again."""
        if not self._state.adding:
            raise TypeError("the audit chain is only appended to")
        super().save(*args, force_insert=True, **{k: v for k, v in kwargs.items() if k != "force_insert"})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise TypeError("the audit chain is only appended to")


class Detail(models.Model):
    """Whom and what an entry was about: numbers of rows, never names. ``facts`` says what changed.

    The rows are named by number and not by reference, since an entry outlives what it was about.
    """

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="detail")
    salt = models.CharField(max_length=32)
    actor = models.BigIntegerField(null=True, db_index=True)
    organisation = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=60)
    object = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)

    class Meta:
        indexes = (
            models.Index(fields=("kind", "object")),
            models.Index(fields=("organisation", "-entry"), name="what_an_organisation_did"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.object}"


class Head(models.Model):
    """The end of the chain: one row, locked while an entry is appended, so that two never get one number."""

    number = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="")

    def __str__(self) -> str:
        return f"{self.number} {self.digest}"


class DayEnd(models.Model):
    """Where the chain stood when ``day`` in China was over; kept by the first entry of a later day, never changed."""

    day = models.DateField(primary_key=True)
    number = models.BigIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("day",)

    def __str__(self) -> str:
        return f"{self.day} {self.number}"


class Verification(models.Model):
    """What came of the last time that the whole chain was verified: one row. ``number`` is the last entry looked at;
    ``faults`` are the first of what was found, each as its kind and its entry."""

    at = models.DateTimeField()
    number = models.BigIntegerField()
    count = models.PositiveIntegerField()
    faults = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.number} {self.count}"


class Retention(models.Model):
    """For how many days after its date what is personal in a record of ``ledger`` is kept. None set: for ever."""

    ledger = models.CharField(max_length=60, primary_key=True)
    days = models.PositiveIntegerField()

    class Meta:
        ordering = ("ledger",)

    def __str__(self) -> str:
        return f"{self.ledger} {self.days}"
