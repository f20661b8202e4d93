"""What a migration may do while processes of the release before go on working.

They insert without new columns, read every column they know, and write what no new rule forbids.
"""

from collections.abc import Iterator
from typing import Any

from django.db.migrations import Migration, operations
from django.db.migrations.state import ProjectState
from django.db.models import CharField, Field
from django.db.models.fields import NOT_PROVIDED

from config.live_index import AddLiveIndex

ALWAYS_SAFE = (
    operations.CreateModel,
    operations.RemoveIndex,
    operations.RemoveConstraint,
    operations.AlterConstraint,
    operations.AlterModelOptions,
    operations.AlterModelManagers,
)


def faults(migration: Migration, before: ProjectState) -> Iterator[str]:
    """Why old processes would fail, one sentence for each operation that they would suffer from."""
    new = {
        operation.name_lower
        for operation in migration.operations
        if isinstance(operation, operations.CreateModel)
    }
    state = before.clone()
    for operation in migration.operations:
        table = getattr(operation, "model_name_lower", "")
        if table not in new and (fault := _fault(operation, migration, state)):
            yield f"{migration.app_label}.{migration.name}: {operation.describe()}: {fault}"
        operation.state_forwards(migration.app_label, state)


def _fault(operation: Any, migration: Migration, state: ProjectState) -> str:
    if isinstance(operation, ALWAYS_SAFE):
        return ""
    if isinstance(operation, AddLiveIndex):
        return "the migration must say atomic = False" if migration.atomic else ""
    if isinstance(operation, operations.AddIndex):
        return "writers wait for it; use AddLiveIndex"
    if isinstance(operation, operations.AddField):
        return _of_a_new_column(operation.field)
    if isinstance(operation, operations.AlterField):
        model = state.models[migration.app_label, operation.model_name_lower]
        return _of_a_change(model.fields[operation.name], operation.field)
    return "old processes may need what it takes away, or nobody can tell; do it a release later"


def _of_a_new_column(field: Field) -> str:
    fills_itself = field.null or field.many_to_many or field.db_default is not NOT_PROVIDED
    return "" if fills_itself else "old processes insert without it; give it null or db_default"


def _of_a_change(old: Field, new: Field) -> str:
    if old.null and not new.null and new.db_default is NOT_PROVIDED:
        return "old processes insert NULL"
    if new.unique and not old.unique:
        return "old processes may write the same twice"
    if not _takes_as_much(old, new):
        return "old processes may write what no longer fits"
    return ""


def _takes_as_much(old: Field, new: Field) -> bool:
    if type(old) is not type(new):
        return False
    if isinstance(old, CharField):
        return new.max_length is None or (old.max_length or 0) <= new.max_length
    return old.many_to_many is new.many_to_many
