"""Forms of imports."""

from __future__ import annotations

from typing import Any

from django import forms

from jianfu.web.project.forms import UploadField
from jianfu.web.project.wording import say, say_later
from jianfu.web.records.imports.handed_in import ACCEPTED


class HandInForm(forms.Form):
    """A file with ledgers in it."""

    file = UploadField(
        accepted=ACCEPTED, label=say_later("imports.file"), help_text=say_later("imports.file-hint")
    )


class ConfirmForm(forms.Form):
    """What was shown is to be taken in; where something was supposed, somebody has looked at it."""

    seal = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, supposed: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if supposed:
            self.fields["looked"] = forms.BooleanField(
                label=say("imports.looked", n=supposed),
                error_messages={"required": say("imports.look-first")},
            )
