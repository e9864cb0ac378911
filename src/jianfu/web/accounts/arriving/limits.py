"""What reading a list may take of the machine."""

from __future__ import annotations

# What can be handed in, by ending; what a file really is, its content tells the reader.
ACCEPTED = (".xlsx", ".xlsm", ".xls", ".et", ".csv", ".tsv")
MOST_ROWS = 1_000
MOST_BYTES = 4 * 2**20

MEMORY = 3 * 2**30  # of addresses
PROCESSOR_SECONDS = 30
SECONDS = 60
LARGEST_WRITTEN = 64 * 2**20
MOST_READ = 2**20  # of what was read of it, written as JSON
AT_ONCE = 2
