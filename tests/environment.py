"""Loaded before Django's settings: every test process gets a data directory and keys of its own."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from tests import postgres

TOKEN = "tok/en+with=odd&chars%41 ü"  # needs encoding in every place where it could leak

_folder = tempfile.mkdtemp(prefix="threadkeep-test-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)

(Path(_folder) / "static").mkdir()  # whitenoise warns when it is missing

for name in ("REDIS_URL", "STORAGE_URL", "PUBLIC_URL", "PORT", "OUTBOUND_PROXY", "FAILPOINT_DIR"):
    os.environ.pop(name, None)
os.environ.update(
    DATA_DIR=_folder,
    SECRET_KEY="only for tests",
    CREDENTIAL_KEYS="YmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmI=",
    DEBUG="false",
    LEASE_SECONDS="2",
    OPENWEB_OPEN_API_URL="http://127.0.0.1:9",
    OPENWEB_API_URL="http://127.0.0.1:9",
    OPENWEB_EXPORTER_URL="http://127.0.0.1:9",
    ONQ_API_URL="http://127.0.0.1:9",
    DOWNLOAD_ALLOWED_HOSTS="127.0.0.1",
)
postgres.choose(Path(_folder))
