"""Authors of what changed lead to what they wrote."""

import re

import pytest
from django.test import Client

from tests.exports.articles.asking import changes, ended, updated

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_author_is_looked_up_from_the_list_of_changes(vendor, sandbox, article, site, ana):
    first = ended(article)
    sandbox.append("article-1", {"type": "comment-created", "times": 3})
    update = updated(first, ana)
    browser = Client()
    browser.force_login(ana)
    text = browser.get(update.get_absolute_url()).content.decode()
    listed = text[text.index('class="change-list"') : text.index("</ol>")]
    found = re.findall(rf"/people/\?who=([^&]+)&amp;site={site.pk}\"", listed)
    assert found
    assert set(found) <= {one.comment.user_id for one in changes(update)}
