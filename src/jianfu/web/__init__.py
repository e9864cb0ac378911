"""The web: one Django app per job. ``project`` holds what the whole site shares; nothing but cli/web.py imports this."""
