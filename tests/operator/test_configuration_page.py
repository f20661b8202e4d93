"""docs/configuration.md names every variable that the code reads, and no other."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from bench.product import ROOT

ROOMS = ("config", "accounts", "activity", "conversations", "credentials", "dashboard", "exports")
CODE = [path for room in (*ROOMS, "jobs", "providers") for path in (ROOT / room).rglob("*.py")]
READERS = {"str", "int", "bool", "list", "dj_email_url", "get", "read_key", "read_or_make", "given"}
SECRETS = {"read_key", "read_or_make", "given"}  # these can come from a file, too
# Set by one of our processes for another, by tests, or by the system.
OURS = {
    *("FAILPOINT_DIR", "THREADKEEP_LAUNCH", "VALKEY_SERVER", "DJANGO_SETTINGS_MODULE"),
    *("PATH", "SANDBOX_PORT", "MODERATOR_PASSWORD", "MODERATOR_PASSWORD_FILE"),
}
NAME = re.compile(r"[A-Z][A-Z_]+")


def read_by(path: Path) -> Iterator[str]:
    for call in ast.walk(ast.parse(path.read_text())):
        if not isinstance(call, ast.Call) or not call.args:
            continue
        function = getattr(call.func, "attr", getattr(call.func, "id", ""))
        owner = ast.unparse(getattr(call.func, "value", call.func))
        if function in READERS and (function in SECRETS or owner in ("env", "os.environ")):
            name = constant(call.args[0], path)
            yield from [name, f"{name}_FILE"] if function in SECRETS and name else [name]


def constant(argument: ast.expr, path: Path) -> str:
    """The name as it stands there, or as a constant of the module says."""
    if isinstance(argument, ast.Constant):
        return str(argument.value)
    written = re.search(rf'^{ast.unparse(argument)} = "([A-Z_]+)"', path.read_text(), re.MULTILINE)
    return written[1] if written else ""


def test_the_page_names_what_the_code_reads_and_nothing_else():
    read = {name for path in CODE for name in read_by(path)} - OURS
    rows = (ROOT / "docs" / "configuration.md").read_text().splitlines()
    first_cells = [row.split("|")[1] for row in rows if row.startswith("| `")]
    named = {name for cell in first_cells for name in NAME.findall(cell)}
    read = {name for name in read if NAME.fullmatch(name)}
    assert (read - named, named - read) == (set(), set())
