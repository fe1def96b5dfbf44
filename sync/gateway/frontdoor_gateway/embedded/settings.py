"""Django settings of the embedded desk. Everything it keeps lies in the folder that `FRONTDOOR_DESK_DATA` names."""

from __future__ import annotations

import os
from pathlib import Path

from frontdoor_gateway.secret_files import ensure_secret

DATA = Path(os.environ["FRONTDOOR_DESK_DATA"])
SECRET_KEY = ensure_secret(DATA / "secret-key")
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
ROOT_URLCONF = "frontdoor_gateway.embedded.urls"
WSGI_APPLICATION = None
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sites",
    "django.contrib.staticfiles",
    "rest_framework",
    "helpdesk",
    "frontdoor_gateway",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / "desk.sqlite3",
        "ATOMIC_REQUESTS": True,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # A reader that turns writer cannot be made to wait; one that starts as a writer can.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # FULL: a kiosk told "filed" must not lose its ticket to a power cut here.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }
}

LANGUAGE_CODE = os.environ.get("FRONTDOOR_DESK_LANGUAGE", "en")
TIME_ZONE = os.environ.get("FRONTDOOR_DESK_TIME_ZONE", "UTC")
USE_TZ = True
SITE_ID = 1

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
FRONTDOOR_CONTENT = DATA / "content"
MEDIA_ROOT = DATA / "attachments"
MEDIA_URL = "/attachments/"

LOGIN_URL = "helpdesk:login"
LOGIN_REDIRECT_URL = "helpdesk:dashboard"
AUTH_PASSWORD_VALIDATORS = [{"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"}]
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME = "frontdoor_desk_session"
CSRF_COOKIE_NAME = "frontdoor_desk_csrf"

# No mail leaves a desk that nobody has set up for it.
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

# Else every agent could open complaints and matters of security.
HELPDESK_ENABLE_PER_QUEUE_STAFF_PERMISSION = True
HELPDESK_TEAMS_MODE_ENABLED = False
HELPDESK_API_ENABLED = False
HELPDESK_ENABLE_ATTACHMENTS = False
HELPDESK_ENABLE_PASSWORD_RESET = False
HELPDESK_REDIRECT_TO_LOGIN_BY_DEFAULT = True
HELPDESK_SUBMIT_A_TICKET_PUBLIC = False
HELPDESK_VIEW_A_TICKET_PUBLIC = False
HELPDESK_STAFF_ONLY_TICKET_OWNERS = True
HELPDESK_STAFF_ONLY_TICKET_CC = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Django's own handlers mail administrators and print whole requests.
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "waitress.queue": {"level": "ERROR"},
    },
}
