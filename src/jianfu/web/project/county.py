"""The invented county as a site: its organisations as a tree, its ledgers, and one account for each role."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import yaml
from django.db import connection, transaction

from jianfu.demo.county import BUREAU, COUNTY, COUNTY_CODE, FIRST_DAY, OFFICES, SCHOOLS
from jianfu.demo.firms import FIRMS
from jianfu.demo.homework import teacher
from jianfu.demo.training import INSTITUTIONS
from jianfu.demo.villages import VILLAGES
from jianfu.ledgers.registry import ledger
from jianfu.terms.errors import JianfuError
from jianfu.terms.grades import first_grade, stage_of
from jianfu.web.accounts.actions import accept_invitation, add_organisation, found, invite
from jianfu.web.accounts.actor import OPERATOR
from jianfu.web.accounts.classes.actions import add_classes
from jianfu.web.accounts.models import Organisation, SchoolClass
from jianfu.web.accounts.roles import Role
from jianfu.web.audit.checking import check
from jianfu.web.policies.actions import import_pack
from jianfu.web.policies.packs import LooserPack
from jianfu.web.policies.standings.run import refresh
from jianfu.web.project.clock import today
from jianfu.web.project.folder import DataFolder
from jianfu.web.project.run import is_behind, make_tables
from jianfu.web.records.imports.actions import confirm, drop, hand_in
from jianfu.web.records.imports.process import staging_of
from jianfu.web.records.imports.queries import compared
from jianfu.web.records.imports.reading import stage
from jianfu.web.records.imports.storing import store
from jianfu.web.records.imports.tidying import clear

# Everybody's, and printed: there is nothing here but invented people.
PASSWORD = "qinghe-2026-autumn"
_COMPLETE = "complete"


@dataclass(frozen=True)
class Account:
    """Somebody of the county: the name to sign in with, role, code of the organisation, and the person's name; what the
    role is for: a class by grade and number, a grade, a subject."""

    username: str
    role: Role
    code: str
    name: str
    grade: int | None = None
    class_no: int | None = None
    subject: str = ""


_SCHOOL, _TOWNSHIP, _VILLAGE = SCHOOLS[0].code, VILLAGES[0].township, VILLAGES[0].code
ACCOUNTS = (
    # As the timetable and the register of classes name them.
    Account("teacher", Role.TEACHER, _SCHOOL, teacher(_SCHOOL, 3, 2, "数学"), subject="数学"),
    Account("homeroom", Role.HOMEROOM_TEACHER, _SCHOOL, teacher(_SCHOOL, 3, 2, "语文"), grade=3, class_no=2),
    Account("grade-head", Role.GRADE_HEAD, _SCHOOL, "许建国", grade=3),
    Account("group-head", Role.GROUP_HEAD, _SCHOOL, "韩文博", grade=3, subject="数学"),
    Account("academic", Role.ACADEMIC_OFFICE, _SCHOOL, "吕明远"),
    Account("principal", Role.PRINCIPAL, _SCHOOL, "郑立新"),
    Account("parent", Role.PARENT, _SCHOOL, "何春梅"),
    Account("officer", Role.BUREAU_OFFICER, BUREAU, "施敏"),
    Account("inspector", Role.INSPECTOR, BUREAU, "孔志强"),
    Account("department", Role.DEPARTMENT, OFFICES[2].code, "曹伟"),
    Account("clerk", Role.CLERK, _TOWNSHIP, "严佳宁"),
    Account("firm", Role.FIRM, FIRMS[0].code, "魏海涛"),
    Account("villager", Role.VILLAGER, _VILLAGE, "姜玉兰"),
    Account("admin", Role.ADMINISTRATOR, COUNTY_CODE, "金丽华"),
)


def stands(data: DataFolder, mark: Path) -> bool:
    """Whether the folder, which this process opened, holds a complete county of this version of the program.

    ``mark`` tells a site of ours from a real one, and a complete county from one half made. JianfuError when the
    site is none of ours: it is left alone.
    """
    if not mark.is_file():
        raise JianfuError("web.folder-taken", value=str(data.path))
    return mark.read_text("utf-8") == _COMPLETE and not is_behind()


def _clear(data: DataFolder, mark: Path) -> None:
    """Takes away what is left of a county that was half made, or is of an earlier version."""
    mark.write_text("", "utf-8")
    connection.close()
    for path in data.path.glob(f"{data.database.name}*"):
        path.unlink()
    shutil.rmtree(data.media)
    data.media.mkdir(mode=0o700)


def name_of(code: str) -> str:
    """The name of an organisation of the county."""
    return Organisation.objects.get(code=code).name


def fill(data: DataFolder, mark: Path, ledgers: Path, marks: Sequence[Path]) -> None:
    """Makes the county in the folder, which this process opened: organisations, people, and the records of every
    file below ``ledgers``, the local ``marks`` of its places. What is left of an earlier one goes first."""
    _clear(data, mark)
    make_tables()
    with transaction.atomic():
        places = _places()
        _people(places, _classes(places))
    _marks(marks, places)
    _import(ledgers, places)
    refresh(today())
    check()
    mark.write_text(_COMPLETE, "utf-8")


def _places() -> dict[str, Organisation]:
    """Adds the organisations, with the administrator of the whole county; all of them by their codes."""
    founder = next(account for account in ACCOUNTS if account.role == Role.ADMINISTRATOR)
    invitation = found(
        code=COUNTY_CODE, name=COUNTY, kind="place", level="county", administrator=founder.name, starts=FIRST_DAY
    )  # fmt: skip
    accept_invitation(invitation, founder.username, PASSWORD)
    places = {COUNTY_CODE: Organisation.objects.get(code=COUNTY_CODE)}
    for code, name, parent, more in _organisations():
        places[code] = add_organisation(OPERATOR, places[parent], code=code, name=name, **more)
    return places


def _classes(places: Mapping[str, Organisation]) -> dict[tuple[str, int | None, int | None], SchoolClass]:
    """Adds the classes of every school; all of them by code, grade and number."""
    found: dict[tuple[str, int | None, int | None], SchoolClass] = {}
    for school in SCHOOLS:
        for grade in school.grades:
            stage = stage_of(grade, school.system)
            entered = FIRST_DAY.year - grade + first_grade(stage, school.system)
            numbers = range(1, school.classes[grade] + 1)
            for made in add_classes(OPERATOR, places[school.code], stage, entered, numbers):
                found[school.code, grade, made.number] = made
    return found


def _people(
    places: Mapping[str, Organisation], classes: Mapping[tuple[str, int | None, int | None], SchoolClass]
) -> None:
    """Adds everybody else, each as people are added: invited, and the invitation accepted."""
    for account in ACCOUNTS:
        if account.role != Role.ADMINISTRATOR:
            led = classes.get((account.code, account.grade, account.class_no))
            invitation = invite(
                OPERATOR, account.name, account.role, places[account.code], FIRST_DAY,
                school_class=led, grade=None if led else account.grade, subject=account.subject,
            )  # fmt: skip
            accept_invitation(invitation, account.username, PASSWORD)


def _organisations() -> Iterator[tuple[str, str, str, dict[str, str]]]:
    """Code, name, what it stands under, and the rest, each after what it stands under."""
    for office in OFFICES:
        more = {
            "kind": _value("kind", office.kind),
            "level": _value("level", office.level),
            "aliases": office.short,
        }
        yield office.code, office.name, COUNTY_CODE, more
    for school in SCHOOLS:
        more = {"kind": "school", "level": "unit", "stages": school.stages, "system": school.system}
        yield school.code, school.name, BUREAU, {**more, "aliases": school.short}
    for village in VILLAGES:
        more = {"kind": "village", "level": "village", "aliases": village.short}
        yield village.code, village.name, village.township, more
    for firm in FIRMS:
        yield firm.code, firm.name, COUNTY_CODE, {"kind": "firm", "level": "unit"}
    for code, name, word in INSTITUTIONS:
        kind = _value("kind", word)
        yield code, name, BUREAU if kind == "training" else COUNTY_CODE, {"kind": kind, "level": "unit"}


def _value(column: str, word: str) -> str:
    """The value of the ledger of organisations that people write as ``word``."""
    choices = ledger("organisations").column(column).choices
    return next(value for value, choice in choices.items() if word in (choice.zh, *choice.also))


def _marks(packs: Sequence[Path], places: Mapping[str, Organisation]) -> None:
    """Takes in the local packs, as a place takes in its own. The one that is looser than the law is refused, as it
    would be anywhere: that place has no marks of its own."""
    for path in packs:
        raw = path.read_bytes()
        code = str(yaml.safe_load(raw)["place"]["code"])
        with suppress(LooserPack):
            import_pack(OPERATOR, places[code], raw)


def _import(ledgers: Path, places: Mapping[str, Organisation]) -> None:
    """Takes in every file as people do it: handed in by the organisation in whose folder it lies, read, confirmed."""
    loose = sorted(path for path in ledgers.iterdir() if path.is_file())
    if loose:
        _take_in(places[COUNTY_CODE], COUNTY, loose, ledgers)
    for folder in sorted(path for path in ledgers.iterdir() if path.is_dir()):
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        _take_in(_keeper(folder.name, places), folder.name, files, ledgers)


def _keeper(folder: str, places: Mapping[str, Organisation]) -> Organisation:
    """Whose ledgers lie in a folder: its name begins with the end of a code (001 实验小学, V1 沙河村); of one without,
    the bureau's when it is a school's, else the county's."""
    number = folder.split(" ")[0]
    for code, place in places.items():
        if code.endswith(f"-{number}"):
            return place
    return places[BUREAU if folder.endswith("学") else COUNTY_CODE]


def _take_in(place: Organisation, name: str, files: Sequence[Path], below: Path) -> None:
    """Hands in files as one archive, and takes in all that is in them."""
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for file in files:
            archive.write(file, file.relative_to(below))
    imported = hand_in(OPERATOR, place, f"{name}.zip", store([packed.getvalue()]))
    stage(staging_of(imported))
    told = compared(OPERATOR, imported)
    if told is not None and told.to_write:
        clear(confirm(OPERATOR, imported, told.seal))
    else:
        clear(drop(OPERATOR, imported))
