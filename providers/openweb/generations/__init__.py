"""OpenWeb's export API in its generations: a folder each, with the same file names."""

from providers.openweb.generations.generation import (
    Asked,
    Exporter,
    ExportStatus,
    Generation,
    Host,
    Hosts,
    KeyName,
    Limits,
)
from providers.openweb.generations.v1.generation import V1
from providers.openweb.generations.v2.generation import V2
from providers.openweb.generations.v4.generation import V4

GENERATIONS = {generation.name: generation for generation in (V1, V2, V4)}

__all__ = [
    "GENERATIONS",
    "Asked",
    "ExportStatus",
    "Exporter",
    "Generation",
    "Host",
    "Hosts",
    "KeyName",
    "Limits",
]
