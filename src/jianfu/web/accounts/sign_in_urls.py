"""Addresses of signing in, under the names by which allauth looks for them; what is not listed does not exist."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-in/code/", mfa.authenticate, name="mfa_authenticate"),
    path("sign-out/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("account/again/", account.reauthenticate, name="account_reauthenticate"),
    path("account/again/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("account/code/", mfa.index, name="mfa_index"),
    path("account/code/set-up/", totp.activate_totp, name="mfa_activate_totp"),
    path("account/code/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/code/recovery/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("account/code/recovery/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
]
if "allauth.socialaccount" in settings.INSTALLED_APPS:
    urlpatterns.append(path("account/others/", include("allauth.socialaccount.urls")))
    for _name in sorted(settings.SOCIALACCOUNT_PROVIDERS):
        urlpatterns.append(path("account/others/", include(f"allauth.socialaccount.providers.{_name}.urls")))
