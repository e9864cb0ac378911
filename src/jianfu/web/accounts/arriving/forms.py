"""Forms of lists that come in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import signing

from jianfu.web.accounts.arriving import limits
from jianfu.web.project.forms import UploadField
from jianfu.web.project.wording import say, say_later

_SALT = "accounts.list"
_SECONDS = 86_400


class ListForm(forms.Form):
    """The file."""

    file = UploadField(
        label=say_later("lists.file"), help_text=say_later("lists.file-how"), accepted=limits.ACCEPTED
    )

    def clean_file(self) -> Any:
        """A file of a bearable size."""
        file = self.cleaned_data["file"]
        if file.size > limits.MOST_BYTES:
            raise forms.ValidationError(say("upload.large", limit=limits.MOST_BYTES // 2**20))
        return file


class ConfirmForm(forms.Form):
    """What was read, signed and carried by the page itself, so that nothing of a list is kept before it is confirmed."""

    read = forms.CharField(widget=forms.HiddenInput, max_length=2**21)
    seal = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def clean_read(self) -> Any:
        """What the page was made from; ValidationError when it is not ours or a day old."""
        try:
            return signing.loads(self.cleaned_data["read"], salt=_SALT, max_age=_SECONDS)
        except signing.BadSignature as error:
            raise forms.ValidationError(say("lists.old")) from error


def carried(place: int, read: dict[str, Any], seal: str) -> ConfirmForm:
    """The form that carries what was read for the organisation numbered ``place``."""
    packed = signing.dumps({**read, "place": place}, salt=_SALT, compress=True)
    return ConfirmForm(initial={"read": packed, "seal": seal})
