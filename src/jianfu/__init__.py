"""Holds ledgers (台账) to cited burden-reduction (减负) rules.

The rooms are described in ``docs/architecture.md``; each imports only those below it.
"""

__version__ = "0.1.0"
