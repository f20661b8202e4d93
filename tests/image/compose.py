"""compose.yaml and .env.example as Docker Compose reads them, as far as these files go."""

import re
import shutil
import subprocess
from collections.abc import Mapping
from typing import Any

import yaml

from tests.image.building import ROOT
from tests.leaving_out import cannot_run

FILE, EXAMPLE = ROOT / "compose.yaml", ROOT / ".env.example"
VARIABLE = re.compile(r"\$\{(?P<name>\w+)(?::(?P<how>[-?])(?P<word>[^}]*))?\}")
SETTING = re.compile(r"(?m)^#?(?P<name>[A-Z_]+)=(?P<value>.*)$")
SECRET = re.compile(r"(?m)^# (?P<maker>openssl .+)\n(?P<name>[A-Z_]+)=$")


class Missing(Exception):
    """What Compose says when a variable that must be set is not."""


def filled_example() -> dict[str, str]:
    """The example with what it sets, and each secret made by the command that stands above it."""
    text = EXAMPLE.read_text()
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    given = {one["name"]: one["value"] for line in lines if (one := SETTING.match(line))}
    return given | {one["name"]: made_by(one["maker"]) for one in SECRET.finditer(text)}


def made_by(command: str) -> str:
    if not shutil.which("openssl"):
        cannot_run("OpenSSL is not installed (Debian: apt install openssl).")
    done = subprocess.run(["sh", "-c", command], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def services(env: Mapping[str, str]) -> dict[str, Any]:
    """Of compose.yaml, with the variables of `env`; raises Missing."""
    text = VARIABLE.sub(lambda found: _value(found, env), FILE.read_text())
    read: dict[str, Any] = yaml.safe_load(text)["services"]
    return read


def _value(found: re.Match[str], env: Mapping[str, str]) -> str:
    if value := env.get(found["name"]):
        return value
    if found["how"] == "-":
        return found["word"]
    raise Missing(f"{found['name']} {found['word']}")


def environment(service: str, env: Mapping[str, str]) -> dict[str, str]:
    """What Compose sets for the processes of a service."""
    described = services(env)[service]
    whole_file = env if "env_file" in described else {}
    return {**whole_file, **described.get("environment", {})}
