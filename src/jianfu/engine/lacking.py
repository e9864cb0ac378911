"""Columns that a file does not have at all, where an empty cell would have meant "none".

A register of complaints without a column for the day of the answer does not say that nobody was answered. Where
the declaration says so (``absent="unknown"``), conditions on such a column are unknown for the records of that
file: neither SQL nor closures need to know why.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlglot import exp

from jianfu.ledgers.registry import ledgers
from jianfu.norms.measures import Aggregate, Measured, Number, Operation
from jianfu.norms.predicates import column_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jianfu.engine.world import World
    from jianfu.norms.measures import Measure
    from jianfu.norms.model import Norm

    Lacks = Mapping[str, tuple[int, ...]]

_NOWHERE = 10**9  # what stands for the source of a record that comes from no file


def aware(norm: Norm, world: World) -> Norm:
    """``norm`` with its conditions unknown where a file lacks the column that they ask of."""
    ours = _lacks(world, norm.watches)
    theirs = _lacks(world, norm.against.ledger) if norm.against else {}
    if not ours and not theirs:
        return norm
    against = norm.against and replace(norm.against, where=_tree(norm.against.where, theirs))
    measured = Measured(_measure(norm.measured.tree, ours, theirs), norm.measured.change, norm.measured.unit)
    return replace(
        norm, among=_tree(norm.among, ours), where=_tree(norm.where, ours), measured=measured, against=against
    )


def _lacks(world: World, ledger: str) -> Lacks:
    """The columns of ``ledger`` that some of its sources lack, with the numbers of these; none named for all."""
    relation = world.backend.relations().get(ledger)
    asked = [c.name for c in ledgers()[ledger].columns if c.absent == "unknown"]
    if relation is None or not asked:
        return {}
    found: dict[str, tuple[int, ...]] = {}
    for name in asked:
        sources = tuple(i for i, s in enumerate(world.sources) if s.ledger == ledger and name in s.lacking)
        if name not in relation.columns:
            found[name] = ()
        elif sources:
            found[name] = sources
    return found


def _measure(tree: Measure, ours: Lacks, theirs: Lacks) -> Measure:
    if isinstance(tree, Number):
        return tree
    if isinstance(tree, Operation):
        return Operation(tree.operator, _measure(tree.left, ours, theirs), _measure(tree.right, ours, theirs))
    return _aggregate(tree, theirs if tree.other else ours)


def _aggregate(aggregate: Aggregate, lacks: Lacks) -> Aggregate:
    return replace(aggregate, where=_tree(aggregate.where, lacks), until=_tree(aggregate.until, lacks))


def _tree(tree: exp.Expression | None, lacks: Lacks) -> exp.Expression | None:
    if tree is None or not lacks:
        return tree

    def visit(node: exp.Expression) -> exp.Expression:
        asked = node.this if isinstance(node, (exp.Is, exp.Coalesce)) else None
        if not isinstance(asked, exp.Column) or asked.name not in lacks:
            return node
        sources = lacks[asked.name]
        if not sources:
            return exp.Null()
        source = exp.Coalesce(this=column_of("_source"), expressions=[exp.Literal.number(_NOWHERE)])
        among = exp.In(this=source, expressions=[exp.Literal.number(s) for s in sources])
        return exp.Case(ifs=[exp.If(this=exp.Not(this=among), true=node.copy())])

    return tree.copy().transform(visit)
