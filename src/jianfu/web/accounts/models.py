"""Organisations, people, the roles they hold, the classes of a school, invitations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import ClassVar, cast

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language

from jianfu.ledgers.reading.registers import stages_in
from jianfu.ledgers.registry import ledger
from jianfu.norms.model import LEVELS
from jianfu.terms.grades import Stage, class_label, grade_of_cohort, grades_of, school_year_of
from jianfu.web.accounts.roles import Role

# Each step of a path is the organisation's number in so many digits: digits sort alike in every database and
# language, so that a subtree is one range of the index.
STEP = 7


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Questions about the tree."""

    def within(self, top: Organisation) -> OrganisationQuerySet:
        """``top`` and everything that stands under it: one range of one index."""
        return self.filter(subtree(top))

    def above(self, organisation: Organisation) -> OrganisationQuerySet:
        """``organisation`` and everything it stands under."""
        return self.filter(path__in=organisation.paths_above())

    def open(self) -> OrganisationQuerySet:
        """Those that have not been closed."""
        return self.filter(closed_on=None)


def subtree(top: Organisation, field: str = "") -> Q:
    """The condition that ``field`` (an organisation; the row itself when left out) is ``top`` or stands under it."""
    name = f"{field}__path" if field else "path"
    last = f"{int(top.branch[-STEP:]) + 1:0{STEP}}"
    return Q(**{f"{name}__gte": top.branch, f"{name}__lt": top.branch[:-STEP] + last})


class Organisation(models.Model):
    """A school, bureau, office, government, village, firm, training institution or place, with what it stands under.

    Its table is the ledger of organisations, with that ledger's columns, so that the engine reads it as it stands:
    ``parent`` is kept as a code, ``kind``, ``level`` and ``system`` take the values that the ledger has, and what
    only the web needs begins with ``_``. Ledgers name an organisation by its code, so a code stays.
    """

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)
    level = models.CharField(max_length=20)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        to_field="code",
        db_column="parent",
    )
    # None until the row has its number; see ``branch``.
    path = models.CharField(max_length=12 * STEP, unique=True, null=True, editable=False, db_column="_path")
    stages = models.CharField(max_length=60, blank=True)
    system = models.CharField(max_length=10, default="六三")
    aliases = models.CharField(max_length=240, blank=True)
    phone = models.CharField(max_length=60, blank=True, db_column="_phone")
    closed_on = models.DateField(null=True, blank=True, db_column="_closed_on")

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        db_table = "organisations"
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name

    def covers(self, other: Organisation) -> bool:
        """Whether ``other`` is this organisation or stands under it."""
        return other.branch.startswith(self.branch)

    def takes(self, level: str) -> bool:
        """Whether something of ``level`` may stand under it: nothing stands higher than what it is under."""
        return LEVELS.index(level) >= LEVELS.index(self.level)

    @property
    def branch(self) -> str:
        """The numbers of everything above it and its own, each ``STEP`` digits wide; ValueError before it is saved."""
        if not self.path:
            raise ValueError("an organisation has its place in the tree once it was added")
        return self.path

    def paths_above(self) -> list[str]:
        """The paths of everything it stands under, the highest first, its own last."""
        return [self.branch[:end] for end in range(STEP, len(self.branch) + 1, STEP)]

    @property
    def taught_stages(self) -> tuple[Stage, ...]:
        """The stages that a school teaches, as it says or as its name tells; none for what is no school."""
        return stages_in(self.stages, self.name, self.kind) if self.kind == "school" else ()

    @property
    def taught_grades(self) -> tuple[int, ...]:
        """The grades of these stages, lowest first."""
        return tuple(g for stage in self.taught_stages for g in grades_of(stage, self.system))

    @property
    def kind_name(self) -> str:
        """The word for its kind."""
        choice = ledger("organisations").column("kind").choices[self.kind]
        return choice.en if (get_language() or "").startswith("en") else choice.zh


class People(BaseUserManager["Person"]):
    """People by the name they sign in with."""


