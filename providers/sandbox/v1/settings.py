"""What only the first generation leaves open."""

from dataclasses import dataclass

from providers.sandbox.checks import option


@dataclass(frozen=True)
class V1Settings:
    rows_per_file: int = option(100_000, "a new file begins after so many comments")
    export_urls_as_string: bool = option(False, "a single link is a string and not a list")
    count_delta: int = option(0, "announce so many comments more (or less) than delivered")
