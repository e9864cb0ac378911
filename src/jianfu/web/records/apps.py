"""Django's name for this app."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """``records``."""

    name = "jianfu.web.records"
    label = "records"
