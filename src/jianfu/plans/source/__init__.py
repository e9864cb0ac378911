"""Reads the file of a plan: any office format → lines, with everything that is no text of the plan set aside."""

from jianfu.plans.source.assemble import from_text

__all__ = ["from_text"]
