"""The roles people hold at organisations, and which kind of organisation has which."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models


class Role(models.TextChoices):
    """What somebody is at an organisation; the words shown are the labels ``web.role.<value>``."""

    TEACHER = "teacher"
    HOMEROOM_TEACHER = "homeroom_teacher"
    GRADE_HEAD = "grade_head"
    GROUP_HEAD = "group_head"
    ACADEMIC_OFFICE = "academic_office"
    PRINCIPAL = "principal"
    BUREAU_OFFICER = "bureau_officer"
    INSPECTOR = "inspector"
    DEPARTMENT = "department"
    CLERK = "clerk"
    FIRM = "firm"
    VILLAGER = "villager"
    PARENT = "parent"
    ADMINISTRATOR = "administrator"


# Who teaches: roles that come with a class, a grade or a subject.
TEACHING = (Role.TEACHER, Role.HOMEROOM_TEACHER, Role.GRADE_HEAD, Role.GROUP_HEAD)
# Who runs a school's records.
SCHOOL_OFFICE = (Role.ACADEMIC_OFFICE, Role.PRINCIPAL)
# Who sees not only the own organisation but all that stands under it.
OVERSEERS = (Role.BUREAU_OFFICER, Role.INSPECTOR, Role.ADMINISTRATOR)

# What a role is for, of ``school_class``, ``grade`` and ``subject``: what it must have, and what it may have besides.
NEEDS: Mapping[str, str] = {
    Role.HOMEROOM_TEACHER: "school_class",
    Role.GRADE_HEAD: "grade",
    Role.TEACHER: "subject",
    Role.GROUP_HEAD: "subject",
}
TAKES: Mapping[str, tuple[str, ...]] = {
    **{role: (name,) for role, name in NEEDS.items()},
    Role.GROUP_HEAD: ("subject", "grade"),
}


class Reason(models.TextChoices):
    """Why somebody stops holding a role; the words shown are the labels ``web.reason.<value>``."""

    DUTIES = "duties"
    MOVED = "moved"
    LEAVE = "leave"
    RETIRED = "retired"
    OTHER = "other"


ROLES_OF_KIND: Mapping[str, tuple[Role, ...]] = {
    "school": (*TEACHING, *SCHOOL_OFFICE, Role.PARENT, Role.ADMINISTRATOR),
    "bureau": (Role.BUREAU_OFFICER, Role.INSPECTOR, Role.ADMINISTRATOR),
    "office": (Role.DEPARTMENT, Role.CLERK, Role.ADMINISTRATOR),
    "government": (Role.DEPARTMENT, Role.CLERK, Role.ADMINISTRATOR),
    "village": (Role.CLERK, Role.VILLAGER, Role.ADMINISTRATOR),
    "firm": (Role.FIRM, Role.ADMINISTRATOR),
    "training": (Role.FIRM, Role.ADMINISTRATOR),
    "place": (Role.ADMINISTRATOR,),
}
