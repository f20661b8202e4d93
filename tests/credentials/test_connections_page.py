"""The list of all sites and tenants."""

from dataclasses import replace

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext

from credentials.services import deactivate, save_site, save_tenant, store_key
from tests.environment import TOKEN


def shown(page) -> str:
    return page.get("/connections/").content.decode()


def test_both_kinds_stand_there_with_where_they_are(page, site, tenant):
    text = shown(page)
    assert text.index("Sites at OpenWeb") < text.index("The Daily") < text.index("sp_Dem0Spot")
    assert text.index("Tenants at onQ") < text.index("Courses") < text.index(tenant.audience)
    assert 'href="/sites/new/"' in text
    assert 'href="/tenants/new/"' in text


def test_what_is_not_there_yet_is_said_for_each_kind(page, site):
    text = shown(page)
    assert "No tenant yet" in text
    assert "No site yet" not in text


def test_a_key_s_state_and_rest_show(page, connection, admin):
    assert "No key yet" in shown(page)
    store_key(connection, TOKEN, admin)
    deactivate(connection, admin)
    text = shown(page)
    assert "Not proven yet" in text
    assert "· switched off" in text


@pytest.mark.parametrize("where", ["/connections/", "", "delete/"])
def test_a_name_full_of_markup_is_shown_as_it_is(page, admin, tenant_details, where):
    hostile = replace(tenant_details, name="<script>alert(1)</script>", subject='"><b>bold')
    tenant = save_tenant(hostile, admin)
    address = where if where.startswith("/") else f"{tenant.get_absolute_url()}{where}"
    text = page.get(address).content.decode()
    assert "&lt;script&gt;alert(1)" in text
    assert "<script>alert(1)" not in text
    assert "<b>bold" not in text


def test_more_connections_ask_the_database_no_more(page, admin, details, tenant_details):
    def asked_beside(*names: str) -> int:
        for name in names:
            site = save_site(replace(details, name=name, is_limited=True), admin)
            tenant = save_tenant(replace(tenant_details, name=name, is_limited=True), admin)
            store_key(site, TOKEN, admin)
            store_key(tenant, TOKEN, admin)
        with CaptureQueriesContext(database) as asked:
            shown(page)
        return len(asked)

    assert asked_beside("first") == asked_beside("second", "third", "fourth")


def test_each_site_tells_the_export_api_that_it_is_asked_by(page, site):
    assert f"{site.spot_id} · {site.api.name}" in shown(page)
