"""The number by which a school's links to its class pages hold."""

from __future__ import annotations

from django.db import models

from jianfu.web.accounts.models import Organisation


class ClassLinks(models.Model):
    """A school has links once there is a row; with a new number the links that were given out before lead nowhere."""

    organisation = models.OneToOneField(Organisation, models.PROTECT, related_name="class_links")
    number = models.PositiveIntegerField(default=1)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"links {self.number} of {self.organisation_id}"
