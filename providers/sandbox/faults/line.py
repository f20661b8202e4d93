"""Faults of the connection: late, silent, slow, cut off or short."""

from typing import Literal

from providers.sandbox.exchange import Exchange


def slow(exchange: Exchange, *, seconds: float = 5.0) -> None:
    """The right answer, but only after a while."""
    exchange.wire.pause(seconds)
    exchange.send(exchange.proceed())


def hang(exchange: Exchange) -> None:
    """No answer, until the client gives up."""
    exchange.record(None)
    exchange.wire.pause(None)
    exchange.wire.reset()


def drip(exchange: Exchange, *, bytes_per_second: int = 20, head: bool = False) -> None:
    """The right answer a few bytes at a time; with `head` even its headers."""
    answer = exchange.proceed()
    exchange.record(answer.status)
    exchange.wire.send(answer, rate=bytes_per_second, slow_head=head)


def reset(
    exchange: Exchange, *, when: Literal["before", "after"] = "before", after_bytes: int = -1
) -> None:
    """A TCP RST before or after the route did its work (for `export`: before or after the export
    was created). From `after_bytes` 0 on, the headers and so many bytes of the body come first."""
    if when == "before" and after_bytes < 0:
        exchange.record(None)
    else:
        answer = exchange.proceed()
        exchange.record(answer.status if after_bytes >= 0 else None)
        if after_bytes >= 0:
            exchange.wire.send(answer, cut_after=after_bytes)
    exchange.wire.reset()


def truncate(exchange: Exchange, *, keep_bytes: int = -1) -> None:
    """Fewer bytes than Content-Length says (or a stream without its last chunk), then a polite
    end; the first half unless told."""
    answer = exchange.proceed()
    exchange.send(answer, cut_after=keep_bytes if keep_bytes >= 0 else answer.middle)
