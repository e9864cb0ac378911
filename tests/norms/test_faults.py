"""Bad samples: each fault of a norm file or pack with its rule, its line and its message in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from jianfu.norms.faults import Fault, InvalidNorms
from jianfu.norms.lint import RULES
from jianfu.norms.load import load, packaged, read_catalogue

POLICIES = """\
- id: cn/a
  title: 关于作业的通知
  issuer: 教育部办公厅
  level: national
  issued: 2021-04-08
- id: county/b
  title: 青禾县的细则
  issuer: 青禾县教育局
  level: county
  issued: 2021-04-08
"""
NORM = """\
title: {zh: 书面作业, en: Written homework}
mechanisms: [P1]
watches: homework
where: form = 'written'
per: [class, day]
measure: sum(minutes)
marks:
  - at_most: 60 minutes
    for: grade between 3 and 6
    level: national
    from: 2021-04-08
    source: {policy: cn/a, clause: unknown}
remedy: {zh: 调减, en: Trim}
"""
PACK = """\
place: {code: '330799', name: 青禾县, level: county}
policies:
  - {id: county/c, title: 县里的通知, issuer: 县教育局, level: county, issued: 2025-01-01}
marks:
  - norm: student/homework/x
    at_most: 40 minutes
    from: 2025-01-01
    source: {policy: county/c}
