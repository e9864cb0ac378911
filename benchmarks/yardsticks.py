"""One norm and a hundred norms over the same ledger.

``python -m benchmarks.yardsticks HOW_MANY ROWS FOLDER`` prints one line of JSON, like benchmarks.contenders.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import duckdb

from benchmarks.contenders import measured
from benchmarks.data import AS_OF, files
from benchmarks.hundred import hundred
from jianfu.engine.check import check
from jianfu.engine.world import world_of
from jianfu.ledgers.reading.reader import read


def main() -> None:
    """Checks the first ``HOW_MANY`` norms."""
    how_many, rows, folder = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    given = files(folder, rows)
    catalogue = hundred()
    catalogue = catalogue.only(list(catalogue.norms)[:how_many])

    def run() -> dict[str, int]:
        with duckdb.connect() as con:
            parts = check(world_of(read([given.homework, given.organisations], con)), catalogue, AS_OF).parts
        return {"norms": len(parts), "breaches": sum(part.counts["breached"] for part in parts)}

    print(json.dumps(measured(run)))


if __name__ == "__main__":
    main()
