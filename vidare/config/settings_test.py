"""The settings of the tests: the demo's, with a database name of one's own."""

from __future__ import annotations

import os

os.environ.setdefault("VIDARE_DEMO", "1")

from vidare.config.settings import *  # noqa: F403
from vidare.config.settings import DATABASES, ROOT

_name = os.environ.get("VIDARE_TEST_NAME", "suite")
if "sqlite" in str(DATABASES["default"]["ENGINE"]):
    # A file, since threads must share it; each runner has its own.
    (ROOT / "var").mkdir(exist_ok=True)
    DATABASES["default"]["TEST"] = {"NAME": ROOT / f"var/test-{_name}.sqlite3"}
else:
    DATABASES["default"]["TEST"] = {"NAME": f"test_{_name}"}
DEMO_CLOCK_RUNS = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = True
