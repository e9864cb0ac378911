"""Django's name for this app."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """``desk``."""

    name = "jianfu.web.desk"
    label = "desk"
