import logging
from urllib.parse import quote

import pytest
from django.conf import settings

from config.logs import formatter
from providers.redaction import remember
from tests.environment import TOKEN


def written(log_format: str, token: str) -> str:
    local = token  # a formatter that prints locals would show it
    try:
        raise RuntimeError(f"GET https://open-api.spot.im/?token={quote(local, safe='')} failed")
    except RuntimeError as error:
        record = logging.getLogger("test").makeRecord(
            "test", logging.ERROR, __file__, 1, "step of %s", (token,),
            (type(error), error, error.__traceback__),
        )  # fmt: skip
    return formatter(log_format, settings.LOG_PROCESSORS).format(record)


@pytest.mark.parametrize("log_format", ["console", "json"])
def test_no_log_line_or_traceback_holds_a_secret(log_format):
    remember(TOKEN)
    line = written(log_format, TOKEN)
    assert "RuntimeError" in line
    assert TOKEN not in line
    assert quote(TOKEN, safe="") not in line
