"""What the reading of one plan may take of the machine."""

from __future__ import annotations

# What can be handed in, by ending; what a file really is, its content tells the reader.
ACCEPTED = (".docx", ".pdf", ".html", ".htm", ".mht", ".txt", ".odt", ".doc", ".wps")
MOST_BYTES = 16 * 2**20

MEMORY = 4 * 2**30  # of addresses
PROCESSOR_SECONDS = 60
SECONDS = 150  # LibreOffice may take 120 for an old file
LARGEST_WRITTEN = 256 * 2**20
MOST_READ = 24 * 2**20  # of what was read of it, written as JSON
# Readings that run at once on this machine; the others wait for their turn.
AT_ONCE = 2
