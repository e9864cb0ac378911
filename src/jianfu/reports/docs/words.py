"""Labels as the generated pages show them: both languages side by side."""

from __future__ import annotations

from jianfu.terms.labels import label, labels


def both(key: str, /, **facts: object) -> str:
    """The label ``key`` as "中文 · English"."""
    zh, en = (label(key, lang).format(**facts) for lang in ("zh", "en"))
    return zh if zh == en else f"{zh} · {en}"


def named(kind: str, value: object) -> str:
    """``value`` by its labels (``level.national``); as written where there is none."""
    key = f"{kind}.{value}"
    return both(key) if key in labels() else str(value).replace("_", " ")


def table_head(*keys: str, align: str = "") -> list[str]:
    """The two head lines of a table whose columns are labelled ``keys``; ``align`` has r for right."""
    rule = "|".join("---:" if align[i : i + 1] == "r" else "---" for i in range(len(keys)))
    return ["| " + " | ".join(both(k) for k in keys) + " |", f"|{rule}|"]
