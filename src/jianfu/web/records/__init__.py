"""Ledgers as records: kept in typed tables that the engine checks as they stand, every earlier state with them."""
