"""One article by the command line, and what must be true of it whatever was killed meanwhile."""

import json
import subprocess
import zipfile
from collections import Counter
from pathlib import Path

from providers.sandbox.server import Running
from tests.exports.articles.asking import Sandbox, etags, rows_in
from tests.processes.product import Product

ARTICLE, NAME = "article-1", "article.csv.zip"
EVENTS, PAGE = 6000, 3000


def begin(product: Product, vendor: Running, output: Path) -> "subprocess.Popen[str]":
    """Two answers are full and one says that there is no more."""
    Sandbox(vendor).keep(ARTICLE, EVENTS)
    vendor.configure(article_page=PAGE)
    path = str(output / NAME)
    return product.manage("export", "article", ARTICLE, "--site", "Daily", "--output", path)


def asked(vendor: Running) -> list[int]:
    """How often each of the three answers was asked for, in their order."""
    times = Counter(etags(vendor, ARTICLE))
    return [times[etag] for etag in sorted(times, key=int)]


def assert_file_is_the_truth(vendor: Running, output: Path) -> None:
    sandbox = Sandbox(vendor)
    vendor.configure(article_page=0)
    with zipfile.ZipFile(output / NAME) as archive:
        table, lines = (archive.read(one).decode() for one in ("comments.csv", "events.jsonl"))
    assert rows_in(table) == sandbox.rows(ARTICLE)
    assert [json.loads(line) for line in lines.splitlines()] == sandbox.feed(ARTICLE)["events"]


def assert_file_is_what_is_stored(product: Product, output: Path) -> None:
    """The last export's one file, byte for byte."""
    [(key,)] = product.query(
        "select storage_key from exports_storedfile f join exports_part p on p.stored_file_id = "
        "f.id where p.window_id = (select max(id) from exports_window)"
    )
    assert (product.data / "files" / key).read_bytes() == (output / NAME).read_bytes()
