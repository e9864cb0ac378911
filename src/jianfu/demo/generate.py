"""Making the county: one call writes every ledger, the answer key and a sample local pack."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jianfu.demo import homework
from jianfu.demo.after_lessons import write_after_lessons
from jianfu.demo.answers import AnswerKey
from jianfu.demo.class_draws import write_class_draws
from jianfu.demo.complaints import write_complaints
from jianfu.demo.county import AS_OF, COUNTY
from jianfu.demo.disclosure import write_disclosures
from jianfu.demo.enterprise import write_enterprise
from jianfu.demo.exams import write_exams
from jianfu.demo.farmers import write_farmers
from jianfu.demo.forms import write_forms
from jianfu.demo.groups import write_groups
from jianfu.demo.homework_files import write_homework
from jianfu.demo.inspections import write_inspections
from jianfu.demo.letters import write_letters
from jianfu.demo.levies import write_levies
from jianfu.demo.offices import write_offices
from jianfu.demo.packs import write_packs
from jianfu.demo.papers import plant_homework, write_papers
from jianfu.demo.plans import write_plan
from jianfu.demo.pupils_heard import write_heard
from jianfu.demo.rectification import write_rectifications
from jianfu.demo.registers import write_registers
from jianfu.demo.rural_schools import write_rural_schools
from jianfu.demo.school_days import write_school_days
from jianfu.demo.secondments import write_secondments
from jianfu.demo.self_checks import write_self_checks
from jianfu.demo.teaching import write_teaching
from jianfu.demo.teaching_aids import write_teaching_aids
from jianfu.demo.timetables import write_timetables
from jianfu.demo.training import write_training
from jianfu.demo.visits import write_visits

SEED = 20261120


@dataclass(frozen=True)
class Demo:
    """Where everything of a generated county stands."""

    ledgers: Path
    key: Path
    packs: tuple[Path, ...]
    plan: Path
    as_of: date = AS_OF


def generate(folder: Path, seed: int = SEED) -> Demo:
    """Write the county below ``folder``: ``台账/``, ``packs/``, ``plans/`` and ``answer-key.yaml``.

    The same seed gives the same files. Existing files of those names are overwritten, others are left.
    """
    folder.mkdir(parents=True, exist_ok=True)
    ledgers = folder / f"{COUNTY}台账"
    key = AnswerKey(seed, AS_OF.isoformat())
    planned = homework.plan(seed)
    homework.plant(planned, key)
    plant_homework(planned, key)
    write_registers(ledgers, key, seed)
    write_homework(ledgers, planned, key, seed)
    write_timetables(ledgers, key, seed)
    write_teaching(ledgers, key, seed)
    write_papers(ledgers, planned, key)
    write_teaching_aids(ledgers, key)
    write_school_days(ledgers, key)
    write_exams(ledgers, key)
    write_offices(ledgers, key, seed)
    write_secondments(ledgers, key)
    write_inspections(ledgers, key)
    write_visits(ledgers, key)
    write_forms(ledgers, key)
    write_groups(ledgers, key)
    write_complaints(ledgers, key)
    write_rectifications(ledgers, key)
    write_letters(ledgers, key)
    write_disclosures(ledgers, key)
    write_farmers(ledgers, key, seed)
    write_rural_schools(ledgers, key, seed)
    write_levies(ledgers, key, seed)
    write_enterprise(ledgers, key, seed)
    write_self_checks(ledgers, key)
    write_heard(ledgers, key)
    write_after_lessons(ledgers, key)
    write_class_draws(ledgers, key, seed)
    write_training(ledgers, key)
    packs = write_packs(folder / "packs", key)
    key.write(folder / "answer-key.yaml")
    return Demo(ledgers, folder / "answer-key.yaml", packs, write_plan(folder / "plans"))
