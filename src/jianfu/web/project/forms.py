"""How every form is drawn: label, hint, field, what is wrong with it, each tied to the other for screen readers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.forms.renderers import TemplatesSetting

from jianfu.web.project.wording import say


class Renderer(TemplatesSetting):
    """Draws forms and fields with the templates of this app; ``{{ form }}`` in a template is enough."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"


class UploadField(forms.FileField):
    """A file no larger than the site takes, with one of the endings ``accepted`` ((".xlsx", ".csv"))."""

    def __init__(self, *, accepted: tuple[str, ...], **kwargs: Any) -> None:
        widget = forms.FileInput(attrs={"accept": ",".join(accepted)})
        super().__init__(widget=widget, **kwargs)
        self.accepted = accepted

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The file; ValidationError says the bound it breaks."""
        file = super().clean(data, initial)
        if isinstance(file, UploadedFile):
            if (file.size or 0) > settings.UPLOAD_LIMIT:
                raise forms.ValidationError(say("upload.large", limit=settings.UPLOAD_LIMIT // 2**20))
            if not str(file.name).lower().endswith(self.accepted):
                raise forms.ValidationError(say("upload.kind", accepted="、".join(self.accepted)))
        return file
