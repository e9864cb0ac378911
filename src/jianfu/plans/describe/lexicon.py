"""Vocabularies as data: labelled, weighted words, found in a text in one pass from left to right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from jianfu.plans.word_lists import word_list

# How far apart the pieces of "成绩…排名" may stand.
GAP = 12
_BRACE = re.compile(r"\{([^{}]*)\}")
_STOP = re.compile(r"[。;!?]")


@dataclass(frozen=True, slots=True)
class Hit:
    """A word found in a text, with what it speaks for and how loudly."""

    start: int
    end: int
    word: str
    label: str
    weight: float


@dataclass(frozen=True, slots=True)
class _Entry:
    first: str
    rest: tuple[str, ...]
    word: str
    meanings: tuple[tuple[str, float], ...]


def spread(word: str) -> Iterator[str]:
    """Each spelling of a word with alternatives: ``{书面,家庭}作业`` gives 书面作业 and 家庭作业."""
    found = _BRACE.search(word)
    if found is None:
        yield word
        return
    for choice in found[1].split(","):
        yield from spread(word[: found.start()] + choice + word[found.end() :])


class Lexicon:
    """Words with meanings. A word stands for its labels; where words overlap, the longer one is heard."""

    def __init__(self, meanings: Mapping[str, Mapping[str, float]]) -> None:
        self.meanings = meanings
        plain: dict[str, list[_Entry]] = {}
        spaced: dict[str, list[_Entry]] = {}
        for word, labels in meanings.items():
            first, *rest = word.split("…")
            entry = _Entry(first, tuple(rest), word, tuple(labels.items()))
            (spaced if rest else plain).setdefault(first[:2], []).append(entry)
        self._plain = {k: tuple(sorted(v, key=lambda e: -len(e.first))) for k, v in plain.items()}
        self._spaced = {k: tuple(v) for k, v in spaced.items()}

    def scan(self, text: str) -> tuple[Hit, ...]:
        """What the text says, left to right. Linear in its length."""
        found: list[Hit] = []
        plain, spaced = self._plain, self._spaced
        at, free = 0, 0
        while at < len(text):
            pair = text[at : at + 2]
            for key in (pair, pair[:1]):
                for entry in spaced.get(key, ()):
                    end = _span(text, at, entry)
                    if end:
                        found.extend(Hit(at, end, entry.word, *meaning) for meaning in entry.meanings)
                if at < free:
                    continue
                for entry in plain.get(key, ()):
                    if text.startswith(entry.first, at):
                        free = at + len(entry.first)
                        found.extend(Hit(at, free, entry.word, *meaning) for meaning in entry.meanings)
                        break
                if len(pair) == 1:
                    break
            at += 1
        return tuple(found)


def _span(text: str, at: int, entry: _Entry) -> int:
    """Where the last piece of a spaced word ends; 0 where the pieces do not follow one another."""
    if not text.startswith(entry.first, at):
        return 0
    end = at + len(entry.first)
    for piece in entry.rest:
        found = text.find(piece, end, end + GAP + len(piece))
        if found < 0 or _STOP.search(text, end, found):
            return 0
        end = found + len(piece)
    return end


@cache
def vocabulary(name: str) -> Mapping[str, Mapping[str, Mapping[float, str]]]:
    """The words of ``name``.yaml as written: section → label → weight → words."""
    loaded: Mapping[str, Mapping[str, Mapping[float, str]]] = word_list(
        "jianfu.plans.describe", f"{name}.yaml"
    )
    return loaded


@cache
def lexicon(name: str, section: str) -> Lexicon:
    """One section of a vocabulary, ready to scan with."""
    meanings: dict[str, dict[str, float]] = {}
    for label, weights in vocabulary(name)[section].items():
        for weight, words in weights.items():
            for word in (spelling for written in words.split() for spelling in spread(written)):
                meanings.setdefault(word, {})[label] = float(weight)
    return Lexicon(meanings)
