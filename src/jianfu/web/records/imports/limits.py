"""What one import may take of the machine. Whoever reaches a bound is told which, and what to do instead."""

from __future__ import annotations

# What is handed in and what is in it.
MOST_FILES = 200
MOST_UNPACKED = 512 * 2**20
MOST_ROWS = 300_000

# The process that reads.
MEMORY = 3 * 2**30  # of addresses; of memory it holds a fifth of that, see benchmarks/web_import.py
ENGINE_MEMORY = "512MB"
LARGEST_WRITTEN = 2 * 2**30
PROCESSOR_SECONDS = 300
SECONDS = 900
# Readings that run at once on this machine; the others wait for their turn.
AT_ONCE = 2
# How often a reading that was cut off is begun again by itself.
ATTEMPTS = 2

# How long what was read is kept for somebody to look at and confirm.
DAYS_STAGED = 14
