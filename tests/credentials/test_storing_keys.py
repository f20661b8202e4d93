from accounts.models import AuditEvent
from credentials.models import Key, KeyState
from credentials.services import key_refused, open_key, store_key
from tests.environment import TOKEN


def store(site, token, by):
    return store_key(site, token, by)


def test_white_space_that_came_with_copying_is_dropped(site, admin):
    store(site, f"  {TOKEN}\r\n", admin)
    assert open_key(site) == TOKEN


def test_an_empty_key_keeps_the_old_one(site, admin):
    store(site, TOKEN, admin)
    assert store(site, " \n", admin) is None
    assert open_key(site) == TOKEN


def test_a_new_key_starts_unproven_and_without_the_old_story(site, admin):
    store(site, "the first token", admin)
    key_refused(site, "OpenWeb refused the key.")
    store(site, TOKEN, admin)
    key = Key.objects.get()
    assert (key.state, key.problem, key.checks) == (KeyState.UNPROVEN, "", [])
    assert key.changed_by_name == "ada"


def test_the_audit_trail_says_that_a_key_changed_and_never_what(site, admin):
    store(site, TOKEN, admin)
    store(site, TOKEN + "2", admin)
    actions = list(AuditEvent.objects.values_list("action", flat=True))
    assert actions[:2] == ["replaced the key", "stored the key"]
    assert TOKEN not in str(list(AuditEvent.objects.values()))
