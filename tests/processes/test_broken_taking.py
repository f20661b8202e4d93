"""A download of conversations that breaks while it is sent: nobody may take it for a whole one."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPResponse, IncompleteRead

import pytest

from providers.sandbox.server import Running
from tests.processes.product import Product

pytestmark = pytest.mark.processes

SIGN_IN = """
from django.test import Client
from accounts.models import User
client = Client()
client.force_login(User.objects.get(username="admin"))
print(client.cookies["threadkeep_session"].value)
"""


@pytest.fixture
def tenant(product: Product, vendor: Running) -> int:
    vendor.configure(onq_conversations=2500)
    told = vendor.tenant
    claims = ("--key-id", told.key_id, "--issuer", told.issuer, "--subject", told.subject)
    product.manage_to_end(
        "add_tenant", "Courses", *claims, "--audience", told.audience, stdin=told.secret
    )
    product.manage_to_end("sync_conversations", "Courses")
    return int(product.query("select id from credentials_tenant")[0][0])


@contextmanager
def downloading(product: Product, tenant: int) -> Iterator[HTTPResponse]:
    session, problem = product.manage("shell", "-v0", "-c", SIGN_IN).communicate()
    assert session, problem
    with closing(HTTPConnection("127.0.0.1", product.port, timeout=20)) as connection:
        cookie = {"Cookie": f"threadkeep_session={session.strip()}"}
        connection.request("GET", f"/conversations/{tenant}/take/csv/", headers=cookie)
        yield connection.getresponse()


def test_whole_it_comes_to_its_end(product, tenant):
    with downloading(product, tenant) as response:
        assert response.read().count(b"\r\n") >= 2501


def test_broken_it_is_cut_off(product, tenant):
    product.arm("mid_taking")
    with downloading(product, tenant) as response:
        product.hit("mid_taking")
        product.change("delete from conversations_change")
        product.change("delete from conversations_conversation")
        product.let_go("mid_taking")
        assert response.status == 200
        with pytest.raises(IncompleteRead):
            response.read()
