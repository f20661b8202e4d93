"""What came of a download, as the program reads it that it is meant for."""

import csv
import io
import json
from typing import Any

from django.test import Client
from django.urls import reverse

from credentials.models import Tenant


def address(tenant: Tenant, flavour: str = "csv") -> str:
    return reverse("conversations:take", args=[tenant.pk, flavour])


def text(browser: Client, tenant: Tenant, flavour: str = "csv", **query: Any) -> str:
    response = browser.get(address(tenant, flavour), query)
    assert response.status_code == 200
    return response.getvalue().decode()


def table(
    browser: Client, tenant: Tenant, flavour: str = "csv", **query: Any
) -> list[dict[str, str]]:
    separator = ";" if flavour in ("excel", "excel-utc") else ","
    body = text(browser, tenant, flavour, **query).removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(body, newline=""), delimiter=separator))


def objects(browser: Client, tenant: Tenant, **query: Any) -> list[dict[str, Any]]:
    lines = text(browser, tenant, "jsonl", **query).encode().splitlines()
    return [json.loads(line) for line in lines]


def names(browser: Client, tenant: Tenant, **query: Any) -> list[str]:
    return [row["name"] for row in table(browser, tenant, **query)]
