"""One synchronisation by the command line, and what must be true of it whatever was killed."""

import json
import subprocess
from typing import Any, cast
from uuid import uuid4

from providers.sandbox.server import Running
from tests.conversations.syncing import truth
from tests.processes.product import PATIENCE, Product, wait_for

CONVERSATIONS = 8000
SECONDS_A_PAGE = 0.3  # so that what was read is written before all of it is


class Sync:
    """The command's process, for a tenant of its own with a list that takes some seconds."""

    def __init__(self, product: Product, vendor: Running) -> None:
        self.product, self.vendor = product, vendor
        self.name = f"Courses {uuid4()}"
        known = vendor.tenant
        claims = ("--issuer", known.issuer, "--subject", known.subject)
        address = ("--key-id", known.key_id, "--audience", known.audience)
        product.manage_to_end("add_tenant", self.name, *address, *claims, stdin=known.secret)
        vendor.configure(onq_conversations=CONVERSATIONS)
        vendor.arm("conversations", "slow", seconds=SECONDS_A_PAGE, times=-1)
        self.command: subprocess.Popen[str] = product.manage("sync_conversations", self.name)

    def row(self, columns: str) -> Any:
        """Of its synchronisation."""
        found = self.product.query(
            f"select {columns} from conversations_synchronisation s join credentials_tenant t "
            f"on t.id = s.tenant_id where t.name = '{self.name}'"
        )
        return found[0] if found else None

    def stored_page(self) -> int:
        """Where it would go on; 0 before anything was written."""
        found = self.row("s.position")
        return int(json.loads(found[0])["page"]) if found and found[0] else 0

    def wait_until_written(self) -> None:
        wait_for("the first pages to be written", self.stored_page)

    def hit(self, failpoint: str) -> Any:
        """The worker's process, once the first pages are written and it came to the failpoint."""
        self.wait_until_written()
        self.product.arm(failpoint)
        return self.product.hit(failpoint)

    def go_faster(self) -> None:
        self.vendor.sandbox.faults.disarm()

    def conversations(self) -> list[Any]:
        return self.product.query(
            "select c.* from conversations_conversation c join credentials_tenant t "
            f"on t.id = c.tenant_id where t.name = '{self.name}' order by c.id"
        )

    def assert_ready(self) -> None:
        """The command ended well, and all is as it should be."""
        out, err = self.command.communicate(timeout=PATIENCE)
        assert self.command.returncode == 0, out + err
        self.assert_exact()

    def assert_exact(self) -> None:
        """Each conversation is there once."""
        ids = self.product.query(
            "select c.onq_id from conversations_conversation c join credentials_tenant t "
            f"on t.id = c.tenant_id where t.name = '{self.name}' and c.gone_at is null"
        )
        assert sorted(one for (one,) in ids) == sorted(truth(self.vendor))
        assert self.row("s.state, s.is_settled, s.passes") == ("resting", 1, 2)

    def asked(self) -> list[int]:
        """The pages of the first pass, in the order in which they were asked for."""
        requests = self.vendor.requests("conversations")
        queries = [cast("dict[str, str]", one["asked"]) for one in requests]
        return [int(query["page"]) for query in queries if query["size"] == "1000"]
