"""Forms of marks, of what was read of a plan, of plans to read."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from jianfu.norms.model import FIELDS, STRENGTHS, Norm
from jianfu.norms.source import MAX_BYTES
from jianfu.plans.draft.scopes import told_apart
from jianfu.reports.outline import mechanism_of, mechanism_text
from jianfu.terms.errors import JianfuError
from jianfu.terms.grades import ALL_GRADES, grade_label
from jianfu.terms.labels import label
from jianfu.terms.units import unit_shown
from jianfu.web.policies import queries, wording
from jianfu.web.policies.plans import limits
from jianfu.web.project.forms import UploadField
from jianfu.web.project.wording import lang, say, say_later

_RANGE = re.compile(r"grade between (\d+) and (\d+)")
_ONE = re.compile(r"grade = (\d+)")
_SOME = re.compile(r"grade in \(([\d, ]+)\)")


class DayInput(forms.DateInput):
    """A day, picked where the browser can."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class MarkForm(forms.Form):
    """A figure of one norm, for whom, since when, how strongly."""

    at_most = forms.CharField(label=say_later("mark.at-most"), max_length=20, required=False)
    at_least = forms.CharField(label=say_later("mark.at-least"), max_length=20, required=False)
    grades = forms.MultipleChoiceField(
        label=say_later("mark.grades"), help_text=say_later("mark.grades-hint"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    scope = forms.CharField(
        label=say_later("mark.scope"), help_text=say_later("mark.scope-hint"), max_length=400, required=False
    )
    strength = forms.ChoiceField(label=say_later("mark.strength"))
    first = forms.DateField(label=say_later("mark.first"), widget=DayInput())
    last = forms.DateField(label=say_later("mark.last"), widget=DayInput(), required=False)

    def __init__(self, *args: Any, norm: Norm, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.norm = norm
        if norm.form != "measure":
            del self.fields["at_most"], self.fields["at_least"]
        else:
            unit = (
                say("mark.clock") if norm.unit == "clock" else label(f"unit.{unit_shown(norm.unit)}", lang())
            )
            for name in ("at_most", "at_least"):
                self.fields[name].help_text = say("mark.unit", unit=unit)
        if "grade" in told_apart(norm):
            words = [(str(grade), grade_label(grade, lang())) for grade in ALL_GRADES]
            self.fields["grades"].choices = words  # type: ignore[attr-defined]  # a field by its name is any field
        else:
            del self.fields["grades"]
        strengths = [(value, label(f"strength.{value}", lang())) for value in STRENGTHS]
        self.fields["strength"].choices = strengths  # type: ignore[attr-defined]  # a field by its name is any field

    def clean(self) -> dict[str, Any]:
        """Figures as a pack writes them, one condition of grades and the rest."""
        given: dict[str, Any] = super().clean() or {}
        sides = [name for name in ("at_most", "at_least") if given.get(name)]
        for name in sides:
            try:
                given[name] = wording.written(self.norm, given[name])
            except JianfuError as error:
                self.add_error(name, error.text(lang()))
        if self.norm.form == "measure" and not sides:
            self.add_error("at_most" if "at_most" in self.fields else None, say("mark.no-figure"))
        if given.get("last") and given.get("first") and given["last"] < given["first"]:
            self.add_error("last", say("mark.reversed"))
        return given

    def figures(self) -> dict[str, Any]:
        """The figure as a pack writes it."""
        given = {k: self.cleaned_data[k] for k in ("at_most", "at_least") if self.cleaned_data.get(k)}
        if len(given) == 2:
            return {"between": [given["at_least"], given["at_most"]]}
        return given

    def entry(self, before: Mapping[str, Any]) -> dict[str, Any]:
        """``before``, a mark as a pack writes it, with what the form says."""
        kept = {k: v for k, v in before.items() if k not in {"at_most", "at_least", "between", "for", "to"}}
        given = self.cleaned_data
        condition = condition_of([int(g) for g in given.get("grades") or ()], given["scope"])
        entry = {**kept, **self.figures(), **({"for": condition} if condition else {})}
        entry |= {"from": given["first"].isoformat(), "strength": given["strength"]}
        return entry | ({"to": given["last"].isoformat()} if given["last"] else {})

    @staticmethod
    def given_of(entry: Mapping[str, Any]) -> dict[str, Any]:
        """What the form shows of a mark as a pack writes it."""
        low, high = entry.get("between", (entry.get("at_least"), entry.get("at_most")))
        grades, rest = grades_of(str(entry.get("for", "")))
        return {
            "at_most": wording.bare(high) if high is not None else "",
            "at_least": wording.bare(low) if low is not None else "",
            "grades": [str(g) for g in grades], "scope": rest, "strength": entry.get("strength", "mandatory"),
            "first": dt.date.fromisoformat(entry["from"]) if "from" in entry else None,
            "last": dt.date.fromisoformat(entry["to"]) if "to" in entry else None,
        }  # fmt: skip


def condition_of(grades: list[int], rest: str) -> str:
    """The condition of a mark from grades that were ticked and what else was written."""
    told = ""
    if grades and len(grades) < len(ALL_GRADES):
        first, last = min(grades), max(grades)
        if len(grades) == 1:
            told = f"grade = {first}"
        elif sorted(grades) == list(range(first, last + 1)):
            told = f"grade between {first} and {last}"
        else:
            told = f"grade in ({', '.join(map(str, sorted(grades)))})"
    rest = rest.strip()
    if told and rest:
        return f"{told} and ({rest})" if " or " in rest else f"{told} and {rest}"
    return told or rest


def grades_of(condition: str) -> tuple[list[int], str]:
    """The grades that a condition names by itself, and what of it is no such thing."""
    told, _, rest = condition.partition(" and ") if "between" not in condition else (condition, "", "")
    if whole := _RANGE.match(condition):
        after = condition[whole.end() :]
        if not after or after.startswith(" and "):
            return list(range(int(whole[1]), int(whole[2]) + 1)), after.removeprefix(" and ")
    if one := _ONE.fullmatch(told):
        return [int(one[1])], rest
    if some := _SOME.fullmatch(told):
        return [int(part) for part in some[1].split(",")], rest
    return [], condition


class OwnMarkForm(MarkForm):
    """A mark of the place's own, with the paper that it comes from."""

    title = forms.CharField(
        label=say_later("mark.paper"), help_text=say_later("mark.paper-hint"), max_length=120
    )
    number = forms.CharField(label=say_later("mark.number"), max_length=60, required=False)
    issued = forms.DateField(label=say_later("mark.issued"), widget=DayInput())
    clause = forms.CharField(label=say_later("mark.clause"), max_length=60, required=False)
    restated = forms.CharField(
        label=say_later("mark.restated"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean(self) -> dict[str, Any]:
        """No mark is in force before its paper was issued."""
        given = super().clean()
        if given.get("issued") and given.get("first") and given["first"] < given["issued"]:
            self.add_error("first", say("mark.before-issue"))
        return given


class QuestionForm(forms.Form):
    """A question, worded so that yes is the good answer."""

    ask = forms.CharField(
        label=say_later("question.ask"), max_length=600, widget=forms.Textarea(attrs={"rows": 3})
    )
    responsible = forms.CharField(label=say_later("question.responsible"), max_length=120, required=False)
    deadline = forms.CharField(label=say_later("question.deadline"), max_length=120, required=False)


class ReasonForm(forms.Form):
    """Why it was read wrongly."""

    reason = forms.CharField(label=say_later("draft.reason"), max_length=240)


class EndForm(forms.Form):
    """Which mark ends, and its last day."""

    mark = forms.CharField(max_length=200, widget=forms.HiddenInput)
    last = forms.DateField(label=say_later("mark.last"), widget=DayInput())


class PlanForm(forms.Form):
    """A plan to read."""

    file = UploadField(
        label=say_later("plans.file"), help_text=say_later("plans.file-hint"), accepted=limits.ACCEPTED
    )

    def clean_file(self) -> Any:
        """The file; ValidationError when it is larger than plans are."""
        file = self.cleaned_data["file"]
        if file.size > limits.MOST_BYTES:
            raise forms.ValidationError(say("upload.large", limit=limits.MOST_BYTES // 2**20))
        return file


class PackForm(forms.Form):
    """A local pack as a file, which takes the place of all marks that the place has set."""

    file = UploadField(
        label=say_later("pack.file"), help_text=say_later("pack.file-hint"), accepted=(".yaml", ".yml")
    )
    all_of_them = forms.BooleanField(required=True)
    prefix = "pack"

    def __init__(self, *args: Any, marks: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if marks:
            self.fields["all_of_them"].label = say("pack.all-of-them", n=marks)
        else:
            del self.fields["all_of_them"]

    def clean_file(self) -> Any:
        """The file; ValidationError when it is larger than the loader reads."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(say("upload.large", limit=MAX_BYTES // 10**6))
        return file


class LongSelect(forms.Select):
    """A choice of many: drawn at once, where Django would fill three templates for each option."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The whole element."""
        del renderer
        options = format_html_join(
            "", '<option value="{}"{}>{}</option>',
            ((key, mark_safe(" selected") if str(key) == str(value or "") else "", word) for key, word in self.choices),
        )  # fmt: skip
        return format_html(
            '<select name="{}" id="{}">{}</select>', name, (attrs or {}).get("id", ""), options
        )


class FilterForm(forms.Form):
    """Which norms are listed."""

    q = forms.CharField(label=say_later("filter.words"), max_length=40, required=False)
    field = forms.ChoiceField(label=say_later("filter.field"), required=False, widget=LongSelect)
    mechanism = forms.ChoiceField(label=say_later("filter.mechanism"), required=False, widget=LongSelect)
    ledger = forms.ChoiceField(label=say_later("filter.ledger"), required=False, widget=LongSelect)
    only = forms.ChoiceField(label=say_later("filter.only"), required=False, widget=LongSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        norms = queries.national().norms.values()
        every = ("", say("filter.all"))
        choices = {
            "field": [(name, label(f"field.{name}", lang())) for name in FIELDS],
            "mechanism": [(m, mechanism_text(m, lang())) for m in sorted({mechanism_of(n.id) for n in norms})],
            "ledger": [(name, wording.ledger_name(name)) for name in sorted({w for n in norms for w in n.ledgers})],
            "only": [("delegated", say("norms.delegated")), ("local", say("norms.local"))],
        }  # fmt: skip
        for name, words in choices.items():
            self.fields[name].choices = [every, *words]  # type: ignore[attr-defined]  # a field by its name is any field
