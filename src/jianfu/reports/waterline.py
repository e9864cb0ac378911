"""The waterline: one figure under its line, as inline SVG built from attributes alone.

The ceiling always stands at 76 % of the width, so that lines agree down a column. Past it the water
turns to a cinnabar hatch, clamped at the edge. A floor is a dashed line; what is missing is a dashed
outline. The picture says nothing that the text beside it does not say: it is hidden from screen readers.
"""

from __future__ import annotations

from markupsafe import Markup, escape

from jianfu.reports.wording import Finding, bounds, line_text, mark_of, side, state

LINE = 76.0  # percent of the width at which every mark stands
TOP, HEIGHT = 18, 12  # pixels: where the vessel begins, how high it is
CLOCK_SPAN = 120  # a clock time's water starts this many minutes before its mark
COUNT_STEP = 6.0  # percent of the width for each record past a ceiling of zero

INK, WASH, UNKNOWN = "#17211C", "#EDF2EF", "#56636B"
WATER = {"kept": ("#BFE1D1", "#1E7D5F"), "near": ("#F3DCA8", "#B06F00"), "over": ("#F3BDB2", "#C23F2A"),
         "suspected": ("#E3E9EB", "#56636B")}  # fmt: skip

HATCH = {"over": "url(#past)", "suspected": "url(#maybe)", "planned": "url(#planned)"}

DEFINITIONS = Markup(
    '<svg width="0" height="0" class="defs" aria-hidden="true"><defs>'
    '<pattern id="past" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="6" height="6" fill="#FBECE8"/><rect width="2" height="6" fill="#C23F2A"/></pattern>'
    '<pattern id="maybe" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="6" height="6" fill="#F1F4F5"/><rect width="1.5" height="6" fill="#56636B"/></pattern>'
    '<pattern id="planned" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="6" height="6" fill="#E8F3ED"/><rect width="1.5" height="6" fill="#1E7D5F"/></pattern>'
    "</defs></svg>"
)


def waterline(finding: Finding, lang: str) -> Markup:
    """The bar of one finding; an outline alone when nothing is known of it."""
    got, mark, floor = bounds(finding), mark_of(finding), side(finding) == "at_least"
    past = "suspected" if state(finding) == "suspected" else "over"
    shapes: list[str] = []
    text = line_text(finding, lang)
    if mark is None or got is None or state(finding) == "unknown":
        shapes.append(_outline(LINE))
        if mark and got and got[0] and finding.get("reason") != "conflict":
            shapes += _water(min(_share(got[0], mark, finding.get("unit")), LINE), "kept")
        if mark is not None:
            shapes += [_line(LINE if mark else 0.5, floor), _name(text, LINE)]
    elif mark == 0 and not floor:
        shapes += _past_zero(got[0], finding.get("unit"), past, text)
    else:
        value = got[0] if not floor or got[1] is None else got[1]
        shapes += _measured(finding, value, mark, past)
        shapes += [_line(LINE, floor), _name(text, LINE, above=not floor and got[0] > mark)]
    return Markup(
        '<svg class="bar" width="100%" height="38" overflow="visible" aria-hidden="true">{}</svg>'
    ).format(Markup("".join(shapes)))


def drawn(
    value: float | None, mark: float, outcome: str, *, floor: bool = False, planned: float = 0, name: str = ""
) -> Markup:
    """The bar of a figure that stands in no finding, for pages that know it as plain numbers.

    ``outcome`` is the word beside it; ``value`` None is missing; ``planned`` comes on top of it, within the line in
    a jade hatch and past it in cinnabar; ``name`` is what the line says ("上限 60").
    """
    past = "suspected" if outcome == "suspected" else "over"
    shapes: list[str] = []
    at, above = LINE, False
    if value is None or outcome == "not_evaluable":
        shapes.append(_outline(LINE))
        at = LINE if mark else 0.5
    elif mark == 0 and not floor:
        wide = min(24.0, COUNT_STEP * (value + planned))
        if wide:
            shapes += [_rect(0.5, wide, HATCH[past]), _edge(wide + 0.5, WATER[past][1])]
        at = 0.5
    else:
        reached, total = _share(value, mark, None), _share(value + planned, mark, None)
        above = not floor and total > LINE
        shapes.append(_rect(0, LINE, WASH))
        if floor and total < LINE:
            shapes += [*_water(reached, past), _rect(total, LINE - total, HATCH[past])]
        elif reached <= LINE or floor:
            shapes += _water(min(reached, LINE), "near" if outcome == "near" else "kept")
        else:
            shapes += [_rect(0, LINE, WATER[past][0])]
        if planned and reached < LINE:
            shapes.append(_rect(reached, min(total, LINE) - reached, HATCH["planned"]))
        if above:
            beyond = min(total, 100.0) - LINE
            shapes += [_rect(LINE, beyond, HATCH[past]), _edge(LINE + beyond, WATER[past][1])]
    shapes += [_line(at, floor), _name(name, at, above=above)]
    return Markup(
        '<svg class="bar" width="100%" height="38" overflow="visible" aria-hidden="true">{}</svg>'
    ).format(Markup("".join(shapes)))


