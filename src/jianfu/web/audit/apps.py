"""Django's name for this app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """``audit``."""

    name = "jianfu.web.audit"
    label = "audit"
