"""One YAML mapping to one policy, norm or mark; each fault is noted with its line and reading goes on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal, cast

from jianfu.ledgers.registry import ledgers
from jianfu.norms.faults import BadExpression
from jianfu.norms.joining import owner_of, read_against, read_due
from jianfu.norms.mapping import MappingReader
from jianfu.norms.measures import Measured, counting, parse_measure
from jianfu.norms.model import (
    CERTAINTIES,
    PERIODS,
    STRENGTHS,
    Against,
    Except,
    Level,
    Mark,
    Norm,
    Policy,
    Source,
    Strength,
)
from jianfu.norms.predicates import GROUP_FIELDS, Field, all_of, fields_of, negation, parse
from jianfu.terms.errors import JianfuError
from jianfu.terms.units import parse_quantity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlglot import exp

    from jianfu.ledgers.declare import Ledger

_NORM_KEYS = (
    "draft",
    "title", "mechanisms", "watches", "among", "where", "per", "measure", "never", "each", "unit", "marks",
    "raises", "consequence", "remedy", "against", "due",
)  # fmt: skip
_MARK_KEYS = (
    "id", "norm", "at_most", "at_least", "between", "delegated", "for", "level", "from", "to", "replaces", "source",
    "strength", "certainty", "restated", "except",
)  # fmt: skip


def read_policy(reader: MappingReader) -> Policy | None:
    """The policy in ``reader``; None when a fault keeps it from being one."""
    reader.only(
        "id",
        "title",
        "number",
        "issuer",
        "level",
        "issued",
        "published",
        "in_force",
        "number_certainty",
        "note",
    )
    identity, title, issuer = reader.text("id"), reader.text("title"), reader.text("issuer")
    level, issued = reader.level("level"), reader.day("issued")
    certainty = reader.one_of("number_certainty", CERTAINTIES, "sure")
    if not (identity and title and issuer and level and issued and certainty):
        return None
    return Policy(
        identity, title, reader.text("number", required=False), issuer, level, issued,
        reader.day("published", required=False), reader.day("in_force", required=False),
        certainty, reader.text("note", required=False),
    )  # fmt: skip


def read_norm(identity: str, reader: MappingReader) -> Norm | None:
    """The norm in ``reader``; None when a fault keeps it from being one."""
    reader.only(*_NORM_KEYS)
    title = reader.wording("title")
    remedy = reader.wording("remedy", required=False)
    name = reader.text("watches")
    if name is None or name not in ledgers():
        if name is not None:
            reader.fault("unknown-ledger", "watches", value=name, accepted="、".join(ledgers()))
        return None
    ledger = ledgers()[name]
    fields = fields_of(ledger)
    among, where = reader.predicate("among", fields), reader.predicate("where", fields)
    per = _per(reader, ledger, fields)
    against = read_against(reader, per, ledger)
    form, text, measured = _measure(reader, ledger, fields, where, against)
    raises = reader.one_of("raises", ("breached", "suspected"), "breached")
    consequence = reader.one_of("consequence", ("refuse", "reason"), "reason")
    mechanisms = reader.content.get("mechanisms")
    if not isinstance(mechanisms, list) or not mechanisms:
        reader.fault("missing-key", "mechanisms")
        mechanisms = []
    if title is None or measured is None or not per or raises is None or consequence is None:
        reader.mappings("marks")
        return None
    unit = reader.text("unit", required=False) or measured.unit
    if unit is None:
        reader.fault("missing-unit", "measure", value=text)
        return None
    if "against" in reader.content and against is None:
        reader.mappings("marks")
        return None
    norm = Norm(
        identity, title, tuple(str(m) for m in mechanisms), name, per, form, measured, text, unit, (), among, where,
        cast("Literal['breached', 'suspected']", raises), cast("Literal['refuse', 'reason']", consequence),
        remedy, reader.file, against, read_due(reader, per), owner_of(per, ledger),
    )  # fmt: skip
    marks = [read_mark(mark, norm, str(number)) for number, mark in enumerate(reader.mappings("marks"), 1)]
    return replace(norm, marks=tuple(m for m in marks if m is not None))


def _per(reader: MappingReader, ledger: Ledger, fields: Mapping[str, Field]) -> tuple[str, ...]:
    given = reader.content.get("per")
    names = [given] if isinstance(given, str) else given
    if not isinstance(names, list) or not names:
        reader.fault("missing-key", "per")
        return ()
    known = {"class", "grade", "organisation", "record", *PERIODS, *(f.name for f in fields.values())} - {
        "as_of"
    }
    result = []
    for name in names:
        field = fields.get(str(name))
        if str(name) not in known and field is None:
            reader.fault("unknown-column", "per", value=name, near="、".join(sorted(known)))
            return ()
        result.append(field.name if field is not None and str(name) not in known else str(name))
    repeated = "against" in reader.content  # a register is repeated for the periods of the second ledger
    impossible = {"day"} if repeated else {"day", "week", "month", "year"}
    if ledger.date is None and impossible & set(result):
        reader.fault("no-date", "per", value=ledger.name)
        return ()
    return tuple(result)


def _measure(
    reader: MappingReader,
    ledger: Ledger,
    fields: Mapping[str, Field],
    where: exp.Expression | None,
    against: Against | None,
) -> tuple[Literal["measure", "never", "each"], str, Measured | None]:
    given = [key for key in ("measure", "never", "each") if key in reader.content]
    if len(given) != 1:
        reader.fault("one-measure", "measure")
        return "measure", "", None
    form = cast("Literal['measure', 'never', 'each']", given[0])
    text = str(reader.content[form])
    try:
        if form == "measure":
            other = ledgers()[against.ledger] if against else None
            return (
                form,
                text,
                parse_measure(text, ledger, fields, where, (other, fields_of(other)) if other else None),
            )
        condition = parse(text, fields)
        if form == "each":
            condition = negation(condition)
        tested = all_of(where, condition)
        return form, text, counting(tested) if tested is not None else None
    except BadExpression as error:
        reader.fault(error.rule, form, **error.message.facts)
        return form, text, None


def read_mark(
    reader: MappingReader,
    norm: Norm,
    number: str,
    place: str | None = None,
    default_level: Level | None = None,
) -> Mark | None:
    """One mark on ``norm``; None when a fault keeps it from being one. ``place`` is the code it is set for."""
    reader.only(*_MARK_KEYS)
    figures = [key for key in ("at_most", "at_least", "between", "delegated") if key in reader.content]
    if (norm.form == "measure") != (len(figures) == 1):
        reader.fault("one-figure" if norm.form == "measure" else "no-figure", figures[0] if figures else None)
        return None
    lo, hi = _bounds(reader, figures[0] if figures else "", norm.unit, negative=norm.measured.signed)
    fields = dict(fields_of(ledgers()[norm.watches])) if norm.by_record else {}
    scope_fields = {
        **fields,
        **GROUP_FIELDS,
        **{k: v for k, v in fields_of(ledgers()[norm.watches]).items() if v.name in norm.keys},
    }
    scope = reader.predicate("for", scope_fields)
    level = reader.level("level", default_level)
    first = reader.day("from")
    source = _source(reader)
    strength = reader.one_of("strength", STRENGTHS, "mandatory")
    certainty = reader.mapping("certainty", required=False)
    figure = certainty.one_of("figure", CERTAINTIES, "sure") if certainty else "sure"
    clause = certainty.one_of("clause", CERTAINTIES, "unknown") if certainty else "unknown"
    if certainty:
        certainty.only("figure", "clause", "number")
    excepts = [
        e
        for e in (_except(r, norm, scope_fields, level) for r in reader.mappings("except", required=False))
        if e is not None
    ]
    if not (level and first and source and strength) or ("for" in reader.content and scope is None):
        return None
    prefix = norm.id if place is None else f"{norm.id}@{place}"
    return Mark(
        reader.text("id", required=False) or f"{prefix}#{number}", norm.id, lo, hi, level, first, source,
        reader.day("to", required=False), place, scope, cast("Strength", strength),
        "delegated" in reader.content, reader.text("replaces", required=False), figure or "sure", clause or "unknown",
        reader.wording("restated", required=False), tuple(excepts), reader.file, reader.content.line,
    )  # fmt: skip


def _bounds(
    reader: MappingReader, key: str, unit: str, *, negative: bool
) -> tuple[float | None, float | None]:
    """The interval that ``key`` sets, in the base unit of the norm; faults leave it open. ``negative`` says that
    what is measured may lie below zero."""
    if key == "":
        return None, 0
    value = reader.content[key]
    if key == "delegated":
        if value is not True:
            reader.fault("unknown-word", key, value=value, accepted="true")
        return None, None
    parts = value if key == "between" and isinstance(value, list) and len(value) == 2 else [value]
    if key == "between" and len(parts) == 1:
        reader.fault("shape", key, value=value, accepted="between: [2 periods, 4 periods]")
        return None, None
    figures: list[Any] = []
    for part in parts:
        try:
            figures.append(parse_quantity(str(part), unit))
        except JianfuError as error:
            reader.fault(
                "bad-figure", key, value=part, unit=unit, why=error.text("zh"), why_en=error.text("en")
            )
            return None, None
    if any(figure < 0 for figure in figures) and not negative:
        reader.fault("negative", key, value=value)
        return None, None
    if key == "between":
        return figures[0], figures[1]
    return (None, figures[0]) if key == "at_most" else (figures[0], None)


def _source(reader: MappingReader) -> Source | None:
    """The source of a mark or exception: without one it does not load."""
    if "source" not in reader.content:
        reader.fault("no-source", None)
        return None
    source = reader.mapping("source")
    if source is None:
        return None
    source.only("policy", "clause")
    policy = source.text("policy")
    clause = source.text("clause", required=False)
    return Source(policy, None if clause in {None, "unknown"} else clause) if policy else None


def _except(
    reader: MappingReader, norm: Norm, fields: Mapping[str, Field], level: Level | None
) -> Except | None:
    reader.only("name", "for", "level", "source", "at_most", "at_least")
    name, source = reader.wording("name"), _source(reader)
    scope = reader.predicate("for", fields)
    own_level = reader.level("level", level)
    if "for" not in reader.content:
        reader.fault("missing-key", "for")
    key = next((k for k in ("at_most", "at_least") if k in reader.content), None)
    lo, hi = _bounds(reader, key, norm.unit, negative=norm.measured.signed) if key else (None, None)
    if name is None or source is None or scope is None or own_level is None:
        return None
    return Except(name, scope, own_level, source, lo, hi)
