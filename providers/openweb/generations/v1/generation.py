"""Export v1 (legacy): the whole of a range in one export; OpenWeb says how many rows there are."""

from providers.openweb.generations.generation import Generation, Host, KeyName, Limits
from providers.openweb.generations.v1.exporter import ExporterV1, sent
from providers.openweb.generations.v1.key_checks import check_key

V1 = Generation(
    name="v1",
    label="v1 (legacy)",
    host=Host.OPEN_API,
    key=KeyName.EXPORT_TOKEN,
    limits=Limits(),  # the document names none
    exporter=ExporterV1,
    sent=sent,
    check_key=check_key,
    announces_rows=True,
    note="OpenWeb's newer documents do not list it any more.",
)
