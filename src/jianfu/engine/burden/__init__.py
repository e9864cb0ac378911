"""The burden ledger: who imposes how much on whom, in hours, pages and yuan, by term and by source.

The Standard Cost Model: tariff × time × entities × frequency. What ledgers do not say is an assumption with
its reason, shown in the result; a record whose factors are not known is counted apart, never as zero.
"""

from jianfu.engine.burden.model import DIMENSIONS, Tables
from jianfu.engine.burden.reading import load_tables, read_tables
from jianfu.engine.burden.reckoning import SCHEMA, burden

__all__ = ["DIMENSIONS", "SCHEMA", "Tables", "burden", "load_tables", "read_tables"]
