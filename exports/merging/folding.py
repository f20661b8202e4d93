"""Rows whose id came before, told one by one."""

import json
from collections.abc import Sequence

from providers.openweb.files import SeenIds


class FirstRows(SeenIds):
    """Ids across all files of an export, in flat memory."""

    def first(self, ids: Sequence[str]) -> list[bool]:
        """Remember these ids; says of each whether it comes for the first time.

        Without an id (empty) a row is always a first one.
        """
        hashes = {hash(found) for found in ids}
        known = self._known(hashes)
        self.add([found for found in ids if found])
        firsts = []
        for found in ids:
            firsts.append(not found or hash(found) not in known)
            known.add(hash(found))
        return firsts

    def _known(self, hashes: set[int]) -> set[int]:
        query = "SELECT id FROM seen WHERE id IN (SELECT value FROM json_each(?))"
        return {known for (known,) in self._database.execute(query, (json.dumps([*hashes]),))}
