"""What the list of acts is narrowed by."""

from __future__ import annotations

from typing import Any

from django import forms

from jianfu.web.audit.acts import kinds
from jianfu.web.project.wording import say, say_later


class ActsForm(forms.Form):
    """A kind of act, a day, and where the page begins."""

    kind = forms.ChoiceField(label=say_later("acts.kind"), required=False)
    day = forms.DateField(
        label=say_later("acts.day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    before = forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)
    after = forms.IntegerField(required=False, min_value=0, max_value=2**62, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grouped = [
            (say(f"acts.of.{app}"), [(action, say(f"act.{action}")) for action in actions])
            for app, actions in kinds().items()
        ]
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [("", say("acts.every")), *grouped]
