"""Sign-in by DingTalk, Feishu or WeChat, where the operator's settings name one: for people who are already known."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth publishes no types
    """Lets somebody who signed in by password connect another account; makes nobody new, and keeps no token."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never: people are invited."""
        del request, sociallogin
        return False
