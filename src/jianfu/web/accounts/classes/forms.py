"""Forms of classes."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import forms

from jianfu.terms.grades import LAST_CLASS
from jianfu.web.accounts.classes.queries import Plan
from jianfu.web.accounts.models import Organisation
from jianfu.web.project.wording import say, say_later

_SPAN = re.compile(r"^(\d{1,2})(?:[-—–~～至到]+(\d{1,2}))?$")


def numbers_in(text: str) -> list[int] | None:
    """The numbers that somebody lists (``1-6``, ``1、3、5``); None when they cannot be told."""
    found: set[int] = set()
    for part in re.split(r"[,，、;；\s]+", unicodedata.normalize("NFKC", text).strip()):
        m = _SPAN.match(part)
        if m is None:
            return None
        first, last = int(m[1]), int(m[2] or m[1])
        if not 1 <= first <= last <= LAST_CLASS:
            return None
        found |= set(range(first, last + 1))
    return sorted(found) or None


class AddClassesForm(forms.Form):
    """One class or several of one year: stage, year of entry, numbers."""

    stage = forms.ChoiceField(label=say_later("classes.stage"))
    entered = forms.IntegerField(
        label=say_later("classes.entered"),
        help_text=say_later("classes.entered-how"),
        min_value=2000,
        max_value=2100,
    )
    numbers = forms.CharField(
        label=say_later("classes.numbers"), help_text=say_later("classes.numbers-how"), max_length=60
    )

    def __init__(self, *args: Any, school: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stages = school.taught_stages or ("primary", "junior", "senior")
        self.fields["stage"] = forms.ChoiceField(
            label=say("classes.stage"), choices=[(stage, say(f"stage.{stage}")) for stage in stages]
        )

    def clean_numbers(self) -> list[int]:
        """The numbers that are listed."""
        found = numbers_in(self.cleaned_data["numbers"])
        if found is None:
            raise forms.ValidationError(say("classes.numbers-bad"))
        return found


class PromoteForm(forms.Form):
    """How many classes enter each stage, and which homeroom teachers of classes that go on end."""

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for entering in plan.entering:
            self.fields[f"entering-{entering.stage}"] = forms.IntegerField(
                label=say("promotion.entering-n", stage=say(f"stage.{entering.stage}")),
                help_text=say("promotion.there", n=entering.there) if entering.there else "",
                initial=entering.likely, min_value=entering.there, max_value=60,
            )  # fmt: skip
        choices = [
            (str(head.pk), say("promotion.head-of", name=head.person.name, of=coming.after))
            for coming in plan.staying
            for head in coming.heads
        ]
        if choices:
            self.fields["ending"] = forms.MultipleChoiceField(
                label=say("promotion.ending"), help_text=say("promotion.ending-how"), choices=choices,
                required=False, widget=forms.CheckboxSelectMultiple,
            )  # fmt: skip

    def entering(self) -> dict[str, int]:
        """The number of classes by stage."""
        return {
            name.removeprefix("entering-"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("entering-")
        }

    def ending(self) -> set[int]:
        """The numbers of the roles to end."""
        return {int(pk) for pk in self.cleaned_data.get("ending", ())}
