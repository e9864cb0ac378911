"""What a teacher's forms take: a piece of homework in steps, a reason, a table of shares."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms

from jianfu.web.desk.teaching.answers import Piece
from jianfu.web.desk.teaching.queries import Taught
from jianfu.web.project.clock import today
from jianfu.web.project.wording import say, say_later

FORMS = ("written", "oral", "practice", "reading")
MOST_MINUTES = 240
# How far ahead homework can be put off.
_AHEAD = dt.timedelta(days=14)


class PieceForm(forms.Form):
    """A piece of homework as far as it has been told: its address holds it, so that signing in again loses nothing."""

    use_required_attribute = False

    content = forms.CharField(label=say_later("teaching.content"), required=False, max_length=200)
    minutes = forms.IntegerField(
        label=say_later("teaching.minutes"), required=False, min_value=1, max_value=MOST_MINUTES
    )
    subject = forms.CharField(label=say_later("teaching.subject"), required=False, max_length=20)
    form = forms.ChoiceField(choices=[(f, f) for f in FORMS], required=False)
    day = forms.DateField(required=False)
    row = forms.IntegerField(required=False, min_value=1)
    seen = forms.IntegerField(required=False, min_value=1)

    def __init__(self, *args: Any, taught: Taught, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taught = taught

    def clean_content(self) -> str:
        """The words, without what a telephone puts around them."""
        return " ".join(str(self.cleaned_data["content"]).split())

    def clean_subject(self) -> str:
        """One of the subjects taught there, where they are known; the only one where it is one."""
        subjects, given = self.taught.subjects, str(self.cleaned_data["subject"]).strip()
        if len(subjects) == 1 and not given:
            return subjects[0]
        if subjects and given and given not in subjects:
            raise forms.ValidationError(say("teaching.subject-other"))
        return given

    def clean_day(self) -> dt.date:
        """The day it is to be done: today, or one of the next."""
        day: dt.date = self.cleaned_data["day"] or today()
        if not today() <= day <= today() + _AHEAD:
            raise forms.ValidationError(say("teaching.day-other"))
        return day

    @property
    def step(self) -> str:
        """What is to be told next: "content", "minutes", or "register" when all is there."""
        given = self.cleaned_data if self.is_valid() else {}
        if not given.get("content") or not given.get("subject"):
            return "content"
        return "register" if given.get("minutes") else "minutes"

    @property
    def piece(self) -> Piece:
        """What was told; only at the step "register"."""
        told = self.cleaned_data
        return Piece(
            self.taught.grade, self.taught.number, told["day"], told["subject"], told["content"], told["minutes"],
            told["form"] or "written",
        )  # fmt: skip

    def told(self, **other: object) -> str:
        """The query that holds what was told so far, with ``other`` in its place; None leaves something out."""
        given = self.cleaned_data if self.is_valid() else {}
        day = given.get("day")
        kept: dict[str, object] = {
            "content": given.get("content"), "subject": given.get("subject"), "minutes": given.get("minutes"),
            "form": given.get("form"), "day": day.isoformat() if day and day != today() else None,
            "row": given.get("row"), "seen": given.get("seen"),
        }  # fmt: skip
        return urlencode(
            {name: value for name, value in {**kept, **other}.items() if value not in (None, "")}
        )


class WhyForm(forms.Form):
    """Why homework is registered beyond what the rules allow; kept with the record for good."""

    reason = forms.CharField(
        label=say_later("teaching.reason"), help_text=say_later("teaching.reason-hint"), required=False, max_length=240,
        strip=True, widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class AllotmentForm(forms.Form):
    """The minutes of each subject on each weekday; ``shares`` is what was understood."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, subjects: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subjects = list(subjects)
        for n, subject in enumerate(self.subjects):
            for weekday in range(1, 6):
                label = say("teaching.share", subject=subject, day=say(f"teaching.weekday.{weekday}"))
                self.fields[f"m{n}-{weekday}"] = forms.IntegerField(
                    label=label, required=False, min_value=0, max_value=MOST_MINUTES,
                    widget=forms.NumberInput(attrs={"aria-label": label, "inputmode": "numeric", "step": 5}),
                )  # fmt: skip

    @property
    def lines(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The table: each subject with its fields from Monday."""
        return [(s, [self[f"m{n}-{w}"] for w in range(1, 6)]) for n, s in enumerate(self.subjects)]

    @property
    def shares(self) -> dict[tuple[int, str], int | None]:
        """Minutes by weekday and subject; None where nothing was written."""
        return {
            (w, s): self.cleaned_data.get(f"m{n}-{w}")
            for n, s in enumerate(self.subjects)
            for w in range(1, 6)
        }
