"""Django's name for this app."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """``project``."""

    name = "jianfu.web.project"
    label = "project"
