"""Reads the file of a plan: any office format → lines, with everything that is no text of the plan set aside."""

from jianfu.plans.source.assemble import from_text
from jianfu.plans.source.files import read

__all__ = ["from_text", "read"]
