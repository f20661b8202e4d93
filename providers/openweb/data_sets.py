"""What the rows of a file are of, told by its header.

Export v4 delivers comments, users and ranks. OpenWeb's documents name no file and show the first
columns of comments alone, so this goes by names that its other documents and clients use.
"""

from collections.abc import Sequence
from enum import StrEnum

from providers.openweb.rows import ALIASES, Table, names_in


class DataSet(StrEnum):
    COMMENTS = "comments"
    USERS = "users"
    RANKS = "ranks"
    OTHER = "other"


_RANK_WORDS = frozenset({"rank", "ranks", "ranked", "ranking"})
_MESSAGE_ID = frozenset(ALIASES["id"]) - {"id"}
_OF_A_COMMENT = frozenset(
    {
        *("message_status", "moderation_status", "written_at", "label_id", "replies_count"),
        *("post_id", "postid", "article_id", "conversation_id"),
        *("parent", "parent_id", "root_id", "root_comment"),
    }
)
_OF_A_USER = frozenset(
    {
        *(*ALIASES["author_id"], *ALIASES["author_name"]),
        *("email", "email_verified", "primary_key", "sso_primary_key", "registered"),
        *("image_url", "image_id", "private_profile"),
    }
)


def data_set_of(header: Sequence[str], *, texts_are_elsewhere: bool = False) -> DataSet:
    """The data set of a file with this header; an id and nothing that tells more is a comment's,
    unless another file of the same export has the texts."""
    names = frozenset(names_in(header))
    if names & frozenset(ALIASES["content"]):
        return DataSet.COMMENTS
    if any(_RANK_WORDS & frozenset(name.split("_")) for name in names):
        return DataSet.RANKS
    textless = DataSet.OTHER if texts_are_elsewhere else DataSet.COMMENTS
    if names & _OF_A_COMMENT:
        return textless
    if names & _OF_A_USER:
        # Somebody and a message: neither a person's row nor a comment without its text.
        return DataSet.OTHER if names & _MESSAGE_ID else DataSet.USERS
    return textless if names & frozenset(ALIASES["id"]) else DataSet.OTHER


def data_set_in(table: Table, *, texts_are_elsewhere: bool = False) -> DataSet:
    """The data set of an open file; one that has to be of comments is."""
    if not table.several_data_sets:
        return DataSet.COMMENTS
    return data_set_of(table.header, texts_are_elsewhere=texts_are_elsewhere)
