"""`python -m bench.conversations.dlt_peer FOLDER < ACCESS`: all into DuckDB, as dlt would have it.

ACCESS is onQ's address and a bearer token, and the format of the files that dlt loads where it
shall not be dlt's own choice. Rows are merged by id, which is what our own rows do too. dlt writes
into the folder and nowhere else, and sends nothing home. Prints how many rows are there in the end,
and the bytes of memory that it took above what dlt and DuckDB take when loaded.
"""

import os
import sys
from pathlib import Path
from typing import Any

import psutil

from bench.memory import growth

ROWS_A_PAGE = 1000
COUNT = "SELECT count(*), count(DISTINCT id) FROM onq.conversations"
PRIVATE = {"RUNTIME__DLTHUB_TELEMETRY": "false", "RUNTIME__LOG_LEVEL": "CRITICAL"}


def main(folder: Path, url: str, token: str, file_format: str | None = None) -> None:
    os.environ |= {**PRIVATE, "DLT_DATA_DIR": str(folder / "dlt"), "TMPDIR": str(folder)}
    os.chdir(folder)  # dlt looks around here for settings
    import dlt
    import duckdb

    database = folder / "conversations.duckdb"
    kept_in = {
        "destination": dlt.destinations.duckdb(str(database)),
        "dataset_name": "onq",
        "pipelines_dir": str(folder / "pipelines"),
    }
    source = conversations(url, token)
    with growth([psutil.Process()]) as memory:
        pipeline = dlt.pipeline("onq", **kept_in)
        pipeline.run(source, loader_file_format=file_format).raise_on_failed_jobs()
    with duckdb.connect(str(database)) as kept:
        [(rows, ids)] = kept.execute(COUNT).fetchall()
    assert rows == ids, (rows, ids)
    print(rows, memory.size)


def conversations(url: str, token: str) -> Any:
    from dlt.sources.helpers.rest_client.paginators import PageNumberPaginator
    from dlt.sources.rest_api import rest_api_source

    client = {
        "base_url": url,
        "auth": {"type": "bearer", "token": token},
        "paginator": PageNumberPaginator(base_page=1, total_path=None),
    }
    endpoint = {"path": "api/external/conversations", "params": {"size": ROWS_A_PAGE}}
    resource = {
        "name": "conversations",
        "endpoint": endpoint,
        "primary_key": "id",
        "write_disposition": "merge",
    }
    return rest_api_source({"client": client, "resources": [resource]})


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.stdin.read().split())
