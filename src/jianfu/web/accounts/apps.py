"""Django's name for this app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """``accounts``, next to allauth's ``account``."""

    name = "jianfu.web.accounts"
    label = "accounts"
