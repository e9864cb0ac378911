"""Forms of changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms

from jianfu.web.accounts.models import Assignment, Person
from jianfu.web.accounts.roles import Reason
from jianfu.web.project.wording import say, say_later

_DAY = {"type": "date"}


def _reasons() -> list[tuple[str, str]]:
    return [(reason.value, say(f"reason.{reason.value}")) for reason in Reason]


class EndForm(forms.Form):
    """The last day of a role, and why it ends."""

    last_day = forms.DateField(label=say_later("change.last-day"), widget=forms.DateInput(_DAY, "%Y-%m-%d"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = forms.ChoiceField(label=say("change.reason"), choices=_reasons())


class HandOverForm(forms.Form):
    """The first day of a successor: somebody who is there, or the name of somebody new."""

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = {str(p.pk): p for p in people}
        choices = [("", say("change.somebody-new")), *((pk, p.name) for pk, p in self._people.items())]
        self.fields["successor"] = forms.ChoiceField(
            label=say("change.successor"), choices=choices, required=False
        )
        self.fields["name"] = forms.CharField(
            label=say("change.new-name"), help_text=say("change.new-name-how"), max_length=60, required=False
        )
        self.fields["first_day"] = forms.DateField(
            label=say("change.first-day"), widget=forms.DateInput(_DAY, "%Y-%m-%d")
        )
        self.fields["reason"] = forms.ChoiceField(label=say("change.reason"), choices=_reasons())

    def clean(self) -> dict[str, Any]:
        """One of the two says who."""
        given = super().clean() or {}
        if bool(given.get("successor")) == bool(given.get("name")):
            self.add_error("name", say("change.who"))
        return given

    def who(self) -> Person | str:
        """The successor, or the name of the new one."""
        return self._people.get(self.cleaned_data["successor"]) or str(self.cleaned_data["name"])


class ResumeForm(forms.Form):
    """The day from which a role is held again, and who stood in and stops."""

    first_day = forms.DateField(label=say_later("change.first-day"), widget=forms.DateInput(_DAY, "%Y-%m-%d"))

    def __init__(self, *args: Any, others: Sequence[Assignment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._others = {str(a.pk): a for a in others}
        if others:
            self.fields["ending"] = forms.MultipleChoiceField(
                label=say("change.stand-ins"), required=False, widget=forms.CheckboxSelectMultiple,
                choices=[(pk, a.person.name) for pk, a in self._others.items()],
            )  # fmt: skip

    def ending(self) -> list[Assignment]:
        """The roles to end."""
        return [self._others[pk] for pk in self.cleaned_data.get("ending", ())]


def initial_days(day: dt.date) -> dict[str, dt.date]:
    """What the forms of changes begin with."""
    return {"last_day": day, "first_day": day}
