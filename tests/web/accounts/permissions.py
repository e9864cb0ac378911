"""Who reaches the pages of organisations, people and signing in."""

from __future__ import annotations

import datetime as dt

from jianfu.web.accounts.actions import invite
from jianfu.web.accounts.actor import OPERATOR
from jianfu.web.accounts.models import Assignment, Invitation, SchoolClass
from jianfu.web.accounts.queries import token_of
from jianfu.web.accounts.rules.actions import lay_down
from tests.web.conftest import County
from tests.web.matrix import EVERY_ROLE, Page


def _organisation(county: County) -> dict[str, object]:
    return {"organisation": county.school.pk}


def _teacher(county: County) -> Invitation:
    return invite(OPERATOR, "新来的", "teacher", county.school, dt.date(2026, 9, 1))


def _assignment(county: County) -> dict[str, object]:
    made = _teacher(county)
    return {"assignment": Assignment.objects.get(person=made.person).pk}


def _ended(county: County) -> dict[str, object]:
    made = _assignment(county)
    Assignment.objects.filter(pk=made["assignment"]).update(ends=dt.date(2026, 10, 1))
    return made


def _class(county: County) -> dict[str, object]:
    made = SchoolClass.objects.create(organisation=county.school, stage="primary", entered=2024, number=2)
    return {"school_class": made.pk}


def _rules(county: County) -> dict[str, object]:
    days = {"dated": dt.date(2026, 9, 1), "reviewed_until": dt.date(2027, 8, 31)}
    made = lay_down(
        OPERATOR, county.school, consent_title="办法", assessment_title="评估", approved_by="校务会", **days
    )
    return {"rules": made.pk}


OFFICE = ("academic_office", "principal", "administrator")

PAGES = [
    Page("accounts:organisations", everyone=True),
    Page("accounts:go_home", arguments=_organisation, methods=("post",), own=EVERY_ROLE),
    Page(
        "accounts:organisation",
        arguments=_organisation,
        own=EVERY_ROLE,
        above=("bureau_officer", "inspector", "administrator"),
    ),
    Page(
        "accounts:add_organisation",
        arguments=_organisation,
        methods=("post",),
        own=("administrator",),
        above=("administrator",),
    ),
    Page("accounts:people", arguments=_organisation, own=OFFICE, above=("administrator",)),
    Page("accounts:invite", arguments=_organisation, methods=("post",), own=OFFICE, above=("administrator",)),
    Page(
        "accounts:invite_again",
        arguments=_assignment,
        methods=("post",),
        own=OFFICE,
        above=("administrator",),
    ),
    Page("accounts:assignment", arguments=_assignment, own=OFFICE, above=("administrator",)),
    *(
        Page(name, arguments=_assignment, methods=("post",), own=OFFICE, above=("administrator",))
        for name in ("accounts:end_assignment", "accounts:hand_over", "accounts:add_role")
    ),
    Page("accounts:resume", arguments=_ended, methods=("post",), own=OFFICE, above=("administrator",)),
    Page(
        "accounts:remove_code",
        arguments=_assignment,
        methods=("post",),
        own=("administrator",),
        above=("administrator",),
    ),
    Page(
        "accounts:classes",
        arguments=_organisation,
        methods=("get", "post"),
        own=OFFICE,
        above=("administrator",),
    ),
    Page(
        "accounts:promotion",
        arguments=_organisation,
        methods=("get", "post"),
        own=OFFICE,
        above=("administrator",),
    ),
    Page(
        "accounts:undo_promotion",
        arguments=lambda c: {**_organisation(c), "year": 2026},
        methods=("post",),
        own=OFFICE,
        above=("administrator",),
    ),
    Page("accounts:close_class", arguments=_class, methods=("post",), own=OFFICE, above=("administrator",)),
    *(
        Page(
            name,
            arguments=_organisation,
            methods=methods,
            own=("administrator",) if "edit" in name else (),
            above=("administrator",),
        )
        for name, methods in (
            ("accounts:edit_organisation", ("get", "post")),
            ("accounts:move_organisation", ("post",)),
            ("accounts:close_organisation", ("post",)),
            ("accounts:reopen_organisation", ("post",)),
        )
    ),
    Page(
        "accounts:pupil_rules",
        arguments=_organisation,
        own=EVERY_ROLE,
        above=("bureau_officer", "inspector", "administrator"),
    ),
    Page(
        "accounts:withdraw_pupil_rules",
        arguments=_rules,
        methods=("post",),
        own=("principal", "bureau_officer", "administrator"),
        above=("administrator",),
    ),
    *(
        Page(name, arguments=_organisation, methods=methods, own=OFFICE, above=("administrator",))
        for name, methods in (
            ("accounts:import_people", ("get", "post")),
            ("accounts:confirm_people", ("post",)),
            ("accounts:people_form", ("get",)),
        )
    ),
    *(
        Page(name, arguments=_organisation, methods=methods, own=("administrator",), above=("administrator",))
        for name, methods in (
            ("accounts:import_organisations", ("get", "post")),
            ("accounts:confirm_organisations", ("post",)),
            ("accounts:organisations_form", ("get",)),
        )
    ),
    Page("accounts:accept", arguments=lambda c: {"token": token_of(_teacher(c))}, public=True),
    Page("account_login", methods=("get", "post"), public=True),
    Page("account_logout", methods=("get", "post"), public=True),
    Page("account_inactive", public=True),
    Page("mfa_authenticate", public=True),
    Page("account_change_password", methods=("get", "post"), everyone=True),
    Page("account_reauthenticate", methods=("get", "post"), everyone=True),
    Page("mfa_reauthenticate", everyone=True),
    Page("mfa_index", everyone=True),
    Page("mfa_activate_totp", everyone=True),
    Page("mfa_deactivate_totp"),
    Page("mfa_view_recovery_codes"),
    Page("mfa_generate_recovery_codes", everyone=True),
]
