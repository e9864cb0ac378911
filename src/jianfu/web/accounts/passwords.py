"""What is said of a password that is too weak, in the language of the page."""

from __future__ import annotations

from django.contrib.auth.password_validation import MinimumLengthValidator

from jianfu.web.project.wording import say


class LengthValidator(MinimumLengthValidator):
    """Django's own rule; the sentence it has for it is translated into no language."""

    def get_error_message(self) -> str:
        """The least that is accepted."""
        return say("sign-in.short", least=self.min_length)
