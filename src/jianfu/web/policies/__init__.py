"""Policies, norms and their marks by level and place; packs of places; plans read and adopted."""
