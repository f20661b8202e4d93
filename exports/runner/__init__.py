"""One step of one window: ask the vendor, decide (exports.moves), write (exports.services).

Knows no Celery and no HttpRequest. The network is used outside transactions only. What the steps
of a kind of export are, its own room says.
"""

from exports.runner.steps import give_up, step

__all__ = ["give_up", "step"]
