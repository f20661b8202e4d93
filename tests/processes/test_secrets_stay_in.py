"""After exports that went well and badly, with DEBUG on: nothing written holds the token."""

import base64
import html
import json
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest

from tests.processes.exporting import assert_ready, begin
from tests.processes.product import PATIENCE, Product, wait_for

pytestmark = pytest.mark.processes

FAULTS: list[tuple[str, str, dict[str, object]]] = [
    ("export", "reset", {"when": "before"}),
    ("export", "garbage", {}),
    ("status", "html", {}),
    ("status", "status", {"code": 500}),
    ("file", "reset", {"after_bytes": 100}),
    ("file", "expired_link", {}),
]


def written_forms(token: str) -> set[bytes]:
    forms = {
        token,
        quote(token),
        quote(token, safe=""),
        quote_plus(token),
        quote(token, safe="").lower(),
        json.dumps(token)[1:-1],
        json.dumps(token)[1:-1].replace("/", "\\/"),
        html.escape(token),
        base64.b64encode(token.encode()).decode(),
    }
    return {form.encode() for form in forms}


def places_that_hold(forms: set[bytes], folder: Path) -> list[str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [str(path) for path in files if any(form in path.read_bytes() for form in forms)]


def test_the_search_would_find_it(vendor, tmp_path):
    (tmp_path / "web.log").write_text(f"GET /?token={quote(vendor.token, safe='')}")
    assert places_that_hold(written_forms(vendor.token), tmp_path)


def test_no_log_row_or_file_holds_the_token(product, vendor, tmp_path):
    for route, kind, details in FAULTS:
        vendor.arm(route, kind, times=1, **details)
    assert_ready(begin(product, tmp_path))
    assert not places_that_hold(written_forms(vendor.token), product.data.parent)


def test_a_refused_token_is_not_quoted_in_the_refusal(product, vendor, tmp_path):
    wrong = "wrong/token+with=odd&chars%41"
    add = product.manage("add_site", "Daily", "--spot-id", vendor.spot_id, stdin=wrong)
    said = "".join(add.communicate(timeout=PATIENCE))
    command = begin(product, tmp_path)
    said += "".join(command.communicate(timeout=PATIENCE))
    assert command.returncode == 1
    assert not any(form in said.encode() for form in written_forms(wrong))
    assert not places_that_hold(written_forms(wrong), product.data.parent)
    # Held, it would go on in the middle of another test, whose fixture brings the good token.
    add = product.manage("add_site", "Daily", "--spot-id", vendor.spot_id, stdin=vendor.token)
    add.communicate(timeout=PATIENCE)
    wait_for("the held export to go on", lambda: last_state(product) == "ready")


def last_state(product: Product) -> str:
    [(state,)] = product.query("select state from exports_export order by id desc limit 1")
    return str(state)
