"""Every page of the permission matrix as somebody meets it who is let through: in both languages, and its weight.

What people, organisations, papers and subjects are called is theirs, and so is what they typed; everything else that a
page says is ours, and in the language of the page.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator
from functools import cache
from html.parser import HTMLParser

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from jianfu.ledgers.registry import ledgers
from jianfu.norms.checklists import load_checklists
from jianfu.terms.cells.words import SUBJECTS
from jianfu.terms.labels import labels
from jianfu.web.accounts.models import Organisation, Person
from jianfu.web.policies.queries import national
from tests.web.browser import MOST_BYTES
from tests.web.conftest import County
from tests.web.matrix import EVERY_ROLE, PLACES, Crowd, Page, listed
from tests.web.policies.readings import ENTRY, POLICY, QUESTION, reading
from tests.web.records.made import PIECE

CHINESE = re.compile(r"[㐀-鿿]+")
LATIN = re.compile(r"[A-Za-z]+(?:['-][A-Za-z]+)*")
# Names that are the same in both languages.
NAMES = frozenset(
    {"Jianfu", "jianfu", "English", "Excel", "Word", "PDF", "WPS", "CSV", "JSON", "YAML", "SHA", "sha", "zip", "MB",
     "check", "marks", "audit", "verify", "stage", "primary", "xlsx", "xls", "csv", "docx", "tsv", "ods"}
)  # fmt: skip
# The file that a test of imports handed in, and an invitation.
HANDED_IN = ("作业公示表", "方案", "新来的", "中文")


class Words(HTMLParser):
    """What a page says: text and what is read aloud, but for elements marked as another language, code and what
    stands in fields."""

    VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})
    TOLD = ("alt", "aria-label", "title", "data-h")
    LEFT_OUT = frozenset({"script", "style", "code", "textarea"})

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.within: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes whether the element is left out."""
        told = dict(attrs)
        left_out = bool(self.within and self.within[-1][1]) or tag in self.LEFT_OUT
        left_out = left_out or ("lang" in told and tag != "html")
        if not left_out:
            self.found += [text for name in self.TOLD if (text := told.get(name))]
        if tag not in self.VOID:
            self.within.append((tag, left_out))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element without content: figures are full of them."""
        del tag, attrs

    def handle_endtag(self, tag: str) -> None:
        """Leaves the element, and what was left open in it."""
        while self.within and self.within.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Text."""
        if self.within and not self.within[-1][1]:
            self.found.append(data)


def strings(value: object) -> Iterator[str]:
    """Every text in something that JSON could hold."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for part in value:
            yield from strings(part)
    elif isinstance(value, str):
        yield value


@cache
def theirs() -> frozenset[str]:
    """What stands on pages and is nobody's wording of ours: papers, subjects, examples, what the tests typed."""
    found = {*SUBJECTS, *HANDED_IN, *strings([reading(), ENTRY, POLICY, QUESTION, list(PIECE.values())])}
    for policy in national().policies.values():
        found |= {policy.title, policy.issuer, policy.number or ""}
    for ledger in ledgers().values():
        found |= {str(column.example) for column in ledger.columns if column.example}
    return frozenset(found)


def _address(page: Page, county: County, lang: str) -> str:
    told = dict(page.arguments(county))
    return reverse(page.name, kwargs=told | ({"language": lang} if "language" in told else {}))


def _let_through(page: Page, crowd: Crowd) -> Person | None:
    """Somebody who is let through; nobody where no one need sign in."""
    for where in PLACES:
        place = crowd.place(page, where)
        for role in EVERY_ROLE if place else ():
            if page.allows(where, role):
                return crowd.person(role, place)
    return None


def walk(county: County, lang: str) -> Iterator[tuple[str, bytes]]:
    """Every page that is shown as such, in a language."""
    crowd = Crowd(county)
    for name, page in listed().items():
        if "get" not in page.methods:
            continue
        client, person = Client(), _let_through(page, crowd)
        if person is not None:
            client.force_login(person)
        client.cookies["jianfu_lang"] = lang
        with transaction.atomic():
            answer = client.get(_address(page, county, lang))
            transaction.set_rollback(True)
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            yield name, answer.content


def _said(content: bytes, known: list[str]) -> list[str]:
    """What a page says, without what is ``known`` to be somebody else's."""
    words = Words()
    words.feed(content.decode())
    said = []
    for text in words.found:
        for other in known:
            text = text.replace(other, " ")
        said.append(text.strip())
    return [text for text in said if text]


@pytest.fixture
def known(county: County) -> Callable[[], list[str]]:
    """``known()``: what is not ours, the longest first."""

    def find() -> list[str]:
        people = [p.name for p in Person.objects.all()]
        found = {
            *theirs(),
            *(o.name for o in Organisation.objects.all()),
            *people,
            *(f"{n[0]}*" for n in people),
        }
        return sorted(found - {""}, key=len, reverse=True)

    return find


@pytest.mark.django_db
def test_a_page_in_english_says_nothing_in_chinese_and_none_weighs_too_much(
    county: County, known: Callable[[], list[str]]
) -> None:
    wrong, heavy = {}, {}
    for name, content in walk(county, "en"):
        assert b'<html lang="en">' in content, name
        left = [text for text in _said(content, known()) if CHINESE.search(text)]
        if left:
            wrong[name] = left
        weight = len(gzip.compress(content))
        if weight > MOST_BYTES // 2:  # its style, scripts and signs come on top
            heavy[name] = weight
    assert wrong == {}
    assert heavy == {}


@pytest.mark.django_db
def test_a_page_in_chinese_says_nothing_in_english_and_no_key_in_the_place_of_a_word(
    county: County, known: Callable[[], list[str]]
) -> None:
    keys, wrong = {key.removeprefix("web.") for key in labels()}, {}
    for name, content in walk(county, "zh"):
        assert b'<html lang="zh-CN">' in content, name
        said = _said(content, known())
        left = [t for t in said if "://" not in t and (t in keys or set(LATIN.findall(t)) - NAMES)]
        if left:
            wrong[name] = left
    assert wrong == {}


def test_checklists_and_norms_are_there_in_both_languages() -> None:
    texts = [norm.title for norm in national().norms.values()]
    texts += [q.ask for c in load_checklists().values() for q in c.questions]
    assert [t for t in texts if CHINESE.search(t.en) or not CHINESE.search(t.zh)] == []
