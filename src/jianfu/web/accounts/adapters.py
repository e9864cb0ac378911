"""How allauth fits this site: nobody signs up, nothing is mailed, what happens to an account is logged."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from jianfu.web.accounts.actions import note_sign_in
from jianfu.web.accounts.models import Person
from jianfu.web.project.middleware.limits import client_address
from jianfu.web.project.wording import say_later

# What allauth would mail about, as verbs of the audit log.
_NOTED = {
    "account/email/password_changed": "change-password",
    "mfa/email/totp_activated": "add-code",
    "mfa/email/totp_deactivated": "remove-code",
    "mfa/email/recovery_codes_generated": "make-recovery-codes",
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth publishes no types
    """Sign-in by a name and a password that were chosen by invitation."""

    error_messages: ClassVar[dict[str, str]] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": say_later("sign-in.wrong"),
        "too_many_login_attempts": say_later("sign-in.locked"),
        "incorrect_password": say_later("sign-in.wrong-password"),
        "enter_current_password": say_later("sign-in.wrong-password"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: people are invited."""
        del request
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address by which failed sign-ins are counted."""
        return client_address(request) or "-"

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Signs in, and logs it."""
        super().login(request, user)
        self._note(user, "sign-in")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Logs a wrong password for a name that exists; other names are nobody's business."""
        del request
        person = Person.objects.filter(username=str(credentials.get("username", "")).lower()).first()
        self._note(person, "fail-to-sign-in")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Mails nothing: no address is kept."""

    def send_notification_mail(
        self, template_prefix: str, user: AbstractBaseUser, *args: Any, **kwargs: Any
    ) -> None:
        """Logs what allauth would write to ``user`` about."""
        del args, kwargs
        self._note(user, _NOTED.get(template_prefix, "change-account"))

    def _note(self, user: AbstractBaseUser | None, event: str) -> None:
        if isinstance(user, Person):
            note_sign_in(user, event)


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth publishes no types
    """A code from the telephone as a second step."""

    error_messages: ClassVar[dict[str, str]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": say_later("sign-in.wrong-code"),
    }
