import pytest
from django.urls import reverse

READS = ["sites", "new", "site", "delete"]
WRITES = ["new", "try_rule", "site", "replace_key", "test_key", "activate", "deactivate", "delete"]


def url(name, site) -> str:
    whole_room = name in {"sites", "new", "try_rule"}
    return reverse(f"credentials:{name}", args=[] if whole_room else [site.pk])


@pytest.mark.parametrize("name", READS)
def test_who_manages_keys_opens_every_page(client, site, admin, name):
    client.force_login(admin)
    assert client.get(url(name, site)).status_code == 200


@pytest.mark.parametrize("name", READS)
def test_nobody_else_opens_any_even_of_a_site_they_use(client, site, colleague, name):
    client.force_login(colleague)
    assert client.get(url(name, site)).status_code == 403


@pytest.mark.parametrize("name", WRITES)
def test_nobody_else_changes_anything(client, site, stranger, name):
    client.force_login(stranger)
    assert client.post(url(name, site)).status_code == 403


@pytest.mark.parametrize("name", WRITES)
def test_without_signing_in_there_is_only_the_sign_in_page(client, site, name):
    address = url(name, site)
    for answer in (client.get(address), client.post(address)):
        assert answer.status_code == 302
        assert answer.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("name", ["try_rule", "replace_key", "test_key", "activate", "deactivate"])
def test_changes_are_made_by_post_alone(client, site, admin, name):
    client.force_login(admin)
    assert client.get(url(name, site)).status_code == 405


def test_a_site_that_does_not_exist_is_not_found(client, site, admin):
    client.force_login(admin)
    assert client.get("/sites/999999/").status_code == 404
