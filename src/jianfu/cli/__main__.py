"""``python -m jianfu.cli``: the same as the ``jianfu`` command."""

from jianfu.cli.main import app_main

app_main()
