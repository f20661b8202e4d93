import pytest
from environs import EnvError

from config.storage_url import folder


def test_a_folder_of_this_host_is_taken():
    assert folder("file:///srv/threadkeep/files") == "/srv/threadkeep/files"


@pytest.mark.parametrize("url", ["s3://bucket?region=eu", "file://host/files", "files", ""])
def test_anything_else_is_refused_with_the_way_out(url):
    with pytest.raises(EnvError, match="STORAGE_URL must name a folder, as file:///"):
        folder(url)
