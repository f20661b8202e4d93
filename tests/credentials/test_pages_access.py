import pytest
from django.urls import reverse

from credentials.models import Site, Tenant

OF_THE_ROOM = {"connections", "new_site", "new_tenant", "try_rule"}
READS = ["connections", "new_site", "new_tenant", "page", "delete"]
OF_A_KEY = ["replace_key", "test_key", "remove_key"]
CHANGES = [*OF_A_KEY, "activate", "deactivate"]
WRITES = ["new_site", "new_tenant", "try_rule", "page", *CHANGES, "delete"]


def url(name, connection) -> str:
    if name in OF_THE_ROOM:
        return reverse(f"credentials:{name}")
    if name == "page":
        return connection.get_absolute_url()
    which = {"noun": connection.noun, "pk": connection.pk}
    if name in OF_A_KEY:
        which["kind"] = connection.key_kind
    return reverse(f"credentials:{name}", kwargs=which)


@pytest.mark.parametrize("name", READS)
def test_who_manages_keys_opens_every_page(client, connection, admin, name):
    client.force_login(admin)
    assert client.get(url(name, connection)).status_code == 200


@pytest.mark.parametrize("name", READS)
def test_nobody_else_opens_any_even_of_a_site_they_use(client, connection, colleague, name):
    client.force_login(colleague)
    assert client.get(url(name, connection)).status_code == 403


@pytest.mark.parametrize("name", WRITES)
def test_nobody_else_changes_anything(client, connection, stranger, name):
    client.force_login(stranger)
    assert client.post(url(name, connection)).status_code == 403


@pytest.mark.parametrize("name", WRITES)
def test_without_signing_in_there_is_only_the_sign_in_page(client, connection, name):
    address = url(name, connection)
    for answer in (client.get(address), client.post(address)):
        assert answer.status_code == 302
        assert answer.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("name", ["try_rule", *CHANGES])
def test_changes_are_made_by_post_alone(client, connection, admin, name):
    client.force_login(admin)
    assert client.get(url(name, connection)).status_code == 405


@pytest.mark.parametrize("address", ["/sites/9999/", "/tenants/9999/", "/tenants/9999/delete/"])
def test_what_does_not_exist_is_not_found(client, admin, address):
    client.force_login(admin)
    assert client.get(address).status_code == 404


def test_a_site_and_a_tenant_of_the_same_number_are_told_apart(client, site, tenant, admin):
    client.force_login(admin)
    client.post(f"/tenants/{tenant.pk}/deactivate/")
    assert (Site.objects.get().is_active, Tenant.objects.get().is_active) == (True, False)


@pytest.mark.parametrize("address", ["/sites/", "/tenants/"])
def test_the_address_above_a_connection_leads_to_the_list(client, admin, address):
    client.force_login(admin)
    assert client.get(address).url == "/connections/"
