"""Forms of signing in, invitations and people."""

from __future__ import annotations

import unicodedata
from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth.password_validation import validate_password

from jianfu.ledgers.registry import ledger
from jianfu.terms.cells.words import SUBJECTS
from jianfu.terms.grades import grade_label
from jianfu.web.accounts.classes.queries import open_classes
from jianfu.web.accounts.models import Organisation, SchoolClass
from jianfu.web.accounts.roles import NEEDS, TAKES, Role
from jianfu.web.project.clock import today
from jianfu.web.project.wording import lang, say, say_later


def _label(form: forms.Form, **labels: str) -> None:
    """Our words for fields that another package named, and no grey text inside them."""
    for name, key in labels.items():
        if name in form.fields:
            field = form.fields[name]
            field.label, field.help_text = say(key), ""
            field.widget.attrs.pop("placeholder", None)


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth publishes no types
    """Name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _label(self, login="sign-in.username", password="sign-in.password", remember="sign-in.remember")


class PasswordForm(ChangePasswordForm):  # type: ignore[misc]  # its base has no types
    """The old password and a new one, twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _label(
            self,
            oldpassword="sign-in.old-password",
            password1="sign-in.new-password",
            password2="sign-in.repeat",
        )
        self.fields["password1"].help_text = say("sign-in.password-hint")


class AgainForm(ReauthenticateForm):  # type: ignore[misc]  # its base has no types
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _label(self, password="sign-in.password")


class CodeForm(AuthenticateForm):  # type: ignore[misc]  # its base has no types
    """The code of the moment, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _label(self, code="sign-in.code")


class CodeAgainForm(ReauthenticateByCodeForm):  # type: ignore[misc]  # its base has no types
    """The code once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _label(self, code="sign-in.code")


class FirstCodeForm(ActivateTOTPForm):  # type: ignore[misc]  # its base has no types
    """The first code, which shows that the telephone has the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _label(self, code="sign-in.first-code")


class AddOrganisationForm(forms.Form):
    """An organisation, in the words of the ledger of organisations."""

    code = forms.CharField(label=say_later("organisations.code"), max_length=60)
    name = forms.CharField(label=say_later("organisations.name"), max_length=120)
    kind = forms.ChoiceField(label=say_later("organisations.kind"))
    level = forms.ChoiceField(label=say_later("organisations.level"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("kind", "level"):
            choices = ledger("organisations").column(name).choices
            words = [(value, choice.en if lang() == "en" else choice.zh) for value, choice in choices.items()]
            self.fields[name] = forms.ChoiceField(label=self.fields[name].label, choices=words)
        # The first of the levels is 国家, and a level is not changed afterwards.
        self.fields["level"].initial = "unit"


class RoleForm(forms.Form):
    """A role of those that ``roles`` allows, with the class, grade or subject that it is for.

    ``given()`` is what ``actions.appoint`` takes. What a role must have is required; what it has not is left out.
    """

    def __init__(self, *args: Any, roles: list[Role], place: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"] = forms.ChoiceField(
            label=say("people.role"), choices=[(role.value, say(f"role.{role.value}")) for role in roles]
        )
        self._classes: dict[str, SchoolClass] = {}
        if place.kind != "school":
            return
        day = today()
        self._classes = {str(c.pk): c for c in open_classes(place, day)}
        none = ("", say("people.choose"))
        grades = place.taught_grades or sorted({g for c in self._classes.values() if (g := c.grade_on(day))})
        choices = {
            "school_class": [(pk, c.name_on(day, lang())) for pk, c in self._classes.items()],
            "grade": [(str(g), grade_label(g, lang())) for g in grades],
            "subject": [(subject, subject) for subject in SUBJECTS],
        }
        for name, offered in choices.items():
            help_text = say("people.no-classes") if name == "school_class" and not offered else ""
            self.fields[name] = forms.ChoiceField(
                label=say(f"people.{name}"), choices=[none, *offered], required=False, help_text=help_text
            )

    def clean(self) -> dict[str, Any]:
        """A role has what it is for."""
        given = super().clean() or {}
        needed = NEEDS.get(given.get("role", ""))
        if needed and not given.get(needed) and needed not in self.errors:
            self.add_error(needed, say("people.needed", what=say(f"people.{needed}")))
        return given

    def given(self) -> dict[str, Any]:
        """The role and what it is for."""
        data = self.cleaned_data
        taken = {name: data.get(name) for name in TAKES.get(data["role"], ())}
        return {
            "role": data["role"],
            "school_class": self._classes.get(taken.get("school_class") or ""),
            "grade": int(taken.get("grade") or 0) or None,
            "subject": taken.get("subject") or "",
        }


class InviteForm(RoleForm):
    """Somebody new: a name and a role."""

    name = forms.CharField(label=say_later("people.name"), max_length=60)


class AcceptForm(forms.Form):
    """The name to sign in with, and a password."""

    username = forms.CharField(
        label=say_later("sign-in.username"), help_text=say_later("invitation.username-hint"),
        min_length=2, max_length=60, widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )  # fmt: skip
    password = forms.CharField(
        label=say_later("sign-in.password"), help_text=say_later("sign-in.password-hint"), strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    again = forms.CharField(
        label=say_later("sign-in.repeat"), strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def clean_username(self) -> str:
        """As it is compared: one width, small letters, no spaces."""
        name = unicodedata.normalize("NFKC", self.cleaned_data["username"]).lower()
        return "".join(name.split())

    def clean_password(self) -> str:
        """A password that is hard enough to guess."""
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password

    def clean(self) -> dict[str, Any]:
        """Both passwords are the same."""
        given = super().clean() or {}
        if given.get("password") and given.get("again") and given["password"] != given["again"]:
            self.add_error("again", say("sign-in.differ"))
        return given
