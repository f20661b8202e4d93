"""Does the database have the tables that this code expects?"""

from django.db import connection
from django.db.migrations.loader import MigrationLoader

_known_complete = False


def pending() -> list[str]:
    """Migrations of this code that the database lacks, as "exports.0007_name", sorted."""
    loader = MigrationLoader(connection)
    lacking = loader.graph.nodes.keys() - (loader.applied_migrations or {}).keys()
    return sorted(".".join(migration) for migration in lacking)


def unknown() -> list[str]:
    """Applied migrations that this code does not have, so a newer version was here; sorted."""
    loader = MigrationLoader(connection)
    here = loader.disk_migrations or {}
    known = {*here, *(old for migration in here.values() for old in migration.replaces)}
    ours = {one for one in loader.applied_migrations or {} if one[0] in loader.migrated_apps}
    return sorted(".".join(migration) for migration in ours - known)


def is_complete() -> bool:
    """Whether nothing is pending; asked of the database until it once was so."""
    global _known_complete  # noqa: PLW0603 - what was applied is there as long as this code runs
    _known_complete = _known_complete or not pending()
    return _known_complete
