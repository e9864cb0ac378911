"""Random sentences of the closed language: predicates and measures over the homework ledger and others."""

from __future__ import annotations

from hypothesis import strategies as st

ATOMS = (
    "grade = 3", "grade <> 3", "grade >= 4", "grade < 4", "grade between 2 and 4", "grade in (1, 3)",
    "grade not in (1, 3)", "minutes > 30", "minutes <= 30", "minutes = 30", "minutes <> 30", "minutes between 20 and 30",
    "minutes in (20, 30)", "form = 'written'", "form <> '书面'", "form in ('written', 'oral')", "form not in ('oral')",
    "none_today = true", "none_today <> true", "coalesce(none_today, false) = false", "layer is null",
    "layer is not null", "layer = '提高'", "layer <> '提高'", "layer in ('提高', '基础')", "contains(content, '打卡')",
    "contains(content, '打卡', '_', '%')", "contains(subject, '语')", "done_on >= '2026-10-14'", "done_on < as_of",
    "done_on between '2026-10-01' and as_of", "done_on = '2026-10-14'", "coalesce(form, 'oral') = 'oral'",
    "coalesce(subject, '语文') <> '语文'", "'written' = form", "required = 'required'", "日期 <= as_of", "预计时长 > 20",
)  # fmt: skip


def predicates(atoms: tuple[str, ...] = ATOMS) -> st.SearchStrategy[str]:
    """Conditions: atoms joined by and, or, not."""
    return st.recursive(
        st.sampled_from(atoms),
        lambda inner: st.one_of(
            st.tuples(inner, inner).map(lambda p: f"({p[0]}) and ({p[1]})"),
            st.tuples(inner, inner).map(lambda p: f"({p[0]}) or ({p[1]})"),
            inner.map(lambda p: f"not ({p})"),
        ),
        max_leaves=5,
    )


MEASURES = {
    "homework": (
        "sum(minutes)", "count(*)", "count(distinct subject)", "count(distinct layer)", "min(minutes)", "max(minutes)",
        "longest(minutes, subject, layer)",
    ),
    "school_day": ("gap(start, end)", "min(start)", "max(end)", "sum(end)", "count(*)", "max(minutes)"),
    "secondments": ("months(start, coalesce(end, as_of))", "months(start, as_of)", "months(start, end)", "count(*)"),
}  # fmt: skip
ATOMS_OF = {
    "homework": ATOMS,
    "school_day": (
        "kind = 'lesson'",
        "start > '08:20'",
        "end >= '09:00'",
        "stage = 'primary'",
        "item = '甲'",
        "season = 'all'",
    ),
    "secondments": (
        "category = 'teacher'",
        "extended = true",
        "end is null",
        "start < '2026-01-01'",
        "contains(reason, '抽调')",
    ),
}


@st.composite
def measures(draw: st.DrawFn, ledger: str) -> str:
    """A measure over ``ledger``: an aggregate, perhaps filtered, or a sum, difference or ratio of two."""

    def one() -> str:
        aggregate = draw(st.sampled_from(MEASURES[ledger]))
        if draw(st.booleans()):
            return f"{aggregate} filter (where {draw(predicates(ATOMS_OF[ledger]))})"
        return aggregate

    operator = draw(st.sampled_from(("", "", "+", "-", "/")))
    return f"{one()} {operator} {one()}" if operator else one()
