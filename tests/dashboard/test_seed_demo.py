"""What a demo begins with, beside its administrator."""

import pytest
from django.core.management import call_command

from accounts.models import User
from credentials.models import KeyState, Site, Tenant
from credentials.services import test_key as try_key
from providers.sandbox.server import running


@pytest.fixture
def vendors(tmp_path, settings):
    with running(tmp_path) as sandbox:
        settings.OPENWEB_OPEN_API_URL = settings.ONQ_API_URL = sandbox.url
        yield


def test_the_keys_of_the_demos_site_and_tenant_open_the_sandbox(db, vendors):
    call_command("seed_demo")
    for connection in (Site.objects.get(), Tenant.objects.get()):
        try_key(connection, by=None)
        assert connection.key.state == KeyState.WORKS


def test_a_second_start_leaves_what_was_changed(db):
    call_command("seed_demo")
    Tenant.objects.update(subject="ann")
    call_command("seed_demo")
    assert Tenant.objects.get().subject == "ann"
    assert (User.objects.count(), Site.objects.count()) == (1, 1)
