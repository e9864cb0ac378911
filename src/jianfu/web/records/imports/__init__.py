"""Import of ledgers from files: read apart from the site, shown before anything is written, one version, undoable."""
