"""What an export brought, beside what there is."""

import json
from urllib.request import urlopen

from exports import storage
from exports.models import Export, StoredFile
from providers.openweb.files import records
from providers.sandbox.server import Running


def ids_of(export: Export) -> list[str]:
    parts = StoredFile.objects.filter(
        parts__window__export=export, parts__data_set="comments"
    ).order_by("parts__window__since", "parts__position")
    return [record.id for file in parts for record in records(storage.local_path(file))]


def truth(vendor: Running, since: str, to: str) -> list[str]:
    address = f"{vendor.url}/_sandbox/truth?spot_id={vendor.spot_id}&since={since}&to={to}"
    with urlopen(address) as answer:
        return [json.loads(line) for line in list(answer)[1:]]
