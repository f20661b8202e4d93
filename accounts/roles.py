"""The roles, as groups of rights. An administrator may make further groups."""

from accounts.models import Right

VIEWER: frozenset[Right] = frozenset()
MODERATOR = VIEWER | {Right.START_EXPORTS, Right.DOWNLOAD_FILES, Right.LOOK_UP_PEOPLE}
ADMIN = MODERATOR | {Right.MANAGE_KEYS, Right.SEE_AUDIT}
PRIVACY = VIEWER | {Right.DOWNLOAD_FILES, Right.LOOK_UP_PEOPLE, Right.SEE_AUDIT}

ROLES = {"Viewer": VIEWER, "Moderator": MODERATOR, "Admin": ADMIN, "Privacy": PRIVACY}
