"""Export v4: a month at a time, one export a spot, with a key of its own."""

from datetime import timedelta

from providers.openweb.generations.generation import Generation, Host, KeyName, Limits
from providers.openweb.generations.v4.exporter import MOST_ROWS_PER_FILE, ExporterV4, sent
from providers.openweb.generations.v4.key_checks import check_key
from providers.openweb.generations.v4.login import login

V4 = Generation(
    name="v4",
    label="v4 (current)",
    host=Host.EXPORTER,
    key=KeyName.EXPORT_V4_KEY,
    limits=Limits(longest=timedelta(hours=730), at_once=1, rows_per_file=MOST_ROWS_PER_FILE),
    exporter=ExporterV4,
    sent=sent,
    check_key=check_key,
    login=login,
    aborts=True,
    by_conversation=True,
    several_data_sets=True,
    rows_can_be_asked=True,
    note="Your OpenWeb account manager must have switched it on.",
)
