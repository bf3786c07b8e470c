"""All settings, safe by default: what is not said is production."""

from __future__ import annotations

import sys
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from vidare.config import carriers
from vidare.config import environment as env
from vidare.config.languages import LANGUAGE_NAMES, OPEN_PAGE_NAMES, teach_django

ROOT = Path(__file__).resolve().parents[2]
DEMO = env.flag("VIDARE_DEMO")
DEMO_CLOCK_RUNS = True
DEMO_SECRET = "demo-only: everyone knows this"
SECRET_KEY = env.text("VIDARE_SECRET_KEY", DEMO_SECRET if DEMO else None)
FIELD_KEY = env.text("VIDARE_FIELD_KEY", DEMO_SECRET if DEMO else None)
INDEX_KEY = env.text("VIDARE_INDEX_KEY", DEMO_SECRET if DEMO else None)
# No default, not even in the demo: what is made with it is carried out of the house.
BACKUP_KEY = env.text("VIDARE_BACKUP_KEY", "")
if not DEMO and DEMO_SECRET in {SECRET_KEY, FIELD_KEY, INDEX_KEY}:
    raise ImproperlyConfigured("A demo secret is set outside the demo. Make keys of your own: see docs/running.md.")
if not DEMO and len({SECRET_KEY, FIELD_KEY, INDEX_KEY}) < 3:
    raise ImproperlyConfigured("VIDARE_SECRET_KEY, VIDARE_FIELD_KEY and VIDARE_INDEX_KEY must be three different keys.")

DEBUG = False
ALLOWED_HOSTS = env.words("VIDARE_HOSTS", "localhost,127.0.0.1,[::1]" if DEMO else "")
CSRF_TRUSTED_ORIGINS = env.words("VIDARE_ORIGINS")
ROOT_URLCONF = "vidare.config.urls"
WSGI_APPLICATION = "vidare.config.wsgi.application"

INSTALLED_APPS = [
    "vidare.records",
    "vidare.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "django_cotton",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    "vidare.web.start.health.Health",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "vidare.web.middleware.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "vidare.web.middleware.Clock",
    "vidare.web.middleware.WhoActs",
    "vidare.web.representatives.acting.ActsForAnother",
    "vidare.web.accounts.proving.ProvenTwice",
    "vidare.web.middleware.ClosedDoor",
    "vidare.web.middleware.Quiet",
    # Inside WhoActs: what the log-in raises to send somebody elsewhere is answered before anything is undone.
    "allauth.account.middleware.AccountMiddleware",
    "vidare.web.middleware.HiddenIsMissing",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "vidare/web/templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "vidare.web.context.frame",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "vidare.web.templatetags.kept",
            ],
        },
    }
]
FORM_RENDERER = "vidare.web.forms.Renderer"

_url = env.text("VIDARE_DATABASE", f"sqlite://{ROOT / 'var/vidare.sqlite3'}")
_as_owner = len(sys.argv) > 1 and sys.argv[1] in {"migrate", "makemigrations", "restore"}
# They go on with what is there: where the disk is not mounted, no empty database is made in its place.
_goes_on = Path(sys.argv[0]).name == "granian" or sys.argv[1:2] in [["worker"], ["night"], ["backup"], ["trail"]]
DATABASES = {
    "default": env.database(
        env.text("VIDARE_OWNER_DATABASE", _url) if _as_owner else _url, must_exist=_goes_on, lasting=not DEMO
    )
}
APP_ROLE = env.text("VIDARE_APP_ROLE", str(env.database(_url).get("USER", "")))
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "records.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
if DEMO:
    # Nobody logs in with a password in the demo, and eleven of them are made.
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "/in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "vidare.web.accounts.adapter.Closed"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_SESSION_REMEMBER = False
# Wrong passwords are counted in the database, by axes, so that all workers count the same.
ACCOUNT_RATE_LIMITS = {"login_failed": None}
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
MFA_ADAPTER = "vidare.web.accounts.adapter.Second"
MFA_FORMS = {
    "authenticate": "vidare.web.accounts.second.Authenticate",
    "reauthenticate": "vidare.web.accounts.second.Reauthenticate",
    "activate_totp": "vidare.web.accounts.second.Activate",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Vidare"
MFA_TOTP_TOLERANCE = 1
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "accounts/locked.html"
AXES_CLIENT_IP_CALLABLE = "vidare.web.accounts.address.of"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 10
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEMO
SECURE_SSL_REDIRECT = env.flag("VIDARE_SSL_REDIRECT", not DEMO)
SECURE_HSTS_SECONDS = 0 if DEMO else 31_536_000
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "vidare.web.start.errors.too_old"
CONTACT = env.text("VIDARE_CONTACT", "")
BEHIND_PROXY = env.flag("VIDARE_BEHIND_PROXY")
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_HANDLERS = [
    "vidare.web.uploads.Limited",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

teach_django()
LANGUAGE_CODE = "sv"
LANGUAGES = LANGUAGE_NAMES
OPEN_PAGE_LANGUAGES = OPEN_PAGE_NAMES
LOCALE_PATHS = [ROOT / "locale"]
FORMAT_MODULE_PATH = ["vidare.config.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Stockholm"

STATIC_URL = "/static/"  # whatever stands before the pages of whoever acts for somebody
STATIC_ROOT = ROOT / "staticfiles"
STATICFILES_DIRS = [ROOT / "vidare/web/static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "vidare.web.statics.Kept"},
}

# Each process counts for itself how often a feed is asked for; nothing else is kept here.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 20_000}}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# Where the boards' case systems collect: a folder for each board, by its code. Empty: nothing is put anywhere.
CASE_FOLDER = env.text("VIDARE_CASE_FOLDER", "")
MESSAGE_DIRECTORY = Path(env.text("VIDARE_MESSAGES", str(ROOT / "var/messages")))
MAIL_ADAPTER = carriers.adapter("VIDARE_MAIL_ADAPTER", among=("file", "console", "smtp"), demo=DEMO)
SMS_ADAPTER = carriers.adapter("VIDARE_SMS_ADAPTER", among=("file", "console", "http"), demo=DEMO)
SMS_GATEWAY = carriers.gateway(open_too=DEMO) if SMS_ADAPTER == "http" else None
EMAIL_BACKEND = env.text("VIDARE_EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
EMAIL_HOST = env.text("VIDARE_EMAIL_HOST", "localhost")
EMAIL_USE_SSL = env.flag("VIDARE_EMAIL_SSL")
EMAIL_USE_TLS = env.flag("VIDARE_EMAIL_TLS", not (DEMO or EMAIL_USE_SSL))
EMAIL_PORT = int(env.text("VIDARE_EMAIL_PORT", "465" if EMAIL_USE_SSL else "587" if EMAIL_USE_TLS else "25"))
EMAIL_HOST_USER = env.text("VIDARE_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = env.text("VIDARE_EMAIL_PASSWORD", "")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("VIDARE_EMAIL_FROM", "vidare@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"secrets": {"()": "vidare.config.logs.Secrets"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "filters": ["secrets"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
