"""What pages read of imports: the list, how far a reading is, what it would do, row by row and cell by cell."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.db.models import Prefetch, Q

from jianfu.terms.errors import Message
from jianfu.web.accounts.actor import Actor
from jianfu.web.accounts.models import Organisation
from jianfu.web.project.clock import now
from jianfu.web.records.imports.comparing import CHANGED, NEW, Judged, Keepers, Tally, judge, said, silences
from jianfu.web.records.imports.models import Import, Part
from jianfu.web.records.imports.perms import answers_for, may_see_part
from jianfu.web.records.imports.process import staging_of
from jianfu.web.records.imports.staging import Staging, unpacked
from jianfu.web.records.models import MODELS, Earlier, Row, Version
from jianfu.web.records.rows import changed_since, values_of

PAGE = 50
LISTED = 100
_COMPARED = "compared.json"


# -- the list --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Listed:
    """An import in the list of an organisation, with the parts that the reader may know of."""

    imported: Import
    parts: Sequence[Part]
    undone: bool


def imports_of(actor: Actor, organisation: Organisation, ledger: str | None = None) -> list[Listed]:
    """The newest imports handed in for an organisation or with rows of it, of one ledger or of all.

    Those who answer for the organisation see what was taken in, everybody what they handed in themselves.
    """
    condition = Q(organisation=organisation) | Q(parts__kept_by=organisation)
    if ledger is not None:
        condition &= Q(parts__ledger=ledger, parts__kept_by=organisation)
    if not (actor.operator or answers_for(actor, organisation)):
        condition &= Q(made_by=actor.person)
    # What others have open or dropped says nothing yet of the organisation.
    mine = Q(made_by=actor.person) if actor.person is not None else Q()
    parts = Prefetch("parts", Part.objects.select_related("kept_by"))
    found = (
        Import.objects.filter(condition)
        .filter(Q(state=Import.State.CONFIRMED) | mine)
        .distinct()
        .select_related("version__undone_by", "made_by", "organisation")
        .prefetch_related(parts)[:LISTED]
    )
    own = actor.person.pk if actor.person is not None else None
    listed = []
    for imported in found:
        parts_seen = [p for p in imported.parts.all() if imported.made_by_id == own or may_see_part(actor, p)]
        if parts_seen or imported.made_by_id == own:
            listed.append(Listed(imported, parts_seen, undoing_of(imported.version) is not None))
    return listed


def undoing_of(version: Version | None) -> Version | None:
    """The version that undid ``version``."""
    return getattr(version, "undone_by", None)


def earlier_of(organisation: Organisation, digest: str, actor: Actor) -> Import | None:
    """An import of the same file for the same organisation that still stands: open by the same person, or taken in."""
    same = Import.objects.filter(organisation=organisation, digest=digest)
    taken = same.filter(state=Import.State.CONFIRMED, version__undone_by=None).first()
    return taken or same.filter(state=Import.State.OPEN, made_by=actor.person).first()


def others_like(imported: Import) -> list[Import]:
    """Further imports of the same file for the same organisation that were taken in and stand."""
    return list(
        Import.objects.filter(
            organisation=imported.organisation_id, digest=imported.digest,
            state=Import.State.CONFIRMED, version__undone_by=None,
        ).exclude(pk=imported.pk)
    )  # fmt: skip


# -- what it would do ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Compared:
    """What an import would do: of each ledger how many rows came to which verdict, see ``Tally.as_json``."""

    at: str
    ledgers: Mapping[str, Mapping[str, Any]]

    @property
    def seal(self) -> str:
        """A digest of all counts: what somebody confirms is what was shown."""
        text = json.dumps(self.ledgers, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:24]

    def total(self, verdict: str) -> int:
        """How many rows of all ledgers came to a verdict."""
        return sum(told["verdicts"][verdict] for told in self.ledgers.values())

    @property
    def to_write(self) -> int:
        """How many rows it would add or change."""
        return self.total(NEW) + self.total(CHANGED)


def keepers_of(actor: Actor, imported: Import, ledger: str, read: Mapping[str, Any]) -> Keepers:
    """Who keeps the rows read for a ledger."""
    return Keepers(actor, MODELS[ledger].ledger, imported.organisation, read["owners"])


def compared(actor: Actor, imported: Import) -> Compared | None:
    """What the import would do as the records stood when somebody first looked; None while another request is at it.

    Kept beside what was read, so that pages show one and the same comparison until somebody asks for a new one.
    """
    staging = staging_of(imported)
    found = _kept(staging)
    if found is not None:
        return found
    with staging.locked() as lock:
        if lock is None:
            return None
        return _kept(staging) or _compare(actor, imported, staging)


def compare_anew(imported: Import) -> None:
    """Lets go of the comparison that was kept."""
    (staging_of(imported).staged / _COMPARED).unlink(missing_ok=True)


def _kept(staging: Staging) -> Compared | None:
    try:
        return Compared(**json.loads((staging.staged / _COMPARED).read_text("utf-8")))
    except FileNotFoundError:
        return None


def _compare(actor: Actor, imported: Import, staging: Staging) -> Compared:
    told = staging.reading()
    ledgers = {}
    for name, read in told["ledgers"].items():
        tally = Tally()
        if staging.rows(name).exists():
            _keep_verdicts(staging, name, tally, judge(staging, keepers_of(actor, imported, name, read)))
        else:
            tally.refuse_all(read)
        ledgers[name] = tally.as_json()
    found = Compared(now().isoformat(), ledgers)
    fresh = staging.staged / f".{_COMPARED}"
    fresh.write_text(json.dumps({"at": found.at, "ledgers": found.ledgers}), "utf-8")
    fresh.replace(staging.staged / _COMPARED)
    return found


def _keep_verdicts(staging: Staging, ledger: str, tally: Tally, rows: Iterable[Judged]) -> None:
    """Writes down of every row what would come of it, for the pages that list them."""
    columns: dict[str, list[Any]] = {"n": [], "verdict": [], "why": [], "row": []}
    for judged in rows:
        tally.count(judged)
        columns["n"].append(judged.n)
        columns["verdict"].append(judged.verdict)
        columns["why"].append(judged.why)
        columns["row"].append(judged.standing.pk if judged.standing is not None else None)
    types = {"n": pa.int64(), "verdict": pa.string(), "why": pa.string(), "row": pa.int64()}
    table = pa.table({name: pa.array(columns[name], kind) for name, kind in types.items()})
    pq.write_table(table, staging.staged / f"verdicts-{ledger}.parquet")


# -- row by row, cell by cell ----------------------------------------------------------------------


@dataclass(frozen=True)
class Shown:
    """A row that was read: in which line of which file, why it is refused, what the record would be, what it is now."""

    file: str
    sheet: str | None
    line: int
    why: str | None
    values: Mapping[str, Any]
    standing: Row | None


@dataclass(frozen=True)
class Leaf:
    """One page of something long: ``number`` of ``of``, counted from 1."""

    items: Sequence[Any]
    number: int
    of: int
    total: int

    @property
    def before(self) -> int | None:
        """The page before."""
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        """The page after."""
        return self.number + 1 if self.number < self.of else None


def _leaf(total: int, number: int) -> tuple[int, int, int]:
    """The page that is meant, how many there are, and where it begins."""
    of = max(1, -(-total // PAGE))
    number = min(max(number, 1), of)
    return number, of, (number - 1) * PAGE


def rows_shown(staging: Staging, ledger: str, verdict: str, number: int) -> Leaf:
    """A page of the rows of a ledger that came to a verdict, in the order of the files."""
    verdicts = staging.staged / f"verdicts-{ledger}.parquet"
    if not verdicts.exists():
        return Leaf([], 1, 1, 0)
    table = pq.read_table(verdicts)
    table = table.filter(pc.equal(table["verdict"], verdict))
    number, of, start = _leaf(table.num_rows, number)
    chosen = table.slice(start, PAGE).to_pylist()
    read = pq.read_table(staging.rows(ledger), filters=[("_n", "in", [row["n"] for row in chosen])])
    values = {row["_n"]: row for row in read.to_pylist()}
    standing = {}
    if ledger in MODELS:
        standing = MODELS[ledger]._default_manager.in_bulk([r["row"] for r in chosen if r["row"] is not None])
    sources = staging.reading()["sources"]
    silent = silences(MODELS[ledger], sources) if ledger in MODELS else []
    items = []
    for row in chosen:
        given, there = values[row["n"]], standing.get(row["row"])
        source = sources[given["_source"]]
        given["extra"] = json.loads(given["extra"]) if given["extra"] else None
        after = said(there, given, silent[given["_source"]]) if there is not None else given
        items.append(Shown(source["file"], source["sheet"], given["_row"], row["why"], after, there))
    return Leaf(items, number, of, table.num_rows)


@dataclass(frozen=True)
class Cell:
    """A cell that could not be read, with the whole message: what it holds, what is accepted, an example."""

    file: str
    sheet: str | None
    cell: str | None
    line: int | None
    message: Message


def cells_shown(staging: Staging, number: int) -> Leaf:
    """A page of the cells that could not be read, in the order of the files."""
    path = staging.staged / "faults.parquet"
    if not path.exists():
        return Leaf([], 1, 1, 0)
    table = pq.read_table(path)
    number, of, start = _leaf(table.num_rows, number)
    items = [
        Cell(row["file"], row["sheet"], row["cell"], row["row"], unpacked(json.loads(row["message"])))
        for row in table.slice(start, PAGE).to_pylist()
    ]
    return Leaf(items, number, of, table.num_rows)


# -- what stands in the way of undoing ---------------------------------------------------------------


@dataclass(frozen=True)
class Later:
    """A row of an import that was changed or withdrawn later: what the import made it, and what ended that."""

    ledger: str
    kept_by: Organisation
    values: Mapping[str, Any]
    ended_by: Version


def changed_later(version: Version) -> list[Later]:
    """The rows that keep ``version`` from being undone; no more than can be shown."""
    found = changed_since(version)[:LISTED]
    ended = Earlier.objects.filter(version=version, row__in=[row for _, row in found])
    states = {(e.ledger, e.row): e for e in ended.select_related("ended_by__made_by", "kept_by")}
    return [
        Later(name, e.kept_by, values_of(MODELS[name], e.values), e.ended_by)
        for name, e in ((name, states[name, row]) for name, row in found)
    ]


def parts_of(actor: Actor, imported: Import) -> list[Part]:
    """What an import wrote, as far as ``actor`` may know of it."""
    own = actor.operator or (actor.person is not None and imported.made_by_id == actor.person.pk)
    parts = imported.parts.select_related("kept_by").order_by("ledger", "kept_by__code")
    return [part for part in parts if own or may_see_part(actor, part)]
