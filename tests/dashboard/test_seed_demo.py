"""What a demo begins with, beside its administrator."""

import pytest
from django.core.management import call_command

from accounts.models import User
from credentials.models import KeyState, Site, Tenant
from credentials.services import test_key as try_key
from providers.openweb.generations import GENERATIONS
from providers.sandbox.server import running


@pytest.fixture
def vendors(tmp_path, settings):
    with running(tmp_path) as sandbox:
        for name in ("OPENWEB_OPEN_API", "OPENWEB_API", "OPENWEB_EXPORTER", "ONQ_API"):
            setattr(settings, f"{name}_URL", sandbox.url)
        yield


def test_the_keys_of_the_demos_sites_and_tenant_open_the_sandbox(db, vendors):
    call_command("seed_demo")
    for connection in (*Site.objects.all(), Tenant.objects.get()):
        for kind in connection.key_kinds:
            try_key(connection, None, kind)
            assert connection.key_of(kind).state == KeyState.WORKS


def test_there_is_a_site_of_each_generation(db):
    call_command("seed_demo")
    assert {site.generation for site in Site.objects.all()} == set(GENERATIONS)


def test_a_second_start_leaves_what_was_changed(db):
    call_command("seed_demo")
    Tenant.objects.update(subject="ann")
    call_command("seed_demo")
    assert Tenant.objects.get().subject == "ann"
    assert (User.objects.count(), Site.objects.count()) == (1, 3)
