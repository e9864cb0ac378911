"""The marks of every place over one catalogue, as a check of the whole site takes them.

Which of them bind a group its organisation decides, by what it stands under. Places choose the ids of their papers and
marks without knowing of each other, so ids that meet are told apart by the code of the place.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from jianfu.norms.model import Catalogue
from jianfu.terms.errors import JianfuError
from jianfu.web.accounts.models import Organisation
from jianfu.web.policies import packs
from jianfu.web.policies.queries import latest, national

Content = Mapping[str, Any]
logger = logging.getLogger("jianfu.standings")
_APART = "@"


def catalogue_of_all() -> Catalogue:
    """The catalogue with the marks of every place."""
    contents = apart([v.content for v in latest(Organisation.objects.all()) if v.marks])
    return _laid(tuple(json.dumps(content, sort_keys=True) for content in contents))


def plain(identity: str) -> str:
    """The id of a paper or mark as its place gave it."""
    return identity.partition(_APART)[0]


def apart(contents: Sequence[Content]) -> list[Content]:
    """``contents`` with no id of a paper or mark in two of them."""
    papers = set(national().policies)
    marks = {m.id for n in national().norms.values() for m in n.marks}
    found: list[Content] = []
    for content in contents:
        code = content["place"]["code"]
        own_papers = _renamed(content["policies"], papers, code)
        own_marks = _renamed(content["marks"], marks, code)
        policies = [_with_id(p, own_papers) for p in content["policies"]]
        cited = [_cited(_with_id(m, own_marks), own_papers, own_marks) for m in content["marks"]]
        found.append({**content, "policies": policies, "marks": cited})
    return found


def _renamed(entries: Sequence[Content], taken: set[str], code: str) -> dict[str, str]:
    """The ids of entries that others took before, each with another; notes all of them as taken."""
    renamed = {e["id"]: f"{e['id']}{_APART}{code}" for e in entries if e["id"] in taken}
    taken.update(renamed.get(e["id"]) or e["id"] for e in entries)
    return renamed


def _with_id(entry: Content, renamed: Mapping[str, str]) -> dict[str, Any]:
    return {**entry, "id": renamed.get(entry["id"], entry["id"])}


def _cited(mark: dict[str, Any], papers: Mapping[str, str], marks: Mapping[str, str]) -> dict[str, Any]:
    """The mark with what it cites and what it replaces under their new ids."""
    source = mark["source"]
    mark["source"] = {**source, "policy": papers.get(source["policy"], source["policy"])}
    if "replaces" in mark:
        mark["replaces"] = marks.get(mark["replaces"], mark["replaces"])
    return mark


@lru_cache(maxsize=2)
def _laid(written: tuple[str, ...]) -> Catalogue:
    """All packs over the national catalogue; one that does not load is left out, and the others hold."""
    contents = [json.loads(text) for text in written]
    try:
        return packs.laid(national(), contents)
    except JianfuError:
        whole = national()
        for content in contents:
            try:
                whole = packs.laid(whole, [content])
            except JianfuError:
                logger.warning("the marks of a place do not load: %s", content["place"]["code"])
        return whole
