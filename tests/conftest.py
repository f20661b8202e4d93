import os
from collections.abc import Iterator

import pytest
from django.test.utils import override_settings
from hypothesis import settings as hypothesis_settings

from providers import redaction
from tests import postgres

# New examples are for people at work; CI judges a change by the same ones each time.
hypothesis_settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    hypothesis_settings.load_profile("ci")

pytest_plugins = [
    "tests.chromium",
    "tests.databases",
    "tests.processes.fixtures",
    "tests.scheduling",
    "tests.signing_in",
    "tests.template_contexts",
]


@pytest.fixture(scope="session", autouse=True)
def _plain_static_files() -> Iterator[None]:
    """Tests need no collected manifest; passwords may be hashed cheaply."""
    from django.conf import settings

    static = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        STORAGES={**settings.STORAGES, "staticfiles": static},
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Of PostgreSQL: threads that a test left behind may still be connected, and would keep it."""
    yield
    with django_db_blocker.unblock():
        postgres.end_other_sessions()


@pytest.fixture(autouse=True)
def _forget_secrets() -> Iterator[None]:
    """The whole process knows them; those of thousands of tests would slow each line of a log."""
    known = list(redaction._known)
    yield
    redaction._known[:] = known
