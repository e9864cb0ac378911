"""Django's name for this app."""

from django.apps import AppConfig


class BoardConfig(AppConfig):
    """``board``."""

    name = "jianfu.web.board"
    label = "board"
