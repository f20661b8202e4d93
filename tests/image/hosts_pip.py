"""What pip is told on this machine (mirrors, certificates, folders), told to pip in a build too."""

import ast
import configparser
import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

CERTIFICATES = Path("/etc/certificates-of-the-host.crt")


def volumes(folder: Path) -> list[str]:
    """What to bind into the build: a pip.conf made in `folder`, and whatever it points to."""
    settings = _settings()
    places = sorted({str(place) for value in settings.values() for place in _folders(value)})
    bound = [f"{place}:{place}" for place in places]
    if found := settings.get("cert") or os.environ.get("SSL_CERT_FILE"):
        # A copy: over the image's own bundle, Debian's package could not write any more.
        bound.append(f"{shutil.copy(found, folder / 'certificates.crt')}:{CERTIFICATES}")
        settings["cert"] = str(CERTIFICATES)
    bound.append(f"{_written(settings, folder / 'pip.conf')}:/etc/pip.conf")
    return [f"--volume={one}:ro" for one in bound]


def _settings() -> dict[str, str]:
    """Files and environment taken together, as pip itself reads them."""
    command = [sys.executable, "-m", "pip", "config", "list"]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    named = dict(line.split("=", 1) for line in lines)
    found = sorted(named, key=lambda name: name.startswith(":env:"))  # the environment comes last
    return {name.rpartition(".")[2]: ast.literal_eval(named[name]) for name in found}


def _folders(value: str) -> list[Path]:
    """Folders of wheels, and those around an index, whose files lie beside it."""
    words = value.split()
    plain = [Path(word) for word in words if word.startswith("/")]
    indexes = [Path(unquote(urlsplit(word).path)) for word in words if word.startswith("file:")]
    return [place for place in [*plain, *(one.parent for one in indexes)] if place.is_dir()]


def _written(settings: dict[str, str], file: Path) -> Path:
    conf = configparser.RawConfigParser()
    conf["global"] = settings
    with file.open("w") as out:
        conf.write(out)
    return file
