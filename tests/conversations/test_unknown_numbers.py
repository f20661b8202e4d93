"""Numbers that onQ did not send are none, on every database."""

import pytest

from conversations.counting import MOST_WAITING, attention
from conversations.queries import Reader
from tests.conversations.rows import make_conversation

pytestmark = pytest.mark.django_db


def test_what_is_unknown_waits_for_nobody(ana, tenant):
    make_conversation(tenant, "1", open_questions_count=None, to_facilitator_count=None)
    make_conversation(tenant, "2", open_questions_count=3, to_facilitator_count=None)
    found = attention(Reader.of(ana, tenant))
    assert (found.questions, found.messages) == (3, 0)


def test_one_conversation_counts_for_a_million_at_most(ana, tenant):
    for onq_id in "12":
        make_conversation(tenant, onq_id, open_questions_count=10**17)
    assert attention(Reader.of(ana, tenant)).questions == 2 * MOST_WAITING
