"""The county's eight invented villages, and the households that live there."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from jianfu.demo.county import GIVEN, SURNAMES, office


@dataclass(frozen=True)
class Village:
    """A village under a township; ``mark`` begins the numbers of its households."""

    code: str
    name: str
    short: str
    township: str
    mark: str

    @property
    def number(self) -> int:
        """Which of the county's villages it is, from 1."""
        return int(self.code[-1])

    @property
    def folder(self) -> str:
        """The folder in which its ledgers are kept."""
        return f"{self.code.rsplit('-', 1)[1]} {self.short}"


@dataclass(frozen=True)
class Household:
    """A household; land in hundredths of a mu."""

    number: str
    head: str
    team: str
    people: int
    labourers: int
    land: int
    kind: str = "一般户"


def _village(number: int, township: str, place: str, short: str, mark: str) -> Village:
    return Village(f"{township}-V{number}", f"青禾县{place}{short}", short, township, mark)


VILLAGES = (
    _village(1, "330799-910", "柳溪镇", "沙河村", "SH"),
    _village(2, "330799-910", "柳溪镇", "柳荫村", "LY"),
    _village(3, "330799-910", "柳溪镇", "大桥头村", "DQ"),
    _village(4, "330799-911", "石桥镇", "石坡村", "SP"),
    _village(5, "330799-911", "石桥镇", "青石湾村", "QS"),
    _village(6, "330799-911", "石桥镇", "杨家店村", "YJ"),
    _village(7, "330799-912", "白鹭乡", "沙洲村", "SZ"),
    _village(8, "330799-912", "白鹭乡", "鹭鸣村", "LM"),
)
HOUSEHOLDS = 12
"""Households of each village."""


def village(number: int) -> Village:
    """The village with this number, from 1."""
    return VILLAGES[number - 1]


def villages_of(township: str) -> tuple[Village, ...]:
    """The villages under a township."""
    return tuple(v for v in VILLAGES if v.township == township)


def township_name(code: str) -> str:
    """柳溪镇, as its villages write it."""
    return office(code).short.removesuffix("政府")


def households(place: Village, seed: int) -> tuple[Household, ...]:
    """The households of a village, always the same for one seed."""
    random = Random(f"{seed}/{place.code}/households")
    found = []
    for n in range(1, HOUSEHOLDS + 1):
        people = random.randint(2, 6)
        found.append(
            Household(
                f"{place.mark}-{n:03d}",
                random.choice(SURNAMES) + random.choice(GIVEN),
                "一二三四"[(n - 1) % 4] + "组",
                people,
                random.randint(1, min(3, people)),
                random.randrange(120, 680, 20),
                "低保户" if n == 11 else "特困户" if n == 9 else "一般户",
            )
        )
    return tuple(found)
