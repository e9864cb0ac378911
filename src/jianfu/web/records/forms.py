"""Forms of ledgers, built from their declarations: a row to enter or correct, and what a list is narrowed to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThanOrEqual

from jianfu.ledgers.declare import AMOUNTS, Column, Ledger
from jianfu.ledgers.reading.masks import Unmasked
from jianfu.ledgers.reading.memory import parse_cells
from jianfu.ledgers.reading.values import Cohort, Years, reader
from jianfu.ledgers.template import shown_columns
from jianfu.terms.calendar import Calendar
from jianfu.terms.cells.model import BadCell
from jianfu.terms.errors import JianfuError, Message
from jianfu.terms.places import Places
from jianfu.terms.text import Text
from jianfu.web.accounts.models import Organisation
from jianfu.web.project.clock import today
from jianfu.web.project.wording import lang, say, say_later
from jianfu.web.records.shown import choices_of, entry_of, heading_of, listed_columns

LONGEST = 2_000
_TEXTS = frozenset({"text", "subject"})
_CLASS = Text("班级，写明年级", "a class with its grade")


def _field_of(column: Column, *, hint: bool) -> forms.Field:
    """The field in which the value of a column is written as people write it."""
    language = lang()
    label = heading_of(column, language)
    if hint and column.required:
        label = say("records.required", column=label)
    choices = choices_of(column, language)
    nothing = say("records.unsaid" if hint else "records.any")
    help_text = _hint(column, language, shown=choices is None) if hint else ""
    if choices is not None:
        return forms.ChoiceField(
            label=label, help_text=help_text, required=False, choices=[("", nothing), *choices]
        )
    widget: forms.Widget = forms.TextInput(attrs={"autocomplete": "off"})
    if column.type == "date":
        widget = forms.DateInput(attrs={"type": "date"})
    return forms.CharField(
        label=label, help_text=help_text, required=False, max_length=LONGEST, widget=widget
    )


def _hint(column: Column, language: str, *, shown: bool) -> str:
    parts = [column.help.in_(language)] if column.help is not None else []
    if shown and column.example and column.type != "date":
        parts.append(say("records.example", example=column.example))
    return " ".join(parts)


class EntryForm(forms.Form):
    """A row of a ledger as somebody writes it; ``record`` is what was understood, in physical values.

    ``values`` are those of a row that is corrected. Names of people are asked for when ``personal`` says so; those
    of a row that are not shown stay as they are.
    """

    use_required_attribute = False

    def __init__(
        self,
        *args: Any,
        ledger: Ledger,
        places: Places,
        values: Mapping[str, Any] | None = None,
        names: Mapping[str, str] | None = None,
        owner: str = "",
        personal: bool = True,
        **kwargs: Any,
    ) -> None:
        self.ledger, self.places, self.values = ledger, places, values
        self.columns = [
            c for c in shown_columns(ledger) if c.name in ledger.by_name and (personal or not c.personal)
        ]
        initial = {
            c.name: entry_of(c, _supposed(c) if values is None else values, names) for c in self.columns
        }
        if values is None and ledger.organisation is not None:
            initial[ledger.organisation] = owner
        if values is None and ledger.standing and "term" in initial:
            initial["term"] = entry_of(ledger.column("term"), {"term": _present_term()})
        super().__init__(*args, **kwargs | {"initial": initial})
        self.record: dict[str, Any] = {}
        for column in self.columns:
            self.fields[column.name] = _field_of(column, hint=True)

    def clean(self) -> dict[str, Any]:
        """What was written, understood; every value that is not is told of at its field."""
        given = super().clean() or {}
        cells = {c.name: given.get(c.name) or None for c in self.columns}
        try:
            record, faults = parse_cells(self.ledger, cells, self.places, Unmasked())
        except JianfuError as error:
            # One cell that lists several values (三至六年级) would be several rows.
            raise forms.ValidationError(error.text(lang())) from error
        unsaid = set(self.ledger.by_name) - {c.name for c in self.columns}
        for name, message in faults.items():
            kept = self.values is not None and name in unsaid
            if not kept:
                facts = {**message.facts, "column": heading_of(self.ledger.column(name), lang())}
                self.add_error(
                    name if name in self.fields else None, Message(message.code, facts).text(lang())
                )
        self.record = record if self.values is None else self._corrected(record, unsaid)
        return given

    def _corrected(self, record: Mapping[str, Any], unsaid: set[str]) -> dict[str, Any]:
        """The row with what was changed: a value that nobody touched stays, however it would be read today."""
        assert self.values is not None
        corrected = dict(self.values)
        touched = set(self.changed_data)
        for column in self.ledger.columns:
            asked = column.name not in unsaid
            worked_out = column.derive is not None and (not asked or self.values[column.physical[0]] is None)
            if column.name in touched or (touched and worked_out and not column.personal):
                corrected |= {name: record[name] for name in column.physical}
        if self.ledger.organisation in touched:
            corrected["organisation"] = record["organisation"]
        return corrected


def _present_term() -> str:
    """The term that today belongs to, in vacations the one to come, by the terms that are usual."""
    day = today()
    usual = Calendar.default(day.year - 1, day.year + 1)
    while (term := usual.period("term", day)).id.endswith("v"):
        day = term.last + dt.timedelta(days=1)
    return term.id


def _supposed(column: Column) -> dict[str, Any]:
    """What a column holds where a file does not have it: the form says so beforehand."""
    known = column.absent not in {None, "unknown", "none"}
    return {column.physical[0]: column.absent} if known else {}


class ReasonForm(forms.Form):
    """Why a row is corrected or withdrawn, and which state of it was seen."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=say_later("records.reason"), help_text=say_later("records.reason-hint"), required=False,
        max_length=240, widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip


