"""The process that reads one plan: a folder with the file and a task in, what was read out as JSON.

It knows neither Django nor the site: nothing it does can reach the database, and the key is not in its surroundings.
"""

from __future__ import annotations

import datetime as dt
import json
import resource
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jianfu.norms.load import load
from jianfu.plans.draft.model import Draft, DraftMark, Question
from jianfu.plans.draft.packs import pack
from jianfu.plans.source import read as read_source
from jianfu.reports.plan_drafting import drafted
from jianfu.reports.plan_page import asides_told, plan_views
from jianfu.reports.plan_reading import Reading, lead
from jianfu.terms.errors import JianfuError
from jianfu.web.policies.packs import written
from jianfu.web.policies.plans import limits


def read(folder: Path) -> dict[str, Any]:
    """What is read of the plan in ``folder``; of one that cannot be read, why."""
    task = json.loads((folder / "task.json").read_text("utf-8"))
    with written(task["packs"]) as packs:
        catalogue = load(packs=packs)
    file = folder / "file" / task["name"]
    try:
        reading = drafted(
            read_source(file), catalogue, task["level"], task["code"], dt.date.fromisoformat(task["as_of"]), task["above"]
        )  # fmt: skip
    except JianfuError as error:
        # The folder is ours; people know the file by its name alone.
        told = {lang: error.text(lang).replace(f"{folder}/file/", "") for lang in ("zh", "en")}
        return {"fault": told}
    return {"texts": {lang: _texts(reading, lang) for lang in ("zh", "en")}, "drafts": _drafts(reading, task)}


def _texts(reading: Reading, lang: str) -> dict[str, Any]:
    """What the page shows in one language."""
    views = plan_views(reading, lang)
    for view in views:
        for conflict in view["conflicts"]:
            for side in conflict["sides"]:
                del side["bar"]  # drawn anew from its scale: no markup is taken from here
    for view, each in zip(views, reading.plans, strict=True):
        for row, conflict in zip(
            view["conflicts"], sorted(each.conflicts, key=lambda c: not c.grave), strict=True
        ):
            row["mark"] = next((n for n, m in enumerate(each.draft.marks) if m.id == conflict.a.mark), None)
            row["kind"], row["binding"] = conflict.kind, conflict.b.value if conflict.binds == "b" else None
    return {
        "lead": lead(reading.plans, lang),
        "titles": reading.titles(lang),
        "plans": views,
        "notes": [note.text(lang) for note in reading.notes],
        "asides": asides_told(reading, lang),
    }


def _drafts(reading: Reading, task: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every draft mark as a pack would write it, and every question."""
    found: list[dict[str, Any]] = []
    for part, each in enumerate(reading.plans):
        draft = each.draft
        entries = pack([draft]) if draft.marks else {"marks": [], "policies": []}
        for place, (mark, entry) in enumerate(zip(draft.marks, entries["marks"], strict=True)):
            policy = {**entries["policies"][0], "issuer": task["organisation"]}
            found.append(
                _row(part, "mark", place, mark.cited.number) | {"proposed": _mark(mark, entry, policy)}
            )
        found += [
            _row(part, "question", place, q.cited.number) | {"proposed": _question(q, draft)}
            for place, q in enumerate(draft.questions)
        ]
    return found


def _row(part: int, kind: str, place: int, statement: int) -> dict[str, Any]:
    return {"part": part, "kind": kind, "place": place, "statement": statement}


def _mark(mark: DraftMark, entry: Mapping[str, Any], policy: Mapping[str, Any]) -> dict[str, Any]:
    return {"entry": dict(entry), "policy": dict(policy), "verdict": mark.verdict}


def _question(question: Question, draft: Draft) -> dict[str, Any]:
    entry = {"ask": question.ask, "responsible": question.responsible, "deadline": question.deadline}
    return {"entry": entry, "source": " ".join(p for p in (draft.paper.title, question.cited.path) if p)}


def main(folder: str) -> None:
    """Reads within the limits and writes ``read.json``."""
    for kind, most in (
        (resource.RLIMIT_AS, limits.MEMORY),
        (resource.RLIMIT_CPU, limits.PROCESSOR_SECONDS),
        (resource.RLIMIT_FSIZE, limits.LARGEST_WRITTEN),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))
    signal.alarm(limits.SECONDS)
    found = json.dumps(read(Path(folder)), ensure_ascii=False, default=str)
    (Path(folder) / "read.json").write_text(found, "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
