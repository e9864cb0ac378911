"""From YAML to the model: every fault of every file is gathered before anything is refused."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jianfu.norms.faults import Fault, InvalidNorms
from jianfu.norms.lint import lint
from jianfu.norms.mapping import MappingReader
from jianfu.norms.model import Catalogue, Mark, Norm, Policy, rank
from jianfu.norms.reading import read_mark, read_norm, read_policy
from jianfu.norms.source import Located, Unreadable, read_yaml
from jianfu.terms.errors import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    _Read = tuple[Mapping[str, Policy], Mapping[str, Norm], Sequence[Fault]]


def packaged() -> Path:
    """The folder of the catalogue that comes with jianfu; read-only."""
    return Path(__file__).resolve().parent.parent / "catalog"


def load(root: Path | None = None, packs: Sequence[Path] = ()) -> Catalogue:
    """The catalogue in ``root`` (the packaged one by default) with local ``packs`` laid over it.

    Raises InvalidNorms with every fault, file and line, when anything is wrong.
    """
    catalogue, faults = read_catalogue(root or packaged(), packs)
    if faults:
        raise InvalidNorms(faults)
    return catalogue


def lay(catalogue: Catalogue, packs: Sequence[Path]) -> tuple[Catalogue, list[Fault]]:
    """``catalogue``, which was loaded before, with more ``packs`` laid over it, and every fault found."""
    faults: list[Fault] = []
    policies, norms, places = dict(catalogue.policies), dict(catalogue.norms), list(catalogue.places)
    for path in packs:
        content = _content(path, faults)
        if content is not None:
            places += _read_pack(path, content, policies, norms, faults)
    faults += lint(norms, policies)
    faults.sort(key=lambda f: (f.file, f.line, f.rule))
    return replace(catalogue, norms=norms, policies=policies, places=tuple(places)), faults


def read_catalogue(
    root: Path, packs: Sequence[Path] = (), *, drafts: bool = False
) -> tuple[Catalogue, list[Fault]]:
    """What could be read of ``root`` and ``packs``, and every fault found.

    A norm marked ``draft: true`` is left out unless ``drafts``: an unfinished one stops nobody's check.
    """
    read = _packaged(drafts) if root == packaged() else _read(root, drafts)
    policies, norms, faults = dict(read[0]), dict(read[1]), list(read[2])
    places: list[tuple[str, str]] = []
    for path in packs:
        content = _content(path, faults)
        if content is not None:
            places += _read_pack(path, content, policies, norms, faults)
    faults += lint(norms, policies)
    faults.sort(key=lambda f: (f.file, f.line, f.rule))
    return Catalogue(norms, policies, places=tuple(places)), faults


@cache
def _packaged(drafts: bool) -> _Read:
    """The packaged catalogue, read once in each process: nobody writes there."""
    return _read(packaged(), drafts)


def _read(root: Path, drafts: bool) -> _Read:
    """The policies and norms of ``root`` by id, and the faults of their files."""
    faults: list[Fault] = []
    if not (root / "policies").is_dir():
        message = Message("norms.no-catalogue", {"value": str(root)})
        faults.append(Fault("no-catalogue", str(root), 1, message))
    policies: dict[str, Policy] = {}
    for path in sorted((root / "policies").glob("*.yaml")):
        for entry in _entries(path, faults):
            _keep_policy(read_policy(MappingReader(entry, str(path), faults)), entry, path, policies, faults)
    norms: dict[str, Norm] = {}
    for path in sorted(root.glob("*/*/*/norm.yaml")):
        content = _content(path, faults)
        if content is not None and (drafts or content.get("draft") is not True):
            norm = read_norm("/".join(path.parts[-4:-1]), MappingReader(content, str(path), faults))
            if norm is not None:
                norms[norm.id] = norm
    return policies, norms, faults


def _content(path: Path, faults: list[Fault]) -> Located | None:
    """The mapping in ``path``, or None with a fault."""
    try:
        content = read_yaml(path)
    except Unreadable as error:
        faults.append(error.fault)
        return None
    if isinstance(content, Located):
        return content
    faults.append(
        Fault("shape", str(path), 1, Message("norms.shape", {"value": path.name, "accepted": "title: …"}))
    )
    return None


def _entries(path: Path, faults: list[Fault]) -> Iterable[Located]:
    try:
        content = read_yaml(path)
    except Unreadable as error:
        faults.append(error.fault)
        return []
    if isinstance(content, list) and all(isinstance(entry, Located) for entry in content):
        return content
    faults.append(
        Fault("shape", str(path), 1, Message("norms.shape", {"value": path.name, "accepted": "- id: …"}))
    )
    return []


def _keep_policy(
    policy: Policy | None, entry: Located, path: Path, policies: dict[str, Policy], faults: list[Fault]
) -> None:
    if policy is None:
        return
    if policy.id in policies:
        faults.append(
            Fault(
                "duplicate-policy",
                str(path),
                entry.line,
                Message("norms.duplicate-policy", {"value": policy.id}),
            )
        )
    policies.setdefault(policy.id, policy)


def _read_pack(
    path: Path, content: Located, policies: dict[str, Policy], norms: dict[str, Norm], faults: list[Fault]
) -> list[tuple[str, str]]:
    """Lays one local pack over ``norms``: it adds policies and marks, it never edits or removes."""
    reader = MappingReader(content, str(path), faults)
    reader.only("place", "policies", "marks")
    place = reader.mapping("place")
    if place is None:
        return []
    code, name = place.text("code"), place.text("name", required=False)
    level = place.level("level")
    place.only("code", "name", "level")
    if code is None or level is None:
        return []
    for policy_reader in reader.mappings("policies", required=False):
        _keep_policy(read_policy(policy_reader), policy_reader.content, path, policies, faults)
    for number, mark_reader in enumerate(reader.mappings("marks"), 1):
        norm = norms.get(mark_reader.text("norm") or "")
        if norm is None:
            mark_reader.fault("unknown-norm", "norm", value=mark_reader.content.get("norm", ""))
            continue
        mark = read_mark(mark_reader, norm, f"{code}#{number}", place=code, default_level=level)
        if mark is not None:
            _lay(mark, norm, norms, mark_reader, rank(level))
    return [(code, name or code)]


def _lay(mark: Mark, norm: Norm, norms: dict[str, Norm], reader: MappingReader, place_rank: int) -> None:
    if rank(mark.level) < place_rank:
        reader.fault("pack-level", "level", value=mark.level)
        return
    replaced = next((m for m in norm.marks if m.id == mark.replaces), None)
    above = replaced is None or rank(replaced.level) < rank(mark.level)
    # A pack calls itself what it likes: what the whole country keeps ends by the catalogue alone.
    if mark.replaces and (
        above or (replaced is not None and replaced.place is None and rank(replaced.level) == 0)
    ):
        reader.fault("pack-replaces", "replaces", value=mark.replaces)
        return
    norms[norm.id] = replace(norm, marks=(*norm.marks, mark))
