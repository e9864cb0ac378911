"""Pass 3: the figures of a statement that bound something, with what they bound and for whom."""

from jianfu.plans.quantities.reading import bounds, quantities

__all__ = ["bounds", "quantities"]