class FilterForm(forms.Form):
    """What a list is narrowed to: words anywhere, days, the organisation, and the value of any column."""

    q = forms.CharField(label=say_later("records.search"), required=False, max_length=60)
    since = forms.DateField(
        label=say_later("records.since"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=say_later("records.until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    named = forms.CharField(label=say_later("records.kept_by"), required=False, max_length=60)
    sort = forms.ChoiceField(label=say_later("records.sort"), required=False)

    def __init__(self, *args: Any, ledger: Ledger, personal: bool, several: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ledger, self.personal = ledger, personal
        language = lang()
        if ledger.date is None:
            del self.fields["since"], self.fields["until"]
        if not several:
            del self.fields["named"]
        orders = [("", say("records.own_order" if ledger.date is None else "records.newest_first"))]
        for column in listed_columns(ledger):
            if not column.personal:
                word = heading_of(column, language)
                orders.append((column.name, say("records.ascending", column=word)))
                orders.append((f"-{column.name}", say("records.descending", column=word)))
        self.fields["sort"] = forms.ChoiceField(label=say("records.sort"), required=False, choices=orders)
        self.columns = [c for c in ledger.columns if not c.personal and c.name != ledger.date]
        for column in self.columns:
            self.fields[f"c.{column.name}"] = _field_of(column, hint=False)

    def clean(self) -> dict[str, Any]:
        """What was asked for as one condition, ``condition``."""
        given = super().clean() or {}
        condition = self._search(given.get("q") or "")
        for column in self.columns:
            text = given.get(f"c.{column.name}")
            if text:
                try:
                    condition &= _holds(column, text)
                except BadCell as error:
                    facts = {
                        "column": heading_of(column, lang()), "value": text, "expected": error.expected,
                        "example": error.example,
                    }  # fmt: skip
                    self.add_error(f"c.{column.name}", Message("record.cell", facts).text(lang()))
        given["condition"] = condition
        return given

    @property
    def by_all(self) -> list[forms.BoundField]:
        """The fields of the conditions that every ledger has, but for the words to search."""
        return [self[name] for name in ("since", "until", "named") if name in self.fields]

    @property
    def by_column(self) -> list[forms.BoundField]:
        """The order, and the fields of the columns' own conditions."""
        return [self["sort"], *(self[f"c.{column.name}"] for column in self.columns)]

    def _search(self, text: str) -> Q:
        """The words in any column of text; among names of people only for those who see them."""
        found = Q()
        for column in self.ledger.columns if text else ():
            if column.type in _TEXTS and (self.personal or not column.personal):
                found |= Q(**{f"{column.name}__contains": text})
            elif column.type == "org":
                found |= _named(column, text)
        return found

    def narrowed(self) -> int:
        """How many of the columns' own conditions are set."""
        given = self.cleaned_data if self.is_valid() else {}
        return sum(1 for column in self.columns if given.get(f"c.{column.name}"))


def _holds(column: Column, text: str) -> Q:
    """The rows in which a column has the value that ``text`` is understood as, or may have it; BadCell otherwise."""
    if column.type == "org":
        return _named(column, text)
    if column.type in _TEXTS:
        return Q(**{f"{column.name}__contains": text})
    low, *rest = reader(column, None, Years())(text)
    if isinstance(low, Cohort):
        raise BadCell(_CLASS, column.example)
    if column.type in AMOUNTS:
        # A figure is an interval that ends where it begins; two intervals have to meet.
        most = low if rest[0] is None else rest[0]
        end = Coalesce(f"{column.name}_max", column.name)
        return Q(**{f"{column.name}__lte": most}) & Q(GreaterThanOrEqual(end, low))
    values = dict(zip(column.physical, (low, *rest), strict=True))
    return Q(**{name: value for name, value in values.items() if value is not None})


def _named(column: Column, text: str) -> Q:
    """The rows in which a column names an organisation so: ledgers hold its code, or a name that nobody knows."""
    codes = Organisation.objects.filter(name__contains=text).values("code")
    return Q(**{f"{column.name}__contains": text}) | Q(**{f"{column.name}__in": codes})
