"""The floor that the pages are measured against: the same framework, database and server with next to nothing in it."""

from vidare.config.settings import *  # noqa: F403
from vidare.config.settings import INSTALLED_APPS, TEMPLATES

INSTALLED_APPS = [name for name in INSTALLED_APPS if not name.startswith("allauth")]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
ROOT_URLCONF = "tools.bench.floor"
_options: dict[str, object] = TEMPLATES[0]["OPTIONS"]  # type: ignore[assignment]
_options.pop("context_processors", None)
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
