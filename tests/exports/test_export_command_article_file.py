"""`export article` from the question to the file."""

import zipfile

import pytest

from tests.exports.commands import Command, working

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def export_to(vendor, site, tmp_path):
    def run(*post_ids: str):
        path = tmp_path / "articles.csv.zip"
        with working():
            return path, Command("article", *post_ids, "--site", site.name, "--output", str(path))

    return run


def test_articles_that_are_read_exit_0_and_the_path_of_their_file_comes_last(export_to):
    path, command = export_to("article-1", "article-2")
    assert (command.code, command.refusal) == (0, "")
    assert command.out.splitlines()[-1] == str(path)
    with zipfile.ZipFile(path) as packed:
        assert packed.testzip() is None
        assert sum(name.endswith("comments.csv") for name in packed.namelist()) == 2


def test_an_article_without_comments_is_no_failure(export_to):
    path, command = export_to("nobody-wrote-here")
    assert command.code == 0
    assert path.exists()
