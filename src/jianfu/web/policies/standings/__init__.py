"""How every organisation stands to every norm: kept by a check that runs by itself, read by desks and the board."""
