"""Who comments on a spot and on which articles: drawn from the spot's name and the seed alone."""

import hashlib
from functools import lru_cache
from typing import NamedTuple

from providers.sandbox.texts import FIRST_NAMES, HOSTILE_NAMES, LAST_NAMES

PEOPLE = 997
POSTS = 53
HOSTILE_EVERY = 41


class Person(NamedTuple):
    user_id: str
    user_name: str
    display_name: str


class Post(NamedTuple):
    post_id: str
    escaped: str


def number_of(*parts: object) -> int:
    """A stable 64 bit number for some words."""
    digest = hashlib.sha256("\x1f".join(map(str, parts)).encode()).digest()
    return int.from_bytes(digest[:8], "big")


def escaped(post_id: str) -> str:
    """A post id as ids of conversations carry it (the steps of the vendor's own iOS SDK)."""
    post_id = post_id.replace("urn:uri:base64:", "urn$3Auri$3Abase64$3A")
    for raw, kept in ((",", ";"), ("_", "$"), (":", "~"), (" ", ""), ("/", "$2F")):
        post_id = post_id.replace(raw, kept)
    return post_id


@lru_cache(maxsize=64)
def people_of(spot_id: str, seed: int) -> tuple[Person, ...]:
    draws = [number_of(spot_id, seed, "person", number) for number in range(PEOPLE)]
    return tuple(_person(number, draw) for number, draw in enumerate(draws))


@lru_cache(maxsize=64)
def posts_of(spot_id: str, seed: int) -> tuple[Post, ...]:
    draws = [number_of(spot_id, seed, "post", number) for number in range(POSTS)]
    names = [_post_id(number, draw) for number, draw in enumerate(draws)]
    return tuple(Post(name, escaped(name)) for name in names)


def _person(number: int, draw: int) -> Person:
    user_id = f"u_{draw:016X}"[:14]
    if number % HOSTILE_EVERY == 0:
        name = HOSTILE_NAMES[number // HOSTILE_EVERY % len(HOSTILE_NAMES)]
        return Person(user_id, name, name)
    first, last = FIRST_NAMES[draw % 10], LAST_NAMES[draw // 10 % 10]
    return Person(user_id, f"{first}{last}{number}".lower(), f"{first} {last}")


def _post_id(number: int, draw: int) -> str:
    forms = (
        f"article-{draw % 10**8:08}",
        f"finmb_{draw % 10**8:08}",
        f"{draw % 10**6:06}",
        f"urn:uri:base64:{draw:016x}",
        f"local/council-{number}",
    )
    return forms[number % len(forms)]
