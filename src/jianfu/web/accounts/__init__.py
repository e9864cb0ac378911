"""Organisations as a tree, people, the roles they hold and for how long, and how they sign in."""
