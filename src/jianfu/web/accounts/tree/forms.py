"""Forms of an organisation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from jianfu.ledgers.registry import ledger
from jianfu.web.accounts.models import Organisation
from jianfu.web.project.wording import lang, say, say_later


class EditForm(forms.Form):
    """What an organisation says of itself; stages and system are a school's."""

    name = forms.CharField(label=say_later("organisations.name"), max_length=120)
    aliases = forms.CharField(
        label=say_later("organisations.aliases"), help_text=say_later("organisations.aliases-how"),
        max_length=240, required=False,
    )  # fmt: skip
    phone = forms.CharField(
        label=say_later("organisations.phone"), help_text=say_later("organisations.phone-how"),
        max_length=60, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )  # fmt: skip

    def __init__(self, data: Mapping[str, Any] | None = None, *, place: Organisation) -> None:
        own = {name: getattr(place, name) for name in ("name", "aliases", "phone", "system")}
        super().__init__(data, initial={**own, "stages": place.taught_stages})
        if place.kind != "school":
            return
        stages = [(stage, say(f"stage.{stage}")) for stage in ("primary", "junior", "senior")]
        self.fields["stages"] = forms.MultipleChoiceField(
            label=say("classes.stage"), choices=stages, widget=forms.CheckboxSelectMultiple
        )
        systems = ledger("organisations").column("system").choices
        words = [(value, choice.en if lang() == "en" else choice.zh) for value, choice in systems.items()]
        self.fields["system"] = forms.ChoiceField(label=say("organisations.system"), choices=words)

    def given(self) -> dict[str, str]:
        """The fields as ``actions.edit_organisation`` takes them; stages in the words of the ledger."""
        data = dict(self.cleaned_data)
        if "stages" in data:
            words = {"primary": "小学", "junior": "初中", "senior": "高中"}
            data["stages"] = "、".join(words[stage] for stage in data["stages"])
        return data


class MoveForm(forms.Form):
    """What an organisation is to stand under."""

    def __init__(self, *args: Any, parents: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._parents = {str(o.pk): o for o in parents}
        choices = [
            ("", say("people.choose")),
            *((pk, f"{o.code} {o.name}") for pk, o in self._parents.items()),
        ]
        self.fields["parent"] = forms.ChoiceField(label=say("organisations.new-parent"), choices=choices)

    def parent(self) -> Organisation:
        """The organisation that was chosen."""
        return self._parents[self.cleaned_data["parent"]]
