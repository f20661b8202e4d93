"""compose.yaml, as far as it can be judged without Docker."""

import re

import pytest
from cryptography.fernet import Fernet

from config.keys import PROJECT_DIR
from tests.image import compose

SECRETS = {"SECRET_KEY", "CREDENTIAL_KEYS", "POSTGRES_PASSWORD"}
OURS = {"prepare", "web", "fast", "bulk", "beat"}


@pytest.fixture(scope="module")
def example():
    return compose.filled_example()


@pytest.fixture(scope="module")
def services(example):
    return compose.services(example)


def test_the_example_says_how_to_make_each_secret_and_holds_none(example):
    assert {one["name"] for one in compose.SECRET.finditer(compose.EXAMPLE.read_text())} == SECRETS
    Fernet(example["CREDENTIAL_KEYS"])
    assert len(example["SECRET_KEY"]) >= 50
    assert example["POSTGRES_PASSWORD"].isalnum()  # it becomes part of an address


@pytest.mark.parametrize("secret", sorted(SECRETS))
def test_without_a_secret_nothing_starts_and_the_reason_is_said(example, secret):
    with pytest.raises(compose.Missing, match=rf"{secret} is missing in \.env"):
        compose.services(example | {secret: ""})


def test_every_variable_stands_in_the_example():
    asked = {one["name"] for one in compose.VARIABLE.finditer(compose.FILE.read_text())}
    offered = {one["name"] for one in compose.SETTING.finditer(compose.EXAMPLE.read_text())}
    assert asked <= offered


def test_what_the_example_offers_is_used_by_compose_or_is_a_setting():
    offered = {one["name"] for one in compose.SETTING.finditer(compose.EXAMPLE.read_text())}
    asked = {one["name"] for one in compose.VARIABLE.finditer(compose.FILE.read_text())}
    settings = set(re.findall(r"`([A-Z_]+)`", (PROJECT_DIR / "docs/configuration.md").read_text()))
    assert offered - asked - settings == {"COMPOSE_PROFILES"}


def test_every_service_is_held_without_rights(services):
    for service in services.values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert "privileged" not in service


def test_only_pages_are_published_and_only_to_this_host(services):
    published = {name: one["ports"] for name, one in services.items() if "ports" in one}
    assert published.keys() == {"web", "nginx"}
    assert all(port.startswith("127.0.0.1:") for ports in published.values() for port in ports)


def test_database_and_broker_are_reached_by_our_processes_alone(services):
    inside = {name for name, one in services.items() if "inside" in one.get("networks", [])}
    assert inside == OURS | {"postgres", "redis"}
    assert services["postgres"]["networks"] == services["redis"]["networks"] == ["inside"]


def test_whoever_must_live_comes_back_and_is_watched(services):
    for name, service in services.items():
        if name != "prepare":
            assert service["restart"] == "unless-stopped"
            assert name == "web" or service["healthcheck"]["test"][0] == "CMD"


def test_foreign_images_are_named_with_their_major_version(services):
    foreign = [one["image"] for name, one in services.items() if name not in OURS]
    assert all(re.fullmatch(r"\w+:[1-9][0-9]*-\w+", image) for image in foreign)


def test_each_process_gets_the_same_settings_and_data(services, example):
    settings = [compose.environment(name, example) for name in OURS]
    assert all(one == settings[0] for one in settings)
    assert {tuple(services[name]["volumes"]) for name in OURS} == {("data:/data",)}


def test_the_broker_refuses_rather_than_forgets(services):
    policy = services["redis"]["command"].index("--maxmemory-policy")
    assert services["redis"]["command"][policy + 1] == "noeviction"