def compared(value: float, mark: float, *, floor: bool, clock: bool = False) -> Markup:
    """What one paper allows under the line that another draws, on one scale; the words stand beside it."""
    unit = "clock" if clock else None
    reached = _share(value, mark, unit)
    hatch, edge = HATCH["over"], WATER["over"][1]
    shapes = [_rect(0, LINE, WASH)]
    at = LINE
    if mark == 0 and not floor:
        shapes = [_rect(0.5, 24.0, hatch), _edge(24.5, edge)] if value else []
        at = 0.5
    elif floor and reached < LINE:
        shapes += [*_water(reached, "over"), _rect(reached, LINE - reached, hatch)]
    elif floor or reached == LINE:
        shapes.append(_rect(0, LINE, WATER["kept"][0]))
    elif reached < LINE:
        shapes += _water(reached, "kept")
    else:
        beyond = min(reached, 100.0) - LINE
        shapes += [_rect(0, LINE, WATER["over"][0]), _rect(LINE, beyond, hatch), _edge(LINE + beyond, edge)]
    return Markup(
        '<svg class="bar" width="100%" height="38" overflow="visible" aria-hidden="true">{}</svg>'
    ).format(Markup("".join([*shapes, _line(at, floor)])))


def _measured(finding: Finding, value: float, mark: float, past: str) -> list[str]:
    """Vessel, water and what is past the line, in the colours ``past`` when it is."""
    hatch = HATCH[past]
    reached = _share(value, mark, finding.get("unit"))
    shapes = [_rect(0, LINE, WASH)]
    if side(finding) == "at_least":
        if reached < LINE:
            return [*shapes, *_water(reached, past), _rect(reached, LINE - reached, hatch)]
        return [*shapes, *_water(LINE, "kept")]
    if reached <= LINE:
        return [*shapes, *_water(reached, "near" if state(finding) == "near" else "kept")]
    beyond = min(reached, 100.0) - LINE
    return [
        *shapes,
        _rect(0, LINE, WATER[past][0]),
        _rect(LINE, beyond, hatch),
        _edge(LINE + beyond, WATER[past][1]),
    ]


def _past_zero(value: float, unit: str | None, past: str, text: str) -> list[str]:
    """A ceiling of zero: the line stands at the bottom of the vessel, all water is past it."""
    counted = unit not in ("minute", "clock", "fen", "percent", "character")
    wide = min(24.0, COUNT_STEP * value if counted else 24.0)
    if value <= 0:
        return [_line(0.5, dashed=False), _name(text, 0.5)]
    return [
        _rect(0.5, wide, HATCH[past]), _edge(wide + 0.5, WATER[past][1]),
        _line(0.5, dashed=False), _name(text, wide + 0.5),
    ]  # fmt: skip


def _share(value: float, mark: float, unit: str | None) -> float:
    """How far along the width a value reaches, in percent, at least 1 and unclamped above."""
    if unit == "clock":
        return max(1.0, LINE * (1 - (mark - value) / CLOCK_SPAN))
    return max(1.0, LINE * value / mark) if mark else LINE


def _water(reached: float, kind: str) -> list[str]:
    """Water up to ``reached`` percent with its dark surface edge."""
    fill, edge = WATER[kind]
    return [_rect(0, reached, fill), _edge(reached, edge)]


def _rect(left: float, width: float, fill: str) -> str:
    return f'<rect x="{left:.2f}%" y="{TOP}" width="{max(width, 0):.2f}%" height="{HEIGHT}" fill="{fill}"/>'


def _edge(at: float, colour: str) -> str:
    """The surface of the water: three pixels, ending at ``at`` percent."""
    return (
        f'<line x1="{at:.2f}%" x2="{at:.2f}%" y1="{TOP}" y2="{TOP + HEIGHT}" stroke="{colour}"'
        ' stroke-width="3" transform="translate(-1.5 0)"/>'
    )


def _line(at: float, dashed: bool) -> str:
    """The mark: an ink line that stands out above and below the vessel."""
    dashes = ' stroke-dasharray="4 2"' if dashed else ""
    return (
        f'<line x1="{at:.2f}%" x2="{at:.2f}%" y1="{TOP - 5}" y2="{TOP + HEIGHT + 5}" stroke="{INK}"'
        f' stroke-width="2"{dashes}/>'
    )


def _outline(width: float) -> str:
    return (
        f'<rect x="0.3%" y="{TOP + 0.5}" width="{width:.2f}%" height="{HEIGHT - 1}" fill="none"'
        f' stroke="{UNKNOWN}" stroke-dasharray="3 3"/>'
    )


def _name(text: str, at: float, above: bool = False) -> str:
    """What the line says: beside it, or above it when water is in the way."""
    place = f'x="{at:.2f}%" y="9" text-anchor="middle"' if above else f'x="{at:.2f}%" dx="8" y="{TOP + 10}"'
    return f'<text {place} font-size="12" fill="#45524B">{escape(text)}</text>'
