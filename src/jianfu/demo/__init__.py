"""An invented county with a term of messy ledgers, and the key to what was planted in them."""

from jianfu.demo.compare import Difference, compare
from jianfu.demo.generate import SEED, Demo, generate

__all__ = ["SEED", "Demo", "Difference", "compare", "generate"]
