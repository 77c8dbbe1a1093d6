"""Settings. What differs between machines comes from the environment; law never stands here."""

import os
import secrets
from pathlib import Path

from ecoop.config.sign_in import *  # noqa: F403
from ecoop.kernel.database import describe_databases

ROOT = Path(__file__).resolve().parent.parent.parent
VAR = Path(os.environ.get("ECOOP_VAR", ROOT / "var"))
LAW = ROOT / "law"
DEBUG = os.environ.get("ECOOP_DEBUG") == "1"
# `make demo` lets whoever sits at this machine sign in as the invented people with one click.
DEMO_SIGN_IN = os.environ.get("ECOOP_DEMO_SIGN_IN") == "1"


def _secret_key() -> str:
    """Read this checkout's secret, making it on the first use."""
    if from_environment := os.environ.get("ECOOP_SECRET_KEY"):
        return from_environment
    path = VAR / "secret-key"
    VAR.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(50))
    return path.read_text(encoding="ascii")


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = os.environ.get("ECOOP_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("ECOOP_ORIGINS", "").split(",") if origin]
IS_BEHIND_TLS = bool(CSRF_TRUSTED_ORIGINS) and all(origin.startswith("https://") for origin in CSRF_TRUSTED_ORIGINS)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_BEHIND_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_BEHIND_TLS else None
SECURE_HSTS_SECONDS = 31_536_000 if IS_BEHIND_TLS else 0
SESSION_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

INSTALLED_APPS = [
    "ecoop.config",
    "ecoop.intake",
    "ecoop.finance",
    "ecoop.governance",
    "ecoop.distribution",
    "ecoop.start",
    "ecoop.sync",
    "ecoop.taxes",
    "ecoop.payments",
    "ecoop.invoicing",
    "ecoop.assets",
    "ecoop.vouchers",
    "ecoop.trade",
    "ecoop.members",
    "ecoop.resolutions",
    "ecoop.ledger",
    "ecoop.access",
    "ecoop.parties",
    "ecoop.audit",
    "ecoop.web",
    "ecoop.lawbook",
    "ecoop.kernel",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "ecoop.config.request_log.RequestLog",
    "ecoop.config.problems.ApiProblems",
    "django.middleware.security.SecurityMiddleware",
    "ecoop.config.phone_files.Files",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "ecoop.web.middleware.SafeHeaders",
    "ecoop.web.middleware.ReadableAddresses",
    "ecoop.web.middleware.RefusalPages",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "ecoop.config.urls"
WSGI_APPLICATION = "ecoop.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ecoop.web.context.desk",
                "ecoop.config.demo_people.demo_cast",
            ],
        },
    },
]

DATABASES = describe_databases(url=os.environ.get("DATABASE_URL"), data_dir=VAR / "postgres")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_REDIRECT_URL = "/"

# What computes the worked examples of law/cases, by the beginning of their rule; `ecoop law check` runs them.
LAW_CASE_RUNNERS = {
    "cooperative/dissolution": "ecoop.distribution.queries.dissolution.answer_case",
    "tax": "ecoop.taxes.queries.answer_case",
    "einvoice/vat-cut": "ecoop.taxes.queries.answer_case",
    "tax/household/costs": "ecoop.trade.queries.answer_case",
    "books/stock-issue-price": "ecoop.trade.queries.answer_case",
}

# What the search box asks, in the order in which answers are shown.
SEARCH_SOURCES = [
    "ecoop.web.search.find_places",
    "ecoop.config.search.find_organisations",
    "ecoop.web.search.find_law",
]

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English"), ("fr", "Français"), ("de", "Deutsch"), ("ar", "العربية")]
LOCALE_PATHS = [ROOT / "ecoop" / "locale", ROOT / "ecoop" / "locale" / "borrowed"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# The phone's app is built into files that the server hands out as they are, at /app/.
WHITENOISE_ROOT = ROOT / "var" / "phone" / "root"
WHITENOISE_INDEX_FILE = True
# An upload of a few hundred invoices is normal; each file has its own limit where it is read.
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 1000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
