from dataclasses import replace

import pytest
from django.contrib.auth.models import AnonymousUser, Group

from credentials import services
from credentials.queries import sites_visible_to, tenants_visible_to
from tests.credentials.test_tenant_pages import FILLED_IN


@pytest.fixture
def limit(tenant, admin, tenant_details):
    """Let only these people and groups see the tenant."""
    return lambda **chosen: services.save_tenant(
        replace(tenant_details, is_limited=True, **chosen), admin, tenant
    )


def test_everyone_who_signs_in_sees_a_tenant_without_limits(tenant, admin, colleague, stranger):
    assert all(tenant in tenants_visible_to(user) for user in (admin, colleague, stranger))


def test_a_limited_tenant_is_seen_by_those_chosen_and_by_those_who_manage_it(
    tenant, limit, admin, colleague, stranger
):
    limit(people=[colleague])
    assert list(tenants_visible_to(colleague)) == list(tenants_visible_to(admin)) == [tenant]
    assert not tenants_visible_to(stranger).exists()


def test_a_chosen_group_sees_the_tenant_once_and_not_a_site_of_the_same_number(
    tenant, limit, site, admin, details, colleague, stranger
):
    night_shift, late = (Group.objects.create(name=name) for name in ("Night", "Late"))
    colleague.groups.add(night_shift, late)
    limit(groups=[night_shift, late], people=[colleague])
    services.save_site(replace(details, is_limited=True), admin, site)
    assert list(tenants_visible_to(colleague)) == [tenant]
    assert not tenants_visible_to(stranger).exists()
    assert not sites_visible_to(colleague).exists()


def test_nobody_sees_anything_without_an_active_account(tenant, admin):
    admin.is_active = False
    assert not tenants_visible_to(admin).exists()
    assert not tenants_visible_to(AnonymousUser()).exists()


def test_choosing_people_in_the_form_limits_the_tenant(page, tenant, colleague, stranger):
    chosen = {**FILLED_IN, "is_limited": "chosen", "people": [colleague.pk]}
    page.post(tenant.get_absolute_url(), chosen)
    assert tenants_visible_to(colleague).exists()
    assert not tenants_visible_to(stranger).exists()
