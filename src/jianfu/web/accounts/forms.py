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
from jianfu.web.accounts.roles import Role
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


class InviteForm(forms.Form):
    """Somebody new: a name and a role, of those that ``roles`` allows."""

    name = forms.CharField(label=say_later("people.name"), max_length=60)
    role = forms.ChoiceField(label=say_later("people.role"))

    def __init__(self, *args: Any, roles: list[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"] = forms.ChoiceField(
            label=say("people.role"), choices=[(role.value, say(f"role.{role.value}")) for role in roles]
        )


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