class Person(AbstractBaseUser):
    """Somebody who may sign in. No e-mail address, no telephone number, no identity number is kept."""

    name = models.CharField(max_length=60)
    # None until the invitation is accepted: nobody is given a name and password to pass on.
    username = models.CharField(max_length=60, unique=True, null=True)
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField(auto_now_add=True)
    # How often every session of the person was ended: a session holds a digest of it, and of the password.
    signed_out = models.PositiveIntegerField(default=0)

    objects = People()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name

    def get_session_auth_hash(self) -> str:
        """What a session must hold to be this person's: another one after each new password and each signing out."""
        return salted_hmac(
            "jianfu.sessions", f"{self.password}:{self.signed_out}", algorithm="sha256"
        ).hexdigest()

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same under keys that were used before."""
        for key in settings.SECRET_KEY_FALLBACKS:
            text = f"{self.password}:{self.signed_out}"
            yield salted_hmac("jianfu.sessions", text, secret=key, algorithm="sha256").hexdigest()


class SchoolClass(models.Model):
    """A class by its year of entry and number: it keeps its identity while its grade grows each September."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="classes")
    stage = models.CharField(max_length=10)
    entered = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("organisation", "stage", "-entered", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "stage", "entered", "number"), name="a_class_stands_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.entered}级{self.number}班"

    def grade_on(self, day: dt.date) -> int | None:
        """The grade it is in on ``day``; None before it enters and after it has left."""
        year, system = school_year_of(day), self.organisation.system
        return grade_of_cohort(self.entered, year, cast(Stage, self.stage), system)

    def name_on(self, day: dt.date, lang: str = "zh") -> str:
        """三（2）班, as it is called on ``day``; by its year of entry (2027级2班) where it is in no grade then."""
        grade = self.grade_on(day)
        if grade is not None:
            return class_label(grade, self.number, lang)
        return f"Class {self.number} of {self.entered}" if lang == "en" else str(self)

    def is_open_on(self, day: dt.date) -> bool:
        """Whether it is not closed on ``day``: the day on which it is closed is its first without lessons."""
        return self.closed_on is None or self.closed_on > day


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Questions about who is what."""

    def on(self, day: dt.date) -> AssignmentQuerySet:
        """Those held on ``day``."""
        return self.filter(Q(ends=None) | Q(ends__gte=day), starts__lte=day)

    def since(self, day: dt.date) -> AssignmentQuerySet:
        """Those held on ``day``, and those that only begin later."""
        return self.filter(Q(ends=None) | Q(ends__gte=day))


class Assignment(models.Model):
    """A role somebody holds at an organisation from one day to another; the last day counts. It is ended, not deleted."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="assignments")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=20, choices=Role.choices)
    school_class = models.ForeignKey(
        SchoolClass, models.PROTECT, null=True, blank=True, related_name="assignments"
    )
    grade = models.PositiveSmallIntegerField(null=True, blank=True)
    subject = models.CharField(max_length=20, blank=True)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ("starts", "pk")
        indexes = (models.Index(fields=("organisation", "role")),)
        constraints = (
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=models.F("starts")),
                name="an_assignment_ends_after_it_starts",
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} {self.person_id} @ {self.organisation_id}"


class Invitation(models.Model):
    """A link by which a person chooses a name and a password; good once, for a few days, until withdrawn."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="invitations")
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    def is_open(self, now: dt.datetime) -> bool:
        """Whether it can still be used."""
        return self.used_at is None and self.withdrawn_at is None and now < self.expires_at


class Promotion(models.Model):
    """The change of a school's classes at 1 September of ``year``, and all that is needed to take it back.

    ``done`` holds numbers of rows: the classes ``closed`` and ``added``, the roles ``ended`` and those ``carried``.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="promotions")
    year = models.PositiveSmallIntegerField()
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    done = models.JSONField(default=dict)

    class Meta:
        ordering = ("organisation", "-year")
        constraints = (
            models.UniqueConstraint(fields=("organisation", "year"), name="a_school_is_promoted_once_a_year"),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.year}"


class PupilRules(models.Model):
    """What a place laid down before it keeps data of pupils under 14: guardians' consent, and the assessment.

    Holds for the place and all that stands under it, to the end of the day ``reviewed_until``, unless withdrawn. A row is
    never changed: new rules are a new row, and the newest counts.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="pupil_rules")
    consent_title = models.CharField(max_length=120)
    consent_text = models.TextField(blank=True)
    consent_file = models.CharField(max_length=120, blank=True)
    assessment_title = models.CharField(max_length=120)
    assessment_text = models.TextField(blank=True)
    assessment_file = models.CharField(max_length=120, blank=True)
    dated = models.DateField()
    approved_by = models.CharField(max_length=120)
    reviewed_until = models.DateField()
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made_at", "-pk")
        verbose_name_plural = "pupil rules"

    def __str__(self) -> str:
        return self.consent_title
