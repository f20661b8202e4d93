"""The usual shape with Celery: a task an export, which asks, sleeps and asks again.

It keeps nothing and tells nobody; a restart forgets what it waited for.
"""

import os
import random
import time
from pathlib import Path

import requests
from celery import Celery

app = Celery("sleeping_tasks", broker=os.environ.get("BROKER"), fixups=[])  # without Django
app.conf.task_ignore_result = True
app.conf.worker_prefetch_multiplier = 1


@app.task(name="wait_for")
def wait_for(address: str, asked: dict[str, str], due: float, steady: float, notes: str) -> None:
    """Poll until it is done; `due` is the first time, seconds since 1970, and `steady` the pause in
    seconds, 0 for one that grows."""
    export_id, polls = address.split("/")[-2], 0
    with (Path(notes) / f"{export_id}").open("a", buffering=1) as lines:
        while True:
            time.sleep(max(0.0, due - time.time()))
            lines.write(f"{due}\n")
            answer = requests.get(address, params=asked, timeout=60)
            answer.raise_for_status()
            if answer.json()["status"] == "Done":
                return
            pause = steady or min(2 * 1.5 ** min(polls, 20), 60)
            due, polls = time.time() + pause * random.uniform(1, 1.1), polls + 1
