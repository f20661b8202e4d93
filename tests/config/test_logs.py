import json
import logging
from urllib.parse import quote

import pytest
import structlog
from django.conf import settings

from config.logs import formatter
from providers.redaction import remember
from tests.environment import TOKEN

HARD = 'tok"en\\with=odd&chars%41 ü'
FORGED = "harmless\n2026-01-01T00:00:00Z [info     ] somebody signed in\x1b[2K\u2028"


def record(event: str, *args: object, error: Exception | None = None) -> logging.LogRecord:
    error_info = (type(error), error, error.__traceback__) if error else None
    return logging.getLogger("test").makeRecord(
        "test", logging.ERROR, __file__, 1, event, args, error_info
    )


def written(log_format: str, line: logging.LogRecord) -> str:
    return formatter(log_format, settings.LOG_PROCESSORS).format(line)


def broken(token: str) -> Exception:
    local = token  # a formatter that prints locals would show it
    try:
        raise RuntimeError(f"GET https://open-api.spot.im/?token={quote(local, safe='')} failed")
    except RuntimeError as error:
        return error


@pytest.mark.parametrize("log_format", ["console", "json"])
@pytest.mark.parametrize("token", [TOKEN, HARD])
def test_no_log_line_or_traceback_holds_a_secret(log_format, token):
    remember(token)
    line = written(log_format, record("step of %s", token, error=broken(token)))
    assert "RuntimeError" in line
    for form in (token, quote(token, safe=""), json.dumps(token)[1:-1]):
        assert form not in line


@pytest.mark.parametrize(
    "told",
    [
        HARD,
        json.dumps({"token": HARD}),
        json.dumps(json.dumps([HARD, {"error": HARD}])),
        {"deep": [{"er": HARD}, (HARD,)]},
        {"token": "of a stranger", "expires": 600, "Authorization": ["Bearer", "stranger"]},
        '{"api_key": "of a stranger"',
        "https://files.example/x?sig=stranger\\",
    ],
)
def test_a_json_line_stays_json_without_the_secrets_of_nested_texts(told):
    remember(HARD)
    line = record("answer")
    line.msg = {"event": "an answer", "answer": told, "level": "info"}
    line._logger, line._name = logging.getLogger("test"), "info"
    line._from_structlog = True
    text = written("json", line)
    assert json.loads(text)["event"] == "an answer"
    for part in ("tok\\", "odd", "41", "stranger"):
        assert part not in text


def test_a_json_line_says_when_how_grave_who_and_what():
    with structlog.contextvars.bound_contextvars(request_id="0123", export=7):
        line = json.loads(written("json", record("step of %s", "ana")))
    assert line.pop("time").endswith("Z")
    expected = {"level": "error", "logger": "test", "event": "step of ana"}
    assert line == expected | {"request_id": "0123", "export": 7}


def test_what_cannot_be_cut_without_breaking_the_line_is_still_a_line():
    text = written("json", record('{"token": "%s', '\\"', error=ValueError('"password": 5}')))
    assert json.loads(text)["level"] == "error"


def test_nobody_can_begin_a_line_of_the_log():
    line = record("not found: %s", FORGED, error=ValueError(FORGED))
    first, *others = written("console", line).splitlines()
    assert "somebody signed in" in first
    assert all(other.startswith("    ") for other in others)
    assert "\x1b" not in "".join(others)
    assert len(written("json", line).splitlines()) == 1


@pytest.mark.parametrize("log_format", ["console", "json"])
def test_arguments_that_do_not_fit_their_message_are_written_without_secrets(log_format):
    remember(TOKEN)
    line = written(log_format, record("%s and %s", TOKEN))
    assert "%s and %s" in line
    assert TOKEN not in line


def test_a_number_that_json_does_not_know_is_still_on_a_line_of_json():
    line = record("")
    line.msg = {"event": "rate", "value": float("nan")}
    assert "rate" in json.loads(written("json", line), parse_constant=pytest.fail)["event"]