"""


def write(root: Path, norm: str = NORM, *, policies: str = POLICIES, cases: bool = True) -> Path:
    """A catalogue of one norm in ``root``."""
    folder = root / "student" / "homework" / "x"
    folder.mkdir(parents=True)
    (root / "policies").mkdir()
    (root / "policies" / "p.yaml").write_text(policies, encoding="utf-8")
    (folder / "norm.yaml").write_text(norm, encoding="utf-8")
    if cases:
        (folder / "cases.yaml").write_text("cases: []\n", encoding="utf-8")
    return folder / "norm.yaml"


def found(root: Path, *packs: Path) -> list[Fault]:
    return read_catalogue(root, packs)[1]


def said(fault: Fault) -> None:
    """Both messages stand without a gap, and differ."""
    zh, en = fault.message.text("zh"), fault.message.text("en")
    assert zh != en and "{" not in zh.replace("{zh", "").replace("{policy", "").replace("{…", "")
    assert any("一" <= c <= "鿿" for c in zh)
    assert f":{fault.line} [{fault.rule}]" in fault.text("en")


def test_the_samples_are_good_before_they_are_spoilt(tmp_path: Path) -> None:
    write(tmp_path)
    pack = tmp_path / "pack.yaml"
    pack.write_text(PACK, encoding="utf-8")
    assert found(tmp_path, pack) == []
    assert len(load(tmp_path, [pack]).norms["student/homework/x"].marks) == 2


DEEP = "title: " + "[" * 40 + "]" * 40 + "\n"
BAD = [
    # rule, line, what is replaced by what
    ("no-source", 8, "    source: {policy: cn/a, clause: unknown}\n", ""),
    ("unknown-policy", 8, "cn/a, clause", "cn/nowhere, clause"),
    ("unknown-column", 4, "form = 'written'", "forn = 'written'"),
    ("unknown-column", 6, "sum(minutes)", "sum(minuts)"),
    ("unknown-column", 5, "[class, day]", "[classes, day]"),
    ("unknown-column", 9, "grade between", "subject between"),
    ("function", 4, "form = 'written'", "length(content) > 3"),
    ("syntax", 4, "form = 'written'", "form ="),
    ("unknown-choice", 4, "'written'", "'writing'"),
    ("literal", 4, "form = 'written'", "minutes > 'many'"),
    ("is-null", 4, "form = 'written'", "minutes is null"),
    ("measure", 6, "sum(minutes)", "average(minutes)"),
    ("measure-type", 6, "sum(minutes)", "sum(subject)"),
    ("one-measure", 6, "measure: sum(minutes)", "measure: sum(minutes)\nnever: form = 'oral'"),
    ("missing-unit", 6, "sum(minutes)", "count(*)"),
    ("no-date", 5, "homework\nwhere: form = 'written'", "timetable\nwhere: slot = 'lesson'"),
    ("unknown-ledger", 3, "watches: homework", "watches: homewrok"),
    ("bad-figure", 8, "60 minutes", "60 periods"),
    ("bad-figure", 8, "60 minutes", "about an hour"),
    ("one-figure", 8, "at_most: 60 minutes", "at_most: 60 minutes\n    at_least: 5 minutes"),
    ("no-figure", 8, "measure: sum(minutes)", "never: form = 'oral'"),
    ("unknown-key", 7, "marks:", "colour: red\nmarks:"),
    ("missing-key", 1, "mechanisms: [P1]\n", ""),
    ("missing-key", 8, "    from: 2021-04-08\n", ""),
    ("bad-date", 11, "from: 2021-04-08", "from: spring"),
    ("unknown-word", 10, "level: national", "level: planet"),
    ("shape", 12, "{policy: cn/a, clause: unknown}", "cn/a"),
    ("empty-mark", 8, "at_most: 60 minutes", "between: [60 minutes, 30 minutes]"),
    ("dates-reversed", 8, "from: 2021-04-08", "from: 2021-04-08\n    to: 2020-01-01"),
    ("before-issue", 8, "from: 2021-04-08", "from: 2021-04-07"),
    ("policy-level", 8, "policy: cn/a", "policy: county/b"),
    ("unknown-replaced", 8, "from: 2021-04-08", "from: 2021-04-08\n    replaces: nothing"),
    (
        "weak-exception", 8, "clause: unknown}",
        "clause: unknown}\n    except:\n      - name: {zh: 例外, en: exception}\n        for: grade = 3\n"
        "        level: county\n        source: {policy: county/b}",
    ),
    ("no-marks", 1, NORM[NORM.index("marks:") : NORM.index("remedy:")], ""),
    ("no-remedy", 1, "remedy: {zh: 调减, en: Trim}\n", ""),
    ("yaml-alias", 2, "mechanisms: [P1]", "mechanisms: &a [P1]\nx: [*a, *a]"),
    ("yaml-duplicate", 3, "watches: homework", "title: x"),
    ("yaml-syntax", 3, "mechanisms: [P1]", "mechanisms: [P1"),
    ("yaml-depth", 1, NORM, DEEP),
    ("yaml-empty", 1, NORM, ""),
    ("yaml-value", 11, "2021-04-08", "2021-13-45"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "line", "good", "bad"), BAD, ids=[f"{r}-{i}" for i, (r, *_) in enumerate(BAD)]
)
def test_a_bad_sample_names_its_rule_and_line(
    tmp_path: Path, rule: str, line: int, good: str, bad: str
) -> None:
    assert good in NORM
    path = write(tmp_path, NORM.replace(good, bad, 1))
    faults = found(tmp_path)
    assert (rule, line) in [(f.rule, f.line) for f in faults], [f.text("en") for f in faults]
    assert {f.file for f in faults} == {str(path)}
    for fault in faults:
        said(fault)
    with pytest.raises(InvalidNorms) as refused:
        load(tmp_path)
    assert refused.value.faults == tuple(faults)
    assert refused.value.text("en").count("\n") == len(faults)


def test_a_yaml_bomb_is_refused_before_it_grows(tmp_path: Path) -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)]
    write(tmp_path, "\n".join(lines))
    assert [(f.rule, f.line) for f in found(tmp_path)] == [("yaml-alias", 1)]


@pytest.mark.parametrize(
    ("content", "rule"),
    [(b"\xff\xfe\x00", "yaml-encoding"), (b"# " + b"x" * 1_000_001, "yaml-size"), (b"title: !!python/object:os.system {}", "yaml-value")],
)  # fmt: skip
def test_what_is_no_plain_text_is_refused(tmp_path: Path, content: bytes, rule: str) -> None:
    write(tmp_path).write_bytes(content)
    faults = found(tmp_path)
    assert rule in {f.rule for f in faults} or faults, faults
    for fault in faults:
        said(fault)


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    spoilt = NORM.replace("form = 'written'", "forn = 'written'").replace("60 minutes", "60 periods")
    write(
        tmp_path,
        spoilt.replace("policy: cn/a", "policy: cn/nowhere"),
        policies=POLICIES.replace("2021-04-08", "soon", 1),
    )
    rules = [f.rule for f in found(tmp_path)]
    assert {"unknown-column", "bad-figure", "unknown-policy", "bad-date"} <= set(rules)


def test_the_same_yardstick_twice_the_same_mark_and_the_same_policy_are_told(tmp_path: Path) -> None:
    path = write(tmp_path, policies=POLICIES + POLICIES)
    twin = tmp_path / "student" / "homework" / "y"
    twin.mkdir()
    (twin / "norm.yaml").write_text(path.read_text("utf-8"), encoding="utf-8")
    marked = NORM.replace("  - at_most", "  - id: m\n    at_most")
    path.write_text(marked + "", encoding="utf-8")
    (twin / "norm.yaml").write_text(marked, encoding="utf-8")
    rules = {f.rule for f in found(tmp_path)}
    assert {"same-yardstick", "duplicate-mark", "no-cases", "duplicate-policy"} <= rules


BAD_PACKS = [
    ("unknown-norm", 5, "student/homework/x", "student/homework/z"),
    ("pack-level", 9, "    source: {policy: county/c}", "    source: {policy: county/c}\n    level: national"),
    ("pack-replaces", 9, "    source: {policy: county/c}", "    source: {policy: county/c}\n    replaces: student/homework/x#1"),
    ("unknown-key", 1, "place:", "norms: []\nplace:"),
    ("no-source", 5, "    source: {policy: county/c}\n", ""),
    ("missing-key", 1, ", level: county}\npolicies", "}\npolicies"),
    ("unknown-policy", 5, "{policy: county/c}", "{policy: county/d}"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "line", "good", "bad"), BAD_PACKS, ids=[r for r, *_ in BAD_PACKS])
def test_a_pack_may_add_and_never_edit_remove_or_loosen(
    tmp_path: Path, rule: str, line: int, good: str, bad: str
) -> None:
    assert good in PACK
    write(tmp_path)
    pack = tmp_path / "pack.yaml"
    pack.write_text(PACK.replace(good, bad, 1), encoding="utf-8")
    faults = found(tmp_path, pack)
    assert (rule, line, str(pack)) in [(f.rule, f.line, f.file) for f in faults], [
        f.text("en") for f in faults
    ]
    for fault in faults:
        said(fault)
    kept = read_catalogue(tmp_path, [pack])[0].norms["student/homework/x"].marks[0]
    assert (kept.hi, kept.last, kept.level) == (60, None, "national")


def test_a_policy_that_a_pack_gives_anew_is_told(tmp_path: Path) -> None:
    write(tmp_path)
    pack = tmp_path / "pack.yaml"
    pack.write_text(PACK.replace("id: county/c", "id: cn/a"), encoding="utf-8")
    assert "duplicate-policy" in {f.rule for f in found(tmp_path, pack)}


def test_every_lint_rule_has_a_bad_sample() -> None:
    told = {r for r, *_ in (*BAD, *BAD_PACKS)} | {"same-yardstick", "duplicate-mark", "no-cases"}
    assert set(RULES) <= told


def test_the_packaged_catalogue_has_no_fault() -> None:
    assert read_catalogue(packaged())[1] == []
