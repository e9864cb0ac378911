"""A result made ready for people: files by their path below the common folder, organisations by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Any

from jianfu.reports.wording import wording


def prepare(result: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of ``result`` to be shown: paths shortened wherever they stand, codes of organisations named.

    Nothing is left out; the JSON that was given stays as it is.
    """
    folder = common_folder(
        str(s.get("file")) for s in (*result.get("sources", ()), *result.get("errors", ()))
    )
    names = _names(result)
    shown = dict(result)
    for part in ("sources", "errors", "cells"):
        shown[part] = [_below(entry, folder) for entry in result.get(part) or ()]
    for part in ("guesses", "notes"):
        shown[part] = [_shorter(message, folder) for message in result.get(part) or ()]
    as_of = result.get("as_of")
    shown["findings"] = [{**_finding(f, folder, names), "as_of": as_of} for f in result.get("findings") or ()]
    shown["conflicts"] = [_conflict(c, names) for c in result.get("conflicts") or ()]
    return shown


def _conflict(conflict: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Both marks with the name of the place that set them."""
    sides = {
        side: {**conflict[side], "place_name": names.get(str(conflict[side].get("place")))}
        for side in ("binding", "other")
    }
    return {**conflict, **sides}


def common_folder(files: Iterable[str]) -> str:
    """The folder that all ``files`` stand in, with its final slash; "" when there is none."""
    parents = [PurePath(f).parent.parts for f in files]
    common: list[str] = []
    for level in zip(*parents, strict=False):
        if len(set(level)) > 1:
            break
        common.append(level[0])
    return f"{PurePath(*common)}/".replace("//", "/") if common else ""


def gathered(messages: Iterable[object], lang: str) -> list[tuple[str, list[str]]]:
    """Messages that say the same of several places, once each: the text and the places, in order.

    A message reads "place：text"; one without a place stands alone.
    """
    found: dict[str, list[str]] = {}
    for message in messages:
        place, text = split_place(wording(message, lang))
        places = found.setdefault(text, [])
        if place:
            places.append(place)
    return list(found.items())


def split_place(message: str) -> tuple[str, str]:
    """("三年级.xlsx 三（1）班", "没有下列栏目…") of "三年级.xlsx 三（1）班：没有下列栏目…"."""
    match = re.match(
        r"^(?P<place>[^：:]+\.(?:xlsx|xls|csv|parquet|xlsm|et)[^：:]*)(?:：|:\s)(?P<text>.+)$",
        message,
        re.I | re.S,
    )
    return (match["place"].strip(), match["text"].strip()) if match else ("", message)


def _names(result: Mapping[str, Any]) -> dict[str, str]:
    """Names of organisations by code, from the result's own list and from its findings."""
    names: dict[str, str] = {}
    for finding in result.get("findings") or ():
        code = (finding.get("group") or {}).get("organisation")
        if code and finding.get("organisation_name"):
            names[str(code)] = str(finding["organisation_name"])
    return {**names, **{str(k): str(v) for k, v in (result.get("organisations") or {}).items()}}


def _finding(finding: Mapping[str, Any], folder: str, names: Mapping[str, str]) -> dict[str, Any]:
    given = finding.get("group") or {}
    # Whose the finding is stays a code, by which findings are brought together; others are called by name.
    group = {k: v if k == "organisation" else names.get(str(v), v) for k, v in given.items()}
    owner = given.get("organisation") or given.get("host")
    return {
        **finding,
        "group": group,
        "organisation_name": finding.get("organisation_name") or names.get(str(owner), owner),
        "records": [_below(r, folder) for r in finding.get("records") or ()],
    }


def _below(entry: Mapping[str, Any], folder: str) -> dict[str, Any]:
    """The entry with its file by the path below ``folder``; its message without the place that stands beside."""
    shown = dict(entry)
    if shown.get("file"):
        shown["file"] = str(shown["file"]).removeprefix(folder)
    if "message" in shown:
        shown["message"] = _each(shown["message"], lambda text: _told(text, entry, folder))
    return shown


def _told(text: str, entry: Mapping[str, Any], folder: str) -> str:
    """The message of an entry whose file, sheet and cell have columns of their own."""
    for part in ("file", "sheet", "cell"):
        text = text.removeprefix(str(entry.get(part) or "")).lstrip(" ")
    return text.removeprefix(folder).lstrip("：: ")


def _shorter(message: object, folder: str) -> object:
    return _each(message, lambda text: text.replace(folder, "")) if folder else message


def _each(message: Any, change: Any) -> Any:
    """``change`` applied to a text, or to each language of it; a message by code stays as it is."""
    if isinstance(message, str):
        return change(message)
    if isinstance(message, Mapping) and "code" not in message:
        return {k: change(v) if isinstance(v, str) else v for k, v in message.items()}
    return message
