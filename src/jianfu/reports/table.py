"""A result for the terminal, in lines that a school office can read and a GBK console can show.

Everything this module writes itself stays inside GBK; names from the ledgers may not, and are replaced
by "?" only when the console's own encoding cannot hold them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from jianfu.reports import wording as words
from jianfu.reports.outline import NormGroup, UnitGroup, by_unit, is_unset, lead, of_outcome, title_of
from jianfu.reports.prepare import gathered, prepare
from jianfu.reports.wording import Finding, say
from jianfu.terms.errors import Message

ROWS_PER_NORM = 12  # of one norm over all units; the table says how many more there are
LINES_SHOWN = 10  # of unread cells and of inferences; the table says how many more there are
_STYLES = {
    "over": "red", "short": "red", "early": "red", "late": "red", "near": "yellow",
    "unknown": "dim", "suspected": "dim", "kept": "green",
}  # fmt: skip
_SECTIONS = (("breached", "findings"), ("not_evaluable", "unknown"), ("suspected", "suspected"))
_LONGEST_SUBJECT = 34  # columns; a longer one (the title of a paper) pushes its own row only


@dataclass(frozen=True)
class _Row:
    """One finding as cells: of whom and when, how much, the mark, the state and what exceeds."""

    about: str
    value: str
    mark: str
    state: str
    gap: str


def print_result(
    result: Mapping[str, Any], console: Console, lang: str = "zh", limit: int | None = ROWS_PER_NORM
) -> None:
    """Print how a result stands: one sentence, then findings by organisation and norm, then notes.

    ``limit`` is how many findings of one norm are listed over all organisations (None: all); how many
    are left out is said beside the norm.
    """
    result = prepare(result)
    console.print(Text(fit(lead(result, lang), console), style="bold"))
    console.print(Text(say("report.lead_not_verdict.head", lang), style="dim"))
    for outcome, section in _SECTIONS:
        units = by_unit((f for f in of_outcome(result, outcome) if not is_unset(f)), lang, limit)
        if units:
            console.print()
            console.print(Text(f"== {say(f'report.section.{section}', lang)} ==", style="bold"))
            _print_units(units, console, lang)
    _print_notes(result, console, lang)


def table_text(
    result: Mapping[str, Any], lang: str = "zh", width: int = 100, limit: int | None = ROWS_PER_NORM
) -> str:
    """What `print_result` prints, as plain text ``width`` columns wide."""
    out = StringIO()
    console = Console(file=out, width=width, force_terminal=False, color_system=None, legacy_windows=False)
    print_result(result, console, lang, limit)
    return out.getvalue()


def _print_units(units: list[UnitGroup], console: Console, lang: str) -> None:
    """Organisations one under the other, columns aligned through all of them."""
    rows = [_row(f, lang) for u in units for n in u.norms for f in n.findings]
    widths = (
        min(max((cell_len(r.about) for r in rows), default=0), _LONGEST_SUBJECT),
        max((cell_len(r.value) for r in rows), default=0),
        max((cell_len(r.mark) for r in rows), default=0),
    )
    for unit in units:
        console.print()
        console.print(
            Text(
                fit(unit.name if unit.code == unit.name else f"{unit.name}  {unit.code}", console),
                style="bold",
            )
        )
        for group in unit.norms:
            _print_norm(group, widths, console, lang)


def _print_norm(group: NormGroup, widths: tuple[int, int, int], console: Console, lang: str) -> None:
    """One norm of one organisation: title and source, then a line a finding."""
    shown: str | None = None
    for finding in group.findings:
        source = words.short_policy(finding, lang)
        if source != shown:
            console.print(Text(fit(f"  {group.title}", console)).append(fit(f"  {source}", console), "dim"))
            shown = source
        row = _row(finding, lang)
        line = Text("    " + pad(fit(row.about, console), widths[0]))
        line.append("  " + pad(row.value, widths[1], right=True), "bold")
        line.append("  " + pad(row.mark, widths[2]) + "  ")
        line.append(row.state, _STYLES.get(words.state(finding), ""))
        line.append(f" {row.gap}" if row.gap else "")
        console.print(line)
    if group.more:
        more = say("report.table.more", lang, n=f"{group.more:,}").strip()
        title = "" if group.findings else f"{group.title}  "
        console.print(Text(fit(f"  {title}" if title else "    ", console) + more, style="dim"))


def _row(finding: Finding, lang: str) -> _Row:
    """The cells of one finding."""
    unknown = words.state(finding) == "unknown"
    about = f"{words.subject_of(finding, lang)}  {words.period_text(finding, lang)}".strip()
    return _Row(
        about=about,
        value=words.value_text(finding, lang) or "-",
        mark=words.mark_text(finding, lang),
        state=words.word(finding, lang),
        gap=words.reason_text(finding, lang) if unknown else words.gap_text(finding, lang),
    )


def _print_notes(result: Mapping[str, Any], console: Console, lang: str) -> None:
    """Norms without a local mark and files not read one by one; the rest as counts."""
    unset = [title_of(f, lang) for f in of_outcome(result, "not_evaluable") if is_unset(f)]
    if unset:
        head = say("report.section.unset", lang) + ("：" if lang == "zh" else ": ")
        console.print()
        console.print(Text(fit(head + ("、" if lang == "zh" else "; ").join(unset), console), style="dim"))
    for line in _unread(result, lang):
        console.print()
        console.print(Text(fit(line, console), style="red"))
    counts = {k: len(result.get(k) or ()) for k in ("cells", "conflicts", "errors")}
    guesses = gathered(result.get("guesses") or (), lang)
    cells = [_cell(cell, lang) for cell in result.get("cells") or ()]
    _print_list("report.section.cells", cells, console, lang)
    _print_list("report.section.guesses", [_placed(*guess) for guess in guesses], console, lang)
    if (result.get("summary") or {}).get("planned_rows"):
        facts = {"count": result["summary"]["planned_rows"], "as_of": result.get("as_of")}
        console.print()
        console.print(Text(fit(Message("engine.planned", facts).text(lang), console)))
    counts["guesses"] = len(guesses)
    if any(counts.values()):
        console.print()
        console.print(Text(say("report.table.notes", lang, **counts), style="dim"))


def _print_list(heading: str, lines: Sequence[str], console: Console, lang: str) -> None:
    """The first lines of a list under its heading, and how many more there are."""
    if not lines:
        return
    console.print()
    console.print(Text(f"== {say(heading, lang)} ==", style="bold"))
    for line in lines[:LINES_SHOWN]:
        console.print(Text(fit(f"  {line}", console)))
    if len(lines) > LINES_SHOWN:
        console.print(Text(say("report.table.more", lang, n=f"{len(lines) - LINES_SHOWN:,}"), style="dim"))


def _cell(cell: Mapping[str, Any], lang: str) -> str:
    """Where an unread cell stands, and what would be accepted."""
    place = " ".join(str(cell[k]) for k in ("file", "sheet", "cell") if cell.get(k))
    return f"{place}: {words.wording(cell.get('message'), lang)}"


def _placed(text: str, places: Sequence[str]) -> str:
    """A remark with the first place it is about, and how many others."""
    if not places:
        return text
    return f"{places[0]}{f' (+{len(places) - 1})' if len(places) > 1 else ''}: {text}"


def _unread(result: Mapping[str, Any], lang: str) -> Iterator[str]:
    colon = "：" if lang == "zh" else ": "
    for error in result.get("errors") or ():
        message = words.wording(error.get("message"), lang)
        yield f"{say('report.section.errors', lang)}{colon}{error.get('file')}  {message}"


def pad(text: str, width: int, right: bool = False) -> str:
    """``text`` filled with blanks to ``width`` columns, a Chinese character counting two."""
    blanks = " " * max(width - cell_len(text), 0)
    return blanks + text if right else text + blanks


def fit(text: str, console: Console) -> str:
    """``text`` with what the console's encoding cannot show, or would obey as a command, replaced by "?"."""
    text = "".join(c if c.isprintable() or c in " \u3000" else "?" for c in text)
    encoding = console.encoding or "utf-8"
    return text.encode(encoding, "replace").decode(encoding, "replace")
