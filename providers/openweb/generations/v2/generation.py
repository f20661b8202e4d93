"""Export v2: a day at a time, with the export token; OpenWeb enables it for a spot on request."""

from datetime import timedelta

from providers.openweb.generations.generation import Generation, Host, KeyName, Limits
from providers.openweb.generations.v2.exporter import ExporterV2, sent
from providers.openweb.generations.v2.key_checks import check_key

V2 = Generation(
    name="v2",
    label="v2",
    host=Host.EXPORTER,
    key=KeyName.EXPORT_TOKEN,
    # Both of the older text. The newer one speaks of 100,000 rows a file, and of no longest range.
    limits=Limits(longest=timedelta(hours=24), rows_per_file=10_000),
    exporter=ExporterV2,
    sent=sent,
    check_key=check_key,
    aborts=True,
    note="Your OpenWeb account manager must have switched it on.",
)
