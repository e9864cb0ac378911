"""Django's settings, from the data folder that JIANFU_DATA names.

The environment is read here alone: JIANFU_DATA, DATABASE_URL, and JIANFU_TODAY for showing an invented county
on the day it was invented for. Without a data folder nothing is kept: a database in memory and a key thrown
away at the end, for tests and type checks.
"""

from __future__ import annotations

import datetime as dt
import os
import secrets
from pathlib import Path
from typing import Any

from jianfu.web.project.folder import DataFolder, Site, database_of

_data = os.environ.get("JIANFU_DATA")
_folder = DataFolder(Path(_data)) if _data else None
_site = _folder.site() if _folder else Site()
_today = os.environ.get("JIANFU_TODAY")

DEBUG = False
SECRET_KEY = _folder.secret_key() if _folder else secrets.token_urlsafe(64)
ALLOWED_HOSTS = list(_site.hosts)
DATABASES: dict[str, dict[str, Any]] = {"default": database_of(os.environ.get("DATABASE_URL"), _folder)}
TODAY: dt.date | None = dt.date.fromisoformat(_today) if _today else None

ROOT_URLCONF = "jianfu.web.project.urls"
WSGI_APPLICATION = "jianfu.web.project.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    "jianfu.web.project",
    "jianfu.web.accounts",
    "jianfu.web.audit",
    "jianfu.web.records",
    "jianfu.web.policies",
    "jianfu.web.board",
    "jianfu.web.desk",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "jianfu.web.project.middleware.log.log_requests",
    "jianfu.web.project.middleware.public.serve_public",
    "django.middleware.gzip.GZipMiddleware",
    "jianfu.web.project.middleware.headers.set_headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "jianfu.web.project.middleware.language.choose_language",
    "jianfu.web.project.middleware.limits.limit_uploads",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "jianfu.web.project.middleware.limits.limit_requests",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "jianfu.web.accounts.middleware.know_actor",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "jianfu.web.project.navigation.page",
            ],
            "builtins": ["jianfu.web.project.templatetags.page", "django.templatetags.static"],
        },
    }
]
FORM_RENDERER = "jianfu.web.project.forms.Renderer"

# Words and time: Chinese unless the reader asked for English; every day is a day in China.
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# What is shared between processes (failed sign-ins) is kept in the database, what need not be, in each process.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "project_cache"},
    "process": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
}

# Files. WhiteNoise serves the web root; what people hand in lies outside it.
STATIC_URL = "/static/"
STATIC_ROOT = str(_folder.static) if _folder else None
MEDIA_ROOT = str(_folder.media) if _folder else ""
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_MAX_MEMORY_SIZE = 2**20
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
# The largest file that may be handed in, in bytes; see jianfu.web.project.forms.UploadField.
UPLOAD_LIMIT = 32 * 2**20
# The largest request with everything in it, in bytes; refused before it is read, see middleware/limits.py.
REQUEST_LIMIT = 2 * UPLOAD_LIMIT
# Requests a minute, see middleware/limits.py.
LIMITS = dict(_site.limits)
TRUSTED_PROXIES = _site.proxies

# Transport and cookies.
SECURE_SSL_REDIRECT = False  # the proxy that holds the certificate does that
SECURE_HSTS_SECONDS = _site.hsts_days * 86_400 if _site.https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _site.proxies else None
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_NAME = "jianfu_session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _site.https
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
CSRF_COOKIE_NAME = "jianfu_csrf"
CSRF_FAILURE_VIEW = "jianfu.web.project.errors.csrf_failed"
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in _site.hosts] if _site.https else []
LANGUAGE_COOKIE_NAME = "jianfu_lang"
LANGUAGE_COOKIE_AGE = 365 * 86_400

# Who signs in: people invited here, by a name and a password, and a code when they have set one up.
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "jianfu.web.accounts.passwords.LengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
ACCOUNT_ADAPTER = "jianfu.web.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "jianfu.web.accounts.forms.SignInForm",
    "change_password": "jianfu.web.accounts.forms.PasswordForm",
    "reauthenticate": "jianfu.web.accounts.forms.AgainForm",
}
MFA_FORMS = {
    "authenticate": "jianfu.web.accounts.forms.CodeForm",
    "reauthenticate": "jianfu.web.accounts.forms.CodeAgainForm",
    "activate_totp": "jianfu.web.accounts.forms.FirstCodeForm",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
# Five wrong passwords for one name lock it for a quarter of an hour; a school shares one address, so that is lenient.
ACCOUNT_RATE_LIMITS = {"login_failed": "60/m/ip,5/15m/key", "login": "120/m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = _site.proxies
MFA_ADAPTER = "jianfu.web.accounts.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "减负"
MFA_TOTP_TOLERANCE = 1  # telephones run half a minute fast or slow
# A link leads to the provider: the content policy lets no form lead off the site.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_ADAPTER = "jianfu.web.accounts.providers.SocialAdapter"
if _site.providers:
    INSTALLED_APPS += ["allauth.socialaccount"]
    INSTALLED_APPS += [f"allauth.socialaccount.providers.{name}" for name in sorted(_site.providers)]
SOCIALACCOUNT_PROVIDERS = {
    name: {"APPS": [{"client_id": given["client_id"], "secret": given["secret"], "key": ""}]}
    for name, given in _site.providers.items()
}

# No path, address, name or value of a request reaches the log: see middleware/log.py.
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "jianfu.web.project.middleware.log.Formatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "jianfu": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        # Its lines carry the path, and with it the links that people were sent; ours say the same without.
        "django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "django.security": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}
