"""Backups: one archive of everything that a data folder and its database hold, made while the site serves."""
