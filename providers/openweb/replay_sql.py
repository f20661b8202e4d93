"""The statements of `replay`. NULL stands for what no event has said yet."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS comments (
    id TEXT NOT NULL UNIQUE, parent_id TEXT, root_id TEXT, type TEXT,
    conversation_id TEXT, post_id TEXT, user_id TEXT, nick_name TEXT,
    written_at TEXT, content TEXT, edited INTEGER, deleted INTEGER, anonymous INTEGER
);
CREATE INDEX IF NOT EXISTS replies ON comments (parent_id) WHERE parent_id IS NOT NULL;
CREATE TABLE IF NOT EXISTS users (
    id TEXT PRIMARY KEY, user_name TEXT, display_name TEXT, nick_name TEXT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS notes (only_row INTEGER PRIMARY KEY, text TEXT NOT NULL);
INSERT OR IGNORE INTO notes VALUES (1, '');
"""

# The first three parameters say whether this event decides on the message as a whole, on its
# text, and on its author. What an event does not decide on, it only fills in where nothing stands.
_WHOLE, _TEXT, _AUTHOR = "?1", "?2", "?3"
_DECIDED_BY = {
    "parent_id": _WHOLE,
    "root_id": _WHOLE,
    "type": _WHOLE,
    "conversation_id": _WHOLE,
    "post_id": _WHOLE,
    "user_id": _AUTHOR,
    "nick_name": _AUTHOR,
    "written_at": _WHOLE,
    "content": _TEXT,
}
_DECIDED = ", ".join(
    f"{column} = iif({decides}, coalesce(excluded.{column}, {column}), "
    f"coalesce({column}, excluded.{column}))"
    for column, decides in _DECIDED_BY.items()
)
_MARKED = ", ".join(
    f"{mark} = coalesce(excluded.{mark}, {mark})" for mark in ("edited", "deleted", "anonymous")
)
APPLY = f"""
INSERT INTO comments VALUES (?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
ON CONFLICT (id) DO UPDATE SET {_DECIDED}, {_MARKED}
"""  # noqa: S608 - only column names from above
NAME_USER = "INSERT OR REPLACE INTO users VALUES (?, ?, ?, ?)"

_COLUMNS = """
    c.id, coalesce(c.parent_id, ''), s.root_id, coalesce(c.type, ''),
    coalesce(c.conversation_id, ''), coalesce(c.post_id, ''), coalesce(c.user_id, ''),
    coalesce(u.user_name, ''), coalesce(u.display_name, ''),
    coalesce(nullif(c.nick_name, ''), u.nick_name, ''), coalesce(c.written_at, ''),
    coalesce(c.content, ''), coalesce(c.edited, 0), s.deleted, coalesce(c.anonymous, 0)
"""
_FROM = """
    FROM main.comments c
    JOIN temp.settled_main s ON s.comment = c.rowid
    LEFT JOIN main.users u ON u.id = c.user_id
"""
_ORDER = "ORDER BY c.written_at, c.id"
COMMENTS = f"SELECT {_COLUMNS} {_FROM} {_ORDER}"

_EDITED = "coalesce(c.content, '') <> coalesce(o.content, '')"
_DELETED = "s.deleted > t.deleted"
_ANONYMISED = "coalesce(c.anonymous, 0) > coalesce(o.anonymous, 0)"
CHANGES = f"""
SELECT o.id IS NOT NULL, coalesce(o.content, ''), {_EDITED}, {_DELETED}, {_ANONYMISED}, {_COLUMNS}
{_FROM}
    LEFT JOIN earlier.comments o ON o.id = c.id
    LEFT JOIN temp.settled_earlier t ON t.comment = o.rowid
WHERE o.id IS NULL OR {_EDITED} OR {_DELETED} OR {_ANONYMISED}
{_ORDER}
"""


def settle(schema: str) -> str:
    """Each comment's root, and whether it is deleted by itself or gone with one above it.

    Threads are followed down from the comments whose parent is not there; what hangs in a circle
    of parents is not reached and stands for itself.
    """
    return f"""
DROP TABLE IF EXISTS temp.settled_{schema};
CREATE TEMP TABLE settled_{schema} (
    comment INTEGER PRIMARY KEY, root_id TEXT, deleted INTEGER, gone INTEGER
);
INSERT INTO settled_{schema}
WITH RECURSIVE thread (comment, id, root_id, deleted, gone) AS (
    SELECT c.rowid, c.id, c.root_id, coalesce(c.deleted, 0) > 0, coalesce(c.deleted, 0) = 2
    FROM {schema}.comments c
    WHERE c.parent_id IS NULL
        OR NOT EXISTS (SELECT 1 FROM {schema}.comments p WHERE p.id = c.parent_id)
    UNION ALL
    SELECT c.rowid, c.id, t.root_id, t.gone OR coalesce(c.deleted, 0) > 0,
        t.gone OR coalesce(c.deleted, 0) = 2
    FROM thread t JOIN {schema}.comments c ON c.parent_id = t.id
)
SELECT comment, root_id, deleted, gone FROM thread;
INSERT OR IGNORE INTO settled_{schema}
SELECT rowid, root_id, coalesce(deleted, 0) > 0, coalesce(deleted, 0) = 2 FROM {schema}.comments;
"""  # noqa: S608 - the schema is one of two words of ours
