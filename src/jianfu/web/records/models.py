"""One table for each ledger, built from its declaration, and beside them what every row was before.

A table has the ledger's own name and columns, so that the engine checks it as it stands; the columns that only the
web needs begin with ``_``. A row in a table is valid now. When it is corrected or withdrawn, its state goes to
``Earlier``: nothing is overwritten, and no list, export or check has to leave anything out.

The ledger of organisations is no table here: it is the tree that ``accounts`` keeps.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, ClassVar, cast

from django.db import models
from django.db.models import Q

from jianfu.ledgers.declare import Ledger
from jianfu.ledgers.registry import ledgers
from jianfu.web.accounts.models import Organisation, Person

# Django finds the models of an app in this module.
from jianfu.web.records.imports.models import Import as Import
from jianfu.web.records.imports.models import Part as Part

UNDATED = dt.date(1, 1, 1)
"""Where a row of a dated ledger stands in lists as long as nobody knows its day: at the end."""


class Version(models.Model):
    """One act that wrote rows: who, when, how, and why when a reason was given.

    Every state of every row came about through one version and ended through at most one other.
    """

    class Kind(models.TextChoices):
        """How the rows came; the words shown are the labels ``web.version.<value>``."""

        ENTRY = "entry"
        CORRECTION = "correction"
        WITHDRAWAL = "withdrawal"
        IMPORT = "import"
        UNDOING = "undoing"
        RESTORING = "restoring"

    kind = models.CharField(max_length=20, choices=Kind.choices)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    reason = models.CharField(max_length=240, blank=True)
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="undone_by")

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Earlier(models.Model):
    """A state that a row had: ``version`` brought it about, ``ended_by`` replaced it or withdrew the row."""

    ledger = models.CharField(max_length=60)
    row = models.BigIntegerField()
    kept_by = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, models.PROTECT, related_name="+")
    ended_by = models.ForeignKey(Version, models.PROTECT, related_name="ended")
    withdrawn = models.BooleanField(default=False)
    values = models.JSONField()

    class Meta:
        ordering = ("pk",)
        indexes = (
            models.Index(fields=("ledger", "row", "id")),
            # Lists of what was withdrawn: of one organisation, and of several.
            models.Index(
                fields=("ledger", "kept_by", "-id"), condition=Q(withdrawn=True), name="withdrawn_by_one"
            ),
            models.Index(
                fields=("ledger", "-id", "kept_by"), condition=Q(withdrawn=True), name="withdrawn_by_several"
            ),
        )

    def __str__(self) -> str:
        return f"{self.ledger} {self.row} before version {self.ended_by_id}"


class Row(models.Model):
    """What the rows of all ledgers have. A declared column is a field of its physical name.

    ``organisation`` is whose record it is in the engine's sense: a code, or a name as written where nobody has such
    a code. ``kept_by`` is that organisation where it is in the tree, else the one that entered it: it decides who
    sees the row. ``identity`` is the record's natural key, see ``identity_of``. ``sorted_on`` is the day of a dated
    ledger, never null. ``extra`` holds what stood in columns that the ledger does not know.

    Names of people stand as they were written (files are read with ``Unmasked``), or two of them would be taken for
    one; pages and exports mask them, and so does the engine.
    """

    ledger: ClassVar[Ledger]

    kept_by = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", db_column="_kept_by", db_index=False
    )
    version = models.ForeignKey(Version, models.PROTECT, related_name="+", db_column="_version")
    identity = models.CharField(max_length=32, db_column="_identity")
    organisation = models.TextField()
    extra = models.JSONField(null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.ledger.name} {self.pk}"


RESERVED = frozenset({"id", "kept_by", "version", "identity", "sorted_on"})
"""Names that no declared column can have; a declaration that takes one fails when the models are built."""

_FIELDS: Mapping[str, type[models.Field[Any, Any]]] = MappingProxyType(
    {
        "VARCHAR": models.TextField,
        "BIGINT": models.BigIntegerField,
        "DATE": models.DateField,
        "BOOLEAN": models.BooleanField,
    }
)


def columns_of(ledger: Ledger) -> Iterator[tuple[str, str]]:
    """The columns of its table that people or their files fill in: physical names with their types."""
    for name, kind in ledger.physical.items():
        if not name.startswith("_") and name not in {"organisation", "extra"}:
            yield name, kind


def model_of(ledger: Ledger) -> type[Row]:
    """The model of a ledger. ValueError when a column has a name that models need for themselves.

    Lists are read by ``sorted_on`` (by ``id`` alone where a ledger has no date), of one organisation or of all:
    there is an index for both.
    """
    fields: dict[str, Any] = {}
    for name, kind in columns_of(ledger):
        if name in RESERVED or hasattr(Row, name):
            raise ValueError(f"the ledger {ledger.name} cannot have a column called {name}")
        fields[name] = _FIELDS[kind](null=True, blank=True)
    indexes = [models.Index(fields=("kept_by", "id"))]
    if ledger.date is not None:
        fields["sorted_on"] = models.DateField(db_column="_sorted_on")
        indexes = [
            models.Index(fields=("kept_by", "-sorted_on", "-id")),
            # The last column spares looking up the row to see whose it is.
            models.Index(fields=("-sorted_on", "-id", "kept_by")),
        ]
    if ledger.date is not None and "class" in ledger.key:
        # What the engine asks of a class's day before somebody writes a row of it.
        indexes.append(models.Index(fields=("organisation", "grade", "class_no", ledger.date)))
    meta = {
        "app_label": "records",
        "db_table": ledger.name,
        "ordering": ("-sorted_on", "-id") if ledger.date is not None else ("id",),
        "indexes": indexes,
        "constraints": [
            models.UniqueConstraint(
                fields=("kept_by", "identity"), name=f"a_record_of_{ledger.name}_stands_once"
            )
        ],
    }
    made = type(
        "".join(part.title() for part in ledger.name.split("_")),
        (Row,),
        {
            "__module__": __name__,
            "__doc__": f"{ledger.en}: a row of {ledger.zh}.",
            "ledger": ledger,
            "Meta": type("Meta", (), meta),
            **fields,
        },
    )
    return cast(type[Row], made)


MODELS: Mapping[str, type[Row]] = {
    name: model_of(ledger) for name, ledger in ledgers().items() if name != "organisations"
}
"""The model of each ledger by the ledger's name."""


def identity_of(ledger: Ledger, values: Mapping[str, Any], ordinal: int = 1) -> str:
    """What makes a record the same record wherever it comes from: organisation, key, term of a standing ledger.

    ``values`` are physical, ``organisation`` among them. Records that the key does not tell apart (two pieces of
    homework in one subject) are counted by ``ordinal``, in the order of their file.
    """
    parts = [values.get(name) for name in ledger.identifying]
    text = json.dumps([*parts, ordinal], ensure_ascii=False, default=str)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
