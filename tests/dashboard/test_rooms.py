import pytest

from accounts.services import make_person

ROOMS = {
    "/": "Overview",
    "/exports/": "Exports",
    "/people/": "People",
    "/conversations/": "Conversations",
    "/connections/": "Connections",
    "/audit/": "Audit",
}


@pytest.mark.parametrize(
    ("role", "rooms"),
    [
        ("Viewer", {"Overview", "Exports", "Conversations"}),
        ("Moderator", {"Overview", "Exports", "People", "Conversations"}),
        ("Privacy", {"Overview", "Exports", "People", "Conversations", "Audit"}),
        ("Admin", set(ROOMS.values())),
    ],
)
def test_everybody_sees_the_rooms_they_may_enter(client, db, role, rooms):
    client.force_login(make_person("eve", "a long password", role))
    shown = {room.name for room in client.get("/").context["frame"].rooms}
    assert shown == rooms


@pytest.mark.parametrize(("address", "room"), ROOMS.items())
def test_the_room_one_is_in_is_marked(client, ana, address, room):
    client.force_login(ana)
    rooms = client.get(address).context["frame"].rooms
    assert [each.name for each in rooms if each.here] == [room]


def test_nobody_signed_in_means_no_rooms_and_no_queries(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = client.get("/accounts/login/").text
    assert "Exports" not in page
