"""The form of the rules."""

from __future__ import annotations

from typing import Any

from django import forms

from jianfu.web.project.clock import today
from jianfu.web.project.wording import say, say_later


class RulesForm(forms.Form):
    """Both documents with their text or the name of their file, who approved them on which day, and until when."""

    consent_title = forms.CharField(label=say_later("rules.consent-title"), max_length=120)
    consent_text = forms.CharField(
        label=say_later("rules.consent-text"), help_text=say_later("rules.text-how"), max_length=20_000,
        required=False, widget=forms.Textarea({"rows": 4}),
    )  # fmt: skip
    consent_file = forms.CharField(
        label=say_later("rules.consent-file"),
        help_text=say_later("rules.file-how"),
        max_length=120,
        required=False,
    )
    assessment_title = forms.CharField(label=say_later("rules.assessment-title"), max_length=120)
    assessment_text = forms.CharField(
        label=say_later("rules.assessment-text"), help_text=say_later("rules.text-how"), max_length=20_000,
        required=False, widget=forms.Textarea({"rows": 4}),
    )  # fmt: skip
    assessment_file = forms.CharField(
        label=say_later("rules.assessment-file"),
        help_text=say_later("rules.file-how"),
        max_length=120,
        required=False,
    )
    dated = forms.DateField(
        label=say_later("rules.dated"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    approved_by = forms.CharField(
        label=say_later("rules.approved-by"), help_text=say_later("rules.approved-how"), max_length=120
    )
    reviewed_until = forms.DateField(
        label=say_later("rules.until"), help_text=say_later("rules.until-how"),
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Each document has a text or a file; the days are in order."""
        given = super().clean() or {}
        for name in ("consent", "assessment"):
            if not given.get(f"{name}_text") and not given.get(f"{name}_file"):
                self.add_error(f"{name}_text", say("rules.text-or-file"))
        dated, until = given.get("dated"), given.get("reviewed_until")
        if dated and dated > today():
            self.add_error("dated", say("rules.dated-later"))
        if dated and until and until <= dated:
            self.add_error("reviewed_until", say("rules.until-before"))
        return given
