"""Django's name for this app."""

from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    """``policies``."""

    name = "jianfu.web.policies"
    label = "policies"
