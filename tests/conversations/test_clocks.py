"""Clocks that were wrong, and zones that are far away."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from conversations import services
from conversations.models import Synchronisation
from tests.conversations.rows import FIRST, make_conversation
from tests.conversations.syncing import work


@pytest.mark.django_db(transaction=True)
def test_a_clock_that_was_ahead_does_not_put_off_the_next_run(vendor, tenant):
    with time_machine.travel(timezone.now() + timedelta(days=365)):
        services.start(tenant, None)
    sync = work(tenant)
    assert sync.due_at <= timezone.now() + Synchronisation._meta.get_field("every").default


@pytest.mark.parametrize("hours", ["-23:59", "+23:59"])
def test_a_place_is_found_however_far_away_its_zone_is(client, ana, tenant, hours):
    make_conversation(tenant, last_updated_on=FIRST)
    client.force_login(ana)
    at = {"after": "1", "value": f"2027-01-01T00:00:00{hours}"}
    assert "Conversation 1" in client.get(f"/conversations/{tenant.pk}/", at).content.decode()
