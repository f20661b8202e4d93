import os

import pytest
from hypothesis import settings as hypothesis_settings

# New examples are for people at work; CI judges a change by the same ones each time.
hypothesis_settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    hypothesis_settings.load_profile("ci")

pytest_plugins = [
    "tests.chromium",
    "tests.processes.fixtures",
    "tests.scheduling",
    "tests.signing_in",
]


@pytest.fixture(autouse=True)
def _plain_static_files(settings) -> None:
    """Tests need no collected manifest; passwords may be hashed cheaply."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
