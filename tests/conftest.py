import pytest

pytest_plugins = ["tests.chromium", "tests.processes.fixtures", "tests.scheduling"]


@pytest.fixture(autouse=True)
def _plain_static_files(settings) -> None:
    """Tests need no collected manifest; passwords may be hashed cheaply."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
