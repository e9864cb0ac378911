"""What a statement's words say: modality, topic, who is bound, who answers for it, and how it can be checked.

Everything rests on vocabularies (YAML beside this room) and a few rules of order; every reading names its words.
"""

from jianfu.plans.describe.about import about
from jianfu.plans.describe.statement import describe

__all__ = ["about", "describe"]
