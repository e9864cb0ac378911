"""A local pack as data: marks put in, ended, taken out; laid over a catalogue; held to higher marks; as YAML.

What is written here is what ``jianfu check --marks`` takes. Nothing here knows Django: the process that reads plans
uses it too.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from jianfu.norms.faults import Fault
from jianfu.norms.load import lay
from jianfu.norms.model import Catalogue, Mark, rank
from jianfu.norms.source import Unreadable, read_yaml
from jianfu.plans.draft.comparing import compared, higher
from jianfu.plans.draft.model import Comparison
from jianfu.terms.errors import JianfuError
from jianfu.terms.text import Text

MOST_MARKS = 500
"""Marks of one place: the largest pack known has a third of them, and every one is held to those above."""

Content = Mapping[str, Any]
_DAYS = {"from", "to", "issued"}
REFUSED = frozenset({"looser", "contrary"})
# How many faults of a file are told at once.
_TOLD = 8


class Looser(JianfuError):
    """A mark that would allow what a mandatory higher one forbids; carries what it met, the gravest first."""

    def __init__(self, met: Sequence[Comparison]) -> None:
        self.met = tuple(met)
        super().__init__("web.mark-looser", wording=met[0].wording)


class LooserPack(JianfuError):
    """A pack in which some marks would allow what mandatory higher ones forbid: each norm with what its mark met."""

    def __init__(self, met: Sequence[tuple[str, Comparison]]) -> None:
        self.met = tuple(met)
        super().__init__("web.pack-looser", n=len({norm for norm, _ in met}))


def empty(code: str, name: str, level: str) -> dict[str, Any]:
    """The pack of a place that has set nothing yet."""
    return {"place": {"code": code, "name": name, "level": level}, "policies": [], "marks": []}


def with_mark(content: Content, entry: Mapping[str, Any], policy: Mapping[str, Any]) -> dict[str, Any]:
    """``content`` with the mark ``entry``, in the place of the one with its id, and the policy that it comes from.

    An own mark on the same norm for the same groups gives way the day before: otherwise the stricter of the two would
    go on binding, and no place could ever set a figure back.
    """
    marks = [dict(m) for m in content["marks"] if m["id"] != entry["id"]]
    kept = []
    for mark in marks:
        same = mark["norm"] == entry["norm"] and mark.get("for") == entry.get("for")
        if same and _sides(mark) == _sides(entry) and mark.get("to", "9999") >= entry["from"]:
            if mark["from"] >= entry["from"]:
                continue
            mark["to"] = (dt.date.fromisoformat(entry["from"]) - dt.timedelta(days=1)).isoformat()
        kept.append(mark)
    policies = [p for p in content["policies"] if p["id"] != policy["id"]]
    return _trimmed({**content, "policies": [*policies, dict(policy)], "marks": [*kept, dict(entry)]})


def _sides(mark: Mapping[str, Any]) -> frozenset[str]:
    """Which sides a mark bounds: a ceiling does not end a floor."""
    return frozenset(k for k in ("at_most", "at_least", "between") if k in mark)


def without_mark(content: Content, identity: str) -> dict[str, Any]:
    """``content`` as if the mark had never been set."""
    return _trimmed({**content, "marks": [m for m in content["marks"] if m["id"] != identity]})


def ended(content: Content, identity: str, last: dt.date) -> dict[str, Any]:
    """``content`` with ``last`` as the last day of a mark, which goes when it would not even have begun."""
    marks = []
    for mark in content["marks"]:
        if mark["id"] != identity:
            marks.append(mark)
        elif mark["from"] <= last.isoformat():
            marks.append({**mark, "to": last.isoformat()})
    return _trimmed({**content, "marks": marks})


def _trimmed(content: dict[str, Any]) -> dict[str, Any]:
    """``content`` without policies that no mark cites any more."""
    cited = {m["source"]["policy"] for m in content["marks"]}
    return {**content, "policies": [p for p in content["policies"] if p["id"] in cited]}


def yaml_text(content: Content) -> str:
    """``content`` as the YAML of a local pack."""
    return yaml.safe_dump(_with_days(content), allow_unicode=True, sort_keys=False, width=110)


def _with_days(value: object, key: str = "") -> Any:
    if isinstance(value, Mapping):
        return {k: _with_days(v, k) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_with_days(v) for v in value]
    return dt.date.fromisoformat(value) if key in _DAYS and isinstance(value, str) else value


def from_yaml(raw: bytes, code: str, name: str, level: str) -> dict[str, Any]:
    """The pack of a place from a file as ``check --marks`` takes it, with an id for every mark.

    JianfuError when it is no plain YAML (tags, aliases, depth and size are bounded by the loader), or the pack of
    another place. What its marks say is not looked at here.
    """
    with tempfile.TemporaryDirectory(prefix="jianfu-pack-") as folder:
        path = Path(folder) / "pack.yaml"
        path.write_bytes(raw)
        try:
            content = _plain(read_yaml(path))
        except Unreadable as error:
            raise _invalid([error.fault]) from error
    if not isinstance(content, dict) or not isinstance(content.get("place"), dict):
        raise JianfuError("web.pack-shape")
    given = content["place"]
    if (str(given.get("code")), given.get("level")) != (code, level):
        raise JianfuError("web.pack-of-another", value=f"{given.get('code')} {given.get('name', '')}".strip())
    content["place"] = {"code": code, "name": name, "level": level}
    for part in ("policies", "marks"):
        entries = content.setdefault(part, [])
        if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
            raise JianfuError("web.pack-shape")
    if len(content["marks"]) > MOST_MARKS:
        raise JianfuError("web.pack-many", n=len(content["marks"]), most=MOST_MARKS)
    # The ids that ``check --marks`` gives to marks without one; ids as the loader reads them, for they are looked up.
    content["marks"] = [
        {"id": "", **m} | {"id": _identity(m.get("id")) or f"{code}#{n}"}
        for n, m in enumerate(content["marks"], 1)
    ]
    for entries, name in ((content["marks"], "replaces"), (content["policies"], "id")):
        for entry in entries:
            if name in entry:
                entry[name] = _identity(entry[name])
    return content


def _identity(value: object) -> str:
    """An id as text. JianfuError when it is a list or a mapping: no id is, and whatever looks ids up would stumble."""
    if isinstance(value, list | dict):
        raise JianfuError("web.pack-shape")
    return "" if value is None else str(value).strip()


def _plain(value: object) -> Any:
    """YAML as JSON keeps it: days as text."""
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_plain(v) for v in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def all_held_to(catalogue: Catalogue, content: Content, chain: Sequence[str], today: dt.date) -> Catalogue:
    """``catalogue``, which has the packs of the places ``chain``, with ``content`` over it.

    LooserPack when a mark would allow what a mandatory higher one forbids, JianfuError with the faults when the pack
    does not load.
    """
    with written([content]) as paths:
        whole, faults = lay(catalogue, paths) if paths else (catalogue, [])
    if faults:
        raise _invalid(faults)
    own = [m for n in whole.norms.values() for m in n.marks if m.place == content["place"]["code"]]
    met = [(m.norm, c) for m in own for c in standing(whole, m, chain, today) if c.verdict in REFUSED]
    if met:
        raise LooserPack(met)
    return whole


def _invalid(faults: Sequence[Fault]) -> JianfuError:
    told = [f.message for f in faults[:_TOLD]]
    why = Text("；".join(m.text("zh") for m in told), "; ".join(m.text("en") for m in told))
    return JianfuError("web.pack-invalid", n=len(faults), why=why)


@contextmanager
def written(contents: Sequence[Content]) -> Iterator[list[Path]]:
    """The packs as files, for as long as they are looked at; one without marks is none."""
    with tempfile.TemporaryDirectory(prefix="jianfu-packs-") as folder:
        paths: list[Path] = []
        for content in contents:
            if content["marks"]:
                path = Path(folder) / f"{len(paths)}.yaml"
                path.write_text(yaml_text(content), "utf-8")
                paths.append(path)
        yield paths


def laid(base: Catalogue, contents: Sequence[Content]) -> Catalogue:
    """``base`` with the packs over it. JianfuError with the first fault when one does not load."""
    with written(contents) as paths:
        if not paths:
            return base
        catalogue, faults = lay(base, paths)
    if faults:
        raise JianfuError("web.mark-invalid", why=faults[0].message)
    return catalogue


def held_to(
    catalogue: Catalogue, content: Content, identity: str, chain: Sequence[str], today: dt.date
) -> tuple[Comparison, ...]:
    """How the mark of ``content`` stands to those above. ``catalogue`` has the packs of the places ``chain``.

    Looser when it would allow what a mandatory higher mark forbids, JianfuError when the pack does not load.
    """
    whole = laid(catalogue, [content])
    mark = next(m for n in whole.norms.values() for m in n.marks if m.id == identity)
    met = standing(catalogue, mark, chain, today)
    grave = [c for c in met if c.verdict in REFUSED]
    if grave:
        raise Looser(grave)
    return met


def standing(
    catalogue: Catalogue, mark: Mark, chain: Sequence[str], today: dt.date
) -> tuple[Comparison, ...]:
    """``mark`` held to the marks of higher levels that are in force where it is, the gravest first."""
    norm = catalogue.norms[mark.norm]
    others = replace(norm, marks=tuple(m for m in norm.marks if m.id != mark.id))
    day = max(mark.first, min(today, mark.last or today))
    return compared(mark, higher(others, rank(mark.level), chain, day), catalogue)
