"""What the last check found, reduced to what pages show: one row for an organisation and a norm, one for a class's day."""

from __future__ import annotations

from django.db import models

from jianfu.web.accounts.models import Organisation


class Outcome(models.TextChoices):
    """How something stands; the words are the labels ``outcome.<value>``. ``near`` counts among what is kept."""

    KEPT = "kept"
    NEAR = "near"
    ADVISED = "advised"
    BREACHED = "breached"
    SHORT = "short"
    EARLY = "early"
    LATE = "late"
    SUSPECTED = "suspected"
    NOT_EVALUABLE = "not_evaluable"
    NOT_APPLICABLE = "not_applicable"


class Standing(models.Model):
    """How an organisation stands to a norm in the current period: that of its groups which stands worst.

    The current period is that which contains the day of the check, else the latest with data. Figures are in the base
    unit of the norm, as marks are: minutes, clock times as minutes since midnight, fen, hundredths of a period.
    ``least`` and ``most`` are what was measured (``most`` None when open), ``value`` the end of it that meets the
    bound; ``lo`` and ``hi`` are the bound, of which one is None. ``group`` says who the group is (``grade``,
    ``class_no``, names of people masked); ``groups`` counts the groups of the current period by outcome, "near" beside
    "kept" and within it. ``since`` is the first day of the current period. ``rows`` are up to 20 records, each with
    its ledger and id. ``public`` is False where the mark that binds is the organisation's own.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="standings")
    norm = models.CharField(max_length=200)
    field = models.CharField(max_length=20)
    ledger = models.CharField(max_length=60)
    period = models.CharField(max_length=60, blank=True)
    first = models.DateField(null=True)
    last = models.DateField(null=True)
    group = models.JSONField()
    value = models.FloatField(null=True)
    least = models.FloatField(null=True)
    most = models.FloatField(null=True)
    lo = models.FloatField(null=True)
    hi = models.FloatField(null=True)
    strength = models.CharField(max_length=20, blank=True)
    level = models.CharField(max_length=20, blank=True)
    place = models.CharField(max_length=60, blank=True)
    policy = models.CharField(max_length=200, blank=True)
    clause = models.CharField(max_length=240, blank=True)
    # The policy as it is cited beside a bar, and what the mark says, restated: {"zh", "en"}.
    source = models.CharField(max_length=400, blank=True)
    restated = models.JSONField(null=True)
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    reason = models.CharField(max_length=40, blank=True)
    groups = models.JSONField()
    record_count = models.PositiveIntegerField(default=0)
    since = models.DateField(null=True)
    public = models.BooleanField(default=True)
    rows = models.JSONField()
    # The place of the norm in the catalogue, which is the order of lists.
    position = models.PositiveIntegerField()

    class Meta:
        app_label = "policies"
        ordering = ("organisation", "position")
        indexes = (models.Index(fields=("norm", "organisation")),)
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "norm"), name="an_organisation_stands_once_to_a_norm"
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.norm}: {self.outcome}"


class ClassDay(models.Model):
    """A class's day under a norm that is measured per class and day; of the last 28 days. Figures as in ``Standing``."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="class_days")
    norm = models.CharField(max_length=200)
    grade = models.PositiveSmallIntegerField()
    class_no = models.PositiveSmallIntegerField()
    day = models.DateField()
    value = models.FloatField(null=True)
    hi = models.FloatField(null=True)
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    public = models.BooleanField(default=True)

    class Meta:
        app_label = "policies"
        ordering = ("organisation", "norm", "grade", "class_no", "day")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "norm", "grade", "class_no", "day"), name="a_class_has_a_day_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.grade}({self.class_no}) {self.day}: {self.outcome}"


class Checked(models.Model):
    """The last check that ended: when, as of which day, up to which version of the records. There is one row.

    ``state`` is a digest of everything that the outcome depends on, by which the next check knows whether to run.
    """

    at = models.DateTimeField()
    as_of = models.DateField()
    through = models.BigIntegerField()
    state = models.CharField(max_length=64)
    seconds = models.FloatField()
    norms = models.PositiveIntegerField()

    class Meta:
        app_label = "policies"

    def __str__(self) -> str:
        return f"checked as of {self.as_of}"
