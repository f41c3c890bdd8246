"""Settings of the web shell: two places (a folder, a database) come from the environment, all else is fixed.

``YOUJU_ROOT`` is the workspace folder, or on a server the folder of the evidence. ``YOUJU_DATABASE`` is the address of
the PostgreSQL that keeps the acts; without it the folder keeps them, and SQLite beside it accounts, drafts and index.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import dj_database_url

from youju.web.secret import key_of

ROOT = Path(os.environ.get("YOUJU_ROOT", "."))
DATABASE = os.environ.get("YOUJU_DATABASE", "")
SECRET_KEY = key_of(ROOT)
DEBUG = False
# Host names are no secret and no route depends on them; who may reach the port is decided where it is bound.
ALLOWED_HOSTS = ["*"]
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("YOUJU_ORIGINS", "").split(",") if origin]

DATABASES: dict[str, dict[str, Any]]
if DATABASE:
    server: dict[str, Any] = {**dj_database_url.parse(DATABASE)}
    pool = {"min_size": 1, "max_size": 8, "timeout": 10}
    DATABASES = {"default": server | {"OPTIONS": {**(server.get("OPTIONS") or {}), "pool": pool}}}
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(ROOT / "index.sqlite3"),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;",
            },
            "CONN_MAX_AGE": None,
        }
    }

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "youju.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "youju.web.middleware.policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "youju.web.middleware.language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "youju.web.middleware.faults",
    "youju.web.middleware.SignedIn",
]
if os.environ.get("YOUJU_COUNT_QUERIES"):
    MIDDLEWARE.insert(0, "youju.web.counting.counted")  # for the tests
ROOT_URLCONF = "youju.web.urls"
WSGI_APPLICATION = "youju.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "youju.web.context.shown",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "youju.web.templatetags.youju"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

AUTH_USER_MODEL = "web.Account"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_ENGINE = "youju.web.sessions"
SESSION_COOKIE_AGE = 12 * 3600  # a working day; drafts save themselves
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "youju.web.views.faults.forged"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [str(Path(__file__).parent / "locale")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("TZ") or "Asia/Shanghai"

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 24 * 3600

DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000  # texts of a form; files are counted apart
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 10_000_000

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 1_000},
    },
    "results": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(ROOT / ".cache"),
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 5_000},
    },
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
